"""Names in spoilt texts: which of them are certain."""

import pytest

from fonds.values.garbled_names import Names, looks_like_a_name


def test_a_name_that_stands_twice_is_certain() -> None:
    assert Names("(Olqvane) ... Mr. OLQVANE").certain("Olqvane") == "Olqvane"


def test_a_common_name_is_certain() -> None:
    assert Names("(Smith)").certain("Smith") == "Smith"


def test_a_name_that_no_letters_speak_for_is_not() -> None:
    assert Names("(Olqvane)").certain("Olqvane") is None


def test_the_more_frequent_of_two_that_are_alike_is_meant() -> None:
    assert Names("(Hardong) Harding. Harding.").certain("Hardong") == "Harding"


def test_of_two_that_stand_once_nobody_knows() -> None:
    assert Names("(Vardone) Vardine.").certain("Vardone") is None


def test_two_better_ones_are_none() -> None:
    assert Names("(Marxin) Marlin Marlin Marvin Marvin").certain("Marxin") is None


def test_known_words_are_no_rivals() -> None:
    assert Names("(Karch) in March, and in March").certain("Karch") != "March"


def test_all_words_of_a_body_must_be_certain() -> None:
    names = Names("The Embassy in the Republic; the Embassy in the Rexublqc")
    assert names.are_certain("Embassy in the Republic")
    assert not names.are_certain("Embassy in the Rexublqc")


@pytest.mark.parametrize("name", ["Ort0n", "OrTon", "orton", "Or ton", "Qxton"])
def test_what_does_not_look_like_a_name(name: str) -> None:
    assert not looks_like_a_name(name)


@pytest.mark.parametrize("name", ["Orton", "ORTON", "McOrton", "O’Orton"])
def test_what_looks_like_one(name: str) -> None:
    assert looks_like_a_name(name)
