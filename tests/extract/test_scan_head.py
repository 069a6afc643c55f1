"""Heads of papers that were recognised on page images: what is taken, and what is left unsaid."""

from __future__ import annotations

from fonds.extract import scan_dates, scan_rows
from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Document, Original
from fonds.model.layout import Placed, Sheet

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


def test_a_day_is_that_of_the_register_before_all_others() -> None:
    stamp = "TO: Paris\n3 May 1931\n{}\nThe lamp is lit.\n"
    assert day(stamp.format("1 MAY 31 IN 7095")) == "1931-05-01"
    assert day(stamp.format("MAY 2 0835Z 31 IN 7095")) == "1931-05-02"
    assert (
        day(stamp.format("MAY 2 O835Z 3¢ IN 7095")) == "1931-05-02"
    )  # the paper has one year in the thirties
    assert day(stamp.format("MAY 2 O835Z 3¢ IN 7095\nSince 1935")) == "1931-05-03"


def test_months_may_be_misread_and_figures_stand_apart() -> None:
    assert day("TO: Paris\n2O OrtoLer 1931\n") is None
    assert day("TO: Paris\n20 OrtoLer 1931\n") == "1931-10-20"
    assert day("TO: Paris\n2 7 FEB 1931\n") == "1931-02-27"
    assert day("TO: Paris\n20 Ottaber 31\n") is None


def test_the_day_of_drafting_is_not_that_of_the_message() -> None:
    form = "UNIT: NA\nDATE: \t3 May 1931\nTO: Paris\nCONF: NA 5\n"
    assert day(form) is None
    assert day(form.replace("CONF", "SUBJECT").replace("UNIT", "FILE")) == "1931-05-03"


def test_a_typists_mark_stands_above_the_day() -> None:
    paper = f"TO: Paris\n{MANY * 3}VENN/efb\n3 May 1931\n{{}}"
    assert day(paper.format("")) == "1931-05-03"
    assert day(paper.format("ORLOV/efb\n4 May 1931\n")) is None


def test_a_form_has_its_day_below_the_label() -> None:
    rows = [("DISPATCH", 90), ("ATTACHMENT\tGATE TYPED", 70), ("one drawing\t23 July 31", 80)]
    text, sheet = typed(*rows)
    assert text.count("\n") == 3
    found = scan_dates.day(text, list(scan_rows.pages(text, [sheet], 1)))
    assert found is not None
    assert (found[0].edtf, text[found[1] : found[2]]) == ("1931-07-23", "23 July 31")


def test_spoilt_labels_count_in_a_column_only() -> None:
    assert parties(read("TOs OiRECTOR Py\nPRO PARIS 3\nACTION: NA\n")) == (["PARIS"], ["DIRECTOR"])
    assert parties(read(f"TOs OiRECTOR Py\n{MANY}PRO PARIS 3\n")) == ([], [])
    assert parties(read("TO. sD URECTOR ~\nFROM: PARIS\n")) == (["PARIS"], ["DIRECTOR"])


def test_a_symbol_follows_an_office_or_stands_twice() -> None:
    assert parties(read("TO: Deputy Chief, NA/SO\nFROM: QXMIRE\n")) == ([], ["Deputy Chief, NA/SO"])
    twice = read("FROM: QXMIRE\nTO: INFO\n\nQXMIRE HAS NO OIL FOR INFO.\n")
    assert parties(twice) == (["QXMIRE"], [])  # a label is nobody


def test_the_record_is_written_for() -> None:
    assert parties(read("MEMORANDUM FOR THE RECORD\n")) == ([], ["The Record"])
    assert parties(read("HFMORANDUM YOR THE RADURD\n")) == ([], ["The Record"])


def test_in_a_form_the_words_stand_below_their_label() -> None:
    text, sheet = typed(("FROM:\tEXTENSION", 80), ("Director of Finance\t412", 80), ("The lamp is lit.", 90))
    document = read_draft(draft_of_text(text, ORIGINAL, (), (sheet,)), id="x")
    assert parties(document) == (["Director of Finance"], [])


def test_a_text_is_read_as_before() -> None:
    text = "MEMORANDUM FOR: Director of Finance\n\nThe lamp is lit, and nobody slept.\n"
    assert parties(read(text, scanned=False)) == ([], [])


# --- titles ------------------------------------------------------------------------------------------


def typed(*rows: tuple[str, int], left: int = 300) -> tuple[str, Sheet]:
    """Rows of words with the confidence of each row, one below the other; a tab is a wide gap."""
    text, placed, y = "", [], 300
    for words, confidence in rows:
        x = left
        for n, part in enumerate(words.split("\t")):
            x += 400 * bool(n)
            for word in part.split():
                text += " " if text and not text.endswith("\n") else ""
                width = 25 * len(word)
                placed.append(Placed(len(text), len(text) + len(word), x, y, x + width, y + 30, confidence))
                text += word
                x += width + 25
        text += "\n"
        y += 55
    return text, Sheet(1, 2550, 3300, tuple(placed))


def seen(*rows: tuple[str, int]) -> Document:
    text, sheet = typed(*rows)
    return read_draft(draft_of_text(text, ORIGINAL, (), (sheet,)), id="x")


def test_the_subject_is_the_title_of_a_poor_scan() -> None:
    noise = [
        ("2031 RELEASED TO ALL 0412", 93),
        ("fhe kx ,. oOo", 20),
        ("Tho lcmp ls lii, ard nohcdy s1ept.", 30),
    ]
    good = seen(*noise, ("SUBJECT: Oil for the harbour lamp", 92), *noise)
    assert (good.title, good.type) == ("Oil for the harbour lamp", "other")
    two = seen(("MEMORANDUM FOR: Director of Finance", 88), ("SUBIECT: Oil for the", 92), *noise)
    assert (two.title, two.type) == ("Oil for the", "memorandum")
    bad = seen(*noise, ("SUBJECT: Oi1 fcr tha harbour lamp", 48), *noise)
    assert bad.title == "Scan of paper, 1 page"
    assert "no-title" in [problem.code for problem in bad.problems]
    named = seen(*noise, ("MEMORANDUM FOR: Director of Finance", 88), *noise)
    assert named.title == "Memorandum, to Director of Finance"


def test_figures_and_names_that_are_in_doubt_are_left_unsaid() -> None:
    noise = [("fhe kx ,. oOo Tho lcmp ls lii, ard nohcdy s1ept, ard tho oil vas pald fcr", 30)] * 3
    for confidence, wanted in ((92, "1931-05-03"), (60, None)):
        document = seen(("3 May 1931", confidence), ("TO: PARIS", 90), *noise)
        assert (document.date and document.date.edtf) == wanted
        assert parties(document) == ([], ["PARIS"])
    # What the rules for clean texts find stands as well only where the engine is sure.
    for confidence, wanted in ((92, (["Venn"], ["Orlov"])), (40, ([], []))):
        rows = [("FROM : VENN", confidence), ("TO : ORLOV", confidence), ("SUBJECT : Oil", 92)]
        assert parties(seen(*rows, *noise)) == wanted


def test_a_day_is_no_title() -> None:
    assert seen(("3 May 1931", 96), ("The lamp is lit, and nobody slept.", 95)).title != "3 May 1931"


def test_a_good_scan_keeps_its_title() -> None:
    lines = [("THE HARBOUR LAMP OF PORT ANSELM", 96), ("", 0), ("The lamp is lit, and nobody slept.", 95)]
    assert seen(*lines).title == "THE HARBOUR LAMP OF PORT ANSELM"
