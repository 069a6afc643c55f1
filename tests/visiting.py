"""Asking the pages of an archive, without a server between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from fonds.web import reading_room


@contextmanager
def pages_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of the archive's pages; what the process keeps of an archive is let go of before and behind it."""
    monkeypatch.setenv("FONDS_ARCHIVE", str(root))
    reading_room.archive.cache_clear()
    try:
        yield Client(SERVER_NAME="localhost")
    finally:
        reading_room.archive.cache_clear()
        connections.close_all()
