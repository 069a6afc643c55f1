"""What is particular to SQLite, the database of an archive that is one folder.

As the notes on engines found it best for one laptop: WAL, so that pages are served while a
writer works; transactions begin as IMMEDIATE, so that two writers wait instead of failing half-way;
``synchronous=NORMAL`` loses no committed batch when the process dies, and keeps the file whole when
the machine does.
"""

from __future__ import annotations

import contextlib
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


def state() -> object:
    """Something that equals what it was before as long as nobody, in whatever process, has written into the
    database since; takes 5 µs.

    SQLite counts what others commit (``data_version``) and what the connection writes itself, both for one
    connection, which therefore is a part of the answer.
    """
    connection.ensure_connection()
    driver = connection.connection
    (version,) = driver.execute("PRAGMA data_version").fetchone()
    return driver, version, driver.total_changes


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
