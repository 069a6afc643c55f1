"""A document as bibliographies see it: who, to whom, what it is called, where it is kept, what else to know.

RIS, BibTeX, CSL-JSON and citations take their facts from here, so that they agree with one another.
Everything returned is one line of text without control characters.

Names are never taken apart: Mao Zedong and Kim Il Sung put the family name first, Walter Ulbricht last,
"Central Committee" has none, and a document does not tell which is which. A wrong "Zedong, Mao" would be
worse than a name that sorts under its first word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fonds.data import table
from fonds.exporters.dates import words
from fonds.model import Document, Message, Source, Who

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LAST_STOP = re.compile(r"(?<!\.)(?<!\b[^\W\d_])\.$")
_DASH = re.compile(r"(?<=\w)-(?=\d)")


def line(text: str | None) -> str:
    """The text on one line: control characters and line ends are spaces, runs of space are one.

    >>> line("Telegram,\\r\\n Roshchin\\x00 to Filippov ")
    'Telegram, Roshchin to Filippov'
    """
    return " ".join(_INVISIBLE.sub(" ", text or "").split())


def unstopped(text: str) -> str:
    """Without the full stop that ends it, where that is not the mark of an abbreviation or an ellipsis.

    >>> unstopped("Box 3, folder 2."), unstopped("Memorandum by V. M. M."), unstopped("A note...")
    ('Box 3, folder 2', 'Memorandum by V. M. M.', 'A note...')
    """
    return _LAST_STOP.sub("", text)


def form(document: Document, format: str) -> str:
    """The document's type in the terms of ``csl`` or ``ris``."""
    types = table("citation_types")
    name: str = types.get(document.type, types["other"])[format]
    return name


def genre(document: Document) -> str:
    """The type in words, or the document's own word where it is of none of our types; may be empty."""
    return line(document.type_as_written) if document.type == "other" else document.type


def outermost(document: Document) -> Message | None:
    """The message that the document itself is."""
    return next((message for message in document.messages if not message.parent), None)


def _names(people: tuple[Who, ...]) -> list[str]:
    return [name for who in people if (name := line(who.name))]


def authors(document: Document) -> list[str]:
    """Who sent it, else who is credited as author. Those who take part in a conversation are not authors."""
    message = outermost(document)
    return (_names(message.from_) if message else []) or credited(document, "author")


def recipients(document: Document) -> list[str]:
    """To whom it was sent; those who got copies are not among them."""
    message = outermost(document)
    return _names(message.to) if message else []


def participants(document: Document) -> list[str]:
    """Who takes part in a conversation."""
    return _names(document.participants)


def credited(document: Document, *roles: str) -> list[str]:
    """The names credited with one of the roles."""
    return [name for credit in document.credits if credit.role in roles and (name := line(credit.name))]


def title(document: Document) -> str:
    """The title, or one supplied in square brackets: "[Telegram, Roshchin to Stalin]"."""
    given = line(document.title)
    if given:
        return given
    kind, senders, addressees = genre(document) or "document", authors(document), recipients(document)
    way = ", ".join(senders) + (" to " if senders else "to ") + ", ".join(addressees)
    parties = way if addressees else ", ".join(senders)
    return f"[{kind[0].upper()}{kind[1:]}{', ' + parties if parties else ''}]"


def number(document: Document) -> str:
    """The number of the document's outermost message; may be empty."""
    message = outermost(document)
    return line(message.number) if message else ""


@dataclass(frozen=True, slots=True)
class Holding:
    """One place where the document is: ``archive`` may be empty, ``location`` is as the archive writes it."""

    archive: str
    location: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.archive, self.location) if part)


_LABELS = (
    ("series", ""),
    ("box", "box "),
    ("folder", "folder "),
    ("fond", "f. "),
    ("opis", "op. "),
    ("delo", "d. "),
    ("papka", "p. "),
    ("file", "file "),
    ("item", "item "),
)


def holding(source: Source, typographic: bool = False) -> Holding:
    """Repository and location of an archival source; a published one is all location.

    The location is the source's own wording without the repository; only where the repository is not a part
    of that wording, it is put together from the parts. ``typographic`` sets the ranges of leaves and pages
    with an en dash, and no other hyphens: they belong to call numbers.
    """
    written = unstopped(line(source.as_written))
    pages = line(source.listy if source.kind == "archival" else source.pages)
    if typographic and pages:
        before, found, after = written.rpartition(pages)
        written = before + _DASH.sub("–", found) + after
    archive = line(source.repository)
    if source.kind != "archival" or not archive:
        return Holding("", written)
    segments = written.split(", ")
    if archive in segments:
        segments.remove(archive)
        return Holding(archive, ", ".join(segments))
    parts = [_labelled(label, line(getattr(source, name))) for name, label in _LABELS]
    leaves = line(source.listy)
    parts.append(_labelled("ll. " if re.search(r"\W", leaves) else "l. ", leaves))
    location = ", ".join(part for part in parts if part)
    if typographic and leaves:
        location = location.removesuffix(leaves) + _DASH.sub("–", leaves)
    return Holding(archive, location) if location else Holding("", written)


def _labelled(label: str, value: str) -> str:
    return value if not value or value.casefold().startswith(label.strip().casefold()) else label + value


def printed(document: Document) -> Source | None:
    """The first book or journal in which the document was published, if its title is known."""
    return next(
        (source for source in document.sources if source.kind == "published" and line(source.title)), None
    )


def holdings(
    document: Document, *, archival_only: bool = False, but: Source | None = None, typographic: bool = False
) -> list[Holding]:
    """Where the document is kept and printed, in its order; ``but`` is a source that is given otherwise."""
    found = [
        holding(source, typographic)
        for source in document.sources
        if source is not but and (source.kind == "archival" or not archival_only)
    ]
    return [place for place in found if str(place)]


def archive_and_location(places: list[Holding]) -> tuple[str, str]:
    """Several holdings in the two fields that bibliographic formats have: the first archive, all locations.

    "APRF" and "f. 45, op. 1, d. 343, ll. 72-75; AVP RF, f. 059a, ...": read one after the other they are right.
    """
    if not places:
        return "", ""
    first, *others = places
    return first.archive, "; ".join([first.location, *map(str, others)])


def remarks(document: Document) -> list[str]:
    """What bibliographic formats have no field for, as sentences.

    None begins with "word:", which reference managers take for a field of their own.
    """
    message = outermost(document)
    facts: list[tuple[str, str]] = [
        ("Excerpt", "." if document.excerpt else ""),
        ("Concerns an event of ", words(document.event_date) if document.event_date else ""),
        ("Participants were ", ", ".join(participants(document))),
        ("Copies to ", ", ".join(_names(message.copies_to)) if message else ""),
        ("Marked ", _quoted(*(mark.as_written for mark in document.classification), *document.handling)),
        ("Declassified ", words(document.declassified) if document.declassified else ""),
        ("Edited by ", ", ".join(credited(document, "editor"))),
        ("Contributed by ", ", ".join(credited(document, "contributor"))),
        ("Transcribed by ", ", ".join(credited(document, "transcriber"))),
        ("Original language ", ", ".join(document.original_languages)),
        ("Translated by ", ", ".join(credited(document, "translator"))),
        ("Supported by ", ", ".join(map(line, document.support))),
        ("Record ", line(document.record_id)),
        *(("Source ", _quoted(source.as_written)) for source in document.sources),
    ]
    return [f"{unstopped(line(words_before + fact))}." for words_before, fact in facts if fact]


def _quoted(*texts: str) -> str:
    return ", ".join(f"“{found}”" for text in texts if (found := unstopped(line(text))))
