"""Clock times as papers write them, in the form ``HH:MM``, and the time zones of diplomatic posts.

Understood: ``4 p.m.``, ``11.55 a.m.``, ``18:00``, ``9.30 hours``, ``1400 hours``, ``1624Z``,
``23 hours 30 minutes``, ``14 часов 30 минут``, ``15 Uhr 30``, ``下午3时30分``, ``noon``, ``12 midnight``. Of a
stretch of time (``2:15–4 p.m.``) the beginning is the value. Midnight is ``00:00``.
Not understood: ``half past three``, ``3`` alone, and 24:00, which belongs to the next day.

>>> parse("8.40 p.m."), parse("23 hours 30 minutes"), parse("10–11 a.m.")
('20:40', '23:30', '10:00')
>>> parse("25:00") is None
True
>>> zone("Peking", "1952-07-18"), zone("Lemberg", "1938-05-01"), zone("Atlantis", "1950-01-01")
('Asia/Shanghai', 'Europe/Warsaw', None)
"""

from __future__ import annotations

import re
from functools import cache

from fonds.data import table
from fonds.values.date_words import Words, words

# Over kinds (see date_words.KINDS). A clock time is one with minutes, with half of the day, with a word
# for hours, or four figures with a word for hours or a zone; a stretch of time has two.
_POINT = r"[dnc](?:[:.][nc])?"
_HALF = r"\.?\??p\??p?"
CLOCK = rf"""(?:
    {_POINT}(?:{_HALF})?-{_POINT}{_HALF} | [dnc]:[nc]-[dnc]:[nc]
  | [dnc]:[nc](?::[nc])?(?:{_HALF}|h)? | [dnc][.][nc](?:{_HALF}|h) | [dn]{_HALF}
  | p?[dnc]h(?:[dnc]i?)? | [NHc]h | [NH](?=z) | n?k )(?:T?z|[(]T?z[(])?"""
_CLOCK = re.compile(CLOCK, re.VERBOSE)


def parse(text: str) -> str | None:
    """The time of day as ``HH:MM``, or ``None`` where the text is no clock time."""
    found = words(text, 0, len(text))
    match = _CLOCK.match(found.kinds)
    if match is None or found.kinds[match.end() :].strip(".,'"):
        return None
    return read(found, 0, match.end())


def is_valid(text: str) -> bool:
    """Whether the text is a clock time."""
    return parse(text) is not None


def read(found: Words, first: int, last: int) -> str | None:
    """The clock time that the words from ``first`` to ``last`` (exclusive) make up, if there is such a time."""
    kinds = found.kinds[first:last]
    for i, kind in enumerate(kinds):
        if kind == "k":
            return str(found.values[first + i])
    begin, dash, end = kinds.partition("-")
    hour, minute = _numbers(found, first, begin)
    half = _half(found, first, begin)
    if dash and half is None:
        half = _half(found, first + len(begin) + 1, end)
        last_hour, _ = _numbers(found, first + len(begin) + 1, end)
        if half and hour % 12 > last_hour % 12:  # 11-1 p.m. begins in the morning
            half = "am" if half == "pm" else "pm"
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def zone_of(found: Words, first: int, last: int) -> str | None:
    """The zone stated with a clock time (``Z``, ``Moscow time``), as an IANA name."""
    at = found.kinds.find("z", first, last)
    return None if at < 0 or found.values[at] == "local" else str(found.values[at])


def _numbers(found: Words, first: int, kinds: str) -> tuple[int, int]:
    """Hour and minute among the words of these kinds, which begin at ``first``."""
    numbers = [(k, found.values[first + i]) for i, k in enumerate(kinds) if k in "dncNH"]
    kind, value = numbers[0]
    assert isinstance(value, int)
    if kind in "NH":
        return divmod(value, 100)
    minute = numbers[1][1] if len(numbers) > 1 else 0
    assert isinstance(minute, int)
    return value, minute


def _half(found: Words, first: int, kinds: str) -> str | None:
    """``am`` or ``pm``; the later word counts, as it is the editors' correction: 7 a.m. [p.m.]."""
    at = kinds.rfind("p")
    return None if at < 0 else str(found.values[first + at])


@cache
def _zones() -> dict[str, list[tuple[str, str]]]:
    """Each place, in small letters, with its zones: (last day of the zone or "9999", zone)."""
    zones: dict[str, list[tuple[str, str]]] = {}
    for row in table("zones")["zone"]:
        for place in row["places"]:
            zones.setdefault(place.casefold(), []).append((row.get("until", "9999"), row["name"]))
    for rows in zones.values():
        rows.sort()
    return zones


def zone(place: str, day: str) -> str | None:
    """The IANA zone by which clocks at a diplomatic post went on an ISO day; ``None`` where unknown."""
    rows = _zones().get(place.strip().casefold(), ())
    return next((name for until, name in rows if day <= until), None)
