"""One writer at a time: an advisory lock on ``<archive>/lock``, and one in the database where that is a server.

``flock`` belongs to the open file and is given back by the kernel when the process dies, however it
dies, so no stale lock can keep anybody out; the server gives its own back with the connection. Readers need
no lock: the database and the index give snapshots.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from fonds import store
from fonds.errors import ArchiveBusy, ArchiveError


@contextlib.contextmanager
def writer(root: Path) -> Iterator[None]:
    """Holds the archive's writer lock. ArchiveBusy where another process holds it, on whatever machine."""
    with _file(root / "lock", fcntl.LOCK_EX | fcntl.LOCK_NB) as here:
        if not here:
            raise ArchiveBusy(
                f"Another process is writing to the archive {root}; wait for it to end and try again."
            )
        with store.engine().writing() as everywhere:
            if not everywhere:
                raise ArchiveBusy(
                    f"Another machine is writing to the archive {root}; wait for it to end and try again."
                )
            yield


@contextlib.contextmanager
def indexer(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Holds the lock on the search index in ``folder``, which is one machine's own; gives whether it could be
    had. The writer waits for whoever else brings the index up to date; others leave it to them."""
    with _file(
        folder.with_name(f"{folder.name}.lock"), fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB)
    ) as held:
        yield held


@contextlib.contextmanager
def _file(path: Path, how: int) -> Iterator[bool]:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError(
            f"The archive {path.parent} cannot be written ({error.strerror}); check its permissions and the disk."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, how)
            held = True
        except BlockingIOError:
            held = False
        yield held
    finally:
        os.close(descriptor)
