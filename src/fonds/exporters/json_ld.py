"""JSON-LD for search engines, in the vocabulary of schema.org: an ``ArchiveComponent`` that is a ``Message`` or ``Manuscript``.

- What was sent is a ``Message`` with sender, recipient and the day it was sent; a message inside another is its part.
- ``holdingArchive`` and ``itemLocation`` say where the paper is kept; a book in which it is printed is ``isPartOf``.
- ``temporalCoverage`` is the date as EDTF; ``dateCreated`` and ``dateSent`` are given where ISO 8601 can say them.
- Those who take part in a conversation are mentioned, not its authors.
"""

from __future__ import annotations

import json
import re
from typing import Any

from fonds.exporters import description
from fonds.exporters.description import line
from fonds.exporters.exporter import Exporter
from fonds.model import Document, Message, Source, When, Who

CONTEXT = "https://schema.org"
Node = dict[str, Any]
_ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")


def node(document: Document, address: str | None = None, archive_title: str | None = None) -> Node:
    """The document as one node; keys that would be empty are left out."""
    outer = description.outermost(document)
    sent = outer is not None and description.form(document, "ris") == "PCOMM"
    keepers = [source for source in document.sources if source.kind == "archival"]
    books = [source for source in document.sources if source.kind == "published"]
    own = line(address)
    return _kept(
        {
            "@context": CONTEXT,
            "@type": ["ArchiveComponent", "Message" if sent else "Manuscript"],
            "@id": own,
            "url": own,
            "identifier": document.id,
            "name": description.title(document),
            "genre": description.genre(document),
            "author": _named(description.authors(document), outer.from_ if outer else ()),
            **(_message(outer) if sent and outer else {}),
            "dateCreated": _iso(document.date),
            "temporalCoverage": line(document.date.edtf) if document.date else "",
            "contentReferenceTime": _iso(document.event_date),
            "inLanguage": list(map(line, document.languages)),
            "abstract": line(document.summary),
            "translator": _named(description.credited(document, "translator")),
            "editor": _named(description.credited(document, "editor")),
            "contributor": _named(description.credited(document, "contributor", "transcriber")),
            "funder": [{"@type": "Organization", "name": line(name)} for name in document.support],
            "holdingArchive": [
                {"@type": "ArchiveOrganization", "name": name}
                for name in dict.fromkeys(line(source.repository) for source in keepers)
                if name
            ],
            "itemLocation": [
                found for place in map(description.holding, keepers) if (found := place.location)
            ],
            "isPartOf": [
                *(_book(source) for source in books),
                _kept({"@type": "Collection", "name": line(document.collection)})
                if document.collection
                else None,
            ],
            "hasPart": [
                _kept({"@type": "Message", "about": line(message.subject)} | _message(message))
                for message in document.messages
                if message is not outer
            ],
            "mentions": [
                *(_who(who) for who in (*document.participants, *document.people) if line(who.name)),
                *(
                    {"@type": "Place", "name": line(place.name)}
                    for place in document.places
                    if line(place.name)
                ),
            ],
            "keywords": list(map(line, document.subjects)),
            "conditionsOfAccess": "; ".join(line(mark.as_written) for mark in document.classification),
            "usageInfo": line(document.rights),
            "provider": _kept({"@type": "ArchiveOrganization", "name": line(archive_title)})
            if archive_title
            else None,
        }
    )


def _kept(values: Node) -> Node:
    """Without what is empty, and each thing of a list once."""
    out: Node = {}
    for key, value in values.items():
        if isinstance(value, list) and key != "@type":
            value = [item for n, item in enumerate(value) if item and item not in value[:n]]
        if value:
            out[key] = value
    return out


def _message(message: Message) -> Node:
    return {
        "sender": [_who(who) for who in message.from_ if line(who.name)],
        "recipient": [_who(who) for who in message.to if line(who.name)],
        "ccRecipient": [_who(who) for who in message.copies_to if line(who.name)],
        "dateSent": _iso(message.sent),
        "dateReceived": _iso(message.received),
        "locationCreated": _kept({"@type": "Place", "name": line(message.origin.name)})
        if message.origin
        else None,
    }


def _who(who: Who) -> Node:
    kind = "Organization" if who.kind == "body" else "Person"
    return _kept(
        {"@type": kind, "name": line(who.name), "jobTitle": line(who.role) if kind == "Person" else ""}
    )


def _named(names: list[str], known: tuple[Who, ...] = ()) -> list[Node]:
    kinds = {line(who.name): _who(who) for who in known}
    return [kinds.get(name) or {"@type": "Person", "name": name} for name in names]


def _book(source: Source) -> Node:
    return _kept(
        {
            "@type": "Book",
            "name": line(source.title) or line(source.as_written),
            "author": _named([line(name) for name in source.authors]),
            "editor": _named([line(name) for name in source.editors]),
            "publisher": _kept({"@type": "Organization", "name": line(source.publisher)})
            if source.publisher
            else None,
            "datePublished": line(source.year),
        }
    )


def _iso(when: When | None) -> str:
    """The date where ISO 8601 says it without marks of doubt; "" otherwise."""
    return when.edtf if when and _ISO.fullmatch(when.edtf) else ""


def embedded(document: Document, address: str | None = None, archive_title: str | None = None) -> str:
    """The node as a data block of a page: nothing in it can end the element it stands in.

    >>> from fonds.model import Original
    >>> print(embedded(Document("b1wfs30st", "</script>", None, "other", "", Original("a", "", "")))[-30:])
    "name": "\\u003c/script\\u003e"}
    """
    written = json.dumps(node(document, address, archive_title), ensure_ascii=False)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    return json.dumps(node(document, address, archive_title), ensure_ascii=False, indent=2)


EXPORTER = Exporter(
    name="jsonld",
    title="JSON-LD (schema.org)",
    suffix=".jsonld",
    media_type="application/ld+json",
    cannot_carry="the text and its notes; dates in doubt but as EDTF; markings, numbers and copies",
    record=_record,
    opening=f'{{"@context": "{CONTEXT}", "@graph": [\n',
    between=",\n",
    closing="\n]}\n",
    one_is_a_list=False,
)
