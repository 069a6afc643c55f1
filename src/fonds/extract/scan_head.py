"""The head of an office paper on page images: "MEMORANDUM FOR: Director of Logistics", "FROM : MERRIN", "3 May 1931".

What a machine read of an image is full of words that look right and are not, above all in heads, with their stamps
and forms. So parties are taken only behind a label that was read without fault, and only words that are known for an
office or a place; a date only from a line near such a label that is nothing else, and only if no other such line
speaks against it. All else is left unsaid. Nothing is done for papers without page images.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from fonds.data import table
from fonds.extract.found import Found
from fonds.model import Evidence, Finding, Message, Problem, When, Who
from fonds.values import dates, places
from fonds.values.lines import Line, lines

PAGES, HEAD_LINES = 3, 30
"""Pages, a cover sheet and a routing slip among them, and lines of each, in which a head is looked for."""
NEAR, TOP_LINES = 5, 12
MAX_LINE = 120
MAX_BESIDE = 6
"""Characters of specks and strokes that may stand beside a date in its line."""
CONFIDENCE = 0.75
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_MEMORANDUM = r"memo\w{3,7} f[o0]r"
"""The label, however its middle was read; nothing else begins and ends so."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """A message with its parties, and a date."""
    if not found.draft.layout or found.all("messages"):
        return
    heads = list(_heads(found.reading))
    parties: dict[str, tuple[Who, int, int]] = {}
    for line in (line for head in heads for line in head):
        if (said := _party(line)) and said[0] not in parties:
            parties[said[0]] = said[1]
    when = _date(heads)
    if when and found.best("date") is None:
        yield Finding("date", *when, "scan/date", CONFIDENCE)
    if not parties:
        return
    details = [
        Evidence(f"/{part}/0", start, end, "scan/head", CONFIDENCE)
        for part, (_, start, end) in parties.items()
    ]
    who = {part: (party,) for part, (party, _, _) in parties.items()}
    message = Message("m1", "message", from_=who.get("from", ()), to=who.get("to", ()), sent=when and when[0])
    if when:
        details.append(Evidence("/sent", when[1], when[2], "scan/date", CONFIDENCE))
    first = min(start for _, start, _ in parties.values())
    yield Finding("messages", message, first, first, "scan/head", CONFIDENCE, tuple(details))


def _heads(reading: str) -> Iterator[list[Line]]:
    """The first lines of the first pages."""
    start = 0
    for page in islice(reading.split("\f"), PAGES):
        yield list(islice(lines(reading, start, start + len(page)), HEAD_LINES))
        start += len(page) + 1


@cache
def _label() -> re.Pattern[str]:
    words = "|".join([_MEMORANDUM, *sorted(table("scan_heads")["labels"], key=len, reverse=True)])
    return re.compile(rf"\W{{0,4}}\b(?P<label>{words})\b[\W_]{{0,4}}[:;.,][\W_]{{0,3}}(?=\w)", re.IGNORECASE)


def _party(line: Line) -> tuple[str, tuple[Who, int, int]] | None:
    """Part and party that a line names, if every word of it is known.

    >>> from fonds.values.lines import Line
    >>> def party(text): return (found := _party(Line(text, 0, len(text), 0))) and (found[0], found[1][0].name)
    >>> party("MEMORANDUM FOR: Director of Finance"), party("‘FROM *: PARIS. ."), party("TO . BOOK KESSAOE a")
    (('to', 'Director of Finance'), ('from', 'PARIS'), None)
    >>> party("From: Deputy Director (Plans)"), party("FROY : Director"), party("from the Director to Paris")
    (('from', 'Deputy Director'), None, None)
    """
    match = _label().match(line.text) if len(line.text) <= MAX_LINE else None
    if match is None:
        return None
    taken: list[re.Match[str]] = []
    for word in _WORD.finditer(line.text, match.end()):
        between = line.text[taken[-1].end() if taken else match.end() : word.start()]
        if between.strip(" ,") or not _is_known(word[0]):
            # A word of three letters that is not known may belong to the name; "oo" and "a" are specks.
            if len(word[0]) > 2 and not re.search(r"[(\[.;]", between):
                return None
            break
        taken.append(word)
    while taken and taken[-1][0].casefold() in table("scan_heads")["words"]["small"]:
        taken.pop()
    if not taken or not taken[0][0][0].isupper():
        return None
    start, end = taken[0].start(), taken[-1].end()
    part = table("scan_heads")["labels"].get(" ".join(match["label"].casefold().split()), "to")
    who = Who(line.text[start:end], line.text[start:end], None, "body")
    return part, (who, line.start + start, line.start + end)


def _is_known(word: str) -> bool:
    bare = word.casefold()
    listed = table("scan_heads")["words"]
    return bare in listed["offices"] or bare in listed["small"] or (len(bare) > 3 and places.is_known(word))


def _date(heads: list[list[Line]]) -> tuple[When, int, int] | None:
    """The one day that stands in a line of its own near a label, or, without any, at the top of the first page."""
    near = [
        line
        for head in heads
        for n, line in enumerate(head)
        if any(_label().match(other.text) for other in head[max(0, n - NEAR) : n + NEAR + 1])
    ]
    found: dict[str, tuple[When, int, int]] = {}
    for line in near or [line for head in heads[:1] for line in head[:TOP_LINES]]:
        if len(line.text) > MAX_LINE or not any(map(str.isdigit, line.text)):
            continue
        for date in dates.find(line.text):
            beside = line.text[: date.start] + line.text[date.end :]
            if len(beside.strip()) > MAX_BESIDE or not _DAY.fullmatch(date.when.edtf) or date.when.assumed:
                continue
            found.setdefault(date.when.edtf, (date.when, line.start + date.start, line.start + date.end))
    return next(iter(found.values())) if len(found) == 1 else None
