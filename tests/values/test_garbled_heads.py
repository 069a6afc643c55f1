"""Headings in spoilt texts, as rows of known words."""

import pytest

from fonds.values import garbled_heads


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("Telegrwm Frpm the Embassj in Norwab to tha Department of Stete", "Telegram From the Embassy in Norway to the Department of State"),
        ("Letter FromqtheyMinister of Fkreign Affa3rs", "Letter From the Minister of Foreign Affairs"),
        ("Memorandum by the Directort(Ollvane) to theeSecretary of State", "Memorandum by the Director (Ollvane) to the Secretary of State"),
        ("The Consuv General at Canton (Ollvane)xto the Secretary of State", "The Consul General at Canton (Ollvane) to the Secretary of State"),
    ],
)  # fmt: skip
def test_known_words_are_made_whole(spoilt: str, meant: str) -> None:
    assert garbled_heads.mended(spoilt) == meant


@pytest.mark.parametrize(
    "line",
    [
        "Memorandum From Rusker Ollvane to Presidents Orlo and Venn",  # a plural is no spoilt blank
        "Letter From the Envoy (Unger) to the Minister (Desh)",  # names near to "Under" and "Desk"
        "Notes of the Office[1]",
        "Ollvane to Merrivane",
        "",
    ],
)
def test_what_may_be_whole_is_left(line: str) -> None:
    assert garbled_heads.mended(line) == line


@pytest.mark.parametrize("line", ["Telegrwm Frpm", "x", "(((", "[1]", "4" * 60, "Teleg\tram – From"])
def test_a_line_keeps_its_length(line: str) -> None:
    assert len(garbled_heads.mended(line)) == len(line)
