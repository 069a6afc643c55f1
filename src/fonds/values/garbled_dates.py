"""Datelines in spoilt texts: where a date was printed, and what of it is certain.

>>> mended("Chungking, 0ctoher 16m 1943a6 p.m.", Evidence())
('Chungking, October 16, 1943 6 p.m.', False)
>>> mended("Washington, October 1k, 1943.", Evidence())
('Washington, October 1k, 1943.', True)

A form of date ("October 4, 1943", "4 October 1943") is laid over every place of a line; the one with the fewest
spoilt signs is what was printed. Months are known by their letters and the signs between the figures by their
place. Figures are not guessed: a spoilt one of the year is completed only where the other years of the paper leave
one possibility (of the century, where there are none, what the paper speaks of), one of the day only where the
day of receipt or another date does. Otherwise the date stays as it is, and is said
to be unreadable. Two readings with equally few spoilt signs make it unreadable as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from fonds.data import table
from fonds.values.garbled_words import Shelf

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WORST = 4
"""Spoilt signs with which a date is still seen to be one."""
FIRST, LAST = 1700, 2029
"""Years of papers."""
NEAR = 3
"""Years between which a paper speaks of its own time."""
SEASON = 62
"""Days before and after a date within which another of the paper is of the same year, as a rule."""
SEVERAL = 2
"""So many mentions of other years speak against a year."""
ON_THE_WAY = 2
"""Days that a telegram takes."""


@dataclass(frozen=True)
class Evidence:
    """What the rest of the paper tells: its years, each with how often it stands, and the day of receipt."""

    years: Mapping[int, int] = field(default_factory=dict)
    received: tuple[int, int] | None = None
    days: frozenset[tuple[int, int, int]] = frozenset()
    """Other dates of the paper: year, month, day."""
    modern: bool = False
    """Whether the paper speaks of what only the twentieth century knew."""


class Reading(NamedTuple):
    """One form of date laid over a line: where it stands, its parts, and how many of its signs are spoilt."""

    cost: int
    start: int
    end: int
    month: int
    day: str
    year: str
    words: str
    """With the parts that are no figures mended; as long as what stands there."""
    day_at: int
    year_at: int


_YEAR = re.compile(r"(?<![\w/–.-])(1[789]\d\d|20[012]\d)(?![\w/])")
_FILED = re.compile(r"/\d{1,2}[–-]\d{1,2}(\d\d)(?=\D|$)")
_FULL = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), ((?:1[789]|20)\d\d)\b")
_RECEIVED = re.compile(rf"\bReceived ({'|'.join(MONTHS)}) (\d{{1,2}})\b")


def evidence(text: str, but: str = "") -> Evidence:
    """What a text tells, one line of it set aside."""
    years = Counter(map(int, _YEAR.findall(text)))
    years.subtract(map(int, _YEAR.findall(but)))
    years.update(1900 + int(year) for year in _FILED.findall(text[:100]) if 45 <= int(year) <= 65)
    received = _RECEIVED.search(text)
    return Evidence(
        {year: n for year, n in years.items() if n > 0},
        (MONTHS.index(received[1]) + 1, int(received[2])) if received else None,
        frozenset(
            (int(year), MONTHS.index(month) + 1, int(day))
            for month, day, year in _FULL.findall(text.replace(but, "", 1) if but else text)
        ),
        _modern().search(text) is not None,
    )


def mended(line: str, known: Evidence) -> tuple[str, bool]:
    """The line with its date mended where that is certain, as long as before; and whether a date is unreadable."""
    readings = sorted(_readings(line))
    unreadable = False
    taken: list[Reading] = []
    for reading in readings:
        if any(reading.start < other.end and other.start < reading.end for other in taken):
            continue
        taken.append(reading)
        rivals = (
            other
            for other in readings
            if other.cost == reading.cost and other.start < reading.end and reading.start < other.end
        )
        if any((r.day, r.year, r.month) != (reading.day, reading.year, reading.month) for r in rivals):
            unreadable = True
            continue
        year = _year(reading, known)
        day = _day(reading, known)
        if not year or not day:
            unreadable = True
            continue
        words = list(reading.words)
        words[reading.day_at : reading.day_at + len(day)] = day
        words[reading.year_at : reading.year_at + 4] = year
        stuck = reading.start > 0 and line[reading.start - 1].isalnum()
        if stuck and not line[reading.start - 2 : reading.start - 1].isalnum():  # ",VDecember 18"
            line = line[: reading.start - 1] + " " + line[reading.start :]
        line = line[: reading.start] + "".join(words) + line[reading.end :]
    return line, unreadable


def _readings(line: str) -> Iterator[Reading]:
    """Every form of date over every place of the line, but for those with too many spoilt signs."""
    shelf = _shelf()
    for at in range(len(line) - 8):
        for name, spoilt in shelf.at(line, at):
            month, end = MONTHS.index(name) + 1, at + len(name)
            for form in (*_month_first(line, at, end), *_day_first(line, at, end)):
                parts, start, stop, day_at, day, year_at = form
                year = line[year_at : year_at + 4]
                cost = spoilt + parts + _spoilt_figures(year) + _spoilt_day(day, month)
                cost += line[stop : stop + 1].isalnum() + (at > 0 and line[at - 1].isalnum() and start == at)
                whole = sum(map(str.isdigit, year)) + sum(map(str.isdigit, day))
                if cost > WORST or spoilt * 2 > len(name) or whole < 2:
                    continue
                words = line[start:at] + name + line[end:stop]
                words = _separated(words, start, at, end, day_at, day, year_at)
                if line[stop : stop + 1].isalnum() and stop < len(line):
                    words, stop = words + " ", stop + 1
                yield Reading(cost, start, stop, month, day, year, words, day_at - start, year_at - start)


_Form = tuple[int, int, int, int, str, int]
"""Spoilt signs between the parts, start, end, where the day stands, the day, where the year stands."""


def _month_first(line: str, at: int, end: int) -> Iterator[_Form]:
    """ "October 4, 1943", also where the comma or the blank is missing."""
    for length in (1, 2):
        stop = end + 1 + length
        day = line[end + 1 : stop]
        begin = line[end : end + 1] != " "
        for gap, lost in ((", ", 0), (" ", 1), (",", 1)):
            year_at = stop + len(gap)
            if year_at + 4 <= len(line):
                wrong = sum(a != b for a, b in zip(gap, line[stop:year_at], strict=True))
                yield begin + wrong + lost, at, year_at + 4, end + 1, day, year_at


def _day_first(line: str, at: int, end: int) -> Iterator[_Form]:
    """ "4 October 1943", also with a comma before the year."""
    for length in (1, 2):
        day_at = at - 1 - length
        if day_at < 0:
            return
        day = line[day_at : at - 1]
        begin = (line[at - 1] != " ") + (day_at > 0 and line[day_at - 1].isalnum())
        for gap in (" ", ", "):
            year_at = end + len(gap)
            if year_at + 4 <= len(line):
                wrong = sum(a != b for a, b in zip(gap, line[end:year_at], strict=True))
                yield begin + wrong, day_at, year_at + 4, day_at, day, year_at


def _separated(words: str, start: int, at: int, end: int, day_at: int, day: str, year_at: int) -> str:
    """The signs between the parts of a date as they were printed."""
    signs = list(words)
    if day_at > at:
        signs[end - start] = " "
        gap = day_at + len(day)
        signs[gap - start : year_at - start] = (
            ", " if year_at - gap > 1 else words[gap - start : year_at - start]
        )
        if year_at - gap == 1:
            signs[gap - start] = "," if words[gap - start] == "," else " "
    else:
        signs[at - 1 - start] = " "
        signs[end - start : year_at - start] = ", " if year_at - end > 1 else " "
    return "".join(signs)


def _spoilt_figures(year: str) -> int:
    wrong = sum(not sign.isdigit() for sign in year)
    return wrong if wrong or FIRST <= int(year) <= LAST else 1


def _spoilt_day(day: str, month: int) -> int:
    wrong = sum(not sign.isdigit() for sign in day)
    return wrong if wrong or day in _days(month) else 1


def _days(month: int) -> list[str]:
    return [str(n) for n in range(1, DAYS[month - 1] + 1)]


def _fits(printed: str, whole: str) -> bool:
    """Whether the figures that are left agree, one more being wrong where all are there."""
    wrong = sum(a != b for a, b in zip(printed, whole, strict=True) if a.isdigit())
    return wrong == (1 if printed.isdigit() else 0)


def _alike(printed: str, year: str) -> bool:
    return printed == year or _fits(printed, year)


def _day(reading: Reading, known: Evidence) -> str | None:
    days = _days(reading.month)
    if reading.day in days:
        return reading.day
    fitting = [day for day in days if len(day) == len(reading.day) and _fits(reading.day, day)]
    if known.received and known.received[0] == reading.month:
        fitting = [day for day in fitting if 0 <= known.received[1] - int(day) <= ON_THE_WAY]
    if len(fitting) > 1:
        told = {
            day
            for year, month, day in known.days
            if month == reading.month and _alike(reading.year, str(year))
        }
        fitting = [day for day in fitting if int(day) in told]
    return fitting[0] if len(fitting) == 1 else None


def _year(reading: Reading, known: Evidence) -> str | None:
    """The year with what the paper's other years complete; the last figure by another date of the same season alone."""
    year = reading.year
    if year.isdigit() and FIRST <= int(year) <= LAST:
        return year
    fitting = [n for n in range(FIRST, LAST + 1) if _fits(year, str(n))]
    if len(fitting) > 1:
        modern = sum(n for other, n in known.years.items() if other >= 1900)
        if modern * 2 > sum(known.years.values()) or (known.modern and not known.years):
            fitting = [n for n in fitting if 1900 <= n < 2000]
    if len(fitting) > 1:
        near = [n for n in fitting if any(abs(n - other) <= NEAR for other in known.years)]
        if near and (len(near) == 1 or not year[3:].isdigit()):
            fitting = near
    if len(fitting) > 1:
        now = reading.month * DAYS[0]
        told = {year for year, month, _ in known.days if abs(month * DAYS[0] - now) <= SEASON}
        fitting = [n for n in fitting if n in told]
    return str(fitting[0]) if len(fitting) == 1 else None


@cache
def _modern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('garbled')['modern'])})\b")


@cache
def _shelf() -> Shelf:
    return Shelf(MONTHS)


def is_doubtful(year: int, known: Evidence) -> bool:
    """Whether a year stands alone, far from all others, while they speak for one that differs in its decade.

    >>> is_doubtful(1935, Evidence({1955: 2, 1956: 1})), is_doubtful(1935, Evidence({1955: 1}))
    (True, False)
    """
    if any(abs(year - other) <= NEAR for other in known.years):
        return False
    alike = [n for n in range(FIRST, LAST) if n % 10 == year % 10 and _fits(str(year), str(n))]
    return any(
        sum(times for other, times in known.years.items() if abs(n - other) <= 1) >= SEVERAL for n in alike
    )


def has(line: str) -> bool:
    """Whether a line holds a date, be it spoilt."""
    return next(_readings(line), None) is not None


def stated(line: str, known: Evidence) -> tuple[list[tuple[int, int, int]], bool]:
    """The days of the dates in a line, and whether one is unreadable.

    >>> stated("Washington, October 16, 1943", Evidence())
    ([(1943, 10, 16)], False)
    """
    line, unreadable = mended(line, known)
    best: dict[int, Reading] = {}
    for reading in sorted(_readings(line)):
        if reading.cost == 0 or reading.end in best:
            best.setdefault(reading.end, reading)
    return [(int(r.year), r.month, int(r.day)) for r in best.values() if r.day.isdigit()], unreadable
