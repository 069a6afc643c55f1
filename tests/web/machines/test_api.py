"""The JSON API: what it answers is what its description says, and what the pages show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from fonds.model import codec
from fonds.services import withdrawing
from fonds.services.archive import Archive
from fonds.store import models
from fonds.web.machines import openapi
from fonds.web.machines.endpoints import ENDPOINTS

ROOT = "/api/v1"


def get(client: Client, path: str, status: int = 200, **query: object) -> Any:
    answer = client.get(ROOT + path, query)
    assert answer.status_code == status, answer.content
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer.headers["Content-Type"] == kind
    return json.loads(answer.content)


def valid(value: object, endpoint: str) -> None:
    """The value is as the description says of that endpoint."""
    told = openapi.description()
    operation = next(p["get"] for p in told["paths"].values() if p["get"]["operationId"] == endpoint)
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": told["components"]}).validate(value)


def one_of(client: Client, endpoint: str, ids: list[str]) -> str:
    """An address of that endpoint which leads somewhere."""
    known = {
        "id": {
            "person": lambda: get(client, "/people")["names"][0]["id"],
            "place": lambda: models.Place.objects.values_list("id", flat=True)[0],
        }.get(endpoint, lambda: ids[0])(),
        "name": "The Ferry%2FNotes & <queries>",
        "path": "/".join(get(client, "/holdings")["children"][0]["path"]),
        "period": "1952-07",
        "key": models.ReferenceRow.objects.exclude(missing=None).values_list("missing", flat=True).first()
        or "",
    }
    path = next(e.path for e in ENDPOINTS if e.name == endpoint)
    return path.format(**known)


@pytest.mark.parametrize("endpoint", [e.name for e in ENDPOINTS])
def test_answers_are_as_described(
    client: Client, ids: list[str], endpoint: str, add: Any, folder: Any
) -> None:
    if endpoint in ("missing", "place"):
        add(30, more="\nSource: NAT, f. 45.\n")
        text = "Telegram, Venn to Orlo\n\nMERRIN, 20 July 1952\n\nTo Orlo\n\nIn your telegram No. 77 of 19 July 1952 you ask.\n\nVenn\n"
        (folder / "x.txt").write_text(text, encoding="utf-8")
        add(31)
    found = get(client, one_of(client, endpoint, ids))
    assert found
    valid(found, endpoint)


def test_a_document_is_the_contract(client: Client, archive: Archive, ids: list[str]) -> None:
    for id in ids:
        assert get(client, f"/documents/{id}") == codec.encode(archive.document(id))


def test_a_list_is_whole_while_the_archive_changes(client: Client, archive: Archive, ids: list[str]) -> None:
    found, cursor = [], {}
    for _ in range(20):
        part = get(client, "/documents", limit=5, **cursor)
        valid(part, "documents")
        found += [link["id"] for link in part["documents"]]
        if "next_page" not in part:
            break
        if len(found) == 5:
            withdrawing.withdraw(archive, found[0], "Sold.")
        assert part["next_page"].startswith("http://localhost/api/v1/documents?limit=5&cursor=")
        cursor = {"cursor": part["next_page"].partition("cursor=")[2]}
    assert found == sorted(ids)


def test_search_with_facets_and_cursors(client: Client) -> None:
    answer = client.get(f"{ROOT}/search", {"q": "ferry", "collection": "Мост", "limit": 3, "sort": "date"})
    found = json.loads(answer.content)
    assert (found["total"], len(found["hits"])) == (4, 3)
    assert answer.headers["X-Total-Count"] == "4"
    assert answer.headers["X-Page-Size-Max"] == "100"
    assert answer.headers["Link"] == f'<{found["next_page"]}>; rel="next"'
    rest = json.loads(client.get(found["next_page"]).content)
    assert len(rest["hits"]) == 1
    assert "next_page" not in rest
    assert {facet["name"] for facet in found["facets"]} >= {"type", "year", "collection"}


def test_etags(client: Client, ids: list[str]) -> None:
    first = client.get(f"{ROOT}/documents/{ids[0]}")
    again = client.get(f"{ROOT}/documents/{ids[0]}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/search", {"limit": 10_000}, 400),
        ("/search", {"limit": "x"}, 400),
        ("/search", {"q": "x" * 2001}, 400),
        ("/search", {"year": "abc"}, 400),
        ("/search", {"type": ["x"] * 21}, 400),
        ("/search", {"sort": "size"}, 400),
        ("/search", {"names": "maybe"}, 400),
        ("/search", {"colour": "red"}, 400),
        ("/search", {"cursor": "x"}, 404),
        ("/documents", {"cursor": "WyJsMSIsImIxd2ZzMzBzdCIsMTAwXZF26jc"}, 404),
        ("/documents/b1wfs30st", {}, 404),
        ("/documents/a/b/../../etc/passwd", {}, 404),
        ("/documents/%2e%2e%2fetc", {}, 404),
        ("/documents/<x>", {}, 400),
        ("/people/b1wfs30st", {}, 404),
        ("/holdings/no/such", {}, 404),
        ("/collections/none", {}, 404),
        ("/dates/1952-07", {"cursor": "x"}, 404),
        ("/dates/soon", {}, 400),
        ("/missing/b1wfs30st", {}, 404),
        ("/nothing", {}, 404),
        ("/people", {"initial": "<>"}, 400),
    ],
)
def test_mistakes(client: Client, path: str, query: dict[str, object], status: int) -> None:
    told = get(client, path, status, **query)
    assert (told["status"], told["type"]) == (status, "about:blank")
    assert told["detail"]


def test_methods(client: Client) -> None:
    for path in ("/documents", "/nothing", "", "/openapi.json"):
        refused = client.delete(ROOT + path)
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert client.options(ROOT + path).status_code == 204
    assert client.head(f"{ROOT}/documents").status_code == 200


def test_withdrawn_and_merged_documents(client: Client, archive: Archive, ids: list[str]) -> None:
    withdrawing.withdraw(archive, ids[0], "Sold.")
    withdrawing.merge(archive, ids[1], ids[2])
    for rest in ("", "/reading", "/surroundings"):
        assert "Sold" in get(client, f"/documents/{ids[0]}{rest}", 410)["detail"]
        answer = client.get(f"{ROOT}/documents/{ids[1]}{rest}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{ROOT}/documents/{ids[2]}{rest}")


def test_the_description(client: Client) -> None:
    told = get(client, "/openapi.json")
    assert told["openapi"] == "3.1.0"
    assert len(told["paths"]) == len(ENDPOINTS)
    assert get(client, "")["addresses"]["document"] == "http://localhost/api/v1/documents/{id}"
    for name, schema in told["components"]["schemas"].items():
        Draft202012Validator.check_schema({**schema, "components": told["components"]}), name
