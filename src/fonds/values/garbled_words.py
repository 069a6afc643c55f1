"""Known words by their look: which of them, with a few signs spoilt, may stand at a place in a line.

>>> shelf = Shelf(["October", "of", "office"])
>>> list(shelf.at("the 0ctoher of", 4))
[('October', 2)]

A word is divided into one piece more than it may have spoilt signs: one piece at least is whole, and is looked up.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

LIMITS = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3)
"""How many signs may be spoilt in a word of so many; in longer ones, three in ten."""
MOST = 5


def limit(length: int) -> int:
    """How many signs of a word of that length may be spoilt."""
    return LIMITS[length] if length < len(LIMITS) else min(MOST, length * 3 // 10)


class Shelf:
    """Words, or phrases, by their length and their pieces."""

    def __init__(self, words: Iterable[str]) -> None:
        self._pieces: list[tuple[int, list[tuple[int, int, dict[str, list[str]]]]]] = []
        by_length: dict[int, list[str]] = {}
        for word in dict.fromkeys(words):
            by_length.setdefault(len(word), []).append(word)
        for length, alike in sorted(by_length.items()):
            parts = limit(length) + 1
            cuts = [length * n // parts for n in range(parts + 1)]
            pieces = []
            for start, end in itertools.pairwise(cuts):
                found: dict[str, list[str]] = {}
                for word in alike:
                    found.setdefault(word[start:end], []).append(word)
                pieces.append((start, end, found))
            self._pieces.append((length, pieces))

    def at(self, line: str, start: int) -> Iterator[tuple[str, int]]:
        """The words that may stand there, each with the number of its spoilt signs."""
        for length, pieces in self._pieces:
            if start + length > len(line):
                return
            seen: set[str] = set()
            for first, last, found in pieces:
                for word in found.get(line[start + first : start + last], ()):
                    if word not in seen:
                        seen.add(word)
                        spoilt = sum(a != b for a, b in zip(word, line[start : start + length], strict=True))
                        if spoilt <= limit(length):
                            yield word, spoilt
