"""Known words by their look."""

from fonds.values.garbled_words import LIMITS, MOST, Shelf, limit


def test_how_many_signs_may_be_spoilt_grows_with_the_word() -> None:
    limits = [limit(n) for n in range(40)]
    assert limits == sorted(limits)
    assert limits[: len(LIMITS)] == list(LIMITS)
    assert limits[-1] == MOST


def test_a_word_is_found_with_as_many_spoilt_signs_as_its_length_allows() -> None:
    shelf = Shelf(["Ministry", "Mission"])
    assert list(shelf.at("M1nistrj", 0)) == [("Ministry", 2)]
    assert list(shelf.at("M1n4strj", 0)) == []


def test_all_words_that_may_stand_at_a_place_are_named() -> None:
    assert dict(Shelf(["east", "west", "post"]).at("the eest", 4)) == {"east": 1, "west": 1}


def test_a_word_does_not_go_beyond_the_end_of_the_line() -> None:
    assert list(Shelf(["Embassy"]).at("the Embass", 4)) == []


def test_phrases_are_words_as_well() -> None:
    assert list(Shelf(["Office of War"]).at("Offioexof War", 0)) == [("Office of War", 2)]
