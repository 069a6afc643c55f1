"""The reading text of a TEI document, put together line by line, and where each marked element stands in it.

Text and notes are laid out as a page would show them: heading, paragraphs with an empty line between them,
lines within them; in the place of a note its number in square brackets, the notes themselves at the foot.
Page breaks leave nothing. A number that the edition prints is kept where it is the only one of its document.

Of readings that exclude each other one is shown: what was corrected, the wording that was normalised, what an
abbreviation stands for; what was struck out is left out. A line break that counts the lines of a manuscript
is no line end of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fonds.importers import tei
from fonds.importers.xml import Element, local
from fonds.model import Block

NOTHING, SPACE, CELL, LINE, PARAGRAPH = range(5)
_GAPS = ("", " ", "\t", "\n", "\n\n")

LINES = tei.BLOCKS | {"address", "addrLine", "figure", "lg", "metamark", "sp", "speaker", "stage", "trailer"}
"""Elements that stand on lines of their own."""
SEGMENTED = frozenset({"closer", "dateline", "opener"})
"""Where a ``seg`` is a line; elsewhere it marks words."""
DIVISIONS = frozenset({"body", "div", "floatingText", "group", "text", "attachment"})
"""What holds paragraphs; ``attachment`` is FRUS's own."""
UNSEEN = frozenset(
    {"pb", "cb", "gb", "milestone", "anchor", "fw", "del", "figDesc", "graphic", "listPerson", "listPlace"}
)
MARKED = frozenset({"date", "dateline", "gloss", "name", "orgName", "persName", "placeName", "ref", "rs"})
"""Elements whose place is kept."""
PREFERRED = ("corr", "orig", "expan")
"""Which child of a ``choice`` is shown; else its first."""
MOST_NUMBERED = 999


@dataclass(frozen=True, slots=True)
class Mark:
    """An element and where its words stand; ``note``: in which note, counted from 1, or 0."""

    element: Element
    start: int
    end: int
    note: int = 0


class Page:
    """See the module. ``read`` what there is in order; then ``reading``, ``blocks`` and ``marks`` are whole."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[tuple[Element, int]] = []
        self._marks: list[tuple[Element, int, int, int]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._gap = NOTHING
        self._kind, self._name = "body", None  # type: tuple[str, str | None]
        self._opened = -1
        self._flat = False
        self._note = 0
        self._numbers: dict[int, str] = {}
        self.signs: dict[int, tuple[int, int]] = {}
        """Note, counted from 1 -> where its sign stands."""

    # What stands on the page

    def write(self, kind: str, words: str, name: str | None = None, gap: int = PARAGRAPH) -> tuple[int, int]:
        """A line of its own, such as the title; where it stands."""
        self._end_line(gap)
        self._kind, self._name = kind, name
        before = self._length
        self._say(words)
        self._end_line(gap)
        self._kind, self._name = "body", None
        return self._trimmed(before), self._length

    def heading(self, head: Element) -> None:
        """The title with its note signs, on one line."""
        self._end_line(PARAGRAPH)
        self._kind, self._flat = "title", True
        self._element(head)
        self._end_line(PARAGRAPH)
        self._kind, self._flat = "body", False

    def division(self, parts: Iterable[Element]) -> None:
        """What a division is made of; documents in it are papers of their own."""
        for part in parts:
            name = local(part)
            if name in DIVISIONS:
                if part.get("type") != "document":
                    self.division(part)
            elif name == "note":
                self._take_note(part, signed=False)
            elif name not in UNSEEN:
                self._end_line(PARAGRAPH)
                self._element(part, alone=True)
                self._end_line(PARAGRAPH)
            if part.tail and not part.tail.isspace():
                self._say(part.tail)

    def foot(self) -> None:
        """The notes, numbered as in the text."""
        self._end_line(PARAGRAPH)
        self._flat = True
        n = 0
        while n < len(self.notes):  # a note may hold a note
            note, number = self.notes[n]
            self._kind, self._note = "note", n + 1
            self._name = "source" if note.get("type") == "source" else None
            self._say(f"[{self._numbers.get(id(note), number)}] ")
            self._inside(note)
            self._end_line(LINE)
            n += 1
        self._kind, self._name, self._flat, self._note = "body", None, False, 0

    def number_notes(self, notes: Iterable[Element]) -> None:
        """Has the notes go by the numbers that the edition prints, if these tell them apart."""
        listed = list(notes)
        printed = [note.get("n") or "" for note in listed]
        if len(set(printed)) == len(printed) and all(
            n.isascii() and n.isdecimal() and 0 < int(n[:9]) <= MOST_NUMBERED for n in printed
        ):
            self._numbers = dict(zip(map(id, listed), printed, strict=True))
            self._listed = listed  # so that the ids stay theirs

    @property
    def reading(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def marks(self, reading: str) -> list[Mark]:
        """The marked elements that have words, in order of the text."""
        found = []
        for element, before, end, note in self._marks:
            start = before
            while start < end and reading[start].isspace():
                start += 1
            if start < end:
                found.append(Mark(element, start, end, note))
        found.sort(key=lambda mark: (mark.start, -mark.end))
        return found

    # How it is put together

    def _inside(self, element: Element) -> None:
        if element.text:
            self._say(element.text)
        for inner in element:
            self._element(inner)
            if inner.tail:
                self._say(inner.tail)

    def _element(self, element: Element, alone: bool = False) -> None:
        name = local(element)
        if name in MARKED and (name != "gloss" or element.get("type") is not None):
            before = self._length
            if name == "dateline" and not self._flat:
                self._end_line(LINE)
            self._inside(element)
            self._marks.append((element, before, self._length, self._note))
            if name == "dateline" and not self._flat:
                self._end_line(LINE)
        elif name == "note":
            self._take_note(element, signed=True)
        elif name == "lb":
            if element.get("break") != "no":
                counted = self._flat or element.get("n") is not None
                self._open_gap(SPACE) if counted else self._end_line(LINE)
        elif name in LINES and (name != "seg" or alone or _is_line(element)):
            self._set_off(element, SPACE if self._flat else LINE)
        elif name in ("cell", "space"):
            self._open_gap(CELL if name == "cell" and not self._flat else SPACE)
            self._inside(element)
        elif name == "choice":
            self._choice(element)
        elif name in DIVISIONS and not self._flat:
            self._end_line(LINE)
            self.division(element)
            self._end_line(LINE)
        elif name == "gap" and element.get("reason") in ("illegible", "lost", "damage", "hole"):
            self._say("[…]")
        elif name not in UNSEEN and name is not None:
            self._inside(element)

    def _set_off(self, element: Element, gap: int) -> None:
        self._end_line(gap) if gap >= LINE else self._open_gap(gap)
        self._inside(element)
        self._end_line(gap) if gap >= LINE else self._open_gap(gap)

    def _choice(self, element: Element) -> None:
        readings = {local(inner): inner for inner in reversed(element)}
        shown = next((readings[name] for name in PREFERRED if name in readings), None)
        if shown is None and len(element):
            shown = element[0]
        if shown is not None:
            self._element(shown)

    def _take_note(self, note: Element, signed: bool) -> None:
        if not any(map(str.strip, map(str, note.itertext()))):
            return
        number = len(self.notes) + 1
        self.notes.append((note, number))
        if signed:
            before = self._length
            self._put(f"[{self._numbers.get(id(note), number)}]")
            self.signs[number] = (before, self._length)

    def _say(self, text: str) -> None:
        words = " ".join(text.split())
        if not words:
            self._open_gap(SPACE)
            return
        if text[0].isspace():
            self._open_gap(SPACE)
        self._put(words)
        if text[-1].isspace():
            self._gap = SPACE

    def _put(self, words: str) -> None:
        if self._gap and self._length:
            gap = _GAPS[self._gap]
            self._pieces.append(gap)
            self._length += len(gap)
        self._gap = NOTHING
        if self._opened < 0:
            self._opened = self._length
        self._pieces.append(words)
        self._length += len(words)

    def _open_gap(self, gap: int) -> None:
        if self._gap < gap and self._opened >= 0:
            self._gap = gap

    def _end_line(self, gap: int) -> None:
        if self._opened >= 0:
            self.blocks.append(Block(self._kind, self._opened, self._length, self._name))
            self._opened = -1
            self._gap = gap
        elif self._gap < gap and self._length:
            self._gap = gap

    def _trimmed(self, before: int) -> int:
        opened = self.blocks[-1].start if self.blocks else 0
        return max(before, opened)


def _is_line(segment: Element) -> bool:
    parent = segment.getparent()
    return parent is not None and local(parent) in SEGMENTED
