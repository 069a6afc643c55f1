"""The words of dates and clock times: a text as a row of kinds.

Dates are found in two steps. Here the neighbourhood of every figure is cut into words, and each word
that can be part of a date becomes one letter, its kind ("4 October 1943" is ``dMN``). The forms of
``data/date_forms.toml`` are then regular expressions over those letters, whatever the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from fonds.data import table

# The letter of each kind. Numbers: d one digit, n 01 to 31, c other two digits, N a year (1500 to
# 2099), H other four digits, S six, m three of a year without its thousand (902); b and B are n and N alone in brackets. x is any other word.
KINDS = {
    "month": "M",
    "short": "A",
    "roman": "R",
    "ordinal": "o",
    "of": "f",
    "about": "q",
    "at": "a",
    "between": "F",
    "to": "T",
    "and": "&",
    "hours": "h",
    "minutes": "i",
    "year": "g",
    "decade": "j",
    "season": "s",
    "part": "e",
    "early": "l",
    "noon": "k",
    "half": "p",
    "this": "t",
    "this_year": "y",
    "month_of_letter": "u",
    "day_from_today": "r",
    "zone": "z",
    "weekday": "w",
    "era": "G",
}
_UNITS = {"year": "Y", "month": "L", "day": "D", "hour": "h", "minute": "i"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SIGNS = dict.fromkeys("-–—‐‑−~～", "-") | {
    ".": ".",
    "．": ".",
    ",": ",",
    "，": ",",
    "、": ",",
    "/": "/",
    ":": ":",
    "：": ":",
    "'": "'",
    "’": "'",
    "‘": "'",
    "?": "?",
    "(": "(",
    ")": "(",
    '"': '"',
    "“": '"',
    "”": '"',
}
_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1, "两": 2}
_HAN_TENS = {"十": 10, "廿": 20, "卅": 30}

# Han, kana and Hangul, where no spaces part the words; and the circle that stands for a Han zero.
_ASIAN_RANGES = (("々", "ヿ"), ("㐀", "鿿"), ("가", "힯"))
_ASIAN = "".join(f"{first}-{last}" for first, last in _ASIAN_RANGES)
_MAYBE_ASIAN = re.compile("○|[^\u0000-\u3004]")

Value = int | str | None


class Words(NamedTuple):
    """A stretch of text as kinds: letter i stands for ``text[starts[i]:ends[i]]``, which means ``values[i]``."""

    kinds: str
    starts: list[int]
    ends: list[int]
    values: list[Value]


def _spellings(word: str) -> set[str]:
    return {word} if len(word) == 1 else {word, word[:1].upper() + word[1:], word.upper()}


def _vocabulary() -> dict[str, tuple[str, Value]]:
    """Each spelling of each word with its kind and value."""
    words: dict[str, tuple[str, Value]] = {}

    def enter(word: str, kind: str, value: Value) -> None:
        for spelling in _spellings(word):
            other, meaning = words.setdefault(spelling, (kind, value))
            if meaning != value or (other != kind and {other, kind} != {"M", "A"}):
                raise ValueError(f"months.toml: {word!r} has two kinds")

    data: dict[str, Any] = table("months")
    for months in data["months"].values():
        for number, forms in enumerate(months, 1):
            for form in forms.split():
                name = form.rstrip(".")
                enter(name, KINDS["short" if form.endswith(".") else "month"], number)
                if len(name) > 3:  # "JUN" is capitals for speed, "JUNE" a name in a title
                    continue
                words[name.upper()] = (KINDS["short"], number)
    for kind, forms in data["words"].items():
        for word in forms:
            enter(word, KINDS[kind], None)
    for kind, values in data["values"].items():
        for value, forms in values.items():
            for word in forms:
                letter = _UNITS[value] if kind == "unit" else KINDS[kind]
                enter(_joined(word), letter, int(value) if value.lstrip("-").isdigit() else value)
    for number, numeral in enumerate(_ROMAN, 1):
        words.setdefault(numeral, (KINDS["roman"], number))
    return words


def _joined(word: str) -> str:
    """An abbreviation with points in one spelling: "с. г." and "с.г" are "сг."."""
    return word.replace(".", "").replace(" ", "") + "." if "." in word else word


_VOCABULARY = _vocabulary()
_UNKNOWN: tuple[str, Value] = ("x", None)
_ASIAN_WORDS = sorted(
    (w for w in _VOCABULARY if any(low <= w[0] <= high for low, high in _ASIAN_RANGES)), key=len, reverse=True
)


class _Grammar(NamedTuple):
    """``word`` is one word or sign; ``lonely`` a figure that some other word follows: 10 regiments, (2) Please,
    [1] ("[1950] men" may be a year yet); ``last`` the last word of a piece."""

    word: re.Pattern[str]
    lonely: re.Pattern[str]
    last: re.Pattern[str]


@cache
def _grammar(asian: bool) -> _Grammar:
    """For text with East Asian letters or without. These make letters a class of 32,000 characters, which takes
    30 ms to compile, and few papers have any."""
    letter = rf"[^\W\d_{_ASIAN}]" if asian else r"[^\W\d_]"
    east = (
        rf"""
      | (?=[{_ASIAN}])(?P<asian>{"|".join(_ASIAN_WORDS)})
      | (?P<han>[{"".join(_HAN_DIGITS)}{"".join(_HAN_TENS)}]+)"""
        if asian
        else ""
    )
    # Figures may be completed by an editor, 19[50]; words too, Sept[ember]; "Moscow time" is one word.
    word = rf"""(?P<figures>1[5-9][0-9]?\[[0-9]{{1,2}}\??\]|[0-9０-９]+)
      | (?P<short>(?:{letter}\.(?:\ ?{letter}\.)+|{letter}\.{letter}|[aApP]\.\ ?[mM])(?!{letter})\.?)
      | (?P<word>{letter}+(?:\[{letter}+\]|\ (?:time|времени|время)\b)?){east}
      | (?P<gap>\n[^\S\n]*\n)
      | (?P<sign>\(\?\)|\[\?\]|\S)"""
    return _Grammar(
        re.compile(word, re.VERBOSE),
        re.compile(rf"(?:[0-9]{{1,3}}|(?<!\[)[0-9]{{4,}})[\]).,;:'’”?!]*\s+({letter}+)"),
        re.compile(rf"({letter}+)\W*$"),
    )


def _grammar_of(text: str, start: int, end: int) -> _Grammar:
    return _grammar(not text.isascii() and _MAYBE_ASIAN.search(text, start, end) is not None)


# Figures. The first one stands by itself so that the search can leap from figure to figure.
_FIGURES = re.compile("[0-9][0-9]*")
_ASIAN_FIGURES = re.compile("[0-9０-９年月년월][0-9０-９]*")
_AROUND = "".join(sign for sign in _SIGNS if sign != "?") + "[]; \n"
_WITHIN = str.maketrans("", "", ".[]?")
_ASIAN_LETTERS = frozenset("".join(_ASIAN_WORDS)) | _HAN_DIGITS.keys() | _HAN_TENS.keys()
# The farthest that a word which belongs to a date can stand before its first figure:
# "at the beginning of September".
_REACH = 40
# Words in one run; no date has nearly so many, but a table of figures has thousands.
_LONGEST_RUN = 64


def runs(text: str, start: int, end: int, others: tuple[str, ...] = ()) -> Iterator[Words]:
    """The runs of known words around the figures in ``text[start:end]``, and around the ``others`` given.

    Only there can a date be, so that only these few words of a text are looked at one by one.
    """
    asian = "月" in text or "年" in text or "월" in text or "년" in text
    places = [match.start() for match in (_ASIAN_FIGURES if asian else _FIGURES).finditer(text, start, end)]
    for word in others:
        at = text.find(word, start, end)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1, end)
    if others:
        places.sort()
    if not places:
        return
    grammar = _grammar_of(text, start, end)
    done = start
    for place in places:
        if place < done:
            continue
        begin = _reach_back(text, max(start, done, place - _REACH), place, grammar)
        lonely = grammar.lonely.match(text, place, end) if begin == place else None
        if lonely is None or lonely[1] in _VOCABULARY:
            run = words(text, begin, end, place, grammar)
            yield run
            done = run.ends[-1]


def _reach_back(text: str, low: int, place: int, grammar: _Grammar) -> int:
    """Where the known words begin that stand right before a place, but not before ``low``."""
    word = text[text.rfind(" ", low, place - 1) + 1 : place].strip(_AROUND)
    if word.isascii() and word.isalpha() and word not in _VOCABULARY:
        return place  # so it is nine times of ten
    at = place
    while at > low and text[at - 1] in _ASIAN_LETTERS:
        at -= 1
    left = text[low:at]
    while pieces := left.rsplit(None, 1):
        piece = pieces[-1]
        left = pieces[0] if len(pieces) > 1 else ""
        core = piece.strip(_AROUND).translate(_WITHIN)
        if len(core) < 2 or core in _VOCABULARY or core[0].isdigit():
            at = text.rfind(piece, low, at)
            continue
        while last := grammar.last.search(piece):  # Washington,May or mid-June
            if last[1] not in _VOCABULARY:
                return at
            at = text.rfind(last[0], low, at)
            piece = piece[: last.start()]
    return at


def words(
    text: str, start: int, end: int, until: int | None = None, grammar: _Grammar | None = None
) -> Words:
    """The kinds of the words in ``text[start:end]``, or only to the first unknown word after ``until``."""
    limited = until is not None
    until = end if until is None else until
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    for match in (grammar or _grammar_of(text, start, end)).word.finditer(text, start, end):
        group = match.lastgroup
        low, high = match.span()
        value: Value = None
        if group == "word":
            word = match[0]
            if "[" in word:
                word = word.replace("[", "").replace("]", "")
            kind, value = _VOCABULARY.get(word, _UNKNOWN)
        elif group == "sign":
            sign = match[0]
            if sign in "[]":
                continue
            kind = _SIGNS.get(sign, "x") if len(sign) == 1 else "?"
        elif group == "figures":
            digits = match[0].translate(_WITHIN) if "[" in match[0] else match[0]
            kind, value = _number(digits), int(digits) if len(digits) < 9 else None
            if low > start and text[low - 1] == "[":
                close = text[high : high + 2]
                if close[:1] == "]" or close == "?]":
                    glued = low - 2 >= start and text[low - 2].isalnum()
                    if kind == "N":
                        kind = "B"
                    elif glued:  # the sign of a note: 1950[1]
                        continue
                    elif kind in "dn":
                        kind = "b"
        elif group == "short":
            word = _joined(match[0])
            kind, value = _VOCABULARY.get(word) or _VOCABULARY.get(word[:-1], _UNKNOWN)
        elif group == "asian":
            kind, value = _VOCABULARY[match[0]]
        elif group == "han":
            value = _han_number(match[0])
            kind = "x" if value is None else _number(str(value) if value > 31 else f"{value:02d}")
        else:
            kind = "x"
        if kind == "g" and len(kinds) and kinds[-1] == "t":  # this year
            kinds[-1] = "y"
            ends[-1] = high
            continue
        kinds.append(kind)
        starts.append(low)
        ends.append(high)
        values.append(value)
        if (kind == "x" and low > until) or (limited and len(kinds) == _LONGEST_RUN):
            break
    return Words("".join(kinds), starts, ends, values)


def _number(digits: str) -> str:
    size = len(digits)
    if size == 1:
        return "d"
    if size == 2:
        return "n" if 1 <= int(digits) <= 31 else "c"
    if size == 4:
        return "N" if 1500 <= int(digits) <= 2099 else "H"
    if size == 3 and digits[0] in "89":
        return "m"
    return "S" if size == 6 else "x"


def _han_number(text: str) -> int | None:
    """The value of a number in Han characters, digit by digit (一九五二) or with tens (三十一).

    >>> _han_number("一九五二"), _han_number("三十一"), _han_number("廿八"), _han_number("元")
    (1952, 31, 28, 1)
    """
    if not any(c in _HAN_TENS for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text)) if len(text) <= 4 else None
    match = re.fullmatch(r"(?:([二三])?十|(廿)|(卅))([一二三四五六七八九])?", text)
    if match is None:
        return None
    tens = 20 if match[2] else 30 if match[3] else 10 * _HAN_DIGITS[match[1] or "一"]
    return tens + (_HAN_DIGITS[match[4]] if match[4] else 0)
