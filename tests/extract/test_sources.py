"""Source lines taken apart: sources, credits, remarks."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.extract.reader import read_draft
from fonds.extract.sources import parse
from fonds.importers.page_text import draft_of_text
from fonds.model import Original


def cited(text: str) -> list[str]:
    return [found.source.as_written for found in parse(text).sources]


def credited(text: str) -> list[tuple[str, str]]:
    return [(found.credit.role, found.credit.name) for found in parse(text).credits]


def remarked(text: str) -> list[str]:
    return [remark.text for remark in parse(text).remarks]


def test_pages_of_the_digital_archive(shared):
    """The source line of each page with hand-made truth, part by part."""
    lines = 0
    for path in sorted((shared / "gold/seeds").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold["sources"]:
            continue
        page = (shared / "seeds" / path.with_suffix(".txt").name).read_text(encoding="utf-8")
        start = page.index(gold["sources"][0]["as_written"])
        line = page[start : page.find("\n", start)] if "\n" in page[start:] else page[start:]
        found = parse(line)
        lines += 1
        assert len(found.sources) == len(gold["sources"])
        for wanted, got in zip(gold["sources"], found.sources, strict=True):
            for field, value in wanted.items():
                assert getattr(got.source, field) == value, f"{path.name} {field}"
        assert [{"name": c.credit.name, "role": c.credit.role} for c in found.credits] == gold["credits"]
    assert lines == 4


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("APRF, f. 7, op. 2, d. 31, ll. 5-6; AVP RF, f. 01a, op. 2a, d. 3, p. 4, l. 9; and RGASPI, f. 8, op. 1, d. 2, l. 3.",
         ["APRF, f. 7, op. 2, d. 31, ll. 5-6", "AVP RF, f. 01a, op. 2a, d. 3, p. 4, l. 9", "RGASPI, f. 8, op. 1, d. 2, l. 3"]),
        ("APRF, f. 7, op. 2, d. 31, l. 5 and RGANI, f. 5, op. 1, d. 2, l. 3", ["APRF, f. 7, op. 2, d. 31, l. 5", "RGANI, f. 5, op. 1, d. 2, l. 3"]),
        ("APRF, f. 7, op. 2, d. 31, l. 5, TsDA, f. 1B, op. 3, a.e. 4", ["APRF, f. 7, op. 2, d. 31, l. 5", "TsDA, f. 1B, op. 3, a.e. 4"]),
        ("RGANI, f. 5, op. 1, d. 2, ll. 3-4; 7-9", ["RGANI, f. 5, op. 1, d. 2, ll. 3-4; 7-9"]),
        ("Ann Roe and Bo Doe, eds., Rivers and Borders (Oslo: North and Sons, 1999), 7", ["Ann Roe and Bo Doe, eds., Rivers and Borders (Oslo: North and Sons, 1999), 7"]),
        ("Archive of Ports and Rivers, Box 4", ["Archive of Ports and Rivers, Box 4"]),
        ("RGANI, f. 5, op. 1, d. 2, l. 3. Published in Ann Roe, Border Papers (Oslo: North, 1999), 7.",
         ["RGANI, f. 5, op. 1, d. 2, l. 3", "Published in Ann Roe, Border Papers (Oslo: North, 1999), 7."]),
    ],
)  # fmt: skip
def test_where_one_citation_ends(text, pieces):
    assert cited(text) == pieces


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("APRF, f. 7, op. 2, d. 31, l. 5; translation from Ann Roe, Border Papers (Oslo: North, 1999), 7", [None, "translation"]),
        ("APRF, f. 7, op. 2, d. 31, l. 5, published in Russian in Ann Roe, Papers (Oslo: North, 1999), 7", [None, "publication"]),
        ("Originally published in Pravda, 3 May 1957. Reprinted in Ann Roe, Papers (Oslo, 1999), 7", ["publication", "reprint"]),
        ("APRF, f. 7, op. 2, d. 31, l. 5. Also in RGANI, f. 5, op. 1, d. 2, l. 3", [None, "copy"]),
        ("APRF, f. 7, op. 2, d. 31, l. 5 (English translation available in CWIHP Bulletin 4 (Fall 1994), 7)", [None, "translation"]),
    ],
)  # fmt: skip
def test_what_a_citation_is_to_the_document(text, roles):
    assert [found.source.role for found in parse(text).sources] == roles


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        ("RGANI, f. 5. Translated by by Ann Roe.", [("translator", "Ann Roe")]),
        ("BArch, B 1/2. Contributed, transcribed, and translated by Ann Roe.",
         [("contributor", "Ann Roe"), ("transcriber", "Ann Roe"), ("translator", "Ann Roe")]),
        ("File A’1 (Microfilm). Contributed by Ann Roe and translated by Bo Doe.", [("contributor", "Ann Roe"), ("translator", "Bo Doe")]),
    ],
)  # fmt: skip
def test_credits_leave_the_citation(text, credits):
    assert credited(text) == credits
    assert " by " not in cited(text)[0]


def test_a_translator_of_a_book_is_no_credit():
    assert credited("Ann Roe, Border Papers, trans. Bo Doe (Oslo: North, 1999), 7.") == []


def test_remarks_leave_the_citation_and_what_follows_inherits():
    text = "RGANI. F. 7. Op. 2. D. 31. L. 13. Original. Typewritten text. Ibid. Op. 6. D. 7. L. 100. Copy. L. 101-102. Copy."
    assert remarked(text) == ["Original. Typewritten text", "Copy", "Copy"]
    parts = [
        (s.source.repository, s.source.fond, s.source.opis, s.source.delo, s.source.listy)
        for s in parse(text).sources
    ]
    assert parts == [
        ("RGANI", "7", "2", "31", "13"),
        ("RGANI", "7", "6", "7", "100"),
        ("RGANI", "7", "6", "7", "101-102"),
    ]


def test_a_line_about_which_nothing_is_known_is_kept():
    (found,) = parse("Somewhere on a shelf").sources
    assert found.source.as_written == "Somewhere on a shelf"
    assert found.confidence < 0.5


@pytest.mark.parametrize("text", ["", " ", ".", "; and ;", "()", "[.]"])
def test_nothing_gives_nothing(text):
    assert parse(text).sources == ()


WORDS = st.sampled_from(
    [
        "APRF",
        "RGANI",
        "f.",
        "op.",
        "d.",
        "ll.",
        "72-75",
        ";",
        ",",
        ".",
        "(",
        ")",
        "[",
        "]",
        "“",
        "”",
        '"',
        "and",
        "translation",
        "from",
        "Translated",
        "by",
        "Ann",
        "Roe",
        "eds.",
        "vol.",
        "1",
        "(Oslo:",
        "North,",
        "1999)",
        "Ibid.",
        "Copy.",
        "//",
        "Ф.",
        "45",
        "PRC",
        "FMA",
        "105-00001-01",
        "—",
        "BArch,",
        "B",
        "136/1",
        "Box",
        "и",
        "№",
    ]
)


@given(st.text() | st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_is_survived_and_spans_are_true(text):
    found = parse(text)
    for item in found.sources:
        assert text[item.start : item.end] == item.source.as_written
        assert 0 < item.confidence < 1
    for item in found.credits:
        assert text[item.start : item.end] == item.credit.name
    for remark in found.remarks:
        assert text[remark.start : remark.end] == remark.text
    spans = sorted((item.start, item.end) for item in (*found.sources, *found.remarks))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_the_shelf_mark_behind_a_papers_title_is_the_source() -> None:
    text = 'Letter from S. Orlo to "Daily Lamp" about P. Venn. May 3, 1957 // AVP RF. F. R-0129. Op. 47a. P. 43. D. 1. L. 65-66.'
    (found,) = parse(text).sources
    source = found.source
    assert (source.kind, source.fond, source.opis, source.papka, source.delo) == (
        "archival",
        "R-0129",
        "47a",
        "43",
        "1",
    )
    assert text[found.start : found.end].startswith("AVP RF")
    (printed,) = parse("Venn P. The harbour // Voprosy istorii. 1990. No. 3. P. 12-14.").sources
    assert printed.source.kind == "published"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("_[AA : A1068, QR47/9/2]_", ("AA", "A1068", "QR47/9/2", None)),
        ("[AA:A1699,L41/7/6]", ("AA", "A1699", "L41/7/6", None)),
        ("[NAA: A1838, TS250/7/10 part 3]", ("NAA", "A1838", "TS250/7/10", "3")),
        ("_[AA : M448, [126]]_", ("AA", "M448", "126", None)),
    ],
)
def test_shelf_mark_in_brackets(line, parts):
    """An edition's line below the paper is one citation, brackets and signs of emphasis off."""
    (found,) = parse(line).sources
    kept = found.source
    assert (kept.kind, kept.repository, kept.series, kept.item, kept.part) == ("archival", *parts)
    assert kept.as_written == line[found.start : found.end]


def test_shelf_mark_below_a_paper():
    """It is the document's source, not one of its paragraphs; a bracketed remark stays with the words."""
    text = """\
12 Orlo to Venn

PORT REGENT, 4 May 1947

The dues have been raised again, and the ships lie idle in the harbour.

[Mr Brel has seen this, and NAA officers were told.]

ORLO

_[NAA : A1838, 852/19/1]_
"""
    document = read_draft(draft_of_text(text, Original("paper.txt", "0" * 64, "text/plain")), id="0123456789")
    assert [(s.repository, s.series, s.item) for s in document.sources] == [("NAA", "A1838", "852/19/1")]
    assert "A1838" not in document.text
    assert "Mr Brel has seen this" in document.text
