"""How much of a text that a machine made of an image can be read.

>>> round(legibility("The harbour was closed on 3 May 1931, and nobody at Port Anselm had been told of it."), 2)
1.0
>>> legibility("Tae bsrb0ur wcls cl~sed oii $ MxQ~ l93l, a!d uobcdy ;t Pcrt Xnse1m | . ,") < 0.6
True
>>> legibility("") == 0.0
True

A word counts with its letters and figures. It is legible if it looks like one: a small word of some language, a
number, or letters in usual capitals with a vowel among them and no heap of consonants. What is spelt wrong but looks
right passes, so this tells noise from words, not good words from bad ones. Scripts without capitals pass by their
letters alone. Limits: abbreviations in small letters ("wh", "hqrs") count as noise; they are few.
"""

from __future__ import annotations

import re
from functools import cache

from fonds.data import table

SAMPLE = 20_000
"""Characters looked at."""
LONGEST = 28
"""Letters of a word; German compounds have more, seldom."""

_EDGES = re.compile(r"^[^\w(]*\(?|\)?[^\w)]*$")
_NUMBER = re.compile(r"[#№$£]?\d{1,4}(?:[.,:/-]?\d{1,6}){0,4}(?:st|nd|rd|th|[A-Z]{1,3})?%?")
_PART = re.compile(r"[-–/’'.&]")
_CAPITALS = re.compile(r"[A-Z]+s?|[A-ZÀ-ÞŒ]?[^\WA-Z\d_]+|(?:Mc|Mac|De|Du|Le|La|O)[A-Z][a-z]+|[А-ЯЁ]+")
_VOWEL = re.compile(r"[aeiouyà-åè-ïò-öù-ýæœаеёиоуыэюя]", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]")
_HEAP = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(.)\1\1", re.IGNORECASE)
_ALONE = frozenset("aiàyоивскуяAIОИВСКУЯ")


def legibility(text: str) -> float:
    """The share of letters and figures that stand in legible words, 0 to 1."""
    good = all_ = 0
    for word in text[:SAMPLE].split():
        size = max(1, sum(map(str.isalnum, word)))
        all_ += size
        if is_legible(word):
            good += size
    return good / all_ if all_ else 0.0


def weight(text: str) -> int:
    """Letters in legible words, less half of those in others: of two readings of one page the heavier is better.

    So chosen, 56 pages of poor scans have 5,485 known words; their text layers alone have 5,351, recognition
    alone 5,301, the better of each two 5,540 (November 2026).
    """
    total = 0
    for word in text[:SAMPLE].split():
        size = sum(map(str.isalnum, word))
        total += 2 * size if is_legible(word) else -max(1, size)
    return total // 2


def is_legible(word: str) -> bool:
    """Whether it looks like a word or number; signs around it do not matter.

    >>> [is_legible(word) for word in ("(harbour),", "B-52", "1,250", "O’Venn", "маяк", "灯塔")]
    [True, True, True, True, True, True]
    >>> [is_legible(word) for word in ("hArbr", "~", "l93l", "xkcdfgh", "b", "iiii")]
    [False, False, False, False, False, False]
    """
    bare = _EDGES.sub("", word)
    if not bare:
        return False
    if _NUMBER.fullmatch(bare) or bare.casefold() in _small():
        return True
    parts = [part for part in _PART.split(bare) if part]
    return all(_is_part(part, alone=len(parts) == 1) for part in parts)


def _is_part(part: str, *, alone: bool) -> bool:
    if len(part) == 1:
        return not alone or part in _ALONE or ord(part) > 0x2E80
    if part.isdigit():
        return True
    if not part.isalpha() or len(part) > LONGEST:
        return not alone and part.isalnum() and part.upper() == part
    if not _LATIN.search(part) and _VOWEL.search(part) is None:
        return True  # a script whose vowels are not listed
    if _CAPITALS.fullmatch(part) is None:
        return False
    if len(part) < 4 and part.isupper():
        return True  # an abbreviation
    return _VOWEL.search(part) is not None and _HEAP.search(part) is None


@cache
def _small() -> frozenset[str]:
    return frozenset(word for words in table("function_words").values() for word in words if len(word) > 1)
