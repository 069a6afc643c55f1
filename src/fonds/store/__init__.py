"""Keeping: original bytes on disk, records and derived tables in a database. The only home of the ORM.

``setup(root)`` points Django at an archive; modules with models are imported after that.
"""

from __future__ import annotations

import os
from pathlib import Path

DATABASE = "fonds.sqlite3"


def setup(root: Path) -> None:
    """Makes the archive in ``root`` the one that this process works on.

    Django has one set of settings a process; where they are in use already (a web process, a test),
    its database is pointed at this archive, and this thread's connection is opened anew.
    """
    import django
    from django.apps import apps
    from django.conf import settings
    from django.db import connections

    path = str(root / DATABASE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fonds.store.settings")
    if settings.DATABASES["default"]["NAME"] != path:
        connections["default"].close()
        settings.DATABASES["default"]["NAME"] = path
        connections.settings["default"]["NAME"] = path
        connections["default"].settings_dict["NAME"] = path
    if not apps.ready:
        django.setup()
