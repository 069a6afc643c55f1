"""Every way in which a document or a list leaves the site: suffixes, Accept, unAPI, lists, what the head of a page says."""

from __future__ import annotations

import json
import re

import pytest
import rispy
from django.test import Client
from lxml import etree

from fonds.exporters import EXPORTERS
from fonds.web import negotiation

Ids = dict[str, str]


def get(client: Client, address: str, status: int = 200, **headers: str):
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.content[:500]
    return answer


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_every_suffix_gives_its_format(client: Client, ids: Ids, exporter) -> None:
    answer = get(client, f"/d/{ids['telegram']}{exporter.suffix}")
    assert answer.headers["Content-Type"].split(";")[0] == exporter.media_type.split(";")[0]
    assert ids["telegram"] in answer.content.decode()


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("application/x-bibtex, text/html;q=0.5", "application/x-bibtex"),
        ("application/ld+json;q=0.2, application/tei+xml;q=0.7", "application/tei+xml"),
        ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json"),
        ("application/*", "text/html"),
        ("text/html;q=0, application/x-research-info-systems;q=0.001", "application/x-research-info-systems"),
        ("image/png", "text/html"),
        ("nonsense", "text/html"),
        (";;q=,,/ /,*/json,application/json;q=banana", "application/json"),
        ("application/json;q=5", "application/json"),
        (", " * 9000 + "application/json", "text/html"),
        ("application/json\x00", "text/html"),
        ("ａpplication/json;q=０", "text/html"),
    ],
)
def test_the_header_decides_on_the_same_address(
    client: Client, ids: Ids, accept: str, media_type: str
) -> None:
    answer = get(client, f"/d/{ids['telegram']}", Accept=accept)
    assert answer.headers["Content-Type"].split(";")[0] == media_type
    assert "Accept" in answer.headers["Vary"]


def test_a_page_is_not_kept_for_those_who_want_data(client: Client, ids: Ids) -> None:
    address = f"/d/{ids['telegram']}"
    for _ in range(2):
        assert get(client, address, Accept="application/json").headers["Content-Type"] == "application/json"
        assert get(client, address, Accept="text/html").headers["Content-Type"].startswith("text/html")


def test_qualities() -> None:
    asked = negotiation.ranges("text/*;q=0.3, text/html;q=0.7, */*;q=0.1")
    assert [negotiation.quality(name, asked) for name in ("text/html", "text/plain", "a/b")] == [
        0.7,
        0.3,
        0.1,
    ]


def test_a_search_as_a_file(client: Client, ids: Ids) -> None:
    answer = get(client, "/search.ris?q=ferry&type=telegram")
    (entry,) = rispy.loads(answer.content.decode())
    assert entry["type_of_reference"] == "PCOMM"
    assert entry["urls"] == [f"http://localhost/d/{ids['telegram']}"]
    assert answer.headers["X-Total-Count"] == "1"
    assert "Link" not in answer.headers
    assert len(get(client, "/search.jsonl").content.decode().splitlines()) == len(ids)
    assert get(client, "/search.jsonl?page=2").content == b""
    assert get(client, "/search.csl.json?page=3").content.strip() == b"[\n\n]"
    assert b"fonds export" in get(client, "/search.csl.json?page=99999", 400).content
    get(client, "/search.docx", 404)


ROUTES = (
    *("/d/{}", "/d/{}.ris", "/d/{}.tei.xml", "/d/{}/cite", "/d/{}/versions", "/d/{}/linkset", "/d/{}/file/1"),
    *("/d/{}/scan/1", "/iiif/{}/manifest", "/people/{}", "/people/{}.eac.xml", "/places/{}", "/missing/{}"),
    *("/holdings/{}", "/holdings/{}.ead.xml", "/collections/{}", "/api/v1/documents/{}", "/ark:99999/{}"),
    *("/unapi?format=ris&id={}", "/unapi?id={}"),
)


IDS = (
    *("a/b", "a%2Fb", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/x", "//x", "x/../../b1wfs30st"),
    *("%00", "%0d%0aX: y", "%ff%fe", "%E2%80%AE", "<script>", "'--", "x" * 5000, "b1wfs30st%2F", "%5c..%5cx"),
)


@pytest.mark.parametrize("route", ROUTES)
def test_an_id_that_is_none(client: Client, route: str) -> None:
    for id in IDS:
        answer = client.get(route.format(id))
        assert answer.status_code in (400, 404), id
        assert "X" not in answer.headers, id
        assert b"root:" not in answer.content
        assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(
            ("/d/{}.docx", 404),
            ("/d/{}.RIS", 404),
            ("/d/{}.", 404),
            ("/d/{}.ris.ris", 404),
            ("/d/{}/ris", 404),
        ),
        *(
            ("/search.", 404),
            ("/search.xml", 404),
            ("/unapi?id={}&format=", 300),
            ("/unapi?id={}&format=r/s", 406),
        ),
        *(("/api/v2/documents/{}", 404), ("/oai?verb=", 200), ("/d/{}?view=../x&version=x&message=%00", 200)),
    ],
)
def test_a_format_that_is_none(client: Client, ids: Ids, address: str, status: int) -> None:
    get(client, address.format(ids["telegram"]), status)


def test_a_list_is_cut_where_it_is_long(client: Client, ids: Ids, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fonds.web.downloads.MOST_LISTED", 1)
    first = get(client, "/search.jsonl?sort=date&q=")
    assert len(first.content.decode().splitlines()) == 1
    (following,) = re.findall(r'<http://localhost(.+?)>; rel="next"', first.headers["Link"])
    second = get(client, following)
    assert second.content != first.content


def test_unapi(client: Client, ids: Ids) -> None:
    id = ids["telegram"]
    formats = etree.fromstring(get(client, "/unapi").content)
    assert {f.get("name") for f in formats} == {e.name for e in EXPORTERS}
    for asked in (id, f"http://localhost/d/{id}"):
        answer = get(client, f"/unapi?id={asked}", 300)
        listed = etree.fromstring(answer.content)
        assert listed.get("id") == asked
        assert "ris" in {f.get("name") for f in listed}
        assert "TY  - PCOMM" in get(client, f"/unapi?id={asked}&format=ris").content.decode()
    get(client, f"/unapi?id={id}&format=stone", 406)
    get(client, "/unapi?id=../../etc/passwd", 404)
    get(client, "/unapi?id=b1wfs30st&format=ris", 404)


def test_pages_name_their_documents_for_unapi(client: Client, ids: Ids) -> None:
    page = get(client, f"/d/{ids['telegram']}").content.decode()
    assert f'<abbr class="unapi-id" title="http://localhost/d/{ids["telegram"]}">' in page
    assert '<link rel="unapi-server"' in page
    results = get(client, "/search").content.decode()
    assert set(re.findall(r'<abbr class="unapi-id" title="(\w+)">', results)) == set(ids.values())


def test_the_head_of_a_page(client: Client, ids: Ids) -> None:
    root = etree.HTML(get(client, f"/d/{ids['telegram']}").content.decode())
    said = {(m.get("name"), m.get("content")) for m in root.iterfind(".//meta[@name]")}
    assert ("DC.title", "Ciphered Telegram No. 12, Venn to Orlo") in said
    assert ("DC.creator", "Venn") in said
    assert not [name for name, _ in said if name.startswith("citation_")]
    assert root.find(".//meta[@property='og:title']") is not None
    (block,) = root.iterfind(".//script[@type='application/ld+json']")
    found = json.loads(block.text)
    assert (found["sender"][0]["name"], found["dateSent"]) == ("Venn", "1952-07-18T09:40")


def test_hostile_words_end_no_data_block(client: Client, ids: Ids) -> None:
    page = get(client, f"/d/{ids['letter']}").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "<" not in block
    assert "<script>alert" in json.loads(block)["name"]


def test_people_and_holdings(client: Client, ids: Ids) -> None:
    (person,) = set(re.findall(r'href="(/people/\w+)">Venn<', get(client, "/people/").content.decode()))
    page = get(client, person).content.decode()
    record = etree.fromstring(get(client, re.findall(r'href="(/people/[^"]+\.eac\.xml)"', page)[0]).content)
    assert "Venn" in record.itertext()
    whole = etree.fromstring(get(client, "/holdings.ead.xml").content)
    part = etree.fromstring(get(client, "/holdings/nat/fond-45.ead.xml").content)
    assert len(list(whole.iter("{*}dao"))) >= len(list(part.iter("{*}dao"))) == 1
    get(client, "/holdings/none.ead.xml", 404)


def test_a_quoted_paragraph_is_recognised(client: Client, ids: Ids) -> None:
    id = ids["telegram"]
    page = get(client, f"/d/{id}/cite?p=7").content.decode()
    (words,) = set(re.findall(rf"http://localhost/d/{id}\?words=([\w-]+)#p7", page))
    n, _, digest = words.partition("-")
    assert "has still the words" in get(client, f"/d/{id}?words={words}").content.decode()
    assert "paragraph 7</a>" in get(client, f"/d/{id}?words=3-{digest}").content.decode()
    assert "have changed" in get(client, f"/d/{id}?words={n}-{'0' * 10}").content.decode()
    assert 'role="status"' not in get(client, f"/d/{id}?words=<b>").content.decode()
    get(client, f"/d/{id}/cite?p=999", 404)


def test_words_of_an_earlier_version_are_found(client: Client, ids: Ids) -> None:
    id = ids["telegram"]
    from fonds.services import passages, showing
    from fonds.web import reading_room

    record = showing.record(reading_room.archive(), id, version=1)
    (quoted,) = [p for p in record.paragraphs if "sunken" in p.text]
    page = get(client, f"/d/{id}?words={quoted.n}-{passages.digest(quoted.text)}").content.decode()
    assert f'href="/d/{id}?version=1#p{quoted.n}"' in page
