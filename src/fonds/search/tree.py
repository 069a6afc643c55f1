"""The parts of a query: small values that form a tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document: the empty query."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word as typed, found in every inflection; with a hyphen inside, several words in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words in this order."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents whose date may lie between two ISO days, both included; ``None`` leaves an end open."""

    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A query that holds in one part of the record only; ``name`` is a key of ``FIELDS``."""

    name: str
    part: Query


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that the part does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class And:
    """Documents that every part finds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that at least one part finds."""

    parts: tuple[Query, ...]


Leaf: TypeAlias = Term | Phrase | Prefix
Query: TypeAlias = Everything | Term | Phrase | Prefix | DateRange | Field | Not | And | Or

FIELDS = {
    "title": "titled",
    "text": "with the text",
    "from": "from",
    "to": "to",
    "person": "naming",
    "place": "naming the place",
    "source": "with the source",
    "archive": "kept at",
    "collection": "in the collection",
    "id": "with the id",
    "type": "of the type",
    "lang": "in the language",
    "class": "marked",
}
"""Name of a field -> the words that lead its value in."""

EXACT_FIELDS = frozenset({"id", "type", "lang", "class"})
"""Fields whose whole value is compared, not the words in it."""


def conjunction(parts: Iterable[Query]) -> Query:
    """The parts joined by AND, without needless nesting.

    >>> conjunction([Term("a"), And((Term("b"), Everything()))])
    And(parts=(Term(text='a'), Term(text='b')))
    """
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    rest = tuple(part for part in flat if not isinstance(part, Everything))
    return Everything() if not rest else rest[0] if len(rest) == 1 else And(rest)
