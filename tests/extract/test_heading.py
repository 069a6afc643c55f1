"""Titles of editions: parties by their names alone, offices behind a comma as roles."""

import pytest

from fonds.extract.reader import read_draft
from fonds.extract.title_parties import parties
from fonds.importers.page_text import draft_of_text
from fonds.model import Document, Original


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Mr I.K. Orlo, Prime Minister, to Mr A. Venn, Garamese Secretary of State for Harbours",
            [
                ("from", "I.K. Orlo", "Prime Minister"),
                ("to", "A. Venn", "Garamese Secretary of State for Harbours"),
            ],
        ),
        (
            "Mr I.K. Orlo, Attorney-General and Minister for Harbours, to Port Council",
            [
                ("from", "I.K. Orlo", "Attorney-General and Minister for Harbours"),
                ("to", "Port Council", None),
            ],
        ),
        (
            "Orlo to Venn and Tarn",
            [("from", "Orlo", None), ("to", "Venn", None), ("to", "Tarn", None)],
        ),
        (
            "The Secretary of State to the Ambassador in Vesk",
            [("from", "Secretary of State", None), ("to", "Ambassador in Vesk", None)],
        ),
        (
            "Mr I.K. Orlo, Treasurer, to Admiral Sir Ivo Venn, Second Sea Lord, Harbour Board",
            [
                ("from", "I.K. Orlo", "Treasurer"),
                ("to", "Ivo Venn", "Second Sea Lord, Harbour Board"),
            ],
        ),
        (
            "Memorandum by Mr. Ivo Orlo, Jr., of the Harbour Office, to Mr. A. Venn, Department of Ports, and Mr. I. Tarn",
            [
                ("from", "Ivo Orlo, Jr", "of the Harbour Office"),
                ("to", "A. Venn", "Department of Ports"),
                ("to", "I. Tarn", None),
            ],
        ),
        (
            "Legation, Peking, to Orlo, Embassy in Vesk and Mission in Garam",
            [
                ("from", "Legation, Peking", None),
                ("to", "Orlo", None),
                ("to", "Embassy in Vesk", None),
                ("to", "Mission in Garam", None),
            ],
        ),
        (
            "Orlo to Venn and Department of Harbours Received 27 December 1957",
            [("from", "Orlo", None), ("to", "Venn", None), ("to", "Department of Harbours", None)],
        ),
        (
            "Garam Government to Vesk Government and to Sir Ivo Venn, Governor",
            [
                ("from", "Garam Government", None),
                ("to", "Vesk Government", None),
                ("to", "Ivo Venn", "Governor"),
            ],
        ),
        (
            "Letter, Orlo To Venn And Tarn",
            [("from", "Orlo", None), ("to", "Venn", None), ("to", "Tarn", None)],
        ),
        ("Minute From Orlo to Venn", [("from", "Orlo", None), ("to", "Venn", None)]),
        ("Lt. Col. Ivo Orlo to Venn", [("from", "Ivo Orlo", "Lt. Col."), ("to", "Venn", None)]),
        ("Statement to be Made by Orlo", [("from", "Orlo", None)]),
        (
            "The Ministry of Ports and Trade to Venn",
            [("from", "Ministry of Ports and Trade", None), ("to", "Venn", None)],
        ),
    ],
)
def test_an_office_behind_a_name_is_its_role(title: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(p.part, p.who.name, p.who.role) for p in parties(title)] == expected


def read(text: str) -> Document:
    """The document of a plain text."""
    return read_draft(draft_of_text(text, Original("papers/one.txt", "0" * 64, "text/plain")), id="x")


@pytest.mark.parametrize(
    ("title", "head", "number"),
    [
        ("Harbour Council Report[1]", "HC 5503", "HC 5503"),
        (
            "Memorandum From the Chiefs of Harbours to the Minister of Ports (Orlo)",
            "CHSM–104–57",
            "CHSM–104–57",
        ),
        ("Harbour Council Action Memorandum No. 52", "TO:", "HCAM 52"),
        ("Harbour Council Report[1]", "ANNEX 2", None),
        ("Harbour Council Report[1]", "MAY 1957", None),
        ("Harbour Council Report[1]", "HC 5503—Boats on the river", None),
    ],
)
def test_a_paper_bears_its_number_in_a_series(title: str, head: str, number: str | None) -> None:
    document = read(f"12. {title}\n\n{head}\n\nPortvale, May 3, 1957.\n\nThe harbour is to be kept open.\n")
    stated = document.messages[0].number if document.messages else None
    assert stated == number
    if number and document.messages:
        (shown,) = [e for e in document.evidence if e.path == "/messages/0/number"]
        assert shown.method.startswith("heading/")


def test_signs_of_notes_are_no_part_of_a_title() -> None:
    text = "12 Orlo[1] to Venn\n\nCablegram 3 PORTVALE, 3 May 1957\n\nThe harbour is closed.\n"
    document = read(text)
    assert document.title == "Orlo to Venn"
    assert [who.name for who in document.messages[0].from_] == ["Orlo"]


def test_a_time_of_day_is_by_the_clock_of_its_place() -> None:
    head = "12. The Consul in Vesk (Orlo) to the Minister of Ports\n\n{}, October 4, 1943—4 p.m.\n\n"
    sent = [
        read(head.format(place) + "The harbour is closed.\n").messages[0].sent
        for place in ("Chungking", "Vesk")
    ]
    assert [when and (when.edtf, when.timezone) for when in sent] == [
        ("1943-10-04T16:00", "Asia/Shanghai"),
        ("1943-10-04T16:00", None),
    ]
    assert sent[0]
    assert sent[0].assumed
