"""One function makes the terms of texts, queries and marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.search.text import LONGEST_TERM, Wanted, is_unspaced, row, stem, terms, tokens, wanted, words

TEXTS = st.one_of(
    st.text(),
    st.text("aA bé'’.-\n\u0301ё苏联大使カﾞ김일ไทย1", max_size=60),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air-Force, AIR force", ["air", "force", "air", "force"]),
        ("Gromyko’s, Gromyko's and Gromyko", ["gromyko", "gromyko", "and", "gromyko"]),
        ("Satō met O'Brien and Ch’en I", ["sato", "met", "obrien", "and", "chen", "i"]),
        ("l’Union d'Estaing", ["l", "union", "d", "estaing"]),
        (
            "the U.S.S.R.’s note, U.K. and e.g. that. The end",
            ["the", "ussr", "note", "uk", "and", "eg", "that", "the", "end"],
        ),
        ("Łódź, Straße, Đà Nẵng, Ærø", ["lodz", "strasse", "da", "nang", "aero"]),
        ("ёлка, Май, стра́ны", ["елка", "май", "страны"]),
        ("f. 059a, 12:15 18.7.1952", ["f", "059a", "12", "15", "18", "7", "1952"]),
        ("snake_case", ["snake", "case"]),
        ("苏联大使", ["苏联", "联大", "大使", "使"]),
        ("金日成\n同志", ["金日", "日成", "成同", "同志", "志"]),
        ("「苏联」、中・日", ["苏联", "联", "中", "日"]),
        ("1950年 in 北京", ["1950", "年", "in", "北京", "京"]),
        ("김일성은", ["김일", "일성", "성은", "은"]),
        ("ｶﾞｽ", ["ガス", "ス"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("", []),
        ("— … !?", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_decomposed_letters_make_the_same_terms() -> None:
    assert terms("Sato\u0304 e\u0301te\u0301") == ["sato", "ete"]
    assert terms("\u1100\u1161\u11a8\u1102\u1161") == terms("각나")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("苏联大使", Wanted(("苏联", "联大", "大使"))),
        ("使", Wanted(("使",), open=True)),
        ("苏联 1950", Wanted(("苏联", "联", "1950"))),
        ("1950 苏", Wanted(("1950", "苏"), open=True)),
        ("Sino-Soviet", Wanted(("sino", "soviet"))),
        ("...", Wanted(())),
    ],
)
def test_what_is_asked_may_go_on_in_the_text(asked: str, expected: Wanted) -> None:
    assert wanted(asked) == expected


def test_prefix_is_open_at_its_last_term() -> None:
    assert wanted("Sino-Sov", prefix=True) == Wanted(("sino", "sov"), open=True)


def test_stems_meet_in_english_and_russian() -> None:
    assert stem("armies") == stem("army")
    assert stem("советского") == stem("советский")
    assert stem("大使") == "大使"


@given(TEXTS)
def test_tokens_lie_in_the_text_in_order_and_agree_with_terms(text: str) -> None:
    found = list(tokens(text))
    assert [token.term for token in found] == terms(text) == [term for term, _ in words(text)]
    assert row(text).split(" ") == (terms(text) or [""])
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert not any(sign.isspace() for sign in token.term)
        assert len(token.term) <= max(LONGEST_TERM, 60)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(TEXTS)
def test_case_makes_no_difference_to_terms(text: str) -> None:
    if text.isascii():
        assert terms(text.upper()) == terms(text.lower()) == terms(text)


@given(st.text("苏联大使館", min_size=1, max_size=12), st.data())
def test_every_piece_of_a_run_is_found_in_its_pairs(run: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(run) - 1))
    piece = run[start : data.draw(st.integers(start + 1, len(run)))]
    row, asked = terms(run), wanted(piece)
    assert is_unspaced(piece)

    def fits(at: int) -> bool:
        here = row[at : at + len(asked.terms)]
        if len(here) < len(asked.terms) or here[:-1] != list(asked.terms[:-1]):
            return False
        return here[-1].startswith(asked.terms[-1]) if asked.open else here[-1] == asked.terms[-1]

    assert any(map(fits, range(len(row))))


def test_hostile_words_are_cut_into_bounded_terms() -> None:
    assert max(map(len, terms("a" * 1_000_000))) == LONGEST_TERM
    assert terms("a" + "\u0301" * 100_000)
    assert terms("a'" * 100_000)
