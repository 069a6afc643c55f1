"""A text in which mentions are read, and what is asked of the words around a place of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fonds.extract.mention_days import TELLS_DAY, Days
from fonds.extract.mention_words import Hit
from fonds.values import dates

# Letters without which a pattern cannot match: looking for them is far cheaper than the pattern.
ENCLOSING = ("ttach", "nclos", "ppend", "nnex", "erewith", "ccompan")
_OWN_NUMBER = re.compile(r"(?:['’]s|\b[Yy]our|\b[Mm]y)\s$")


def speaks_of_enclosures(text: str) -> bool:
    """Whether a text may say of a paper that it lies with it: a cheap look before the patterns."""
    return any(hint in text for hint in ENCLOSING)


class Line:
    """One text being read. ``at``: where the last mention ends."""

    def __init__(self, text: str, context: dates.DateContext, hits: Sequence[Hit], encloses: bool) -> None:
        self.text, self.hits, self.encloses = text, hits, encloses
        self.days = Days(text, context)
        self.at = 0

    def is_dated(self, low: int, high: int) -> bool:
        """Whether a figure or day stands between, or the text encloses something: else no such thing can be told."""
        return self.encloses or TELLS_DAY.search(self.text, low, high) is not None

    def behind(self, at: int) -> tuple[str, str]:
        """The last word before ``at``, and the one before it, in small letters."""
        words = self.text[max(0, at - 24) : at].lower().split()
        return (words[-1] if words else "", words[-2] if len(words) > 1 else "")

    def is_hit(self, n: int, start: int, end: int) -> bool:
        """Whether a further mention may begin between."""
        return any(start <= hit.start < end for hit in self.hits[n + 1 : n + 6])

    def speaks_of_another(self, n: int, end: int) -> bool:
        """Whether a further paper stands before ``end``: it is a mention of its own."""
        for hit in self.hits[n + 1 : n + 12]:
            if hit.start >= end:
                return False
            before = self.text[max(0, hit.start - 12) : hit.start]
            if hit.form is None:
                another = _OWN_NUMBER.search(before) is not None
            elif hit.form.role == "noun":
                another = hit.form.needs == "a word" and not before.lower().endswith("this ")
            else:
                another = hit.form.role in ("coined", "series")
            if another:
                return True
        return False


def bracketed(text: str, start: int, end: int) -> int:
    """The end of a wording, so that it does not end with half a bracket."""
    opened, closed = text.count("(", start, end), text.count(")", start, end)
    if opened < closed and text[end - 1] == ")":
        return end - 1
    return end + 1 if opened > closed and text[end : end + 1] == ")" else end
