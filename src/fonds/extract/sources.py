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


_WORDS = table("citations")
_LANGUAGE = rf"(?:the\s)?(?:{'|'.join(_WORDS['words']['languages'])})"


def _phrase(words: list[str]) -> str:
    """A pattern for words of the table, longest first; ``{language}`` stands for any language."""
    patterns = [re.escape(word).replace(r"\{language\}", _LANGUAGE).replace(r"\ ", r"\s+") for word in words]
    return "|".join(sorted(patterns, key=len, reverse=True))


_ROLE = re.compile(
    r"(?<!\w)(?:and\s+)?(?:"
    + "|".join(rf"(?P<{role}>{_phrase(words)})" for role, words in _WORDS["roles"].items())
    + rf")(?!\w)[:.,]?\s+(?!{_LANGUAGE}\s*(?:[.,;)]|$))(?=[^\s,.;)])",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(rf"\s*(?:{_phrase(_WORDS['words']['introduction'])})\s*:\s*", re.IGNORECASE)
_IBID = re.compile(rf"(?:{_phrase(_WORDS['words']['ibid'])})(?!\w)[.,]*\s*", re.IGNORECASE)
_REMARK = re.compile(rf"(?:{_phrase(_WORDS['remarks']['openings'])})(?!\w)(?!\s*//)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;)])\s+(?=[^\W_])|(?<=\d)\s+(?=[A-ZА-Я][a-zа-я]{2})")
_PROTECTED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_BOUNDARY = re.compile(r"(?:[,.;:]|//)\s+(?:and\s+)?|\band\s+(?:the\s+)?|\(")
_ONLY_NUMBERS = re.compile(r"\s*(?:and\s+)?\d[\d\s,–-]*(?:[a-z]?\s*)(?=[;.)]|$)")
_FRONT = re.compile(r"(?:[\s.,;:)\]/–—]|(?:and|и)(?=\s))+")
_BACK = re.compile(r"(?:[\s.,;:(\[]|(?<=\s)(?:and|и))+$")
_OPENING = {")": "(", "]": "["}
_SHELF = ("fond", "opis", "papka", "delo", "listy")


def parse(text: str) -> SourcesFound:
    """Sources, credits and remarks of one source line, or of the tail of a citation that quotes one."""
    given = credits.parse(text)
    remarks: list[Remark] = []
    sources: list[FoundSource] = []
    before: Source | None = None
    introduction = _INTRODUCTION.match(text)
    taken = [(0, introduction.end())] if introduction else []
    for start, end in _gaps(text, [*taken, *(found.clause for found in given)]):
        for passage in _passages(text, start, end, remarks):
            for piece in _pieces(text, *passage):
                found = _read(text, *piece, before)
                sources.append(found)
                if found.source.kind == "archival" and found.source.repository:
                    before = found.source
    found_credits = tuple(FoundCredit(found.credit, found.start, found.end, 0.95) for found in given)
    return SourcesFound(tuple(sources), found_credits, tuple(remarks))


def _gaps(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies between the spans that are taken already."""
    at = 0
    for start, end in (*sorted(set(taken)), (len(text), len(text))):
        if span := _trimmed(text, at, start):
            yield span
        at = max(at, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without separators and "and" at its ends and brackets around it; ``None`` where no word is left."""
    if front := _FRONT.match(text, start, end):
        start = front.end()
    if back := _BACK.search(text, start, end):
        end = back.start()
    whole = _PROTECTED.match(text, start, end)
    if whole and whole.end() == end and text[start] in "([":
        return _trimmed(text, start + 1, end - 1)
    for shut, open_ in _OPENING.items():  # half a pair
        opened, closed = text.count(open_, start, end), text.count(shut, start, end)
        if opened > closed and text[start] == open_:
            return _trimmed(text, start + 1, end)
        if closed > opened and text[end - 1] == shut:
            return _trimmed(text, start, end - 1)
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


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
            and not archival.parts(text[at:stop])
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
        or archival.find_repository(text, at)
        or published.is_periodical(text, at)
    ):
        return True
    first = next(iter(archival.parts(text[at : min(end, at + 60)])), None)
    return first is not None and first.start == 0 and first.level in _SHELF


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The single citations of a passage."""
    cuts = sorted({start, *_cuts(text, start, end)})
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        if span := _trimmed(text, a, b):
            yield span


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets at which a further citation begins."""
    protected = [m.span() for m in _PROTECTED.finditer(text, start, end)]
    cuts = [start]
    for m in _BOUNDARY.finditer(text, start, end):
        at = m.end()
        inside = any(a < m.start() < b for a, b in protected)
        role = _ROLE.match(text, at, end)
        if inside or (m[0] == "(" and not role):
            continue
        semicolon = m[0][0] == ";" and not _ONLY_NUMBERS.match(text, at, end)
        if at > start and (semicolon or role or _opens_another(text, cuts[-1], at, end)):
            cuts.append(at)
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        yield a
        yield from _repeated(text[a:b], a, protected)


def _opens_another(text: str, start: int, at: int, end: int) -> bool:
    """Whether a listed repository begins at an offset, and both it and the one before have shelfmarks."""
    found = archival.find_repository(text, at)
    if found is None or not any(c.isalnum() for c in text[found[1] : end]):
        return False
    left = text[start:at]
    return any(c.isdigit() for c in left) and any(part.level != "pages" for part in archival.parts(left))


def _repeated(text: str, offset: int, protected: list[tuple[int, int]]) -> Iterator[int]:
    """Offsets of parts whose level the shelfmark has named already."""
    found = archival.find_repository(text)
    seen: set[str] = set()
    for part in archival.parts(text, found[0].habit if found else "fond"):
        at = part.start + offset
        if part.level not in _SHELF or any(a < at < b for a, b in protected):
            continue
        if part.level in seen:
            yield at
            seen &= set(_SHELF[: _SHELF.index(part.level)])
        seen.add(part.level)


def _read(text: str, start: int, end: int, before: Source | None) -> FoundSource:
    """One citation as a source, of the kind that has more for it."""
    written = text[start:end]
    role = _ROLE.match(written)
    ibid = _IBID.match(written, role.end() if role else 0)
    at = (ibid or role).end() if ibid or role else 0  # type: ignore[union-attr]
    kept = archival.parse(written[at:])
    kept = replace(kept, as_written=written, role=role.lastgroup if role else None)
    for_kept, for_printed = archival.evidence(kept), published.evidence(written[at:])
    if kept.repository is None and before and (ibid or any(getattr(kept, level) for level in _SHELF)):
        kept = archival.inherit(kept, before)
        for_kept += 2
    if for_kept and for_kept >= for_printed:
        return FoundSource(kept, start, end, round(min(0.98, 0.5 + 0.08 * for_kept), 2))
    if text.startswith(".", end) and (end + 1 == len(text) or text[end + 1].isspace()):  # part of a note
        end += 1
    printed = replace(published.parse(text[start:end], at), role=kept.role)
    confidence = 0.45 + 0.1 * for_printed if for_printed else 0.3
    return FoundSource(printed, start, end, round(min(0.95, confidence), 2))
