"""Words marked on the page images: without a script, and without a style that the policy forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from PIL import Image
from typescript import encoded
from visiting import pages_of

from fonds.model.layout import Placed, Sheet, pack
from fonds.services import adding
from fonds.services import archive as archives
from fonds.store import models
from fonds.web import reading_room

WORDS = "Telegram from Orlov to Demin, May 3, 1931\n\nThe lamp is lit, and nobody slept. A lamp like this was never seen."


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one paper on two page images, of which the words of the second page have their places."""
    base = tmp_path_factory.mktemp("sheets")
    (base / "papers").mkdir()
    (base / "papers" / "lamp.txt").write_text(WORDS)
    sheet = Image.new("L", (850, 1100), 255)
    (base / "papers" / "lamp.tif").write_bytes(encoded([sheet, sheet]))
    archive = archives.new(base / "archive", title="Lamp papers")
    adding.add(archive, [base / "papers"], jobs=0)
    words = [
        Placed(m.start(), m.end(), 100 + 10 * m.start(), 200, 100 + 10 * m.end(), 230)
        for m in re.finditer(r"\S+", WORDS)
    ]
    models.Version.objects.update(layout=pack([Sheet(1, 850, 1100), Sheet(2, 1700, 2200, tuple(words))]))
    connections.close_all()
    return archive.root


@pytest.fixture
def client(scanned: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    with pages_of(scanned, monkeypatch) as client:
        yield client


def page(client: Client, query: str) -> str:
    (document,) = reading_room.archive()
    answer = client.get(f"/d/{document.id}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_words_sought_are_marked_where_they_stand(client: Client) -> None:
    shown = page(client, "view=scan&q=lamps")
    assert 'Marked on <a href="#scan2">page 2</a>.' in shown
    assert shown.count("<svg") == 1
    svg = shown[shown.index("<svg") : shown.index("</svg>")]
    assert 'viewBox="0 0 1700 2200"' in svg
    lamps = [m.start() for m in re.finditer("lamp", WORDS)]
    assert [int(x) for x in re.findall(r'<rect x="(\d+)"', svg)] == [100 + 10 * at for at in lamps]
    assert "style=" not in shown[shown.index('<div class="scan">') :]


def test_what_is_not_found_is_said(client: Client) -> None:
    shown = page(client, "view=scan&q=ferry")
    assert "Not found on these pages." in shown
    assert "<svg" not in shown
    assert "<rect" not in page(client, "view=scan")
    assert page(client, "view=scan&q=%3Cscript%3Ealert(1)%3C/script%3E").count("<script>") == 0


def test_evidence_is_marked_on_the_page_images_too(client: Client) -> None:
    shown = page(client, "view=scan&evidence=1")
    marks = re.findall(r'<rect id="(e\d+)"', shown)
    assert marks
    assert len(marks) == len(set(marks))
    linked = set(re.findall(r'href="#(e\d+)"', shown))
    assert linked <= set(marks)


def test_a_hit_leads_to_its_page_images(client: Client) -> None:
    found = client.get("/search?q=lamp").content.decode()
    (document,) = reading_room.archive()
    address = f"/d/{document.id}?view=scan&amp;q=lamp"
    assert f'href="{address}">On the page images</a>' in found
    assert "<rect" in client.get(address.replace("&amp;", "&")).content.decode()
    assert "On the page images" not in client.get("/search?q=").content.decode()
