"""Whole pages of a small archive: what they answer, what they refuse, what they let through."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from fonds.model import ids as model_ids
from fonds.web import assets, security
from fonds.web.pages import MAX_QUERY_CHARACTERS

Ids = dict[str, str]

ADDRESSES = ["/", "/search", "/search?q=ferry", "/people/", "/places/", "/holdings/", "/collections/", "/about",
             "/collections/The%20Ferry", "/dates/1952", "/dates/1952-07", "/dates/1952-07-18"]  # fmt: skip


def get(client: Client, address: str, status: int = 200, **headers: str):
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.content[:500]
    return answer


def text(answer) -> str:
    return answer.content.decode()


def every_address(client: Client, ids: Ids) -> list[str]:
    """Those above, the pages of each document, and all that they link to."""
    documents = [
        f"/d/{id}{rest}" for id in ids.values() for rest in ("", "?evidence=1", "/cite", "/versions")
    ]
    found = dict.fromkeys([*ADDRESSES, *documents])
    for address in list(found):
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', text(get(client, address))):
            found.setdefault(link.replace("&amp;", "&"))
    return list(found)


def test_every_link_leads_somewhere(client: Client, ids: Ids) -> None:
    addresses = every_address(client, ids)
    assert len(addresses) > 60
    assert any(a.startswith("/missing/") for a in addresses)
    assert any(a.startswith("/holdings/nat/") for a in addresses)
    for address in addresses:
        get(client, address)


def test_no_mark_up_of_a_paper_gets_through(client: Client, ids: Ids) -> None:
    seen = 0
    for address in every_address(client, ids):
        answer = get(client, address)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = text(answer)
            assert "<script>alert" not in page, address
            assert "<img src=x" not in page, address
            assert "<b>жирное" not in page, address
            seen += "&lt;script&gt;alert" in page
    assert seen > 5


def test_no_page_has_inline_scripts_or_styles(client: Client, ids: Ids) -> None:
    for address in every_address(client, ids):
        answer = get(client, address)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = text(answer)
            assert not re.search(
                r"<style|\sstyle=|<script(?! src=| type=\"application/ld\+json\">)|\son\w+=\"", page
            ), address
            for link in re.findall(r'(?:src|href|action)="([^"]*)"', page):
                assert re.match(r"/(?!/)|#|mailto:|http://localhost/", link), link


def test_every_answer_has_the_headers(client: Client, ids: Ids) -> None:
    for address in (
        "/",
        "/nothing",
        "/suggest?q=ve",
        assets.address("fonds.css"),
        f"/d/{ids['telegram']}.json",
    ):
        answer = client.get(address)
        for name in security.HEADERS:
            assert name in answer.headers, (address, name)
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_title_of_the_archive_is_escaped(client: Client) -> None:
    assert "Ferry &lt;papers&gt;" in text(get(client, "/"))


# --- a document ----------------------------------------------------------------------------------


def test_a_document_page_shows_its_facts(client: Client, ids: Ids) -> None:
    page = text(get(client, f"/d/{ids['telegram']}"))
    assert "18 July 1952" in page
    assert '<p id="p1"' in page
    assert re.search(r'<a class="stamp" href="/search\?classification=[^"]*">Strictly Secret</a>', page)
    assert f'<link rel="canonical" href="http://localhost/d/{ids["telegram"]}">' in page
    assert "Orlo (2)" in page


def test_evidence_is_shown_when_asked(client: Client, ids: Ids) -> None:
    assert "<mark" not in text(get(client, f"/d/{ids['telegram']}"))
    page = text(get(client, f"/d/{ids['telegram']}?evidence=1"))
    marks = re.findall(
        r'<mark class="e e-(\w+)" data-e="(\d+)" title="([^"]+)" id="e\2">([^<]+)</mark>', page
    )
    assert ("MERRIN") in {words for *_, words in marks}
    assert {kind for kind, *_ in marks} >= {"time", "person", "place"}
    for _, n, _, words in marks:
        assert re.search(rf'<a class="quote" href="#e{n}">“{re.escape(words)}', page), words


def test_parallel_text_alone_and_beside(client: Client, ids: Ids) -> None:
    page = text(get(client, f"/d/{ids['letter']}?view=ru"))
    assert '<div class="prose" lang="ru">' in page
    assert "О пароме." in page
    page = text(get(client, f"/d/{ids['letter']}?view=side"))
    assert "О пароме." in page
    assert "Dear Venn" in page


@pytest.mark.parametrize("view", ["klingon", "scan", "", "<script>"])
def test_a_view_that_is_not_there_is_the_text(client: Client, ids: Ids, view: str) -> None:
    page = text(get(client, f"/d/{ids['telegram']}?view={quote(view)}"))
    assert '<p id="p1"' in page


def test_versions_and_an_old_one(client: Client, ids: Ids) -> None:
    address = f"/d/{ids['telegram']}"
    assert text(get(client, f"{address}/versions")).count("<tr>") == 3
    old = text(get(client, f"{address}?version=1"))
    assert "sunken" in old
    assert "version 1, not the current one" in old
    assert "sunken" not in text(get(client, address))
    get(client, f"{address}?version=7", 404)


def test_a_page_is_not_sent_twice(client: Client, ids: Ids) -> None:
    first = get(client, f"/d/{ids['telegram']}")
    again = get(client, f"/d/{ids['telegram']}", 304, if_none_match=first.headers["ETag"])
    assert again.content == b""
    assert "Content-Security-Policy" in again.headers


def test_an_id_in_capitals_leads_to_the_document(client: Client, ids: Ids) -> None:
    answer = get(client, f"/d/{ids['telegram'].upper()}", 301)
    assert answer.headers["Location"] == f"/d/{ids['telegram']}"


def test_citing(client: Client, ids: Ids) -> None:
    page = text(get(client, f"/d/{ids['telegram']}/cite"))
    assert page.count("<blockquote") == 4
    assert page.count(f"http://localhost/d/{ids['telegram']}") >= 5


# --- downloads ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "media_type", "begins"),
    [
        (".json", "application/json", "{"),
        (".txt", "text/plain; charset=utf-8", ""),
        (".ris", "application/x-research-info-systems", "TY  - "),
        (".bib", "application/x-bibtex", "@"),
        (".csl.json", "application/vnd.citationstyles.csl+json", "["),
    ],
)
def test_formats(client: Client, ids: Ids, suffix: str, media_type: str, begins: str) -> None:
    answer = get(client, f"/d/{ids['telegram']}{suffix}")
    assert answer.headers["Content-Type"].startswith(media_type.partition(";")[0])
    assert text(answer).startswith(begins)
    assert f"{ids['telegram']}{suffix}" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_json_of_a_document_is_the_document(client: Client, ids: Ids) -> None:
    given = json.loads(text(get(client, f"/d/{ids['telegram']}.json")))
    assert given["id"] == ids["telegram"]
    assert given["title"].startswith("Ciphered Telegram No. 12")


def test_a_format_that_is_not_there(client: Client, ids: Ids) -> None:
    get(client, f"/d/{ids['telegram']}.exe", 404)


def test_originals_are_downloads_and_never_pages(client: Client, ids: Ids) -> None:
    answer = get(client, f"/d/{ids['letter']}/file/1")
    assert b"<script>" in answer.content
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.txt"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    pdf = get(client, f"/d/{ids['1957-07-18-roe-to-admiralty']}/file/2")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize("n", ["0", "3", "999999", "-1", "x", "1/../2"])
def test_a_file_that_is_not_there(client: Client, ids: Ids, n: str) -> None:
    get(client, f"/d/{ids['letter']}/file/{n}", 404)


def test_scans_are_images(client: Client, ids: Ids) -> None:
    address = f"/d/{ids['1957-07-18-roe-to-admiralty']}/scan/1"
    small, large = get(client, f"{address}?dpi=50"), get(client, f"{address}?dpi=200")
    assert small.headers["Content-Type"].startswith("image/")
    assert len(small.content) < len(large.content)
    assert get(client, f"{address}?dpi=9999").headers["ETag"] == get(client, address).headers["ETag"]
    get(client, address, 304, if_none_match=get(client, address).headers["ETag"])
    get(client, address.replace("/1", "/2").replace("/d/2", "/d/1"), 404)


# --- finding ------------------------------------------------------------------------------------


def test_suggestions_are_json(client: Client) -> None:
    found = json.loads(text(get(client, "/suggest?q=Ven")))
    assert any(s["text"] == "Venn" and s["href"].startswith("/people/") for s in found)
    assert json.loads(text(get(client, "/suggest?q="))) == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "((",
        "a AND",
        "NOT",
        "field:",
        "1950..",
        "..",
        "*",
        "a*b*c",
        "\x00\x01",
        "🙂",
        "type:nothing",
        "-",
        "^~2",
    ],
)
def test_any_query_is_answered(client: Client, query: str) -> None:
    get(client, f"/search?q={quote(query)}")
    get(client, f"/suggest?q={quote(query)}")


@pytest.mark.parametrize(
    "rest",
    [
        "page=x",
        "page=-1",
        "page=0",
        "sort=up",
        "type=",
        "year=abc",
        "nothing=1",
        "names=off",
        "year=1950..1960",
    ],
)
def test_what_an_address_says_wrong_is_passed_over(client: Client, rest: str) -> None:
    get(client, f"/search?q=ferry&{rest}")


def test_a_page_beyond_the_last_is_refused_or_empty(client: Client) -> None:
    assert client.get("/search?q=ferry&page=99999").status_code in (200, 400)


def test_a_huge_query_is_refused_with_the_reason(client: Client) -> None:
    page = text(get(client, f"/search?q={'x' * 100_000}", 400))
    assert f"no more than {MAX_QUERY_CHARACTERS}" in page
    assert len(page) < 10_000


def test_links_beyond_two_facets_are_not_followed(client: Client) -> None:
    facets = re.compile(r'<aside class="facets".*</aside>', re.DOTALL)
    one = text(get(client, "/search?q=ferry&type=telegram"))
    two = text(get(client, "/search?q=ferry&type=telegram&language=en"))
    assert "nofollow" not in facets.search(one)[0]
    links = re.findall(r"<a [^>]*>", facets.search(two)[0])
    assert links
    assert all('rel="nofollow"' in link for link in links)
    assert '<meta name="robots" content="noindex">' in two


def test_what_narrows_can_be_taken_off(client: Client) -> None:
    page = text(get(client, "/search?q=ferry&type=telegram&sort=date"))
    off = re.search(r'<ul class="chosen".*?href="([^"]*)"', page, re.DOTALL)
    assert off
    assert off[1].replace("&amp;", "&") == "/search?q=ferry&sort=date"


# --- nothing there ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/d/", "/d/..", "/d/../../etc/passwd", "/d/%2e%2e%2fetc", "/people/..", "/people/zzzzzzzzz",
     "/places/zz", "/holdings/nothing/here", "/holdings/../..", "/collections/No%20such", "/dates/1850",
     "/dates/1952-13", "/dates/1952-02-30", "/missing/none", "/static/0/../settings.py",
     "/static/0/%2e%2e/settings.py", "/static/0/nothing.css", "/d/b1wfs30st/scan/1"],
)  # fmt: skip
def test_not_found_is_honest(client: Client, address: str) -> None:
    answer = client.get(address)
    if address.startswith("/dates/") and answer.status_code == 200:
        assert "Nothing here was written then." in text(answer)
        return
    assert answer.status_code == 404
    assert "There is nothing at this address" in text(answer)


def test_words_of_the_address_are_looked_for(client: Client) -> None:
    page = text(get(client, "/documents/ferry", 404))
    assert 'href="/search?q=' in page


def test_a_mistyped_id_is_told_and_the_nearest_given(client: Client, ids: Ids) -> None:
    right = ids["telegram"]
    swapped = next(
        right[:n] + right[n + 1] + right[n] + right[n + 2 :] for n in range(7) if right[n] != right[n + 1]
    )
    wrong = ("0" if right[0] != "0" else "1") + right[1:]
    for id in (swapped, wrong):
        assert not model_ids.is_valid(id)
        page = text(get(client, f"/d/{id}", 404))
        assert "looks mistyped" in page
        assert f'href="/d/{right}"' in page


def test_an_id_that_does_not_exist(client: Client) -> None:
    assert "looks mistyped" not in text(get(client, f"/d/{model_ids.identify('nobody')}", 404))


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_changed(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


def test_another_host_is_refused(built: Path, client: Client, ids: Ids) -> None:
    assert Client(SERVER_NAME="evil.example").get(f"/d/{ids['telegram']}").status_code == 400


def test_a_bug_is_told_in_one_sentence(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("fonds.services.showing.home", lambda *_: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "written to the log" in text(answer)


def test_a_withdrawn_document_leaves_its_citation(client: Client, ids: Ids) -> None:
    from fonds.store import models

    row = models.Record.objects.filter(id=ids["telegram"])
    row.update(withdrawn=datetime(2024, 3, 8, tzinfo=UTC))
    try:
        page = text(get(client, f"/d/{ids['telegram']}", 410))
        assert "withdrawn on 8 March 2024" in page
        assert "Ciphered Telegram No. 12" in page
        assert "has sunk" not in page
        for rest in ("/file/1", "/scan/1", ".json", ".txt"):
            assert client.get(f"/d/{ids['telegram']}{rest}").status_code in (404, 410), rest
    finally:
        row.update(withdrawn=None)


def test_a_withdrawn_document_and_a_merged_one(client: Client, ids: dict[str, str]) -> None:
    from fonds.store import models

    row, other = models.Record.objects.filter(id=ids["telegram"]), ids["letter"]
    before = row.values("withdrawn", "reason", "merged_into").get()
    try:
        row.update(withdrawn=datetime.now(UTC), reason="The family asked for <it>.")
        page = client.get(f"/d/{ids['telegram']}")
        assert page.status_code == 410
        assert "The family asked for &lt;it&gt;." in page.content.decode()
        assert client.get(f"/d/{ids['telegram']}.ris").status_code == 410
        row.update(merged_into=other)
        for rest in ("", ".ris", "/cite"):
            answer = client.get(f"/d/{ids['telegram']}{rest}")
            assert (answer.status_code, answer.headers.get("Location")) == (301, f"/d/{other}{rest}"), rest
    finally:
        row.update(**before)


# --- assets -------------------------------------------------------------------------------------


def test_assets_are_kept_for_long_and_only_those_listed(client: Client) -> None:
    answer = get(client, assets.address("fonds.css"), accept_encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    old = get(client, "/static/0/fonds.css")
    assert old.headers["Cache-Control"] == "no-cache"
    assert get(client, "/robots.txt").content
    assert get(client, "/favicon.ico").headers["Content-Type"] == "image/svg+xml"
    assert get(client, "/health").content == b"ok\n"


def test_fonts_are_small_and_licensed(client: Client) -> None:
    fonts = re.findall(r'url\("(fonts/[^"]+)"\)', text(get(client, assets.address("fonds.css"))))
    assert len(fonts) > 10
    for name in fonts:
        answer = get(client, assets.address(name))
        assert answer.headers["Content-Type"] == "font/woff2"
        assert answer.content.startswith(b"wOF2")
        assert len(answer.content) < 120_000
    assert "SIL Open Font License" in text(get(client, assets.address("fonts/OFL.txt")))


@pytest.mark.parametrize(("sort", "words"), [("added", "first added"), ("-added", "last added")])
def test_results_in_the_order_of_adding(client: Client, ids: Ids, sort: str, words: str) -> None:
    page = text(get(client, f"/search?sort={sort}"))
    assert set(re.findall(r'<h2><a href="/d/(\w+)"', page)) == set(ids.values())
    assert re.findall(r'aria-current="true">([^<]+)</a>', page) == [words]
