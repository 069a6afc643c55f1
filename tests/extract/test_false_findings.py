"""What was once read and does not stand there: one test a class. All papers are invented."""

import pytest

from fonds.extract import title_parties
from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Original


def read(text):
    """Read a paper."""
    draft = draft_of_text(text, Original("paper.txt", "0" * 64, "text/plain"))
    return read_draft(draft, id="0123456789")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # Cut off amid the second office.
        ("Cablegram From Orlo to Embassy in Vesk, High", ["from Orlo", "to Embassy in Vesk"]),
        # Paper, number and place behind the parties.
        ("Orlo to Venn Cablegram 346 VESK, 17 May 1947", ["from Orlo", "to Venn"]),
        ("Orlo to Venn [VESK], 24 May 1947", ["from Orlo", "to Venn"]),
        ("Extract From Dispatch 7/50 From Orlo to Venn", ["from Orlo", "to Venn"]),
        # The number of a telegram in its title.
        ("Telegram 1234 From the Legation in Vesk to the Treasury", ["from Legation in Vesk", "to Treasury"]),
        # Offices that no table knows, blanks within the bracket, a particle before the name.
        ("The Consul at Vesk (Orlo) to the Doge of the Lagoon (Venn)", ["from Orlo", "to Venn"]),
        ("The Minister-Counselor of Embassy in Vesk ( Orlo ) to the Treasury", ["from Orlo", "to Treasury"]),
        ("Orlo to the Ambassador of Ismara ( van Brel )", ["from Orlo", "to van Brel"]),
        # Where the holder is, or to which body the post belongs, behind the bracket.
        ("Orlo to the Director, Dues (Venn) in the Office of the Secretary of War", ["from Orlo", "to Venn"]),
    ],
)
def test_parties_of_titles(title, expected):
    """The person or body alone, and nobody else."""
    assert [f"{party.part} {party.who.name}" for party in title_parties.parties(title)] == expected


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("Minute 10 VESK, 4 May 1947", "Vesk"),
        ("Ministerial Dispatch 3147 PORT REGENT, 4 May 1947", "Port Regent"),
        ("Your No. 96 of 4 May 1947.", None),
    ],
)
def test_place_of_a_dateline(dateline, place):
    """The paper's name and number are no part of the place; prose that ends with a date has none."""
    document = read(
        f"12 Orlo to Venn\n\n{dateline}\n\nThe dues have been raised again this spring.\n\nORLO\n"
    )
    message = document.messages[0]
    assert (message.origin and message.origin.name) == place


def test_a_volume_of_years_dates_nobody():
    """The years in the name of an edition are no date of the paper."""
    document = read(
        "8. Editorial Note\n\nThe texts are in Papers of Ismara, 1964–1968, volume I, pages 9–17.\n"
    )
    assert document.date is None


def test_the_outer_signature_stays_outside():
    """ "End Text" ends what was announced; without it the last name of all is the outer message's."""
    head = "7. Telegram 88 From the Treasury to the Legation in Vesk\n\nPort Regent, May 4, 1957\n\n"
    letter = "88. Please deliver following letter.\n\nBegin Text.\n\nDear Mr. Venn:\n\nThe dues have been raised.\n\n"
    closed = read(f"{head}{letter}Sincerely, Ivo Orlo. End Text.\n\nTarn\n").messages
    assert [[who.name for who in message.from_] for message in closed] == [["Treasury"], ["Ivo Orlo"]]
    open_ = read(f"{head}{letter}They will not be lowered.\n\nTarn\n").messages
    assert [[who.name for who in message.from_] for message in open_] == [["Treasury"], []]
