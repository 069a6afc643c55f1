"""Telling words are found by parting a text; a search of the whole text finds the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fonds.extract import mention_words

_PIECES = st.sampled_from(
    [*mention_words._forms(), "Orlo", "12", "1943-50", "é", "ğ", "letterhead", "aide", "İ"]
)
_SIGNS = st.sampled_from([" ", "\n", "(", "“", "/", "—", ",", "-", "’", "’s ", "_", "\u00a0", "; "])


@given(st.lists(st.tuples(_SIGNS, _PIECES)))
def test_parting_finds_what_searching_finds(pieces: list[tuple[str, str]]) -> None:
    text = "".join(sign + word for sign, word in pieces)
    lower = "\n" + (text.lower() if len(text.lower()) == len(text) else text)
    searched = [
        (match.start(), match.end() - 1)
        for match in mention_words._telling().finditer(lower)
        if match[0][1:] in mention_words._forms()
    ]
    assert [(hit.start, hit.end) for hit in mention_words.hits(text) if hit.form] == searched
