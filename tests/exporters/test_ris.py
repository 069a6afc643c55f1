"""RIS: the lines themselves, and what an independent reader makes of them."""

import re
from dataclasses import replace

import rispy
from exporters.papers import (
    ARCHIVE,
    CONVERSATION,
    HOSTILE,
    LETTER,
    PAPERS,
    TELEGRAM,
    UNDATED_REPORT,
    address,
    paper,
    when,
)
from hypothesis import given
from hypothesis import strategies as st

from fonds.exporters import by_name
from fonds.model import File, Message, Source, Who

RIS = by_name("ris")


def test_telegram() -> None:
    assert RIS.encode(TELEGRAM, address(TELEGRAM.id), ARCHIVE).split("\r\n") == [
        "TY  - PCOMM",
        "ID  - b1wfs30st",
        "TI  - Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the exchange with Seon",
        "AU  - Qin Boyuan",
        "A2  - Lugov",
        "A4  - Ines Calloway",
        "DA  - 1957/07/17/",
        "PY  - 1957",
        "M3  - telegram",
        "M1  - 4417",
        "DB  - APU",
        "AN  - f. 45, op. 1, d. 343, ll. 72-75; AVP, f. 059a, op. 5a, d. 5, p. 11, ll. 90-93; "
        "RGAU, f. 558, op. 11, d. 343, ll. 0072-0075",
        "DP  - Fonds Demonstration Archive",
        "UR  - https://fonds.example/d/b1wfs30st",
        "LA  - en",
        "AB  - Qin forwards an exchange.",
        "KW  - Locks",
        "KW  - Telegraphy",
        "N1  - Marked “Strictly Secret”.",
        "N1  - Translated by Ines Calloway.",
        "N1  - Source “APU, f. 45, op. 1, d. 343, ll. 72-75”.",
        "N1  - Source “AVP, f. 059a, op. 5a, d. 5, p. 11, ll. 90-93”.",
        "N1  - Source “RGAU, f. 558, op. 11, d. 343, ll. 0072-0075”.",
        "ER  - ",
        "",
    ]


def test_an_independent_reader_finds_the_facts() -> None:
    (entry,) = rispy.loads(RIS.encode(LETTER, address(LETTER.id), ARCHIVE))
    assert entry["type_of_reference"] == "PCOMM"
    assert entry["title"] == "On the price of coal."
    assert entry["authors"] == ["Walter Ashcombe"]
    assert entry["secondary_authors"] == ["Matis Verrin", "The Bridge Company"]
    assert entry["date"] == "1957/06/05/"
    assert entry["name_of_database"] == "Merrin City Library"
    assert entry["accession_number"] == "Bridge Papers, call no. 611-43, box 9"
    assert entry["database_provider"] == ARCHIVE
    assert entry["urls"] == [address(LETTER.id)]


def test_an_independent_reader_finds_all_of_many() -> None:
    entries = rispy.loads("".join(RIS.encode_many(PAPERS, address, ARCHIVE)))
    kinds = ["PCOMM", "PCOMM", "MANSCPT", "PCOMM", "RPRT", "PCOMM", "RPRT", "PCOMM"]
    assert [entry["type_of_reference"] for entry in entries] == kinds


def test_hostile_words_make_no_lines() -> None:
    (entry,) = rispy.loads(RIS.encode(HOSTILE))
    assert entry["title"] == 'A "bad" <script>alert(1)</script> & {title} \\ 100% $ # _ ~ ^ “end”?'
    assert entry["keywords"] == ["one TY - BOOK"]
    assert entry["abstract"] == "TY - BOOK ER - }, @book{x, title = {y}"


def test_a_date_without_parts_is_a_remark() -> None:
    (entry,) = rispy.loads(RIS.encode(paper("x", date=when("195X"))))
    assert "date" not in entry
    assert "year" not in entry
    assert entry["notes"] == ["Dated 1950s."]


def test_no_date_no_tags() -> None:
    assert not re.search(r"^(DA|PY)", RIS.encode(UNDATED_REPORT), re.MULTILINE)


def test_recipient_of_what_is_no_letter_is_a_remark() -> None:
    report = paper("x", type="report", messages=(Message("m1", "report", to=(Who("Presidium"),)),))
    (entry,) = rispy.loads(RIS.encode(report))
    assert entry["notes"] == ["To Presidium."]
    assert "secondary_authors" not in entry


def test_what_no_archive_keeps_is_located_in_print() -> None:
    (entry,) = rispy.loads(RIS.encode(CONVERSATION))
    assert "name_of_database" not in entry
    assert entry["accession_number"] == "Haixia wenxian [Papers of the Strait], 1945-1960 (Yundu, 1991), 83-4"


@given(st.lists(st.text(), min_size=4, max_size=4))
def test_every_line_is_a_tag_with_its_value(texts: list[str]) -> None:
    title, name, wording, summary = texts
    document = paper(
        title,
        type="letter",
        date=when("?", wording),
        summary=summary,
        messages=(Message("m1", "letter", from_=(Who(name),)),),
        sources=(Source(wording, "archival", repository=name),),
    )
    *lines, last = RIS.encode(document, wording, name).split("\r\n")
    assert last == ""
    assert [line for line in lines if not re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line)] == []
    assert [line[:2] for line in lines if line[:2] in ("TY", "ER")] == ["TY", "ER"]


def test_rights_and_pdfs_are_given_as_zotero_takes_them() -> None:
    pdf = File("scan.pdf", "1" * 64, "application/pdf", "scan")
    given = replace(TELEGRAM, rights="Free to\nuse.", files=(pdf,))
    written = RIS.encode(given, address(TELEGRAM.id), ARCHIVE)
    assert "CR  - Free to use.\r\n" in written
    assert f"L1  - {address(TELEGRAM.id)}/file/2\r\n" in written
    assert "L1  - " not in RIS.encode(given)
