"""Numbers that papers bear in a series whose name is part of the number: NSC 5503, JCSM-1041-64, NIE 58-67.

A series is named by letters, or by the words of which these are the initials. A number of several parts is
known without them: "NIE-100-8-58" and "SNIE 100-8-58" are one. Its parts stay apart in the key, which no
number of a telegram does.

>>> key("JCSM-1041-64"), key("CFEP 574/1"), key("NIE–100–8–58"), key("46")
('1041/64', 'cfep5741', '100/8/58', None)
>>> worded("Harbour Safety Action Memorandum No. 151 of April 24"), worded("Embassy Telegram 151")
('hsam151', None)

Limits: Latin letters.
"""

from __future__ import annotations

import re

__all__ = ["key", "worded"]

PARTS = 5
"""Digits of a number of several parts that is known without its letters."""

_NUMBER = re.compile(
    r"(?P<letters>[A-Z]{2,8}(?:\s(?:Action|Memo|Document|Paper))?)[\s–-]*(?:(?:No\.?|Number)\s*)?"
    r"(?P<figures>\d{1,6}[A-Z]?(?:[–/.-]\d{1,4}[A-Z]?)*)"
)
_WORDED = re.compile(
    r"(?P<words>(?:[A-Z][a-z]+\s){3,6})(?:(?:No\.?|Number)\s*)?(?P<figures>\d{1,6}(?:[–/.-]\d{1,4})*)(?!\w)"
)
_NO_SERIES = frozenset(
    ("EO", "NO", "TO", "FROM", "PART", "COPY", "PAGE", "BOX", "TAB", "ANNEX", "POL", "REF", "TOP")
)


def key(number: str | None) -> str | None:
    """The comparison key of a number in a series; None for one without a series."""
    match = _NUMBER.fullmatch(number.strip()) if number else None
    if match is None or match["letters"] in _NO_SERIES:
        return _without_letters(number) if number else None
    return _without_letters(match["figures"]) or _joined(match["letters"], match["figures"])


def worded(wording: str) -> str | None:
    """The key of a number whose series is written out at the beginning of a wording."""
    match = _WORDED.match(wording.removeprefix("the ").removeprefix("The "))
    if match is None:
        return None
    return _joined("".join(word[0] for word in match["words"].split()), match["figures"])


def _joined(letters: str, figures: str) -> str:
    return "".join(c for c in (letters + figures).casefold() if c.isalnum())


def _without_letters(figures: str) -> str | None:
    parts = re.findall(r"\d+[A-Z]?", figures) if re.fullmatch(r"[\dA-Z–/.-]+", figures) else []
    joined = "/".join(parts).casefold()
    several = len(parts) > 1 and "-" in figures.replace("–", "-")
    return joined if several and sum(map(str.isalnum, joined)) >= PARTS else None
