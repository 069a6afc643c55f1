"""Document types: the word that a heading names first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import types


@pytest.mark.parametrize(
    ("heading", "name", "words"),
    [
        ("Report on the letter of Orlo", "report", "Report"),
        ("Letter from Orlo forwarding a memorandum", "letter", "Letter"),
        ("MEMORANDA OF TALKS, May 1931", "memorandum of conversation", "MEMORANDA OF TALKS"),
        ("Record of Orlo’s conversation with Venn", "memorandum of conversation", "conversation with"),
        ("Ciphered Telegram No. 7", "telegram", "Ciphered Telegram"),
        ("Письмо Орло Венну", "letter", "Письмо"),
        ("电报", "telegram", "电报"),
        ("The keeper's lamp", None, None),
        ("Telegraphs and telegrammes", None, None),
        ("", None, None),
    ],
)
def test_the_first_type_of_a_heading(heading: str, name: str | None, words: str | None) -> None:
    found = types.find(heading)
    assert (found and found.name, found and found.as_written) == (name, words)
    assert found is None or heading[found.start : found.end] == words


@pytest.mark.parametrize(
    ("value", "name"),
    [("Cable", "telegram"), (" Telegrams ", "telegram"), ("Memorandum of Conversation", "memorandum of conversation"),
     ("A telegram", None), ("Lamp", None), ("", None)],
)  # fmt: skip
def test_the_value_of_a_label(value: str, name: str | None) -> None:
    assert types.parse(value) == name


@given(st.text("Telgram leort of'’.- ", max_size=40), st.integers(0, 40))
def test_a_search_within_the_beginning_finds_what_begins_there(heading: str, within: int) -> None:
    found, near = types.find(heading), types.find(heading, within)
    assert near == (found if found and found.start < within else None)
