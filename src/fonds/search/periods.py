"""Days, months and years as people type them into a search box, and back into words.

A period is a pair of ISO days, both included; ``None`` leaves an end open.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TypeAlias

Period: TypeAlias = tuple[str | None, str | None]

FIELDS = ("after", "before", "since", "until", "on", "date", "year")

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_YEAR = r"\d{4}"
_ISO = re.compile(rf"({_YEAR})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?", re.ASCII)
_DAY_FIRST = re.compile(rf"(?:(\d\d?)[./])?(\d\d?)[./]({_YEAR})", re.ASCII)
_DECADE = re.compile(r"(\d{3})0s", re.ASCII)
_YEARS = re.compile(rf"({_YEAR})[-–/]({_YEAR})", re.ASCII)
_SPAN = re.compile(r"(.*?)\.\.+(.*)", re.DOTALL)


def looks_like_range(said: str) -> bool:
    """Whether a bare word is a range of dates: dots between years, months or days.

    >>> [looks_like_range(w) for w in ("1950..1953", "1952-07..", "..", "1950", "a..b")]
    [True, True, False, False, False]
    """
    part = r"(?:\d{4}(?:-\d\d?(?:-\d\d?)?)?)"
    return re.fullmatch(rf"{part}\.\.{part}?|\.\.{part}", said, re.ASCII) is not None


def parse(said: str) -> Period | None:
    """A day, month, year, decade, or two of them with dots between; ``None`` where it is no date.

    >>> parse("1952-07"), parse("18.7.1952"), parse("1950..1953")
    (('1952-07-01', '1952-07-31'), ('1952-07-18', '1952-07-18'), ('1950-01-01', '1953-12-31'))
    >>> parse("1952-13")
    """
    said = said.strip()
    if years := _YEARS.fullmatch(said):
        return _between(_single(years[1]), _single(years[2]))
    if span := _SPAN.fullmatch(said):
        ends = [_single(end.strip()) if end.strip() else (None, None) for end in span.groups()]
        return _between(*ends) if any(span.groups()) else None
    return _single(said)


def by_field(name: str, said: str) -> Period | None:
    """What a date means after ``after:``, ``before:`` and so on.

    >>> by_field("after", "1952-07"), by_field("before", "1953")
    (('1952-08-01', None), (None, '1952-12-31'))
    """
    period = parse(said)
    if period is None:
        return None
    first, last = period
    match name:
        case "after":
            return (_neighbour(last, 1), None) if last else None
        case "before":
            return (None, _neighbour(first, -1)) if first else None
        case "since":
            return (first, None) if first else None
        case "until":
            return (None, last) if last else None
        case _:
            return period


def in_words(period: Period) -> str:
    """The period in English, as short as it can be said.

    >>> in_words(("1950-01-01", "1953-12-31")), in_words(("1952-07-01", "1952-07-31"))
    ('1950 to 1953', 'July 1952')
    >>> in_words(("1952-08-01", None)), in_words((None, "1952-07-18"))
    ('since August 1952', 'until 18 July 1952')
    """
    first, last = period
    precision = max(_precision(first, "01-01", "01"), _precision(last, "12-31", _month_end(last)))
    begins, ends = (_said(day[:precision]) if day else "" for day in period)
    if begins and ends:
        return begins if begins == ends else f"{begins} to {ends}"
    return f"since {begins}" if begins else f"until {ends}" if ends else "any time"


def _single(said: str) -> Period | None:
    if decade := _DECADE.fullmatch(said):
        return (f"{decade[1]}0-01-01", f"{decade[1]}9-12-31")
    if match := _ISO.fullmatch(said):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(said):
        day, month, year = match.groups()
    else:
        return None
    if int(year) == 0 or (month and not 1 <= int(month) <= 12):
        return None
    if not month:
        return (f"{year}-01-01", f"{year}-12-31")
    days = monthrange(int(year), int(month))[1]
    if not day:
        return (f"{year}-{int(month):02}-01", f"{year}-{int(month):02}-{days:02}")
    if not 1 <= int(day) <= days:
        return None
    return (f"{year}-{int(month):02}-{int(day):02}",) * 2


def _between(one: Period | None, other: Period | None) -> Period | None:
    """From the first day of the one to the last of the other, in whichever order they are given."""
    if one is None or other is None:
        return None
    if one[0] and other[0] and one[0] > other[0]:
        one, other = other, one
    return (one[0], other[1])


def _neighbour(day: str, step: int) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=step)).isoformat()
    except OverflowError:
        return day


def _month_end(day: str | None) -> str:
    return str(monthrange(int(day[:4]), int(day[5:7]))[1]) if day else ""


def _precision(day: str | None, whole_year: str, whole_month: str) -> int:
    """How much of an ISO day must be said: 4 characters (year), 7 (month) or 10 (day)."""
    return 0 if not day else 4 if day[5:] == whole_year else 7 if day[8:] == whole_month else 10


def _said(day: str) -> str:
    year, *rest = day.split("-")
    month = f"{MONTHS[int(rest[0]) - 1]} " if rest else ""
    return f"{int(rest[1])} {month}{year}" if len(rest) > 1 else f"{month}{year}"
