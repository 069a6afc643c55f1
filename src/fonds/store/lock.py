"""One writer at a time: an advisory lock on ``<archive>/lock``.

``flock`` belongs to the open file and is given back by the kernel when the process dies, however it
dies, so no stale lock can keep anybody out. Readers need no lock: SQLite and the index give snapshots.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from fonds.errors import ArchiveBusy, ArchiveError


@contextlib.contextmanager
def writer(root: Path) -> Iterator[None]:
    """Holds the archive's writer lock. ArchiveBusy where another process holds it."""
    try:
        descriptor = os.open(root / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError(
            f"The archive {root} cannot be written ({error.strerror}); check its permissions and the disk."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveBusy(
                f"Another process is writing to the archive {root}; wait for it to end and try again."
            ) from None
        yield
    finally:
        os.close(descriptor)
