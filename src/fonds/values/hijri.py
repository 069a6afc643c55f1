"""Dates of the Islamic calendar as Ottoman papers give them, in the calendar of Christian Europe.

The years are lunar, twelve months of 30 and 29 days by turns, eleven leap years in thirty (the arithmetical
calendar, epoch 16 July 622 of the Julian calendar; R. G. van Gent, "The Arithmetical or Tabular Islamic
Calendar"). Chanceries often give the third of the month alone ("evāʾil", "in der ersten Dekade").
Days before 15 October 1582 are given in the Julian calendar, as historians do. Month names stand in
``data/hijri.toml``; they are met without regard to case and diacritics.

Limits: what was seen of the moon may differ by a day or two, so that every date is approximate (``~``);
the day began at sunset.

>>> find("Written on 20 Şevval 1131.").edtf
'1719-09-05~'
>>> find("in der letzten Dekade des Cemāẕīye l-evvel des Jahres 976").edtf
'1568-11-11~/1568-11-20~'
>>> find("20 October 1719") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

from fonds.data import table
from fonds.model import When
from fonds.values import edtf

_EPOCH = 227015
"""Ordinal (``datetime.date.toordinal``) of 1 Muharram of year 1: 19 July 622 Gregorian, 16 July Julian."""
_REFORM = date(1582, 10, 15)
_THIRDS = {"first": (1, 10), "middle": (11, 20), "last": (21, 30)}


@cache
def _pattern() -> re.Pattern[str]:
    names = table("hijri")
    months = "|".join(rf"(?P<m{n}>{form})" for n, form in enumerate(names["months"], 1))
    thirds = "|".join(rf"(?P<{third}>{form})" for third, form in names["thirds"].items())
    return re.compile(
        rf"(?:(?P<day>\d{{1,2}})\.?\s+|\b(?:{thirds})\b\W*)(?:[^\W\d]\w*\W+){{0,5}}?(?:{months})\b"
        rf"[^\d\n]{{0,60}}(?P<year>[1-9]\d\d|1[0-4]\d\d)\b"
    )


class _Folding(dict[int, str]):
    """Each character's small letter without diacritics, one for one, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKD", chr(code).lower())[:1] or chr(code)
        return self[code]


_FOLDING = _Folding()
# The digit comes first, so that the search can leap to it.
_FIGURES = re.compile(r"[1-9](?<!\d\d)(?:\d\d|(?<=1)[0-4]\d\d)(?!\d)")
"""A year; without one no month's name is looked for."""


def find(text: str, start: int = 0) -> When | None:
    """The first such date in a text, or None; ``as_written`` says where it stands."""
    if not any(digit in text for digit in "123456789") or _FIGURES.search(text, start) is None:
        return None
    # What ASCII has is folded by small letters alone, which takes a hundredth of the time.
    match = _pattern().search(text.lower() if text.isascii() else text.translate(_FOLDING), start)
    if match is None:
        return None
    year = int(match["year"])
    month = next(n for n in range(1, 13) if match[f"m{n}"])
    third = next((t for t in _THIRDS if match[t]), None)
    first, last = _THIRDS[third] if third else (int(match["day"]), int(match["day"]))
    last = min(last, _length(year, month)) if third else last
    if not 1 <= first <= last <= _length(year, month):
        return None
    written = text[match.start() : match.end()]
    days = [_european(year, month, day) for day in (first, last)]
    value = f"{days[0]}~" if first == last else f"{days[0]}~/{days[1]}~"
    return When(value, written, *edtf.bounds(value), None, "converted from the Islamic calendar")


def _length(year: int, month: int) -> int:
    leap = (11 * year + 14) % 30 < 11
    return 30 if month % 2 or (month == 12 and leap) else 29


def _european(year: int, month: int, day: int) -> str:
    """The day in the Gregorian, before the reform in the Julian calendar."""
    ordinal = _EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    gregorian = date.fromordinal(ordinal)
    if gregorian >= _REFORM:
        return gregorian.isoformat()
    y = gregorian.year
    apart = y // 100 - y // 400 - 2
    return (gregorian - timedelta(apart)).isoformat()


def is_valid(text: str) -> bool:
    """Whether a date of the calendar stands in the text."""
    return find(text) is not None
