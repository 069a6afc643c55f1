"""The user's query as a tree, and in words.

What can be typed (the words AND, OR, NOT in capitals; a field name may be in any case):

    air force                both words, in any form ("forces" too)
    "air force"              exactly these words in this order
    soviet OR russian        either; ``|`` says the same
    soviet -army             without; ``NOT army`` says the same
    (a OR b) c               AND binds closer than OR, so parentheses part them
    telegr*                  words that begin so
    title: text: source: person: from: to: place: archive: collection:   in that part only
    id: type: lang: class:   exactly that value
    1950..1953   1952-07..   dates from .. to, either end may be open
    after:1952-07  before:1953  since:1952-07  until:1953  on:1952-07-18  date:1950-1953  year:1952

``after`` and ``before`` leave the named period out, ``since`` and ``until`` take it in. A date range
finds every document whose own date may lie in it.

``parse`` never raises: what cannot be understood is taken as words or left out, and a note says so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from fonds.search import text as words

MAX_CHARACTERS = 1000
MAX_CLAUSES = 64
MAX_DEPTH = 8


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
    "title": "in the title",
    "text": "in the text",
    "from": "from",
    "to": "to",
    "person": "about or by",
    "place": "on",
    "source": "with the source",
    "archive": "kept at",
    "collection": "in the collection",
    "id": "with the id",
    "type": "of the type",
    "lang": "in the language",
    "class": "marked",
}
"""Name of a field -> how ``in_words`` leads it in."""

EXACT_FIELDS = frozenset({"id", "type", "lang", "class"})
"""Fields whose whole value is compared, not the words in it."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query understood: ``tree``, ``notes`` on what was not (sentences), ``words`` saying it in English."""

    tree: Query = field(default_factory=Everything)
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The query in plain English: 'telegrams from Roshchin, dated 1950 to 1953, with "air force"'."""
        return in_words(self.tree)


def parse(text: str) -> Parsed:
    """Understands what a person typed; never raises. Past the bounds the rest is left out, with a note."""
    raise NotImplementedError


def in_words(tree: Query) -> str:
    """The query in plain English."""
    raise NotImplementedError


def widen(
    parsed: Parsed, forms: Callable[[str], Iterable[str]]
) -> tuple[Parsed, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The query with other forms of its names as alternatives, and what was added: (name, forms).

    ``forms`` is asked for each word, phrase and run of up to four words of the query.
    """
    raise NotImplementedError
