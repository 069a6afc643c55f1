"""Which column of a table is which field: by a mapping file beside it, by a known kind of dump, by the fields' own names.

Known dumps stand in ``data/dump_columns.toml``. A mapping file ``papers.mapping.toml`` lies beside ``papers.csv``
or ``papers.db`` and has the same shape, with these settings besides, all optional: ``dates`` ("day-first" or
"month-first", for dates of three numbers), ``separator`` (between the values of a list), ``delimiter`` (between
the cells of a CSV), ``table`` (of a database).

>>> columns = find(["Title", "Text", "shelf"])
>>> columns.values({"Title": "A lamp", "Text": "It is lit.", "shelf": "3"})[0]
{'title': ['A lamp'], 'text': ['It is lit.']}
"""

from __future__ import annotations

import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from fonds.data import table
from fonds.importers.composing import compose, date_problems, fields
from fonds.importers.importer import MAX_BYTES, Member, drafts_of
from fonds.model import Draft, Original, Problem
from fonds.model.problems import problem

SUFFIX = ".mapping.toml"
"""Ends the name of a mapping file."""
MAX_MAPPING_BYTES = 1024 * 1024
MAX_COLUMNS = 2000
MAX_ITEMS = 10_000
"""Values in one cell; what is beyond them is left out."""
MAX_KEY = 300
OTHER_NAMES = {"identifier": "record_id", "id": "record_id", "url": "address", "uri": "address"}
"""Names that fields go by too, where the columns have the fields' own names."""
ROW = b'{"row":'
"""What the bytes of a row begin with, by which they are told from those of a whole file."""
_TEMPLATE = re.compile(r"\{(\w+)\}")


class BadMapping(ValueError):
    """A mapping file that cannot be used; the words say why."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Column -> field, and how cells are written. ``ignored``: columns that no field was found for."""

    fields: Mapping[str, str]
    addresses: tuple[str, ...] = ()
    day_first: bool | None = None
    separator: str | None = None
    delimiter: str | None = None
    table: str | None = None
    ignored: tuple[str, ...] = ()

    def values(self, row: Mapping[str, str | None]) -> tuple[dict[str, list[str]], list[Problem]]:
        """What the row holds, by field, and what is wrong with its cells."""
        found: dict[str, list[str]] = {}
        problems: list[Problem] = []
        for column, field in self.fields.items():
            cell = (row.get(column) or "").replace("\r\n", "\n").strip()
            if not cell:
                continue
            items, fault = self._items(field, cell)
            if fault:
                problems.append(problem("malformed-list", column=column, reason=fault))
            if items:
                found.setdefault(field, []).extend(items)
        known = {field: items[0] for field, items in found.items()}
        others = [
            _TEMPLATE.sub(lambda name: known[name[1]], address)
            for address in self.addresses
            if all(name in known for name in _TEMPLATE.findall(address))
        ]
        if others:
            found.setdefault("addresses", []).extend(others)
        return found, problems

    def _items(self, field: str, cell: str) -> tuple[list[str], str | None]:
        """The values of a cell, and what is wrong with it."""
        if not table("row_fields").get(field, {}).get("list"):
            return [cell], None
        fault = None
        if cell.startswith("["):
            try:
                items = json.loads(cell)
                if isinstance(items, list):
                    return [str(item).strip() for item in items[:MAX_ITEMS] if item not in (None, "")], None
            except (ValueError, RecursionError) as error:
                if '"' in cell:  # else it is a word in editors' brackets
                    fault = str(error).split(":")[0]
        parts = cell.split(self.separator)[:MAX_ITEMS] if self.separator else [cell]
        return [part.strip() for part in parts if part.strip()], fault


def parse(mapping: bytes) -> Columns:
    """The columns that a mapping file names. BadMapping: it cannot be used."""
    if len(mapping) > MAX_MAPPING_BYTES:
        raise BadMapping(f"it has more than {MAX_MAPPING_BYTES} bytes")
    try:
        settings = tomllib.loads(mapping.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadMapping(f"it is no TOML ({error})") from error
    return _columns(settings)


def _columns(settings: Mapping[str, object]) -> Columns:
    named = settings.get("columns")
    if not isinstance(named, Mapping) or not named:
        raise BadMapping("it has no table [columns]")
    known = fields()
    for field in named.values():
        if field not in known:
            raise BadMapping(f"there is no field {field!r}; fields are {', '.join(sorted(known))}")
    order = settings.get("dates")
    if order not in (None, "day-first", "month-first"):
        raise BadMapping(f'dates is {order!r}; it can be "day-first" or "month-first"')
    texts = {key: settings.get(key) for key in ("separator", "delimiter", "table")}
    for key, text in texts.items():
        if text is not None and not (isinstance(text, str) and text):
            raise BadMapping(f"{key} is no text")
    if isinstance(texts["delimiter"], str) and len(texts["delimiter"]) != 1:
        raise BadMapping("delimiter is more than one character")
    addresses = settings.get("addresses", [])
    if not isinstance(addresses, list) or not all(isinstance(address, str) for address in addresses):
        raise BadMapping("addresses is no list of texts")
    return Columns(
        {str(column): str(field) for column, field in named.items()},
        tuple(addresses),
        None if order is None else order == "day-first",
        **texts,  # type: ignore[arg-type]
    )


def find(names: Sequence[str], mapping: Columns | None = None) -> Columns | None:
    """What the columns of these names hold, as the mapping, a known dump or the fields' own names have it."""
    if mapping is not None:
        return mapping if any(column in names for column in mapping.fields) else None
    for dump in table("dump_columns").values():
        if set(dump["requires"]) <= set(names):
            return _columns(dump)
    own = {name: field for name in names if (field := _own(name)) in fields()}
    given = set(own.values())
    if len(given) > 1 and ("text" in given or {"title", "date"} <= given):
        return Columns(own, ignored=tuple(name for name in names if name not in own and name.strip()))
    return None


def _own(name: str) -> str:
    """The field that a column has the name of, if there is such a field."""
    plain = re.sub(r"[\s-]+", "_", name.strip().casefold())
    return OTHER_NAMES.get(plain, plain)


def members(
    rows: Iterable[tuple[Mapping[str, object], Mapping[str, str | None] | Problem]],
    columns: Columns,
    reader: str,
) -> Iterator[Member | Problem]:
    """The documents of rows, each with its place; what is wrong with a row has its place too."""
    for where, row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        values, problems = columns.values(row)
        problems += date_problems(values)
        if not values.keys() - {"address", "addresses", "node", "record_id"}:
            yield problem("empty-record", where)
            continue
        yield from (Problem(p.code, p.severity, p.message, where) for p in problems)
        address = next(iter(values.get("address", ())), None)
        settings = {} if columns.day_first is None else {"day_first": columns.day_first}
        data = json.dumps({"row": values, **settings}, ensure_ascii=False, sort_keys=False)
        yield Member(_key(values, where), data.encode("utf-8", "replace"), reader, address, where=where)


def _key(values: Mapping[str, Sequence[str]], where: Mapping[str, object]) -> str:
    """What the row goes by in the next edition of the table too, if it has an address or a number."""
    address = next(iter(values.get("address", ())), "")
    bare = re.sub(r"^\w+://[^/]*/", "", address).strip("/")
    return (bare or next(iter(values.get("record_id", ())), "") or f"row {where['row']}")[:MAX_KEY]


def is_row(data: bytes) -> bool:
    """Whether the bytes are those of one row."""
    return data.startswith(ROW)


def read_row(data: bytes, original: Original) -> Draft:
    """The draft of a row that ``members`` has cut out."""
    try:
        found = json.loads(data)
        row = {str(k): [str(v) for v in values] for k, values in found["row"].items()}
        day_first = found.get("day_first")
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Draft("", original, problems=(problem("broken-member", reason="it is no row"),))
    return compose(row, original, day_first=day_first if isinstance(day_first, bool) else None)


class Table:
    """What importers of tables have in common: a whole table, or one row that was cut out of it, to drafts.

    ``rows_of`` yields the documents of an open file, as ``members`` makes them; columns are known, or described
    by ``mapping``.
    """

    max_bytes = MAX_BYTES

    def rows_of(self, file: BinaryIO, mapping: Columns | None) -> Iterator[Member | Problem]:
        """One kind of table each."""
        raise NotImplementedError

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """The draft of a row, or those of all rows of a whole table."""
        if is_row(data):
            yield read_row(data, original)
            return
        whole = self.members(io.BytesIO(data), original.name)
        yield from drafts_of(whole, lambda row: read_row(row, original), original)

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        """The rows of a table whose columns are known."""
        yield from self.rows_of(file, None)

    def mapped_members(self, file: BinaryIO, name: str, mapping: bytes) -> Iterator[Member | Problem]:
        """The rows of a table that a mapping file describes."""
        try:
            yield from self.rows_of(file, parse(mapping))
        except BadMapping as error:
            yield problem("bad-mapping", reason=str(error))
