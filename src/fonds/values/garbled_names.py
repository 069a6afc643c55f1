"""Names in spoilt texts: which of them stand as they were printed.

>>> names = Names("The Envoy (Hardong) to the Minister (Morton): Mr. Harding met Mr. Harding's aide. Morton")
>>> names.certain("Hardong"), names.certain("Smith"), names.certain("Hqrxn"), names.certain("Morton")
('Harding', 'Smith', None, 'Morton')

A name that the paper has twice, in whatever capitals, is no accident; nor is one of ``data/garbled.toml``. Of
two that differ in a sign or two, the one that stands more often or alone looks like a name was meant; where neither
is better, nobody knows; the same goes for two of which one has a letter more. A name that stands once must be made of pairs of letters that several words have, and of
three in a row with at most one exception: of ten that were spoilt unseen this leaves out six, of ten whole ones one
or two.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from fonds.data import table
from fonds.values.garbled_words import limit

_CAPITAL = re.compile(r"[^\W_]*[A-Z][^\W_]*")
_VOWEL = re.compile(r"[aeiouyjs]")  # and "Jr", "St"
_PARTICLE = re.compile(r"^(?:Mc|Mac|De|Di|La|Le|Van|Von|O[’']?)(?=[A-Z])")
SEVERAL, NEW = 2, 1
"""So many words must have a pair of letters of a name; so many rows of three may be new in it."""
_TABLES = ("garbled", "places", "persons", "types", "marks", "letters", "function_words")


class Names:
    """The words of a text that may be names, and how often each stands there."""

    def __init__(self, text: str, *, english: bool = True) -> None:
        self._believed = is_plausible if english else _has_its_capitals
        self._times: Counter[str] = Counter()
        self._alike: dict[int, set[str]] = {}
        for word in _CAPITAL.findall(text):
            self._times[word.casefold()] += 1
            self._alike.setdefault(len(word), set()).add(word)

    def certain(self, name: str) -> str | None:
        """The name as it was printed, if that is certain."""
        plain = name.casefold()
        if len(name) == 2 and name.isalpha() and not _VOWEL.search(plain):
            return None  # "Robert Bp Anderson"
        if len(name) < 3 or self._times[plain] > 1 or plain in _known():
            return name
        if near := self._a_letter_off(name):
            often = {
                other for other in near if self._times[other.casefold()] > 1 or other.casefold() in _known()
            }
            return often.pop() if len(often) == 1 else None
        good = self._believed(name)
        rivals = {
            other.title() if other.isupper() else other
            for other in self._alike.get(len(name), ())
            if other.casefold() != plain
            and other.casefold() not in _words()
            and len(name) > 3
            and 0
            < sum(a != b for a, b in zip(other.casefold(), plain, strict=True))
            <= max(1, limit(len(name)) - 1)
        }
        better = {
            rival
            for rival in rivals
            if looks_like_a_name(rival)
            and (not good or self._times[rival.casefold()] > 1 or rival.casefold() in _known())
        }
        if better:
            return better.pop() if len(better) == 1 else None
        if any(looks_like_a_name(rival) for rival in rivals):
            return None
        return name if good else None

    def _a_letter_off(self, name: str) -> set[str]:
        """Names of the text that have one letter more or less: "Magrder" and "Magruder"."""
        plain, out = name.casefold(), set[str]()
        for other in (*self._alike.get(len(name) + 1, ()), *self._alike.get(len(name) - 1, ())):
            longer, shorter = sorted((plain, other.casefold()), key=len, reverse=True)
            if (
                len(shorter) > 3
                and shorter[:1] == longer[:1]
                and any(longer[:n] + longer[n + 1 :] == shorter for n in range(1, len(longer)))
                and other.casefold() not in _words()
                and looks_like_a_name(other)
            ):
                out.add(other.title() if other.isupper() else other)
        return out

    def are_certain(self, words: str) -> bool:
        """Whether every word with a capital is a known one, or stands elsewhere too: the words of offices and bodies,
        unlike names, are few, and one that stands once ("Secretary of Stame") is more likely spoilt than rare."""
        return all(
            word.casefold() in _words()
            or word.casefold() in _known()
            or self._times[word.casefold()] > 1
            or (word.isupper() and len(word) > 1)
            for word in _CAPITAL.findall(words)
        )


def looks_like_a_name(name: str) -> bool:
    """Whether the letters follow one another as in names and words.

    >>> looks_like_a_name("Morton"), looks_like_a_name("Mqrton"), looks_like_a_name("Mort0n"), looks_like_a_name("MorTon")
    (True, False, False, False)
    """
    bare = _PARTICLE.sub("", name)
    return (
        (bare.istitle() or bare.isupper())
        and bare.isalpha()
        and all(pair in _rows(2) for pair in _rows_of(bare, 2))
    )


def is_plausible(name: str) -> bool:
    """Whether a name that stands once may be believed: its letters follow one another as in several words.

    >>> is_plausible("Harding"), is_plausible("Haxding"), is_plausible("Tolvary")
    (True, False, False)
    """
    bare = _PARTICLE.sub("", name)
    return (
        looks_like_a_name(name)
        and all(_rows(2)[pair] >= SEVERAL for pair in _rows_of(bare, 2))
        and sum(row not in _rows(3) for row in _rows_of(bare, 3)) <= NEW
    )


def _has_its_capitals(name: str) -> bool:
    """All that is asked of names in other languages, whose rows of letters are not known."""
    return name.isalpha() and (name.istitle() or name.isupper())


def _rows_of(word: str, length: int) -> list[str]:
    """So many letters in a row, from every place of a word, its beginning and end included."""
    whole = f" {word.casefold()} "
    return [whole[n : n + length] for n in range(len(whole) - length + 1)]


@cache
def _known() -> frozenset[str]:
    """Names that are common, of persons and of places."""
    return frozenset(name.casefold() for name in table("garbled")["names"])


@cache
def _words() -> frozenset[str]:
    """Words of heads, which are nobody's name."""
    words = table("garbled")
    return frozenset(word.casefold() for key in ("proper", "plain", "places") for word in words[key])


@cache
def _rows(length: int) -> Counter[str]:
    """Letters in a row in the words of the tables, each with how many words have it."""
    words: set[str] = set()
    waiting: list[object] = [table(name) for name in _TABLES]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            words.update(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", one))
    return Counter(row for word in words for row in _rows_of(word, length))
