"""A document as plain text that a person reads: head, summary, text, notes, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fonds.exporters import dates, description
from fonds.exporters.description import line
from fonds.exporters.exporter import Exporter
from fonds.model import Document, Message, When, Who

# All but line feed and tab: form feeds, and the escape sequences that would steer a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LABEL_WIDTH = 16


def _person(who: Who) -> str:
    copies = f" ({who.copies})" if (who.copies or 1) > 1 else ""
    role = f", {line(who.role)}" if who.role else ""
    return f"{line(who.name)}{role}{copies}"


def _people(people: Iterable[Who]) -> str:
    return "; ".join(_person(who) for who in people)


def _when(when: When | None) -> str:
    """The day in words, with the time of day where it is known, and what was assumed."""
    if not when:
        return ""
    _, _, clock = when.edtf.partition("T")
    time = f", {clock}" if clock and "/" not in clock else ""
    zone = f" ({line(when.timezone)})" if time and when.timezone else ""
    assumed = f"; assumed: {line(when.assumed)}" if when.assumed else ""
    return line(dates.words(when)) + time + zone + assumed


def _one_message(message: Message) -> str:
    parties = " to ".join(part for part in (_people(message.from_), _people(message.to)) if part)
    sent = _when(message.sent or message.received)
    return ", ".join(part for part in (line(message.kind), parties, sent) if part)


def _head(document: Document) -> list[tuple[str, str]]:
    outer = description.outermost(document) or Message("", "")
    number = document.copy_number
    of = f" of {number.of}" if number and number.of else ""
    return [
        ("Type", line(document.type_as_written) or document.type),
        ("Date", _when(document.date)),
        ("Of the event", _when(document.event_date)),
        ("From", _people(outer.from_)),
        ("To", _people(outer.to)),
        ("Copies to", _people(outer.copies_to)),
        ("Through", _people(outer.through)),
        ("Place", line(outer.origin.name) if outer.origin else ""),
        ("Destination", line(outer.destination.name) if outer.destination else ""),
        ("Sent", _when(outer.sent) if outer.sent != document.date else ""),
        ("Received", _when(outer.received)),
        ("Number", line(outer.number)),
        ("Series", line(outer.series)),
        ("Precedence", line(outer.precedence)),
        ("Subject", line(outer.subject)),
        ("Participants", _people(document.participants)),
        *(("Encloses", _one_message(message)) for message in document.messages if message is not outer),
        ("Language", ", ".join(document.languages)),
        ("Original", ", ".join(document.original_languages)),
        ("Classification", "; ".join(line(mark.as_written) for mark in document.classification)),
        ("Handling", "; ".join(map(line, document.handling))),
        ("Copy", f"{number.copy}{of}" if number else ""),
        ("Declassified", _when(document.declassified)),
        ("Excerpt", "yes" if document.excerpt else ""),
    ]


def _foot(document: Document, address: str | None, archive_title: str | None) -> list[tuple[str, str]]:
    return [
        *(("Source", line(source.as_written)) for source in document.sources),
        *((credit.role.capitalize(), line(credit.name)) for credit in document.credits),
        *(("Support", line(name)) for name in document.support),
        ("Rights", line(document.rights)),
        ("Record", line(document.record_id)),
        ("Added there", _when(document.uploaded)),
        ("Collection", line(document.collection)),
        ("Archive", line(archive_title)),
        ("Address", line(address)),
    ]


def _table(rows: list[tuple[str, str]]) -> str:
    return "\n".join(f"{label + ':':<{LABEL_WIDTH}}{value}" for label, value in rows if value)


def _section(heading: str, text: str, underline: str = "-") -> str:
    return f"{heading}\n{underline * min(len(heading), 72)}\n\n{text}"


def _body(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    notes = "\n".join(f"{line(note.marker) or '*'} {line(note.text)}" for note in document.notes)
    sections = [
        _section(description.title(document), _table(_head(document)), "="),
        document.summary and _section("Summary", _body(document.summary)),
        document.text and _section("Text", _body(document.text)),
        *(_section(f"Text ({line(other.language)})", _body(other.text)) for other in document.parallel_texts),
        notes and _section("Notes", notes),
        _section("Source", foot) if (foot := _table(_foot(document, address, archive_title))) else None,
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


EXPORTER = Exporter(
    name="txt",
    title="Plain text",
    suffix=".txt",
    media_type="text/plain",
    cannot_carry="places in the text, evidence, references, and how messages and turns lie in the text",
    record=_record,
    between="\n" + "=" * 72 + "\n\n",
)
