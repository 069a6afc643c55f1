"""Keeping: original bytes on disk, records and derived tables in a database. The only home of the ORM.

``setup(root)`` points Django at an archive; modules with models are imported after that.
"""

from __future__ import annotations

import os
from pathlib import Path

DATABASE = "fonds.sqlite3"


def ready() -> None:
    """Sets Django up where nobody has: ``fonds.store.models`` does so before it defines its tables.

    The settings are those that DJANGO_SETTINGS_MODULE names (the web's, in a web process), else the store's.
    """
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fonds.store.settings")
    if not apps.apps_ready:
        django.setup()


def setup(root: Path) -> None:
    """Makes the archive in ``root`` the one that this process works on.

    Django has one set of settings a process; where they name another archive, the database is pointed
    at this one, and this thread's connection is opened anew.
    """
    from django.conf import settings
    from django.db import connections

    ready()
    path = str(root / DATABASE)
    if settings.DATABASES["default"]["NAME"] != path:
        connections["default"].close()
        settings.DATABASES["default"]["NAME"] = path
        connections.settings["default"]["NAME"] = path
        # Closing does nothing to a database in memory; so the connection itself goes.
        del connections["default"]
