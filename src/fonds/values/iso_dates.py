"""Dates as machines write them (ISO 8601, XML Schema), to EDTF.

>>> parse("1951-01-02"), parse("1951-01-00"), parse("1951-00-00")
(('1951-01-02', None), ('1951-01', None), ('1951', None))
>>> parse("1951-01-02T16:05:00Z"), parse("1951-01-02T16:05:00-05:00")
(('1951-01-02T16:05', 'UTC'), ('1951-01-02T16:05', '-05:00'))
>>> parse("1951-02-30"), parse("2 January 1951")
(None, None)

A month or day of 00 is an unknown one, as catalogues write it. Seconds are dropped. Not supported: weeks, days
of the year, durations; a day without a year.
"""

from __future__ import annotations

import re

from fonds.model import When
from fonds.values import edtf

_MOMENT = re.compile(
    r"(?P<day>-?\d{4}(?:-(?!00)\d\d(?:-(?!00)\d\d)?)?)(?:-00)*"
    r"(?:[T ](?P<time>\d\d:\d\d)(?::[\d.]+)?)?(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
DAY = len("1951-01-02")


def parse(text: str) -> tuple[str, str | None] | None:
    """EDTF to the minute, and the zone as IANA's UTC or an offset; None for what is no such date."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    has_time = match["time"] and len(match["day"]) >= DAY
    value = match["day"] + (f"T{match['time']}" if has_time else "")
    if not edtf.is_valid(value):
        return None
    return value, ("UTC" if match["zone"] == "Z" else match["zone"]) if has_time else None


def when(text: str, wording: str | None = None) -> When | None:
    """The date with its wording, which is the text itself where nothing else is said.

    >>> when("1951-01-00").latest
    '1951-01-31'
    """
    found = parse(text)
    if found is None:
        return None
    return When(found[0], wording or text, *edtf.bounds(found[0]), timezone=found[1])
