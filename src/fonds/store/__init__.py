"""Keeping: original bytes on disk, records and derived tables in a database. The only home of the ORM.

``setup(root)`` points Django at an archive; modules with models are imported after that. What one kind of
database needs of its own is in ``fonds.store.sqlite`` and ``fonds.store.postgresql``; ``engine()`` is the one in use.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

DATABASE = "fonds.sqlite3"
SQLITE, POSTGRESQL = KINDS = ("sqlite", "postgresql")
"""Where records can be."""


def url() -> str | None:
    """The PostgreSQL database that FONDS_DATABASE_URL names."""
    return os.environ.get("FONDS_DATABASE_URL") or None


def database(root: Path | None, kind: str) -> dict[str, Any]:
    """Django's settings for the records of an archive. Without a folder, SQLite's are in memory: nothing is
    written anywhere. UsageError: FONDS_DATABASE_URL names no database, or what PostgreSQL needs is not installed.
    """
    from fonds.store import postgresql, sqlite

    if kind == POSTGRESQL:
        return postgresql.settings(url() or "")
    return sqlite.settings(root / DATABASE if root else None)


def ready() -> None:
    """Sets Django up where nobody has: ``fonds.store.models`` does so before it defines its tables.

    The settings are those that DJANGO_SETTINGS_MODULE names (the web's, in a web process), else the store's.
    """
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fonds.store.settings")
    if not apps.apps_ready:
        django.setup()


def setup(root: Path, kind: str = SQLITE) -> None:
    """Makes the archive in ``root`` the one that this process works on; ``kind`` says where its records are.

    Django has one set of settings a process; where they name another database, they are pointed
    at this one, and this thread's connection is opened anew.
    """
    ready()
    point("default", database(root, kind))


def point(alias: str, wanted: dict[str, Any]) -> None:
    """Has Django know a database under this name."""
    from django.conf import settings
    from django.db import connections

    whole = connections.configure_settings({"default": {}, alias: wanted})[alias]
    known = connections.settings.get(alias)
    if known == whole:
        return
    if known is not None:
        connections[alias].close()
        # Closing does nothing to a database in memory; so the connection itself goes.
        del connections[alias]
    settings.DATABASES[alias] = connections.settings[alias] = whole


def forget(alias: str) -> None:
    """Closes a database that Django was told of."""
    from django.conf import settings
    from django.db import connections

    if alias in connections.settings:
        connections[alias].close()
        del connections[alias], connections.settings[alias]
        settings.DATABASES.pop(alias, None)


def engine(alias: str = "default") -> ModuleType:
    """What is particular to the database in use: ``settings``, ``state``, ``damage``, ``prepare``,
    ``writing``, ``insert``, ``settle``."""
    from django.db import connections

    from fonds.store import postgresql, sqlite

    ready()
    return postgresql if connections[alias].vendor == POSTGRESQL else sqlite
