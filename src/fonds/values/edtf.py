"""Dates in their normal form: EDTF, the profile of ISO 8601-2:2019 published by the Library of Congress.

Level 1 as a whole (seasons, ``?`` ``~`` ``%``, unspecified digits, open and unknown ends of an
interval, years of five digits and more), of level 2 one-of-a-set (``[a,b]``, ``[a..b]``), and the local
date-time to the minute (``1952-07-18T12:15``) besides level 0's to the second.
Specification: https://www.loc.gov/standards/datetime/

Not supported: the rest of level 2 (qualified parts, all-of-a-set ``{}``, ``X`` in front of a known
digit, quarters and the like, exponents).

>>> is_valid("1952-07-18T12:15"), is_valid("1956~"), is_valid("[1950-07-08,1950-08-07]")
(True, True, True)
>>> is_valid("1950-06-31"), is_valid("18.7.1952")
(False, False)
>>> bounds("1950-02")
('1950-02-01', '1950-02-28')
>>> bounds("../1950")
(None, '1950-12-31')
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from fonds.model import When

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DATE = re.compile(
    r"""(?: (?P<long>Y-?[1-9]\d{4,})
          | (?P<year>-?\d{2}(?:\d\d|\dX|XX))
            (?: -(?P<month>\d\d|XX) (?: -(?P<day>\d\d|XX) (?: T(?P<time>\d\d:\d\d) (?: :(?P<second>\d\d)
                (?P<shift>Z|[+-]\d\d(?::\d\d)?)? )? )? )? )? )
        (?P<mark>[?~%])?""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Point:
    """One date of an EDTF value.

    ``year`` is the first year meant and ``years`` how many (10 for ``195X``). ``month`` is 1 to 12, a
    season 21 to 24, or ``None`` where unknown; ``time`` is ``HH:MM``; ``mark`` one of ``? ~ %`` or "".
    """

    year: int
    years: int = 1
    month: int | None = None
    day: int | None = None
    time: str | None = None
    mark: str = ""

    @property
    def season(self) -> str | None:
        """The English name of the season, for months 21 to 24."""
        return SEASONS.get(self.month or 0)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A value taken apart.

    ``kind`` is ``date``, ``interval`` (two points; ``None`` for an open or unknown end) or ``set``
    (one of these: each member is a pair of points, twice the same for a single date).
    """

    kind: str
    members: tuple[tuple[Point | None, Point | None], ...]


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The parts of an EDTF string. Raises ``ValueError`` that says what is wrong."""
    if text[:1] == "[":
        if not text.endswith("]") or len(text) < 3:
            raise ValueError(f"malformed EDTF, the set is not closed: {text!r}")
        members = tuple(_range(part.strip()) for part in text[1:-1].split(","))
        return Edtf("set", members)
    if "/" in text:
        first, _, last = text.partition("/")
        if first in ("", "..") and last in ("", ".."):
            raise ValueError(f"malformed EDTF, an interval without any date: {text!r}")
        ends = tuple(None if end in ("", "..") else _point(end) for end in (first, last))
        return Edtf("interval", (_ordered(ends[0], ends[1], text),))
    point = _point(text)
    return Edtf("date", ((point, point),))


def is_valid(text: str) -> bool:
    """Whether the string is EDTF of the supported kinds, with days that exist."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[str | None, str | None]:
    """The earliest and the latest day that the value can mean, as ISO days, both included.

    The rule by which Fonds sorts and filters:

    * what is unspecified widens: a year is its 366 days, ``195X`` ten years;
    * a season is three whole months, of the northern hemisphere: spring is March to May, summer June
      to August, autumn September to November, winter December to the February after;
    * ``~`` and ``%`` (approximate) widen by one unit of the precision given, on either side:
      ``1956~`` is 1955 to 1957, ``1956-05~`` April to June, a day~ three days;
    * ``?`` (uncertain) changes nothing: it doubts the statement, not its extent;
    * an interval goes from the earliest day of its begin to the latest of its end, an open or unknown
      end being ``None``; a set from the earliest to the latest of its members;
    * a time of day changes nothing. Years outside 0001 to 9999 give ``None``.
    """
    value = parse(text)
    firsts = [_first_day(first) for first, _ in value.members]
    lasts = [_last_day(last) for _, last in value.members]
    first = None if None in firsts else min(d for d in firsts if d)
    last = None if None in lasts else max(d for d in lasts if d)
    return first, last


def in_words(when: When) -> str:
    """The date in plain English, for pages.

    >>> in_words(When("1952-07-15T03:00", "3:00, 15.7.52"))
    '15 July 1952, 3:00'
    >>> in_words(When("1956~", "circa 1956")), in_words(When("1969-10-01?", "[1 October 1969?]"))
    ('about 1956', '1 October 1969?')
    >>> in_words(When("1957-05-01/1957-05-10", "early May 1957", assumed="early May is its first ten days"))
    "between 1 and 10 May 1957 (the page says 'early May 1957')"

    A value that is no EDTF is returned as it was written.
    """
    try:
        value = parse(when.edtf)
    except ValueError:
        return when.as_written
    if value.kind == "date":
        point = value.members[0][0]
        assert point is not None
        return _words(point, " UTC" if when.timezone == "UTC" else "")
    if value.kind == "interval":
        first, last = value.members[0]
        if when.assumed is None:
            return _span(first, last, "{} to {}")
        words = _span(first, last, "between {} and {}")
    else:
        spans = [_words(a) if a and a == b else _span(a, b, "{} to {}") for a, b in value.members]
        words = " or ".join(_fold(spans))
    return f"{words} (the page says '{when.as_written}')"


# Reading


def _point(text: str) -> Point:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"malformed EDTF: {text!r}")
    if match["long"]:
        return Point(int(match["long"][1:]), mark=match["mark"] or "")
    digits, month, day = match["year"], _number(match["month"]), _number(match["day"])
    years = 10 ** digits.count("X")
    year = int(digits.replace("X", "0"))
    if match["month"] and (years > 1 or (month is None and day is not None)):
        raise ValueError(f"malformed EDTF, a known part after an unknown one: {text!r}")
    if month is not None and not (1 <= month <= 12 or (month in SEASONS and not match["day"])):
        raise ValueError(f"out of range, no such month: {text!r}")
    if day is not None and month is not None and not 1 <= day <= monthrange(max(year, 1), month)[1]:
        raise ValueError(f"out of range, no such day: {text!r}")
    time = match["time"]
    if time and (day is None or time > "23:59" or time[3:] > "59" or (match["second"] or "0") > "59"):
        raise ValueError(f"out of range, no such time: {text!r}")
    return Point(year, years, month, day, time, match["mark"] or "")


def _number(digits: str | None) -> int | None:
    return None if digits is None or digits == "XX" else int(digits)


def _range(text: str) -> tuple[Point | None, Point | None]:
    """A member of a set: a date or ``a..b``, either end of which may be missing."""
    first, dots, last = text.partition("..")
    if not dots:
        point = _point(text)
        return point, point
    if not first and not last:
        raise ValueError(f"malformed EDTF, a range without any date: {text!r}")
    return _ordered(_point(first) if first else None, _point(last) if last else None, text)


def _ordered(first: Point | None, last: Point | None, text: str) -> tuple[Point | None, Point | None]:
    if first and last and (_first_day(first) or "") > (_last_day(last) or "~"):
        raise ValueError(f"out of range, the end is before the beginning: {text!r}")
    return first, last


# Bounds


def _first_day(point: Point | None) -> str | None:
    if point is None:
        return None
    year, month, day = point.year, point.month or 1, point.day or 1
    if month > 12:
        month = 3 * (month - 20)
    return _day(*_shifted(year, month, day, point, -1))


def _last_day(point: Point | None) -> str | None:
    if point is None:
        return None
    year, month, day = point.year + point.years - 1, point.month or 12, point.day
    if month > 12:
        year, month = _month_after(year, 3 * (month - 20), 2)
    return _day(*_shifted(year, month, day, point, 1))


def _shifted(year: int, month: int, day: int | None, point: Point, step: int) -> tuple[int, int, int | None]:
    """The date moved by one unit of the point's precision where it is approximate."""
    if point.mark not in ("~", "%"):
        return year, month, day
    if point.month is None:
        return year + step * point.years, month, day
    if point.day is None:
        return *_month_after(year, month, step * (3 if point.season else 1)), day
    day = point.day + step
    if day < 1:
        year, month = _month_after(year, month, -1)
        return year, month, None
    if day > _length(year, month):
        return *_month_after(year, month, 1), 1
    return year, month, day


def _month_after(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def _length(year: int, month: int) -> int:
    return monthrange(min(max(year, 1), 9999), month)[1]


def _day(year: int, month: int, day: int | None) -> str | None:
    """An ISO day; without a day the last one of the month."""
    return f"{year:04d}-{month:02d}-{day or _length(year, month):02d}" if 1 <= year <= 9999 else None


# Words


def _words(point: Point, zone: str = "") -> str:
    if point.years > 1:
        words = f"the {point.year}s" if point.years == 10 else f"between {point.year} and {point.year + 99}"
    else:
        year = str(point.year) if point.year > 0 else f"{1 - point.year} BC"
        parts = [str(point.day) if point.day else "", _month(point), year]
        words = " ".join(part for part in parts if part)
    if point.time:
        words = f"{words}, {_time(point.time)}{zone}"
    if point.mark in ("~", "%"):
        words = f"about {words}"
    return words + ("?" if point.mark in ("?", "%") else "")


def _month(point: Point) -> str:
    if point.month is None:
        return ""
    return point.season or MONTHS[point.month - 1]


def _time(time: str) -> str:
    return time[1:] if time.startswith("0") else time


def _span(first: Point | None, last: Point | None, pattern: str) -> str:
    """Both ends in words, what they share said once: "3 to 9 May 1950"."""
    if first is None or last is None:
        return f"from {_words(first)} on" if first else f"until {_words(last)}" if last else ""
    return pattern.format(*_fold([_words(first), _words(last)]))


def _fold(words: list[str]) -> list[str]:
    """The strings, each without the ending that the next one repeats word for word.

    >>> _fold(["3 May 1950", "9 May 1950"])
    ['3', '9 May 1950']
    """
    folded = []
    for this, following in pairwise(words):
        left, right = this.split(), following.split()
        while len(left) > 1 and len(right) > 1 and left[-1] == right[-1]:
            left.pop()
            right.pop()
        folded.append(" ".join(left))
    return [*folded, words[-1]]
