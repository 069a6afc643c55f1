"""Addresses of the site that an archive was rescued from lead to the document's page here.

Given an archive that holds a dump's rows; when someone follows an old link; then 301 to the document, whatever was
appended to the link, and an honest 404 for everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from importers.dumps import LETTER, TALK, as_csv, as_sqlite
from visiting import pages_of

from fonds.services import adding
from fonds.services import archive as archives
from fonds.store import models
from fonds.web import reading_room

CYRILLIC = "https://papers.example/бумаги/письмо-о-маяке"
ROWS = [
    LETTER | {"nid": "977"},
    TALK | {"document_url": "https://papers.example/index.php?id=7&lang=en"},
    LETTER | {"document_url": CYRILLIC, "record_id": "99", "title": "A third"},
]


@pytest.fixture(scope="module")
def rescued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moved")
    archive = archives.new(folder / "archive")
    adding.add(archive, [as_sqlite(folder / "dump.db", ROWS, [*LETTER, "nid"])], jobs=0)
    return archive.root


@pytest.fixture
def client(rescued: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    with pages_of(rescued, monkeypatch) as client:
        yield client


def id_of(number: str) -> str:
    return next(d.id for d in reading_room.archive() if d.record_id == number)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/document/letter-orlo-venn", "4711"),
        ("/document/letter-orlo-venn/", "4711"),
        ("/document/letter-orlo-venn?utm_source=letter", "4711"),
        ("/document/letter-orlo-venn/?a=1&b=2", "4711"),
        ("/document/4711", "4711"),
        ("/document/4712", "4712"),
        ("/node/977", "4711"),
        ("/node/977/", "4711"),
        ("/index.php?id=7&lang=en", "4712"),
        (
            "/%D0%B1%D1%83%D0%BC%D0%B0%D0%B3%D0%B8/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE-%D0%BE-%D0%BC%D0%B0%D1%8F%D0%BA%D0%B5",
            "99",
        ),
    ],
)
def test_an_old_address_leads_to_the_document(client: Client, address: str, number: str) -> None:
    for ask in (client.get, client.head):
        answer = ask(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/d/{id_of(number)}")
    assert client.get(f"/d/{id_of(number)}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/document/letter",
        "/document/4711x",
        "/document/",
        "/index.php",
        "/node/1",
        "/document/../archive.toml",
        "/document/%00",
        "/document/%ED%A0%80",
        "//document/4711",
        "/people/zzz",
        "/document/" + "a" * 5000,
        "/document/%27%20OR%201%3D1--",
    ],
)
def test_any_other_address_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_address_that_is_one_of_ours_stays_ours(client: Client) -> None:
    assert client.get("/about").status_code == 200


def test_nothing_can_be_written_to_an_old_address(client: Client) -> None:
    assert client.post("/document/4711").status_code == 405


def test_of_several_documents_the_latest(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text(as_csv([LETTER | {"title": "A later paper under the same address"}]), encoding="utf-8")
    adding.add(reading_room.archive(), [path], jobs=0)
    later = next(d.id for d in reading_room.archive() if d.title.startswith("A later paper"))
    assert client.get("/document/4711").headers["Location"] == f"/d/{later}"
    # When it is withdrawn the other one answers, and the last one says that it is gone.
    records = models.Record.objects
    records.filter(id=later).update(withdrawn=datetime.now(UTC))
    other = client.get("/document/letter-orlo-venn").headers["Location"]
    assert other != f"/d/{later}"
    records.filter(id=other.removeprefix("/d/")).update(withdrawn=datetime.now(UTC))
    assert client.get(client.get("/document/letter-orlo-venn").headers["Location"]).status_code == 410
    records.update(withdrawn=None)
    records.filter(id=later).update(withdrawn=datetime.now(UTC))
