"""Django's settings for an archive; the folder comes from FONDS_ARCHIVE or ``fonds.store.setup``.

SQLite as the notes on engines found it best for one laptop: WAL, so that pages are served while a
writer works; transactions begin as IMMEDIATE, so that two writers wait instead of failing half-way;
``synchronous=NORMAL`` loses no committed batch when the process dies, and keeps the file whole when
the machine does.
"""

import os
from pathlib import Path

from fonds.store import DATABASE

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        # Without an archive nothing is written anywhere until ``setup`` names one.
        "NAME": str(Path(os.environ["FONDS_ARCHIVE"]) / DATABASE)
        if os.environ.get("FONDS_ARCHIVE")
        else ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,  # seconds to wait for another writer
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }
}
INSTALLED_APPS = ["fonds.store"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
# Commands print their own sentences; what Django logs would only repeat them.
LOGGING_CONFIG = None
