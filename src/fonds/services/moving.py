"""Moving an archive's records from SQLite to PostgreSQL and back.

Only the tables move; archive.toml, originals and index stay where they are. The archive works on the old database
until ``archive.toml`` names the new one, which is the last step; the old one is left as it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from fonds import store
from fonds.errors import ArchiveBusy, UsageError
from fonds.services import archive as archives
from fonds.services.views import MoveReport
from fonds.store.lock import writer

TARGET = "target"
"""What Django calls the other database meanwhile."""


def move(root: Path | None, kind: str, *, progress: Callable[[int], None] = lambda _: None) -> MoveReport:
    """Moves the records to ``kind`` (sqlite, postgresql); FONDS_DATABASE_URL names the PostgreSQL database in
    either direction. All rows are written in one transaction, read back and compared.

    UsageError: they are there already, or somebody else's are. ArchiveBusy: another process writes.
    ArchiveError: a database cannot be used; nothing was moved.
    """
    started = time.monotonic()
    root, settings = archives.read_settings(root)
    now = archives.kind_of(root, settings)
    if now == kind:
        raise UsageError(f"The records of the archive {root} are in {NAMES[kind]} already.")
    if not store.url():
        raise UsageError("Name the PostgreSQL database in FONDS_DATABASE_URL, as in postgresql://host/name.")
    archives.setup(root, now)
    store.point(TARGET, store.database(root, kind))
    # Imported here, because it needs Django set up.
    from fonds.store import copying

    try:
        with archives.sentences(root), writer(root), store.engine(TARGET).writing(TARGET) as free:
            if not free:
                raise ArchiveBusy("Another process is writing into the database of FONDS_DATABASE_URL.")
            archives.prepare(TARGET)
            if not archives.is_empty(TARGET):
                raise UsageError(
                    f"There are records in {NAMES[kind]} already; name an empty database, or move that one away."
                )
            copied = copying.copy("default", TARGET, progress)
            archives.say_where(root, kind)
    finally:
        store.forget(TARGET)
    return MoveReport(
        kind=kind,
        tables=tuple((c.table, c.rows, c.sha256) for c in copied),
        seconds=time.monotonic() - started,
    )


NAMES = {store.SQLITE: store.DATABASE, store.POSTGRESQL: "the PostgreSQL database of FONDS_DATABASE_URL"}
"""Where records are, for people."""
