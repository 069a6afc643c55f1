"""Classification marks, handling instructions and precedence, as papers print them.

Forms and levels: ``data/marks.toml``. A mark stands as a mark, alone on its line or among others
("IMMEDIATE SECRET", "Secret. Copy No. 3", "Strictly Secret / Making copies is forbidden"); the same
word inside a sentence ("a secret agent") is none, so this module reads whole lines, not prose.

>>> [(m.kind, m.text, m.level) for m in parse_line("Strictly Secret. Copy No. 3")]
[('mark', 'Strictly Secret', 'top secret'), ('copy', 'Copy No. 3', None)]
>>> parse_line("Secret agents were seen in the harbour.")
()
>>> [(m.kind, m.text) for m in parse_line("IMMEDIATE SECRET")]
[('precedence', 'IMMEDIATE'), ('mark', 'SECRET')]
>>> level("сов. секретно")
'top secret'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fonds.data import table
from fonds.values.small_letters import in_small

LEVELS = ("top secret", "secret", "confidential", "restricted", "unclassified")


@dataclass(frozen=True, slots=True)
class Marking:
    """One marking of a line: ``kind`` is mark, handling, precedence or copy; offsets in the line.

    ``copy`` and ``of`` are the numbers of "Copy 19 of 50"; ``addressee`` is the span of
    "to" and the name behind "for immediate report".
    """

    kind: str
    text: str
    start: int
    end: int
    level: str | None = None
    copy: int | None = None
    of: int | None = None
    addressee: tuple[int, int] | None = None


@cache
def _levels() -> dict[str, str]:
    return {form: lev for lev, forms in table("marks")["levels"].items() for form in forms}


def _alternatives(forms: list[str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)


@cache
def _grammar() -> re.Pattern[str]:
    """What a line of markings is made of, in small letters."""
    marks = table("marks")
    patterns = "|".join(pattern.replace(" ", r"\s+") for pattern in marks["handling"]["patterns"])
    levels = _alternatives(list(_levels()))
    stop = r"(?<!\b\w)(?<!\b\w\w)(?<!\b\w\w\w)[.;]\s"  # the point behind "Cde" ends nothing
    return re.compile(
        rf"""(?P<mark>(?:{levels}))(?!\w)
        |(?P<copy>(?:copy|экз(?:емпляр|\.)?|副本)\s*(?:no\.?|number|nr\.?|№|\#)?\s*(?P<n>\d{{1,4}})(?:\s*(?:of|/|из)\s*(?P<of>\d{{1,5}}))?)(?!\w)
        |(?P<handling>(?:{patterns}|{_alternatives(marks["handling"]["forms"])}))(?!\w)
           (?P<addressee>\s+(?:to|for)\s+.{{2,120}}?(?=\s*(?:{levels})?\W*$|{stop}))?
        |(?P<precedence>(?:{_alternatives(marks["precedence"]["forms"])}))(?!\w)
        |(?P<between>[\s.,;:/|!*()\[\]"“”«»'—–_&-]+|\band\b|\bclassification\s*:?|\bclassified\b|\bx/|\bитд\b)
        """,
        re.VERBOSE,
    )


@cache
def _starts() -> frozenset[str]:
    """First characters of all forms: a cheap test that spares most lines the grammar."""
    marks = table("marks")
    forms = [
        *_levels(),
        *marks["handling"]["forms"],
        *marks["precedence"]["forms"],
        "copy",
        "экз",
        "副",
        "classif",
    ]
    return frozenset(form[0] for form in forms)


_ADDRESSED = re.compile(r"report|deliver|personal|private|eyes only", re.IGNORECASE)
"""A report or delivery has an addressee; "no distribution to the press" has none."""

MAX_LINE = 200
"""Characters; a longer line is prose."""


@lru_cache(maxsize=1024)
def parse_line(line: str) -> tuple[Marking, ...]:
    """The markings of a line that consists of markings only; nothing for any other line."""
    if len(line) > MAX_LINE:
        return ()
    small = in_small(line)
    text = small.strip(" \t*_[]()\"“”«»'.-—\r\n")
    if not text or text[0] not in _starts():
        return ()
    grammar, found, at = _grammar(), [], 0
    while at < len(line):
        match = grammar.match(small, at)
        if match is None or match.end() == at:
            return ()
        kind = "handling" if match.lastgroup == "addressee" else match.lastgroup
        if kind and kind != "between":
            found.append(_marking(line, match, kind))
        at = match.end()
    return tuple(found)


def _marking(line: str, match: re.Match[str], kind: str) -> Marking:
    start, end = match.span(kind)
    text = line[start:end]
    if kind == "mark":
        return Marking(kind, text, start, end, level=level(text))
    if kind == "copy":
        return Marking(
            kind, text, start, end, copy=int(match["n"]), of=int(match["of"]) if match["of"] else None
        )
    told = match["addressee"] if kind == "handling" and _ADDRESSED.search(text) else None
    return Marking(kind, text, start, end, addressee=match.span("addressee") if told else None)


def level(text: str) -> str | None:
    """The level of a mark's wording, or None where the wording is no mark."""
    return _levels().get(re.sub(r"\s+", " ", text.strip().casefold()).rstrip("."))
