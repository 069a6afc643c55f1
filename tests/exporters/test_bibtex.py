"""BibTeX: the entry itself, and what an independent reader makes of it."""

from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from exporters.papers import (
    ARCHIVE,
    FROM_A_BODY,
    HOSTILE,
    LETTER,
    PAPERS,
    TELEGRAM,
    UNTITLED,
    address,
    paper,
    when,
)
from hypothesis import given
from hypothesis import strategies as st

from fonds.exporters import by_name
from fonds.exporters.bibtex import key
from fonds.model import Document, Message, Source, Who

BIB = by_name("bibtex")


def read(text: str) -> list[dict[str, str]]:
    """The fields of each entry, LaTeX's commands resolved; a block that cannot be read is a failure."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [{field.key: field.value for field in entry.fields} for entry in library.entries]


def test_telegram() -> None:
    assert BIB.encode(replace(TELEGRAM, sources=TELEGRAM.sources[:1]), address(TELEGRAM.id), ARCHIVE) == (
        "@misc{qin1957-b1wfs30st,\n"
        "  author = {{Qin Boyuan}},\n"
        "  title = {{Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the exchange with Seon}},\n"
        "  year = {1957},\n"
        "  month = jul,\n"
        "  date = {1957-07-17},\n"
        "  type = {telegram},\n"
        "  number = {4417},\n"
        "  howpublished = {Fonds Demonstration Archive, APU, f. 45, op. 1, d. 343, ll. 72-75},\n"
        "  note = {To Lugov; translated by Ines Calloway},\n"
        "  translator = {{Ines Calloway}},\n"
        "  archive = {APU},\n"
        "  archivelocation = {f. 45, op. 1, d. 343, ll. 72-75},\n"
        "  url = {https://fonds.example/d/b1wfs30st},\n"
        "  language = {en},\n"
        "  keywords = {Locks, Telegraphy},\n"
        "  abstract = {Qin forwards an exchange.},\n"
        "  annote = {Marked “Strictly Secret”. Translated by Ines Calloway. "
        "Source “APU, f. 45, op. 1, d. 343, ll. 72-75”.},\n"
        "}\n"
    )


def test_many_entries_are_read() -> None:
    entries = read("".join(BIB.encode_many(PAPERS, address, ARCHIVE)))
    assert len(entries) == len({"".join(entry) + entry["title"] for entry in entries}) == len(PAPERS)


def test_bodies_are_not_parted_at_their_words() -> None:
    (entry,) = read(BIB.encode(FROM_A_BODY))
    assert entry["author"] == "Ministry of Foreign Affairs and Admiralty"
    assert "author = {{Ministry of Foreign Affairs} and {Admiralty}}" in BIB.encode(FROM_A_BODY)


def test_hostile_words_are_escaped() -> None:
    written = BIB.encode(HOSTILE, "https://fonds.example/{a}\\ b?c=1&d=%41")
    assert (
        'title = {{A "bad" <script>alert(1)</script> \\& \\textbraceleft{}title\\textbraceright{} \\textbackslash{} '
        "100\\% \\$ \\# \\_ \\textasciitilde{} \\textasciicircum{} “end”?}}" in written
    )
    assert "url = {https://fonds.example/%7Ba%7D%5C%20b?c=1&d=%41}" in written
    assert len(read(written)) == 1


def test_an_independent_reader_finds_the_words() -> None:
    (entry,) = read(BIB.encode(paper("R&D, 100% of $5 #2 a_b ~ c\\d")))
    assert entry["title"] == "R&D, 100% of $5 #2 a_b ~ c\\d"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (LETTER, "walter1957-b1wfs30st"),
        (UNTITLED, "ostashev1957-b1wfs30st"),
        (paper("Überfahrt"), "uberfahrt-b1wfs30st"),
        (paper("Обзор 12 дел"), "document-b1wfs30st"),
        (paper("3rd note", date=when("1957/1959")), "rd-b1wfs30st"),
        (paper("A B", date=when("[1957,1959]")), "a-b1wfs30st"),
    ],
)
def test_keys(document: Document, expected: str) -> None:
    assert key(document) == expected


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_any_words_make_one_entry_with_balanced_braces(texts: list[str]) -> None:
    title, name, wording, summary = texts
    document = paper(
        f"T{title}",
        date=when("?", wording),
        summary=summary,
        messages=(Message("m1", "letter", from_=(Who(name),)),),
        sources=(Source(wording, "archival", repository=name),),
    )
    written = BIB.encode(document, wording, name)
    depth = 0
    for number, character in enumerate(written):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or number < len("@misc") or number == len(written) - 2 or character == "\n"
    assert depth == 0
    library = bibtexparser.parse_string(written)
    assert library.failed_blocks == []
    assert len(library.entries) == 1
