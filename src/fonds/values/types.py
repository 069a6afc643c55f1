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
from functools import cache

from fonds.data import table


@dataclass(frozen=True, slots=True)
class FoundType:
    """A type and the words that name it, with their offsets."""

    name: str
    as_written: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["name"], re.compile(rf"(?<![\w’'])(?:{'|'.join(row['words'])})(?!\w)", re.IGNORECASE))
        if row["words"][0][0] != "["
        else (row["name"], re.compile("|".join(row["words"])))
        for row in table("types")["type"]
    )


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for _, pattern in _patterns()), re.IGNORECASE)


def find(text: str) -> FoundType | None:
    """The type that a heading names first; of two that start together, the one listed first."""
    best: FoundType | None = None
    for name, pattern in _patterns():
        match = pattern.search(text)
        if match and (best is None or match.start() < best.start):
            best = FoundType(name, match.group(0), match.start(), match.end())
    return best


def parse(text: str) -> str | None:
    """The type of a label's value such as "Memorandum of Conversation" or "Cable"; None if unknown."""
    found = find(text.strip())
    return found.name if found and found.start == 0 else None
