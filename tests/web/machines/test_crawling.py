"""Feeds, sitemaps, and what a crawler that follows every link it may follow comes to."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client
from lxml import etree, html

from fonds.search.entry import FACETS
from fonds.services import listing, withdrawing
from fonds.services.archive import Archive
from fonds.web import addresses

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_search_is_a_feed(client: Client, ids: list[str]) -> None:
    asked = {"q": "ferry", "collection": "Мост"}
    answer = client.get("/feed.atom", asked)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    wanted = {f"http://localhost/d/{id}" for n, id in enumerate(ids, 1) if n % 3 == 2}
    assert {entry.findtext(f"{ATOM}id") for entry in entries} == wanted
    assert "ferry <" in (entries[0].findtext(f"{ATOM}summary") or "")
    for needed in ("id", "title", "updated"):
        assert all(found.findtext(f"{ATOM}{needed}") for found in (feed, *entries))
    told = json.loads(client.get("/feed.json", asked).content)
    assert {item["id"] for item in told["items"]} == wanted
    assert told["feed_url"].startswith("http://localhost/feed.json?q=ferry&collection=")
    again = client.get("/feed.atom", asked, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_feed_of_nothing_and_of_nonsense(client: Client) -> None:
    assert (
        etree.fromstring(client.get("/feed.atom", {"q": "zeppelin"}).content).find(f"{ATOM}updated")
        is not None
    )
    etree.fromstring(client.get("/feed.atom", {"q": "\x00\x1b<&>", "type": "\x0b"}).content)
    assert client.get("/feed.atom", {"q": "x" * 3000}).status_code == 400


def test_the_sitemap_lists_every_page_once(
    client: Client, archive: Archive, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawing.withdraw(archive, ids[0], "Sold.")
    for part in (20_000, 5, 1):
        monkeypatch.setattr(listing, "PART", part)
        tree = etree.fromstring(client.get(f"/sitemap.xml?{part}").content)
        parts = [loc.text or "" for loc in tree.iter(f"{MAP}loc")]
        pages = [
            loc.text or ""
            for found in parts
            for loc in etree.fromstring(client.get(found).content).iter(f"{MAP}loc")
        ]
        assert len(pages) == len(set(pages))
        documents = sorted(page.rpartition("/")[2] for page in pages if "/d/" in page)
        assert documents == sorted(ids[1:])
        assert any("/people/" in page for page in pages)
        assert len(parts) > (part < 12)
    assert client.get("/sitemap/documents-zzzz.xml").status_code == 404
    assert client.get("/sitemap/passwd.xml").status_code == 404


def test_robots_are_told_where_everything_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONDS_DUMP", "https://papers.example/dump/")
    told = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost/sitemap.xml" in told
    assert "# https://papers.example/dump/" in told
    assert "https://papers.example/dump/" in client.get("/about").content.decode()
    assert client.get("/api/v1").json()["dump"] == "https://papers.example/dump/"


def test_one_address_for_a_search_however_it_is_asked(client: Client) -> None:
    def canonical(query: str) -> str:
        (found,) = html.fromstring(client.get(f"/search?{query}").content).xpath(
            "//link[@rel='canonical']/@href"
        )
        return str(found)

    same = {
        canonical("q=ferry&type=letter&collection=Мост"),
        canonical("collection=Мост&type=letter&sort=date&q=ferry&names=off&colour=red"),
        canonical("type=letter&type=letter&collection=Мост&q=%20ferry"),
    }
    assert same == {
        "http://localhost" + addresses.search("ferry", {"collection": ["Мост"], "type": ["letter"]})
    }


def test_a_crawler_comes_to_an_end(client: Client) -> None:
    """Given a crawler that follows every link without nofollow, from the front page and from a search that is
    narrowed by five facets already; then it never comes to a search with more than two, and there are no more of
    these than pairs of values."""
    start = ["/", "/search?type=letter&year=1952&place=Merrin&person=Venn&collection=Мост"]
    seen, waiting = set(start), list(start)
    values: set[tuple[str, str]] = set()
    searches = set()
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code in (200, 301, 404, 410), path
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in html.fromstring(answer.content).iter("a"):
            href = urljoin(f"http://localhost{path}", link.get("href", "")).partition("#")[0]
            at = urlsplit(href)
            if at.netloc != "localhost" or "nofollow" in link.get("rel", "").split():
                continue
            if at.path.startswith(("/api", "/iiif", "/oai", "/feed")) or "/scan/" in at.path:
                continue  # robots.txt
            asked = [(k, v) for k, v in parse_qsl(at.query) if k in FACETS]
            if at.path == "/search":
                values.update(asked)
                searches.add(at.query)
                if path not in start:
                    assert len(asked) <= 2, href
            if (found := href.removeprefix("http://localhost")) not in seen:
                seen.add(found)
                waiting.append(found)
    assert len(values) > 8
    assert len(searches) <= 1 + len(values) + len(values) * (len(values) - 1) / 2 + 32
