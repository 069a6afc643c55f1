"""Heads of papers that were recognised on page images: what is taken, and what is left unsaid."""

from __future__ import annotations

from fonds.extract import scan_dates, scan_rows
from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Document, Original
from fonds.model.layout import Sheet

ORIGINAL = Original("paper.tif", "0" * 64, "image/tiff")
MANY = "The lamp is lit.\n" * 5
NOISE = "1A n0n\n. ‘ ~\nfhe kx ,.\n"


def read(text: str, *, scanned: bool = True) -> Document:
    draft = draft_of_text(text, ORIGINAL, (), (Sheet(1, 2550, 3300),) if scanned else ())
    return read_draft(draft, id="x")


def parties(document: Document) -> tuple[list[str], list[str]]:
    return tuple(
        [who.name for message in document.messages for who in getattr(message, part)]
        for part in ("from_", "to")
    )  # type: ignore[return-value]


def test_what_is_sure_is_taken_among_specks() -> None:
    document = read(
        f"{NOISE}~ 3 May 1931 .\nMEMORAMDUM FOR: Director of Finance\nFROM _ : Chief, Security Division\n"
        "SUBJECT : Oil for the harbour lamp\n\n1. On 9 June 1930 the lamp on the mole was lit for the last time.\n"
    )
    assert parties(document) == (["Chief, Security Division"], ["Director of Finance"])
    assert document.date is not None
    assert document.date.edtf == "1931-05-03"
    assert {e.path for e in document.evidence} >= {"/date", "/messages/0/from/0", "/messages/0/to/0"}


def test_the_memorandum_may_follow_a_routing_slip() -> None:
    document = read(
        f"{NOISE}ROUTING SLIP\nTO: NAME AND ADDRESS\n\f\nMEMORANDUM FOR: Inspector General\n27 FEB 1934\n"
    )
    assert parties(document) == ([], ["Inspector General"])
    assert document.date is not None
    assert document.date.edtf == "1934-02-27"


def test_what_is_not_sure_is_left_unsaid() -> None:
    document = read(
        f"{NOISE}FROM: Direcior Plamtimg\nTO: Orlov Kessaoe\n{MANY}FROY: Director\n"
        "The oil is paid for.\nAs the Director said on 2 July 1931, the lamp was lit; from, that day the mole was safe.\n"
    )
    assert parties(document) == ([], [])
    assert document.date is None


def day(text: str) -> str | None:
    found = scan_dates.day(text, list(scan_rows.pages(text, (), 3)))
    return found[0].edtf if found else None


def test_two_days_in_lines_of_their_own_are_none() -> None:
    assert day("TO: Paris\n3 May 1931\nThe lamp is lit.\n4 May 1931\nNobody slept.\n") is None
    assert day("TO: Paris\n3 May 1931\nThe lamp is lit.\n3 May 1931\nNobody slept.\n") == "1931-05-03"
    far = "The lamp is lit.\n" * 8
    assert day(f"3 May 1931\n{far}") == "1931-05-03"
    assert day(f"TO: Paris\n{far}3 May 1931\n") is None  # of something that the paper speaks of


def test_a_text_is_read_as_before() -> None:
    text = "MEMORANDUM FOR: Director of Finance\n\nThe lamp is lit, and nobody slept.\n"
    assert parties(read(text, scanned=False)) == ([], [])
