"""Where the words of a reading text stand on the pages of a scan.

Boxes count pixels of the sheet as it was looked at, from its top left corner; a sheet says how many pixels it
has, so that a box can be drawn over an image of any size. Words are spans of the reading text.

>>> sheet = Sheet(1, 2550, 3300, (Placed(0, 4, 300, 310, 420, 350), Placed(5, 9, 440, 310, 540, 350)))
>>> unpack(pack([sheet])) == (sheet,)
True
>>> [word.left for word in sheet.within(3, 8)]
[300, 440]
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Placed:
    """A word: its span in the reading text, its box on the sheet; how sure the engine is of it, 0 to 100, where one
    has read it."""

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page image; ``number`` counts from 1 through all files of the document, ``words`` in order of the text."""

    number: int
    width: int
    height: int
    words: tuple[Placed, ...] = ()
    recognised: bool = True
    """Whether its words were read off the image, not taken from a text layer."""

    def within(self, start: int, end: int) -> tuple[Placed, ...]:
        """The words that the span touches."""
        first = bisect_right(self.words, start, key=attrgetter("end"))
        found = []
        for word in self.words[first:]:
            if word.start >= end:
                break
            found.append(word)
        return tuple(found)


def pack(sheets: Iterable[Sheet]) -> bytes:
    """As they are kept: zlib over JSON."""
    rows = [
        [
            sheet.number,
            sheet.width,
            sheet.height,
            int(sheet.recognised),
            [_row(word) for word in sheet.words],
        ]
        for sheet in sheets
    ]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode())


def unpack(data: bytes) -> tuple[Sheet, ...]:
    """What ``pack`` made."""
    return tuple(
        Sheet(number, width, height, tuple(Placed(*word) for word in words), bool(recognised))
        for number, width, height, recognised, words in json.loads(zlib.decompress(data))
    )


def _row(word: Placed) -> list[int]:
    row = [word.start, word.end, word.left, word.top, word.right, word.bottom]
    return row if word.confidence is None else [*row, word.confidence]
