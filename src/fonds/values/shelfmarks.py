"""Parts of a shelfmark that say what they are: "f. 45", "dosar no. 6/1958", "5. doboz".

Which word means which level depends on the habit of the country or house; words and habits are data,
``data/shelfmarks.toml``. A habit also has shapes, for marks that need no word ("B 136/59748").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from fonds.data import table
from fonds.values.phrases import pattern
from fonds.values.repositories import fold

_LEAVES = ("listy", "pages")


_NUMBER_SIGN = r"(?:(?:№|[Nn][o°º]s?\.?|[Nn]umbers?|[Nn]r\.?|\#)\s*)?"
_CODE = r"(?:[A-ZА-Я]{1,5}[\s-]\s?)?[\w'’*]*\d[\w'’½]*(?:\s?[-–—]\s?\d[\w'’]*|[-–—/+][\w'’]+|[.:](?=\d)\w+|\((?=\w{1,4}\))\w+\))*"
_LEAF = r"\d+[a-zа-я]{0,2}(?:\s?(?:ob|об|verso|recto|rev|v|r)\b\.?)?"
_LEAF_LIST = re.compile(
    rf"{_LEAF}(?:\s?[-–—]\s?{_LEAF})?(?:\s?[,;&]\s?(?:and\s)?{_LEAF}(?:\s?[-–—]\s?{_LEAF})?(?=\s*(?:$|[,;.:)\]&–—-]|and\b)))*"
)
_ROMAN = r"[IVXLCDM]+[A-Z]?\b|[ivxlc]+\b"
_NUMBERED = re.compile(rf"{_NUMBER_SIGN}(?P<value>{_CODE})")
_NUMBERED_OR_ROMAN = re.compile(rf"{_NUMBER_SIGN}(?P<value>{_CODE}|{_ROMAN})")
_LOT = re.compile(r"(?P<value>\d\d\s?[A-Z]\s?\d+)")
_WORDED = re.compile(
    rf"{_NUMBER_SIGN}[“\"]?(?!of\s)(?P<value>[^\W\d_][^,;:()\[\]“”\"]*?)(?=(?<=\w\w)\.\s|\.$|[,;:()\[\]“”\"]|$)"
)
_MAY_BE_ROMAN = frozenset(("volume", "part", "box", "series"))


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a citation: its level, its value, and where word (``start``) and value stand."""

    level: str
    value: str
    start: int
    value_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit made ready: words before and after values, shapes, and the fields of nameless parts."""

    levels: dict[str, str]
    label: re.Pattern[str]
    after: re.Pattern[str] | None
    after_levels: dict[str, str]
    shapes: tuple[re.Pattern[str], ...]
    unnamed: tuple[str, ...]
    has_papka: bool
    turns: dict[str, str]
    whole: frozenset[str]


def _by_word(levels: dict[str, list[str]]) -> dict[str, str]:
    return {fold(word): level for level, words in levels.items() for word in words}


def _words(*tables: dict[str, list[str]]) -> str:
    return pattern(word for levels in tables for group in levels.values() for word in group)


@cache
def habit(name: str) -> Habit:
    """The habit of that name; an unknown one has nothing but the common words."""
    marks = table("shelfmarks")
    row: dict[str, Any] = marks["habits"].get(name, {})
    labels, after = row.get("labels", {}), row.get("after", {})
    behind = _by_word(after)
    levels = {word: level for word, level in _by_word(marks["labels"]).items() if word not in behind}
    return Habit(
        levels=levels | _by_word(labels),
        label=re.compile(
            rf"(?<!\w)(?<![^\W\d_]\.)(?<![/’'-]){_words(marks['labels'], labels)}"
            r"(?:['’]?\s?[.:]\s?:?|['’]?\s+|(?=№))(?!\))",
            re.IGNORECASE,
        ),
        after=re.compile(rf"(?P<value>[\w/-]*\d[\w/-]*)\.?\s(?P<label>{_words(after)})(?!\w)\.?")
        if after
        else None,
        after_levels=behind,
        shapes=tuple(re.compile(shape) for shape in row.get("shapes", ())),
        unnamed=tuple(row.get("unnamed", ())),
        has_papka="papka" in labels or name == "fond",
        turns={fold(word): choice[1] for word, choice in row.get("either", {}).items()},
        whole=frozenset(fold(word) for word in marks["whole"]["words"]),
    )


@lru_cache(maxsize=64)  # a piece is looked at when the line is cut and again when it is read
def parts(text: str, of: str = "fond") -> tuple[Part, ...]:
    """The parts with a word for their level, in order, as the habit ``of`` a keeper has it.

    A word without a value is passed over.

    >>> [(part.level, part.value) for part in parts("f. 3, op. 16, d. 294, l. 207")]
    [('fond', '3'), ('opis', '16'), ('delo', '294'), ('listy', '207')]
    """
    rules = habit(of)
    found = list(_labelled(text, rules))
    if rules.after:
        for m in rules.after.finditer(text):
            if not any(part.start < m.end() and m.start() < part.end for part in found):
                level = rules.after_levels[fold(m["label"])]
                found.append(Part(level, m["value"], m.start(), m.start(), m.end()))
        found.sort(key=lambda part: part.start)
    return tuple(_settled(found, text, rules))


def _labelled(text: str, rules: Habit) -> Iterator[Part]:
    at = 0
    while label := rules.label.search(text, at):
        word = fold(label[0])
        level = rules.levels.get(word)
        at = label.end()
        if level is None or not _opens(text, label.start(), word, level):
            continue
        if value := _value(text, at, level, single=len(word) == 1):
            start, at = value
            yield Part(
                level, text[label.start() if word in rules.whole else start : at], label.start(), start, at
            )


def _opens(text: str, at: int, word: str, level: str) -> bool:
    """Whether a word at an offset opens a part and does not end a name ("Central Files 1967-69")."""
    before = text[:at].rstrip()
    last = before[before.rfind(" ") + 1 :]
    return (
        len(word) < 4
        or not last
        or last[-1] in ",;:.()[]/–-"
        or (last.isupper() and level not in ("series", "file", "item"))
        or any(c.isdigit() for c in last)
        or last == "and"
    )


def _value(text: str, at: int, level: str, *, single: bool) -> tuple[int, int] | None:
    """The bounds of the value at an offset; single letters stand only before numbers."""
    if level in _LEAVES:
        found = _LEAF_LIST.match(text, at)
        return (at, at + len(found[0].rstrip(". "))) if found else None
    forms = [_NUMBERED_OR_ROMAN if level in _MAY_BE_ROMAN else _NUMBERED]
    if level == "file":
        forms.insert(0, _LOT)
    if not single:
        forms.append(_WORDED)
    for form in forms:
        if found := form.match(text, at):
            return found.span("value")
    return None


def _settled(found: list[Part], text: str, rules: Habit) -> Iterator[Part]:
    """Words that mean one thing here and another there, decided by what stands beside them."""
    levels = [part.level for part in found]
    russian = "fond" in levels and ("opis" in levels or "delo" in levels)
    for number, part in enumerate(found):
        level = part.level
        word = fold(text[part.start : part.value_start])
        if level == "pages" and russian and rules.has_papka and word in ("p", "п") and part.value.isalnum():
            # Papka: before the file, or behind it where the leaves are told as well.
            if "delo" in levels[number:] or ("delo" in levels and "listy" in levels):
                level = "papka"
        elif level == "papka" and word in ("p", "п") and not part.value.isalnum():
            level = "pages"
        elif level == "file" and russian and "delo" not in levels:
            level = "delo"
        elif level == "folder" and russian and "papka" not in levels:
            level = "papka"
        elif word in rules.turns and "delo" in levels[:number]:
            level = rules.turns[word]
        yield part if level == part.level else replace(part, level=level)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile("|".join(table("shelfmarks")["marks"]["shapes"]))


def mark(text: str) -> str | None:
    """The mark with which the text begins and which is known for what it is without a word or a keeper.

    >>> mark("893.51/7717: Telegram")
    '893.51/7717'
    """
    found = _marks().match(text)
    return found[0] if found else None
