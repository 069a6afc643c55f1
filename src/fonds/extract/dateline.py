"""A date in the first or last lines of a paper for which nothing else gives one.

"adopted at its twelfth sitting, Ismara, 3 February 1958" under a resolution's title; "Done at Merrin,
4 June 1921" at a treaty's end. Only dates with their own year count; what stands amid prose does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fonds.extract.found import Found
from fonds.model import Finding, Problem
from fonds.values import dates

HEAD_LINES, FOOT_LINES = 6, 3
MAX_LINE = 160
"""Characters; a longer line is prose."""
CONFIDENCE = 0.6


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """At most one date."""
    if found.best("date") is not None:
        return
    body = found.body
    for line in [*body[:HEAD_LINES], *reversed(body[max(HEAD_LINES, len(body) - FOOT_LINES) :])]:
        if len(line.text) > MAX_LINE or not any(c.isdigit() for c in line.text):
            continue
        for date in dates.find(line.text):
            if date.when.edtf[:4].isdigit() and not date.when.assumed and len(date.when.edtf) >= 7:
                span = (line.start + date.start, line.start + date.end)
                day = replace(date.when, edtf=date.when.edtf.split("T")[0])
                yield Finding("date", day, *span, "dateline/line", CONFIDENCE)
                return
