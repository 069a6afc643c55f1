"""Documents as tables: one of documents, and one for each list that a document holds.

Tables and columns follow the dataclasses of ``fonds.model``, so that a new key of a document is a new column without
a line here. A date gives four columns (``date_edtf`` and so on), a person or place the name, a list of several values
one text with `` | `` between. What counts in the reading text only (evidence, paragraphs) is in the JSON.

>>> [table.name for table in TABLES][:4]
['documents', 'classification', 'participants', 'messages']
>>> [column.name for column in TABLES[0].columns][:5]
['id', 'title', 'date_edtf', 'date_as_written', 'date_earliest']
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from fonds.data import table as words
from fonds.model import Document, When, Where, Who

BETWEEN = " | "
"""Stands between the values of a list."""
KINDS = {str: "string", int: "integer", bool: "boolean", float: "number"}
LEFT_OUT = ("evidence", "paragraphs")
"""Lists that have no table."""
_DATE = {
    "edtf": "as EDTF",
    "as_written": "as written",
    "earliest": "the first day it may mean",
    "latest": "the last day it may mean",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is a type of Frictionless' table schema; ``get`` takes the value out of a row's dataclass."""

    name: str
    kind: str
    description: str
    get: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` gives the values of one document, in the order of the columns."""

    name: str
    description: str
    columns: tuple[Column, ...]
    field: str | None

    def rows(self, document: Document) -> Iterator[tuple[Value, ...]]:
        """Its rows in this table; those of lists begin with the document's id and their place, from 0."""
        if self.field is None:
            yield tuple(column.get(document) for column in self.columns)
            return
        own = self.columns[2:]
        for n, item in enumerate(getattr(document, self.field)):
            yield (document.id, n, *(column.get(item) for column in own))


def safe(value: Value) -> Value:
    """A value for CSV: what a spreadsheet would take for a formula gets an apostrophe before it.

    >>> safe("=1+1"), safe("- none"), safe(-1), safe("none")
    ("'=1+1", "'- none", -1, 'none')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _plain(hint: Any) -> Any:
    """The type behind ``X | None``."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(a for a in typing.get_args(hint) if a is not types.NoneType)
    return hint


def _columns(kind: type) -> Iterator[Column]:
    hints = typing.get_type_hints(kind)
    told = words("words")["document"] if kind is Document else {}
    for field in fields(kind):
        name, hint = field.name.rstrip("_"), _plain(hints[field.name])
        get = attrgetter(field.name)
        said = told.get(name) or f"`{name}` of a {kind.__name__} in the contract"
        if typing.get_origin(hint) is tuple:
            (item,) = (a for a in typing.get_args(hint) if a is not Ellipsis)
            if item is str:
                yield Column(
                    name, "string", f"{said}; several with “{BETWEEN.strip()}” between", _joined(get)
                )
            elif item in (Who, Where) and kind is not Document:
                yield Column(
                    name, "string", f"{said}; names, several with “{BETWEEN.strip()}” between", _names(get)
                )
        elif hint is When:
            for part, meaning in _DATE.items():
                yield Column(f"{name}_{part}", "string", f"{said}; {meaning}", _part(get, part))
        elif hint in (Who, Where):
            yield Column(name, "string", f"{said}; the name", _part(get, "name"))
        elif isinstance(hint, type) and is_dataclass(hint):
            for inner in fields(hint):
                kind_of = KINDS.get(_plain(typing.get_type_hints(hint)[inner.name]))
                if kind_of:
                    yield Column(
                        f"{name}_{inner.name}", kind_of, f"{said}; {inner.name}", _part(get, inner.name)
                    )
        elif hint in KINDS:
            offset = hint is int and field.default == -1
            yield Column(name, KINDS[hint], said, _offset(get) if offset else get)


def _joined(get: Callable[[Any], Any]) -> Callable[[Any], Value]:
    return lambda row: BETWEEN.join(get(row)) or None


def _names(get: Callable[[Any], Any]) -> Callable[[Any], Value]:
    return lambda row: BETWEEN.join(item.name for item in get(row)) or None


def _part(get: Callable[[Any], Any], part: str) -> Callable[[Any], Value]:
    def value(row: Any) -> Value:
        whole = get(row)
        found: Value = getattr(whole, part) if whole is not None else None
        return found

    return value


def _offset(get: Callable[[Any], Any]) -> Callable[[Any], Value]:
    return lambda row: None if get(row) < 0 else get(row)


@cache
def _tables() -> tuple[Table, ...]:
    told = words("words")["document"]
    found = [Table("documents", "One row a document.", tuple(_columns(Document)), None)]
    hints = typing.get_type_hints(Document)
    for field in fields(Document):
        inner = [a for a in typing.get_args(hints[field.name]) if isinstance(a, type) and is_dataclass(a)]
        if typing.get_origin(hints[field.name]) is tuple and inner and field.name not in LEFT_OUT:
            keys = (
                Column("document", "string", "id of the document", attrgetter("id")),
                Column("n", "integer", "place in the document's list, from 0", lambda _: None),
            )
            meaning = " ".join((inner[0].__doc__ or "").split())
            found.append(
                Table(field.name, f"{told[field.name]}. {meaning}", (*keys, *_columns(inner[0])), field.name)
            )
    return tuple(found)


TABLES = _tables()
