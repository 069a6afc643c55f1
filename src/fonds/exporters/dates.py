"""Dates as bibliographic formats want them: in parts, or in the words of a citation.

Unlike the words of a page (``fonds.values.edtf.in_words``), those of a citation are short, have an order that
the style sets, and no time of day. What is no EDTF is given as it was written.

>>> from fonds.model import When
>>> words(When("1952-07-18T12:15", "12:15 18.7.1952"))
'18 July 1952'
>>> words(When("1950-05-28/1950-06-03", ""), YEAR_FIRST)
'1950, May 28–June 3'
>>> words(When("1950-05-28/1950-06-03", ""), MONTH_FIRST), words(When("1950-05", ""), MONTH_FIRST)
('May 28–June 3, 1950', 'May 1950')
>>> words(When("1967-11?", "Nov. 1967 [?]")), words(When("195X~", "the fifties"))
('[November 1967?]', 'ca. 1950s')
"""

from __future__ import annotations

from dataclasses import dataclass

from fonds.model import When
from fonds.values import edtf
from fonds.values.edtf import Edtf, Point

# fmt: off
SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
# fmt: on


@dataclass(frozen=True, slots=True)
class Wording:
    """How dates are put in words: the order of the parts, and the names of the months."""

    year_first: bool = False
    months: tuple[str, ...] = edtf.MONTHS
    day_last: bool = False
    """July 17, as against 17 July; so it is where the year is first."""

    def join(self, year: int, rest: str) -> str:
        if self.year_first:
            return f"{year}, {rest}"
        return f"{rest}, {year}" if self.day_last and rest[-1].isdigit() else f"{rest} {year}"

    def month_and_day(self, point: Point) -> str:
        month = point.season or self.months[(point.month or 1) - 1]
        if not point.day:
            return month
        return f"{month} {point.day}" if self.year_first or self.day_last else f"{point.day} {month}"


DAY_FIRST = Wording()
DAY_FIRST_SHORT = Wording(months=SHORT_MONTHS)
YEAR_FIRST = Wording(year_first=True)
MONTH_FIRST = Wording(day_last=True)


def read(when: When) -> Edtf | None:
    """The date taken apart; ``None`` where it is no EDTF."""
    try:
        return edtf.parse(when.edtf.strip())
    except ValueError:
        return None


def parts(when: When) -> list[list[int]] | None:
    """[year, month, day] as far as known, of a date or of both ends of an interval; ``None`` for all else.

    >>> parts(When("1950-05/1950-06-03", "")), parts(When("1950-05/..", ""))
    ([[1950, 5], [1950, 6, 3]], None)
    """
    value = read(when)
    if not value or value.kind == "set":
        return None
    first, last = value.members[0]
    points = [first] if value.kind == "date" or first == last else [first, last]
    found = []
    for point in points:
        if not point or point.season or point.years > 1 or not 1 <= point.year <= 9999:
            return None
        found.append([part for part in (point.year, point.month, point.day) if part])
    return found


def is_doubtful(when: When) -> bool:
    """Whether the date is uncertain or approximate, or an interval that was assumed for vaguer words."""
    return _is_assumed(when) or bool(_marks(when))


def words(when: When, wording: Wording = DAY_FIRST) -> str:
    """The date in English words. Doubt is marked the Chicago way: "[18 July 1952?]" is uncertain, "ca. 1952"
    approximate. An interval that was assumed for vaguer words ("early May 1957") is given in those."""
    value = read(when)
    if not value:
        return when.as_written or when.edtf
    first = value.members[0][0]
    if _is_assumed(when) and first and str(first.year) in when.as_written:
        return when.as_written
    text = " or ".join(_span(*member, wording) for member in value.members)
    marks = _marks(when)
    if marks & {"~", "%"}:
        text = f"ca. {text}"
    if marks & {"?", "%"}:
        text = f"{text}?" if wording.year_first else f"[{text}?]"
    return text


def _is_assumed(when: When) -> bool:
    value = read(when)
    return bool(value and value.kind == "interval" and when.assumed)


def _marks(when: When) -> set[str]:
    value = read(when)
    return (
        {point.mark for member in value.members for point in member if point and point.mark}
        if value
        else set()
    )


def _span(first: Point | None, last: Point | None, wording: Wording) -> str:
    """A date, or an interval in which the month and year that both ends share are given once."""
    one, other = (_point(point, wording) if point else "" for point in (first, last))
    if not first or not last:
        return f"{one} or later" if one else f"{other} or earlier"
    if one == other:
        return one
    years_are_told = first.month and last.month and first.year == last.year
    if not years_are_told or bool(first.day) != bool(last.day):
        return f"{one}–{other}"
    if first.day and first.month == last.month:
        month = wording.months[(first.month or 1) - 1]
        days = f"{first.day}–{last.day}"
        rest = f"{month} {days}" if wording.year_first or wording.day_last else f"{days} {month}"
    else:
        rest = f"{wording.month_and_day(first)}–{wording.month_and_day(last)}"
    return wording.join(first.year, rest)


def _point(point: Point, wording: Wording) -> str:
    if point.years > 1:
        return f"{point.year}s" if point.years == 10 else f"{point.year}–{point.year + point.years - 1}"
    if point.year < 1:
        return f"{1 - point.year} BC"
    return wording.join(point.year, wording.month_and_day(point)) if point.month else str(point.year)
