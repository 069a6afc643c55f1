"""Records move from SQLite to PostgreSQL and back, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Server
from django.db import DatabaseError, connections
from lighthouse import telegram

from fonds import cli
from fonds.cli import demo
from fonds.errors import ArchiveBusy, ArchiveError, UsageError
from fonds.services import adding, checking, documents, finding, moving
from fonds.services import archive as archives
from fonds.store import copying, models, postgresql

# They start on SQLite, and start a server for the rest of the way.
pytestmark = pytest.mark.database("sqlite")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo archive on SQLite, with a telegram that is there twice, one of them in two versions,
    and an address of before."""
    folder = tmp_path_factory.mktemp("demo") / "archive"
    demo.build(folder)
    archive, twins = archives.open_archive(folder), tmp_path_factory.mktemp("twins")
    for body in ("", "Again.", "And again."):
        (twins / f"{bool(body)}.txt").write_text(telegram(5, body=body))
        adding.add(archive, [twins])
    models.Address.objects.create(record=models.Record.objects.earliest("id"), path="/node/7")
    connections.close_all()
    return folder


@pytest.fixture
def folder(
    original: Path, tmp_path: Path, cluster: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A copy of it, and an empty database to move it to."""
    copy = tmp_path / "archive"
    shutil.copytree(original, copy)
    monkeypatch.setenv("FONDS_DATABASE_URL", cluster.new())
    yield copy
    connections.close_all()


def content() -> dict[str, list[copying.Row]]:
    """Every row of every table of the open archive."""
    return {table.__name__: list(copying.rows(table, "default")) for table in models.tables()}


def test_there_and_back_every_row_is_equal(
    original: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as unset:
        unset.delenv("FONDS_DATABASE_URL")
        before = archives.open_archive(original)
        rows, papers = content(), list(before)
    assert all(rows.values()), "a table without rows shows nothing"

    assert cli.main(["move", "postgresql", "--archive", str(folder)]) == 0
    assert f"{sum(map(len, rows.values())):,}  rows moved" in capsys.readouterr().out
    there = archives.open_archive(folder)
    assert connections["default"].vendor == "postgresql"
    assert content() == rows
    assert list(documents.every()) == papers
    report = checking.check(there)
    assert (report.findings, report.behind, report.indexed) == ((), 0, len(papers))
    assert finding.search(there, "strait").total == finding.search(before, "strait").total > 0

    (folder / "fonds.sqlite3").rename(folder / "before")
    assert cli.main(["move", "sqlite", "--archive", str(folder)]) == 0
    monkeypatch.delenv("FONDS_DATABASE_URL")
    back = archives.open_archive(folder)
    assert connections["default"].vendor == "sqlite"
    assert content() == rows
    report = checking.check(back)
    assert (report.findings, report.behind, report.indexed) == ((), 0, len(papers))
    assert (folder / "archive.toml").read_text() == (original / "archive.toml").read_text()


def test_a_moved_archive_goes_on_counting(folder: Path, tmp_path: Path) -> None:
    moving.move(folder, "postgresql")
    archive = archives.open_archive(folder)
    last = models.Change.objects.order_by("-seq").first()
    (tmp_path / "new.txt").write_text(telegram(1))
    assert adding.add(archive, [tmp_path / "new.txt"]).added == 1
    assert last is not None
    assert models.Change.objects.filter(seq__gt=last.seq).exists()
    assert checking.check(archive).sound


def test_a_database_that_is_not_empty_is_refused(folder: Path) -> None:
    moving.move(folder, "postgresql")
    archives.say_where(folder, "sqlite")
    with pytest.raises(UsageError, match="There are records in the PostgreSQL database"):
        moving.move(folder, "postgresql")
    archives.say_where(folder, "postgresql")
    with pytest.raises(UsageError, match=r"There are records in fonds\.sqlite3 already"):
        moving.move(folder, "sqlite")
    with pytest.raises(UsageError, match="already"):
        moving.move(folder, "postgresql")
    assert checking.check(archives.open_archive(folder)).sound


def test_a_move_that_is_cut_off_moves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest, written = postgresql.insert, []

    def cut_off(table, *rest) -> None:  # type: ignore[no-untyped-def]
        written.append(table)
        if len(set(written)) > 4:
            raise DatabaseError("cut off")
        honest(table, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(postgresql, "insert", cut_off)
        with pytest.raises(ArchiveError, match="cut off"):
            moving.move(folder, "postgresql")
    assert 'records = "sqlite"' in (folder / "archive.toml").read_text()
    moving.move(folder, "postgresql")
    assert checking.check(archives.open_archive(folder)).sound


def test_rows_that_arrive_otherwise_are_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = postgresql.insert

    def careless(table, columns, rows, alias) -> None:  # type: ignore[no-untyped-def]
        honest(table, columns, rows[1:] if table == "fonds_store_subject" else rows, alias)

    with monkeypatch.context() as patch:
        patch.setattr(postgresql, "insert", careless)
        with pytest.raises(ArchiveError, match="fonds_store_subject was not copied whole"):
            moving.move(folder, "postgresql")
    moving.move(folder, "postgresql")


def test_nobody_moves_what_is_being_written(folder: Path) -> None:
    from fonds.store import lock

    with lock.writer(folder), pytest.raises(ArchiveBusy):
        moving.move(folder, "postgresql")


def test_an_archive_is_not_opened_on_other_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArchiveError, match=r"in fonds\.sqlite3, but FONDS_DATABASE_URL names another"):
        archives.open_archive(folder)
    moving.move(folder, "postgresql")
    with pytest.raises(UsageError, match="holds an archive already"):
        archives.new(folder.parent / "another")
    monkeypatch.delenv("FONDS_DATABASE_URL")
    with pytest.raises(ArchiveError, match="in PostgreSQL; name the database in FONDS_DATABASE_URL"):
        archives.open_archive(folder)
    with pytest.raises(ArchiveError, match="in PostgreSQL; name the database in FONDS_DATABASE_URL"):
        moving.move(folder, "sqlite")
    archives.say_where(folder, "sqlite")
    with pytest.raises(UsageError, match="Name the PostgreSQL database"):
        moving.move(folder, "postgresql")


def test_what_a_person_wrote_into_the_settings_stays(tmp_path: Path) -> None:
    path = tmp_path / "archive.toml"
    path.write_text("# Ours.\ntitle = 'Lamps'\nformat = 1\n# End\n")
    archives.say_where(tmp_path, "postgresql")
    assert path.read_text() == "# Ours.\ntitle = 'Lamps'\nformat = 1\nrecords = \"postgresql\"\n# End\n"
    archives.say_where(tmp_path, "sqlite")
    assert path.read_text() == "# Ours.\ntitle = 'Lamps'\nformat = 1\nrecords = \"sqlite\"\n# End\n"
