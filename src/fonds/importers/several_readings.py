"""Several readings of one page image, made one: of each word the surest form, and lines that only one of them saw.

An engine that reads a poor page in different ways errs in different places. The reading with the most letters of
which it is sure is the frame; a word of it that is in doubt is replaced by a surer one in the same place, and a line
that stands where the frame has nothing is put in. All boxes count pixels of the same image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from fonds.importers.tesseract import Word
from fonds.values.legibility import is_legible

SURE = 80
"""Confidence of a word that counts as read."""
SURER = 10
"""By so much must a word be surer to take another's place."""
SAME_PLACE = 0.5
"""Share of the area of both boxes together that they have in common, where they hold the same word."""
TAKEN = 0.1
"""Share of a new line's word that may lie under a word of the frame."""
COLUMN_WORDS, COLUMN_SHARE = 4, 0.3
"""Words of a line of running text, and the share of such lines that stand beside another where there are columns."""


def sureness(words: Sequence[Word]) -> float:
    """How sure the engine is of the letters in the mean, 0 to 100; single signs do not count."""
    counted = [(size, word.confidence) for word in words if (size := _size(word)) > 1]
    return sum(size * sure for size, sure in counted) / max(1, sum(size for size, _ in counted))


def combined(readings: Sequence[tuple[Word, ...]]) -> tuple[Word, ...]:
    """One reading of them all; the first of equals is the frame."""
    frame = max(readings, key=_sure_letters)
    others = [reading for reading in readings if reading is not frame]
    for other in others:
        frame = _with_lines(tuple(_surest(frame, other)), other)
    return frame


def has_columns(words: Sequence[Word]) -> bool:
    """Whether lines of running text stand beside each other."""
    lines = [box for box in map(_box, _lines(words)) if box.count >= COLUMN_WORDS]
    beside = sum(
        any(
            min(one.bottom, other.bottom) - max(one.top, other.top) > (one.bottom - one.top) / 2
            and (one.right <= other.left or other.right <= one.left)
            for other in lines
        )
        for one in lines
    )
    return beside > COLUMN_SHARE * len(lines)


@dataclass(frozen=True, slots=True)
class _Box:
    count: int
    left: int
    top: int
    right: int
    bottom: int


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    for _, line in groupby(words, key=attrgetter("line")):
        yield list(line)


def _box(line: Sequence[Word]) -> _Box:
    return _Box(
        len(line),
        min(word.left for word in line),
        min(word.top for word in line),
        max(word.right for word in line),
        max(word.bottom for word in line),
    )


def _size(word: Word) -> int:
    return sum(map(str.isalnum, word.text))


def _sure_letters(words: Sequence[Word]) -> int:
    return sum(size for word in words if word.confidence >= SURE and (size := _size(word)) > 1)


def _surest(frame: Sequence[Word], other: Sequence[Word]) -> Iterator[Word]:
    for word in frame:
        if word.confidence < SURE:
            near = (new for new in other if new.confidence >= word.confidence + SURER and _is_same(word, new))
            better = max(near, key=attrgetter("confidence"), default=None)
            if better is not None:
                yield replace(word, text=better.text, confidence=better.confidence)
                continue
        yield word


def _common(one: Word, other: Word) -> int:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide * high if wide > 0 and high > 0 else 0


def _area(word: Word) -> int:
    return max(1, (word.right - word.left) * (word.bottom - word.top))


def _is_same(one: Word, other: Word) -> bool:
    common = _common(one, other)
    return common > SAME_PLACE * (_area(one) + _area(other) - common)


def _with_lines(frame: tuple[Word, ...], other: Sequence[Word]) -> tuple[Word, ...]:
    """The frame with the other's lines of words where it has nothing; each before the first line that is lower."""
    new = [line for line in _lines(other) if _is_worth_it(line) and _is_free(line, frame)]
    if not new:
        return frame
    old = list(_lines(frame))
    blocks = max(word.line[0] for word in (*frame, *other))
    for n, line in enumerate(sorted(new, key=lambda line: _box(line).top), 1):
        top = _box(line).top
        at = next((k for k, known in enumerate(old) if _box(known).top > top), len(old))
        old.insert(at, [replace(word, line=(blocks + n, 1, 1)) for word in line])
    return tuple(word for line in old for word in line)


def _is_worth_it(line: Sequence[Word]) -> bool:
    """Whether half of its letters stand in words of which the engine is sure, and that look like words."""
    good = sum(_size(word) for word in line if word.confidence >= SURE and is_legible(word.text))
    return good > 1 and 2 * good >= sum(map(_size, line))


def _is_free(line: Sequence[Word], frame: Sequence[Word]) -> bool:
    return all(_common(word, known) <= TAKEN * _area(word) for word in line for known in frame)
