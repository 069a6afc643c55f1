"""The archive that this process shows."""

from __future__ import annotations

from functools import cache

from fonds.services.archive import Archive, open_archive


@cache
def archive() -> Archive:
    """The archive named by FONDS_ARCHIVE or lying in the current folder, opened once a process."""
    return open_archive()
