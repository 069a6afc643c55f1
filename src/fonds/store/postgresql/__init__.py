"""What is particular to PostgreSQL, the database of an archive that several machines work on.

``base`` is Django's backend for it, in the few points in which ours differs. Originals and the search index
stay in folders; only the tables are here, one archive to a database (or schema).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import (
    DEFAULT_DB_ALIAS,
    Error,
    InterfaceError,
    NotSupportedError,
    OperationalError,
    connection,
    connections,
)

from fonds.errors import UsageError

SCHEMES = ("postgresql://", "postgres://")
WRITER = "fonds writer"
"""The lock of whoever writes, with the schema it writes into; 64 bits of a hash of both."""
PATIENCE = {
    "connect_timeout": 10,
    # A machine that went away is given up after about a minute, not after two hours...
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""How long the other side may be silent: seconds, but for the last (milliseconds). A URL can say otherwise."""
SERVER_PATIENCE = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""...by the server too, which holds the lock of a writer for as long."""


def settings(url: str) -> dict[str, Any]:
    """Django's settings for the database of a URL as libpq reads it: ``postgresql://user@host:port/name?option=value``.

    UsageError: it is none, or psycopg is not installed. Whatever is wrong, the URL is not repeated: it may
    hold a password.
    """
    if not url:
        raise UsageError(
            "The records are to be in PostgreSQL; name the database in FONDS_DATABASE_URL, as in postgresql://host/name."
        )
    if not url.startswith(SCHEMES):
        raise UsageError(
            "FONDS_DATABASE_URL names no PostgreSQL database; write it as postgresql://user@host/name."
        )
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise UsageError(
            "FONDS_DATABASE_URL names a PostgreSQL database, but psycopg is not installed; install Fonds as fonds[server]."
        ) from None
    try:
        given = {**PATIENCE, **conninfo_to_dict(url)}
    except psycopg.Error:
        raise UsageError(
            "FONDS_DATABASE_URL cannot be understood; write it as postgresql://user@host/name, with %40 for an @ in a password."
        ) from None
    given["options"] = f"{SERVER_PATIENCE} {given.get('options') or ''}".strip()
    given.setdefault("application_name", "fonds")
    return {
        "ENGINE": "fonds.store.postgresql",
        "NAME": given.pop("dbname", None) or given.get("user") or "",
        "CONN_MAX_AGE": None,
        # A request after the server was away finds a connection that works.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given,
    }


def state() -> object:
    """Something that equals what it was before as long as nobody has written into the database since.

    A snapshot is the list of transactions that can be seen: with the same list, the same rows are.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


def damage() -> Iterator[str]:
    """Foreign keys that lead nowhere, which only a restore without triggers can leave behind. Its own files
    the server checks itself, if it was made with checksums."""
    from django.apps import apps

    quote = connection.ops.quote_name
    for model in apps.get_app_config("fonds_store").get_models():
        for field in model._meta.concrete_fields:
            if field.remote_field is None:
                continue
            other = field.remote_field.model._meta
            with connection.cursor() as cursor:
                cursor.execute(
                    f"""SELECT EXISTS (SELECT FROM {quote(model._meta.db_table)} a WHERE a.{quote(field.column)} IS NOT NULL
                        AND NOT EXISTS (SELECT FROM {quote(other.db_table)} b
                                        WHERE b.{quote(other.pk.column)} = a.{quote(field.column)}))"""
                )
                if cursor.fetchone()[0]:
                    yield f"Rows of the table {model._meta.db_table} point nowhere; run `fonds rebuild`."


def sentence(error: Exception) -> str | None:
    """What has become of the database, and what to do; nothing for what is no error of its own."""
    if isinstance(error, NotSupportedError):
        return f"is too old ({_first_line(error)})."
    if not type(error.__cause__).__module__.startswith("psycopg"):
        return None
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state == "53100":
        return (
            "has no room left on its disk; nothing kept before is lost. Make room and run the command again."
        )
    if state in ("42501", "25006"):
        return f"cannot be written ({_first_line(error)}); check the rights of its user."
    if state.startswith(("57", "08")) or (not state and isinstance(error, OperationalError | InterfaceError)):
        return (
            f"cannot be reached ({_first_line(error)}); nothing kept before is lost. "
            "Run the command again when it answers."
        )
    return f"refused ({_first_line(error)}); nothing kept before is lost. Run `fonds check`."


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split()).rstrip(".")


def prepare(alias: str = DEFAULT_DB_ALIAS) -> None:
    """To be said before tables are made. UsageError: the database cannot keep every letter."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        raise UsageError(
            f"The PostgreSQL database has the encoding {encoding}; make one with UTF8 (createdb -E UTF8 -T template0)."
        )


@contextlib.contextmanager
def writing(alias: str = DEFAULT_DB_ALIAS) -> Iterator[bool]:
    """Holds the lock of the one writer, on whatever machine; gives whether it could be had.

    It belongs to the connection, the very one that writes: the server gives it back when that ends, after
    its last transaction is done with. So a writer that was cut off cannot write beside the next one.
    """
    key = "hashtextextended(%s || ' ' || current_schema(), 0)"
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({key})", [WRITER])
        (free,) = cursor.fetchone()
    try:
        yield free
    finally:
        if free:
            # With the connection the lock has gone too.
            with contextlib.suppress(Error), connections[alias].cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock({key})", [WRITER])


def settle(alias: str) -> None:
    """The server has seen to it."""


def insert(
    table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], alias: str = DEFAULT_DB_ALIAS
) -> None:
    """Writes rows into a table, by COPY: some ten times as fast as INSERT."""
    own = connections[alias]
    own.ensure_connection()
    names = ", ".join(map(own.ops.quote_name, columns))
    with (
        own.wrap_database_errors,
        own.connection.cursor() as cursor,
        cursor.copy(f"COPY {own.ops.quote_name(table)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
