"""Heads of spoilt texts: what is mended, and what is left alone."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import garbled


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("Telegram From the DeWartment ofSState to the Emba5sy in Laos", "Telegram From the Department of State to the Embassy in Laos"),
        ("Memorandum From the SecretaryHof State to PresidentVOrlo", "Memorandum From the Secretary of State to President Orlo"),
        ("Washington,uAugust 9,j1961", "Washington, August 9, 1961"),
        ("LetteW From th4 Chief ofNStaff tM the Minister", "Letter From the Chief of Staff to the Minister"),
        ("The Chargé in China (Venn0 to the Secretary", "The Chargé in China (Venn) to the Secretary"),
        ("Moscow, Septrmber 4, 1948", "Moscow, September 4, 1948"),
    ],
)  # fmt: skip
def test_words_of_heads_are_mended(spoilt: str, meant: str) -> None:
    assert garbled.mended(spoilt + "\n\n\n\n").rstrip("\n") == meant


@pytest.mark.parametrize(
    "text",
    [
        "Memorandum From the Deputy Assistant (Unger) to the Secretary",  # a name, though near to "Under"
        "March 1C, 1955",  # 10 or 16: nobody knows
        "At 1824Z on 4 May he called.",
        "July 9, 19v6",  # no other year tells
    ],
)
def test_what_is_not_certain_stays(text: str) -> None:
    assert garbled.mended(text) == text


def test_a_year_is_completed_from_the_text_if_one_alone_fits() -> None:
    assert garbled.mended("May 3, 19v7.\n\nIn 1957 it was closed.").startswith("May 3, 1957")
    both = "May 3, 19v7. In 1957 and in 1947 it was closed."
    assert garbled.mended(both) == both


@given(st.text(max_size=300), st.integers(0, 2**16))
def test_a_mended_text_is_as_long_as_before(text: str, seed: int) -> None:
    letters = random.Random(seed)
    sentence = "Telegram From the Department of State to the Embassy, October 18, 1957"
    spoilt = "".join(letters.choice(string.ascii_letters) if letters.random() < 0.1 else c for c in sentence)
    for one in (text, spoilt, text + spoilt):
        assert len(garbled.mended(one)) == len(one)
