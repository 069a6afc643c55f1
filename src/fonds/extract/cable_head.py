"""The head of a United States cable: one message with its addressees, number, time, TAGS, subject and references.

Grammar, line by line, as the teleprinter wrote it (examples invented)::

    CONFIDENTIAL                                        classification, again at each page's foot and head
    PAGE 01        PORTVA 00123  012045Z                page head: station, number, time of receipt
    ACTION ARA-10                                       the Department's own distribution: bureau and copies;
    INFO OCT-01 ISO-00 SS-15 /038 W                       ORIGIN instead of ACTION where it sends
    ------------------011477 012050Z /41
    O R 012040Z MAY 74                                  prosigns of precedence, date-time group
    FM AMEMBASSY PORTVALE                               sender
    TO SECSTATE WASHDC NIACT IMMEDIATE 5322             addressees for action, one a line: post, precedence,
    AMEMBASSY PORT REGENT PRIORITY                        number of the series between the two
    INFO USMISSION GARAM                                addressees for information, one a line
    C O N F I D E N T I A L SECTION 1 OF 2 PORTVALE 0123   classification, section, the sender's own number
    EXDIS                                               captions; "FOR ...", "PASS ..." may follow
    E.O. 11652: GDS                                     rule of declassification
    TAGS: PFOR, OVIP (ORLO, IVO), XX                    traffic analysis by geography and subject
    SUBJECT: HARBOUR DUES                               may run over several lines, as TAGS and REF may
    REF: (A) STATE 12345, (B) 73 GARAM 77; C) A-23 OF DEC 4, 1973
    REF: PORTVALE 99                                    a second section of references

A cable in the National Archives' database has "Message Attributes" behind its text (blocks of kind
``attribute``): its Document Number is the message's number, and Draft Date, From, To, TAGS, Concepts and
Subject stand in where the text gives none (text on microfilm only).

The sender is the post; the name below the text is that of the chief of mission, who signs everything and
is listed among the people. All addresses behind TO are recipients. A reference is ``missing``: another cable that
is known to exist; linking may find it. Limits: cables quoted inside a cable are read as its words; a head
without FM and TO is no cable's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from fonds.data import table
from fonds.extract.found import Found
from fonds.model import Evidence, Finding, Mark, Message, Problem, Reference, When, Where, Who
from fonds.values import cables, dates, persons, places
from fonds.values.lines import Line, lines

MAX_LINES = 90
"""Physical lines within which FM stands, and again those that a head may take behind it."""
MAX_SKIPPED = 12
"""Lines of no known kind (captions, "FOR ...", "PASS ...") between the labels of a head."""
FULL_LINE = 48
"""Characters from which a subject's line may go on in the next; the shortest seen to do so in the cables of
the development material (2026) has 51, the longest that does not 46."""
MAX_SUBJECT_LINES = 4
SURE, GIVEN, DOUBTED = 0.98, 0.97, 0.7
"""Confidence in what a labelled line says, in what the database's attributes say, and where the two disagree."""


_Value = TypeVar("_Value")


@dataclass
class _Head:
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
    references: list[_Item] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True)
class _Item:
    """One paper of a REF line: its words and where they stand."""

    words: str
    start: int
    end: int


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """The one message of a cable and the document's facts that its head states; nothing for other papers."""
    if not cables.is_cable(found.reading):
        return
    attributes = {
        block.name: (found.draft.words(block), block.start, block.end)
        for block in found.draft.of_kind("attribute")
        if block.name and found.draft.words(block).strip().casefold() not in ("n/a", "na", "")
    }
    own = [line for block in found.body for line in lines(found.reading, block.start, block.end)]
    head = _read(own, found.context())
    if head is None and "document number" not in attributes:
        return
    yield from _document(found, head or _Head(), attributes, own)


def _document(
    found: Found, head: _Head, attributes: dict[str, tuple[str, int, int]], own: list[Line]
) -> Iterator[Finding]:
    start = head.sender[1] if head.sender else attributes["document number"][1]
    stop = head.sender[2] if head.sender else attributes["document number"][2]
    yield Finding("type", "telegram", start, stop, "cable/head", SURE)
    message, details = _message(found, head, attributes, own)
    span = (message.start, message.end) if message.start >= 0 else (-1, -1)
    yield Finding("messages", message, *span, "cable/head", SURE, tuple(details))
    yield from _dated(head, attributes)
    if "document number" in attributes:
        yield Finding("record_id", *attributes["document number"], "cable/document number", GIVEN)
    if head.subject:
        yield Finding("title", *head.subject, "cable/subject", SURE)
    elif "subject" in attributes:
        words, at, end = attributes["subject"]
        yield Finding("title", _plain(words), at, end, "cable/subject", GIVEN)
    yield from _marks(found, head, attributes)
    for tag in head.tags:
        yield Finding("subjects", *tag, "cable/tags", SURE)
    for label in ("tags", "concepts"):
        if label in attributes:
            words, at, _ = attributes[label]
            for term, offset in cables.tags(words):
                yield Finding("subjects", term, at + offset, at + offset + len(term), f"cable/{label}", GIVEN)
    for item in head.references:
        yield _reference(item, message, head)
    if signed := _signature(own, message):
        yield Finding(
            "people", persons.parse(signed.text).who, signed.start, signed.end, "cable/signature", 0.9
        )


def _dated(head: _Head, attributes: dict[str, tuple[str, int, int]]) -> Iterator[Finding]:
    """The time of the head; where the database's Draft Date is another day, that: the figures in a head may be garbled."""
    drafted = dates.parse(attributes["draft date"][0]) if "draft date" in attributes else None
    doubted = drafted is not None and head.sent is not None and drafted.edtf[:10] != head.sent[0].edtf[:10]
    if head.sent:
        yield Finding("date", *head.sent, "cable/date-time group", DOUBTED if doubted else SURE)
    if drafted and (doubted or not head.sent):
        yield Finding("date", drafted, *attributes["draft date"][1:], "cable/draft date", GIVEN)


def _plain(words: str) -> str:
    """A value of the database without its line breaks and escapes."""
    return re.sub(r"\s+", " ", words.replace("\\'", "'").replace('\\"', '"')).strip()


def _marks(found: Found, head: _Head, attributes: dict[str, tuple[str, int, int]]) -> Iterator[Finding]:
    marked = found.all("classification")
    if head.mark and not any(
        isinstance(f.value, Mark) and f.value.level == head.mark[0].level for f in marked
    ):
        yield Finding("classification", *head.mark, "cable/number line", SURE)
    elif not marked and "original classification" in attributes:
        words, at, end = attributes["original classification"]
        if level := cables.level(words):
            yield Finding("classification", Mark(words, level), at, end, "cable/attribute", GIVEN)
    handling = {str(value).casefold() for value in found.values("handling")}
    for caption in head.captions:
        if caption[0].casefold() not in handling:
            yield Finding("handling", *caption, "cable/caption", SURE)
    for block in found.draft.of_kind("furniture"):
        if block.name == "stamp" and (released := dates.find(found.draft.words(block))):
            date = released[-1]
            yield Finding(
                "declassified",
                date.when,
                block.start + date.start,
                block.start + date.end,
                "cable/stamp",
                GIVEN,
            )
            return


# The lines of the head


def _read(own: list[Line], context: dates.DateContext) -> _Head | None:
    """What the first head says: from its date-time group to the line before the cable's words."""
    at = next((i for i, line in enumerate(own[:MAX_LINES]) if cables.kind(line.text) == "from"), None)
    if at is None:
        return None
    head = _Head()
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


def _timed(head: _Head, line: Line, context: dates.DateContext) -> None:
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


def _addressed(head: _Head, line: Line, kind: str) -> None:
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


def _numbered(head: _Head, line: Line) -> None:
    numbered = cables.number_line(line.text)
    if numbered is None:
        return
    head.mark = (Mark(numbered.mark, numbered.level), line.start, line.start + len(numbered.mark))
    head.station = numbered.station
    start, end = line.start + numbered.start, line.start + numbered.end
    head.number = (" ".join(filter(None, (numbered.station, numbered.number))), start, end)


def _labelled(head: _Head, own: list[Line], i: int, kind: str | None) -> int:
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
        head.references += _items(pieces)
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


# References

_LETTER = re.compile(r"(?:^|(?<=[\s;,:.]))\(?(?P<sign>[A-Z]|\d)(?P<close>[.)L])\)?\s+(?=[A-Z\d])")
_STATION = (
    r"(?:\d\d\s+)?(?!(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\b)[A-Z][A-Z. /-]{1,24}?\s+"
)
_NEXT = re.compile(
    rf"\s*(?:[;:,]\s*(?:AND\s+)?|\s+AND\s+)(?=(?:{_STATION})?A-\d|{_STATION}(?:A-)?\d)(?![^(]*\))"
)
_NUMBER = re.compile(
    r"(?:^|\s|\b)(?:(?P<year>\d\d)\s+)?(?:CABLE\s+)?(?P<station>[A-Z][A-Z. ]{1,24}?)?\s*\b(?P<number>A-\d{1,5}|\d{1,6})(?![\d/])(?!\d*Z)"
)


def _lettered(words: str) -> Iterator[tuple[int, int]]:
    """The spans of (A), B), "C." and 1.: letters in their order, those with a point only one after the other."""
    before = ""
    for match in _LETTER.finditer(words):
        sign = match["sign"]
        after = chr(ord(before) + 1) if before else "1" if sign.isdigit() else "A"
        if sign == after or (sign > before and match["close"] != "."):
            before = sign
            yield match.span()


def _items(pieces: list[tuple[str, int]]) -> list[_Item]:
    """The papers of one REF section, in their own words."""
    joined, offsets = "", []
    for words, start in pieces:
        if joined:
            joined += " "
            offsets.append(start - 1)
        joined += words
        offsets += range(start, start + len(words))
    cuts = [(0, 0), *_lettered(joined)]
    cuts += [m.span() for m in _NEXT.finditer(joined)]
    cuts = sorted(set(cuts))
    out = []
    for n, (_, begin) in enumerate(cuts):
        stop = cuts[n + 1][0] if n + 1 < len(cuts) else len(joined)
        words = joined[begin:stop]
        lead = len(words) - len(words.lstrip(" ,;:"))
        words = words.strip(" ,;:").rstrip(".")
        words = re.sub(r"\s+AND$", "", words)
        if re.search(r"\w{2}", words):
            start = begin + lead
            out.append(_Item(words, offsets[start], offsets[start + len(words) - 1] + 1))
    return out


def _reference(item: _Item, message: Message, head: _Head) -> Finding:
    when = next((date for date in dates.find(item.words, context=_context(message))), None)
    bare = item.words[: when.start] if when else item.words
    numbered = _NUMBER.search(bare)
    sender: tuple[Who, ...] = ()
    number = None
    if numbered:
        number = numbered["number"]
        station = (numbered["station"] or "").strip()
        if station:
            number = f"{station} {number}"
            sender = (_meant(station, message, head),)
    kind = _kind(item.words, numbered["number"] if numbered else None)
    details = []
    if when:
        at = item.start + when.start
        details.append(Evidence("/date", at, at + when.end - when.start, "cable/reference", 0.9))
    to = (
        re.match(
            r"\s*TO\s+(?P<post>[A-Z][A-Z ]+?)(?:\s+(?:REPEATED|RPTD|INFO)\b|\s*$)",
            item.words[numbered.end() :],
        )
        if numbered
        else None
    )
    reference = Reference(
        item.words,
        item.start,
        item.end,
        message.id,
        kind,
        sender,
        (_meant(to["post"], message, head),) if to else (),
        when.when if when else None,
        number,
        None,
        "missing",
    )
    return Finding("references", reference, item.start, item.end, "cable/reference", 0.95, tuple(details))


def _kind(words: str, number: str | None) -> str | None:
    if number:
        return "airgram" if number.startswith("A-") else "telegram"
    if re.search(r"\b(?:TEL[EC]?CON|FONECON|TELECOM|CONVERSATION)S?\b", words):
        return "memorandum of conversation"
    if re.search(r"\bMEMO(?:RANDUM)?\b", words):
        return "memorandum"
    if re.search(r"\bLETTERS?\b", words):
        return "letter"
    return "telegram" if re.search(r"\d{6}Z\b", words) else None


def _context(message: Message) -> dates.DateContext:
    year = message.sent.edtf[:4] if message.sent else ""
    return dates.DateContext(year=int(year) if year.isdigit() else None)


def _meant(station: str, message: Message, head: _Head) -> Who:
    """The post that a reference's short name means: a party of this message, or the Department; else its own words."""
    if station == head.station and message.from_:
        return message.from_[0]
    for who in (*message.from_, *message.to, *message.copies_to):
        if who.name == station or cables.place(who.name) == station:
            return who
    return Who(table("cables")["short"].get(station, station), station, None, "body")


# The message


def _message(
    found: Found, head: _Head, attributes: dict[str, tuple[str, int, int]], own: list[Line]
) -> tuple[Message, list[Evidence]]:
    details: list[Evidence] = []

    def show(path: str, value: tuple[_Value, int, int] | None, confidence: float = SURE) -> _Value | None:
        if value is None:
            return None
        details.append(Evidence(path, value[1], value[2], "cable/head", confidence))
        return value[0]

    def party(label: str) -> list[tuple[Who, int, int]]:
        if label not in attributes:
            return []
        words, start, end = attributes[label]
        return [(Who(_plain(words), words, None, "body"), start, end)]

    groups = {
        "from": [head.sender] if head.sender else party("from"),
        "to": head.to or party("to"),
        "copies_to": head.info,
    }
    people = {
        key: tuple(who for n, value in enumerate(values) if (who := show(f"/{key}/{n}", value)) is not None)
        for key, values in groups.items()
    }
    start, end = _words(head, own)
    origin = cables.place(people["from"][0].name) if people["from"] else None
    place = head.sender and origin and (_where(origin), head.sender[1], head.sender[2])
    number = show("/number", attributes.get("document number") or head.number)
    message = Message(
        id="m1",
        kind="telegram",
        from_=people["from"],
        to=people["to"],
        copies_to=people["copies_to"],
        sent=show("/sent", head.sent),
        origin=show("/origin", place or None),
        destination=_where(there) if people["to"] and (there := cables.place(people["to"][0].name)) else None,
        number=number,
        precedence=show("/precedence", head.precedence),
        subject=show("/subject", head.subject),
        start=start,
        end=end,
    )
    return message, details


def _where(words: str) -> Where:
    return Where("Washington", words) if cables.is_capital(words) else places.parse(words)


def _words(head: _Head, own: list[Line]) -> tuple[int, int]:
    """Where the cable's own words begin and end; the signature stands below them."""
    rest = [line for line in own if line.start >= head.end] if head.end else []
    if not rest:
        return -1, -1
    last = len(rest) - 1
    while last > 0 and (_is_signature(rest[last].text) or cables.kind(rest[last].text) in ("mark", "end")):
        last -= 1
    return rest[0].start, rest[last].end


def _is_signature(text: str) -> bool:
    return re.fullmatch(r"[A-Z][A-Z'-]{2,14}(?: [A-Z][A-Z'-]{2,14})?", text) is not None


def _signature(own: list[Line], message: Message) -> Line | None:
    """The name alone on a line just below the words."""
    below = next((line for line in own if line.start >= message.end >= 0), None)
    return below if below and _is_signature(below.text) and cables.kind(below.text) is None else None
