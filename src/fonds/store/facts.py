"""What one document tells the derived tables, as plain rows. Pure, so that worker processes can do it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from fonds.data import table
from fonds.model import Document, Message, Reference, Source, When, Where, Who
from fonds.values import archival, offices, persons, places, series

LONGEST_ID = 12
"""Characters of a message id that are kept; the reader's are shorter."""

LONGEST_PATH = 2000
"""Bytes of an old address that are kept; browsers and servers take about as many."""

LONGEST_KEY = 500
"""Characters of what is looked up by an index: PostgreSQL's take no more than 2,700 bytes, four to a character. No
name of a person, place or subject is as long; what is one by mistake must not stop a batch."""

AT = "at:"
"""Before a post among the parties of a message or mention, which are keys of names else."""

Row = dict[str, Any]


@dataclass(slots=True)
class Facts:
    """The rows of one document, with keys in place of the ids of names and places.

    ``names``: key -> (form, kind); ``places``: key -> name. ``addresses`` are written, as paths; ``published``
    has the same with their hosts, to compare.
    """

    heading: Row
    names: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    forms: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    parts: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)
    located: list[tuple[str, str, str]] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    references: list[Row] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)

    def name(self, who: Who, part: str, message: str | None = None) -> str | None:
        """Takes note of a name in a part; its key."""
        key = self.form(who.name, "name", who.kind)
        if key is None:
            return None
        if who.as_written and who.as_written != who.name:
            self.forms.append((key, who.as_written, "written", None))
        self.parts.append((key, part, who.role, message))
        return key

    def form(self, name: str, kind: str, of: str | None = None, means: str | None = None) -> str | None:
        """Takes note of a form of a name; its key, or nothing where no letter is left of it."""
        key = persons.key(name)[:LONGEST_KEY]
        if not key:
            return None
        if self.names.get(key, (None, None))[1] is None:
            self.names[key] = (name, of)
        self.forms.append((key, name, kind, means))
        return key

    def place(self, where: Where, part: str) -> None:
        """Takes note of a place."""
        key = places.key(where.name)[:LONGEST_KEY]
        if key:
            self.places.setdefault(key, where.name)
            self.located.append((key, part, where.as_written or where.name))


def facts_of(document: Document) -> Facts:
    """All derived rows of a document."""
    facts = Facts(heading=heading_of(document))
    words = telling_words(f"{document.title} {document.text[:HEAD]}")
    for message in document.messages:
        facts.messages.append(_message(facts, message, document, words))
    if not document.messages:
        facts.messages.append(_itself(document, words))
    for who in document.participants:
        facts.name(who, "participant")
    for who in dict.fromkeys(turn.speaker for turn in document.turns):
        facts.name(who, "speaker")
    for who in document.people:
        facts.name(who, "mentioned")
    for alias in document.aliases:
        meant = facts.name(Who(alias.name, kind=_kind_of(facts, alias.name)), "mentioned")
        facts.form(alias.alias, "alias", "person", meant)
    for where in document.places:
        facts.place(where, "mentioned")
    written = _latest(document)
    facts.references = [
        _reference(facts, n, r, written, document.original.name) for n, r in enumerate(document.references)
    ]
    facts.sources = list(_sources(document))
    facts.problems = [(p.code, p.severity) for p in document.problems]
    facts.subjects = list(dict.fromkeys(subject[:LONGEST_KEY] for subject in document.subjects))
    given = _addresses(document)
    facts.addresses = list(dict.fromkeys(path for address in given if (path := path_of(address))))
    facts.published = published(document)
    return facts


def _addresses(document: Document) -> list[str]:
    """Where a document was published; if nothing is said of it, where the sites of such pages had its number."""
    given = [*([document.original.uri] if document.original.uri else []), *document.addresses]
    if not given and document.record_id:
        given = [form.format(record_id=document.record_id) for form in table("page_labels")["addresses"]]
    return given


def published(document: Document) -> list[str]:
    """Where a document was published, to compare: host, path and query, and the place on the page."""
    found = []
    for address in _addresses(document):
        if path := path_of(address):
            parts = urlsplit(address)
            found.append(f"{parts.netloc.lower()}{path}{'#' + parts.fragment if parts.fragment else ''}")
    return list(dict.fromkeys(found))


def path_of(address: str) -> str | None:
    """The path of an address, decoded, with its query; None where it names no more than a host.

    >>> path_of("https://archive.example/document/caf%C3%A9?page=2")
    '/document/café?page=2'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = unquote(parts.path).rstrip("/") + (f"?{parts.query}" if parts.query else "")
    if not path.startswith("/"):
        return None
    return path.encode(errors="replace")[:LONGEST_PATH].decode(errors="ignore")


def heading_of(document: Document) -> Row:
    """The columns of Record that repeat the document: title, type and date (or else that of the event)."""
    when = document.date or document.event_date
    earliest = when.earliest or when.latest if when else None
    day = earliest if when and earliest == when.latest else None
    return {
        "title": document.title,
        "type": document.type,
        "edtf": when.edtf if when else None,
        "earliest": earliest,
        "moment": moment_of(when),
        "month_day": day[-5:] if day else None,
    }


def moment_of(when: When | None) -> str | None:
    """What documents are ordered by: the first day the date may mean, with the time of day where it is given."""
    if when is None or not (first := when.earliest or when.latest):
        return None
    return when.edtf[:16] if when.edtf.startswith(f"{first}T") else first


def _kind_of(facts: Facts, name: str) -> str | None:
    return facts.names.get(persons.key(name), (name, "person"))[1]


def _latest(document: Document) -> str | None:
    days = [w.latest for m in document.messages for w in (m.sent, m.received) if w and w.latest]
    days += [w.latest for w in (document.date, document.event_date) if w and w.latest]
    return max(days, default=None)


def _message(facts: Facts, message: Message, document: Document, words: list[str]) -> Row:
    mid = message.id[:LONGEST_ID]
    keys: dict[str, list[str]] = {}
    for part, whos in (
        ("from", message.from_),
        ("to", message.to),
        ("copy", message.copies_to),
        ("through", message.through),
    ):
        keys[part] = [key for who in whos if (key := facts.name(who, part, mid))]
    for part, where in (("origin", message.origin), ("destination", message.destination)):
        if where:
            facts.place(where, part)
    # The document's own message is as old as the document.
    sent = message.sent or (document.date if message.parent is None else None) or message.received
    return {
        "message": mid,
        "kind": message.kind,
        "sent": sent.edtf if sent else None,
        "earliest": sent.earliest if sent else None,
        "latest": sent.latest if sent else None,
        "number": series.key(message.number)
        or number_key(message.number)
        or (series.own(document.title, document.text) if message.parent is None else None),
        "senders": keys["from"] + _posts(message.from_, message.origin),
        "recipients": keys["to"] + _posts(message.to, message.destination),
        "outer": message.parent is None,
        "words": words,
    }


HEAD = 450
"""Characters of a paper of which linking knows the words."""
_WORD = re.compile(r"[^\W\d_]{3,}")


@cache
def _common() -> frozenset[str]:
    return frozenset(table("linking")["common"])


def telling_words(text: str) -> list[str]:
    """The words of a text but for those that most papers have, in small letters.

    >>> telling_words("Telegram From the Embassy in Merrin on the Harbour")
    ['harbour', 'merrin']
    """
    return sorted(set(_WORD.findall(text.casefold())) - _common())


def _posts(people: tuple[Who, ...], where: Where | None = None) -> list[str]:
    """Where they sit, as ``AT`` and a key, so that an embassy, its chief and its city meet."""
    found = {post for who in people for post in offices.posts(who.name, who.role, is_body=who.kind == "body")}
    if where is not None:
        found |= {places.key(where.name), places.key(where.as_written or "")} - {""}
    return [f"{AT}{post}" for post in sorted(found)]


def _itself(document: Document, words: list[str]) -> Row:
    """A document that is no message, as mentions look for it: minutes, a treaty, a conversation, whose
    partners are sender and recipient alike."""
    when = document.date or document.event_date
    partners = [key for who in document.participants if (key := persons.key(who.name))]
    partners += _posts(document.participants)
    return {
        "message": "",
        "kind": document.type,
        "sent": when.edtf if when else None,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "number": series.own(document.title, document.text),
        "senders": partners,
        "recipients": partners,
        "outer": True,
        "words": words,
    }


def _reference(facts: Facts, n: int, reference: Reference, written: str | None, name: str) -> Row:
    date = reference.date
    inside = reference.resolves_to if reference.state == "resolved" else None
    return {
        "n": n,
        "as_written": reference.as_written,
        "kind": reference.kind,
        "dated": date.edtf if date else None,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "number": series.key(reference.number)
        or (
            series.worded(reference.as_written) if reference.number and reference.kind != "telegram" else None
        )
        or number_key(reference.number),
        "senders": _parties(facts, reference.from_),
        "recipients": _parties(facts, reference.to),
        "written": written,
        "message": (reference.message or "")[:LONGEST_ID] or None,
        "found": reference.state,
        "inside": inside[:LONGEST_ID] if inside else None,
        "state": reference.state,
        "candidates": [],
        "answers": False,
        "leads_to": name_of(reference.address, name) if reference.address else None,
    }


def name_of(address: str, name: str) -> str | None:
    """The name of the record that an address in the document called ``name`` leads to; None where it is elsewhere.

    >>> name_of("#d12", "papers/lamps.xml#d5"), name_of("oil#d3", "papers/lamps.xml.gz#d5")
    ('papers/lamps.xml#d12', 'papers/oil.xml.gz#d3')
    """
    file, sign, key = address.partition("#")
    own = name.partition("#")[0]
    if not (sign and key) or "/" in file or ":" in file:
        return None
    if not file:
        return f"{own}#{key}"
    folder, slash, last = own.rpartition("/")
    return f"{folder}{slash}{file}{''.join(PurePosixPath(last).suffixes[-2:])}#{key}"


def _parties(facts: Facts, people: tuple[Who, ...]) -> list[str]:
    """Keys of names, and posts: "Cairo's 46" may be of the embassy there."""
    named = [key for who in people if (key := facts.name(who, "mentioned"))]
    cities = [f"{AT}{places.key(who.name)}" for who in people if who.role is None and who.name]
    return list(dict.fromkeys([*named, *_posts(people), *cities]))


def number_key(number: str | None) -> str | None:
    """The comparison key of a message's number: letters and digits, no leading zeros.

    >>> number_key("No. 21646"), number_key("№ 0084/sh"), number_key("")
    ('21646', '84sh', None)
    """
    bare = "".join(c for c in (number or "").casefold() if c.isalnum())
    for sign in ("number", "nr", "no"):
        bare = bare.removeprefix(sign)
    return bare.lstrip("0")[:LONGEST_KEY] or None


def _sources(document: Document) -> Iterator[Row]:
    for n, source in enumerate(document.sources):
        held = holding_of(source)
        if held:
            leaf = re.search(r"\d+", source.listy or source.pages or "")
            yield {
                "n": n,
                "path": held[0],
                "labels": held[1],
                "listy": source.listy or source.pages,
                "leaf": int(leaf[0][:9]) if leaf else None,
            }


def holding_of(source: Source) -> tuple[str, list[tuple[str, str]]] | None:
    """Where in the archival tree the file of an archival source stands: its path ("aprf/fond-45/...") and
    (level, label) of each step; None for a published source or one without a keeper."""
    if source.kind != "archival" or not source.repository:
        return None
    labels = [(level, _label(level, value)) for level, value in archival.hierarchy(source)]
    # Where only the keeper is known the document lies right below it.
    path = archival.key(source) or archival.key(replace(source, fond="-")) or ""
    path = "/".join(path.split("/")[: len(labels)])
    return (path, labels) if len(path) <= LONGEST_KEY else None


# How a level is written before its value where its value alone would say too little.
_SIGNS = {
    "fond": "f.",
    "opis": "op.",
    "delo": "d.",
    "papka": "p.",
    "box": "box",
    "folder": "folder",
    "volume": "vol.",
    "part": "part",
}


def _label(level: str, value: str) -> str:
    sign = _SIGNS.get(level)
    return f"{sign} {value}" if sign and value[:1].isdigit() else value


def sort_key(text: str) -> str:
    """For lists in alphabetical order: no case, no accents, letters and digits first."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return (plain.lstrip("\"'“”‘’«»([ ") or plain)[:LONGEST_KEY]
