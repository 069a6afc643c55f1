"""TEI as ``fonds export`` writes it (``fonds.exporters.tei``), taken back as it stands: nothing is recognised anew.

What the mark-up cannot carry (evidence, problems) is not there any more. The words of the paper and its notes are the
reading text; spans that were anchored in the words are spans of it. A file that was changed by hand in between is read
by the same rules: what is left out is unknown, an element that nobody knows is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fonds.importers import tei
from fonds.importers import tei_own_parts as parts
from fonds.importers.tei_facts import XML_LANG
from fonds.importers.tei_own_elements import (
    children,
    id_of,
    listed,
    optional,
    typed,
    value_of,
    values_of,
    words_of,
)
from fonds.model import (
    CopyNumber,
    Credit,
    Document,
    Draft,
    File,
    Mark,
    Note,
    Original,
    Paragraph,
    ParallelText,
    ids,
)
from fonds.model.document import TYPES
from fonds.model.problems import problem

if TYPE_CHECKING:
    from fonds.importers.xml import Element

APPLICATION = "fonds"
_PARAGRAPHS = {"head": "head", "close": "close"}


def is_own(root: Element) -> bool:
    """Whether we wrote it."""
    return any(application.get("ident") == APPLICATION for application in tei.every(root, "application"))


def key_of(root: Element) -> str:
    """The id under which the document was kept; "" where none is said that could be one."""
    said = value_of(root, "idno", "document", within="publicationStmt") or ""
    return said if ids.is_valid(said) else ""


def collection_of(root: Element) -> str | None:
    """The collection in which it was."""
    return next((words_of(t) for s in tei.every(root, "seriesStmt") for t in children(s, "title")), None)


def draft(root: Element, original: Original) -> Draft:
    """The document of a ``TEI``, whole, and its reading text."""
    places: parts.Places = {}
    text, paragraphs, parallel = _texts(root, places)
    reading = text
    notes = []
    for given in listed(root, "div", "notes", "note"):
        start = end = -1
        if given.get("place"):
            reading += "\n\n"
            start, end = len(reading), len(reading) + len(words_of(given))
            reading += words_of(given)
        notes.append(Note(words_of(given), given.get("n"), given.get("type") or "footnote", start, end))
    messages = tuple(parts.messages(root, places))
    classes = _classes(root)
    dates = {
        date.get("type"): parts.when(date)
        for creation in tei.every(root, "creation")
        for date in children(creation, "date")
    }
    kind = next((words for words, mark in classes.get("type", ()) if mark is None), "other")
    document = Document(
        id=key_of(root),
        title=_title(root) or original.name,
        date=dates.get("document"),
        type=kind if kind in TYPES else "other",
        text=text,
        original=_original(root, original),
        event_date=dates.get("event"),
        type_as_written=next((words for words, mark in classes.get("type", ()) if mark is not None), None),
        excerpt={"true": True, "false": False}.get(value_of(root, "note", "excerpt", "notesStmt") or ""),
        summary=next((words_of(a) for a in tei.every(root, "abstract")), None),
        languages=_languages(root, "text"),
        original_languages=_languages(root, "original"),
        classification=tuple(Mark(words, level or "") for words, level in classes.get("classification", ())),
        handling=tuple(words for words, _ in classes.get("handling", ())),
        copy_number=_copy(value_of(root, "note", "copy_number", "notesStmt")),
        declassified=dates.get("declassified"),
        participants=tuple(parts.entries(root, "listPerson", "participants")),
        messages=messages,
        turns=tuple(parts.turns(root, places)),
        references=tuple(parts.mentions(root, places, {message.id for message in messages})),
        sources=tuple(parts.sources(root)),
        credits=tuple(
            Credit(words_of(tei.child(r, "name")), words_of(tei.child(r, "resp")))
            for s in tei.every(root, "titleStmt")
            for r in children(s, "respStmt")
        ),
        support=tuple(map(words_of, tei.every(root, "funder"))),
        rights=next((words_of(licence) for licence in tei.every(root, "licence")), None),
        record_id=value_of(root, "idno", "record", "publicationStmt"),
        uploaded=next(
            (parts.when(d) for s in tei.every(root, "publicationStmt") for d in children(s, "date")), None
        ),
        archives=tuple(values_of(root, "note", "archive", "notesStmt")),
        people=tuple(parts.entries(root, "listPerson", "people")),
        places=tuple(
            parts.where(name)
            for p in listed(root, "listPlace", "places", "place")
            for name in children(p, "placeName")
        ),
        subjects=tuple(words for words, _ in classes.get("subjects", ())),
        aliases=tuple(parts.aliases(root, places)),
        notes=tuple(notes),
        paragraphs=paragraphs,
        parallel_texts=parallel,
        files=tuple(_files(root)),
        collection=collection_of(root),
        citation=value_of(root, "note", "citation", "notesStmt"),
        addresses=tuple(values_of(root, "idno", "address", "publicationStmt")),
    )
    faults = () if reading.strip() else (problem("no-words"),)
    return Draft(reading, document.original, document=replace(document, problems=faults))


def _title(root: Element) -> str:
    return next((words_of(t) for s in tei.every(root, "titleStmt") for t in children(s, "title")), "")


def _texts(
    root: Element, places: parts.Places
) -> tuple[str, tuple[Paragraph, ...], tuple[ParallelText, ...]]:
    """The words, their paragraphs, the other languages; ``places`` is filled with what is anchored in the words."""
    text, paragraphs, parallel, anchors = "", [], [], dict[str, int]()
    for body in tei.every(root, "body"):
        for division in children(body, "div"):
            if division.get("type") != "transcription":
                words = "\n\n".join(map(words_of, children(division, "p", "ab")))
                role = division.get("type") or "original"
                parallel.append(ParallelText(division.get(XML_LANG) or "und", words, role, division.get("n")))
                continue
            chunks: list[str] = []
            for chunk in children(division, "p", "ab"):
                start = sum(len(words) for words in chunks) + 2 * len(chunks)
                words = chunk.text or ""
                for inner in chunk:
                    if tei.tag(inner) == "anchor":
                        anchors[id_of(inner)] = start + len(words)
                    words += words_of(inner) + (inner.tail or "")
                chunks.append(words)
                kind = _PARAGRAPHS.get(chunk.get("type") or "", "paragraph")
                if words.strip():
                    paragraphs.append(Paragraph(start, start + len(words), kind))
            text = "\n\n".join(chunks)
    for span in listed(root, "spanGrp", "places", "span"):
        bounds = [anchors.get((span.get(end) or "")[1:]) for end in ("from", "to")]
        first, last = bounds
        if first is not None and last is not None and first <= last:
            places[(span.get("corresp") or "")[1:]] = first, last
    return text, tuple(paragraphs), tuple(parallel)


def _classes(root: Element) -> dict[str, list[tuple[str, str | None]]]:
    """Scheme -> its terms, each with its type or mark."""
    return {
        (keywords.get("scheme") or "")[1:]: [
            (words_of(term), term.get("type") or term.get("n")) for term in children(keywords, "term")
        ]
        for keywords in tei.every(root, "keywords")
    }


def _languages(root: Element, role: str) -> tuple[str, ...]:
    return tuple(words_of(language) for language in tei.every(root, "language") if language.get("n") == role)


def _copy(written: str | None) -> CopyNumber | None:
    copy, _, of = (written or "").partition("/")
    if not copy.isascii() or not copy.isdecimal():
        return None
    return CopyNumber(int(copy[:9]), int(of[:9]) if of.isascii() and of.isdecimal() else None)


def _original(root: Element, original: Original) -> Original:
    """The file that was received, as the mark-up names it; else this one."""
    for bibl in listed(root, "listBibl", "files", "bibl"):
        name, digest = optional(bibl, "title"), typed(bibl, "idno", "sha256")
        if bibl.get("type") == "original" and name and digest:
            media_type = typed(bibl, "note", "media_type") or original.media_type
            return Original(name, digest, media_type, typed(bibl, "idno", "URI"))
    return original


def _files(root: Element) -> Iterator[File]:
    for bibl in listed(root, "listBibl", "files", "bibl"):
        role = bibl.get("type") or ""
        if role != "original":
            digest, media_type = typed(bibl, "idno", "sha256"), typed(bibl, "note", "media_type")
            yield File(
                optional(bibl, "title") or "", digest or "", media_type or "", role, bibl.get(XML_LANG)
            )
