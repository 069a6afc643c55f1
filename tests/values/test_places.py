"""Places: the usual name, and the wording kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.data import table
from fonds.values import places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Garam", "Garam"),
        (" Garam, ", "Garam"),
        ("[Garam]", "Garam"),
        ("(Garam).", "Garam"),
        ("Garam (Vesk)", "Garam (Vesk)"),
        ("Port Regent [Ismara]", "Ismara"),
        ("Port [Regent?]", "Port Regent?"),
        ("PORT REGENT", "Port Regent"),
        ("GARAM ON THE SEA", "Garam on the Sea"),
        ("ÎLE DE TARN", "Île de Tarn"),
        ("ST. O'VESK'S", "St. O'Vesk's"),
        ("ПОРТ-АНСЕЛЬМ", "Порт-Ансельм"),
        ("丁岚", "丁岚"),
        ("garam", "garam"),
        ("", ""),
    ],
)
def test_the_usual_name(text: str, name: str) -> None:
    assert places.parse(text).name == name
    assert places.parse(text).as_written == text.strip()


@pytest.mark.parametrize("name", table("places")["today"])
def test_every_form_of_the_table_means_its_place(name: str) -> None:
    for form in (name, *table("places")["today"][name]):
        assert places.is_known(form.upper())
        assert places.parse(form).name == name, form


@given(st.text(max_size=30))
def test_keys_do_not_see_case_accents_and_points(text: str) -> None:
    assert places.key(places.key(text)) == places.key(text)
    assert places.key(f" {text}. ") == places.key(text)


@given(st.text("GARM ÎДИ'-.[]()", max_size=20))
def test_any_wording_is_kept(text: str) -> None:
    assert places.parse(text).as_written == text.strip()
