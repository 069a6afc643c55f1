"""Passages: the pieces of a text in which the found words stand, and where they stand in them.

Works on the text as it is stored, with the same terms as the index, so that accents, inflections,
phrases, prefixes and pairs of signs are marked exactly where they were found. A long text is not cut
into terms as a whole: words that may be meant are looked up in it, and only the pieces shown are cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from fonds.data import table
from fonds.search import query
from fonds.search.text import APOSTROPHES, Token, fold, is_unspaced, stem, tokens, wanted, word_at

WIDTH = 200
"""Characters of a passage, about: two to three lines."""

CORE = 120
"""Characters within which the words lie that a passage is made for; the rest is what surrounds them."""

LOOK_AHEAD = 1000
"""Characters in which all words of a phrase must begin and end to be marked."""

MOST_VERDICTS = 2000
"""Words that a seeker remembers."""

MOST_PLACES = 40
"""Places of one needle that are looked at in one text: enough to choose from, and a bound on the time."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` is a piece of the document exactly as it stands there; ``marks`` are (start, end) in it.

    ``start`` is where it begins in the text it is from: the entry's body (``language`` is ``None``) or
    the other text in that language.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    start: int = 0
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Needle:
    """Terms to be marked where they follow one another: ``stemmed`` in any inflection (a single term),
    ``open`` where the last need only be how a term begins."""

    terms: tuple[str, ...]
    stemmed: bool = False
    open: bool = False

    def begins(self, term: str) -> bool:
        """Whether this term fits the first of the needle."""
        if self.stemmed:
            return stem(term) == stem(self.terms[0])
        return term.startswith(self.terms[0]) if self.open and len(self.terms) == 1 else term == self.terms[0]

    def fits(self, following: Sequence[Token]) -> bool:
        """Whether these tokens begin with the needle."""
        if len(following) < len(self.terms) or not self.begins(following[0].term):
            return False
        last, here = self.terms[-1], following[len(self.terms) - 1].term
        return len(self.terms) == 1 or (
            all(a == b.term for a, b in zip(self.terms[:-1], following, strict=False))
            and (here.startswith(last) if self.open else here == last)
        )

    def end(self, following: Sequence[Token]) -> int:
        """Where the needle ends in tokens that it fits: of a pair found by its first sign, after that."""
        last = following[len(self.terms) - 1]
        return last.start + len(self.terms[-1]) if self.open and is_unspaced(last.term) else last.end


def needles(tree: query.Query) -> tuple[Needle, ...]:
    """What is to be marked for a query; words like "of the" only if there is nothing else."""
    found = tuple(dict.fromkeys(_needles(tree)))
    telling = tuple(n for n in found if len(n.terms) > 1 or n.open or n.terms[0] not in _function_words())
    return telling or found


def marks(text: str, wanted: Iterable[Needle]) -> tuple[tuple[int, int], ...]:
    """Where the needles stand in a text: (start, end), in order, without overlap."""
    folded = _folded(text)
    found = (place for needle in wanted for place in _seeker(needle).places(text, folded, all_forms=True))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def passages(
    texts: Sequence[tuple[str | None, str]], wanted: Sequence[Needle], *, count: int = 2
) -> tuple[Passage, ...]:
    """The best pieces of the texts (language, text), in their order: those with the most different
    needles, closest together. Without any place, the opening of the first text."""
    windows = [
        (-score, n, start, end)
        for n, (_, text) in enumerate(texts)
        for score, start, end in _windows(_places(text, wanted), count)
    ]
    chosen = sorted(sorted(windows)[:count], key=lambda window: window[1:])
    found = []
    for _, n, first, last in chosen:
        language, text = texts[n]
        start, end = _around(text, first, last)
        piece = text[start:end]
        found.append(Passage(piece, marks(piece, wanted), start, language))
    if not found and texts and count and texts[0][1]:
        start, end = _around(texts[0][1], 0, 0)
        found.append(Passage(texts[0][1][start:end], (), start, texts[0][0]))
    return tuple(found)


def _needles(tree: query.Query) -> Iterator[Needle]:
    match tree:
        case query.And(parts) | query.Or(parts):
            for part in parts:
                yield from _needles(part)
        case query.Field(name, part):
            if name not in query.EXACT_FIELDS and name not in ("title", "archive", "collection"):
                yield from _needles(part)
        case query.Term(text) | query.Phrase(text) | query.Prefix(text):
            row = wanted(text, prefix=isinstance(tree, query.Prefix))
            if row.terms:
                single = len(row.terms) == 1 and not row.open and isinstance(tree, query.Term)
                yield Needle(row.terms, stemmed=single, open=row.open)
        case _:
            return


def _function_words() -> frozenset[str]:
    return frozenset(word for words in table("function_words").values() for word in words)


def _places(text: str, wanted: Sequence[Needle]) -> list[tuple[int, int, int]]:
    """(start, end, number of the needle), in order."""
    if not text or not wanted:
        return []
    folded = _folded(text)
    return sorted(
        (start, end, n)
        for n, needle in enumerate(wanted)
        for start, end in islice(_seeker(needle).places(text, folded), MOST_PLACES)
    )


class _Seeker:
    """Finds the places of a needle: words that begin like it are looked up, and those that fit are given."""

    def __init__(self, needle: Needle) -> None:
        first = needle.terms[0]
        beginning = first
        if needle.stemmed:
            same = takewhile(lambda pair: pair[0] == pair[1], zip(first, stem(first), strict=False))
            beginning = "".join(letter for letter, _ in same)
            # The English stemmer makes "armi" of army and armies.
            beginning = beginning[:-1] if len(beginning) > 2 and beginning.endswith("i") else beginning
        self._needle = needle
        self._beginning = beginning
        self._row = re.compile(_written(needle.terms)) if len(needle.terms) > 1 else None
        # The same letters with points, apostrophes or breaks between them: U.S.S.R., O'Brien.
        self._loose = re.compile(f"[.{APOSTROPHES}\u00ad\n]?".join(map(re.escape, beginning)))
        self._spaced = not is_unspaced(first)
        self._verdicts: dict[str, bool] = {}

    def places(self, text: str, folded: str, *, all_forms: bool = False) -> Iterator[tuple[int, int]]:
        """(start, end) in the text; unless ``all_forms``, loose forms only where no plain one is."""
        plain = () if all_forms else self._plain(folded)
        at = -1
        for at in plain:
            yield from self._place(text, folded, at)
        if at < 0:
            for match in self._loose.finditer(folded):
                yield from self._place(text, folded, match.start())

    def _plain(self, folded: str) -> Iterator[int]:
        """Where the needle may begin, if it is written without points or apostrophes inside of words."""
        if self._row:
            yield from (match.start() for match in self._row.finditer(folded))
            return
        at = folded.find(self._beginning)
        while at >= 0:
            yield at
            at = folded.find(self._beginning, at + 1)

    def _place(self, text: str, folded: str, at: int) -> Iterator[tuple[int, int]]:
        if self._spaced and at and folded[at - 1].isalnum() and not is_unspaced(folded[at - 1]):
            return
        word = word_at(text, at)
        if not word:
            return
        if self._spaced and word not in self._verdicts:
            if len(self._verdicts) >= MOST_VERDICTS:
                self._verdicts.clear()
            self._verdicts[word] = self._needle.begins(fold(word))
        if self._spaced and not self._verdicts[word]:
            return
        if self._spaced and len(self._needle.terms) == 1:
            yield at, at + len(word)
        else:
            end = min(len(text), at + LOOK_AHEAD)
            row = list(islice(tokens(text, at, end), len(self._needle.terms)))
            if self._needle.fits(row):
                yield at, self._needle.end(row)


def _written(terms: Sequence[str]) -> str:
    """A pattern for terms as they follow one another in a folded text: 苏联, 联大 are written 苏联大."""
    pattern = re.escape(terms[0])
    for before, term in pairwise(terms):
        if is_unspaced(before) and len(before) == 2 and term[0] == before[1]:
            pattern += re.escape(term[1:])
        else:
            pattern += rf"(?:[{APOSTROPHES}]s)?[\W_]*{re.escape(term)}"
    return pattern


@lru_cache(maxsize=256)
def _seeker(needle: Needle) -> _Seeker:
    return _Seeker(needle)


def _windows(places: list[tuple[int, int, int]], count: int) -> list[tuple[float, int, int]]:
    """Up to ``count`` stretches (score, start, end), about as wide as ``CORE``, apart from one another."""
    stretches: list[tuple[int, int, int, int]] = []  # start, end, its needles as bits, places
    inside: Counter[int] = Counter()
    following = kinds = 0
    for i, (start, end, kind) in enumerate(places):
        grown = following
        while following < len(places) and (following <= i or places[following][1] <= start + CORE):
            inside[places[following][2]] += 1
            kinds |= 1 << places[following][2]
            following += 1
        if following > grown:  # else it is a part of the one before
            stretches.append((start, max(end, places[following - 1][1]), kinds, following - i))
        inside[kind] -= 1
        if not inside[kind]:
            kinds &= ~(1 << kind)
    chosen: list[tuple[float, int, int]] = []
    seen = 0
    while stretches and len(chosen) < count:
        # A needle not shown yet weighs most, then one more needle, then one more place.
        scores = [
            10.0 * (kinds & ~seen).bit_count() + 3.0 * kinds.bit_count() + min(size, 10) / 10
            for _, _, kinds, size in stretches
        ]
        best = scores.index(max(scores))
        start, end, kinds, _ = stretches[best]
        chosen.append((scores[best], start, end))
        seen |= kinds
        apart = WIDTH - CORE
        stretches = [s for s in stretches if s[0] >= end + apart or s[1] + apart <= start]
    return chosen


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch with what stands around it: from the paragraph's begin if near, else whole words."""
    spare = max(0, WIDTH - (last - first))
    start = max(0, first - spare // 3)
    if (paragraph := text.rfind("\n\n", start, first)) >= 0:
        start = paragraph + 2
    elif start and (gap := _GAP.search(text, start, first)):
        start = gap.end()
    end = min(len(text), max(last, start + WIDTH))
    if end < len(text):
        cut = end
        while cut >= last and not text[cut].isspace():
            cut -= 1
        end = cut if cut >= last else end
    while start < first and text[start].isspace():
        start += 1
    while end > last and end > start and text[end - 1].isspace():
        end -= 1
    return start, end


PLAIN_PUNCTUATION = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "\u00a0": " "}
_GAP = re.compile(r"\s+")
_ACCENTED = re.compile("[\u00e0-\u024f\u0370-\u03ff\u0451\u1e00-\u1fff]")


def _folded(text: str) -> str:
    """The text in small letters without accents, sign for sign as long as the text itself."""
    if not text.isascii():
        # Mostly it is only typographic punctuation, without which the rest is ten times as quick.
        for sign, plain in PLAIN_PUNCTUATION.items():
            text = text.replace(sign, plain)
    small = text.lower()
    if len(small) != len(text):
        small = "".join(sign if len(sign.lower()) != 1 else sign.lower() for sign in text)
    return small if small.isascii() else _ACCENTED.sub(lambda match: _base(match[0]), small)


def _base(sign: str) -> str:
    return "е" if sign == "ё" else unicodedata.normalize("NFD", sign)[0]
