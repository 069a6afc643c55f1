"""Dates as papers write them: their normal form (EDTF), their bounds and what was assumed.

The forms stand with examples in ``data/date_forms.toml``, the words in ``data/months.toml``; a clock time
before or after a date (``fonds.values.clock``) becomes part of it. Where several readings are possible,
the value says so: ``7/8/50`` is ``[1950-07-08,1950-08-07]`` as long as nothing decides.

Rules:

* A day that does not exist (31 June, month 13) is no date, nor is any part of it.
* A date without a year needs a context; where that knows the day of sending, the year is the one that
  brings the date nearest to it.
* A year of two digits is the one nearest to the document's own; without a context it lies in 1930 to 2029.
* With points the day comes first (18.7.52), with slashes and hyphens either: a number above 12 decides,
  then ``DateContext.day_first``, then other dates of the same text, else both readings are kept.
* "Early", "mid" and "late" are thirds of a month or of a year.
* Brackets are the editors': "2 January [1950]" is that day, "January 22 [23], 1943" the 23rd.

Not supported: numbers in words ("the fifteenth of July"), calendars other than the Gregorian but for the
years of East Asian eras, weekdays alone.

>>> [(d.when.edtf, d.start, d.end) for d in find("Yours of 3:00 15 July of this year.", context=DateContext(1952))]
[('1952-07-15T03:00', 9, 34)]
>>> parse("31 June 1952") is None
True
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from fonds.data import table
from fonds.model import When
from fonds.values import clock, edtf
from fonds.values.date_forms import Forms, Match
from fonds.values.date_words import Words, runs, words

PIVOT = 1930
"""The first of the hundred years that two digits stand for where the document has no date yet."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known of the document in which a date stands.

    ``year`` and ``month`` are the document's own; ``sent`` is its day, from which "yesterday" and "the
    27th" are counted; ``day_first`` is the order of day and month in its other dates.
    """

    year: int | None = None
    month: int | None = None
    day_first: bool | None = None
    sent: date | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its place: ``text[start:end] == when.as_written``."""

    when: When
    start: int
    end: int


def parse(text: str, context: DateContext | None = None) -> When | None:
    """The date that the whole string states, or ``None``. An EDTF string is its own value.

    >>> when = parse("early May 1957")
    >>> when.edtf, when.latest, when.assumed
    ('1957-05-01/1957-05-10', '1957-05-10', 'early May 1957 taken as 1957-05-01 to 1957-05-10')
    """
    written = text.strip()
    if len(written) > _LONGEST_DATE:
        return None
    if _EDTF_LIKE.match(written) and edtf.is_valid(written):
        return When(written, written, *edtf.bounds(written))
    found = words(written, 0, len(written))
    for reading, _ in _readings(written, found, context or DateContext(), _WHOLE):
        around = (
            k
            for k, at in zip(found.kinds, found.starts, strict=True)
            if not reading.start <= at < reading.end
        )
        return replace(reading.when, as_written=written) if _AROUND.issuperset(around) else None
    return None


def find(
    text: str, start: int = 0, end: int | None = None, context: DateContext | None = None
) -> list[FoundDate]:
    """All dates in ``text[start:end]``, in order; offsets are those of ``text``.

    Of readings that overlap the longest is taken. A year alone counts only after a preposition, in
    brackets or as part of a range; "yesterday" only where the context knows the day of sending.
    """
    context = context or DateContext()
    end = len(text) if end is None else min(end, len(text))
    dates, orders = _scan(text, start, end, context)
    if context.day_first is None and len(orders) == 1 and any(d.when.edtf[0] == "[" for d in dates):
        dates, _ = _scan(text, start, end, replace(context, day_first=orders.pop()))
    return dates


def day_first(text: str) -> bool | None:
    """Whether the dates in figures of a document put the day first; ``None`` where they do not tell.

    For ``DateContext.day_first`` where a document is searched part by part.

    >>> day_first("Received 7/8/50, sent 13/7/50."), day_first("Received 7/8/50.")
    (True, None)
    """
    _, orders = _scan(text, 0, len(text), DateContext())
    return orders.pop() if len(orders) == 1 else None


def _scan(text: str, start: int, end: int, context: DateContext) -> tuple[list[FoundDate], set[bool]]:
    """The dates, and the orders of day and month that those in figures tell."""
    dates: list[FoundDate] = []
    orders: set[bool] = set()
    for run in runs(text, start, end, _RELATIVE if context.sent else ()):
        if _IN_TEXT.search(run.kinds, 0) is None:
            continue
        for found, first in _readings(text, run, context, _IN_TEXT):
            dates.append(found)
            if first is not None:
                orders.add(first)
    return dates, orders


_IN_TEXT = Forms(whole=False)
_WHOLE = Forms(whole=True)
# Strings that look more like EDTF than like a date on a page; "[1950]" is an editor's year.
_EDTF_LIKE = re.compile(r"-?\d\d[\dX]{2}(?:[-?~%/XT]|$)|\.\.|/|Y\d|\[.*(?:,|\.\.)")
_LONGEST_DATE = 160
# Kinds that may stand beside a date that is the whole string: "on", "the", signs.
_AROUND = frozenset("af.,:'\"(")
_VOCABULARY = table("months")
_RELATIVE = tuple(
    word[1:]  # with a capital or without
    for forms in _VOCABULARY["values"]["day_from_today"].values()
    for word in forms
)
# "of the 27th was received" but not "of the 27th Congress".
_AFTER_BARE_DAY = re.compile(
    r"\s*(?:[^\w\s]|$|(?:and|at|but|by|for|from|has|have|I|in|is|on|that|to|was|we|were|which|with)\b)"
)


# Pages and numbers that look like years: pp. 1943-1950.
_NUMBERED = re.compile(r"(?:\b(?:[Pp]p?|[Nn]o?s?|[Ll]ots?|[Ff]f?|с|лл?|д)\.|№)\s?$")


class _NoDate(Exception):
    """The form fits, the value does not exist: 31 June; or the context does not tell the year."""


# Readings

# The single dates of an interval or a set.
_DATES = re.compile(r"[^][,/]+")


def _readings(
    text: str, found: Words, context: DateContext, forms: Forms
) -> Iterator[tuple[FoundDate, bool | None]]:
    """Each date among the words, and whether it settles that the day comes first in this document."""
    at = 0
    while match := forms.search(found.kinds, at):
        at = match.high
        if not _stands_alone(text, found, match):
            continue
        try:
            reading = _Reading(text, found, context, match, forms.whole)
        except _NoDate:
            continue
        low, high = reading.take_neighbours()
        start, end = _with_brackets(text, found, low, high)
        while at < len(found.ends) and found.ends[at] <= end:
            at += 1
        yield FoundDate(reading.when(text[start:end]), start, end), reading.day_first


def _stands_alone(text: str, found: Words, match: Match) -> bool:
    """Whether a date is not part of a longer word, figure or file number: 740.0011/5-2049."""
    start, end = found.starts[match.low], found.ends[match.high - 1]
    if "bareday" in match.form.shape and not _AFTER_BARE_DAY.match(text, end):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if (
        before.isascii()
        and (before.isalnum() or before == "_")
        and found.kinds[match.low - 1 : match.low] in "x"
    ):
        return False  # but "of27th June" is two words
    if after.isascii() and (after.isalnum() or after == "_") and text[end - 1].isdigit():
        return False
    if "month" in match.form.shape or "season" in match.form.shape:
        return True
    if set(match.form.roles) == {"year"} and _NUMBERED.search(text, max(0, start - 8), start):
        return False
    return not (
        (before in _JOINTS and start > 1 and text[start - 2].isalnum())
        or (after in _JOINTS and text[end + 1 : end + 2].isalnum() and text[end - 1].isdigit())
    )


_JOINTS = frozenset("./:-–‐\\")


def _with_brackets(text: str, found: Words, low: int, high: int) -> tuple[int, int]:
    """The span in the text of words ``low`` to ``high``, brackets included of which one half lies within."""
    start, end = found.starts[low], found.ends[high - 1]
    opened, closed = text.count("[", start, end), text.count("]", start, end)
    if text[start - 1 : start] == "[" and (found.kinds[low] in "bB" or closed > opened):
        start, opened = start - 1, opened + 1
    if opened > closed:
        end += 1 if text[end : end + 1] == "]" else 2 if text[end : end + 2] == "?]" else 0
    return start, end


Span = tuple[int, int]
Pair = tuple[int | None, int | None]


# What may stand in front of a date, and between a date and its clock time. A point ends a sentence, and
# with it the date, but for the point of an abbreviation.
_BEFORE = re.compile(
    rf"(?:(?P<clock>{clock.CLOCK})(?:(?<=h)[.])?,?[afw,]*)?(?P<weekday>w[.,]*)?(?P<about>q[.]?)?f*$",
    re.VERBOSE,
)
_AFTER = re.compile(rf"\??(?:[.]?-|,)?[afw,]*(?P<clock>{clock.CLOCK})", re.VERBOSE)
_LONGEST_BEFORE = 14


@lru_cache(maxsize=4096)
def _beside(kinds: str, low: int, high: int) -> tuple[Span | None, int | None, int | None, Span | None]:
    """Clock time, weekday and "about" before the kinds from ``low`` to ``high``, and a clock time after."""
    after = _AFTER.match(kinds, high)
    clock_after = after.span("clock") if after else None
    start = max(kinds.rfind("x", 0, low) + 1, low - _LONGEST_BEFORE)
    before = _BEFORE.search(kinds, start, low)
    if before is None or before.start() == low:
        return None, None, None, clock_after
    weekday, about = (before.start(part) if before[part] else None for part in ("weekday", "about"))
    return before.span("clock") if before["clock"] else None, weekday, about, clock_after


class _Reading:
    """What one match means. Raises ``_NoDate`` where such a day does not exist or its year is not known."""

    def __init__(self, text: str, found: Words, context: DateContext, match: Match, whole: bool) -> None:
        self.text, self.found, self.context, self.match, self.whole = text, found, context, match, whole
        self.notes: list[str] = []
        self.mark = ""
        self.time: str | None = None
        self.zone: str | None = None
        self.day_first: bool | None = None
        weekday = _beside(found.kinds, match.low, match.high)[1]
        self.weekday = None if weekday is None else found.values[weekday]
        self.value = self._value()
        self.is_day = len(self.value) == 10 and self.value[4] == "-"

    def when(self, as_written: str) -> When:
        """The result, with bounds."""
        value = self.value
        if self.time:
            value = f"{value}T{self.time}"
        if self.mark:
            value = _DATES.sub(lambda match: match[0] + self.mark, value)
        bounds = (self.value, self.value) if self.is_day and not self.mark else edtf.bounds(value)
        return When(value, as_written, *bounds, self.zone, "; ".join(self.notes) or None)

    def take_neighbours(self) -> Span:
        """The words of the date with what belongs to it on either side: clock time, weekday, "about", "?"."""
        kinds, low, high = self.found.kinds, self.match.low, self.match.high
        clock_before, weekday, about, clock_after = _beside(kinds, low, high)
        if about is not None:
            low = about
            self._doubt("~")
        if weekday is not None:
            low = weekday
            self._check_weekday()
        if clock_before and self._take_clock(*clock_before):
            low = clock_before[0]
        if kinds[high : high + 1] == "?" and self._is_doubt(high):
            high += 1
            self._doubt("?")
        if clock_after and self.time is None and self._take_clock(*clock_after):
            high = clock_after[1]
        return low, high

    def _take_clock(self, low: int, high: int) -> bool:
        """Adds the clock time to a date that is one day."""
        if not self.is_day:
            return False
        time = clock.read(self.found, low, high)
        if time is None:
            return False
        self.time, self.zone = time, clock.zone_of(self.found, low, high)
        kinds = self.found.kinds[low:high]
        if "-" in kinds:
            self.notes.append("the beginning of the time stated")
        if time == "00:00" and "k" in kinds:
            self.notes.append("midnight taken as the beginning of the day")
        return True

    def _is_doubt(self, at: int) -> bool:
        """Whether a question mark doubts the date, rather than ending a question."""
        end = self.found.ends[at]
        return (
            self.text[end - 1] in ")]"
            or self.text[end : end + 1] in ("]", ")")
            or (self.whole and end == len(self.text))
        )

    def _doubt(self, mark: str) -> None:
        self.mark = mark if self.mark in ("", mark) else "%"

    def _check_weekday(self) -> None:
        if self.is_day:
            actual = date.fromisoformat(self.value).weekday()
            if actual != self.weekday:
                self.notes.append(f"that day was a {_WEEKDAYS[actual]}")

    # The date itself

    def _value(self) -> str:
        """EDTF without marks and clock time."""
        shape, spans = self.match.form.shape, self.match.spans
        if "day_from_today" in spans:
            return self._from_today()
        if "group" in spans:
            return self._date_time_group()
        years, months, days = self._pair("year"), self._pair("month"), self._pair("day")
        year, month, day = years[1], months[1], days[1]
        if "season" in spans:
            month = self._number(_span(spans, "season"))
        elif spans.get("part", [None])[0]:
            return self._part(self._year_of(year, month, None), month)
        elif "decade" in shape:
            return f"{(year or 0) // 10}X"
        elif month is None and day is not None:
            return self._in_month_of_letter(day)
        elif self.match.form.either_order:
            return self._either_order(year, day, month)
        elif shape.startswith("dd [.]") and max(month or 0, day or 0) <= 12 and month != day:
            self.notes.append("day first, as usual with points")
        if max(map(len, spans.values())) > 1:
            return self._range(years, months, days)
        return _iso(self._year_of(year, month, day), month, day)

    def _pair(self, role: str) -> Pair:
        """The numbers of a part at both ends of a range; where it stands once, the same twice."""
        spans = self.match.spans.get(role, [None])
        read = self._year if role == "year" else self._number
        last = read(spans[-1]) if spans[-1] else None
        if len(spans) == 1:
            return last, last
        return (read(spans[0]) if spans[0] else None), last

    def _number(self, span: Span) -> int:
        """The number that words mean; of "22 [23]" the editors' one."""
        low, high = span
        kinds = self.found.kinds[low:high].rstrip("o.?-")
        value = self.found.values[low + len(kinds) - 1]
        assert isinstance(value, int)
        if kinds in ("nb", "db"):
            first = self._number_at(low)
            if abs(first - value) > _LIKELY_CORRECTION and "year" not in self.match.spans:
                return first  # of the 3rd [7]: a note
        self._note_editors(low, kinds)
        if "?" in self.found.kinds[low:high]:
            self._doubt("?")
        return value

    def _note_editors(self, low: int, kinds: str) -> None:
        """Says what stands in brackets, and takes a question mark there as doubt."""
        last = low + len(kinds) - 1
        start, end = self.found.starts[last], self.found.ends[last]
        if kinds[-1] in "bB" and self.text[end] == "?":
            self._doubt("?")
        if kinds in ("nb", "db", "NB"):
            self.notes.append(f"corrected by the editors from {self.found.values[low]}")
        elif self.text[start - 1 : start] == "[" and self.text[end : end + 1] in ("]", "?"):
            self.notes.append(f"{self.text[start:end]} supplied in brackets")

    def _year(self, span: Span) -> int:
        low, high = span
        kinds = self.found.kinds[low:high].rstrip("g.Y")
        value = self.found.values[low + len(kinds) - 1]
        assert isinstance(value, int)
        if "y" in kinds:  # this year, last year
            return self._own_year() + value
        if "G" in kinds:
            era = self.found.values[low]
            assert isinstance(era, int)
            return era + value
        if kinds[-1] in "NB":
            self._note_editors(low, kinds)
            return value
        if kinds[-1] == "m":
            self.notes.append(f"year {value} read as {1000 + value}")
            return 1000 + value
        if "-" in self.match.form.shape and self.match.form.roles == ("year", "year"):  # 1956-58
            first = self._number_at(low - 2)
            return first - first % 100 + value
        own = self.context.sent.year if self.context.sent else self.context.year
        first = own - 50 if own else PIVOT
        year = first + (value - first) % 100
        basis = "the nearest to the document's own" if own else f"between {PIVOT} and {PIVOT + 99}"
        self.notes.append(f"year {value:02d} read as {year}, {basis}")
        return year

    def _own_year(self) -> int:
        year = self.context.sent.year if self.context.sent else self.context.year
        if year is None:
            raise _NoDate
        if _FROM_CONTEXT not in self.notes:
            self.notes.append(_FROM_CONTEXT)
        return year

    def _year_of(self, year: int | None, month: int | None, day: int | None) -> int:
        """The year, or where the date has none: the one that brings it nearest to the day of sending.

        Where a weekday is stated, the nearest of the years that have this day on it.
        """
        if year is not None:
            return year
        own = self._own_year()
        sent = self.context.sent
        if sent is None or month is None or not 1 <= month <= 12:
            return own
        days = {
            y: date(y, month, day or 15)
            for y in range(max(own - 2, date.min.year), min(own + 2, date.max.year + 1))
            if (day or 15) <= monthrange(y, month)[1]
        }
        right = [y for y in days if day and days[y].weekday() == self.weekday] or list(days) or [own]
        nearest = min(right, key=lambda y: abs((days.get(y, sent) - sent).days))
        if nearest != own:
            self.notes.remove(_FROM_CONTEXT)
            self.notes.append(_FROM_WEEKDAY if len(right) == 1 else "year nearest to the document's date")
        return nearest

    def _range(self, years: Pair, months: Pair, days: Pair) -> str:
        last_year = years[1] if years[1] is not None else years[0]
        last_year = self._year_of(last_year, months[1], days[1])
        first_year = years[0] if years[0] is not None and years[1] is not None else last_year
        order = (months[0] or 0, days[0] or 0) > (months[1] or 0, days[1] or 0)
        if order and first_year == last_year:
            if months[0] == months[1]:
                raise _NoDate  # from 9 to 3 May
            first_year -= 1
        first, last = _iso(first_year, months[0], days[0]), _iso(last_year, months[1], days[1])
        if first > last:
            raise _NoDate
        kinds = self.found.kinds[self.match.low : self.match.high]
        if "/" in kinds and len(first) == 10 and _days_between(first, last) in _CALENDARS_APART:
            self.notes.append(f"both calendars: {first} is old style")
            return last
        return first if first == last else f"{first}/{last}"

    def _part(self, year: int, month: int | None) -> str:
        """The days of a month, months of a year or years of a decade that "early", "mid", "late" stand for."""
        part = _VOCABULARY["parts"][self.found.values[_span(self.match.spans, "part")[0]]]
        if "decade" in self.match.form.shape:
            first, last = part["years"]
            values = _iso(year + first, None, None), _iso(year + last, None, None)
        elif month is None:
            first, last = part["months"]
            values = _iso(year, first, None), _iso(year, last, None)
        else:
            first, last = part["days"]
            values = _iso(year, month, first), _iso(year, month, min(last, monthrange(year, month)[1]))
        stated = self.text[self.found.starts[self.match.low] : self.found.ends[self.match.high - 1]]
        self.notes.append(f"{stated} taken as {values[0]} to {values[1]}")
        return "/".join(values)

    def _either_order(self, year: int | None, first: int | None, second: int | None) -> str:
        """13/5/50 and 5/13/50; 7/8/50 by the habit of the document, or as one of both days."""
        if year is None or first is None or second is None:
            raise _NoDate
        if first > 12 or second > 12:
            self.day_first = first > 12
        day_first = self.day_first if self.day_first is not None else self.context.day_first
        if first == second or day_first is not None:
            if self.day_first is None and first != second:
                order = "day" if day_first else "month"
                self.notes.append(f"{order} first, as in other dates of this document")
            return _iso(year, second, first) if day_first or first == second else _iso(year, first, second)
        if self.found.kinds[self.match.low + 3] == "-" and "/" in self.match.form.shape:
            self.notes.append("day first, as usual with a hyphen before the year")
            return _iso(year, second, first)
        both = sorted((_iso(year, second, first), _iso(year, first, second)))
        self.notes.append("either order of day and month is possible")
        return f"[{both[0]},{both[1]}]"

    # Dates counted from the document's own

    def _from_today(self) -> str:
        if self.context.sent is None:
            raise _NoDate
        self.notes.append("counted from the document's date")
        days = self._number(_span(self.match.spans, "day_from_today"))
        try:
            return (self.context.sent + timedelta(days)).isoformat()
        except OverflowError:
            raise _NoDate from None

    def _in_month_of_letter(self, day: int) -> str:
        """27 ultimo; of the 27th: the last such day that is not after the document."""
        year, month = self._own_year(), self.context.sent.month if self.context.sent else self.context.month
        if month is None:
            raise _NoDate
        self.notes[-1] = "month taken from the document's date"
        letter = self.match.spans.get("month_of_letter")
        if letter and letter[0]:
            shift = self._number(letter[0])
        else:
            shift = -1 if self.context.sent and day > self.context.sent.day else 0
        index = 12 * year + month - 1 + shift
        return _iso(index // 12, index % 12 + 1, day)

    def _date_time_group(self) -> str:
        """181215: the 18th, 12:15."""
        group = f"{self._number_at(_span(self.match.spans, 'group')[0]):06d}"
        year, month = self._pair("year")[1], self._pair("month")[1]
        if group[2:4] > "23" or group[4:] > "59":
            raise _NoDate
        low, high = self.match.low, self.match.high
        self.time, self.zone = f"{group[2:4]}:{group[4:]}", clock.zone_of(self.found, low, high)
        return _iso(self._year_of(year, month, int(group[:2])), month, int(group[:2]))

    def _number_at(self, at: int) -> int:
        value = self.found.values[at]
        assert isinstance(value, int)
        return value


# Without a year after it, "[23]" may be the sign of a note; a correction is seldom of more days than this.
_LIKELY_CORRECTION = 3
# Days from a Julian to the same Gregorian date, 1582 to 2100.
_CALENDARS_APART = range(10, 14)
_FROM_CONTEXT = "year taken from the document's date"
_FROM_WEEKDAY = "year told by the weekday"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _span(spans: dict[str, list[Span | None]], role: str) -> Span:
    span = spans[role][0]
    assert span is not None
    return span


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _iso(year: int, month: int | None, day: int | None) -> str:
    """EDTF of a year, month, season or day; raises ``_NoDate`` for a day that does not exist."""
    if not 1 <= year <= 9999:
        raise _NoDate
    if month is None:
        return f"{year:04d}"
    if day is None:
        if not (1 <= month <= 12 or month in edtf.SEASONS):
            raise _NoDate
        return f"{year:04d}-{month:02d}"
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise _NoDate
    return f"{year:04d}-{month:02d}-{day:02d}"
