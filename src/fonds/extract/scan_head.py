"""The head of an office paper on page images: "MEMORANDUM FOR: Director of Logistics", "FROM : MERRIN", "3 May 1931".

What a machine read of an image is full of words that look right and are not, above all in heads, with their stamps
and forms. So parties are taken only behind a label, or below it in a form, and only words that are known for an
office or a place, or that one such word is meant by; a symbol may follow ("Chief, WH/SA"), and a symbol alone has to
stand in the paper twice. A label that was read with a fault counts only in a column with others. All else is left
unsaid. Nothing is done for papers without page images.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fonds.data import table
from fonds.extract import scan_dates, scan_rows
from fonds.extract.found import Found
from fonds.extract.scan_rows import Row, Seen
from fonds.extract.scan_title import Words, figures_are_sure
from fonds.extract.scan_words import is_for, is_memorandum, is_record, label, letters, office, spoilt_label
from fonds.model import Evidence, Finding, Message, Problem, Who

PAGES, HEAD_ROWS = 3, 30
"""Pages, a cover sheet and a routing slip among them, and rows of each, in which a head is looked for."""
SPECKS = 2
"""Words that may stand before a label, of so many letters each."""
STACKED = 4
"""Rows within which labels of one form stand."""
ALIGNED, BELOW = 6, 4
"""Heights of a label: by so many may it stand further in than another of its column; so far below it, in a form, do
its words stand."""
MOST_WORDS = 9
CONFIDENCE = 0.75
SURE = 80
"""Confidence of the engine from which on a symbol is believed that follows an office."""
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[A-Z]{1,6}){0,3}")
_STOPS = re.compile(r"[(\[.;]")

Party = tuple[str, Who, int, int]
"""Part, who, and the span in the reading text."""


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """A message with its parties, and a date."""
    if not found.draft.layout or found.all("messages"):
        return
    pages = list(scan_rows.pages(found.reading, found.draft.layout, PAGES))
    parties: dict[str, tuple[Who, int, int]] = {}
    for page in pages:
        for part, who, start, end in _parties(found.reading, page[:HEAD_ROWS]):
            parties.setdefault(part, (who, start, end))
    when = scan_dates.day(found.reading, pages)
    if when and not figures_are_sure(Words(found.draft).within(when[1], when[2]), found.reading):
        when = None
    if when and found.best("date") is None:
        yield Finding("date", *when, "scan/date", CONFIDENCE)
    if not parties:
        return
    details = [
        Evidence(f"/{part}/0", start, end, "scan/head", CONFIDENCE)
        for part, (_, start, end) in parties.items()
    ]
    by_part = {part: (party,) for part, (party, _, _) in parties.items()}
    message = Message(
        "m1", "message", from_=by_part.get("from", ()), to=by_part.get("to", ()), sent=when and when[0]
    )
    if when:
        details.append(Evidence("/sent", when[1], when[2], "scan/date", CONFIDENCE))
    first = min(start for _, start, _ in parties.values())
    yield Finding("messages", message, first, first, "scan/head", CONFIDENCE, tuple(details))


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in its row: the part that it names, the number of its word and of the first one behind it."""

    part: str
    at: int
    behind: int
    is_certain: bool


def _parties(reading: str, rows: Sequence[Row]) -> Iterator[Party]:
    for n, row in enumerate(rows):
        for found in _labels(row):
            if found.part == "other" or not (found.is_certain or _is_in_column(rows, n, found)):
                continue
            words = row.words[found.behind :]
            if found.behind and (who := _who(reading, row, found.behind, found.part)):
                yield who
            elif row.is_apart(found.behind) or not any(len(letters(word.text)) > SPECKS for word in words):
                yield from _below(reading, rows, n, found)


def _labels(row: Row) -> Iterator[_Label]:
    """The labels with which the row begins, or a part of it that stands apart."""
    for at, word in enumerate(row.words):
        if not (at <= SPECKS and all(len(letters(w.text)) <= SPECKS for w in row.words[:at])):
            break
        if is_memorandum(word.text) and at + 1 < len(row.words) and is_for(row.words[at + 1].text):
            yield _Label("to", at, at + 2, True)
            return
        behind = at + 1
        while behind < len(row.words) and not letters(row.words[behind].text):
            behind += 1
        marked = any(sign in w.text for w in row.words[at:behind] for sign in ":;.,") and any(
            map(str.isalpha, word.text)
        )
        if part := label(word.text):
            yield _Label(part, at, behind, marked)
            return
        if part := spoilt_label(word.text):
            yield _Label(part, at, behind, False)


def _is_in_column(rows: Sequence[Row], n: int, found: _Label) -> bool:
    """Whether another label stands near, in the same column; of two that were both read badly, one has to be
    "from", the other "to"."""
    own = rows[n].words[found.at]
    for row in (*rows[max(0, n - STACKED) : n], *rows[n + 1 : n + 1 + STACKED]):
        for at, word in enumerate(row.words[: SPECKS + 1]):
            if not all(len(letters(w.text)) <= SPECKS for w in row.words[:at]):
                break
            is_one = label(word.text) or (spoilt_label(word.text) or found.part) != found.part
            if is_one and abs(word.at.left - own.at.left) <= ALIGNED * own.height:
                return True
    return False


def _who(reading: str, row: Row, first: int, part: str) -> Party | None:
    """The party that begins with the word of that number."""
    taken: list[tuple[Seen, str]] = []
    words = row.words[first : first + MOST_WORDS]
    if part == "to" and _is_for_the_record(words) and (span := _span(reading, words[:2])):
        text = reading[slice(*span)]
        return part, Who("The Record", text, None, "body"), *span
    if first < 2 and words and is_record(words[0].text):
        return None
    for n, word in enumerate(words):
        if not letters(word.text):
            if taken and row.is_apart(first + n):
                break
            continue
        if taken and (row.is_apart(first + n) or _STOPS.search(_between(reading, taken[-1][0], word))):
            break
        meant = office(word.text) or _symbol(word, reading, alone=not taken)
        if meant is None:
            # A word of three letters that is not known may belong to the name; "oo" and "a" are specks.
            if len(letters(word.text)) > SPECKS and word.text[0] not in "([":
                return None
            if not taken and n < SPECKS:
                continue
            break
        taken.append((word, meant))
        if word.text.rstrip("'’\"”")[-1:] in ".;)":
            break
    small = table("scan_heads")["words"]["small"]
    while taken and taken[-1][1].casefold() in small:
        taken.pop()
    if not taken or not taken[0][1][0].isupper():
        return None
    span = _span(reading, [word for word, _ in taken])
    if span is None:
        return None
    text = reading[slice(*span)]
    return part, Who(_name(taken), text, None, "body"), *span


def _is_for_the_record(words: Sequence[Seen]) -> bool:
    return len(words) > 1 and letters(words[0].text) == "the" and is_record(words[1].text)


def _name(taken: Sequence[tuple[Seen, str]]) -> str:
    """The words as they were meant, with the commas between them."""
    out = []
    for word, meant in taken:
        comma = "," if word.text.endswith(",") and word is not taken[-1][0] else ""
        out.append(meant + comma)
    return " ".join(out)


def _symbol(word: Seen, reading: str, *, alone: bool) -> str | None:
    """An office's symbol: behind other words one that the engine is sure of, alone one that the paper repeats."""
    bare = word.text.strip(" .,:;*'‘’\"“”`~|_-•")
    if not _SYMBOL.fullmatch(bare) or (word.at.confidence is not None and word.at.confidence < SURE):
        return None
    if not alone:
        return bare
    if label(bare):
        return None
    again = len(re.findall(rf"(?<!\w){re.escape(bare)}(?!\w)", reading)) > 1
    return bare if again and len(bare) > SPECKS else None


def _below(reading: str, rows: Sequence[Row], n: int, found: _Label) -> Iterator[Party]:
    """The party that stands in the row below a form's label, further in."""
    own = rows[n].words[found.at]
    for row in rows[n + 1 : n + 1 + STACKED]:
        for at, word in enumerate(row.words):
            further = word.at.left - own.at.left
            if (
                -own.height <= further <= ALIGNED * own.height
                and 0 < word.at.top - own.at.bottom <= BELOW * own.height
                and row.is_apart(at)
            ):
                if label(word.text):
                    return
                if who := _who(reading, row, at, found.part):
                    yield who
                return


def _span(reading: str, words: Sequence[Seen]) -> tuple[int, int] | None:
    """The span of the words, if nothing else stands between them in the text."""
    if not words:
        return None
    for one, other in pairwise(words):
        if reading[one.at.end : other.at.start].strip():
            return None
    bare = words[-1].text.rstrip(" .,:;*'‘’\"“”`~|_-•")
    first = words[0]
    lead = len(first.text) - len(first.text.lstrip(" .,:;*'‘’\"“”`~|_-•"))
    return first.at.start + lead, words[-1].at.start + len(bare)


def _between(reading: str, one: Seen, other: Seen) -> str:
    tail = one.text[len(one.text.rstrip(" .,:;([")) :]
    return tail + reading[one.at.end : other.at.start] + other.text[:1]
