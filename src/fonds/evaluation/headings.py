"""What an edition's heading says of the type of a paper, and the mark a printed line bears.

These are rules of the truth, so they share nothing with the reader's tables: a fault that both had would not show.
"""

from __future__ import annotations

import re

# How the headings of printed editions begin, the longer beginning first.
_BEGINNINGS = (
    (r"editorial note", "editorial note"),
    (r"memorand(?:um|a) of (?:a )?(?:telephone )?conversation", "memorandum of conversation"),
    (r"(?:circular )?telegram", "telegram"),
    (r"airgram", "airgram"),
    (r"d[ei]spatch", "despatch"),
    (r"letter", "letter"),
    (r"(?:united states |u\.s\. )?(?:minutes|memorandum of discussion)", "minutes"),
    (r"report|(?:special )?national intelligence estimate", "report"),
    (r"note (?:from|by|verbale)", "note"),
    (r"memorandum (?:from|by|prepared|for|to)", "memorandum"),
)
_TYPES = tuple((re.compile(rf"(?:{form})\b", re.IGNORECASE), name) for form, name in _BEGINNINGS)
_NUMBER = re.compile(r"\[?\d+[a-z]?\.?\]?\s+")
_FILED = re.compile(r": *(telegram|airgram|despatch)\b", re.IGNORECASE)
_MARK = re.compile(
    r"\b(?:top secret|secret|confidential|restricted|limited official use|official use only|unclassified)\b",
    re.IGNORECASE,
)


def without_number(heading: str) -> str:
    """The heading without the paper's number in the edition: "12. Letter From ..." """
    return _NUMBER.sub("", heading, count=1) if _NUMBER.match(heading) else heading


def type_of(heading: str, source: str = "") -> str | None:
    """The type that a heading states, or that stands behind the file number in a source note: "893.51/7717: Telegram"."""
    for beginning, name in _TYPES:
        if beginning.match(heading):
            return name
    filed = _FILED.search(source)
    return filed[1].lower() if filed else None


def mark_in(text: str) -> str | None:
    """The first classification mark, in lower case."""
    found = _MARK.search(text)
    return found[0].lower() if found else None
