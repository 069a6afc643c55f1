"""What only SQLite is asked. Another database checks itself, and answers with nothing here."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection


def state() -> object:
    """Something that equals what it was before as long as nobody, in whatever process, has written into the
    database since; takes 5 µs. None where the database cannot tell.

    SQLite counts what others commit (``data_version``) and what the connection writes itself, both for one
    connection, which therefore is a part of the answer.
    """
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    driver = connection.connection
    (version,) = driver.execute("PRAGMA data_version").fetchone()
    return driver, version, driver.total_changes


def damage() -> Iterator[str]:
    """What the database finds wrong with its own file and its foreign keys."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        for (message,) in cursor.fetchall():
            if message != "ok":
                yield f"The database is damaged: {message}; restore fonds.sqlite3 from a copy."
        cursor.execute("PRAGMA foreign_key_check")
        tables = {row[0] for row in cursor.fetchall()}
        for table in sorted(tables):
            yield f"Rows of the table {table} point nowhere; run `fonds rebuild`."
