"""Dumps of sites as SQLite databases: each row of their table of documents is a document.

The table is found by its columns (``fonds.importers.columns``). The file is copied and opened for reading only, with
the schema untrusted, no function but SQLite's plainest, no other file in reach; of the tables only the named
columns are read, row by row.

Limits: views and virtual tables are not read; of a damaged database the rows before the damage are.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import BinaryIO
from urllib.parse import quote

from fonds.importers import columns
from fonds.importers.columns import Columns, Table
from fonds.importers.importer import Member, unpacked
from fonds.model import Problem
from fonds.model.problems import problem

MARK = b"SQLite format 3\x00"
MAX_DATABASE_BYTES = 16 * 1024**3
"""Of the database, unpacked."""
MAX_CELL_BYTES = 64 * 1024 * 1024
PIECE = 1024 * 1024
STEPS = 1_000_000
"""SQLite's virtual machine is looked at after so many steps..."""
MAX_LOOKS = 1000
"""...and stopped when it was looked at so often without having given a row."""
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA})

Row = tuple[Mapping[str, object], Mapping[str, str | None] | Problem]


class SqliteDump(Table):
    """See the module."""

    name = "sqlite"
    title = "A site's dump as an SQLite database"
    media_types = ("application/vnd.sqlite3",)
    suffixes = (".db", ".sqlite", ".sqlite3")

    def sniff(self, head: bytes, name: str) -> float:
        """1 where the header of an SQLite database stands."""
        return 1.0 if head.startswith(MARK) else 0.0

    def rows_of(self, file: BinaryIO, mapping: Columns | None) -> Iterator[Member | Problem]:
        """The rows of the file."""
        with tempfile.NamedTemporaryFile(prefix="fonds-", suffix=".db") as copy:
            size, source = 0, unpacked(file)
            while piece := source.read(PIECE):
                size += len(piece)
                if size > MAX_DATABASE_BYTES:
                    yield problem("too-large", size_bytes=size, max_bytes=MAX_DATABASE_BYTES)
                    return
                copy.write(piece)
            copy.flush()
            address = f"file:{quote(copy.name)}?mode=ro&immutable=1"
            try:
                with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as database:
                    yield from _Dump(database, mapping).members(self.name)
            except sqlite3.Error as error:
                yield problem("damaged-database", reason=str(error))


class _Dump:
    """An open database."""

    def __init__(self, database: sqlite3.Connection, mapping: Columns | None) -> None:
        self.database, self.mapping = database, mapping
        self.looks = 0
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
            database.execute(f"PRAGMA {pragma}")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES)
        database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        database.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY
        )
        database.set_progress_handler(self._look, STEPS)
        database.text_factory = lambda text: text.decode("utf-8", "replace")

    def _look(self) -> int:
        self.looks += 1
        return self.looks > MAX_LOOKS

    def members(self, reader: str) -> Iterator[Member | Problem]:
        """The rows of the first table that has the columns."""
        seen = []
        for table in self._tables():
            names = [row[1] for row in self.database.execute(f"PRAGMA table_info({_quoted(table)})")]
            found = None
            if self.mapping is None or self.mapping.table in (None, table):
                found = columns.find(names[: columns.MAX_COLUMNS], self.mapping)
            if found is not None:
                yield from columns.members(
                    self._rows(table, [n for n in names if n in found.fields]), found, reader
                )
                return
            seen.append(f"{table} ({', '.join(names[:30])})")
        yield problem("unknown-columns", columns="; ".join(seen)[:500] or "none")

    def _tables(self) -> list[str]:
        """Real tables: what a virtual one does when it is read is its module's business."""
        rows = self.database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchmany(
            1000
        )
        return [name for name, sql in rows if sql and sql.lstrip()[:14].upper() != "CREATE VIRTUAL"]

    def _rows(self, table: str, names: list[str]) -> Iterator[Row]:
        cursor = self.database.execute(f"SELECT {', '.join(map(_quoted, names))} FROM {_quoted(table)}")
        number = 0
        while True:
            self.looks = 0
            number += 1
            try:
                row = cursor.fetchone()
            except sqlite3.Error as error:
                yield {}, problem("damaged-database", {"row": number}, reason=str(error))
                return
            if row is None:
                return
            yield {"row": number}, dict(zip(names, map(_text, row), strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str | None:
    """A cell as text: numbers as they are written, bytes as UTF-8."""
    if value is None or isinstance(value, str):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
