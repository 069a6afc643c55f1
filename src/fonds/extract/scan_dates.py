"""The day of an office paper in the rows of its first pages, as an engine reads them.

A day counts where it stands apart from all else in its row: typed above the head or beside it, as the stamp of a
register ("1 MAY 31 IN 7095"), or below the typist's mark ("VENN/efb"). A month may have wrong letters where one month
alone is near enough; a figure is never guessed, and figures that stand apart are put together ("2 7 FEB 1931"). Two
different days are none. On the form on which an office telegraphs, the day of its upper part is that of drafting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from fonds.data import table
from fonds.extract.scan_rows import Row
from fonds.extract.scan_words import is_for, is_memorandum, label, letters, nearest
from fonds.model import When
from fonds.model.layout import Placed
from fonds.values import dates
from fonds.values.garbled import YEAR

HEAD_ROWS, NEAR = 30, 5
"""Rows of a page in which a head stands, and rows around a label in which its day does."""
TOP_ROWS = 12
"""Of the first page, in which a day without any label stands."""
ASIDE, LOWER = 10, 6
"""Heights of a form's label by which its day may stand aside of it and below."""
SPECKS = 2
"""Letters of a word that is no word but specks beside a day."""
_BETWEEN = r"[\s.,'’~_:-]{0,3}"
_YEAR = r"(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d|\d\d)(?![\d/])"
_DAY = r"(?P<day>\d(?:\s?\d)?)"
_MONTH = r"(?P<month>[^\W\d_]{3,10})"
_DAY_FIRST = re.compile(rf"(?<![\d/.,-]){_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}")
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_MONTH}{_BETWEEN}{_DAY}{_BETWEEN}(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d)(?![\d/])"
)
# A register's stamp: the day, the number of the message; the clock may stand amid, and be read as it will.
_IN = r"\s*[I1l]N\s*\d"
_STAMP = re.compile(rf"{_DAY_FIRST.pattern}(?={_IN})")
_CLOCK_STAMP = re.compile(rf"(?<!\w){_MONTH}\s{_DAY}\s\w{{4,5}}\s(?P<year>\d\S|\S\d)(?={_IN})")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE_LAST = re.compile(r"\d\s*$")
_TYPIST = re.compile(r"[A-Z][A-Za-z]{2,15}\s?[/:]\s?[a-z]{2,4}")

Day = tuple[When, int, int]
"""The day, and its span in the reading text."""


def day(reading: str, pages: Sequence[Sequence[Row]]) -> Day | None:
    """The one day that the heads give; a stamp beats the rest, and the rest have to agree."""
    for find in (_stamps, _below_label, _near, _below_typist):
        found = find(reading, pages)
        days = {when.edtf: (when, start, end) for when, start, end in reversed(list(found))}
        if days:
            return next(iter(days.values())) if len(days) == 1 else None
    return None


def _stamps(reading: str, pages: Sequence[Sequence[Row]]) -> Iterator[Day]:
    for row in (row for page in pages for row in page[:HEAD_ROWS]):
        for start, end in _runs(reading, row):
            for pattern in (_STAMP, _CLOCK_STAMP):
                for match in pattern.finditer(reading, start, end):
                    if when := _when(match, reading):
                        yield when, match.start("day" if pattern is _STAMP else "month"), match.end("year")


def _below_label(reading: str, pages: Sequence[Sequence[Row]]) -> Iterator[Day]:
    """Days in a form, below "DATE TYPED" or the like; on the first page, as further ones may be of what is enclosed."""
    for page in pages[:1]:
        for n, row in enumerate(page):
            for box in _date_labels(row):
                high = max(1, box.bottom - box.top)
                for below in page[n + 1 : n + 1 + NEAR]:
                    for when, start, end in _apart(reading, below, short=True):
                        word = next(word.at for word in below.words if word.at.end > start)
                        if (
                            -ASIDE * high < word.left - box.left < ASIDE * high
                            and word.top < box.bottom + LOWER * high
                        ):
                            yield when, start, end


def _date_labels(row: Row) -> Iterator[Placed]:
    """Where such labels stand in a row."""
    listed = table("scan_heads")["dates"]
    for one, other in pairwise(row.words):
        if letters(one.text) in listed["labels"] and nearest(other.text, listed["what"]):
            yield one.at


def _near(reading: str, pages: Sequence[Sequence[Row]]) -> Iterator[Day]:
    """Days near labels; without any label, those at the top of the first page."""
    heads = [page[:HEAD_ROWS] for page in pages]
    near = []
    for head in heads:
        labels = [n for n, row in enumerate(head) if _is_label(row)]
        # Above the labels of such a form stand its drafter and the day of drafting.
        parties = (n for n, row in enumerate(head) if label(row.words[0].text) in ("from", "to"))
        below = next(parties, len(head)) if _is_telegraph_form(head) else 0
        near += [
            row for n, row in enumerate(head) if n >= below and any(abs(n - at) <= NEAR for at in labels)
        ]
    for row in near or [row for head in heads[:1] for row in head[:TOP_ROWS]]:
        yield from _apart(reading, row)


def _below_typist(reading: str, pages: Sequence[Sequence[Row]]) -> Iterator[Day]:
    for page in pages:
        for above, row in pairwise(page):
            if any(
                _TYPIST.fullmatch(reading[start:end].strip(" .,'‘")) for start, end in _runs(reading, above)
            ):
                yield from _apart(reading, row)


def _is_label(row: Row) -> bool:
    first = row.words[0].text
    return (
        label(first) is not None
        and any(sign in "".join(word.text for word in row.words[:2]) for sign in ":;")
    ) or (len(row.words) > 1 and is_memorandum(first) and is_for(row.words[1].text))


def _is_telegraph_form(head: Sequence[Row]) -> bool:
    names = table("scan_heads")["beside"]["telegraphs"]
    return any(letters(row.words[0].text) in names for row in head)


def _apart(reading: str, row: Row, *, short: bool = False) -> Iterator[Day]:
    """Days of a row that have nothing beside them but specks; ``short``: the year may have two figures."""
    for start, end in _runs(reading, row):
        found = [
            (d.when, d.start, d.end)
            for d in dates.find(reading, start, end)
            if _FULL_DAY.fullmatch(d.when.edtf) and not d.when.assumed
        ]
        for pattern in (_DAY_FIRST, _MONTH_FIRST):
            for match in pattern.finditer(reading, start, end):
                when = _when(match, reading)
                if when and (short or not when.assumed):
                    found.append((when, match.start(), match.end()))
        for when, first, last in found:
            before, behind = reading[start:first], reading[last:end]
            beside = (*before.split(), *behind.split())
            if not _FIGURE_LAST.search(before) and all(
                len(letters(word)) <= SPECKS or label(word) for word in beside
            ):
                yield when, first, last


def _runs(reading: str, row: Row) -> Iterator[tuple[int, int]]:
    """Spans of the row's words that stand together, in the text as on the sheet."""
    first = 0
    for n in range(1, len(row.words) + 1):
        if (
            n == len(row.words)
            or row.is_apart(n)
            or reading[row.words[n - 1].at.end : row.words[n].at.start].strip(" ")
        ):
            yield row.words[first].at.start, row.words[n - 1].at.end
            first = n


def _when(match: re.Match[str], reading: str) -> When | None:
    month = _month(match["month"])
    year = _whole_year("".join(match["year"].split()), reading)
    short = len(year) == 2
    if month is None or (short and int(year) < dates.PIVOT % 100):
        return None  # 31 to 99 are of the last century; of less, nothing is known
    number = "".join(match["day"].split())
    when = dates.parse(f"{number} {month} {'19' if short else ''}{year}")
    if when is None:
        return None
    start, end = min(match.start("day"), match.start("month")), match.end("year")
    assumed = f"year {year} read as 19{year}" if short else None
    return replace(when, as_written=reading[start:end], assumed=assumed)


def _whole_year(year: str, reading: str) -> str:
    """The year; where one of its two figures cannot be read, the one of the paper's other years that fits."""
    if len(year) != 2 or year.isdigit():
        return year
    fits = {
        other for other in YEAR.findall(reading) if any(a == b for a, b in zip(year, other[2:], strict=True))
    }
    return fits.pop() if len(fits) == 1 else "0"


@cache
def _month(word: str) -> str | None:
    """The month that a word is.

    >>> _month("FEB"), _month("OrtoLer"), _month("Cetoter"), _month("Ang"), _month("January"), _month("Dex")
    ('February', 'October', None, None, 'January', None)
    """
    bare = word.casefold()
    full = [name.casefold() for name in _MONTHS]
    short = [name for name in full if name[:3] == bare or (bare == "sept" and name == "september")]
    meant = short[0] if short else bare if bare in full else nearest(bare, full)
    return meant and meant.capitalize()


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
