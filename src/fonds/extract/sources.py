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
from itertools import pairwise

from fonds.data import table
from fonds.model import Credit, Source
from fonds.values import archival, credits, published, repositories, shelfmarks
from fonds.values.phrases import pattern


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


_WORDS = table("citations")
_LANGUAGE = rf"(?:the\s)?{pattern(_WORDS['words']['languages'])}"
_ROLE = re.compile(
    r"(?<!\w)(?:and\s+)?(?:"
    + "|".join(
        rf"(?P<{role}>{pattern(words, language=_LANGUAGE)})" for role, words in _WORDS["roles"].items()
    )
    + rf")(?!\w)[:.,]?\s+(?!{_LANGUAGE}\s*(?:[.,;)]|$))(?=[^\s,.;)])",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    rf"(?:^|(?<=[.!?”])\s+)\s*{pattern(_WORDS['words']['introduction'])}\s*:\s*", re.IGNORECASE
)
# "Title of the paper // RGANI. F. 3. Op. 66": what the citation is of; the shelf mark follows (GOST R 7.0.5).
_TITLED = re.compile(
    r"//\s+(?=[^/]{2,80}?(?:\b[FФ]|\b[Ff]ond)\.?,?\s*(?:[A-ZА-Я]-)?\d[^/]{0,12}?\b(?:Op|I|Оп|оп|op)\b)"
)
_IBID = re.compile(rf"{pattern(_WORDS['words']['ibid'])}(?!\w)[.,]*\s*", re.IGNORECASE)
_REMARK = re.compile(
    rf"{pattern(_WORDS['remarks']['openings'], language=_LANGUAGE)}(?!\w)(?!\s*//)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;)])\s+(?=[^\W_])|(?<=\d)\s+(?=[A-ZА-Я][a-zа-я]{2})")
_PROTECTED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_BOUNDARY = re.compile(r"(?:[,.;:]|//)\s+(?:and\s+)?|\band\s+(?:the\s+)?|\(")
_ONLY_NUMBERS = re.compile(r"\s*(?:and\s+)?\d[\d\s,–-]*(?:[a-z]?\s*)(?=[;.)]|$)")
_FRONT, _BACK = " \t\r\n.,;:)]/–—", " \t\r\n.,;:([/–—"
_AND = re.compile(r"(?:and|и)(?:\s|$)")
_COUNTERPART = {"(": ")", ")": "(", "[": "]", "]": "["}
LONGEST = 4_000
"""Characters of a line that is still read; a longer one is kept whole, unread: it is no source line, and
time grows with the square of the length (a bad line of this length takes 0.2 s)."""
UNKNOWN = 0.3
"""The confidence of a source of which no part was understood; behind another source it is a remark."""
_LOWEST = ("delo", "listy", "pages", "folder", "file", "item")
_BEYOND_DOUBT = 6  # a listed repository, fond and opis; nothing printed has more
_SHELF = ("fond", "opis", "papka", "delo", "listy")


def parse(text: str) -> SourcesFound:
    """Sources, credits and remarks of one source line, or of the tail of a citation that quotes one."""
    if len(text) > LONGEST:
        span = _trimmed(text, 0, len(text))
        whole = (FoundSource(Source(text[slice(*span)], "published"), *span, 0.1),) if span else ()
        return SourcesFound(whole)
    if bracketed := archival.in_brackets(text):
        return SourcesFound((_kept(text, *bracketed),))
    given = credits.parse(text)
    remarks: list[Remark] = []
    sources: list[FoundSource] = []
    before: Source | None = None
    introduction = _INTRODUCTION.search(text)
    taken = [(0, introduction.end())] if introduction else []
    if titled := _TITLED.search(text):
        taken.append((0, titled.end()))
    for start, end in _gaps(text, [*taken, *(found.clause for found in given)]):
        for passage in _passages(text, start, end, remarks):
            for piece in _pieces(text, *passage):
                found = _read(text, *piece, before)
                if sources and found.confidence == UNKNOWN:
                    remarks.append(Remark(found.source.as_written, found.start, found.end))
                    continue
                sources.append(found)
                if found.source.kind == "archival" and found.source.repository:
                    before = found.source
    found_credits = tuple(FoundCredit(found.credit, found.start, found.end, 0.95) for found in given)
    return SourcesFound(
        tuple(sources), found_credits, tuple(sorted(remarks, key=lambda remark: remark.start))
    )


def _gaps(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies between the spans that are taken already."""
    at = 0
    for start, end in (*sorted(set(taken)), (len(text), len(text))):
        if span := _trimmed(text, at, start):
            yield span
        at = max(at, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without separators and "and" at its ends and brackets around it; ``None`` where no word is left."""
    while True:
        piece = text[start:end]
        start, end = end - len(piece.lstrip(_FRONT)), start + len(piece.rstrip(_BACK))
        if start >= end:
            return None
        if opening := _AND.match(text, start, end):
            start = opening.end()
        elif text.endswith((" and", " и"), start, end):
            end = text.rindex(" ", start, end)
        elif text[start] in "([" and (whole := _PROTECTED.match(text, start, end)) and whole.end() == end:
            start, end = start + 1, end - 1
        elif _unpaired(piece := text[start:end], piece[0]):
            start += 1
        elif _unpaired(piece, piece[-1]):
            end -= 1
        else:
            return (start, end) if any(c.isalnum() for c in piece) else None


def _unpaired(piece: str, bracket: str) -> bool:
    """Whether the piece holds more of a bracket than of its counterpart."""
    other = _COUNTERPART.get(bracket)
    return other is not None and piece.count(bracket) > piece.count(other)


def _passages(text: str, start: int, end: int, remarks: list[Remark]) -> Iterator[tuple[int, int]]:
    """The spans that cite; sentences that do not are added to ``remarks``."""
    titled = max(start, text.rfind("//", start, end))  # what stands before "//" is the document's title
    starts = [start, *(m.end() for m in _SENTENCE.finditer(text, titled, end)), end]
    begin, remark = start, False
    for at, stop in pairwise(starts):
        if remark and _cites(text, at, end):
            if span := _trimmed(text, begin, at):
                remarks.append(Remark(text[slice(*span)], *span))
            begin, remark = at, False
        elif (
            not remark
            and _REMARK.match(text, at, end)
            and not shelfmarks.parts(text[at:stop])
            and not _ROLE.match(text, at, end)
        ):
            if span := _trimmed(text, begin, at):
                yield span
            begin, remark = at, True
    if span := _trimmed(text, begin, end):
        if remark:
            remarks.append(Remark(text[slice(*span)], *span))
        else:
            yield span


def _cites(text: str, at: int, end: int) -> bool:
    """Whether a citation begins at an offset: "Ibid.", a repository, a periodical, a role or a part of a shelfmark."""
    if (
        _IBID.match(text, at, end)
        or _ROLE.match(text, at, end)
        or repositories.find(text, at)
        or published.is_periodical(text, at)
    ):
        return True
    first = next(iter(shelfmarks.parts(text[at : min(end, at + 60)])), None)
    return first is not None and first.start == 0 and first.level in _SHELF


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The single citations of a passage."""
    cuts = [*_cuts(text, start, end), end]
    for a, b in pairwise(cuts):
        if span := _trimmed(text, a, b):
            again = [span[0], *(span[0] + at for at in _repeated(text[slice(*span)])), span[1]]
            yield from (piece for c, d in pairwise(again) if (piece := _trimmed(text, c, d)))


def _cuts(text: str, start: int, end: int) -> list[int]:
    """The start, and the offsets at which a further citation begins by a mark, a role or a repository."""
    protected = [m.span() for m in _PROTECTED.finditer(text, start, end)]
    cuts = [start]
    for m in _BOUNDARY.finditer(text, start, end):
        at = m.end()
        role = _ROLE.match(text, at, end)
        if (m[0] == "(" and not role) or any(a < m.start() < b for a, b in protected):
            continue
        semicolon = m[0][0] == ";" and not _ONLY_NUMBERS.match(text, at, end)
        if at > start and (semicolon or role or _opens_another(text, cuts[-1], at, end)):
            cuts.append(at)
    return cuts


def _opens_another(text: str, start: int, at: int, end: int) -> bool:
    """Whether a listed repository begins at an offset, it has a shelfmark, and so has the one before."""
    found = repositories.find(text, at)
    stop = found[1] if found else archival.unlisted(text[:end], at)
    if stop is None or not any(c.isalnum() for c in text[stop:end]):
        return False
    left = archival.parse(text[start:at].rstrip(_BACK))
    return any(getattr(left, level) for level in _LOWEST)


def _repeated(piece: str) -> Iterator[int]:
    """Offsets of parts whose level the shelfmark has named already."""
    found = repositories.find(piece)
    seen: set[str] = set()
    for part in shelfmarks.parts(piece, found[0].habit if found else "fond"):
        if part.level in _SHELF:
            if part.level in seen:
                if any(m.start() < part.start < m.end() for m in _PROTECTED.finditer(piece)):
                    continue
                yield part.start
                seen &= set(_SHELF[: _SHELF.index(part.level)])
            seen.add(part.level)


def _kept(text: str, start: int, end: int) -> FoundSource:
    """A citation that is known to be one of a shelf mark."""
    kept = archival.parse(text[start:end])
    return FoundSource(kept, start, end, round(min(0.98, 0.5 + 0.08 * archival.evidence(kept)), 2))


def _read(text: str, start: int, end: int, before: Source | None) -> FoundSource:
    """One citation as a source, of the kind that has more for it."""
    written = text[start:end]
    role = _ROLE.match(written)
    ibid = _IBID.match(written, role.end() if role else 0)
    at = (ibid or role).end() if ibid or role else 0  # type: ignore[union-attr]
    kept = archival.parse(written, at)
    for_kept = archival.evidence(kept)
    if kept.repository is None and before and (ibid or any(getattr(kept, level) for level in _SHELF)):
        kept = archival.inherit(kept, before)
        for_kept += 2
    for_printed = published.evidence(written[at:]) if for_kept < _BEYOND_DOUBT else 0
    relation = role.lastgroup if role else None
    if for_kept and for_kept >= for_printed:
        kept = replace(kept, role=relation) if relation else kept
        return FoundSource(kept, start, end, round(min(0.98, 0.5 + 0.08 * for_kept), 2))
    if text.startswith(".", end) and (end + 1 == len(text) or text[end + 1].isspace()):  # part of a note
        end += 1
    printed = published.parse(text[start:end], at)
    printed = replace(printed, role=relation) if relation else printed
    confidence = 0.45 + 0.1 * for_printed if for_printed else UNKNOWN
    return FoundSource(printed, start, end, round(min(0.95, confidence), 2))
