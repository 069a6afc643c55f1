"""Copying all tables from one database to another, whichever two they are, and looking whether it is all there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Field, Model

from fonds import store
from fonds.errors import ArchiveError
from fonds.store import models

BATCH = 200
"""Rows in memory at a time: those of versions hold whole documents."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """A table's rows, counted and digested in the order of their keys; the digest is the same in any database."""

    table: str
    rows: int
    sha256: str


def copy(source: str, target: str, progress: Callable[[int], None] = lambda _: None) -> tuple[Copied, ...]:
    """Copies every row, in one transaction of the target, whose tables are empty; reads them back before it
    ends. ``progress`` is told how many rows are done. ArchiveError: what is there is not what was given;
    nothing stays of it then.
    """
    with transaction.atomic(using=source), transaction.atomic(using=target):
        done, found = 0, []
        for table in models.tables():
            seen = Digest()
            for batch in _batches(seen.of(rows(table, source))):
                _write(table, batch, target)
                done += len(batch)
                progress(done)
            found.append(Copied(table._meta.db_table, seen.rows, seen.hexdigest()))
        for table, given in zip(models.tables(), found, strict=True):
            there = digest(table, target)
            if there != given:
                raise ArchiveError(
                    f"The table {given.table} was not copied whole ({there.rows} of {given.rows} rows); "
                    "nothing was moved. Run `fonds check`, then try again."
                )
        count_on(target)
    store.engine(target).settle(target)
    return tuple(found)


def rows(table: type[Model], alias: str) -> Iterator[Row]:
    """The rows of a table as Python's values, in the order of their keys."""
    columns = [field.attname for field in table._meta.concrete_fields]
    found = table._default_manager.using(alias).order_by("pk").values_list(*columns)
    return found.iterator(chunk_size=BATCH)


def digest(table: type[Model], alias: str) -> Copied:
    """What is in a table now."""
    seen = Digest()
    for _ in seen.of(rows(table, alias)):
        pass
    return Copied(table._meta.db_table, seen.rows, seen.hexdigest())


class Digest:
    """Counts and digests rows that pass through."""

    def __init__(self) -> None:
        self.rows = 0
        self._sha256 = sha256()

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        for row in rows:
            self.rows += 1
            self._sha256.update(repr([_plain(value) for value in row]).encode("utf-8", "surrogatepass"))
            yield row

    def hexdigest(self) -> str:
        """Of all rows until now."""
        return self._sha256.hexdigest()


def _plain(value: Any) -> object:
    """A value as every database gives it back."""
    if isinstance(value, str):
        return value.replace("\0", "�")  # PostgreSQL keeps no U+0000, see its ``Text``
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return json.dumps(value, sort_keys=True) if isinstance(value, list | dict) else value


def _batches(found: Iterable[Row]) -> Iterator[list[Row]]:
    each = iter(found)
    while batch := list(islice(each, BATCH)):
        yield batch


def _write(table: type[Model], batch: Sequence[Row], target: str) -> None:
    connection = connections[target]
    fields: Sequence[Field[Any, Any]] = table._meta.concrete_fields

    def prepared(row: Row) -> Row:
        return tuple(f.get_db_prep_save(v, connection) for f, v in zip(fields, row, strict=True))

    store.engine(target).insert(
        table._meta.db_table, [field.column for field in fields], [prepared(row) for row in batch], target
    )


def count_on(target: str) -> None:
    """Has the database count new rows from where the copied ones end."""
    connection = connections[target]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models.tables())):
            cursor.execute(sql)
