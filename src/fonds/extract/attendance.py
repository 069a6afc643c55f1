"""Lists of those present: who took part in a conversation or sat in a meeting.

A list stands below a label ("PARTICIPANTS", "Members Present", "Present:"), a row a person, or behind it on
its line; "Others Present" opens another one. Sides have rows of their own ("United States", "Soviet Side:",
"Dept. of Harbours"). Rows (examples invented)::

    Mr. I. Orlo, Minister, Embassy of Ismara        name, then offices
    The Secretary                                   an office alone
    Foreign Minister Venn                           office, then name
    UNP—Mr. Brel          Mr. Brel—UNP              the office before or behind a dash
    Harbours: Secretary Orlo, General Venn          a side, then several
    Orlo, Venn (interpreter), Brel.                 several
    Director Orlo and Mr. Venn                      two

Or a sentence names them: "Present at the meeting were the Regent, presiding; the Treasurer (for Item 1); and
Ivo Orlo, for the Harbour Master. Also present were ...".

The list ends at a gap, unless another label or a side follows, and at a sentence. Limits: two persons whom a
copyist ran together on one row are told apart only by a form of address ("..., Harbours Mr. Venn, ..."); columns
side by side are read across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fonds.data import table
from fonds.extract.attendance_people import is_side, named, opens_row, people, person
from fonds.model import Who
from fonds.values import persons
from fonds.values.lines import Line

MAX_ROWS = 600
MAX_ROW = 700
"""Characters of a row; one that holds many persons may be long."""
MAX_LABEL_LINE = 40
"""Lines of the body among which the first label stands."""


@dataclass(frozen=True, slots=True)
class Present:
    """One of those present, and where that is said."""

    who: Who
    start: int
    end: int


def read(body: Sequence[Line]) -> list[Present]:
    """Everybody on the lists at the head of a body, in their order and once."""
    out: list[Present] = []
    seen: set[tuple[str, str | None]] = set()
    rows = list(_rows(body))
    in_full = sum(len(text.split()) > 1 for text, _ in rows) * 4 >= len(rows) * 3
    for n, (text, start) in enumerate(rows):
        if in_full and n + 1 < len(rows) and re.fullmatch(r"\w+\s*", text):
            continue  # "Ismara", a side, among rows that name people in full
        for who, a, b in people(text):
            once = (persons.key(who.name), who.role if persons.is_office(who.name) else None)
            if once not in seen:
                seen.add(once)
                out.append(Present(who, start + a, start + b))
    return out


def told(words: str) -> list[Present]:
    """Those whom the first sentences of a record say to have called or been called on: "Sir Ivo Orlo called at his
    request"; "I called on General Venn"; no names that such words do not tie to the meeting.

    >>> [one.who.name for one in told("Sir Ivo Orlo called at his request. He asked about Mr. Venn.")]
    ['Ivo Orlo']
    >>> [one.who.name for one in told("I called on General Venn, accompanied by Mr. Brel, and spoke of dues.")]
    ['Venn', 'Brel']
    """
    text = _unsigned(words)
    out: list[Present] = []
    for pattern in _told_by():
        for match in pattern.finditer(text):
            name = match["who"].rstrip(" ,")
            one = person(name, match.start("who"))
            ranked = named(name) or (persons.has_office(name) and name.startswith(("The ", "the ")))
            if one and ranked and not any(one[1] < other.end and other.start < one[2] for other in out):
                out.append(Present(*one))
    return sorted(out, key=lambda one: one.start)


@cache
def _told_by() -> tuple[re.Pattern[str], ...]:
    who = r"(?P<who>(?:[Tt]he\s+)?[^\W\d_a-z][\w’'.-]*(?:\s+(?:of\s+(?:the\s+)?)?[^\W\d_a-z][\w’'.-]*){0,6})"
    verbs = table("conversations")["told"]
    return (
        re.compile(
            rf"(?:^|(?<=[.,]\s)){who}(?:,[^.;,]{{3,90}},)?\s+(?:{'|'.join(verbs['callers'])})\b", re.MULTILINE
        ),
        re.compile(rf"\b(?:{'|'.join(verbs['called'])})\s+{who}"),
    )


_SIGN = re.compile(r"\[\s?\d{1,3}\s?\]|\*+")
_BULLET = re.compile(r"(?:[-–•*]|\d{1,2}[.)]|\([a-z\d]\))\s+")


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(table("conversations")["present"]["labels"])
    return re.compile(
        rf"(?:{labels})\s*(?:\([^()]{{2,40}}\)\s*)?(?:[:—–]\s*(?P<rest>.*)|\.?)$", re.IGNORECASE | re.DOTALL
    )


def _rows(body: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """The rows of all lists that follow one another, with their offsets; signs of notes are blanks."""
    first = next((n for n, line in enumerate(body[:MAX_LABEL_LINE]) if _heads(_unsigned(line.text))), None)
    if first is None:
        return
    if _sentence().match(body[first].text):
        yield from _told(body[first])
        return
    given, spaced = 0, False
    for n in range(first, min(len(body), first + MAX_ROWS)):
        line = body[n]
        if len(line.text) > MAX_ROW:
            return
        text = _unsigned(line.text)
        if label := _labels(text):
            rest = label["rest"]
            if rest and rest.strip():
                yield from _in_line(rest, line.start + label.start("rest"))
                given += 1
            spaced = n + 1 < len(body) and body[n + 1].gap > 0 and not (rest and rest.strip())
            continue
        if (line.gap > 0 and given and not spaced and not _goes_on(body, n)) or _is_other(text):
            return
        if spaced and given and line.gap > 0 and not opens_row(text):
            return
        if _is_sentence(text):
            return
        bullet = _BULLET.match(text)
        at = bullet.end() if bullet else 0
        if not is_side(text[at:]):
            given += 1
            yield text[at:], line.start + at


@cache
def _sentence() -> re.Pattern[str]:
    sentences = "|".join(table("conversations")["present"]["sentences"])
    return re.compile(rf"(?:{sentences})\s+", re.IGNORECASE)


def _heads(text: str) -> bool:
    return text[:1].isalpha() and bool(_label().match(text) or _sentence().match(text))


_STOP = re.compile(r"(?<=[a-z)\]]{2})\.\s+(?=[A-Z])|\.\s*$")


def _told(line: Line) -> Iterator[tuple[str, int]]:
    """The parts between semicolons of the sentences of one line that name those present."""
    text, at = _unsigned(line.text), 0
    while opening := _sentence().match(text, at):
        stop = _STOP.search(text, opening.end())
        end = stop.start() if stop else len(text)
        signs = ";" if ";" in text[opening.end() : end] else ","
        for part in re.finditer(rf"[^{signs}]+", text[opening.end() : end]):
            lead = re.match(r"\s*(?:and\s+)?", part[0])
            skip = lead.end() if lead else 0
            yield part[0][skip:], line.start + opening.end() + part.start() + skip
        if stop is None:
            return
        at = stop.end()


def _unsigned(text: str) -> str:
    """The line with blanks for the signs of notes."""
    return _SIGN.sub(lambda sign: " " * len(sign[0]), text) if "[" in text or "*" in text else text


def _in_line(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The lists of one line: "Venn, Brel. Also present: Tarn.", each without its label."""
    at = 0
    for cut in [*re.finditer(r"\.\s+(?=[^\W\d_a-z][\w ]{2,30}:)", text), None]:
        stop = cut.start() if cut else len(text)
        label = _labels(text[at:stop])
        lead = label.start("rest") if label and label["rest"] else 0
        yield text[at + lead : stop], start + at + lead
        at = cut.end() if cut else stop


def _labels(text: str) -> re.Match[str] | None:
    return _label().match(text) if text[:1].isalpha() else None


def _goes_on(body: Sequence[Line], n: int) -> bool:
    """Whether the line behind a gap is a side with people below it."""
    return is_side(body[n].text) and n + 1 < len(body) and body[n + 1].gap == 0


def _is_other(text: str) -> bool:
    """Whether a line is a label of something else: "SUBJECTS", "Subject: Dues"."""
    word = re.match(r"([^\W\d_]+)S?\s*(?::|$)", text)
    return bool(word) and word is not None and word[1].casefold().rstrip("s") in _others()


@cache
def _others() -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in table("conversations")["nobody"]["words"])


def _is_sentence(text: str) -> bool:
    words = text.split()
    if not re.search(r"[.!?…][”\"’)]?$", text) or len(words) <= 8:
        return False
    small = sum(word[:1].islower() for word in words)
    return small * 2 > len(words) or (small > 6 and text.count(",") * 4 < len(words))
