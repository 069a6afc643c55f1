"""An empty archive for each test, and invented papers to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import Databases

from fonds.services import archive as archives
from fonds.services.archive import Archive


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Path:
    """The folder of an archive without papers; making one takes as long as a whole test."""
    folder = tmp_path_factory.mktemp("empty") / "archive"
    with databases.of(folder):
        archives.new(folder, title="Test archive")
    return folder


@pytest.fixture
def archive(empty: Path, tmp_path: Path, databases: Databases) -> Iterator[Archive]:
    """An empty archive, open."""
    with databases.copy(empty, tmp_path / "archive") as folder:
        yield archives.open_archive(folder)


WritePapers = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def papers(tmp_path: Path) -> WritePapers:
    """Writes files (name -> text or bytes) into a folder ``papers`` and gives the folder."""

    def write(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "papers"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write
