"""Pages are made once, and anew as soon as anything has changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from databases import Databases
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from visiting import pages_of

from fonds.services import finding, showing
from fonds.store import models
from fonds.web import keeping, reading_room


@pytest.fixture
def folder(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> Iterator[Path]:
    """A copy of the archive, to be written to."""
    with databases.copy(built, tmp_path / "archive") as copy, pages_of(copy, monkeypatch):
        reading_room.archive()
        yield copy


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of documents for which a page is made."""
    found: list[str] = []
    record = showing.record

    def noted(archive, id, **values):  # type: ignore[no-untyped-def]
        found.append(id)
        return record(archive, id, **values)

    monkeypatch.setattr(showing, "record", noted)
    return found


def ask(address: str, **values: object) -> HttpResponse:
    return Client(SERVER_NAME="localhost").get(address, **values)  # type: ignore[return-value, arg-type]


def test_a_page_is_made_once_for_each_address(folder: Path, made: list[str]) -> None:
    id = models.Record.objects.values_list("id", flat=True)[0]
    first = ask(f"/d/{id}")
    again = ask(f"/d/{id}")
    assert made == [id]
    assert (again.status_code, again.content, again.headers) == (200, first.content, first.headers)
    assert b"http://127.0.0.1/d/" in ask(f"/d/{id}", SERVER_NAME="127.0.0.1").content
    assert b"https://localhost/d/" in ask(f"/d/{id}", secure=True).content
    assert ask(f"/d/{id}?evidence=1").content != first.content
    assert made == [id] * 4
    assert ask("/d/b1wfs30st").status_code == ask("/d/b1wfs30st").status_code == 404


def other_process(folder: Path, databases: Databases) -> None:
    sql = "UPDATE fonds_store_name SET form = 'Changed <Name>', records = 1 WHERE id = person_id"
    if databases.runs_server:
        databases.server.ask(sql, os.environ["FONDS_DATABASE_URL"])
        return
    with sqlite3.connect(folder / "fonds.sqlite3") as other:
        other.execute(sql)
    other.close()


def this_process(folder: Path, databases: Databases) -> None:
    models.Name.objects.update(form="Changed <Name>")


@pytest.mark.parametrize("change", [other_process, this_process])
def test_what_is_written_shows_at_once(folder: Path, change, databases: Databases) -> None:  # type: ignore[no-untyped-def]
    person = models.Name.objects.filter(records__gt=0).values_list("id", flat=True)[0]
    assert b"Changed" not in ask(f"/people/{person}").content
    change(folder, databases)
    assert b"Changed &lt;Name&gt;" in ask(f"/people/{person}").content


def test_what_one_thread_has_made_another_one_gives(folder: Path, made: list[str]) -> None:
    id = models.Record.objects.values_list("id", flat=True)[0]

    def asked() -> bytes:
        try:
            return ask(f"/d/{id}").content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        assert len({ask(f"/d/{id}").content, other.submit(asked).result(), ask(f"/d/{id}").content}) == 1
    assert made == [id]


def test_a_search_is_made_once_until_something_is_written(
    folder: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    search = finding.search

    def noted(archive, text, **values):  # type: ignore[no-untyped-def]
        asked.append(text)
        return search(archive, text, **values)

    monkeypatch.setattr(finding, "search", noted)
    assert ask("/search?q=telegram").content == ask("/search?q=telegram").content
    assert ask("/search?q=telegram&type=letter").status_code == 200
    assert asked == ["telegram"] * 2
    other_process(folder, databases)
    assert ask("/search?q=telegram").status_code == 200
    assert asked == ["telegram"] * 3


def test_a_new_index_makes_pages_anew(folder: Path, made: list[str]) -> None:
    id = models.Record.objects.values_list("id", flat=True)[0]
    archive = reading_room.archive()
    ask(f"/d/{id}")
    with archive.index().writer() as writer:
        writer.commit(archive.index().sequence())
    ask(f"/d/{id}")
    shutil.rmtree(folder / "index")
    assert ask(f"/d/{id}").status_code == ask(f"/d/{id}").status_code == 200
    assert made == [id] * 3


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 100)
    monkeypatch.setattr(keeping, "LARGEST", 60)
    kept = keeping.Kept()

    def present(state: int) -> list[str]:
        return [address for address in "abcdl" if kept.get(state, address)]

    for address, size in (("b", 40), ("a", 40), ("l", 61)):
        kept.put(1, address, HttpResponse(b"." * size))
    assert present(1) == ["a", "b"]
    assert kept.get(1, "a")
    kept.put(1, "c", HttpResponse(b"." * 40))
    assert present(1) == ["a", "c"]
    assert present(2) == []
    kept.put(2, "d", HttpResponse(b"." * 60))
    assert present(2) == ["d"]
    assert present(1) == []
