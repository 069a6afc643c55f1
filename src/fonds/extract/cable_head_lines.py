"""The lines of a cable's head, read one after the other: what each says, and where the cable's own words begin.

The grammar stands in ``fonds.extract.cable_head``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from fonds.data import table
from fonds.extract.cable_references import Item, items
from fonds.model import Mark, When, Who
from fonds.values import cables, dates
from fonds.values.lines import Line

MAX_LINES = 90
"""Physical lines within which FM stands, and again those that a head may take behind it."""
MAX_SKIPPED = 12
"""Lines of no known kind (captions, "FOR ...", "PASS ...") between the labels of a head."""
FULL_LINE = 48
"""Characters from which a subject's line may go on in the next; the shortest seen to do so in the cables of
the development material (2026) has 51, the longest that does not 46."""
MAX_SUBJECT_LINES = 4


@dataclass
class Head:
    """What the head says, each value with its span; ``end`` is where the cable's own words begin."""

    sender: tuple[Who, int, int] | None = None
    to: list[tuple[Who, int, int]] = field(default_factory=list)
    info: list[tuple[Who, int, int]] = field(default_factory=list)
    sent: tuple[When, int, int] | None = None
    precedence: tuple[str, int, int] | None = None
    number: tuple[str, int, int] | None = None
    station: str | None = None
    mark: tuple[Mark, int, int] | None = None
    captions: list[tuple[str, int, int]] = field(default_factory=list)
    tags: list[tuple[str, int, int]] = field(default_factory=list)
    subject: tuple[str, int, int] | None = None
    references: list[Item] = field(default_factory=list)
    end: int = 0


def read(own: list[Line], context: dates.DateContext) -> Head | None:
    """What the first head says: from its date-time group to the line before the cable's words."""
    at = next((i for i, line in enumerate(own[:MAX_LINES]) if cables.kind(line.text) == "from"), None)
    if at is None:
        return None
    head = Head()
    for line in own[max(0, at - 3) : at]:
        _timed(head, line, context)
    head.sender = _address(own[at], own[at].text)[0]
    head.end = own[at].end
    i, skipped, state = at + 1, 0, "from"
    while i < min(len(own), at + MAX_LINES) and skipped <= MAX_SKIPPED:
        line = own[i]
        kind = cables.kind(line.text)
        if kind == "number" and head.number is None:
            _numbered(head, line)
            state = "number"
        elif kind == "time" and state == "from":
            _timed(head, line, context)
        elif kind in ("to", "info") and state in ("from", "to", "info"):
            state = kind
            _addressed(head, line, kind)
        elif kind is None and state in ("to", "info") and _may_be_address(line.text):
            _addressed(head, line, state)
        elif kind in ("tags", "subject", "reference") or (
            kind is not None and kind not in ("to", "info", "from")
        ):
            if kind == "reference" or not (kind == "subject" and head.subject):
                i = _labelled(head, own, i, kind)
            if kind not in ("page", "stamp", "routing"):
                state = "labels"
        elif head.subject:
            break
        elif state in ("number", "labels"):
            skipped += 1
            i += 1
            continue
        else:
            break
        head.end, skipped = own[i].end, 0
        i += 1
    return head if head.to or head.number else None


def _timed(head: Head, line: Line, context: dates.DateContext) -> None:
    group = cables.time_group(line.text)
    when = dates.parse(group[0], context) if group else None
    if group is None or when is None:
        return
    _, start, end, signs = group
    written = line.text[start:end]
    head.sent = (replace(when, as_written=written), line.start + start, line.start + end)
    if signs and (precedence := table("cables")["prosigns"].get(signs[0])):
        sign = line.start + line.text.find(signs[0])
        head.precedence = (precedence, sign, sign + 1)


def _address(line: Line, text: str) -> tuple[tuple[Who, int, int], cables.Addressee, int]:
    stated = cables.address(text)
    words, at = stated if stated else (text, 0)
    address = cables.addressee(words)
    who = Who(address.post, words[address.start :].strip(), None, "body")
    start = line.start + at
    return (who, start + address.start, start + address.end), address, start


def _addressed(head: Head, line: Line, kind: str) -> None:
    found, address, at = _address(line, line.text)
    (head.to if kind == "to" else head.info).append(found)
    if kind == "to" and len(head.to) == 1 and address.precedence:
        start = at + address.end + 1
        head.precedence = (address.precedence, start, start + len(address.precedence))


def _may_be_address(text: str) -> bool:
    """Whether a line without a label goes on with the list of addressees: capitals, no sentence."""
    return (
        len(text) <= 69
        and re.fullmatch(r"[A-Z][A-Z0-9 .,'/()&-]+[^.,]", text) is not None
        and not cables.begins_with_mark(text)
        and not text.startswith(("PASS ", "FOR ", "FROM "))
    )


def _numbered(head: Head, line: Line) -> None:
    numbered = cables.number_line(line.text)
    if numbered is None:
        return
    head.mark = (Mark(numbered.mark, numbered.level), line.start, line.start + len(numbered.mark))
    head.station = numbered.station
    start, end = line.start + numbered.start, line.start + numbered.end
    head.number = (" ".join(filter(None, (numbered.station, numbered.number))), start, end)


def _labelled(head: Head, own: list[Line], i: int, kind: str | None) -> int:
    """Read the labelled line ``i`` and those that go on with it; the index of the last one."""
    line = own[i]
    if kind == "caption":
        if caption := re.match(r"[\w ]*\w", line.text):
            head.captions.append((caption.group(0), line.start, line.start + caption.end()))
        return i
    labelled = cables.label(line.text)
    if labelled is None or kind not in ("tags", "subject", "reference"):
        return i
    at = labelled[1]
    last = i
    while last + 1 < len(own) and _goes_on(kind, own, i, last):
        last += 1
    pieces = [(line.text[at:], line.start + at), *((more.text, more.start) for more in own[i + 1 : last + 1])]
    if kind == "tags":
        for words, start in pieces:
            head.tags += [(tag, start + n, start + n + len(tag)) for tag, n in cables.tags(words)]
    elif kind == "subject":
        words = " ".join(piece for piece, _ in pieces).strip()
        if words:
            head.subject = (words, pieces[0][1], own[last].end)
    else:
        head.references += items(pieces)
    return last


def _goes_on(kind: str, own: list[Line], first: int, last: int) -> bool:
    """Whether the line after ``last`` belongs to the label that stands at ``first``."""
    text, following = own[last].text, own[last + 1]
    if cables.kind(following.text) is not None:
        return False
    if kind == "tags":
        return text.endswith((",", ";")) or _MORE_TAGS.fullmatch(following.text) is not None
    item = re.match(r"\(?[A-Z]{1,2}[).]\s", following.text)
    if kind == "reference":
        if item:
            return True
        if re.match(r"\d{1,2}[.)]\s", following.text):
            return re.match(r"[A-Z]+\s*:\s*1[.)]", own[first].text) is not None
        unfinished = re.search(r"[);,:]\s*[A-Z .]{2,20}$", text) is not None  # "(B) GARAM" / "123"
        return unfinished or (text.endswith((";", ",", ":", " AND")) and _refers(following.text))
    return (
        last - first + 1 < MAX_SUBJECT_LINES
        and item is None
        and not re.match(r"\(?\d{1,2}[.)]|(?:BEGIN )?SUMMARY\b|FOR\b|[A-Z]{2,9}:\s", following.text)
        and len(text) >= FULL_LINE
    )


_MORE_TAGS = re.compile(r"(?=.*[,(])(?:\([^()]*\)|[A-Z]{2,6}\b|[ ,;])+")


def _refers(text: str) -> bool:
    """Whether a line of a REF list names a paper by number or date."""
    return len(text) <= 69 and re.match(r".{0,40}\d", text) is not None
