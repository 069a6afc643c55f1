"""Document types: from the words of a heading or of the page's own "Type" to the contract's list.

The words stand in ``data/types.toml``. In a heading, a type named at its beginning beats one named
later ("Letter from X forwarding a memorandum" is a letter).

>>> find("Ciphered Telegram No. 12, Venn to Orlo").name
'telegram'
>>> find("Conversation of Venn and the Ambassador").name
'memorandum of conversation'
>>> find("Letter from Venn about the report of May").name
'letter'
>>> find("The Harbour in Winter") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fonds.data import table
from fonds.values.small_letters import in_small


@dataclass(frozen=True, slots=True)
class FoundType:
    """A type and the words that name it, with their offsets."""

    name: str
    as_written: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    """All words in one pattern, for text in small letters: the leftmost match wins, of several there the type listed first."""
    rows = table("types")["type"]
    types = "|".join(rf"(?P<t{n}>(?:{'|'.join(row['words'])})(?!\w))" for n, row in enumerate(rows))
    # What may not stand before a type comes first of all: most places of a text are ruled out by it.
    return re.compile(rf"(?<!\w)(?<!\w[’'])(?:{types})")


@lru_cache(maxsize=512)  # titles are asked for by several readers
def find(text: str, within: int | None = None) -> FoundType | None:
    """The type that a heading names first; of two that start together, the one listed first.

    With ``within``, only a type that starts in the first so many characters: much cheaper.
    """
    searched, pattern = in_small(text), _pattern()
    match: re.Match[str] | None = None
    if within is None:
        match = pattern.search(searched)
    else:
        for at, sign in enumerate(searched[:within]):
            if at and searched[at - 1].isalnum():
                continue  # inside a word
            if (sign.isalpha() or sign in "'’") and (match := pattern.match(searched, at)):
                break
    if match is None or match.lastgroup is None:
        return None
    start, end = match.span()
    return FoundType(table("types")["type"][int(match.lastgroup[1:])]["name"], text[start:end], start, end)


def parse(text: str) -> str | None:
    """The type of a label's value such as "Memorandum of Conversation" or "Cable"; None if unknown."""
    found = find(text.strip(), within=1)
    return found.name if found else None
