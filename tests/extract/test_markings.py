"""Markings at the head of a paper, and a paper that says it has no date."""

import pytest

import fonds
from fonds.extract import reader
from fonds.importers import drafts
from fonds.model import Document, Original


def read(text: str) -> Document:
    """The document of a plain text."""
    original = Original("papers/one.txt", "0" * 64, "text/plain")
    (draft,) = drafts(text.encode(), original)
    return reader.read_draft(draft, id="x")


@pytest.mark.parametrize(
    ("line", "wording", "level"),
    [
        ("161.[1] IMMEDIATE TOP SECRET", "TOP SECRET", "top secret"),
        ("FOR THE PRIME MINISTER MOST SECRET PERSONAL FOR HIMSELF ONLY", "MOST SECRET", "top secret"),
        ("Unnumbered. Confidential", "Confidential", "confidential"),
        ("Secret[1](#f1)", "Secret", "secret"),
        ("Letter PORTVALE, 18 August 1957 CONFIDENTIAL", "CONFIDENTIAL", "confidential"),
        ("GV796. Confidential", "Confidential", "confidential"),
        ("TOP SECRET & PERSONAL", "TOP SECRET", "top secret"),
        ("BY AIR BAG PERSONAL AND CONFIDENTIAL", "CONFIDENTIAL", "confidential"),
        ("MOST IMMEDIATE FOR PRIME MINISTER MOST SECRET HIMSELF", "MOST SECRET", "top secret"),
        ("For Prime Minister. Most Secret. The boats are here.", "Most Secret", "top secret"),
        ("MOST IMMEDIATE SECRET PORTVALE, 6 August 1957", "SECRET", "secret"),
    ],
)
def test_a_mark_is_found_among_other_words_of_the_head(line: str, wording: str, level: str) -> None:
    document = read(f"12 Orlo to Venn\n\n{line}\n\nThe harbour was closed last night, as you expected.\n")
    (mark,) = document.classification
    assert (mark.as_written, mark.level) == (wording, level)
    (shown,) = [e for e in document.evidence if e.path == "/classification/0"]
    assert document.original.name == "papers/one.txt"
    assert shown.end - shown.start == len(wording)


@pytest.mark.parametrize(
    "line",
    ["THE SECRET HISTORY OF THE HARBOUR", "He was a secret agent.", "A confidential person told me so."],
)
def test_the_adjective_is_no_mark(line: str) -> None:
    assert not read(f"12 Orlo to Venn\n\n{line}\n\nThe harbour was closed.\n").classification


def test_an_undated_paper_takes_no_date_from_its_words() -> None:
    text = "42 Submission, Orlo to Venn\n\nPortvale, undated\n\nThe harbour plan of 3 May 1957\n\nIt was closed.\n"
    document = read(text)
    assert document.date is None
    assert "no-date" in {p.code for p in document.problems}
    assert fonds.Document is type(document)


def test_a_mark_behind_an_address_is_no_part_of_it() -> None:
    document = read(
        "12 Mr I.K. Orlo, Minister in Vesk, to Mr A. Venn, Harbour Governor\n\nCablegram C4 PORTVALE, 5 May 1957\n\n"
        "TO THE HARBOUR GOVERNOR MOST SECRET\n\nThe boats are here.\n"
    )
    assert [who.name for who in document.messages[0].to] == ["A. Venn"]
