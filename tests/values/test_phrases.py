"""Many phrases as one pattern."""

import re

from hypothesis import given
from hypothesis import strategies as st

from fonds.values.phrases import pattern

WORDS = st.text(alphabet="abc.*", min_size=1, max_size=5)


@given(st.sets(WORDS, min_size=1, max_size=12), WORDS)
def test_the_pattern_matches_the_phrases_and_no_others(phrases, other):
    compiled = re.compile(pattern(phrases))
    assert all(compiled.fullmatch(phrase) for phrase in phrases)
    if other not in phrases:
        assert not compiled.fullmatch(other)


@given(st.sets(WORDS, min_size=1, max_size=12), st.text(alphabet="abc.*", max_size=8))
def test_the_longest_phrase_wins(phrases, text):
    found = re.match(pattern(phrases), text)
    longest = max((phrase for phrase in phrases if text.startswith(phrase)), key=len, default=None)
    assert (found and found[0]) == longest
