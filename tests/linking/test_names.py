"""Which names mean one person."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.linking.names import NameFact, assign
from fonds.values import persons


def people(*names: str, kind: str | None = "person") -> list[NameFact]:
    return [NameFact(persons.key(name), persons.key(name), name, kind) for name in names]


def headings(names: Sequence[NameFact], aliases: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """Name -> heading, both as written."""
    form = {name.id: name.form for name in names}
    found = assign(names, [(persons.key(alias), persons.key(name)) for alias, name in aliases])
    return {form[id]: form[meant] for id, meant in found.items()}


def test_a_pseudonym_goes_under_the_name_it_means() -> None:
    found = headings(people("Lantern", "Pavel Demin"), [("Lantern", "Pavel Demin")])
    assert found == {"Lantern": "Pavel Demin", "Pavel Demin": "Pavel Demin"}


def test_a_pseudonym_of_a_short_name_goes_under_the_full_one() -> None:
    found = headings(people("Lantern", "Demin", "Pavel Demin"), [("Lantern", "Demin")])
    assert set(found.values()) == {"Pavel Demin"}


def test_a_pseudonym_that_documents_explain_differently_stays_alone() -> None:
    found = headings(people("Lantern", "Demin", "Orlov"), [("Lantern", "Demin"), ("Lantern", "Orlov")])
    assert found == {"Lantern": "Lantern", "Demin": "Demin", "Orlov": "Orlov"}


def test_a_pseudonym_that_is_somebodys_family_name_stays_alone() -> None:
    found = headings(people("Filippov", "Demin", "Sergei Filippov"), [("Filippov", "Demin")])
    assert found["Filippov"] != "Demin"
    assert found["Demin"] == "Demin"


@pytest.mark.parametrize(
    ("one", "other", "heading"),
    [
        ("Kim Il-sung", "Kim Il Sung", "Kim Il Sung"),
        ("V. Popovic", "Vladimir Popović", "Vladimir Popović"),
        ("Popovic", "Vladimir Popović", "Vladimir Popović"),
        ("Mao", "Mao Zedong", "Mao Zedong"),
        ("Ok", "Ok Jun-ha", "Ok Jun-ha"),
        ("Trott", "Adam von Trott", "Adam von Trott"),
        ("G. Ostashev", "G. N. Ostashev", "G. N. Ostashev"),
        ("J. F. Ashcombe", "John Frederick Ashcombe", "John Frederick Ashcombe"),
    ],
)
def test_two_forms_of_one_name(one: str, other: str, heading: str) -> None:
    assert set(headings(people(one, other)).values()) == {heading}


@pytest.mark.parametrize(
    "names",
    [
        ("Demin", "Pavel Demin", "Arkady Demin"),  # which of the two?
        ("A. Demin", "Pavel Demin"),  # another initial
        ("Pavel", "Pavel Demin"),  # a given name
        ("Kim", "Kim Il Sung", "Kim Tu Bong"),
        ("毛泽东", "周恩来"),
        ("Shirokov", "Telnov and Shirokov"),
        ("Minister", "Prime Minister"),
        ("Dinglan", "Ambassador in Dinglan"),
    ],
)
def test_in_doubt_they_stay_apart(names: tuple[str, ...]) -> None:
    assert headings(people(*names)) == {name: name for name in names}


def test_bodies_are_not_shortened() -> None:
    names = people("Committee", "Central Committee", kind="body")
    assert headings(names) == {"Committee": "Committee", "Central Committee": "Central Committee"}


def test_a_body_is_no_person_of_that_name() -> None:
    names = [*people("Admiralty Demin"), *people("Demin", kind="body")]
    assert headings(names)["Demin"] == "Demin"


NAMES = st.lists(
    st.text("ABC. -abcКим毛", min_size=1, max_size=12).filter(persons.key), max_size=12, unique_by=persons.key
)


@given(NAMES, st.data())
def test_whatever_the_names_each_heading_is_its_own(names: list[str], data: st.DataObject) -> None:
    facts = people(*names)
    pairs = st.tuples(st.sampled_from(facts), st.sampled_from(facts)) if facts else st.nothing()
    aliases = [(a.id, b.id) for a, b in data.draw(st.lists(pairs, max_size=6))] if facts else []
    found = assign(facts, aliases)
    assert found.keys() == {fact.id for fact in facts}
    assert all(found[heading] == heading for heading in found.values())
    # The order in which papers came does not matter.
    assert assign(facts[::-1], aliases[::-1]) == found
