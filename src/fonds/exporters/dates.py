"""Dates as bibliographic formats want them: parts, or words; read from EDTF (ISO 8601-2, level 1 and sets).

The time of day is left out: no citation gives it. What cannot be read is given as it was written.

>>> from fonds.model import When
>>> words(When("1952-07-18T12:15", "12:15 18.7.1952"))
'18 July 1952'
>>> words(When("1950-05-28/1950-06-03", ""), YEAR_FIRST)
'1950, May 28–June 3'
>>> words(When("1967-11?", "Nov. 1967 [?]")), words(When("195X~", "the fifties"))
('[November 1967?]', 'ca. 1950s')
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from fonds.model import When

# fmt: off
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")
SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
# fmt: on
SEASONS = ("spring", "summer", "autumn", "winter")


@dataclass(frozen=True, slots=True)
class Wording:
    """How dates are put in words: the order of the parts, and the names of the months."""

    year_first: bool = False
    months: tuple[str, ...] = MONTHS


DAY_FIRST = Wording()
DAY_FIRST_SHORT = Wording(months=SHORT_MONTHS)
YEAR_FIRST = Wording(year_first=True)


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day: ``parts`` are (year, month, day), as many as are known.

    ``season`` is 1 (spring) to 4; ``decade`` is set where only the last digit of the year is unknown.
    """

    parts: tuple[int, ...]
    season: int | None = None
    decade: bool = False
    uncertain: bool = False
    approximate: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.season or self.decade)


@dataclass(frozen=True, slots=True)
class Span:
    """One date (``one``), from one to another (``interval``), or one of several (``choice``).

    In an interval, ``None`` is an end that is open or not known.
    """

    kind: str
    points: tuple[Point | None, ...]

    @property
    def known(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point)

    @property
    def uncertain(self) -> bool:
        return any(point.uncertain for point in self.known)

    @property
    def approximate(self) -> bool:
        return any(point.approximate for point in self.known)

    @property
    def date_parts(self) -> list[list[int]] | None:
        """The parts of a date, or of the two ends of an interval; ``None`` where parts do not say it."""
        if self.kind == "choice" or not all(point and point.is_plain for point in self.points):
            return None
        return [list(point.parts) for point in self.known]


_POINT = re.compile(r"(\d{3}[\dX])(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_QUALIFIERS = re.compile(r"[?~%]")


def _point(text: str) -> Point | None:
    qualifiers = "".join(_QUALIFIERS.findall(text))
    match = _POINT.fullmatch(_QUALIFIERS.sub("", text))
    if not match:
        return None
    year, month, day = match.groups()
    doubt = {"uncertain": bool(set(qualifiers) & set("?%")), "approximate": bool(set(qualifiers) & set("~%"))}
    if year.endswith("X"):
        # With the year in doubt, a month or day cannot be put in parts or words without misleading.
        return Point((int(year[:3]) * 10,), decade=True, **doubt) if month in (None, "XX") else None
    number = int(month) if month and month != "XX" else 0
    if 21 <= number <= 24 and day is None:
        return Point((int(year),), season=number - 20, **doubt)
    if number > 12 or (month and month != "XX" and not number):
        return None
    if not number:
        return Point((int(year),), **doubt) if day in (None, "XX") else None
    if day in (None, "XX"):
        return Point((int(year), number), **doubt)
    if int(year) and 1 <= int(day) <= monthrange(int(year), number)[1]:
        return Point((int(year), number, int(day)), **doubt)
    return None


def read(edtf: str) -> Span | None:
    """The span that an EDTF string names; ``None`` where it is none, or of a kind not read here."""
    edtf = edtf.strip()
    if edtf[:1] == "[" and edtf[-1:] == "]" and ".." not in edtf:
        choices = tuple(_point(part.strip()) for part in edtf[1:-1].split(","))
        return Span("choice", choices) if all(choices) else None
    first, slash, last = edtf.partition("/")
    if not slash:
        point = _point(edtf)
        return Span("one", (point,)) if point else None
    ends = []
    for end in (first, last):
        point = None if end in ("", "..") else _point(end)
        if point is None and end not in ("", ".."):
            return None
        ends.append(point)
    if not any(ends):
        return None
    return Span("one", (ends[0],)) if ends[0] == ends[1] else Span("interval", tuple(ends))


def words(when: When, wording: Wording = DAY_FIRST) -> str:
    """The date in English words; what the EDTF does not tell is given as the document has it.

    Doubt is marked the Chicago way: "[18 July 1952?]" is uncertain, "ca. 1952" approximate.
    """
    span = read(when.edtf)
    if not span:
        return when.as_written or when.edtf
    text = _bare(span, wording)
    if span.approximate:
        text = f"ca. {text}"
    if span.uncertain:
        text = f"{text}?" if wording.year_first else f"[{text}?]"
    return text


def _bare(span: Span, wording: Wording) -> str:
    if span.kind == "choice":
        return " or ".join(_words(point, wording) for point in span.known)
    if span.kind == "one":
        return _words(span.known[0], wording)
    first, last = span.points
    if first and last:
        return _from_to(first, last, wording)
    if first:
        return f"{_words(first, wording)} or later"
    return f"{_words(span.known[0], wording)} or earlier"


def _words(point: Point, wording: Wording) -> str:
    year, *rest = point.parts
    if point.decade:
        return f"{year}s"
    if point.season:
        return _with_year(year, SEASONS[point.season - 1], wording)
    if not rest:
        return str(year)
    return _with_year(year, _month_and_day(rest, wording), wording)


def _with_year(year: int, rest: str, wording: Wording) -> str:
    return f"{year}, {rest}" if wording.year_first else f"{rest} {year}"


def _month_and_day(parts: list[int], wording: Wording) -> str:
    month = wording.months[parts[0] - 1]
    if len(parts) == 1:
        return month
    return f"{month} {parts[1]}" if wording.year_first else f"{parts[1]} {month}"


def _from_to(first: Point, last: Point, wording: Wording) -> str:
    """An interval, with the month and year that both ends share given once."""
    one, other = first.parts, last.parts
    if (one, first.season, first.decade) == (other, last.season, last.decade):
        return _words(first, wording)
    comparable = first.is_plain and last.is_plain and len(one) == len(other) > 1 and one[0] == other[0]
    if not comparable:
        return f"{_words(first, wording)}–{_words(last, wording)}"
    if one[1] == other[1]:
        days = f"{one[2]}–{other[2]}"
        month = wording.months[one[1] - 1]
        rest = f"{month} {days}" if wording.year_first else f"{days} {month}"
    else:
        rest = "–".join(_month_and_day(list(parts[1:]), wording) for parts in (one, other))
    return _with_year(one[0], rest, wording)
