"""Lines of a reading text with their offsets, white space and bullets cut off."""

from __future__ import annotations

import re
from typing import NamedTuple

_ENDS = re.compile(r"[\r\n\u2028\u0085]")
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
    window = reading[start:end]
    other_ends = "\r" in window or "\u2028" in window or "\u0085" in window
    previous, last, breaks = start, start - 1, -1
    for raw in _ENDS.split(window) if other_ends else window.split("\n"):
        first = last + 1
        last = first + len(raw)
        breaks += 1
        if not raw:
            continue
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
        gap = breaks - 1 if out and breaks else breaks
        out.append(Line(reading[at:stop], at, stop, gap, bullet))
        previous, breaks = last, 0
    return out
