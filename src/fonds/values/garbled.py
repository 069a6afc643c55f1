"""Text that scanning or copying has spoilt: how much of it, and what its heads most likely said.

>>> is_garbled("The harbour was closed for repairs on the third of May, and nobody was told of it. " * 3)
False
>>> mended("TelegraW From the DepDrtment of4State to the Embassy in Chinn")
'Telegram From the Department of State to the Embassy in China'
>>> mended("Washington, OctRber 18,j1978")
'Washington, October 18, 1978'

A mended text is as long as the other, so that an offset means the same place in both. A word is mended only
where one known word alone differs from it in a single sign, or in two of seven; signs that came between two
words become spaces. Words of the text itself that stand there several times are known as well, years too.
Limits: English heads only; digits of days and hours are never guessed; letters that were lost or doubled,
so that all that follows moved, are left as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from fonds.data import table
from fonds.values import garbled_dates, garbled_heads, languages

SAMPLE = 4_000
"""Characters by which a text is judged."""
FEW, SHARE = 3, 0.01
"""So many spoilt words, and so large a part of all, make a text garbled."""
FOREIGN = 4, 0.02
"""The same for texts in other languages, of which less is known."""
HEAD, FOOT = 2_500, 600
"""Characters from the beginning and the end within which words are mended: there stand the facts."""
LONG = 7
"""Letters of a word in which two may be spoilt."""
LONGEST_HEAD, DATELINE, HEAD_LINES = 420, 100, 6
"""Characters of a line of the head, and of one that is nothing but place and date; so many lines are looked at."""
TITLE = 300
"""Characters from the beginning within which the smallest words are mended as well."""
DEPTH = 4
"""Spoilt signs between the words of one row."""
HEADINGS = 1_200
"""Characters from the beginning within which words are mended that do not look spoilt."""
PLAIN = 5
"""Letters of a word that may be mended though nothing in it looks spoilt: of short ones, too many are alike."""

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
# A capital or a digit inside a word, or a small letter before capitals: "DepDrtment", "Nat9onal", "xMBASSY".
_SPOILT = re.compile(
    r"\b[A-Z]?[a-z]+(?:[0-9][a-z]|[A-Z](?:[a-z]{2}|[a-z]?\b))|\b[a-z0-9][A-Z]{3,}\b|\b[0-9][a-z]{3,}\b"
)
_STOPS = (",", ".", ";", ":", "]", ")")
# "(SullivanK[1]", "(Atcheson0 to"; "Y Muccio ) to"; "RushG1]", "[1M"
_UNCLOSED = re.compile(r"(\([A-Z][^()\n\[]{2,40}?)\w(?=\[|\s+to\b|$)", re.MULTILINE)
_NARROW = re.compile(r"(\(\s[A-Z][^()\n]{1,28}[^()\s])\w(?=\))")  # "( Orton8)", of "( Orton )"
_UNOPENED = re.compile(r"(?<=\s)\S(\s[A-Z][^()\n]{2,30}\s\))")
_NOTE_SIGN = re.compile(r"(?:\[\w\]|\[1\w|\w1\])$", re.MULTILINE)
# For a first, quick look: small letters, and what is odd behind them, as one sign each.
_SIGNS = bytes(
    b"a"[0] if 97 <= byte <= 122 else b"A"[0] if 65 <= byte <= 90 or 48 <= byte <= 57 else 0
    for byte in range(256)
)
_MIXED = re.compile(r"[a-z][A-Z0-9]|[0-9][A-Za-z]|[A-Z]{2}[a-z]")
_NUMBER_OF_DAY = re.compile(r"\d+(?:st|nd|rd|th)\b")
_PARTICLE = re.compile(r"\b(?:Mc|Mac|De|La|Le|Fitz)(?=[A-Z][a-z])")
_LINE = re.compile(r"\S.*")
YEAR = re.compile(r"(?<![\d/–.-])(?:1[5-9]\d\d|20\d\d)(?![\d/])")


def is_garbled(text: str) -> bool:
    """Whether so many different words are spoilt that a head is better read mended.

    Written abbreviations ("FonMin") return, accidents do not: each word counts once.
    """
    sample = text[:SAMPLE]
    if sample.encode("utf-8", "replace").translate(_SIGNS).count(b"aA") < FEW:
        return False
    odd = " ".join(word for word in sample.split() if not _is_plain(word.strip(_AROUND)))
    spoilt = set(_SPOILT.findall(_PARTICLE.sub("", _NUMBER_OF_DAY.sub("", odd))))
    if len(spoilt) < FEW:
        return False
    few, share = (FEW, SHARE) if is_english(sample) else FOREIGN
    return len(spoilt) >= few and len(spoilt) > share * len(sample.split())


_AROUND = ".,;:()[]“”‘’\"'"


def _is_plain(word: str) -> bool:
    """Whether a word is nothing but letters, with no capital but the first: such a one is not spoilt."""
    return word.isalpha() and (word.islower() or word[1:].islower() or len(word) == 1)


def mended(text: str) -> str:
    """The text with what is certain mended in its head and foot; as long as before."""
    known = _known(text)
    out, at = [], 0
    heads = dict(head_lines(text)) if is_english(text) else {}
    for start, line in heads.items():
        out += [text[at:start], _head(line)]
        at = start + len(line)
    for match in WORD.finditer(text, at):
        start = match.start()
        if HEAD < start < len(text) - FOOT:
            continue
        word = match[0]
        named = text[max(0, start - 2) : start].rstrip(" ").endswith("(") and _MIXED.search(word) is None
        if named or known.has(word):  # in brackets behind an office stands a name, and names are all alike
            continue
        if better := known.instead(word, stuck=text[start - 1 : start] in _STOPS, at=start):
            out += [text[at:start], better]
            at = match.end()
    words = "".join([*out, text[at:]])
    for start, line in heads.items():
        now = words[start : start + len(line)]
        dated, _ = garbled_dates.mended(now, garbled_dates.evidence(words, now))
        words = words[:start] + dated + words[start + len(line) :]
    return words


def is_english(text: str) -> bool:
    """Whether a text has English heads; where it is too short to tell, by known words.

    >>> is_english("Telegrxm From thv Envoy"), is_english("Ollvane u. a. an Merrivane, 3. 9. 1893")
    (True, False)
    """
    language = languages.guess(text)
    if language is not None:
        return language == "en"
    return any(word in _vocabulary() for word in WORD.findall(text[:DATELINE]))


def _head(line: str) -> str:
    """A line of the head with its words, brackets and blanks whole; a date in it apart."""
    return _bracketed(garbled_heads.mended(line))


def head_lines(text: str) -> list[tuple[int, str]]:
    """The lines of the head, from its first to that of its date, with their offsets."""
    out: list[tuple[int, str]] = []
    for match in _LINE.finditer(text, 0, HEADINGS):
        if len(match[0]) > LONGEST_HEAD:
            break
        out.append((match.start(), match[0]))
        if len(out) >= HEAD_LINES or (len(match[0]) < DATELINE and garbled_dates.has(match[0])):
            break
    return out


def _bracketed(head: str) -> str:
    """The headings with brackets that were opened or closed, and signs of notes, made whole."""
    head = _UNCLOSED.sub(lambda match: f"{match[1]})", head)
    head = _NARROW.sub(r"\1 ", head)
    head = _UNOPENED.sub(lambda match: f"({match[1]}", head)
    return _NOTE_SIGN.sub("[1]", head)


def is_word(word: str) -> bool:
    """Whether a small word is one of those that heads have."""
    return word in _small("real") or word in _vocabulary() or word in _small("mended")


def are_words(text: str) -> bool:
    """Whether all words with capitals are known ones."""
    return all(word in _vocabulary() for word in WORD.findall(text) if word[0].isupper())


def is_spoilt(word: str) -> bool:
    """Whether the look of a word tells that a sign in it is wrong: a capital or a figure among its letters.

    >>> is_spoilt("Ort0n"), is_spoilt("OrTon"), is_spoilt("McVenn"), is_spoilt("Orton")
    (True, True, False, False)
    """
    plain = word.removeprefix("Mc").removeprefix("Mac")
    return _MIXED.search(plain) is not None or (
        not word.isalpha() and any(map(str.isalpha, word)) and "’" not in word
    )


class _Known:
    """Words that may stand in a text, and what a spoilt word may have been."""

    def __init__(self, own: frozenset[str], once: frozenset[str], years: frozenset[str]) -> None:
        self._own, self._years = own, years
        self._own_holes, self._once_holes = _index(own, 1), _index(once, 1)

    def has(self, word: str) -> bool:
        """Whether the word is in order as it is, in whatever capitals."""
        return (
            word.casefold() in _folded()
            or word in self._own
            or word in _small("real")
            or (word.isdigit() and not (len(word) == 4 and word[0] not in "12"))
        )

    def instead(self, word: str, *, stuck: bool, at: int) -> str | None:
        """The one known word, or several, that a spoilt word stands for, if there is one.

        ``stuck``: no blank stands before it. ``at``: its place in the text.
        """
        head, early = at < HEADINGS, at < TITLE
        if sum(map(str.isdigit, word)) * 2 > len(word):
            return self._year(word) or self._parted(word, stuck)
        mixed = _MIXED.search(word) is not None
        if len(word) < PLAIN and (mixed or (early and not word.isupper())):
            small = self._only(_small_holes(), _holes(word))
            if small and (mixed or word[0].islower() or small[0].isupper()):
                return small
        whole = None
        if len(word) >= (3 if mixed else PLAIN if head else len(word) + 1):
            whole = self._only(_vocabulary_holes(1), _holes(word))
            whole = whole or self._only(self._own_holes, _holes(word))
        if whole is None and mixed and len(word) > 3:
            whole = self._only(self._once_holes, _holes(word))
        if whole:
            return whole
        if parted := self._parted(word, stuck):
            return parted
        if len(word) >= LONG:
            return self._only(_vocabulary_holes(2), (two for one in _holes(word) for two in _holes(one)))
        return None

    @staticmethod
    def _only(index: Mapping[str, set[str]], holes: Iterable[str]) -> str | None:
        found: set[str] = set()
        for hole in holes:
            found |= index.get(hole, set())
        folded = {word.casefold(): word for word in sorted(found, reverse=True)}
        return next(iter(folded.values())) if len(folded) == 1 else None

    def _parted(self, word: str, stuck: bool, depth: int = 0) -> str | None:
        """Words with spoilt signs between them: "of4State", "j1961"; or one with such a sign beside it."""
        found = []
        for n in range(len(word)):
            left, right = word[:n], word[n + 1 :]
            fits, rest = False, right
            if not left:
                year = len(right) == 4 and _is_number(right)
                fits = year or (stuck and len(right) > 2 and self._stands(right))
            elif not right:
                fits = len(left) >= PLAIN and left in _vocabulary()
            elif left.isdigit():
                fits = _is_number(left) and right in _vocabulary()
            elif self._stands(left):
                whole = right if self._stands(right) else None
                if whole is None and depth < DEPTH and len(right) > PLAIN:
                    whole = self._only(_vocabulary_holes(1), _holes(right))
                    whole = whole or self._parted(right, False, depth + 1)
                fits, rest = whole is not None, whole or right
            if fits:
                found.append(f"{left} {rest}")
        return found[0] if len(found) == 1 else None

    def _stands(self, part: str) -> bool:
        return part in _vocabulary() or part in self._own or part in _small("mended") or _is_number(part)

    def _year(self, word: str) -> str | None:
        """A year with one spoilt figure, if one year of the text alone fits."""
        if len(word) != 4 or word.isdigit():
            return None
        fitting = {year for year in self._years if sum(a != b for a, b in zip(word, year, strict=True)) == 1}
        return fitting.pop() if len(fitting) == 1 else None


def _is_number(part: str) -> bool:
    return part.isdigit() and (len(part) < 3 or (len(part) == 4 and part[0] in "12"))


def _holes(word: str) -> Iterator[str]:
    """The word with each of its signs left open, but for those that are open already."""
    for n, sign in enumerate(word):
        if sign != "\0":
            yield f"{word[:n]}\0{word[n + 1 :]}"


def _index(words: Iterable[str], count: int) -> dict[str, set[str]]:
    """Words by what is left of them with so many signs open."""
    found: dict[str, set[str]] = {}
    for word in words:
        holes: Iterable[str] = _holes(word)
        if count == 2:
            holes = (two for one in holes for two in _holes(one)) if len(word) >= LONG else ()
        for hole in holes:
            found.setdefault(hole, set()).add(word)
    return found


@cache
def _vocabulary() -> frozenset[str]:
    words = table("garbled")
    proper = [*words["proper"], *(place for place in words["places"] if place.isalpha())]
    return frozenset([*proper, *words["plain"], *(word.upper() for word in proper)])


@cache
def _folded() -> frozenset[str]:
    return frozenset(word.casefold() for word in _vocabulary())


@cache
def _vocabulary_holes(count: int) -> dict[str, set[str]]:
    return _index(_vocabulary(), count)


@cache
def _small(kind: str) -> frozenset[str]:
    return frozenset(table("garbled")["small"][kind])


@cache
def _small_holes() -> dict[str, set[str]]:
    return _index(_small("mended"), 1)


def _known(text: str) -> _Known:
    """The words and years of the text itself that stand there several times."""
    counts = Counter(match[0] for match in WORD.finditer(text))
    clean = {w: n for w, n in counts.items() if len(w) > 2 and w.isalpha() and (w.istitle() or w.islower())}
    own = frozenset(word for word, n in clean.items() if n > 1)
    once = frozenset(word for word in clean if word.istitle())
    return _Known(own, once, frozenset(YEAR.findall(text)))
