"""The basket: documents by their ids, cited in one style, as one file; whatever else is asked leads to an empty one."""

from __future__ import annotations

import re

import pytest
import rispy
from django.test import Client

from fonds.web import basket


def test_documents_are_cited_in_the_order_of_the_address(client: Client, ids: dict[str, str]) -> None:
    chosen = [ids["letter"], ids["telegram"]]
    page = client.get("/basket", {"id": chosen, "style": "mla"}).content.decode()
    at = [page.index(f'value="{id}" checked') for id in chosen]
    assert at == sorted(at)
    assert page.count('<abbr class="unapi-id"') == 2
    assert re.search(rf"https?://[^/]+/d/{chosen[0]}\.", page)  # at the end of the citation
    assert f'href="/basket.ris?id={chosen[0]}&amp;id={chosen[1]}"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_one_file_holds_them_all(client: Client, ids: dict[str, str]) -> None:
    chosen = [ids["telegram"], ids["letter"]]
    answer = client.get("/basket.ris", {"id": chosen})
    assert "basket.ris" in answer.headers["Content-Disposition"]
    rows = rispy.loads(answer.content.decode())
    assert [row["urls"][0].rpartition("/")[2] for row in rows] == chosen
    assert client.get("/basket.nothing", {"id": chosen}).status_code == 404


def test_addresses_can_be_pasted(client: Client, ids: dict[str, str]) -> None:
    pasted = (
        f"see https://papers.example/d/{ids['telegram']}#p3, and {ids['letter']}; /d/{ids['telegram']}/cite"
    )
    page = client.get("/basket", {"add": pasted}).content.decode()
    assert page.count('name="id"') == 2


def test_what_is_no_document_is_passed_over(client: Client, ids: dict[str, str]) -> None:
    asked = ["../../etc", "<b>", "b1wfs30st", "b1wfs30s0", ids["telegram"]]
    page = client.get("/basket", {"id": asked, "style": "<i>"}).content.decode()
    assert page.count('name="id"') == 1
    assert "<b>" not in page
    assert "etc" not in page
    assert client.get("/basket.json", {"id": ["b1wfs30st"]}).status_code == 200


def test_an_empty_one_says_how_it_is_filled(client: Client) -> None:
    page = client.get("/basket").content.decode()
    assert "Tick documents" in page
    assert "Files" not in page


def test_a_basket_has_an_end(client: Client, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basket, "MOST", 1)
    page = client.get("/basket", {"id": [ids["letter"]], "add": ids["telegram"]}).content.decode()
    assert page.count('name="id"') == 1
    assert f'value="{ids["letter"]}" checked' in page


def test_hits_can_be_ticked_without_scripts(client: Client, ids: dict[str, str]) -> None:
    page = client.get("/search").content.decode()
    assert f'name="id" value="{ids["telegram"]}" form="basket"' in page
    assert 'id="basket" class="basket" action="/basket" method="get"' in page
