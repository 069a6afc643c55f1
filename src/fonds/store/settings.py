"""Django's settings for an archive; the folder comes from FONDS_ARCHIVE or ``fonds.store.setup``, and the
database from FONDS_DATABASE_URL where that is set. An archive that is opened says itself where its records are.
"""

import os
from pathlib import Path

from fonds import store

DATABASES = {
    "default": store.database(
        Path(os.environ["FONDS_ARCHIVE"]) if os.environ.get("FONDS_ARCHIVE") else None,
        store.POSTGRESQL if store.url() else store.SQLITE,
    )
}
INSTALLED_APPS = ["fonds.store"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
# Commands print their own sentences; what Django logs would only repeat them.
LOGGING_CONFIG = None
