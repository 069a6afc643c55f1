"""Meetings told by their verb: "he talked with Venn May 3"."""

from __future__ import annotations

import re

from fonds.extract import mention_forms as forms
from fonds.extract.mention_line import Line
from fonds.extract.mention_owners import who
from fonds.extract.mention_words import Form, Hit
from fonds.extract.referents import Mention

_PASSIVE = re.compile(r"\b(?:been|being|having|was|were|is|are|may have|will have|should have)\s+$")
_NOT = re.compile(r"\b(?:not|never|be|to)\s+$")


def met(line: Line, hit: Hit, form: Form) -> Mention | None:
    """ "He talked with Venn May 3", "told Venn of this on May 3": a meeting told by its verb, with its day."""
    later: re.Match[str] | None = None
    match = forms.MET.match(line.text, hit.end)
    if match is None or _NOT.search(line.text, max(0, hit.start - 10), hit.start):
        return None
    if form.firm == "always" and not match["with"]:
        return None
    by_itself = (
        form.firm == "with"
        and match["with"] == "with"
        and not _PASSIVE.search(line.text, max(0, hit.start - 14), hit.start)
    )
    firm = form.firm == "always" or by_itself
    date, end = line.days.day_at(match.end()) or (None, match.end())
    further = forms.MET_LATER.match(line.text, hit.end) if date is None else None
    if further and (day := line.days.day_at(further.end())):
        match, (date, end) = further, day
    if date is None and (later := forms.TAIL_WHEN.match(line.text, end)):
        end = later.end()
    elif date is None and (later := forms.MATTER_AND_DAY.match(line.text, end)):
        date, end = line.days.day_at(later.end()) or (None, end)
    if date is None and not later and (not firm or match["name"] in forms.PRONOUNS):
        return None
    if several := forms.LIST.match(line.text, end):
        end = several.end()
    written = line.text[hit.start : end]
    return Mention(written, hit.start, end, "conversation", "", None, who(match["name"]), date)
