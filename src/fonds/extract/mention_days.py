"""Days told beside a word: behind it, before it, within what follows, or counted from the day of the paper."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fonds.data import table
from fonds.extract import mention_forms as forms
from fonds.model import When
from fonds.values import dates

FAR_YEARS = 20
"""A "year" further from the document's own is the next number in a row."""
_DAY = re.compile(r",?\s+(?:of\s+|dated\s+)?[A-Z][a-z]{2,8}\.?\s\d")
_ROW = re.compile(r",?\s+(?P<year>\d{4})$")
# The first sign stands by itself, so that the search can leap to it.
TELLS_DAY = re.compile(
    r"[\dYyTtLl](?:(?<=\d)|(?<=[Yy])esterday|(?<=[Tt])oday|(?<=[Tt])his (?:morning|afternoon|evening)|(?<=[Ll])ast night)"
)

_COUNTED = table("mentions")["counted_days"]
_COUNTED_DAY = re.compile(
    rf",?\s(?:(?P<words>(?i:{'|'.join(word.replace(' ', chr(92) + 's') for words in _COUNTED.values() for word in words)}))"
    r"|(?:(?:on|last|of\slast)\s)?(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:morning|afternoon|evening|night))?)\b"
)
"""A day counted from that of the paper: "last evening", "on Monday"."""
_DAYS_OF_WORDS = {word: int(days) for days, words in _COUNTED.items() for word in words}
_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")


def _day_counted(words: str | None, weekday: str | None, sent: date | None) -> str | None:
    """The day that such words mean in a paper sent on a day; a weekday is the last one before it.

    >>> _day_counted("last night", None, date(1931, 5, 19)), _day_counted(None, "Mon", date(1931, 5, 19))
    ('1931-05-18', '1931-05-18')
    """
    if sent is None:
        return None
    if words:
        return (sent + timedelta(_DAYS_OF_WORDS[" ".join(words.lower().split())])).isoformat()
    back = (sent.weekday() - _WEEKDAYS.index(weekday or "Mon") - 1) % 7 + 1
    return (sent - timedelta(back)).isoformat()


class Days:
    """The days of one text, which are read in the ``context`` of its paper."""

    def __init__(self, text: str, context: dates.DateContext) -> None:
        self.text, self.context = text, context

    def date_at(self, at: int, in_row: bool = False) -> tuple[When, int] | None:
        """A date that follows at once, behind "of", "dated" or a comma."""
        text = self.text
        lead = forms.DATE_LEAD.match(text, at)
        if lead is None:
            return None
        start = lead.end()
        end = min(len(text), start + 48)
        if forms.BARE_DAY.match(text, start):
            start = at  # "of the 16th": the words before it tell that it is a day
        found = next(iter(dates.find(text, start, end, self.context)), None)
        if found and start == at and found.start <= lead.end():
            return found.when, found.end
        if (
            found
            and in_row
            and (row := _ROW.search(text, found.start, found.end))
            and self.context.year is not None
            and abs(int(row["year"]) - self.context.year) > FAR_YEARS
        ):
            # "1805, July 25, 1859, August 1": the next number in a row is no year.
            found = next(iter(dates.find(text, start, row.start(), self.context)), None)
        return (found.when, found.end) if found and found.start <= start + 1 else None

    def day_at(self, at: int) -> tuple[When, int] | None:
        """A date that follows, or a day told from that of the paper: "yesterday", "last Tuesday"."""
        return self.date_at(at) or self.counted(at)

    def counted(self, at: int) -> tuple[When, int] | None:
        """ "today", "last evening", "on Monday", counted from the day of the paper."""
        match = _COUNTED_DAY.match(self.text, at) if self.context.sent else None
        if match is None:
            return None
        day = _day_counted(match["words"], match["weekday"], self.context.sent)
        if day is None:
            return None
        when = When(day, match.group(0).strip(" ,"), day, day, assumed="counted from the document's date")
        return when, match.end()

    def within(self, start: int, end: int) -> When | None:
        """The day at the end of what follows a noun: "which he handed to Venn on April 12"."""
        if forms.TOLD_OF.search(self.text, start, end):
            return None
        for match in forms.ON_DAY.finditer(self.text, start, end):
            found = self.day_at(match.end())
            if found and found[1] >= end - 1:
                return found[0]
        return None

    def before(self, start: int, end: int) -> When | None:
        """ "your January 27 letter", "the March 6, 1956, meeting"."""
        if end - start < 6 or not TELLS_DAY.search(self.text, start, end):
            return None
        for found in dates.find(self.text, start, end, self.context):
            if len(self.text[found.end : end].strip(" ,")) < 25:
                return found.when
        return None

    def follows(self, at: int) -> bool:
        return _DAY.match(self.text, at) is not None
