"""Lines of a reading text with their offsets, white space and bullets cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\u2028\u0085]+")
_BULLET = re.compile(r"[\s\u200b\ufeff]*(?:[•●▪◦‣·][\s\u200b]+)*")


class Line(NamedTuple):
    """``start``/``end`` bound the words; ``gap`` is the number of empty lines before it."""

    text: str
    start: int
    end: int
    gap: int
    bullet: bool = False


_BLANK = " \t\u00a0\u200b\ufeff\u3000\x0b\x0c\ufffd"


def lines(reading: str, start: int = 0, end: int | None = None) -> list[Line]:
    """All lines that hold words, in order."""
    out: list[Line] = []
    end = len(reading) if end is None else end
    other_ends = any(sign in reading for sign in "\r\u2028\u0085")
    previous = start
    breaks = -1
    for first, raw in _pieces(reading, start, end, other_ends):
        breaks += 1
        if not raw:
            continue
        last = first + len(raw)
        at, stop, bullet = first, last, False
        if not raw[0].isalnum():
            if not raw.strip(_BLANK):
                continue
            lead = _BULLET.match(raw)
            at += lead.end() if lead else 0
            bullet = raw[: at - first].strip(_BLANK) != ""
        if not raw[-1].isalnum():
            stop = first + len(raw.rstrip(_BLANK))
            if at >= stop:
                continue
        if other_ends:
            breaks = reading.count("\n", previous, first) or reading.count("\r", previous, first)
        out.append(Line(reading[at:stop], at, stop, max(0, breaks - 1) if out else breaks, bullet))
        previous, breaks = last, 0
    return out


def _pieces(reading: str, start: int, end: int, other_ends: bool) -> Iterator[tuple[int, str]]:
    """What stands between line ends, with its offset; without the empty ones where there are other ends than \\n."""
    if other_ends:
        for match in _LINE.finditer(reading, start, end):
            yield match.start(), match.group()
        return
    for piece in reading[start:end].split("\n"):
        yield start, piece
        start += len(piece) + 1
