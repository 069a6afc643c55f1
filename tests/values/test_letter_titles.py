"""Titles of letters: parties, place and date, in the habits of six languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import letter_titles


@pytest.mark.parametrize(
    ("title", "senders", "recipients", "place", "date"),
    [
        ("Ivo Orlo an Mira Tarn, Garam, 3. Mai 1902", ["Ivo Orlo"], ["Mira Tarn"], "Garam", "1902-05-03"),
        ("Ivo Orlo an Mira Tarn", ["Ivo Orlo"], ["Mira Tarn"], None, None),
        ("Ivo und Mira Orlo an Anna von Tarn, [um 1900]", ["Ivo Orlo", "Mira Orlo"], ["Anna von Tarn"], None, "1900~"),
        ("Lettre de Mira Tarn à Ivo Orlo, 3 mai 1902", ["Mira Tarn"], ["Ivo Orlo"], None, "1902-05-03"),
        ("Mira Tarn to Ivo Orlo, 3 May 1902", ["Mira Tarn"], ["Ivo Orlo"], None, "1902-05-03"),
        ("Mira Tarn: Widmungsexemplar Das Tal für Ivo Orlo, Mai 1902", ["Mira Tarn"], ["Ivo Orlo"], None, "1902-05"),
        ("Ivo Orlo u. a. an Unbekannt, 3. Mai 1902", ["Ivo Orlo"], [], None, "1902-05-03"),
        ("Unbekannt an Ivo Orlo, 1902", [], ["Ivo Orlo"], None, "1902"),
        ("Ivo Orlo an den Hafenrat, Garam, 3. 5. 1902", ["Ivo Orlo"], ["Hafenrat"], "Garam", "1902-05-03"),
        ("Ivo Orlo an Mira Tarn, Port Regent (Ismara), 1902", ["Ivo Orlo"], ["Mira Tarn"], "Ismara", "1902"),
        ("Ivo Orlo an Mira Tarn, Port Regent (heute Ismara), 1902", ["Ivo Orlo"], ["Mira Tarn"], "Ismara", "1902"),
        ("Ivo Orlo an Mira Tarn, Port Regent (bei Ismara), 1902", ["Ivo Orlo"], ["Mira Tarn"], "Port Regent", "1902"),
        ("Ivo Orlo an Mira Tarn, 3. 5. 1902 (Entwurf)", ["Ivo Orlo"], ["Mira Tarn"], None, "1902-05-03"),
    ],
)  # fmt: skip
def test_titles(
    title: str, senders: list[str], recipients: list[str], place: str | None, date: str | None
) -> None:
    found = letter_titles.parse(title)
    assert found
    assert [party.parsed.who.name for party in found.from_] == senders
    assert [party.parsed.who.name for party in found.to] == recipients
    assert (found.place and found.place.name, found.date and found.date.edtf) == (place, date)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Mira Tarn to Ivo Orlo",  # "to" alone says too little
        "Bericht an das Hafenamt",
        "Von der Fähre an das Ufer",
        "Voyage à Paris, 3 mai 1902",
        "Memorandum from Venn to Orlo, 3 May 1902",
        "Notes by the Assistant to the Minister (Orlo) on the harbour, 3 May 1902",
        "Ivo\nOrlo an Mira Tarn",
        f"Ivo Orlo an Mira Tarn{', Garam' * 80}",
    ],
)
def test_what_is_no_title_of_a_letter(title: str) -> None:
    assert letter_titles.parse(title) is None
    assert not letter_titles.is_valid(title)


WORDS = st.sampled_from(
    ["Ivo", "Orlo", "von", "an", "à", "to", ",", "Garam", "3. Mai 1902", "[1902?]", "(heute", "Vesk)", "Brief", "u. a.", ":"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_everything_stands_where_it_says(title: str) -> None:
    found = letter_titles.parse(title)
    if found is None:
        return
    assert found.from_ or found.to
    for party in (*found.from_, *found.to):
        assert title[party.start : party.end] == party.parsed.who.as_written
    if found.place:
        assert title[slice(*found.place_span)] == found.place.as_written
    if found.date:
        assert title[slice(*found.date_span)].strip() == found.date.as_written
