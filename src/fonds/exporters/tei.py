"""TEI P5, the mark-up of text editions (tei-c.org): the whole paper, and its letters described one by one.

- header: title, credits, rights; sources as ``msDesc`` and ``bibl``; each message, nested ones too, as a
  ``correspDesc``; participants, marks, subjects, dates;
- ``standOff``: persons, places, aliases, turns, mentions, and the spans of the text in which they lie;
- text: original and translations beside each other as divisions, notes at the back.

``fonds.importers.tei_own`` reads it back. The application named in the header tells that it is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fonds.exporters import tei_parts
from fonds.exporters.exporter import Exporter, Schema
from fonds.exporters.placing import Places
from fonds.exporters.tei_parts import language, word
from fonds.exporters.xml import PROLOG, element, leaf, text
from fonds.model import Document, File, Original, Who

NAMESPACE = "http://www.tei-c.org/ns/1.0"
SCHEMA = "https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd"
APPLICATION = "fonds"
VERSION = "1"
"""Raised when what is written here is read otherwise."""
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_HEADS = {"head": "head", "close": "close"}


def _ids(document: Document) -> Callable[[str], str]:
    """Ids that are names in XML and differ from those of other papers in one file."""
    base = "d" + re.sub(r"\W", "", document.id, flags=re.ASCII)
    numbers = {message.id: f"m-{n}" for n, message in enumerate(document.messages, 1)}
    return lambda id: f"{base}.{id if _NAME.fullmatch(id) else numbers.get(id, 'm-0')}"


def _header(document: Document, address: str | None, archive_title: str | None) -> str:
    ids = _ids(document)
    credits = "".join(
        element("respStmt", element("resp", text(credit.role)) + element("name", text(credit.name)))
        for credit in document.credits
    )
    funders = "".join(leaf("funder", name) for name in document.support)
    file = (
        element("titleStmt", element("title", text(document.title)) + funders + credits),
        element("publicationStmt", _published(document, address, archive_title)),
        element("seriesStmt", leaf("title", document.collection)) if document.collection else "",
        _notes(document),
        element("sourceDesc", "".join(map(tei_parts.source, document.sources)) + _files(document)),
    )
    application = element("application", leaf("label", "Fonds"), ident=APPLICATION, version=VERSION)
    profile = (
        _abstract(document.summary),
        _creation(document),
        _languages(document),
        _persons("particDesc", document),
        _classes(document),
        *(tei_parts.message(message, ids, not _NAME.fullmatch(message.id)) for message in document.messages),
    )
    inside = "".join(profile)
    return element(
        "teiHeader",
        element("fileDesc", "".join(file))
        + element("encodingDesc", element("appInfo", application))
        + (element("profileDesc", inside) if inside else ""),
    )


def _published(document: Document, address: str | None, archive_title: str | None) -> str:
    rights = (
        element("availability", element("licence", element("p", text(document.rights))))
        if document.rights
        else ""
    )
    return "".join(
        (
            element("distributor", text(archive_title)),
            leaf("idno", document.id, type="document"),
            leaf("idno", address, type="permalink"),
            leaf("idno", document.record_id, type="record"),
            *(leaf("idno", old, type="address") for old in document.addresses),
            rights,
            tei_parts.when(document.uploaded, "uploaded"),
        )
    )


def _notes(document: Document) -> str:
    number = document.copy_number
    copy = f"{number.copy}/{number.of}" if number and number.of else str(number.copy) if number else ""
    notes = (
        leaf("note", document.citation, type="citation"),
        leaf("note", copy, type="copy_number"),
        leaf("note", None if document.excerpt is None else str(document.excerpt).lower(), type="excerpt"),
        *(leaf("note", name, type="archive") for name in document.archives),
    )
    inside = "".join(notes)
    return element("notesStmt", inside) if inside else ""


def _files(document: Document) -> str:
    def row(file: Original | File) -> str:
        inner = leaf("title", file.name) + leaf("idno", file.sha256, type="sha256")
        inner += leaf("note", file.media_type, type="media_type")
        return inner + leaf("idno", getattr(file, "uri", None), type="URI")

    original = element("bibl", row(document.original), type="original")
    files = "".join(
        element("bibl", row(file), type=word(file.role), xml_lang=language(file.language))
        for file in document.files
    )
    return element("listBibl", original + files, type="files")


def _abstract(summary: str | None) -> str:
    return element("abstract", element("p", text(summary))) if summary else ""


def _creation(document: Document) -> str:
    dates = (
        ("document", document.date),
        ("event", document.event_date),
        ("declassified", document.declassified),
    )
    inside = "".join(tei_parts.when(moment, name) for name, moment in dates)
    return element("creation", inside) if inside else ""


def _languages(document: Document) -> str:
    rows = (("text", document.languages), ("original", document.original_languages))
    inside = "".join(
        element("language", text(tag), ident=language(tag) or "und", n=role)
        for role, tags in rows
        for tag in tags
    )
    return element("langUsage", inside) if inside else ""


def _persons(name: str, document: Document) -> str:
    if not document.participants:
        return ""
    people = "".join(map(_entry, document.participants))
    return element(name, element("listPerson", people, type="participants"))


def _entry(who: Who) -> str:
    return element("org" if who.kind == "body" else "person", tei_parts.who(who))


def _classes(document: Document) -> str:
    def terms(scheme: str, inside: Iterable[str]) -> str:
        words = "".join(inside)
        return element("keywords", words, scheme=f"#{scheme}") if words else ""

    return element(
        "textClass",
        terms(
            "type", [leaf("term", document.type), leaf("term", document.type_as_written, type="as_written")]
        )
        + terms(
            "classification",
            [element("term", text(m.as_written), n=m.level) for m in document.classification],
        )
        + terms("handling", [element("term", text(words)) for words in document.handling])
        + terms("subjects", [element("term", text(words)) for words in document.subjects]),
    )


def _standoff(document: Document, spans: str, base: str) -> str:
    people = "".join(map(_entry, document.people))
    places = "".join(element("place", tei_parts.where(place)) for place in document.places)
    aliases = "".join(
        element(
            "person",
            element("persName", text(alias.alias), type="alias") + element("persName", text(alias.name)),
            xml_id=f"{base}.a-{n}",
        )
        for n, alias in enumerate(document.aliases)
    )
    turns = "".join(
        element(
            "item", tei_parts.who(turn.speaker) + element("said", text(turn.text)), xml_id=f"{base}.t-{n}"
        )
        for n, turn in enumerate(document.turns)
    )
    mentions = "".join(
        tei_parts.mention(reference, f"{base}.r-{n}") for n, reference in enumerate(document.references)
    )
    lists = (
        ("listPerson", people, "people"),
        ("listPlace", places, "places"),
        ("listPerson", aliases, "aliases"),
        ("list", turns, "turns"),
        ("listBibl", mentions, "mentions"),
        ("spanGrp", spans, "places"),
    )
    inside = "".join(element(name, rows, type=type) for name, rows, type in lists if rows)
    return element("standOff", inside) if inside else ""


def _body(document: Document, places: Places) -> str:
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    chunks = places.marked(text, lambda id: element("anchor", xml_id=id))
    if len(kinds) != len(chunks):
        kinds = ["paragraph"] * len(chunks)
    own = "".join(
        element("ab", chunk, type=_HEADS[kind]) if kind in _HEADS else element("p", chunk)
        for kind, chunk in zip(kinds, chunks, strict=True)
    )
    main = language(document.languages[0]) if document.languages else None
    divisions = [element("div", own, type="transcription", xml_lang=main)]
    for other in document.parallel_texts:
        paragraphs = "".join(element("p", text(chunk)) for chunk in other.text.split("\n\n"))
        divisions.append(
            element(
                "div", paragraphs, type=word(other.role), xml_lang=language(other.language), n=other.label
            )
        )
    return element("body", "".join(divisions))


def _back(document: Document) -> str:
    notes = "".join(
        element(
            "note",
            text(note.text),
            type=word(note.kind),
            n=note.marker,
            place="foot" if note.start >= 0 else None,
        )
        for note in document.notes
    )
    return element("back", element("div", notes, type="notes")) if notes else ""


def _spans(document: Document, ids: Callable[[str], str], base: str) -> Iterable[tuple[str, int, int]]:
    """Everything that has a place in the text: its id, start and end in the reading text."""
    parts: tuple[tuple[str, Iterable[tuple[int, int]]], ...] = (
        ("t", ((turn.start, turn.end) for turn in document.turns)),
        ("r", ((mention.start, mention.end) for mention in document.references)),
        ("a", ((alias.start, alias.end) for alias in document.aliases)),
    )
    for message in document.messages:
        yield ids(message.id), message.start, message.end
    for letter, spans in parts:
        for n, (start, end) in enumerate(spans):
            yield f"{base}.{letter}-{n}", start, end


def _written(
    document: Document, address: str | None, archive_title: str | None, reading: str | None = None
) -> str:
    ids = _ids(document)
    base = ids("x")[:-2]
    places = Places(document, _spans(document, ids, base), reading)
    spans = "".join(
        element("span", from_=f"#{id}.from", to=f"#{id}.to", corresp=f"#{id}") for id in places.found
    )
    parts = (
        _header(document, address, archive_title),
        _standoff(document, spans, base),
        element("text", _body(document, places) + _back(document)),
    )
    return element("TEI", "\n".join(filter(None, parts)), xmlns=NAMESPACE, xml_id=base) + "\n"


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    return _written(document, address, archive_title)


EXPORTER = Exporter(
    name="tei",
    title="TEI",
    suffix=".tei.xml",
    media_type="application/tei+xml",
    cannot_carry="evidence and problems; control characters; the layout of the words that were read",
    record=_record,
    harvested=Schema(NAMESPACE, SCHEMA),
    with_reading=_written,
    prolog=PROLOG,
    opening=f'<teiCorpus xmlns="{NAMESPACE}"><teiHeader><fileDesc><titleStmt><title>Documents</title></titleStmt>'
    "<publicationStmt><p>Written by Fonds.</p></publicationStmt><sourceDesc><p>Each document names its own.</p>"
    "</sourceDesc></fileDesc></teiHeader>\n",
    closing="</teiCorpus>\n",
    one_is_a_list=False,
)
