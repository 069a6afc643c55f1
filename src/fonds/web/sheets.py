"""Words marked on page images: rectangles over the image, in pixels of the sheet that was recognised.

They are SVG with a view box, so that they lie right on an image of any size without a style or a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fonds.model.layout import Sheet


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``id`` is set for the first of what an address may lead to."""

    x: int
    y: int
    width: int
    height: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is marked on a page image of that size."""

    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the reading text to be marked; ``id`` names the mark."""

    start: int
    end: int
    id: str | None = None


def overlays(sheets: Iterable[Sheet], spans: Sequence[Span]) -> Mapping[int, Overlay]:
    """What to lay over each page on which any of the spans stands, by its number.

    >>> from fonds.model.layout import Placed
    >>> sheet = Sheet(2, 100, 200, (Placed(0, 4, 10, 10, 40, 20), Placed(5, 9, 50, 10, 80, 22)))
    >>> overlays([sheet], [Span(2, 9, "e1")])[2].boxes
    (Box(x=10, y=10, width=70, height=12, id='e1'),)
    """
    found = {}
    for sheet in sheets:
        boxes: list[Box] = []
        for span in spans:
            boxes += _boxes(sheet, span)
        if boxes:
            found[sheet.number] = Overlay(sheet.width, sheet.height, tuple(boxes))
    return found


def _boxes(sheet: Sheet, span: Span) -> list[Box]:
    """One rectangle for words that stand side by side."""
    runs: list[list[int]] = []
    for word in sheet.within(span.start, span.end):
        box = [word.left, word.top, word.right, word.bottom]
        if runs and box[0] >= runs[-1][2] and box[1] < runs[-1][3] and box[3] > runs[-1][1]:
            last = runs[-1]
            runs[-1] = [last[0], min(last[1], box[1]), box[2], max(last[3], box[3])]
        else:
            runs.append(box)
    return [
        Box(left, top, right - left, bottom - top, None if n else span.id)
        for n, (left, top, right, bottom) in enumerate(runs)
    ]
