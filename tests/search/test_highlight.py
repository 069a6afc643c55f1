"""Passages and marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.search.highlight import WIDTH, Passage, marks, needles, passages
from fonds.search.query import parse

LETTER = (
    "From YUNDU. The U.S.S.R. and its armies watched the strait.\n\n"
    "Mr. O’Brien met Gromyko’s deputy in Satō’s house.\n\n"
    + "Nothing else was said about the locks that day, nor on the next. " * 20
    + "\n\n苏联的联大会议与大使馆。苏联大使 came. The air force of one army, and its air-force bases.\n\n"
    + "Советского правительства ноту передал посол. " * 3
)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, needles(parse(query).tree))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("army", ["armies", "army"]),
        ('"army"', ["army"]),
        ("USSR", ["U.S.S.R."]),
        ("obrien", ["O’Brien"]),
        ("Gromyko", ["Gromyko’s"]),
        ("sato", ["Satō’s"]),
        ("Satō", ["Satō’s"]),
        ("苏联", ["苏联", "苏联"]),
        ('"苏联大使"', ["苏联大使"]),
        ("使", ["使", "使"]),
        ('"air force"', ["air force", "air-force"]),
        ("air-force", ["air force", "air-force"]),
        ("strai*", ["strait"]),
        ('"air for*"', []),
        ("правительство", ["правительства"] * 3),
        ("the strait", ["strait"]),
        ("army -strait", ["armies", "army"]),
        ("from:gromyko", ["Gromyko’s"]),
        ("title:gromyko type:letter 1950..1953", []),
        ("strait OR yundu", ["YUNDU", "strait"]),
        ("absent", []),
        ("", []),
    ],
)
def test_marks(query: str, found: list[str]) -> None:
    assert marked(LETTER, query) == found


def test_function_words_are_marked_where_there_is_nothing_else() -> None:
    assert marked("The end of the war", "the") == ["The", "the"]


def test_overlapping_finds_are_one_mark() -> None:
    assert marked("苏联大使馆", '"苏联大使" OR "联大使馆"') == ["苏联大使馆"]


def test_passages_hold_the_words_and_say_where_they_stand() -> None:
    found = passages([(None, LETTER)], needles(parse("army force").tree))
    assert len(found) == 2
    for passage in found:
        assert LETTER[passage.start : passage.start + len(passage.text)] == passage.text
        assert len(passage.text) <= WIDTH
        assert passage.marks
        assert not passage.text[0].isspace()
        assert not passage.text[-1].isspace()
    words = [passage.text[a:b] for passage in found for a, b in passage.marks]
    assert {"armies", "army", "force"} <= set(words)


def test_the_piece_with_most_words_is_taken() -> None:
    text = "lock. " * 50 + "x. " * 100 + "The lock and the bridge of Yundu. " + "y. " * 100 + "bridge. " * 50
    (found,) = passages([(None, text)], needles(parse("lock bridge yundu").tree), count=1)
    assert "The lock and the bridge of Yundu." in found.text


def test_other_languages_give_passages_too() -> None:
    texts = [(None, "The Soviet note."), ("ru", "Нота советского правительства.")]
    (found,) = passages(texts, needles(parse("советское").tree))
    assert found == Passage("Нота советского правительства.", ((5, 15),), 0, "ru")


def test_without_a_place_the_opening_is_given_unmarked() -> None:
    (found,) = passages([(None, LETTER)], needles(parse("absent").tree))
    assert LETTER.startswith(found.text)
    assert found.marks == ()
    assert passages([(None, "")], needles(parse("absent").tree)) == ()
    assert passages([], ()) == ()


def test_markup_is_left_as_text() -> None:
    (found,) = passages([(None, "<script>alert('army')</script>")], needles(parse("army").tree))
    assert found.text == "<script>alert('army')</script>"
    assert found.text[slice(*found.marks[0])] == "army"


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["army", "armies", "Satō", "苏联", "大使", " ", "\n\n", "U.S.", "’s", "İ", "ß"]),
        st.text(max_size=5),
    ),
    max_size=60,
).map("".join)


@given(PIECES, st.sampled_from(["army", "sato", "苏联大使", "苏", '"army sato"', "ar*", "us", "ss", "i"]))
def test_passages_are_cut_from_any_text_without_moving_it(text: str, query: str) -> None:
    for passage in passages([(None, text)], needles(parse(query).tree)):
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        ends = [0, *(offset for mark in passage.marks for offset in mark), len(passage.text)]
        assert ends == sorted(ends)
        assert all(start < end for start, end in passage.marks)


def test_one_long_line_is_cut_too() -> None:
    (found,) = passages([(None, "x" * 500_000 + " army " + "y" * 500_000)], needles(parse("army").tree))
    assert found.marks
    assert len(found.text) < 2 * WIDTH
