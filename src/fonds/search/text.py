"""Words as the index knows them: one function for what is indexed, what is asked and what is marked.

A text becomes a row of terms; the index only splits that row at its spaces and, in the stemmed
fields, reduces inflections. So both sides of a search cannot disagree, and positions count.

- Case, accents and compatibility forms are folded: "Satō" and "SATO" are one term, "ё" is "е".
- "Gromyko’s" is "gromyko"; "O'Brien" and "Ch'en" keep one term each; "l'Union" is two.
- "U.S.S.R." is "ussr"; "Sino-Soviet" is two terms, found as two words in order.
- Runs of a script written without spaces between words (Han, kana, Thai ...), and Hangul, whose words
  carry particles, are cut into overlapping pairs: 苏联大使 is 苏联, 联大, 大使 and a last 使, so that
  every sign begins a term. A line break inside such a run is passed over.

>>> terms("The U.S.S.R.’s Sino-Soviet talks with Satō")
['the', 'ussr', 'sino', 'soviet', 'talks', 'with', 'sato']
>>> terms("苏联大使")
['苏联', '联大', '大使', '使']
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

LONGEST_TERM = 100
"""Characters of a word that count: what is longer is no word, and the index has a limit."""

# Scripts written without spaces between words, and Hangul: Thai and Lao, Burmese, Hangul jamo, Khmer,
# radicals to Yi (with kana, bopomofo, Han), Hangul syllables, compatibility and half-width forms, Han
# beyond the basic plane.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
FIRST_UNSPACED = min(UNSPACED)
# Marks that stand on a letter or inside a word: accents, soft hyphen, joiners, points of Hebrew and
# Arabic, vowel signs of the Indian scripts.
MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0b82\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d"
    "\u0dca-\u0ddf\u200c\u200d\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Letters that make one sign with the one before: Korean vowels and finals, half-width voice marks.
JOINED = frozenset(map(chr, (*range(0x1160, 0x1200), 0xFF9E, 0xFF9F)))
APOSTROPHES = "'’ʼ＇"
# Letters that French and Italian join to the next word: l'Union, d'Estaing.
ELIDED = "dlDL"


def _pattern(letter: str) -> str:
    # The bounds keep hostile input (a million letters, a thousand accents on one) in small pieces.
    marked = rf"(?:[{MARKS}]{{1,40}}{letter}{{0,200}}){{0,40}}"
    rest = rf"{marked}(?:[{APOSTROPHES}]{letter}{{1,200}}{marked}){{0,9}}"
    # Every word begins with one and the same class of signs, so that the engine can skip the others.
    return (
        rf"{letter}(?:{letter}{{1,200}}+{rest}"
        rf"|(?<!\d)\.(?:(?!\d){letter}\.){{1,20}}(?:(?!\d){letter}(?!{letter}))?(?:[{APOSTROPHES}]s\b)?"
        rf"|(?<=[{ELIDED}])(?=[{APOSTROPHES}]{letter})"
        rf"|{rest})"
    )


_UNSPACED_SIGN = re.compile(rf"[{UNSPACED}]")
# Punctuation among the unspaced scripts is left out; it parts runs.
_SIGN = rf"(?:(?![\u3000-\u3004\u3008-\u3020\u3030\u303d-\u3040\u30fb])[{UNSPACED}])"
_RUN = rf"{_SIGN}(?:\n?(?:{_SIGN}|[{MARKS}\U000e0100-\U000e01ef])){{0,9999}}"
_SPACED = rf"[^\W_{UNSPACED}]"
# Nine of ten words are plain letters before a blank or a comma; and a look at the first sign lets the
# engine skip what begins no word.
_WORD = re.compile(
    rf"(?=[\w{UNSPACED}])(?:[A-Za-z]{{2,{LONGEST_TERM}}}(?=[ ,;:)\n])|{_RUN}|{_pattern(_SPACED)})"
)

# Han, kana and Hangul in their usual forms: each character is a sign by itself and stays as it is.
_PLAIN_RUN = re.compile("[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uac00-\ud7a3]+")

_FOLDED = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ё": "е"}
)

_STEMS = (
    TextAnalyzerBuilder(Tokenizer.whitespace())
    .filter(Filter.stemmer("english"))
    .filter(Filter.stemmer("russian"))
    .build()
)
"""Each of the two leaves the other's script alone. The analyser of the index's stemmed fields."""

_PLAIN = TextAnalyzerBuilder(Tokenizer.whitespace()).build()

ANALYZERS = {"terms": _PLAIN, "stems": _STEMS}
"""What the index must be told of after each opening: name in the schema -> analyser."""


class Token(NamedTuple):
    """A term and the span of the text it comes from."""

    term: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The terms of a text, one after another, with their spans; ``start`` must not be inside a word."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        if word[0] >= FIRST_UNSPACED and is_unspaced(word):
            yield from _pairs(word, match.start())
        elif term := fold(word):
            yield Token(term, *match.span())


def terms(text: str) -> list[str]:
    """The terms of a text in order."""
    if text.isascii() or not _UNSPACED_SIGN.search(text):
        return list(chain.from_iterable(map(_terms_between_blanks, text.split())))
    row: list[str] = []
    for word in _WORD.findall(text):
        if _PLAIN_RUN.fullmatch(word):
            row.extend(word[n : n + 2] for n in range(len(word)))
        elif is_unspaced(word):
            row.extend(token.term for token in _pairs(word, 0))
        elif term := fold(word):
            row.append(term)
    return row


@lru_cache(maxsize=1 << 15)
def _terms_between_blanks(piece: str) -> tuple[str, ...]:
    """The terms of what stands between two blanks, over which no word of a spaced script goes; most pieces come
    again and again."""
    return tuple(filter(None, map(fold, _WORD.findall(piece))))


def word_at(text: str, start: int) -> str | None:
    """The word or run that begins there."""
    match = _WORD.match(text, start)
    return match[0] if match else None


def is_unspaced(word: str) -> bool:
    """Whether a word or term is of a script that is cut into pairs."""
    return word[0] >= FIRST_UNSPACED and _UNSPACED_SIGN.match(word) is not None


def words(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a text, each with the word as it is written."""
    if _UNSPACED_SIGN.search(text):
        yield from ((token.term, text[token.start : token.end]) for token in tokens(text))
    else:
        yield from ((term, word) for word in _WORD.findall(text) if (term := fold(word)))


def counted(text: str) -> Iterator[tuple[str, str, int]]:
    """The different words of a text in the order in which they first stand there: term, the word as it is
    written, and how often it is written so."""
    if _UNSPACED_SIGN.search(text):
        yield from ((term, word, times) for (term, word), times in Counter(words(text)).items())
    else:
        found = Counter(_WORD.findall(text))
        yield from ((term, word, times) for word, times in found.items() if (term := fold(word)))


def row(text: str) -> str:
    """The terms with spaces between: what is handed to the index."""
    return " ".join(terms(text))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms to be found one after another; with ``open`` the last one need only be how a term begins."""

    terms: tuple[str, ...]
    open: bool = False


def wanted(text: str, *, prefix: bool = False) -> Wanted:
    """The terms of a piece of a query.

    At its end a run of signs may go on in the text: the last sign of 苏联 is not asked for by itself,
    and a single sign is the beginning of a pair.
    """
    found = list(tokens(text))
    if found and is_unspaced(found[-1].term):
        last = found[-1]
        whole = len(found) > 1 and found[-2].end == last.end
        return Wanted(tuple(token.term for token in (found[:-1] if whole else found)), open=not whole)
    return Wanted(tuple(token.term for token in found), open=prefix and bool(found))


@lru_cache(maxsize=1 << 16)
def stem(term: str) -> str:
    """The term without its inflection, as the stemmed fields hold it.

    >>> stem("armies"), stem("армии")
    ('armi', 'арм')
    """
    return " ".join(_STEMS.analyze(term))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The term of a single word of a spaced script; empty if nothing is left of it."""
    if word.isascii() and word.isalnum():
        return word[:LONGEST_TERM].lower()
    whole = unicodedata.normalize("NFKC", word[: 4 * LONGEST_TERM]).casefold()
    for apostrophe in APOSTROPHES[1:]:
        whole = whole.replace(apostrophe, "'")
    whole = whole.removesuffix("'s").translate(_FOLDED)
    kept: list[str] = []
    strips = False
    for sign in unicodedata.normalize("NFD", whole):
        if sign.isalnum():
            # Accents are dropped from Latin and Greek letters; й without its breve would be another letter.
            strips = sign < "\u0400" or "\u1e00" <= sign < "\u2000"
            kept.append(sign)
        elif unicodedata.category(sign) in ("Mn", "Mc") and not strips and sign not in "\u0300\u0301":
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))[:LONGEST_TERM]


def _pairs(run: str, offset: int) -> Iterator[Token]:
    """Overlapping pairs of the signs of a run, and the last sign by itself."""
    signs: list[Token] = []
    for place, char in enumerate(run, offset):
        if char == "\n" or unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f":
            continue
        if signs and (unicodedata.combining(char) or char in JOINED):
            before = signs[-1]
            signs[-1] = Token(before.term + char, before.start, place + 1)
        else:
            signs.append(Token(char, place, place + 1))
    folded = [unicodedata.normalize("NFKC", sign.term).casefold() for sign in signs]
    for n, sign in enumerate(signs):
        following = folded[n + 1] if n + 1 < len(signs) else ""
        yield Token(folded[n] + following, sign.start, signs[n + 1].end if following else sign.end)
