"""*Foreign Relations of the United States*, TEI of the Office of the Historian: one file a volume.

Truth is what the editors tagged: ``date`` and ``placeName`` in the dateline, ``persName``, ``gloss`` and
``orgName`` of type from and to in heading and opener, the source note, and footnotes that explain a mention
("Document 12.", "Not printed."), lists of participants. The encoding of 2016 dates by ``@when`` and its kin in the dateline;
today's has the document's bounds besides, as ``frus:doc-dateTime-min`` and ``-max`` on the division, which count
where no dateline is dated. They are not used for an editorial note, which has no date of its own.

The words are those of the page: source note above the heading where print has it there, footnotes
numbered at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fonds.evaluation.editions.file import File
from fonds.evaluation.headings import mark_in, type_of, without_number
from fonds.evaluation.paper import Leaf, Paper, Pointed, Pointer, Truth
from fonds.importers import tei
from fonds.values import places

FRUS = "http://history.state.gov/frus/ns/1.0"
_MIN, _MAX = f"{{{FRUS}}}doc-dateTime-min", f"{{{FRUS}}}doc-dateTime-max"
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(\d\d:\d\d)")
_PRINTED = re.compile(r"(?:See |Printed (?:as|in) )?Document (\d+)\.?")
_NOT_PRINTED = re.compile(
    r"(?:Not|Neither|None)(?: found| further identified)?,? (?:printed|found)\b", re.IGNORECASE
)
# "US", "State:", "[Here follows the same list.]"
_BUREAU = re.compile(r"[A-Z/]{2,6}\s*[—–]\s*")
_SIDE = re.compile(r"[A-Z.]{2,8}|.*:|\[.*", re.DOTALL)
# Stands for a footnote while the text is put together; XML cannot hold it.
_SIGN = "\uffff"


class Frus:
    """The kind of edition."""

    title = "Foreign Relations of the United States, TEI"
    suffixes = (".xml", ".xml.gz")

    def leaves(self, file: File) -> Iterator[Leaf]:
        """Every document of the volume."""
        volume = file.path.name.partition(".")[0]
        for division in tei.every(file.root, "div"):
            if division.get("type") == "document" and tei.child(division, "head") is not None:
                name = f"{volume}-{division.get(tei.XML_ID)}.txt"
                yield Leaf(volume, partial(_paper, name, division), partial(_pointed, name, volume, division))


def _paper(name: str, division: tei.Element) -> Paper:
    source = next((note for note in tei.every(division, "note") if note.get("type") == "source"), None)
    return Paper(name, _page(division, source).encode(), _truth(division, tei.words(source)))


def _truth(division: tei.Element, source: str) -> Truth:
    head = tei.child(division, "head")
    assert head is not None
    openers = list(tei.every(division, "opener"))
    date = time = place = None
    for dateline in tei.every(division, "dateline"):
        dated, placed = (next(tei.every(dateline, tag), None) for tag in ("date", "placeName"))
        place = tei.words(placed) or None
        if dated is not None:
            date, clock = tei.date_of(dated), _CLOCK.match(dated.get("when") or "")
            time = clock[1] if clock else None
        break
    if date is None and division.get("subtype") != "editorial-note":
        date = tei.interval(division.get(_MIN), division.get(_MAX))
    opener = " ".join(map(tei.words, openers))
    return Truth(
        date=date,
        time=time,
        place=place,
        from_=_tagged("from", head, *openers),
        to=_tagged("to", head, *openers),
        type=type_of(without_number(tei.words(head)), source),
        mark=mark_in(opener) or mark_in(source),
        participants=_present(division),
    )


def _present(division: tei.Element) -> tuple[str, ...]:
    """Persons of the lists of those present: tagged ones, else what stands before the first comma, dash or bracket.
    A side (in italics, before a colon, a state) is nobody."""
    out: list[str] = []
    for present in tei.every(division, "list"):
        for row in tei.every(present, "item") if present.get("type") == "participants" else ():
            words, tagged = tei.words(row), [tei.words(name) for name in tei.every(row, "persName")]
            first = re.split(r"\s*[,—–(;]", _BUREAU.sub("", words))[0]
            side = any(tei.words(part) == words for part in tei.every(row, "hi")) or _SIDE.fullmatch(words)
            if tagged or not (side or places.names_place(words)):
                out += tagged or [first]
    return tuple(dict.fromkeys(filter(None, out)))


def _tagged(kind: str, *parts: tei.Element) -> tuple[str, ...]:
    found = (e for part in parts for e in tei.every(part, "persName", "gloss", "orgName"))
    return tuple(dict.fromkeys(name for e in found if e.get("type") == kind and (name := tei.words(e))))


def _page(division: tei.Element, source: tei.Element | None) -> str:
    notes: list[str] = []

    def footnote(note: tei.Element) -> str:
        if note.get("rend") == "inline":
            return ""
        notes.append(tei.words(note))
        return f"[{len(notes)}]"

    blocks = [tei.lines(tei.text_of(part, footnote)) for part in _parts(division)]
    if source is not None and source.get("rend") == "inline":
        blocks.insert(0, tei.words(source))
    elif source is not None and tei.words(source) not in notes:
        # Above the paper and outside of its heading: nothing in the text is marked with its number.
        notes.insert(0, tei.words(source))
    foot = "\n".join(f"[{number}] {note}" for number, note in enumerate(notes, 1))
    return "\n\n".join(block for block in (*blocks, foot) if block)


def _parts(division: tei.Element) -> list[tei.Element]:
    """What a document is made of; documents within documents are papers of their own."""
    return [part for part in division if tei.tag(part) not in ("note", "pb", "div")]


def _pointed(name: str, volume: str, division: tei.Element) -> Pointed:
    targets: list[str | None] = []

    def footnote(note: tei.Element) -> str:
        words, parent = tei.words(note), note.getparent()
        printed = _PRINTED.fullmatch(words)
        if parent is None or tei.tag(parent) == "head" or not (printed or _NOT_PRINTED.match(words)):
            return ""
        targets.append(f"{volume}-d{printed[1]}.txt" if printed else None)
        return _SIGN

    blocks = [tei.lines(tei.text_of(part, footnote)) for part in _parts(division)]
    pieces = "\n\n".join(filter(None, blocks)).split(_SIGN)
    pointers, at = [], 0
    for piece, target in zip(pieces, targets, strict=False):
        at += len(piece)
        pointers.append(Pointer(at, target))
    return Pointed(name, "".join(pieces).encode(), tuple(pointers))
