"""What a document's address says of itself: links, sets of links, ARKs, tombstones."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from fonds.exporters import EXPORTERS
from fonds.services import withdrawing
from fonds.services.archive import Archive


def links(answer: object) -> dict[str, list[str]]:
    """Relation -> addresses of a Link header."""
    found: dict[str, list[str]] = {}
    for address, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers["Link"]):  # type: ignore[attr-defined]
        found.setdefault(relation, []).append(address.removeprefix("http://localhost"))
    return found


def test_a_page_points_to_everything_of_it_and_all_of_it_points_back(client: Client, ids: list[str]) -> None:
    id = ids[0]
    page = client.get(f"/d/{id}")
    found = links(page)
    assert found["cite-as"] == [f"/d/{id}"]
    assert found["type"][0] == "https://schema.org/AboutPage"
    assert found["item"] == [f"/d/{id}/file/1"]
    assert {f"/d/{id}{e.suffix}" for e in EXPORTERS if e.name in ("ris", "oai_dc", "tei")} <= set(
        found["describedby"]
    )
    assert client.get(found["author"][0]).status_code == 200
    for relation, back in (("describedby", "describes"), ("item", "collection")):
        for address in found[relation]:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert links(answer)[back] == [f"/d/{id}"]
    again = client.get(f"/d/{id}")  # as it was kept
    assert again.headers["Link"] == page.headers["Link"]


def test_a_set_of_links(client: Client, ids: list[str]) -> None:
    id = ids[0]
    page = links(client.get(f"/d/{id}"))
    answer = client.get(page.pop("linkset")[0])
    assert answer.headers["Content-Type"] == "application/linkset+json"
    first, *others = json.loads(answer.content)["linkset"]
    told = {
        relation: [target["href"].removeprefix("http://localhost") for target in targets]
        for relation, targets in first.items()
        if relation != "anchor"
    }
    assert (first["anchor"], told) == (f"http://localhost/d/{id}", page)
    assert {other["anchor"].removeprefix("http://localhost") for other in others} == {
        *page["describedby"],
        *page["item"],
    }
    assert client.get("/d/b1wfs30st/linkset").status_code == 404


def test_arks(client: Client, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    id = ids[0]
    for name in (id, id.upper(), f"{id[:4]}-{id[4:]}"):
        for form in ("ark:", "ark:/"):
            answer = client.get(f"/{form}99999/{name}")
            assert (answer.status_code, answer.headers["Location"]) == (302, f"/d/{id}")
    assert client.get(f"/ark:99999/{id}.ris").headers["Location"] == f"/d/{id}.ris"
    assert client.get("/ark:99999/b1wfs30s0").status_code == 404
    assert client.get("/ark:99999/../../etc/passwd").status_code == 404
    monkeypatch.setenv("FONDS_NAAN", "12345")
    assert client.get(f"/ark:99999/{id}").status_code == 404
    told = client.get(f"/ark:12345/{id}?info").content.decode()
    assert told == client.get(f"/d/{id}?info").content.decode()
    assert told.startswith("erc:\nwho: Venn\nwhat: Letter No. 1, Venn to Orlo\nwhen: 1952-07-01\n")
    assert f"where: http://localhost/d/{id} (ark:12345/{id})\n" in told


def test_tombstones(client: Client, archive: Archive, ids: list[str]) -> None:
    withdrawing.withdraw(archive, ids[0], "The family asked for it.")
    withdrawing.merge(archive, ids[1], ids[2])
    page = client.get(f"/d/{ids[0]}")
    assert page.status_code == 410
    text = page.content.decode()
    assert "Letter No. 1, Venn to Orlo" in text
    assert "The family asked for it." in text
    assert "ferry" not in text
    for rest in (".ris", ".json", "/linkset", "/cite"):
        assert client.get(f"/d/{ids[0]}{rest}").status_code == 410, rest
        moved = client.get(f"/d/{ids[1]}{rest}")
        assert (moved.status_code, moved.headers["Location"]) == (301, f"/d/{ids[2]}{rest}"), rest
    told = client.get(f"/d/{ids[0]}?info").content.decode()
    assert "what: Letter No. 1, Venn to Orlo" in told
    assert "note: withdrawn on " in told
    assert "The family asked for it." in told
    assert client.get(f"/d/{ids[1]}").headers["Location"] == f"/d/{ids[2]}"
    assert client.get(f"/ark:99999/{ids[1]}").headers["Location"] == f"/d/{ids[1]}"
