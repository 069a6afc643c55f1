"""A query in plain English, for "what was searched"."""

from __future__ import annotations

from collections.abc import Sequence

from fonds.model.document import TYPES
from fonds.search import periods
from fonds.search.text import row
from fonds.search.tree import (
    FIELDS,
    And,
    DateRange,
    Everything,
    Field,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)

# The order in which clauses are said: who, where, when, what, and what not.
ORDER = ("from", "to", "person", "place", "dated", "class", "lang", "title", "with", "text")


def in_words(tree: Query) -> str:
    """The query in plain English.

    >>> in_words(Or((Term("Peking"), Term("Beijing"))))
    'documents with “Peking” or “Beijing”'
    """
    parts = tree.parts if isinstance(tree, And) else (tree,)
    types = [p for p in parts if isinstance(p, Field) and p.name == "type" and _plural(p.part)]
    noun = _plural(types[0].part) if len(types) == 1 else "documents"
    others = [p for p in parts if not isinstance(p, Everything) and not (len(types) == 1 and p is types[0])]
    with_all = tuple(p for p in others if isinstance(p, Leaf))
    said = sorted(((_rank(p), _clause(p)) for p in others if not isinstance(p, Leaf)), key=lambda s: s[0])
    if with_all:
        said.append((_rank(with_all[0]), "with " + _listed([_value(p) for p in with_all], "and")))
    clauses = [clause for _, clause in sorted(said, key=lambda s: s[0])]
    if not others:
        return f"all {noun}"
    return f"{noun} {', '.join(clauses)}"


def _clause(node: Query) -> str:
    """What a part asks for, as it follows "documents"."""
    match node:
        case Term() | Phrase() | Prefix():
            return f"with {_value(node)}"
        case Field(name, part):
            return f"{FIELDS[name]} {_value(part)}"
        case DateRange(earliest, latest):
            return f"dated {periods.in_words((earliest, latest))}"
        case Not(part):
            said = _clause(part)
            return f"without {said.removeprefix('with ')}" if said.startswith("with ") else f"not {said}"
        case Or(parts) | And(parts):
            joint = "or" if isinstance(node, Or) else "and"
            if _is_words(node):
                return f"with {_value(node)}"
            return _listed([_grouped(part, _clause(part)) for part in parts], joint)
        case Everything():
            return "of any kind"


def _value(node: Query) -> str:
    """The words of a part, in quotation marks."""
    match node:
        case Term(text) | Phrase(text):
            return f"“{text}”"
        case Prefix(text):
            return f"words beginning “{text}”"
        case Or(parts):
            return _listed([_grouped(part, _value(part)) for part in parts], "or")
        case And(parts):
            return _listed([_grouped(part, _value(part)) for part in parts], "and")
        case Not(part):
            return f"not {_value(part)}"
        case _:
            return _clause(node)


def _is_words(node: Query) -> bool:
    return all(map(_is_words, node.parts)) if isinstance(node, And | Or) else isinstance(node, Leaf)


def _grouped(node: Query, said: str) -> str:
    return f"({said})" if isinstance(node, And | Or) else said


def _listed(said: Sequence[str], joint: str) -> str:
    *most, last = said
    return f"{', '.join(most)} {joint} {last}" if most else last


def _rank(node: Query) -> int:
    if isinstance(node, Not):
        return len(ORDER) + 2
    name = node.name if isinstance(node, Field) else "dated" if isinstance(node, DateRange) else "with"
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _plural(node: Query) -> str | None:
    """Documents of a type, if the node names one: memoranda of conversation."""
    if not isinstance(node, Term | Phrase):
        return None
    known = {row(name): name for name in TYPES if name != "other"}
    name = known.get(row(node.text))
    if name is None:
        return None
    head, _, rest = name.rpartition(" ") if name == "editorial note" else ("", "", name)
    first, space, rest = rest.partition(" ")
    if first.endswith("um"):
        first = first.removesuffix("um") + "a"
    elif first.endswith("y"):
        first = first.removesuffix("y") + "ies"
    elif first.endswith("ch"):
        first += "es"
    elif not first.endswith("s"):
        first += "s"
    return f"{head} {first}{space}{rest}".strip()
