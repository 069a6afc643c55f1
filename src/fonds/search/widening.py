"""A query widened by the other known forms of the names in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from fonds.search.text import row
from fonds.search.tree import EXACT_FIELDS, And, Field, Or, Phrase, Query, Term, conjunction

LONGEST_NAME = 4
"""Words of a name that stand side by side in a query."""
MAX_FORMS = 20
"""Other forms of one name that are searched."""

Added: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""(name in the query, other forms of it)."""


def widen(tree: Query, forms: Callable[[str], Iterable[str]]) -> tuple[Query, Added]:
    """The query with other forms of its names as alternatives, and what was added: (name, forms).

    ``forms`` is asked for each word, phrase and run of up to four words of the query; what is excluded
    and what is compared whole (a type, an id) is left as it is.
    """
    added: dict[str, tuple[str, ...]] = {}

    def known(name: str) -> tuple[str, ...]:
        same = row(name)
        found = tuple(dict.fromkeys(form for form in forms(name) if row(form) not in ("", same)))
        return found[:MAX_FORMS]

    def wider(node: Query, name: str) -> Query:
        found = known(name)
        if not found:
            return node
        added[name] = found
        return Or((node, *(Phrase(form) for form in found)))

    def walk(node: Query) -> Query:
        match node:
            case Term(text) | Phrase(text):
                return wider(node, text)
            case Field(name, part) if name not in EXACT_FIELDS:
                return Field(name, walk(part))
            case Or(parts):
                return Or(tuple(map(walk, parts)))
            case And(parts):
                return conjunction(runs(parts))
            case _:
                return node

    def runs(parts: tuple[Query, ...]) -> Iterator[Query]:
        at = 0
        while at < len(parts):
            run: list[Query] = []
            for part in parts[at : at + LONGEST_NAME]:
                if not isinstance(part, Term):
                    break
                run.append(part)
            for size in range(len(run), 1, -1):
                name = " ".join(part.text for part in run[:size] if isinstance(part, Term))
                if known(name):
                    yield wider(And(tuple(run[:size])), name)
                    at += size
                    break
            else:
                yield walk(parts[at])
                at += 1

    return walk(tree), tuple(added.items())
