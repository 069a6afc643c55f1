"""What TEI's mark-up states as data: dates, persons, places, parties, and the header of a letter.

Facts are findings with confidence 1; the method says which element stated them. A date in an attribute keeps
the wording that stands in the text. Persons are told by what their names point to: ``@corresp``, ``@ref`` or
``@key``; a register in the same file gives their full names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from fonds.importers import tei
from fonds.importers.tei_page import Mark, Page
from fonds.importers.xml import Element
from fonds.model import Evidence, Finding, Reference, Source, When, Where, Who
from fonds.values import dates, edtf, iso_dates, persons, places, published

FRUS = "http://history.state.gov/frus/ns/1.0"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CERTAIN = 1.0
PARTIES = ("persName", "orgName", "name", "rs", "gloss")
BODIES = frozenset({"org", "organisation", "organization", "institution", "corporate"})
LONGEST = 4000
"""Characters of a licence or an abstract that are kept."""

_POINTER = ("corresp", "ref", "target", "key")
_NOTHING_KNOWN = re.compile(r"(?:un(?:bekannt|known)|n\.? ?n\.?|\?|-)?", re.IGNORECASE)


# Dates


def when_of(element: Element, wording: str) -> When | None:
    """The date that TEI's attributes give (att.datable.w3c and .iso), with the wording.

    An interval where two bounds are given, an open one where only one is; ``@cert`` that is not high makes it
    uncertain, ``@precision`` approximate. None without a date, or with one that is none.
    """
    value: str | None
    exact = _given(element, "when")
    if exact:
        value, zone = iso_dates.parse(exact) or (None, None)
    else:
        value, zone = between(_given(element, "from", "notBefore"), _given(element, "to", "notAfter")), None
    return _when(value, wording, zone, element) if value else None


def between(first: str | None, last: str | None) -> str | None:
    """EDTF of two bounds, without the time of day; of one alone an interval without that end."""
    read = [iso_dates.parse(bound or "") for bound in (first, last)]
    days = [found[0].partition("T")[0] if found else "" for found in read]
    if days[0] == days[1]:
        return days[0] or None
    return "/".join(day or ".." for day in days)


def _when(value: str, wording: str, zone: str | None, element: Element | None) -> When | None:
    doubt = ""
    if element is not None:
        unsure = element.get("cert") in ("low", "medium", "unknown")
        rough = element.get("precision") in ("low", "medium", "unknown")
        doubt = "%" if unsure and rough else "?" if unsure else "~" if rough else ""
    if doubt:
        value = "/".join(
            end if end in ("", "..") else end.partition("T")[0] + doubt for end in value.split("/")
        )
    if not edtf.is_valid(value):
        return None
    assumed = (
        "the editors' conjecture" if element is not None and element.get("evidence") == "conjecture" else None
    )
    return When(
        value, wording or value, *edtf.bounds(value), timezone=zone if "T" in value else None, assumed=assumed
    )


def _given(element: Element, *names: str) -> str | None:
    return next(
        (value for name in names for form in (name, f"{name}-iso") if (value := element.get(form))), None
    )


def told(stated: When, wording: str) -> When:
    """The stated date, with the time of day or the doubt that the wording of the same day tells besides."""
    if len(stated.edtf) == 10 and any(c.isdigit() for c in wording):
        read = dates.parse(wording)
        if read is not None and re.fullmatch(r"[?~%]|T.*", read.edtf.removeprefix(stated.edtf)):
            return replace(read, as_written=wording)
    return stated


# Persons and places


@dataclass(frozen=True, slots=True)
class Register:
    """Who is meant by the ids of a file: ``names`` and ``authorities`` by id; ``base`` stands before those without."""

    base: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    authorities: Mapping[str, str] = field(default_factory=dict)

    def who(self, element: Element, words: str) -> Who:
        """The person or body that the element names."""
        pointer = pointer_of(element)
        listed = self.names.get(pointer[1:]) if pointer.startswith("#") else None
        name, rank, kind = listed or words, None, kind_of(element)
        if kind != "body" and "," in name:
            name, rank = in_order(name, words)
        return Who(name, words, rank, kind, self.authority(pointer))

    def authority(self, pointer: str) -> str | None:
        """The id by which others know what is pointed to."""
        if pointer.startswith("#"):
            return self.authorities.get(pointer[1:]) or f"{self.base}{pointer}"
        return pointer or None


@lru_cache(maxsize=8192)
def in_order(listed: str, text: str) -> tuple[str, str | None]:
    """A name of a list, family first, as it is said, and the rank that stands with it.

    >>> in_order("Orlo, General Ivo,", "Orlo"), in_order("Venn, Ada L., Jr.", "Venn")
    (('Ivo Orlo', 'General'), ('Ada L. Venn, Jr.', None))
    """
    family, *rest = [part for part in re.split(r",\s+", listed.rstrip(",; ")) if part]
    if not rest:
        return family, None
    said = persons.in_order(f"{family}, {rest[0]}", text)
    if len(said.split()) < len(family.split()) + len(rest[0].split()):
        said = f"{rest[0]} {family}"
    parsed = persons.parse(said).who
    name, rank = (parsed.name, parsed.role) if parsed.role else (said, None)
    if short := _RANK.match(name):
        name, rank = name[short.end() :], short[0].strip()
    return ", ".join((name, *(part for part in rest[1:] if _YOUNGER.fullmatch(part)))), rank


_RANK = re.compile(r"(?:[A-Z][a-z]+\. )+(?=[A-Z])")
"""A rank that is cut short: "Lt. Gen."; initials have one letter."""
_YOUNGER = re.compile(r"[JS]r\.?|I{2,3}|IV")


def pointer_of(element: Element) -> str:
    """What a name points to: the first of several addresses; empty where it points nowhere."""
    given = next((value for name in _POINTER if (value := element.get(name))), "")
    return (given.split() or [""])[0]


def kind_of(element: Element) -> str | None:
    """Person or body, as the element says."""
    name, kind = tei.tag(element), element.get("type")
    if name == "orgName" or kind in BODIES:
        return "body"
    return "person" if name == "persName" or kind == "person" else None


def register_of(root: Element) -> Register:
    """The persons, bodies and places that a file lists."""
    names: dict[str, str] = {}
    authorities: dict[str, str] = {}
    for entry in tei.every(root, "person", "org", "place"):
        id = entry.get(tei.XML_ID)
        heading = next((c for c in entry if tei.tag(c) in ("persName", "orgName", "placeName", "name")), None)
        if id and heading is not None:
            names[id] = full_name(heading)
            known = (tei.words(c) for c in entry if tei.tag(c) == "idno")
            if authority := next((words for words in known if words.startswith("http")), None):
                authorities[id] = authority
    return Register(root.get(XML_BASE) or root.get(tei.XML_ID) or "", names, authorities)


def full_name(element: Element) -> str:
    """A name in the order in which it is said: forenames first where they are marked."""
    parts = {kind: " ".join(map(tei.words, tei.every(element, kind))) for kind in ("forename", "surname")}
    if all(parts.values()):
        return f"{parts['forename']} {parts['surname']}"
    return tei.words(element)


def where_of(register: Register, element: Element, words: str) -> Where:
    """The place that the element names."""
    pointer = pointer_of(element)
    return Where(_place(words), words, register.authority(pointer) if pointer else None)


@lru_cache(maxsize=4096)
def _place(words: str) -> str:
    return places.parse(words).name


def named(marks: Iterable[Mark], reading: str, register: Register) -> Iterator[Finding]:
    """Everybody and every place that the mark-up names, each once, where it stands first."""
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        name = tei.tag(mark.element)
        kind = mark.element.get("type")
        if name == "placeName" or (name == "rs" and kind == "place"):
            what = "places"
        elif name in ("persName", "orgName") or (name == "rs" and (kind == "person" or kind in BODIES)):
            what = "people"
        else:
            continue
        words = reading[mark.start : mark.end]
        if "\n" in words or not any(c.isalpha() for c in words):
            continue
        identity = (what, pointer_of(mark.element) or words.casefold())
        if identity in seen:
            continue
        seen |= {identity, (what, words.casefold())}
        value = (
            where_of(register, mark.element, words) if what == "places" else register.who(mark.element, words)
        )
        yield Finding(what, value, mark.start, mark.end, f"tei/{name}", CERTAIN)


# The head of a document


def dated(division: Element, marks: Iterable[Mark], reading: str) -> Iterator[Finding]:
    """Date and place of the first dateline; else the bounds that today's FRUS gives on the division, which an
    editorial note has too, though it is of no day."""
    spans = {mark.element: mark for mark in marks if not mark.note}
    dateline = next((mark.element for mark in spans.values() if tei.tag(mark.element) == "dateline"), None)
    when: When | None = None
    if dateline is not None:
        date = next(tei.every(dateline, "date"), None)
        if date is not None and date in spans:
            mark, wording = spans[date], reading[spans[date].start : spans[date].end]
            when = when_of(date, wording)
            if when is not None:
                yield from _sent(told(when, wording), mark.start, mark.end, "tei/date")
    if when is None and division.get("subtype") != "editorial-note":
        value = between(
            division.get(f"{{{FRUS}}}doc-dateTime-min"), division.get(f"{{{FRUS}}}doc-dateTime-max")
        )
        if value and (when := _when(value, "", None, None)):
            yield from _sent(when, -1, -1, "tei/doc-dateTime")


def _sent(when: When, start: int, end: int, method: str) -> Iterator[Finding]:
    for what in ("date", "stated.sent"):
        yield Finding(what, when, start, end, method, CERTAIN)


def origin(marks: Iterable[Mark], reading: str, register: Register) -> Iterator[Finding]:
    """The place of the first dateline."""
    dateline = next((mark for mark in marks if tei.tag(mark.element) == "dateline" and not mark.note), None)
    for mark in marks if dateline is not None else ():
        if tei.tag(mark.element) == "placeName" and dateline.start <= mark.start < dateline.end:  # type: ignore[union-attr]
            where = where_of(register, mark.element, reading[mark.start : mark.end])
            yield Finding("stated.origin", where, mark.start, mark.end, "tei/placeName", CERTAIN)
            return


def parties(marks: Iterable[Mark], reading: str, register: Register, head: int) -> Iterator[Finding]:
    """Senders and recipients that are marked as such in the heading, which ends at ``head``, and in openers."""
    for mark in marks:
        kind = mark.element.get("type")
        if kind not in ("from", "to") or mark.note or tei.tag(mark.element) not in PARTIES:
            continue
        if mark.end <= head or any(tei.tag(above) == "opener" for above in mark.element.iterancestors()):
            words = reading[mark.start : mark.end]
            who = replace(register.who(mark.element, words), name=words)
            yield Finding(f"stated.{kind}", who, mark.start, mark.end, "tei/party", CERTAIN)


FEW_LETTERS = 12
"""Besides what it points to, in a note that says nothing else: "See Document 12", "Printed as Document 12"."""


def pointers(
    marks: Iterable[Mark],
    reading: str,
    notes: Mapping[int, tuple[int, int]],
    signs: Mapping[int, tuple[int, int]],
) -> Iterator[Finding]:
    """Words that lead to another document; of a note that says nothing else, its sign as a detail.

    ``notes`` and ``signs`` say where the notes, counted from 1, and their signs stand. Pages and notes are no documents.
    """
    for mark in marks:
        target = mark.element.get("target") or ""
        if tei.tag(mark.element) != "ref" or not _DOCUMENT.fullmatch(target):
            continue
        words = reading[mark.start : mark.end]
        start, end = notes.get(mark.note, (0, 0))
        rest = reading[start : mark.start] + reading[mark.end : end]
        alone = mark.note in signs and sum(map(str.isalpha, rest)) <= FEW_LETTERS
        details = (Evidence("", *signs[mark.note], "tei/note", CERTAIN),) if alone else ()
        reference = Reference(words, mark.start, mark.end, address=target)
        yield Finding("stated.reference", reference, mark.start, mark.end, "tei/ref", CERTAIN, details)


_DOCUMENT = re.compile(r"[\w.-]*#d\d+[a-z]?")
"""What FRUS calls its documents; a page is ``#pg_7``, a note ``#d12fn3``."""


# The header


def described(root: Element, register: Register, page: Page) -> Iterator[Finding]:
    """What the header says of a document, and at the foot of the page the words that say it."""
    yield from _correspondence(root, register, page)
    yield from header(root)
    head = tei.child(root, "teiHeader")
    for line, source in shelfmarks(root):
        span = page.write("value", line, "shelf mark")
        yield Finding("sources", source, *span, "tei/msIdentifier", CERTAIN)
    if head is not None and tei.child(root, "text") is None:
        for printed in tei.every(head, "bibl", "biblStruct"):
            if words := tei.words(printed)[:LONGEST]:
                span = page.write("value", words, "printed in")
                yield Finding("sources", published.parse(words), *span, "tei/bibl", CERTAIN)


_ACTIONS = (("sent", "from", "sent", "origin"), ("received", "to", "received", "destination"))


def _actions(described: Element | None) -> dict[str | None, Element]:
    """The first action of each kind."""
    if described is None:
        return {}
    return {action.get("type"): action for action in reversed(list(tei.every(described, "correspAction")))}


def _correspondence(root: Element, register: Register, page: Page) -> Iterator[Finding]:
    """What the first ``correspDesc`` says: parties, places and dates of sending and receipt."""
    actions = _actions(next(tei.every(root, "correspDesc"), None))
    if not actions.keys() & {"sent", "received"}:
        return
    yield Finding("type", "letter", -1, -1, "tei/correspDesc", 0.9)
    for kind, party, moment, place in _ACTIONS:
        action = actions.get(kind)
        said: list[tuple[str, str, object]] = []  # words, field, value
        for element in () if action is None else action:
            name, words = tei.tag(element), tei.words(element)
            if name in PARTIES and words and not _NOTHING_KNOWN.fullmatch(words):
                said.append((words, f"stated.{party}", register.who(element, words)))
            elif (
                name in ("placeName", "settlement")
                and words
                and f"stated.{place}" not in {s[1] for s in said}
            ):
                said.append((words, f"stated.{place}", where_of(register, element, words)))
            elif name == "date" and f"stated.{moment}" not in {s[1] for s in said}:
                when = when_of(element, words)
                if when is not None:
                    when = told(when, words)
                    said.append((when.as_written, f"stated.{moment}", when))
        at = page.write("value", ", ".join(words for words, _, _ in said), kind)[0] if said else 0
        for words, what, value in said:
            yield Finding(what, value, at, at + len(words), f"tei/correspAction {kind}", CERTAIN)
            if what == "stated.sent":
                yield Finding("date", value, at, at + len(words), "tei/correspAction sent", CERTAIN)
            at += len(words) + 2


def key_of(described: Element) -> str:
    """By what a letter of a list is known that has no address: number, day and parties."""
    words = [described.get("key") or ""]
    actions = _actions(described)
    for kind in ("sent", "received"):
        action = actions.get(kind)
        if action is None:
            continue
        dates = (
            _given(date, "when", "from", "notBefore", "to", "notAfter") for date in tei.every(action, "date")
        )
        words += [next(filter(None, dates), "")] if kind == "sent" else []
        words += [tei.words(element) for element in action if tei.tag(element) in PARTIES]
    return ", ".join(filter(None, words)) or "letter"


def _stated(what: str, value: object, method: str) -> Finding:
    return Finding(what, value, -1, -1, method, CERTAIN)


def header(root: Element) -> Iterator[Finding]:
    """Languages, keywords and licence of a file."""
    head = tei.child(root, "teiHeader")
    if head is None:
        return
    main = [e.get("mainLang") or "" for e in tei.every(head, "textLang")]
    used = [
        e.get("ident") or "" for usage in tei.every(head, "langUsage") for e in tei.every(usage, "language")
    ]
    text = [e.get(XML_LANG) or "" for e in tei.every(root, "div") if e.get("type") == "transcription"]
    for language in dict.fromkeys(filter(None, text or chain(main, used))):
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", language):
            yield _stated("languages", language, "tei/language")
    for keywords in tei.every(head, "keywords"):
        for term in tei.every(keywords, "term"):
            if words := tei.words(term):
                yield _stated("subjects", words, "tei/keywords")
    for licence in tei.every(head, "licence"):
        target = licence.get("target") or ""
        if words := " ".join(filter(None, (tei.words(licence)[:LONGEST], target))):
            yield _stated("rights", words, "tei/licence")
            break


def shelfmarks(root: Element) -> Iterator[tuple[str, Source]]:
    """Where the manuscripts lie, each as one line and in parts."""
    head = tei.child(root, "teiHeader")
    for identifier in () if head is None else tei.every(head, "msIdentifier"):
        parts = {kind: ", ".join(filter(None, map(tei.words, _all(identifier, kind)))) for kind in _SHELF}
        keeper = parts["repository"] or parts["institution"]
        if parts["repository"] and parts["institution"]:
            keeper = f"{parts['institution']}, {parts['repository']}"
        line = ", ".join(filter(None, (parts["settlement"], keeper, parts["collection"], parts["idno"])))
        if keeper and line:
            series, mark = parts["collection"] or None, parts["idno"] or None
            yield line, Source(line, "archival", repository=keeper, series=series, file=mark)


_SHELF = ("settlement", "institution", "repository", "collection", "idno")


def _all(element: Element, name: str) -> list[Element]:
    """The children of that name; parts of an older mark or of an alternative one are not children."""
    return [child for child in element if tei.tag(child) == name]


def title_of(root: Element) -> str:
    """The title of a file: the one of the paper itself before those of the series."""
    statement = next(tei.every(root, "titleStmt"), None)
    titles = [] if statement is None else [t for t in statement if tei.tag(t) == "title"]
    ranked = sorted(
        (t for t in titles if re.search(r"[^\W\d]{3}", tei.words(t))),
        key=lambda t: (t.get("level") in ("s", "m", "j"), t.get("type") not in (None, "main", "complete")),
    )
    return tei.words(ranked[0]) if ranked else ""


def collection_of(root: Element) -> str:
    """The title of a volume: its complete one, or all of its parts."""
    titles = [
        t
        for t in tei.every(root, "title")
        if (parent := t.getparent()) is not None and tei.tag(parent) == "titleStmt"
    ]
    complete = next((tei.words(t) for t in titles if t.get("type") == "complete" and tei.words(t)), "")
    return complete or ", ".join(dict.fromkeys(filter(None, map(tei.words, titles))))
