"""Classification, handling, copy number, stamps: markings at the head and foot of a document.

Lines that hold markings only are read by ``fonds.values.marks``; stamps by their bracket:
"[Stamp: “Declassified 14 December 1993”]", "Declassified 3/5-94", "[Handwritten: ...]".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fonds.extract.found import Found
from fonds.model import CopyNumber, Finding, Mark, Problem
from fonds.values import dates, marks
from fonds.values.lines import Line

HEAD_LINES, FOOT_LINES = 16, 6
"""How many lines from the beginning and the end of a text may be markings."""

_LEVEL = r"(?:TOP SECRET|MOST SECRET|SECRET|CONFIDENTIAL|RESTRICTED)"
# "SECRET FOR PRIME MINISTER", "MOST IMMEDIATE FOR THE PRIME MINISTER MOST SECRET PERSONAL FOR HIMSELF"
_ADDRESSED = re.compile(
    rf"(?:(?P<before>(?:[A-Z]+\s+){{0,2}}?{_LEVEL})"
    rf"|(?:[A-Z]+\s+){{0,6}}?(?:FOR|TO)\s+[A-Z][A-Z .,'’-]{{2,60}}?\s(?P<behind>{_LEVEL}))"
    rf"(?=\s*\.?$|\s+(?:FOR|TO|PERSONAL|AND PERSONAL|HIMSELF|FOLLOWING)\b)"
)
_TO_SOMEBODY = re.compile(
    rf"(?:(?:Personal\s+|Following\s+)?(?:For|To)\s[\w .,'’-]{{3,60}}?|[A-Z][A-Z ]{{2,30}})\.\s+(?P<mark>{_LEVEL})(?=\.(?:\s|$))",
    re.IGNORECASE,
)
"""Said in sentences before the text: "For Prime Minister. Most Secret."."""
_BEFORE_DATE = re.compile(
    rf"(?:[A-Z]+\s+){{0,3}}?(?P<mark>{_LEVEL})\s+(?:[A-Z][A-Z .]{{2,30}},\s+)?\d{{1,2}}\s+[A-Z][a-z]+\s+\d{{4}}\W*$"
)
_AFTER_DATE = re.compile(rf"\d{{4}}[.,]?\s+(?P<mark>{_LEVEL})$")
"""Behind a dateline: "PORTVALE, 18 August 1957 CONFIDENTIAL"."""
_NOTE_SIGN = re.compile(r"\s*\[\d+\](?:\(#\w+\))?$")
NUMBERED = re.compile(
    r"(?:\[\d+\]\s?)?(?:(?:No\.?\s*)?(?:[A-Z]{1,4}[ .]?)?\d[\w/., -]{0,30}?|Unnumbered)\\?[. ](?:\[\d+\])?\s*(?=[A-Z])",
    re.IGNORECASE,
)
"""The numbers that a telegram's marking line may begin with: "2275, 359. EMERGENCY SECRET"."""
_STAMPED = re.compile(
    r"[\[(“\"'‘*\s]*(?:stamp|handwritten|in pen|declassified|de-classified|рассекречено|downgraded|marginal)",
    re.IGNORECASE,
)
_DECLASSIFIED = re.compile(
    r"\b(?:declassified|de-classified|рассекречено|downgraded to unclassified|解密)\b", re.IGNORECASE
)


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """Findings for classification, handling, copy_number and declassified; precedence for the messages."""
    body = found.body
    near = body[:HEAD_LINES] + body[max(HEAD_LINES, len(body) - FOOT_LINES) :]
    for line in near:
        for part, offset in _parts(line):
            for marking in marks.parse_line(part):
                start = line.start + offset + marking.start
                span = (start, start + len(marking.text))
                if marking.kind == "mark" and marking.level:
                    yield Finding(
                        "classification", Mark(marking.text, marking.level), *span, "markings/line", 0.97
                    )
                elif marking.kind == "handling":
                    yield Finding("handling", marking.text, *span, "markings/line", 0.95)
                elif marking.kind == "copy" and marking.copy is not None:
                    yield Finding(
                        "copy_number", CopyNumber(marking.copy, marking.of), *span, "markings/copy", 0.96
                    )
                elif marking.kind == "precedence":
                    yield Finding("precedence", marking.text, *span, "markings/precedence", 0.9)
        yield from _declassified(found, line)
    for block in found.draft.of_kind("note"):
        yield from _source_note(found, block.start, found.draft.words(block))


def _parts(line: Line) -> list[tuple[str, int]]:
    """The line whole; where that is no marking, its parts at tabs, wide gaps and full stops at the very end."""
    text = line.text
    if text.endswith(("]", ")")) and (sign := _NOTE_SIGN.search(text)):
        text = text[: sign.start()]
    if marks.parse_line(text):
        return [(text, 0)]
    if numbers := NUMBERED.match(text):
        return [(text[numbers.end() :], numbers.end())]
    wide = (
        [(m.group(0), m.start()) for m in re.finditer(r"\S+(?: \S+)*", line.text)]
        if "  " in line.text or "\t" in line.text
        else []
    )
    if len(wide) > 1:
        return wide
    upper = text.upper()
    if "SECRET" not in upper and "CONFIDENTIAL" not in upper and "RESTRICTED" not in upper:
        return []
    match = _ADDRESSED.match(text) or _BEFORE_DATE.match(text) or _TO_SOMEBODY.match(text)
    match = match or (_AFTER_DATE.search(text) if len(text) < 120 else None)
    return [(match[match.lastgroup], match.start(match.lastgroup))] if match and match.lastgroup else []


_SOURCE_NOTE = re.compile(r"(?:^(?:\[?\d{0,3}\]?\s*)|(?<=[.)]\s))Source\s*(?::|(?=[A-Z]))")
_MARK_SENTENCE = re.compile(r"(?<=[.;,]\s)(?P<mark>[A-Z][\w ]{4,24}?)(?=\s*[;:.,])")


def _source_note(found: Found, start: int, words: str) -> Iterator[Finding]:
    """The mark that an edition's source note gives: "Source: ..., 611.00/1-253. Top Secret; Niact."."""
    source = _SOURCE_NOTE.search(words) if "Source" in words else None
    if source is None or found.best("classification"):
        return
    for match in _MARK_SENTENCE.finditer(words, source.start(), source.start() + 700):
        if level := marks.level(match["mark"]):
            span = (start + match.start("mark"), start + match.end("mark"))
            yield Finding("classification", Mark(match["mark"], level), *span, "markings/source note", 0.95)
            return


def _declassified(found: Found, line: Line) -> Iterator[Finding]:
    if len(line.text) > 160:
        return
    match = _DECLASSIFIED.search(line.text) if _STAMPED.match(line.text) else None
    if match is None:
        return
    for date in dates.find(line.text, match.end()):
        yield Finding(
            "declassified", date.when, line.start + date.start, line.start + date.end, "markings/stamp", 0.96
        )
        return
