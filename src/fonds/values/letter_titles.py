"""Titles that editions give letters: who to whom, from where, when.

Grammar, with the habits known; the words stand in ``data/letters.toml``::

    PARTIES to PARTIES[, PLACE][, DATE]          Ivo Orlo an Mira von Tarn, Garam, 3. [5.?] 1902
    [WORD] from PARTIES to PARTIES ...           Lettre de Mira Tarn à Ivo Orlo, 3 mai 1902
    PARTIES: DEDICATION title for PARTIES ...    Mira Tarn: Widmungsexemplar Das Tal für Ivo Orlo, Mai 1902

A family name said once belongs to all given names before it ("Ivo und Mira Orlo"); "u. a." and
"Unbekannt" name nobody. Words that mean much else ("to", "a") count only where the title ends in a date.

Limits: a title without a date and the word for the letter is believed only where both sides are names without
article; a bare family name beside a
full name ("Orlo und Mira Tarn") is taken for a given name, as it is in most titles.

>>> title = parse("Ivo und Mira Orlo an Anna von Tarn, Garam, 3. [5.?] 1902")
>>> [p.parsed.who.name for p in title.from_], [p.parsed.who.name for p in title.to]
(['Ivo Orlo', 'Mira Orlo'], ['Anna von Tarn'])
>>> title.place.name, title.date.edtf
('Garam', '1902-05-03?')
>>> parse("Bericht an das Hafenamt") is None, parse("Voyage à Paris, 3 mai 1902") is None
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from fonds.data import table
from fonds.model import When, Where
from fonds.values import persons, places, supplied_dates, types

LONGEST = 400
"""Characters; a longer line is no title."""
MAX_WORDS = 8
"""Words of one party."""
MAX_PLACE = 5
"""Words of a place."""


@dataclass(frozen=True, slots=True)
class Party:
    """One sender or recipient; ``start`` and ``end`` bound the words in the title."""

    parsed: persons.Parsed
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LetterTitle:
    """What a letter's title says; spans of place and date in the title."""

    from_: tuple[Party, ...]
    to: tuple[Party, ...]
    type: str | None
    place: Where | None = None
    place_span: tuple[int, int] = (-1, -1)
    date: When | None = None
    date_span: tuple[int, int] = (-1, -1)


@cache
def _words(key: str) -> str:
    """The alternatives of a row of the table; a word that elides its vowel needs no space behind it."""
    return "|".join(
        rf"{word}" if word.endswith("['’]") else rf"{word}\s" for word in table("letters")["titles"][key]
    )


@cache
def _to() -> re.Pattern[str]:
    words = table("letters")["titles"]
    return re.compile(
        rf"\s(?:(?P<always>{'|'.join(words['to'])})|(?P<dated>{'|'.join(words['to_if_dated'])}))\s+"
    )


@cache
def _from() -> re.Pattern[str]:
    return re.compile(
        rf"[,:]?\s*(?:(?:Nr|No|N[°º])\.?\s*\d+\s+)?(?i:{_words('from')})\s*(?:(?i:{_words('articles')})\s*)?"
    )


@cache
def _dedication() -> re.Pattern[str]:
    words = table("letters")["titles"]
    return re.compile(
        rf"(?P<from>[^:]{{3,80}}):\s+(?i:{'|'.join(words['dedications'])})\b.*\s(?:{'|'.join(words['for'])})\s+"
    )


@cache
def _articles() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('articles')})\s*", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s*,\s+(?:and\s+)?|\s+(?:{'|'.join(table('letters')['titles']['and'])})\s+")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{'|'.join(table('letters')['titles']['others'])})\s*$")


@cache
def _unknown() -> re.Pattern[str]:
    return re.compile("|".join(table("letters")["titles"]["unknown"]), re.IGNORECASE)


@cache
def _family() -> re.Pattern[str]:
    return re.compile(
        rf"\s(?P<family>(?:(?:{'|'.join(table('letters')['titles']['particles'])})\s+)*[^\W\d_][\w’'-]*)$"
    )


@cache
def _today() -> re.Pattern[str]:
    words = "|".join(table("letters")["titles"]["today"])
    return re.compile(rf"\((?:(?i:{words})\s+)?(?P<name>[^\W\d_a-z][^(),;:]{{2,40}})")


@lru_cache(maxsize=256)
def parse(title: str) -> LetterTitle | None:
    """What the title of a letter says, or None where it is none."""
    if len(title) > LONGEST or "\n" in title:
        return None
    tail = _tail(title)
    end = tail.comma
    dedicated = _dedication().match(title, 0, end)
    if dedicated:
        from_ = _parties(title, *dedicated.span("from"))
        to = _parties(title, dedicated.end(), end)
        return _title(title, from_, to, "letter", tail, end)
    kind = types.find(title, within=1)
    lead = _from().match(title, kind.end if kind else 0)
    if kind and lead is None:
        return None
    start = lead.end() if lead else 0
    for match in _to().finditer(title, start, end):
        if match["dated"] and (
            tail.date is None or (kind and kind.name != "letter") or _OTHER_MATTER.search(title, start, end)
        ):
            continue
        last = _last(title, match.end(), end)
        from_, to = _parties(title, start, match.start()), _parties(title, match.end(), last)
        plain = not types.find(title[start : match.start()]) and _articles().match(title, match.end()) is None
        if from_ and to and (tail.date or kind or plain):
            return _title(title, from_, to, kind.name if kind else None, tail, last)
        return None
    return None


def _title(
    title: str,
    from_: tuple[Party, ...] | None,
    to: tuple[Party, ...] | None,
    kind: str | None,
    tail: _Tail,
    last: int,
) -> LetterTitle | None:
    if not from_ or not to:
        return None
    known = [tuple(p for p in side if not _unknown().fullmatch(p.parsed.who.name)) for side in (from_, to)]
    place, span = _place(title, last, tail.comma)
    return LetterTitle(known[0], known[1], kind, place, span, tail.date, tail.span)


@dataclass(frozen=True, slots=True)
class _Tail:
    """The date that ends a title, and the comma before it: the end of all that names somebody."""

    date: When | None
    span: tuple[int, int]
    comma: int


# In titles of other papers "to" belongs to an office: "Notes by the Assistant to the Minister (Orlo) on ...".
_OTHER_MATTER = re.compile(r"[(\[]|\s(?:on|by|about|at|regarding)\s")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


def _tail(title: str) -> _Tail:
    """The longest date behind a comma at the title's end; a remark in brackets may follow it."""
    remark = _REMARK.search(title)
    stop = remark.start() if remark else len(title)
    if any(c.isdigit() for c in title[-40 - (len(title) - stop) : stop]):
        for comma in _commas(title, 0, stop):
            start = comma + 1 + (len(title[comma + 1 :]) - len(title[comma + 1 :].lstrip()))
            when = supplied_dates.parse(title[start:stop])
            if when:
                return _Tail(when, (start, stop), comma)
    return _Tail(None, (-1, -1), stop)


def _commas(title: str, start: int, end: int) -> Iterator[int]:
    """The commas outside brackets."""
    depth = 0
    for i in range(start, end):
        c = title[i]
        depth += (c in "([") - (c in ")]")
        if c == "," and depth <= 0:
            yield i


def _last(title: str, start: int, end: int) -> int:
    """Where the recipients end: at the first comma, or, if they are a list with "and", behind the last of it."""
    commas = [*_commas(title, start, end), end]
    last = commas[0]
    for left, right in pairwise(commas):
        piece = title[left + 1 : right].strip()
        if _and().search(piece) and all(_namelike(p) for p in _and().split(piece)):
            last = right
    return last


def _parties(title: str, start: int, end: int) -> tuple[Party, ...] | None:
    """The persons and bodies between two offsets; None where one of them is no name."""
    others = _others().search(title, start, end)
    end = others.start() if others else end
    spans: list[tuple[int, int]] = []
    at = start
    for match in [*_and().finditer(title, start, end), None]:
        stop = match.start() if match else end
        if title[at:stop].strip():
            spans.append((at, stop))
        at = match.end() if match else end
    pieces = []
    for a, b in spans:
        article = _articles().match(title, a, b)
        a = article.end() if article else a
        words = title[a:b].strip()
        if not _namelike(words):
            return None
        pieces.append((words, a, article is not None))
    out: list[Party] = []
    for n, (words, a, has_article) in enumerate(pieces):
        name = words
        following = pieces[n + 1][0] if n + 1 < len(pieces) else ""
        if " " not in words and not has_article and (family := _family().search(following)):
            name = f"{words} {family['family']}"
        parsed = persons.parse(name)
        who = replace(parsed.who, as_written=words)
        if has_article and who.kind == "person" and " " not in who.name:
            who = replace(who, kind=None)  # "an den Hafenrat": an office or a body
        out.append(Party(replace(parsed, who=who), a, a + len(words)))
    return tuple(out)


def _namelike(words: str) -> bool:
    """Whether the words may name somebody: few, the first with a capital, no type, place or sentence."""
    tokens = words.split()
    if not 1 <= len(tokens) <= MAX_WORDS or any(c in words for c in '?!;:“”"»«'):
        return False
    if not (words[0].isupper() or (words[0].isalpha() and not words[0].islower())) or any(
        c.isdigit() for c in words
    ):
        return False
    small = [t for t in tokens if t[0].islower()]
    if len(small) * 2 > len(tokens):
        return False
    return not places.is_known(words) and types.find(words, within=1) is None


def _place(title: str, start: int, end: int) -> tuple[Where | None, tuple[int, int]]:
    """The place between the recipients and the date; an explanation in brackets says what it is called today."""
    commas = [*_commas(title, start, end), end]
    first = last = None
    for left, right in reversed([*pairwise(commas)]):
        words = re.sub(r"\s*[(\[].*?[)\]]", "", title[left + 1 : right]).strip()
        if not words or len(words.split()) > MAX_PLACE or not re.search(r"[^\W\d_a-z]", words):
            break
        first, last = left + 1, last or right
    if first is None or last is None:
        return None, (-1, -1)
    first += len(title[first:last]) - len(title[first:last].lstrip())
    words = title[first:last].rstrip()
    bare = re.match(r"[^(\[]*", words)
    written = bare[0].strip() if bare else words
    today = _today().search(words)
    name = (
        places.parse(today["name"]).name
        if today
        else ", ".join(places.parse(p).name for p in written.split(","))
    )
    return Where(name, written), (first, first + len(written))


def is_valid(title: str) -> bool:
    """Whether the line is a letter's title."""
    return parse(title) is not None


__all__ = ["LetterTitle", "Party", "is_valid", "parse"]
