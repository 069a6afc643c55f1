"""From the source line of an archive's page to sources, credits and remarks.

The line is taken apart from the outside: first the credits ("Translated by ..."), then the remarks
("Copy. Handwritten."), then what remains is cut into citations, and each is read as a shelfmark
(``fonds.values.archival``) or as a printed work (``fonds.values.published``), whichever has more for it.

>>> found = parse("RGASPI, f. 558, op. 11, d. 97, ll. 67-70. Contributed by Ann Roe and translated by J. Doe.")
>>> [found_source.source.delo for found_source in found.sources], [item.credit.name for item in found.credits]
(['97'], ['Ann Roe', 'J. Doe'])

Cuts are made at semicolons, before words that tell what a further citation is to the document
("translation from", "published in"), before the name of a listed repository once a shelfmark has been
given, and where a level of the shelfmark that was named already is named again ("d. 343, l. 5, d. 344,
l. 1"). What a later citation leaves out it takes from the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from fonds.data import table
from fonds.model import Credit, Source
from fonds.values import archival, credits, published


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A citation and where it stands."""

    source: Source
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A credit and where its name stands."""

    credit: Credit
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of the line that neither cite nor credit, such as "Copy"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """All that a source line says; offsets count in that line."""

    sources: tuple[FoundSource, ...] = ()
    credits: tuple[FoundCredit, ...] = ()
    remarks: tuple[Remark, ...] = ()


def parse(text: str) -> SourcesFound:
    """Sources, credits and remarks of one source line, or of the citation's tail that quotes one."""
    given = credits.parse(text)
    remarks: list[Remark] = []
    sources: list[FoundSource] = []
    before: Source | None = None
    for start, end in _gaps(text, [found.clause for found in given]):
        for a, b in _without_remarks(text, start, end, remarks):
            for c, d in _citations(text, a, b):
                found = _read(text, c, d, before)
                if found is None:
                    continue
                sources.append(found)
                if found.source.kind == "archival":
                    before = found.source
    return SourcesFound(
        tuple(sources),
        tuple(FoundCredit(found.credit, found.start, found.end, 0.95) for found in given),
        tuple(remarks),
    )


def _gaps(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of the line between the clauses of the credits, without the marks at its ends."""
    at = 0
    for start, end in (*sorted(set(taken)), (len(text), len(text))):
        if start > at:
            yield from _trimmed(text, at, start)
        at = max(at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without blanks and separators at its ends; nothing where no letter or digit is left."""
    while start < end and text[start] in " \t\r\n.,;:)]":
        start += 1
    while start < end and (text[end - 1] in " \t\r\n,;:(" or text.endswith((" and", " и"), start, end)):
        end -= 1 if text[end - 1] not in "dи" else len(text[start:end]) - text[start:end].rstrip("andи").__len__()
    if any(c.isalnum() for c in text[start:end]):
        yield start, end
