"""An archive of twelve papers in three collections, asked as machines ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import Databases
from django.test import Client
from visiting import pages_of

from fonds.services import adding
from fonds.services import archive as archives
from fonds.services.archive import Archive
from fonds.store import models

LETTER = """Letter No. {n}, Venn to Orlo

{n} July 1952

Dear Orlo,

The ferry <{n}> has sunk & the bridge "stands".

Venn

Source: NAT, f. 45, op. 1, d. 343, l. {n}.
"""
FOLDERS = ("The Ferry", "The Ferry/Notes & <queries>", "Мост")

Write = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "papers"


def write(folder: Path, *numbers: int, more: str = "") -> None:
    """Write papers with these numbers, spread over the collections; ``more`` is put into each."""
    for n in numbers:
        path = folder / FOLDERS[n % len(FOLDERS)] / f"{n:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LETTER.format(n=n) + more, encoding="utf-8")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Path:
    """The folder of the archive as it was made; a module may make another."""
    base = tmp_path_factory.mktemp("machines")
    with databases.of(base / "archive"):
        archive = archives.new(base / "archive", title="Ferry <papers>")
        write(base / "papers", *range(1, 13))
        adding.add(archive, [base / "papers"], jobs=0)
    return base / "archive"


@pytest.fixture
def archive(made: Path, tmp_path: Path, databases: Databases) -> Iterator[Archive]:
    """The archive, open; each test has its own."""
    with databases.copy(made, tmp_path / "archive") as folder:
        yield archives.open_archive(folder)


@pytest.fixture
def add(archive: Archive, folder: Path) -> Write:
    """Writes papers and adds them."""

    def add(*numbers: int, more: str = "") -> None:
        write(folder, *numbers, more=more)
        adding.add(archive, [folder], jobs=0)

    return add


@pytest.fixture
def client(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Asks it, without a server between."""
    with pages_of(archive.root, monkeypatch) as client:
        yield client


@pytest.fixture
def ids(archive: Archive) -> list[str]:
    """Ids of the papers, in the order of their numbers."""
    rows = models.Record.objects.values_list("name", "id")
    return [id for _, id in sorted(rows, key=lambda row: row[0].rsplit("/", 1)[-1])]
