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
from fonds.importers.tei_facts import XML_LANG
from fonds.model import (
    Alias,
    CopyNumber,
    Credit,
    Document,
    Draft,
    File,
    Mark,
    Message,
    Note,
    Original,
    Paragraph,
    ParallelText,
    Reference,
    Source,
    Turn,
    When,
    Where,
    Who,
    ids,
)
from fonds.model.document import TYPES
from fonds.model.problems import problem
from fonds.values import edtf

if TYPE_CHECKING:
    from fonds.importers.xml import Element

APPLICATION = "fonds"
LONGEST_ID = 12
"""Characters of the id of a message; another gets a new one."""
_KINDS = {"persName": "person", "orgName": "body"}
_PARAGRAPHS = {"head": "head", "close": "close"}
_STATES = frozenset({"resolved", "missing", "ambiguous", "unresolved"})
_SHELF = ("fond", "opis", "delo", "papka", "listy", "box", "folder", "file", "item")


def is_own(root: Element) -> bool:
    """Whether we wrote it."""
    return any(application.get("ident") == APPLICATION for application in tei.every(root, "application"))


def key_of(root: Element) -> str:
    """The id under which the document was kept; "" where none is said that could be one."""
    said = _value(root, "idno", "document", within="publicationStmt") or ""
    return said if ids.is_valid(said) else ""


def collection_of(root: Element) -> str | None:
    """The collection in which it was."""
    return next((_words(t) for s in tei.every(root, "seriesStmt") for t in _children(s, "title")), None)


def draft(root: Element, original: Original) -> Draft:
    """The document of a ``TEI``, whole, and its reading text."""
    places: dict[str, tuple[int, int]] = {}
    text, paragraphs, parallel = _texts(root, places)
    reading = text
    notes = []
    for given in _listed(root, "div", "notes", "note"):
        start = end = -1
        if given.get("place"):
            reading += "\n\n"
            start, end = len(reading), len(reading) + len(_words(given))
            reading += _words(given)
        notes.append(Note(_words(given), given.get("n"), given.get("type") or "footnote", start, end))
    messages = tuple(_messages(root, places))
    classes = _classes(root)
    dates = {
        date.get("type"): _when(date)
        for creation in tei.every(root, "creation")
        for date in _children(creation, "date")
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
        excerpt={"true": True, "false": False}.get(_value(root, "note", "excerpt", "notesStmt") or ""),
        summary=next((_words(a) for a in tei.every(root, "abstract")), None),
        languages=_languages(root, "text"),
        original_languages=_languages(root, "original"),
        classification=tuple(Mark(words, level or "") for words, level in classes.get("classification", ())),
        handling=tuple(words for words, _ in classes.get("handling", ())),
        copy_number=_copy(_value(root, "note", "copy_number", "notesStmt")),
        declassified=dates.get("declassified"),
        participants=tuple(_entries(root, "listPerson", "participants")),
        messages=messages,
        turns=tuple(_turns(root, places)),
        references=tuple(_mentions(root, places, {message.id for message in messages})),
        sources=tuple(_sources(root)),
        credits=tuple(
            Credit(_words(tei.child(r, "name")), _words(tei.child(r, "resp")))
            for s in tei.every(root, "titleStmt")
            for r in _children(s, "respStmt")
        ),
        support=tuple(map(_words, tei.every(root, "funder"))),
        rights=next((_words(licence) for licence in tei.every(root, "licence")), None),
        record_id=_value(root, "idno", "record", "publicationStmt"),
        uploaded=next(
            (_when(d) for s in tei.every(root, "publicationStmt") for d in _children(s, "date")), None
        ),
        archives=tuple(_values(root, "note", "archive", "notesStmt")),
        people=tuple(_entries(root, "listPerson", "people")),
        places=tuple(
            _where(name)
            for p in _listed(root, "listPlace", "places", "place")
            for name in _children(p, "placeName")
        ),
        subjects=tuple(words for words, _ in classes.get("subjects", ())),
        aliases=tuple(_aliases(root, places)),
        notes=tuple(notes),
        paragraphs=paragraphs,
        parallel_texts=parallel,
        files=tuple(_files(root)),
        collection=collection_of(root),
        citation=_value(root, "note", "citation", "notesStmt"),
        addresses=tuple(_values(root, "idno", "address", "publicationStmt")),
    )
    faults = () if reading.strip() else (problem("no-words"),)
    return Draft(reading, document.original, document=replace(document, problems=faults))


def _title(root: Element) -> str:
    return next((_words(t) for s in tei.every(root, "titleStmt") for t in _children(s, "title")), "")


# Reading elements


def _children(element: Element, *names: str) -> Iterator[Element]:
    return (inner for inner in element if tei.tag(inner) in names)


def _words(element: Element | None) -> str:
    """All words of an element as they stand."""
    return "" if element is None else "".join(map(str, element.itertext()))


def _values(root: Element, name: str, type: str, within: str) -> Iterator[str]:
    for outer in tei.every(root, within):
        yield from (_words(inner) for inner in _children(outer, name) if inner.get("type") == type)


def _value(root: Element, name: str, type: str, within: str) -> str | None:
    return next(_values(root, name, type, within), None)


def _typed(element: Element, name: str, type: str) -> str | None:
    return next((_words(inner) for inner in _children(element, name) if inner.get("type") == type), None)


def _listed(root: Element, name: str, type: str, *entries: str) -> Iterator[Element]:
    """The entries of the list of that type."""
    for outer in tei.every(root, name):
        if outer.get("type") == type:
            yield from _children(outer, *entries)


def _own_id(element: Element) -> str:
    return element.get(tei.XML_ID) or ""


# Names, places, dates


def _named(element: Element) -> tuple[str, str | None]:
    """Name and wording."""
    for choice in _children(element, "choice"):
        return _words(tei.child(choice, "reg")), _words(tei.child(choice, "orig"))
    orig = tei.child(element, "orig")
    if orig is not None:
        return _words(orig), _words(orig)
    return (element.text or "").removesuffix(", "), None


def _who(element: Element) -> Who:
    name, wording = _named(element)
    role, copies = tei.child(element, "roleName"), _words(tei.child(element, "num"))
    number = int(copies) if copies.isascii() and copies.isdecimal() and len(copies) < 9 else None
    if role is None and wording is None and copies:
        name = name.removesuffix(" ")
    return Who(
        name,
        wording,
        None if role is None else _words(role),
        _KINDS.get(tei.tag(element)),
        element.get("key"),
        number,
    )


def _everybody(element: Element) -> tuple[Who, ...]:
    return tuple(map(_who, _children(element, "persName", "orgName", "name")))


def _entries(root: Element, name: str, type: str) -> Iterator[Who]:
    for entry in _listed(root, name, type, "person", "org"):
        yield from _everybody(entry)


def _where(element: Element) -> Where:
    return Where(*_named(element), element.get("key"))


def _when(element: Element | None) -> When | None:
    value = "" if element is None else element.get("when-custom") or element.get("when") or ""
    if element is None or not edtf.is_valid(value):
        return None
    return When(
        value,
        element.text or "",
        element.get("notBefore-custom"),
        element.get("notAfter-custom"),
        _typed(element, "note", "timezone"),
        _typed(element, "note", "assumed"),
    )


# Parts of the document


def _texts(
    root: Element, places: dict[str, tuple[int, int]]
) -> tuple[str, tuple[Paragraph, ...], tuple[ParallelText, ...]]:
    """The words, their paragraphs, the other languages; ``places`` is filled with what is anchored in the words."""
    text, paragraphs, parallel, anchors = "", [], [], dict[str, int]()
    for body in tei.every(root, "body"):
        for division in _children(body, "div"):
            if division.get("type") != "transcription":
                words = "\n\n".join(map(_words, _children(division, "p", "ab")))
                role = division.get("type") or "original"
                parallel.append(ParallelText(division.get(XML_LANG) or "und", words, role, division.get("n")))
                continue
            chunks: list[str] = []
            for chunk in _children(division, "p", "ab"):
                start = sum(len(words) for words in chunks) + 2 * len(chunks)
                words = chunk.text or ""
                for inner in chunk:
                    if tei.tag(inner) == "anchor":
                        anchors[_own_id(inner)] = start + len(words)
                    words += _words(inner) + (inner.tail or "")
                chunks.append(words)
                kind = _PARAGRAPHS.get(chunk.get("type") or "", "paragraph")
                if words.strip():
                    paragraphs.append(Paragraph(start, start + len(words), kind))
            text = "\n\n".join(chunks)
    for span in _listed(root, "spanGrp", "places", "span"):
        bounds = [anchors.get((span.get(end) or "")[1:]) for end in ("from", "to")]
        first, last = bounds
        if first is not None and last is not None and first <= last:
            places[(span.get("corresp") or "")[1:]] = first, last
    return text, tuple(paragraphs), tuple(parallel)


def _messages(root: Element, places: dict[str, tuple[int, int]]) -> Iterator[Message]:
    base = (root.get(tei.XML_ID) or "") + "."
    described = list(tei.every(root, "correspDesc"))
    names = {_own_id(d): d.get("n") or _own_id(d).removeprefix(base) for d in described}
    names = {id: own if len(own) <= LONGEST_ID else f"m{n}" for n, (id, own) in enumerate(names.items(), 1)}
    seen: set[str] = set()
    for letter in described:
        id = names[_own_id(letter)]
        if id in seen:
            continue
        actions = {(a.get("type"), a.get("subtype")): a for a in _children(letter, "correspAction")}
        sent, received = actions.get(("sent", None)), actions.get(("received", None))
        others = {
            p.get("type"): names.get((p.get("target") or "")[1:])
            for c in _children(letter, "correspContext")
            for p in _children(c, "ptr")
        }
        parent = others.get("in")
        yield Message(
            id,
            _typed(letter, "note", "kind") or "",
            from_=_people_of(sent),
            to=_people_of(received),
            copies_to=_people_of(actions.get(("received", "copy"))),
            through=_people_of(actions.get(("transmitted", None))),
            parent=parent if parent in seen else None,
            in_reply_to=others.get("replyTo"),
            sent=_date_of(sent),
            received=_date_of(received),
            origin=_place_of(sent),
            destination=_place_of(received),
            number=_typed(letter, "note", "number"),
            series=_typed(letter, "note", "series"),
            precedence=_typed(letter, "note", "precedence"),
            subject=_typed(letter, "note", "subject"),
            **_span(places, letter),
        )
        seen.add(id)


def _people_of(action: Element | None) -> tuple[Who, ...]:
    return () if action is None else _everybody(action)


def _date_of(action: Element | None) -> When | None:
    return None if action is None else _when(tei.child(action, "date"))


def _place_of(action: Element | None) -> Where | None:
    place = None if action is None else tei.child(action, "placeName")
    return None if place is None else _where(place)


def _span(places: dict[str, tuple[int, int]], element: Element) -> dict[str, int]:
    start, end = places.get(_own_id(element), (-1, -1))
    return {"start": start, "end": end}


def _turns(root: Element, places: dict[str, tuple[int, int]]) -> Iterator[Turn]:
    for item in _listed(root, "list", "turns", "item"):
        for speaker in _everybody(item):
            yield Turn(speaker, _words(tei.child(item, "said")), **_span(places, item))


def _aliases(root: Element, places: dict[str, tuple[int, int]]) -> Iterator[Alias]:
    for entry in _listed(root, "listPerson", "aliases", "person"):
        names = list(map(_words, _children(entry, "persName")))
        if len(names) == 2:
            yield Alias(alias=names[0], name=names[1], **_span(places, entry))


def _mentions(root: Element, places: dict[str, tuple[int, int]], own: set[str]) -> Iterator[Reference]:
    """The mentions as their reader left them: what each means in another archive is for that one to find out."""
    for bibl in _listed(root, "listBibl", "mentions", "bibl"):
        target, state = _typed(bibl, "idno", "resolves_to"), bibl.get("type") or ""
        candidates = tuple(_words(i) for i in _children(bibl, "idno") if i.get("type") == "candidate")
        state = state if state in _STATES else "unresolved"
        if target not in own:
            target, state = None, "unresolved" if state == "resolved" else state
        if not own.issuperset(candidates):
            candidates, state = (), "unresolved" if state == "ambiguous" else state
        yield Reference(
            _typed(bibl, "seg", "wording") or "",
            **_span(places, bibl),
            message=_typed(bibl, "idno", "message"),
            kind=_typed(bibl, "note", "kind"),
            from_=tuple(who for author in _children(bibl, "author") for who in _everybody(author)),
            to=tuple(who for to in _children(bibl, "respStmt") for who in _everybody(to)),
            date=_when(tei.child(bibl, "date")),
            number=_typed(bibl, "idno", "number"),
            resolves_to=target,
            state=state,
            candidates=candidates,
            address=_typed(bibl, "idno", "address"),
        )


def _sources(root: Element) -> Iterator[Source]:
    for description in tei.every(root, "sourceDesc"):
        for given in _children(description, "msDesc", "bibl"):
            archival = tei.tag(given) == "msDesc"
            shelf = tei.child(given, "msIdentifier")
            printed = next(tei.every(given, "bibl"), None) if archival else given
            values: dict[str, str | None] = {}
            if shelf is not None:
                values = {part: _typed(shelf, "idno", part) for part in _SHELF}
                values["repository"] = _optional(shelf, "repository")
                values["series"] = _optional(shelf, "collection")
            wording = (
                _typed(given, "note", "as_written")
                if not archival
                else None
                if shelf is None
                else _typed(shelf, "idno", "call_number")
            )
            if printed is not None:
                titles = {t.get("type"): _words(t) for t in _children(printed, "title")}
                scopes = {s.get("unit") or "": _words(s) for s in _children(printed, "biblScope")}
                values |= {part: scopes.get(part) for part in ("volume", "part", "pages")}
                values |= {"title": titles.get(None), "translated_title": titles.get("translated")}
                values |= {
                    "place": _optional(printed, "pubPlace"),
                    "publisher": _optional(printed, "publisher"),
                }
                values["year"] = _optional(printed, "date")
            yield Source(
                wording or "",
                "archival" if archival else "published",
                given.get("type"),
                authors=() if printed is None else tuple(map(_words, _children(printed, "author"))),
                editors=() if printed is None else tuple(map(_words, _children(printed, "editor"))),
                **values,
            )


def _optional(element: Element, name: str) -> str | None:
    found = tei.child(element, name)
    return None if found is None else _words(found)


def _classes(root: Element) -> dict[str, list[tuple[str, str | None]]]:
    """Scheme -> its terms, each with its type or mark."""
    return {
        (keywords.get("scheme") or "")[1:]: [
            (_words(term), term.get("type") or term.get("n")) for term in _children(keywords, "term")
        ]
        for keywords in tei.every(root, "keywords")
    }


def _languages(root: Element, role: str) -> tuple[str, ...]:
    return tuple(_words(language) for language in tei.every(root, "language") if language.get("n") == role)


def _copy(written: str | None) -> CopyNumber | None:
    copy, _, of = (written or "").partition("/")
    if not copy.isascii() or not copy.isdecimal():
        return None
    return CopyNumber(int(copy[:9]), int(of[:9]) if of.isascii() and of.isdecimal() else None)


def _original(root: Element, original: Original) -> Original:
    """The file that was received, as the mark-up names it; else this one."""
    for bibl in _listed(root, "listBibl", "files", "bibl"):
        name, digest = _optional(bibl, "title"), _typed(bibl, "idno", "sha256")
        if bibl.get("type") == "original" and name and digest:
            media_type = _typed(bibl, "note", "media_type") or original.media_type
            return Original(name, digest, media_type, _typed(bibl, "idno", "URI"))
    return original


def _files(root: Element) -> Iterator[File]:
    for bibl in _listed(root, "listBibl", "files", "bibl"):
        role = bibl.get("type") or ""
        if role != "original":
            digest, media_type = _typed(bibl, "idno", "sha256"), _typed(bibl, "note", "media_type")
            yield File(
                _optional(bibl, "title") or "", digest or "", media_type or "", role, bibl.get(XML_LANG)
            )
