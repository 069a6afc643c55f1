"""Queries out of the texts' own words, the same ones each time."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

SEED = 1952
WORD = re.compile(r"[A-Za-z]+|\d+")
LEAST_LETTERS = 4
"""Of a word that is asked for."""
TYPES = ("telegram", "memorandum", "letter")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its filters."""

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """Without signs; of a prefix its letters."""
        return WORD.findall(self.text.replace(" AND ", " "))

    @property
    def how(self) -> str:
        """``all`` of the words, the ``phrase``, or words that begin so: ``prefix``."""
        if self.text.startswith('"'):
            return "phrase"
        return "prefix" if self.text.endswith("*") else "all"


Kinds = dict[str, list[Asked]]
"""Queries by kind."""


class Vocabulary:
    """The words of the texts, with the number of texts that hold each."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [[sys.intern(word.lower()) for word in WORD.findall(text)] for text in texts]
        self._texts = [text for text in self._texts if len(text) > 20]
        self._holding = Counter(word for text in self._texts for word in set(text) if _asked_for(word))
        self._random = random.Random(SEED)

    def kinds(self, each: int, places: list[str]) -> Kinds:
        """So many queries of every kind; ``places`` to filter by."""
        sources = {
            "common word": self.common(),
            "rare word": self.rare(),
            "AND": self.both(),
            "phrase": self.phrases(),
            "prefix": self.prefixes(),
            "three filters": self.filtered(places),
        }
        return {kind: list(islice(asked, each)) for kind, asked in sources.items()}

    def common(self) -> Iterator[Asked]:
        """Words that a fifth of the texts or more hold."""
        return self._words(len(self._texts) / 5, len(self._texts))

    def rare(self) -> Iterator[Asked]:
        """Words of one to three texts."""
        return self._words(1, 3)

    def both(self) -> Iterator[Asked]:
        """Two words of one text, neither rare."""
        while True:
            text = self._random.choice(self._texts)
            known = sorted(word for word in set(text) if self._holding[word] > len(self._texts) / 50)
            if len(known) > 1:
                yield Asked(" AND ".join(self._random.sample(known, 2)))

    def phrases(self) -> Iterator[Asked]:
        """Two or three words that follow one another."""
        while True:
            text = self._random.choice(self._texts)
            start, length = self._random.randrange(len(text) - 3), self._random.choice((2, 3))
            words = text[start : start + length]
            if all(map(_asked_for, words)):
                yield Asked(f'"{" ".join(words)}"')

    def prefixes(self) -> Iterator[Asked]:
        """The first four letters of a word that several texts hold."""
        for asked in self._words(5, len(self._texts)):
            yield Asked(f"{asked.text[:4]}*")

    def filtered(self, places: list[str]) -> Iterator[Asked]:
        """A common word in five years, of one type, at one place."""
        for asked in self.common():
            year = self._random.randrange(1939, 1966)
            yield Asked(
                asked.text,
                {
                    "year": (f"{year}..{year + 5}",),
                    "type": (self._random.choice(TYPES),),
                    "place": (self._random.choice(places),),
                },
            )

    def _words(self, least: float, most: float) -> Iterator[Asked]:
        words = sorted(word for word, texts in self._holding.items() if least <= texts <= most)
        while True:
            yield Asked(self._random.choice(words))


def _asked_for(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word.isalpha()
