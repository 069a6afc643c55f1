"""Persons and bodies: what is name, office, address; what a bracket means; who is in a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import persons


@pytest.mark.parametrize(
    ("text", "name", "role", "kind"),
    [
        ("Comrade VENN.", "Venn", None, "person"),
        ("Ambassador Ivo Brel", "Ivo Brel", "Ambassador", "person"),
        ("the Ambassador in Vesk Ivo Brel", "Ivo Brel", "Ambassador in Vesk", "person"),
        ("the Ambassador in Vesk (Orlo)", "Orlo", "Ambassador in Vesk", "person"),
        ("the Ambassador in Vesk", "Ambassador in Vesk", None, "person"),
        ("Orlo, Minister of the Sea", "Orlo", "Minister of the Sea", "person"),
        ("Party Secretary Venn", "Venn", "Party Secretary", "person"),
        ("Soviet Cde. Venn", "Venn", "Soviet", "person"),
        ("Venn (in the chair)", "Venn", "in the chair", "person"),
        ("Ivo Brel of the Council's Staff", "Ivo Brel", "of the Council's Staff", "person"),
        ("President Orlo in Garam", "Orlo", "President", "person"),
        ("the Ministry of the Sea", "Ministry of the Sea", None, "body"),
        ("Orlo, Ivo", "Ivo Orlo", None, "person"),
        ("Orlo, I. V.", "I. V. Orlo", None, "person"),
        ("Ivo Orlo, Jr.", "Ivo Orlo, Jr", None, "person"),
        ("M. Orlo", "Orlo", None, "person"),
        ("M. K. Orlo", "M. K. Orlo", None, "person"),
        ("O'NEILL", "O'Neill", None, "person"),
        ("T'AE-HA", "T'ae-Ha", None, "person"),
        ("MCVESKAN", "McVeskan", None, "person"),
        ("丁岚同志", "丁岚同志", None, None),
        ("", "", None, None),
        ("…", "…", None, None),
    ],
)
def test_name_office_and_kind(text: str, name: str, role: str | None, kind: str | None) -> None:
    who = persons.parse(text).who
    assert (who.name, who.role, who.kind, who.as_written) == (name, role, kind, text)


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("Filo [Starn]", "Starn", [("Filo", "Starn")]),
        ("the Soviet comrade Filo [Starn]", "Starn", [("Filo", "Starn")]),
        ("Filo (Ivo Starn)", "Ivo Starn", [("Filo", "Ivo Starn")]),
        ("Chou Vesk-lai [Zhou Vesklai]", "Chou Vesk-lai", [("Zhou Vesklai", "Chou Vesk-lai")]),
        ("Filo [also Starn]", "Filo", [("Starn", "Filo")]),
        ("[I.] Filo", "I. Filo", []),
        ("Fil[o]", "Filo", []),
        ("V. O[RLO]", "V. Orlo", []),
        ("the Council [of the Sea]", "Council of the Sea", []),
        ("Ambassador [Orlo]", "Orlo", []),
        ("Filo []", "Filo []", []),
    ],
)
def test_what_a_bracket_means(text: str, name: str, aliases: list[tuple[str, str]]) -> None:
    parsed = persons.parse(text)
    assert parsed.who.name == name
    assert [(alias.alias, alias.name) for alias in parsed.aliases] == aliases


@pytest.mark.parametrize("elsewhere", ["Then Filova Starn came.", "FILOVA STARN came", "by Filova\nStarn."])
def test_a_name_that_stands_joined_elsewhere_was_supplied(elsewhere: str) -> None:
    parsed = persons.parse("Comrade FILOVA [Starn]", elsewhere)
    assert (parsed.who.name, parsed.aliases) == ("Filova Starn", ())


@pytest.mark.parametrize("elsewhere", ["Filo Starnov came.", "Sofilo Starn", "", "Filo, Starn"])
def test_what_does_not_join_them(elsewhere: str) -> None:
    assert persons.parse("Comrade Filo [Starn]", elsewhere).who.name == "Starn"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orlo (2), Venn, and Tarn - 3", [("Orlo", 2), ("Venn", None), ("Tarn", 3)]),
        ("Orlo (12 copies); Venn\nTarn", [("Orlo", 12), ("Venn", None), ("Tarn", None)]),
        ("Orlo and Venn", [("Orlo", None), ("Venn", None)]),
        ("the Council of Sea and Land", [("Council of Sea and Land", None)]),
        ("Ivo Orlo, Jr., Venn", [("Ivo Orlo, Jr", None), ("Venn", None)]),
        ("The Secretary, Ardel Company", [("Secretary, Ardel Company", None)]),
        (", (2) ; - 3", []),
        ("", []),
    ],
)
def test_lists(text: str, expected: list[tuple[str, int | None]]) -> None:
    found = persons.parse_list(text)
    assert [(parsed.who.name, parsed.who.copies) for parsed, _, _ in found] == expected


def test_in_distribution_lists_every_comma_parts() -> None:
    found = persons.parse_list("The Secretary, Ardel Company", whole_offices=False)
    assert [parsed.who.name for parsed, _, _ in found] == ["Secretary", "Ardel Company"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Pak Vesk-eong", "Bak Veskeong", True),
        ("Khrustov", "Chrustow", True),
        ("Orlo", "Orlo", True),
        ("Filo", "Starn", False),
        ("Orlo", "", False),
        ("Тарн", "Tarn", False),
    ],
)
def test_names_that_sound_alike(one: str, other: str, alike: bool) -> None:
    assert persons.sounds_alike(one, other) is persons.sounds_alike(other, one) is alike


@pytest.mark.parametrize(
    ("name", "office"),
    [("Secretary, Ardel Company", True), ("Engineer", True), ("Ambassador Orlo", False), ("Orlo", False), ("", False)],
)  # fmt: skip
def test_offices_without_a_name(name: str, office: bool) -> None:
    assert persons.is_office(name) is office


WORDS = st.sampled_from(
    [
        "Orlo",
        "VENN",
        "of",
        "the",
        "Ambassador",
        "Council",
        "Comrade",
        "[Starn]",
        "(2)",
        ",",
        "and",
        "-",
        ".",
        "I.",
        "’s",
    ]
)
PHRASES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))


@given(PHRASES, PHRASES)
def test_any_phrase_is_somebody(text: str, elsewhere: str) -> None:
    who = persons.parse(text, elsewhere).who
    assert bool(who.name) == bool(text.strip())
    assert len(who.name) <= persons.MAX_NAME + 1
    assert persons.parse(text, elsewhere) == persons.parse(text, elsewhere)


@given(PHRASES)
def test_persons_of_a_list_stand_where_they_say(text: str) -> None:
    last = 0
    for parsed, start, end in persons.parse_list(text):
        assert last <= start < end <= len(text)
        assert parsed.who.as_written.strip(" .") in text[start : end + 1]
        last = end


@given(st.text(max_size=40))
def test_keys_are_keys_of_themselves(name: str) -> None:
    assert persons.key(persons.key(name)) == persons.key(name)
