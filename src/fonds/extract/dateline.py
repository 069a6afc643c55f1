"""A date in the first or last lines of a paper for which nothing else gives one.

"adopted at its twelfth sitting, Ismara, 3 February 1958" under a resolution's title; "Done at Merrin,
4 June 1921" at a treaty's end. Only dates with their own year count; what stands amid prose does not.
In the head of a conversation's record or of minutes such a date is the day on which people met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from fonds.extract.found import Found
from fonds.extract.title_parties import CONVERSATIONS
from fonds.model import Finding, Problem
from fonds.values import dates
from fonds.values.lines import Line

HEAD_LINES, FOOT_LINES = 6, 3
MAX_LINE = 160
"""Characters; a longer line is prose."""
CONFIDENCE = 0.6
_PROSE = re.compile(r"\s+[a-z]{2,}\s+[a-z]{2,}\b")


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """At most one date of the document, and one of the event."""
    body = found.body
    head, foot = body[:HEAD_LINES], body[max(HEAD_LINES, len(body) - FOOT_LINES) :]
    # On page images, what stands in such a line is often prose or a form: ``scan_head`` says what is sure.
    if found.best("date") is None and not found.all("undated") and not found.draft.layout:
        yield from islice(_dates("date", [*head, *reversed(foot)]), 1)
    if found.best("type") in CONVERSATIONS and found.best("event_date") is None:
        yield from islice(_dates("event_date", head), 1)


def _dates(field: str, lines: list[Line]) -> Iterator[Finding]:
    """The days and months in lines that are no prose."""
    for line in lines:
        if len(line.text) > MAX_LINE or not any(c.isdigit() for c in line.text):
            continue
        for date in dates.find(line.text):
            if _PROSE.match(line.text, date.end):
                continue  # "October 1957 was not known to"
            first = date.when.edtf.partition("/")[0]  # "1964–1968" is in the name of a volume
            if first[:4].isdigit() and not date.when.assumed and len(first) >= 7:
                span = (line.start + date.start, line.start + date.end)
                day = replace(date.when, edtf=date.when.edtf.split("T")[0])
                yield Finding(field, day, *span, "dateline/line", CONFIDENCE)
