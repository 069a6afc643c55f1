"""What lies with a paper and is named by that alone: "Tab A", "the attached photo"."""

from __future__ import annotations

import re

from fonds.extract import mention_forms as forms
from fonds.extract.mention_line import Line
from fonds.extract.mention_words import Hit
from fonds.extract.referents import Mention

NEXT_NOUN = 40
"""Characters within which a noun of the table is what is attached, and is read as such."""
_BEFORE = re.compile(r"(?:\b[Tt]he|\b[Aa]n?|\b[Tt]wo|\b[Tt]hree|\b[Ss]ee)\s$")
_WORD = rf"\s(?!(?:{'|'.join(forms.NO_THING)})\b)[a-z][\w-]*"
_THING = re.compile(rf"{_WORD}(?:{_WORD}(?=[.,;:)\n]))?")


def lettered(line: Line, hit: Hit) -> Mention | None:
    """ "Tab A": an enclosure named alone."""
    match = forms.LETTERED.match(line.text, hit.end)
    if match is None or not line.text[hit.start].isupper():
        return None
    return Mention(line.text[hit.start : match.end()], hit.start, match.end(), "paper", "", enclosed=True)


def attached(line: Line, n: int, hit: Hit) -> Mention | None:
    """ "the attached photo": a thing of which the table has no noun."""
    text = line.text
    if line.is_hit(n, hit.end, hit.end + NEXT_NOUN):
        return None
    lead = _BEFORE.search(text, max(0, hit.start - 6), hit.start)
    if lead is None and not text[hit.start].isupper():
        return None
    thing = _THING.match(text, hit.end)
    if thing is None:
        return None
    start = lead.start() if lead else hit.start
    return Mention(text[start : thing.end()], start, thing.end(), "paper", "", enclosed=True)
