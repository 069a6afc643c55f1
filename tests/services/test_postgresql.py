"""What PostgreSQL does otherwise than SQLite, and must not: lose, refuse, put in another order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from databases import Databases, Server
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection, connections
from lighthouse import telegram
from services.conftest import WritePapers
from services.test_machines import FOLLOW, comes_to, on, reached

from fonds import store
from fonds.errors import ArchiveBusy, ArchiveError, UsageError
from fonds.search.index import Index
from fonds.services import adding, checking, following, showing
from fonds.services import archive as archives
from fonds.services.archive import Archive
from fonds.store import lock, models, postgresql, records
from fonds.web import reading_room

pytestmark = pytest.mark.database("postgresql")

DROP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def test_it_is_postgresql(archive: Archive) -> None:
    assert connection.vendor == "postgresql"
    assert not (archive.root / store.DATABASE).exists()


def test_text_has_no_length_no_language_and_no_second_index(archive: Archive) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT data_type, collation_name FROM information_schema.columns
               WHERE table_name LIKE 'fonds_store_%%' AND data_type IN ('text', 'character varying', 'jsonb')"""
        )
        assert cursor.fetchall() == [("text", "C")]
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE '%%_like'")
        assert cursor.fetchall() == []


def test_lists_are_in_the_order_of_code_points(archive: Archive) -> None:
    keys = ["Öre", "a b", "ab", "a-b", "Zoo", "zoo", "ä", "ябл", "水"]
    models.Place.objects.bulk_create(
        models.Place(id=f"{n:09}", key=key, name=key, sort=key) for n, key in enumerate(keys)
    )
    assert list(models.Place.objects.order_by("sort").values_list("sort", flat=True)) == sorted(keys)
    assert list(models.Place.objects.filter(sort__startswith="a").values_list("sort", flat=True)) == [
        "a b",
        "ab",
        "a-b",
    ]


def test_what_it_cannot_keep_is_replaced(archive: Archive, papers: WritePapers) -> None:
    adding.add(archive, [papers({"1.txt": telegram(1)})])
    record = models.Record.objects.get()
    models.Subject.objects.create(record=record, subject="lamp\0s")
    store.engine().insert("fonds_store_subject", ["record_id", "subject"], [(record.id, "oil\0")])
    assert set(models.Subject.objects.values_list("subject", flat=True)) == {"lamp�s", "oil�"}
    version = models.Version.objects.get()
    version.companions = [{"name": "\0", "b": 1, "a": 2}]
    version.save()
    version.refresh_from_db()
    assert version.companions == [{"name": "\0", "b": 1, "a": 2}]
    assert list(version.companions[0]) == ["name", "b", "a"]


def test_a_lost_connection_stops_an_add_and_loses_nothing(
    archive: Archive, papers: WritePapers, cluster: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = papers({f"{n:02}.txt": telegram(n) for n in range(40)})
    honest, kept = records.keep, 0

    def keep(batches):  # type: ignore[no-untyped-def]
        nonlocal kept
        kept += 1
        if kept == 2:
            cluster.ask(DROP, os.environ["FONDS_DATABASE_URL"])
        return honest(batches)

    with monkeypatch.context() as patch:
        patch.setattr(records, "keep", keep)
        with pytest.raises(ArchiveError, match=r"cannot be reached .* nothing kept before is lost"):
            adding.add(archive, [folder])
    connections.close_all()
    assert len(archive) == 16
    assert checking.check(archive).sound
    assert adding.add(archive, [folder]).added == 24
    report = checking.check(archive)
    assert (report.findings, report.behind, report.indexed) == ((), 0, 40)


def test_a_connection_lost_within_a_transaction_leaves_nothing_of_it(
    archive: Archive, papers: WritePapers, cluster: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = papers({"1.txt": telegram(1)})

    def drop(*_: object) -> None:
        cluster.ask(DROP, os.environ["FONDS_DATABASE_URL"])

    with monkeypatch.context() as patch:
        patch.setattr(records, "log", drop)
        with pytest.raises(ArchiveError, match=r"cannot be reached"):
            adding.add(archive, [folder])
    connections.close_all()
    assert (len(archive), records.last_change(), models.Name.objects.count()) == (0, 0, 0)
    assert adding.add(archive, [folder]).added == 1
    assert checking.check(archive).sound


def test_the_command_says_it_in_one_sentence(archive: Archive, papers: WritePapers, cluster: Server) -> None:
    """given a server that is stopped / when papers are added / then exit code 4, and later all are there"""
    folder = papers({"1.txt": telegram(1)})
    connections.close_all()
    command = [sys.executable, "-m", "fonds", "add", str(folder), "--archive", str(archive.root)]
    cluster.stop()
    try:
        stopped = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        cluster.start()
    assert stopped.returncode == ArchiveError.exit_code
    assert stopped.stderr.startswith("fonds: The database of the archive")
    assert len(stopped.stderr.splitlines()) == 1
    assert subprocess.run(command, check=False).returncode == 0
    assert len(archive) == 1


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (psycopg.errors.DiskFull("could not extend file: No space left"), "has no room left on its disk"),
        (psycopg.errors.InsufficientPrivilege("permission denied"), "cannot be written .permission denied."),
        (psycopg.errors.ReadOnlySqlTransaction("a standby"), "cannot be written"),
        (psycopg.errors.AdminShutdown("terminating connection"), "cannot be reached"),
        (psycopg.errors.DataCorrupted("invalid page in block 3"), "refused .*fonds check"),
    ],
)
def test_what_the_server_says_becomes_a_sentence(archive: Archive, error: Exception, says: str) -> None:
    wrapped = DatabaseError(str(error))
    wrapped.__cause__ = error
    with pytest.raises(ArchiveError, match=says), archives.sentences(archive.root):
        raise wrapped


def test_who_follows_goes_on_when_the_server_is_back(
    archive: Archive, papers: WritePapers, cluster: Server, tmp_path: Path
) -> None:
    local = tmp_path / "other"
    adding.add(archive, [papers({"1.txt": telegram(1)})])
    connections.close_all()
    with subprocess.Popen(
        [sys.executable, "-c", FOLLOW], env=on(archive, local), stderr=subprocess.PIPE, text=True
    ) as follower:
        comes_to(lambda: reached(local) > 0)
        cluster.stop()
        assert follower.stderr
        assert "cannot be reached" in follower.stderr.readline()
        cluster.start()
        adding.add(archive, [papers({"2.txt": telegram(2)})])
        comes_to(lambda: reached(local) == following.links_at())
        follower.kill()
    assert Index.open(local / "index").count() == 2


def status(path: str) -> int:
    """The answer as a server gets it. Django's test client would keep connections that were lost."""
    from wsgiref.util import setup_testing_defaults

    told: list[str] = []
    environ: dict[str, object] = {"PATH_INFO": path, "HTTP_HOST": "localhost", "REQUEST_METHOD": "GET"}
    setup_testing_defaults(environ)
    answer = WSGIHandler()(environ, lambda line, headers: told.append(line))
    b"".join(answer)
    answer.close()
    return int(told[0].split()[0])


def test_pages_say_so_and_come_back(
    archive: Archive, papers: WritePapers, cluster: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    adding.add(archive, [papers({"1.txt": telegram(1)})])
    (id,) = models.Record.objects.values_list("id", flat=True)
    monkeypatch.setenv("FONDS_ARCHIVE", str(archive.root))
    reading_room.archive.cache_clear()
    addresses = ("/", f"/d/{id}", "/people/", "/search")
    assert [status(address) for address in addresses] == [200] * 4
    cluster.stop()
    try:
        assert [status(address) for address in addresses[:3]] == [503] * 3
        reading_room.archive.cache_clear()
        assert status("/") == 503
    finally:
        cluster.start()
    assert [status(address) for address in addresses] == [200] * 4
    reading_room.archive.cache_clear()


def test_another_machine_waits_for_the_writer(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    """Two folders, as on two machines, and one database: the lock is the database's."""
    other = tmp_path / "other machine"
    other.mkdir()
    (other / "archive.toml").write_bytes((archive.root / "archive.toml").read_bytes())
    (other / "originals").symlink_to(archive.root / "originals")
    command = [
        sys.executable,
        "-m",
        "fonds",
        "add",
        str(papers({"1.txt": telegram(1)})),
        "--archive",
        str(other),
    ]
    with lock.writer(archive.root):
        busy = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (busy.returncode, "Another machine is writing" in busy.stderr) == (ArchiveBusy.exit_code, True)
    assert subprocess.run(command, check=False).returncode == 0
    following.catch_up(archive)
    report = checking.check(archive)
    assert (report.findings, report.indexed) == ((), 1)
    assert [showing.record(archive, d.id).document.title for d in archive]


def test_the_lock_goes_with_the_connection(archive: Archive, cluster: Server) -> None:
    with lock.writer(archive.root):
        cluster.ask(DROP, os.environ["FONDS_DATABASE_URL"])
    connections.close_all()
    with lock.writer(archive.root):
        pass


def test_state_changes_with_every_commit_and_with_no_look(archive: Archive, cluster: Server) -> None:
    before = postgresql.state()
    list(models.Record.objects.all())
    assert postgresql.state() == before
    sql = "INSERT INTO fonds_store_follower (name, seq) VALUES ('x', 1)"
    cluster.ask(sql, os.environ["FONDS_DATABASE_URL"])
    assert postgresql.state() != before


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """After a test about the variable the database is the former one."""
    yield monkeypatch
    connections.close_all()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://somewhere/papers", "names no PostgreSQL database"),
        ("postgresql://me:secret@[/papers", "cannot be understood"),
        ("postgresql://me:secret@host/papers?colour=red", "cannot be understood"),
    ],
)
def test_a_wrong_url_is_told_without_its_password(url: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        postgresql.settings(url)
    assert "secret" not in str(raised.value)


def test_a_url_is_read_as_libpq_reads_it() -> None:
    found = postgresql.settings(
        "postgresql://me@/papers?host=%2Frun&connect_timeout=3&options=-csearch_path%3Dx"
    )
    assert found["NAME"] == "papers"
    assert found["OPTIONS"].items() >= {"user": "me", "host": "/run", "connect_timeout": "3"}.items()
    assert found["OPTIONS"]["options"].endswith(" -csearch_path=x")


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"install Fonds as fonds\[server\]"):
        postgresql.settings("postgresql:///papers")


def test_a_database_that_is_not_there(tmp_path: Path, cluster: Server, unset: pytest.MonkeyPatch) -> None:
    unset.setenv("FONDS_DATABASE_URL", cluster.url("nowhere"))
    with pytest.raises(ArchiveError, match=r"cannot be reached .*does not exist"):
        archives.new(tmp_path / "archive")
    unset.setenv("FONDS_DATABASE_URL", cluster.new())
    assert archives.new(tmp_path / "archive").root == tmp_path / "archive"


def test_a_database_that_cannot_keep_every_letter(
    tmp_path: Path, cluster: Server, unset: pytest.MonkeyPatch
) -> None:
    cluster.ask("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0")
    unset.setenv("FONDS_DATABASE_URL", cluster.url("latin"))
    with pytest.raises(UsageError, match="has the encoding LATIN1"):
        archives.new(tmp_path / "archive")


def test_two_archives_in_two_schemas_of_one_database(
    tmp_path: Path, databases: Databases, cluster: Server, papers: WritePapers, unset: pytest.MonkeyPatch
) -> None:
    url = cluster.new()
    folder = papers({"1.txt": telegram(1)})
    for schema in ("one", "two"):
        cluster.ask(f"CREATE SCHEMA {schema}", url)
        unset.setenv("FONDS_DATABASE_URL", f"{url}&options=-csearch_path%3D{schema}")
        archive = archives.new(tmp_path / schema)
        assert adding.add(archive, [folder]).added == 1
        with lock.writer(archive.root):
            pass
        assert json.dumps([d.id for d in archive])
