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
from typing import TypeVar

from fonds.extract.cable_head_lines import Head, read
from fonds.extract.cable_references import reference
from fonds.extract.found import Found
from fonds.model import Evidence, Finding, Mark, Message, Problem, Where, Who
from fonds.values import cables, dates, persons, places
from fonds.values.lines import Line, lines

SURE, GIVEN, DOUBTED = 0.98, 0.97, 0.7
"""Confidence in what a labelled line says, in what the database's attributes say, and where the two disagree."""


_Value = TypeVar("_Value")


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
    head = read(own, found.context())
    if head is None and "document number" not in attributes:
        return
    yield from _document(found, head or Head(), attributes, own)


def _document(
    found: Found, head: Head, attributes: dict[str, tuple[str, int, int]], own: list[Line]
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
        yield reference(item, message, head.station)
    if signed := _signature(own, message):
        yield Finding(
            "people", persons.parse(signed.text).who, signed.start, signed.end, "cable/signature", 0.9
        )


def _dated(head: Head, attributes: dict[str, tuple[str, int, int]]) -> Iterator[Finding]:
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


def _marks(found: Found, head: Head, attributes: dict[str, tuple[str, int, int]]) -> Iterator[Finding]:
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


def _message(
    found: Found, head: Head, attributes: dict[str, tuple[str, int, int]], own: list[Line]
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


def _words(head: Head, own: list[Line]) -> tuple[int, int]:
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
