"""The small parts of a TEI that we wrote, read back: names, places, dates, sources, messages, what mentions what.

Each has a counterpart in ``fonds.exporters.tei_parts``, which writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fonds.importers import tei
from fonds.importers.tei_own_elements import children, id_of, listed, optional, typed, words_of
from fonds.model import Alias, Message, Reference, Source, Turn, When, Where, Who
from fonds.values import edtf

if TYPE_CHECKING:
    from fonds.importers.xml import Element

Places = dict[str, tuple[int, int]]
"""Id of what is anchored in the words -> its start and end there."""
LONGEST_ID = 12
"""Characters of the id of a message; another gets a new one."""
_KINDS = {"persName": "person", "orgName": "body"}
_STATES = frozenset({"resolved", "missing", "ambiguous", "unresolved"})
_SHELF = ("fond", "opis", "delo", "papka", "listy", "box", "folder", "file", "item")


def _named(element: Element) -> tuple[str, str | None]:
    """Name and wording."""
    for choice in children(element, "choice"):
        return words_of(tei.child(choice, "reg")), words_of(tei.child(choice, "orig"))
    orig = tei.child(element, "orig")
    if orig is not None:
        return words_of(orig), words_of(orig)
    return (element.text or "").removesuffix(", "), None


def who(element: Element) -> Who:
    """A person or body."""
    name, wording = _named(element)
    role, copies = tei.child(element, "roleName"), words_of(tei.child(element, "num"))
    number = int(copies) if copies.isascii() and copies.isdecimal() and len(copies) < 9 else None
    if role is None and wording is None and copies:
        name = name.removesuffix(" ")
    return Who(
        name,
        wording,
        None if role is None else words_of(role),
        _KINDS.get(tei.tag(element)),
        element.get("key"),
        number,
    )


def everybody(element: Element) -> tuple[Who, ...]:
    """Persons and bodies named directly within."""
    return tuple(map(who, children(element, "persName", "orgName", "name")))


def entries(root: Element, name: str, type: str) -> Iterator[Who]:
    """Persons and bodies of the lists of that name and type."""
    for entry in listed(root, name, type, "person", "org"):
        yield from everybody(entry)


def where(element: Element) -> Where:
    """A place."""
    return Where(*_named(element), element.get("key"))


def when(element: Element | None) -> When | None:
    """A date, if it is one in EDTF."""
    value = "" if element is None else element.get("when-custom") or element.get("when") or ""
    if element is None or not edtf.is_valid(value):
        return None
    return When(
        value,
        element.text or "",
        element.get("notBefore-custom"),
        element.get("notAfter-custom"),
        typed(element, "note", "timezone"),
        typed(element, "note", "assumed"),
    )


def messages(root: Element, places: Places) -> Iterator[Message]:
    """The messages, each behind the one that it is in."""
    base = (root.get(tei.XML_ID) or "") + "."
    described = list(tei.every(root, "correspDesc"))
    names = {id_of(d): d.get("n") or id_of(d).removeprefix(base) for d in described}
    names = {id: own if len(own) <= LONGEST_ID else f"m{n}" for n, (id, own) in enumerate(names.items(), 1)}
    seen: set[str] = set()
    for letter in described:
        id = names[id_of(letter)]
        if id in seen:
            continue
        actions = {(a.get("type"), a.get("subtype")): a for a in children(letter, "correspAction")}
        sent, received = actions.get(("sent", None)), actions.get(("received", None))
        others = {
            p.get("type"): names.get((p.get("target") or "")[1:])
            for c in children(letter, "correspContext")
            for p in children(c, "ptr")
        }
        parent = others.get("in")
        yield Message(
            id,
            typed(letter, "note", "kind") or "",
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
            number=typed(letter, "note", "number"),
            series=typed(letter, "note", "series"),
            precedence=typed(letter, "note", "precedence"),
            subject=typed(letter, "note", "subject"),
            **_span(places, letter),
        )
        seen.add(id)


def _people_of(action: Element | None) -> tuple[Who, ...]:
    return () if action is None else everybody(action)


def _date_of(action: Element | None) -> When | None:
    return None if action is None else when(tei.child(action, "date"))


def _place_of(action: Element | None) -> Where | None:
    place = None if action is None else tei.child(action, "placeName")
    return None if place is None else where(place)


def _span(places: Places, element: Element) -> dict[str, int]:
    start, end = places.get(id_of(element), (-1, -1))
    return {"start": start, "end": end}


def turns(root: Element, places: Places) -> Iterator[Turn]:
    """Who said what in a conversation."""
    for item in listed(root, "list", "turns", "item"):
        for speaker in everybody(item):
            yield Turn(speaker, words_of(tei.child(item, "said")), **_span(places, item))


def aliases(root: Element, places: Places) -> Iterator[Alias]:
    """Names that stand for others."""
    for entry in listed(root, "listPerson", "aliases", "person"):
        names = list(map(words_of, children(entry, "persName")))
        if len(names) == 2:
            yield Alias(alias=names[0], name=names[1], **_span(places, entry))


def mentions(root: Element, places: Places, own: set[str]) -> Iterator[Reference]:
    """The mentions as their reader left them: what each means in another archive is for that one to find out."""
    for bibl in listed(root, "listBibl", "mentions", "bibl"):
        target, state = typed(bibl, "idno", "resolves_to"), bibl.get("type") or ""
        candidates = tuple(words_of(i) for i in children(bibl, "idno") if i.get("type") == "candidate")
        state = state if state in _STATES else "unresolved"
        if target not in own:
            target, state = None, "unresolved" if state == "resolved" else state
        if not own.issuperset(candidates):
            candidates, state = (), "unresolved" if state == "ambiguous" else state
        yield Reference(
            typed(bibl, "seg", "wording") or "",
            **_span(places, bibl),
            message=typed(bibl, "idno", "message"),
            kind=typed(bibl, "note", "kind"),
            from_=tuple(one for author in children(bibl, "author") for one in everybody(author)),
            to=tuple(one for to in children(bibl, "respStmt") for one in everybody(to)),
            date=when(tei.child(bibl, "date")),
            number=typed(bibl, "idno", "number"),
            resolves_to=target,
            state=state,
            candidates=candidates,
            address=typed(bibl, "idno", "address"),
        )


def sources(root: Element) -> Iterator[Source]:
    """Where the paper lies and where it was printed, as far as ``sourceDesc`` says."""
    for description in tei.every(root, "sourceDesc"):
        for given in children(description, "msDesc", "bibl"):
            archival = tei.tag(given) == "msDesc"
            shelf = tei.child(given, "msIdentifier")
            printed = next(tei.every(given, "bibl"), None) if archival else given
            if not archival:
                wording = typed(given, "note", "as_written")
            else:
                wording = None if shelf is None else typed(shelf, "idno", "call_number")
            yield Source(
                wording or "",
                "archival" if archival else "published",
                given.get("type"),
                authors=() if printed is None else tuple(map(words_of, children(printed, "author"))),
                editors=() if printed is None else tuple(map(words_of, children(printed, "editor"))),
                **_shelved(shelf) | _printed(printed),
            )


def _shelved(shelf: Element | None) -> dict[str, str | None]:
    """Parts of a source by which it is found in an archive."""
    if shelf is None:
        return {}
    parts = {part: typed(shelf, "idno", part) for part in _SHELF}
    return parts | {"repository": optional(shelf, "repository"), "series": optional(shelf, "collection")}


def _printed(bibl: Element | None) -> dict[str, str | None]:
    """Parts of a source that was printed; authors and editors apart."""
    if bibl is None:
        return {}
    titles = {title.get("type"): words_of(title) for title in children(bibl, "title")}
    scopes = {scope.get("unit") or "": words_of(scope) for scope in children(bibl, "biblScope")}
    return {
        **{part: scopes.get(part) for part in ("volume", "part", "pages")},
        "title": titles.get(None),
        "translated_title": titles.get("translated"),
        "place": optional(bibl, "pubPlace"),
        "publisher": optional(bibl, "publisher"),
        "year": optional(bibl, "date"),
    }
