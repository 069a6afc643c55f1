"""The rows of a page image as they were recognised: what stands side by side, whatever block the engine put it in.

An engine cuts forms into blocks: a label and the words behind it may come pages of text apart. Their places on the
sheet put them together again. Where no places are known, a line of the text is a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fonds.model.layout import Placed, Sheet
from fonds.values.lines import lines

MOST = 400
"""Lines of a page that are looked at; beyond that it is specks."""
LEVEL = 0.5
"""Share of the lower line's height by which two lines overlap that stand in one row."""
WIDE = 2.5
"""A gap of so many heights of its letters parts what stands in one row."""
SIGN = 10
"""Width of a sign, and half the height of a line, where no places are known."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word with its span in the reading text, and its box."""

    text: str
    at: Placed

    @property
    def height(self) -> int:
        return max(1, self.at.bottom - self.at.top)


@dataclass(frozen=True, slots=True)
class Row:
    """Words from left to right."""

    words: tuple[Seen, ...]

    @property
    def left(self) -> int:
        return self.words[0].at.left

    @property
    def top(self) -> int:
        return self.words[0].at.top

    @property
    def bottom(self) -> int:
        return self.words[0].at.bottom

    def is_apart(self, n: int) -> bool:
        """Whether a wide gap, or the edge, stands before the word of that number."""
        if n <= 0 or n >= len(self.words):
            return True
        gap = self.words[n].at.left - self.words[n - 1].at.right
        return gap > WIDE * min(self.words[n].height, self.words[n - 1].height)


def pages(reading: str, sheets: Sequence[Sheet], most: int) -> Iterator[list[Row]]:
    """The rows of the first pages, from top to bottom.

    >>> text = "FROM:\\nPlease reply\\nMerrin"
    >>> boxes = (Placed(0, 5, 10, 10, 60, 30), Placed(6, 12, 10, 50, 70, 70), Placed(13, 18, 80, 50, 140, 70))
    >>> far = Placed(19, 25, 100, 12, 160, 32)
    >>> [[word.text for word in row.words] for row in next(pages(text, [Sheet(1, 200, 300, (*boxes, far))], 1))]
    [['FROM:', 'Merrin'], ['Please', 'reply']]
    """
    placed = [word for sheet in sheets for word in sheet.words]
    start = at = 0
    for page in islice(reading.split("\f"), most):
        end = start + len(page)
        own: list[Placed] = []
        while at < len(placed) and placed[at].start < end:
            own.append(placed[at])
            at += 1
        yield _joined(_lines(reading, own)) if own else list(islice(_plain(reading, start, end), MOST))
        start = end + 1


def _lines(reading: str, words: Sequence[Placed]) -> list[Row]:
    out: list[list[Seen]] = []
    before: Placed | None = None
    for word in words:
        seen = Seen(reading[word.start : word.end], word)
        if before is None or "\n" in reading[before.end : word.start]:
            if len(out) == MOST:
                break
            out.append([])
        out[-1].append(seen)
        before = word
    return [Row(tuple(line)) for line in out]


def _joined(found: list[Row]) -> list[Row]:
    """Lines that stand beside each other, as rows."""
    rows: list[list[Seen]] = []
    for line in sorted(found, key=lambda row: row.left):
        first = line.words[0]
        beside = [row for row in rows if _are_level(row[-1].at, first.at)]
        if beside:
            min(beside, key=lambda row: first.at.left - row[-1].at.right).extend(line.words)
        else:
            rows.append(list(line.words))
    return sorted((Row(tuple(row)) for row in rows), key=lambda row: row.top)


def _are_level(left: Placed, right: Placed) -> bool:
    common = min(left.bottom, right.bottom) - max(left.top, right.top)
    lower = min(left.bottom - left.top, right.bottom - right.top)
    return right.left >= left.right and common > LEVEL * lower


def _plain(reading: str, start: int, end: int) -> Iterator[Row]:
    """Each line a row; its words as far from each other as there are signs between them."""
    for n, line in enumerate(lines(reading, start, end)):
        top = 3 * SIGN * (n + line.gap)
        words = tuple(
            Seen(
                word[0],
                Placed(
                    line.start + word.start(),
                    line.start + word.end(),
                    SIGN * word.start(),
                    top,
                    SIGN * word.end(),
                    top + 2 * SIGN,
                ),
            )
            for word in _WORD.finditer(line.text)
        )
        if words:
            yield Row(words)
