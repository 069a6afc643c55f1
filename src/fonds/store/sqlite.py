"""What is particular to SQLite, the database of an archive that is one folder.

As the notes on engines found it best for one laptop: WAL, so that pages are served while a
writer works; transactions begin as IMMEDIATE, so that two writers wait instead of failing half-way;
``synchronous=NORMAL`` loses no committed batch when the process dies, and keeps the file whole when
the machine does.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections


def settings(path: Path | None) -> dict[str, Any]:
    """Django's settings for the database in this file, or one in memory."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path or ":memory:"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,  # seconds to wait for another writer
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }


class _Watches:
    """A connection to each database file that only looks whether somebody has written: SQLite counts the commits of
    all others (``data_version``) for each connection anew, so that the answers of several could not be compared."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[tuple[str, int], sqlite3.Connection] = {}
        self._parents: list[object] = []

    def state(self, path: str) -> object:
        """Another one as soon as anything is committed to the file."""
        # A file that takes the place of another one is another file.
        key = path, Path(path).stat().st_ino
        with self._lock:
            if key not in self._open:
                self._open[key] = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            (version,) = self._open[key].execute("PRAGMA data_version").fetchone()
        return key, version

    def begin_again(self) -> None:
        """In a fork: SQLite forbids to use the connections of the parent there, or to close them."""
        self._parents.append(self._open)
        self._lock, self._open = threading.Lock(), {}


_watches = _Watches()
os.register_at_fork(after_in_child=_watches.begin_again)


def state() -> object:
    """Something that equals what it was before as long as nobody, in whatever process or thread, has committed to
    the database since; takes some 20 µs."""
    connection.ensure_connection()  # which makes a database that is not there
    return _watches.state(str(connection.settings_dict["NAME"]))


def damage() -> Iterator[str]:
    """What the database finds wrong with its own file and its foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        for (message,) in cursor.fetchall():
            if message != "ok":
                yield f"The database is damaged: {message}; restore fonds.sqlite3 from a copy."
        cursor.execute("PRAGMA foreign_key_check")
        tables = {row[0] for row in cursor.fetchall()}
        for table in sorted(tables):
            yield f"Rows of the table {table} point nowhere; run `fonds rebuild`."


def prepare(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Nothing has to be looked at before tables are made."""


@contextlib.contextmanager
def writing(alias: str = DEFAULT_DB_ALIAS) -> Iterator[bool]:
    """Whether nobody else writes; the lock on the archive's folder has said so already."""
    yield True


def settle(alias: str) -> None:
    """Has all that was committed on the disk, whatever happens to the machine."""
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def insert(
    table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], alias: str = DEFAULT_DB_ALIAS
) -> None:
    """Writes rows into a table."""
    own = connections[alias]
    names = ", ".join(map(own.ops.quote_name, columns))
    sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"
    with own.cursor() as cursor:
        cursor.executemany(sql, rows)  # type: ignore[arg-type]
