"""The page for footnotes: finds, escapes, and takes no more than an address can hold."""

from __future__ import annotations

from django.test import Client

from fonds.web.resolve import MOST_CHARACTERS


def test_a_footnote_leads_to_its_document(client: Client, ids: dict[str, str]) -> None:
    page = client.get("/resolve", {"text": "NAT, f. 45, op. 1, d. 343, l. 73"}).content.decode()
    assert f'href="/d/{ids["telegram"]}"' in page
    assert "One document, by shelfmark and leaves" in page


def test_a_known_file_is_linked(client: Client, ids: dict[str, str]) -> None:
    page = client.get("/resolve", {"text": "NAT, f. 45, op. 1, d. 343, l. 300"}).content.decode()
    assert "but not this item" in page
    assert 'href="/holdings/nat/' in page


def test_mark_up_stays_text(client: Client) -> None:
    page = client.get("/resolve", {"text": "1. <script>alert(1)</script> 5\x00\u202e"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_form_alone(client: Client) -> None:
    assert client.get("/resolve").status_code == 200
    assert client.get("/resolve", {"text": " \n "}).status_code == 200


def test_too_much_is_refused(client: Client) -> None:
    answer = client.get("/resolve", {"text": "x" * (MOST_CHARACTERS + 1)})
    assert answer.status_code == 400
    assert "in parts" in answer.content.decode()
