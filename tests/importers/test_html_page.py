"""Saved pages: what they state of themselves, where their words are, in which encoding."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from importers.dumps import LETTER, as_page

from fonds.extract.reader import read_draft
from fonds.importers import importer_for, importer_named
from fonds.model import Document, Original

ORIGINAL = Original("page.html", "0" * 64, "text/html")
WORDS = "<p>Dear Venn,</p><p>The lamp at the harbour of Merrin has been dark for nine nights.</p><p>Orlo</p>"


def read(page: str | bytes, original: Original = ORIGINAL) -> Document:
    (draft,) = importer_named("html").read(page if isinstance(page, bytes) else page.encode(), original)
    return read_draft(draft, id="b1wfs30st")


def article(head: str = "", words: str = WORDS, around: str = "article") -> str:
    return f"""<!DOCTYPE html><html><head><title>The lamp | Harbour papers</title>{head}</head><body>
<header><a href="/">Harbour papers</a></header><nav>Home Browse About</nav>
<{around}><h1>Letter, Emil Orlo to Jana Venn</h1>{words}<footer>Filed under: lamps</footer></{around}>
<aside>More from this harbour</aside><footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize("around", ["article", "main"])
def test_the_words_of_an_article(around: str) -> None:
    document = read(article(around=around))
    assert document.title == "Letter, Emil Orlo to Jana Venn"
    assert document.type == "letter"
    assert document.text.split("\n\n")[0] == "Dear Venn,"
    assert not {"Home", "Browse", "Filed", "More"} & set(document.text.split())
    (message,) = document.messages
    assert [who.name for who in (*message.from_, *message.to)] == ["Emil Orlo", "Jana Venn"]


DUBLIN_CORE = """<meta name="DC.title" content="Letter, Emil Orlo to Jana Venn"><meta name="DC.creator" content="Orlo, Emil">
<meta name="DC.date" content="1931-05-03"><meta name="DC.subject" content="Lamps"><meta name="DC.subject" content="Harbours">
<meta name="DC.rights" content="Free to use"><meta name="DC.identifier" content="HB 12"><meta name="DC.type" content="Letter">"""
HIGHWIRE = """<meta name="citation_title" content="Letter, Emil Orlo to Jana Venn"><meta name="citation_author" content="Orlo, Emil">
<meta name="citation_date" content="1931/05/03"><meta name="citation_publication_date" content="2019/02/03">"""
OPEN_GRAPH = """<meta property="og:title" content="The lamp"><meta property="og:url" content="https://papers.example/a/7">
<meta property="article:published_time" content="2019-02-03"><meta property="og:description" content="Orlo asks for oil.">"""


def test_what_the_head_of_a_page_states() -> None:
    document = read(article(DUBLIN_CORE))
    assert document.date
    assert document.date.edtf == "1931-05-03"
    assert [who.name for who in document.people] == ["Emil Orlo"]
    assert document.subjects == ("Lamps", "Harbours")
    assert (document.rights, document.record_id, document.type) == ("Free to use", "HB 12", "letter")
    document = read(article(HIGHWIRE))
    assert document.uploaded
    assert document.uploaded.earliest == "2019-02-03"
    document = read(article(OPEN_GRAPH))
    assert document.date is None, "when a page was published is not the date of the paper"
    assert document.original.uri == "https://papers.example/a/7"
    assert document.summary == "Orlo asks for oil."


@pytest.mark.parametrize(
    "wrapped", ["{}", "[{}]", '{{"@graph": [{{"@type": "WebSite", "name": "Harbour"}}, {}]}}']
)
def test_linked_data(wrapped: str) -> None:
    work = {
        "@type": "Article",
        "headline": "Letter, Emil Orlo to Jana Venn",
        "datePublished": "2019-02-03",
        "dateCreated": "1931-05-03",
        "author": [{"@type": "Person", "name": "Emil Orlo"}],
    }
    script = f'<script type="application/ld+json">{wrapped.format(json.dumps(work))}</script>'
    document = read(article(script).replace("<h1>Letter, Emil Orlo to Jana Venn</h1>", ""))
    assert document.title == work["headline"]
    assert document.date
    assert document.uploaded
    assert (document.date.edtf, document.uploaded.edtf) == ("1931-05-03", "2019-02-03")
    assert [who.name for who in document.people] == ["Emil Orlo"]


@pytest.mark.parametrize(
    "script", ["{", "[" * 50_000, '"x"', "[[1]]", '{"headline": {"name": {"name": []}}}', "null"]
)
def test_linked_data_that_is_none(script: str) -> None:
    document = read(article(f'<script type="application/ld+json">{script}</script>'))
    assert document.title == "Letter, Emil Orlo to Jana Venn"


def test_the_address_it_was_saved_from_and_its_canonical_one() -> None:
    page = article('<link rel="alternate" href="/x"><link rel="canonical" href="/document/lamp">')
    document = read(page, replace(ORIGINAL, uri="https://papers.example/lamp?print=1"))
    assert document.original.uri == "https://papers.example/lamp?print=1"
    assert document.addresses == ("https://papers.example/document/lamp",)
    assert read(page).original.uri == "/document/lamp"


@pytest.mark.parametrize("address", ["http://[", "javascript:x()", "", "  ", "//", "\x00"])
def test_an_address_that_is_none_does_no_harm(address: str) -> None:
    assert read(article(f'<link rel="canonical" href="{address}">')).title


CYRILLIC = "<p>Лампа в гавани не горит уже девять ночей, и ни один корабль не войдёт.</p>"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="utf-8">', "cp1251"),  # a lie
        ('<meta charset="nothing">', "utf-8"),
    ],
)
def test_the_encoding_of_a_page(said: str, encoding: str) -> None:
    data = article(said, CYRILLIC).encode(encoding)
    assert importer_for(data, "page").name == "html"
    assert "Лампа в гавани" in read(data).text


def test_the_encoding_that_the_server_named() -> None:
    data = article("", CYRILLIC).encode("koi8-r")
    assert "Лампа в гавани" in read(data, replace(ORIGINAL, media_type="text/html; charset=KOI8-R")).text


def test_a_page_in_two_languages() -> None:
    page = (
        as_page(LETTER)
        .replace(
            '<div class="tab-pane" id="scan">',
            '<div class="tab-pane" id="de"><p>Liebe Venn</p></div><div class="tab-pane" id="scan">',
        )
        .replace('<ul class="nav">', '<ul class="nav"><li><a href="#de">German Text</a>')
    )
    document = read(page)
    assert [(text.language, text.text, text.role) for text in document.parallel_texts] == [
        ("de", "Liebe Venn", "original")
    ]
    assert "Liebe" not in document.text


def test_a_page_without_an_article_is_read_as_what_is_shown() -> None:
    document = read(
        "<html><body><div>Letter, Emil Orlo to Jana Venn</div><br><div>The lamp is lit.</div></body></html>"
    )
    assert document.title == "Letter, Emil Orlo to Jana Venn"
    assert document.text == "The lamp is lit."


def test_a_page_that_shows_nothing() -> None:
    document = read("<html><head><script>fill()</script></head><body><div id='app'></div></body></html>")
    assert [problem.code for problem in document.problems] == ["no-words-on-page"]


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_html_under_the_name_of_a_text_is_told_of(name: str) -> None:
    assert importer_for(article().encode(), name).name == "text"
