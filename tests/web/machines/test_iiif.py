"""IIIF: manifests, collections, annotations and searches that are valid by the schema, and images in pieces."""

from __future__ import annotations

import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from databases import Databases
from django.test import Client
from jsonschema import Draft7Validator
from PIL import Image

from fonds.model.layout import Placed, Sheet, pack
from fonds.services import adding, withdrawing
from fonds.services import archive as archives
from fonds.services.archive import Archive
from fonds.store import models
from fonds.web.machines import iiif

TEXT = """Letter, Venn to Orlo

12 July 1952

Dear Orlo,

The ferry has sunk.

Venn
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, root: Path, databases: Databases) -> Path:
    """An archive of a paper with a scan of two pages, one with an image and a translation, one without images."""
    base = tmp_path_factory.mktemp("iiif")
    papers = base / "papers" / "The Ferry"
    papers.mkdir(parents=True)
    for found in (root / "demo" / "Port Regent Legation").glob("1957-07-18-roe-to-admiralty.*"):
        shutil.copy(found, papers / found.name)
    (papers / "letter.txt").write_text(TEXT, encoding="utf-8")
    (papers / "letter.ru.txt").write_text("Письмо <b>жирное</b>.", encoding="utf-8")
    Image.new("RGB", (850, 1100), "white").save(papers / "letter.png", dpi=(100, 100))
    (papers / "none.txt").write_text(TEXT.replace("sunk", "burnt"), encoding="utf-8")
    with databases.of(base / "archive"):
        archive = archives.new(base / "archive", title="Ferry")
        adding.add(archive, [base / "papers"], jobs=0, recognise=False)
    return base / "archive"


@pytest.fixture
def papers(archive: Archive) -> dict[str, str]:
    """Id of each paper by the name of its file."""
    rows = models.Record.objects.values_list("name", "id")
    return {name.rsplit("/", 1)[-1].split(".")[0].split("-")[-1]: id for name, id in rows}


def get(client: Client, address: str) -> Any:
    answer = client.get(address.removeprefix("http://localhost"))
    assert answer.status_code == 200, address
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


@pytest.fixture
def valid(shared: Path) -> Draft7Validator:
    """The schema of the IIIF's own validator."""
    path = shared / "corpora" / "conformance" / "iiif-validator" / "schema" / "iiif_3_0.json"
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def test_everything_with_page_images_is_valid(
    client: Client, papers: dict[str, str], valid: Draft7Validator
) -> None:
    top = get(client, "/iiif/collection")
    valid.validate(top)
    (below,) = (get(client, item["id"]) for item in top["items"])
    valid.validate(below)
    assert {item["id"].split("/")[4] for item in below["items"]} == {papers["letter"], papers["admiralty"]}
    for item in below["items"]:
        manifest = get(client, item["id"])
        valid.validate(manifest)
        assert manifest["navDate"] == item["navDate"]
        for canvas in manifest["items"]:
            for notes in canvas.get("annotations", ()):
                valid.validate(get(client, notes["id"]))


def test_a_manifest(client: Client, papers: dict[str, str]) -> None:
    manifest = get(client, f"/iiif/{papers['letter']}/manifest")
    assert manifest["label"] == {"none": ["Letter, Venn to Orlo"]}
    assert manifest["navDate"] == "1952-07-12T00:00:00Z"
    assert manifest["homepage"][0]["id"] == f"http://localhost/d/{papers['letter']}"
    assert {"TEI", "RIS"} <= {found["label"]["none"][0] for found in manifest["seeAlso"]}
    (canvas,) = manifest["items"]
    assert (canvas["width"], canvas["height"]) == (850, 1100)
    text, translation = (get(client, notes["id"]) for notes in canvas["annotations"])
    assert "The ferry has sunk." in text["items"][0]["body"]["value"]
    assert translation["items"][0]["body"] == {
        "type": "TextualBody",
        "value": "Письмо <b>жирное</b>.",
        "format": "text/plain",
        "language": "ru",
    }
    picture = canvas["items"][0]["items"][0]["body"]
    for address in (picture["id"], canvas["thumbnail"][0]["id"]):
        image = Image.open(io.BytesIO(client.get(address.removeprefix("http://localhost")).content))
        assert image.size in ((850, 1100), (107, 138))


def test_the_page_points_to_the_manifest(client: Client, papers: dict[str, str]) -> None:
    for name, has in (("letter", True), ("none", False)):
        told = client.get(f"/d/{papers[name]}").headers["Link"]
        assert (f'<http://localhost/iiif/{papers[name]}/manifest>; rel="describedby"' in told) is has


def test_words_lie_where_they_stand(client: Client, papers: dict[str, str]) -> None:
    id = papers["letter"]
    start = TEXT.index("ferry")
    sheet = Sheet(
        1,
        1700,
        2200,
        (Placed(start, start + 5, 200, 400, 300, 440), Placed(start + 6, start + 9, 310, 400, 380, 440)),
    )
    models.Version.objects.filter(record=id).update(layout=pack([sheet]))
    text = get(client, f"/iiif/{id}/text/1")
    assert [(a["body"]["value"], a["target"].partition("#")[2]) for a in text["items"]] == [
        ("ferry has", "xywh=100,200,90,20")
    ]
    found = get(client, f"/iiif/{id}/search?q=ferry")
    assert found["@context"] == "http://iiif.io/api/search/2/context.json"
    assert [a["target"].partition("#")[2] for a in found["items"]] == ["xywh=100,200,50,20"]
    assert get(client, f"/iiif/{id}/search?q=zeppelin")["items"] == []
    assert get(client, f"/iiif/{id}/search")["items"] == []


def test_images_in_pieces(client: Client, papers: dict[str, str]) -> None:
    base = f"/iiif/image/{papers['admiralty']}/1"
    told = get(client, f"{base}/info.json")
    width, height = told["width"], told["height"]
    assert client.get(base).headers["Location"] == f"http://localhost{base}/info.json"
    whole = Image.open(io.BytesIO(client.get(f"{base}/full/max/0/default.png").content))
    assert whole.size == (width, height)
    for asked, size in (
        (f"full/{width // 2},/0/default.jpg", (width // 2, round(width // 2 * height / width))),
        ("full/!100,100/0/gray.jpg", None),
        ("square/200,/90/default.jpg", (200, 200)),
        ("0,0,512,300/512,300/90/default.png", (300, 512)),
        ("pct:50,50,50,50/pct:10/!180/bitonal.png", None),
    ):
        answer = client.get(f"{base}/{asked}")
        assert answer.status_code == 200, asked
        image = Image.open(io.BytesIO(answer.content))
        assert size is None or image.size == size, asked
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    piece = Image.open(io.BytesIO(client.get(f"{base}/100,100,50,50/max/0/default.png").content))
    assert piece.convert("L").tobytes() == whole.crop((100, 100, 150, 150)).convert("L").tobytes()


@pytest.mark.parametrize(
    "asked",
    [
        "full/99999,/0/default.jpg",
        "full/^max/0/default.jpg",
        "full/0,0/0/default.jpg",
        "full/max/45/default.jpg",
        "full/max/0/pretty.jpg",
        "full/max/0/default.gif",
        "99999,0,10,10/max/0/default.jpg",
        "0,0,0,0/max/0/default.jpg",
        "pct:0,0,100,100/pct:0/0/default.jpg",
        "..%2F..%2Fetc/max/0/default.jpg",
        "x",
        "full/max/0",
        "full/" + "9" * 30 + ",/0/default.jpg",
    ],
)
def test_pieces_that_cannot_be(client: Client, papers: dict[str, str], asked: str) -> None:
    answer = client.get(f"/iiif/image/{papers['letter']}/1/{asked}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_not_there(client: Client, archive: Archive, papers: dict[str, str]) -> None:
    id = papers["letter"]
    for path in (
        f"/iiif/{papers['none']}/manifest",
        "/iiif/b1wfs30st/manifest",
        f"/iiif/{id}/text/2",
        f"/iiif/{id}/translation/zh",
        f"/iiif/image/{id}/2/info.json",
        "/iiif/collection/none",
        "/iiif/../etc/passwd",
        "/iiif/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), path
    withdrawing.withdraw(archive, id, "Sold.")
    for path in (
        f"/iiif/{id}/manifest",
        f"/iiif/image/{id}/1/full/max/0/default.jpg",
        f"/iiif/{id}/search?q=a",
    ):
        assert client.get(path).status_code == 410, path
    withdrawing.merge(archive, papers["none"], papers["admiralty"])
    assert (
        client.get(f"/iiif/{papers['none']}/manifest").headers["Location"]
        == f"/iiif/{papers['admiralty']}/manifest"
    )


def test_a_long_collection_goes_on(
    client: Client, papers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(iiif, "MOST_MANIFESTS", 1)
    models.Record.objects.update(collection=None, changed=datetime.now(UTC))
    (top,) = get(client, "/iiif/collection")["items"]
    found, address = [], top["id"]
    for _ in range(5):
        part = get(client, address)
        found += [item["id"] for item in part["items"] if item["type"] == "Manifest"]
        more = [item["id"] for item in part["items"] if item["type"] == "Collection"]
        if not more:
            break
        (address,) = more
    assert len(found) == len(set(found)) == 2
