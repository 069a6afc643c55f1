"""What the document-information panel states, and the words that each statement rests on.

A fact carries the JSON Pointer of its value in the document; evidence at that pointer, or at one below
it, belongs to the fact. Evidence inside the document's own words becomes a mark there with a link from
the panel; evidence elsewhere on the page is quoted; a value without words says what it was taken from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import escape

from fonds.model import Evidence, Message, When, Where, Who
from fonds.services.views import RecordView
from fonds.values import languages
from fonds.web import addresses, wording
from fonds.web.body import Span, message_title

QUOTE_CHARACTERS = 110
BY_THE_WHOLE = "told by the text as a whole"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value: what is shown, where it leads, what is said below it, and its JSON Pointer.

    ``kind`` is its colour: time, person, place, mark, mention or other. ``assumed`` tells how it was
    reached where that is known beyond the words.
    """

    text: str
    href: str | None = None
    below: str | None = None
    path: str | None = None
    kind: str = "other"
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its facts; ``run`` sets them in one line, parted by commas, ``steps`` as a way down a tree."""

    label: str
    facts: tuple[Fact, ...]
    run: bool = False
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; ``anchor`` is the message they speak of, if they speak of one."""

    title: str
    rows: tuple[Row, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Words a fact rests on: in the text (``mark`` is the number of its mark and ``paragraph`` where it
    stands), or elsewhere on the page (``mark`` is ``None``)."""

    quote: str
    method: str
    percent: int
    mark: int | None = None
    paragraph: int | None = None


@dataclass(slots=True)
class EvidenceView:
    """Evidence for the facts of a page: words for each pointer, and the marks to set in the text."""

    by_path: dict[str, list[Rest]] = field(default_factory=dict)
    marks: list[Span] = field(default_factory=list)

    def of(self, fact: Fact) -> list[Rest]:
        """The words that a fact rests on, in the order of the text."""
        return self.by_path.get(fact.path, []) if fact.path else []


def evidence(record: RecordView, facts: Iterable[Fact]) -> EvidenceView:
    """The words behind the given facts."""
    below: dict[str, list[Evidence]] = {}
    for item in record.document.evidence:
        parts = item.path.split("/")
        for length in range(2, len(parts) + 1):
            below.setdefault("/".join(parts[:length]), []).append(item)
    view = EvidenceView()
    for fact in facts:
        if not fact.path or fact.path in view.by_path:
            continue
        rests = view.by_path.setdefault(fact.path, [])
        seen: set[tuple[int, int]] = set()
        for item in sorted(below.get(fact.path, ()), key=lambda e: (e.start, -e.end)):
            if item.end <= item.start or (item.start, item.end) in seen:
                continue
            seen.add((item.start, item.end))
            rests.append(_rest(record, fact, item, view.marks))
    return view


def _rest(record: RecordView, fact: Fact, item: Evidence, marks: list[Span]) -> Rest:
    percent = round(item.confidence * 100)
    method = item.method.replace("/", ", ").replace("_", " ").replace("-", " ")
    quote = " ".join(record.reading[item.start : item.end].split())
    if len(quote) > QUOTE_CHARACTERS:
        quote = quote[:QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " …"
    at = bisect_right(record.paragraphs, item.start, key=lambda p: p.start) - 1
    if at < 0 or item.start >= record.paragraphs[at].end:
        return Rest(quote, method, percent)
    n = len(marks) + 1
    says = escape(f"Evidence: {fact.text} ({method}, {percent} %)")
    tag = f'<mark class="e e-{fact.kind}" data-e="{n}" title="{says}"'
    marks.append(Span(item.start, item.end, f'{tag} id="e{n}">', "</mark>", f"{tag}>"))
    return Rest(quote, method, percent, n, record.paragraphs[at].n)


def groups(record: RecordView, *, with_title: bool = False) -> list[Group]:
    """The whole panel but for people, places, subjects and mentions; the title, which stands above all,
    is repeated where its evidence is wanted."""
    outer = [node.message for node in record.messages]
    inner = [m for m in record.document.messages if m not in outer]
    found: list[Group] = []
    if len(outer) == 1:
        found.append(Group("Document information", (*_message(record, outer[0]), *_paper(record))))
    else:
        found.append(Group("Document information", tuple(_paper(record))))
        inner = [*outer, *inner]
    found.extend(Group(message_title(m), tuple(_message(record, m)), m.id) for m in inner)
    found.append(Group("Where it lies", tuple(_sources(record))))
    found.append(Group("This record", tuple(_record(record))))
    if with_title:
        title = Row("Title", (Fact(record.document.title, None, None, "/title"),))
        found[0] = Group(found[0].title, (title, *found[0].rows))
    return [group for group in found if group.rows]


def names(record: RecordView) -> list[Group]:
    """People, places and subjects, as links to their pages."""
    document = record.document
    found = [
        Group("People", _rows("", (_who(record, w, f"/people/{i}") for i, w in enumerate(document.people)))),
        Group(
            "Places", _rows("", (_where(record, w, f"/places/{i}") for i, w in enumerate(document.places)))
        ),
        Group(
            "Subjects",
            _rows(
                "",
                (
                    Fact(s, addresses.search(f'"{s}"'), None, f"/subjects/{i}")
                    for i, s in enumerate(document.subjects)
                ),
            ),
        ),
        Group(
            "Names explained here",
            _rows(
                "",
                (
                    Fact(f"{a.alias} is {a.name}", _person(record, a.name), None, f"/aliases/{i}", "person")
                    for i, a in enumerate(document.aliases)
                ),
            ),
        ),
    ]
    return [group for group in found if group.rows]


def all_facts(of: Iterable[Group]) -> Iterator[Fact]:
    """Every fact of some groups."""
    return (fact for group in of for row in group.rows for fact in row.facts)


# Rows


def _rows(label: str, facts: Iterable[Fact | None], *, run: bool = False) -> tuple[Row, ...]:
    kept = tuple(fact for fact in facts if fact)
    return (Row(label, kept, run),) if kept else ()


def _person(record: RecordView, name: str) -> str:
    link = record.people.get(name)
    return addresses.person(link.id) if link else addresses.narrowed("person", name)


def _who(record: RecordView, who: Who, path: str) -> Fact:
    notes = []
    if who.role:
        notes.append(who.role)
    if who.as_written and not _says(who.as_written, who.name):
        notes.append(f"written “{who.as_written}”")
    return Fact(who.name, _person(record, who.name), "; ".join(notes) or None, path, "person")


def _says(written: str, name: str) -> bool:
    """Whether the wording holds the name's own words, in whatever order: "Comrade VENN", "Orsei, Lucan"."""
    return (
        set(_WORD.findall(name.casefold())) <= set(_WORD.findall(written.casefold())) and "[" not in written
    )


def _copy(record: RecordView, who: Who, path: str) -> Fact:
    number = f" ({who.copies})" if who.copies and who.copies > 1 else ""
    return Fact(who.name + number, _person(record, who.name), None, path, "person")


def _where(record: RecordView, where: Where | None, path: str) -> Fact | None:
    if where is None:
        return None
    link = record.places.get(where.name)
    href = addresses.place(link.id) if link else addresses.narrowed("place", where.name)
    written = where.as_written
    differs = written and written.casefold() != where.name.casefold()
    return Fact(where.name, href, f"written “{written}”" if differs else None, path, "place")


def _when(value: When | None, path: str) -> Fact | None:
    if value is None:
        return None
    words = wording.when(value)
    notes = []
    if value.timezone and "T" in value.edtf:
        notes.append(f"time of {value.timezone.rsplit('/', 1)[-1].replace('_', ' ')}")
    if value.assumed:
        notes.append(value.assumed)
    day = value.edtf[:10]
    href = addresses.period(day) if len(day) == 10 and day.replace("-", "").isdigit() else None
    return Fact(words, href, "; ".join(notes) or None, path, "time", value.assumed)


def _message(record: RecordView, message: Message) -> Iterator[Row]:
    at = f"/messages/{record.document.messages.index(message)}"
    yield from _rows("From", (_who(record, w, f"{at}/from/{i}") for i, w in enumerate(message.from_)))
    yield from _rows("To", (_who(record, w, f"{at}/to/{i}") for i, w in enumerate(message.to)))
    yield from _rows("Through", (_who(record, w, f"{at}/through/{i}") for i, w in enumerate(message.through)))
    yield from _rows(
        "Copies", (_copy(record, w, f"{at}/copies_to/{i}") for i, w in enumerate(message.copies_to)), run=True
    )
    yield from _rows("Sent", (_when(message.sent, f"{at}/sent"),))
    yield from _rows("Received", (_when(message.received, f"{at}/received"),))
    yield from _rows("From place", (_where(record, message.origin, f"{at}/origin"),))
    yield from _rows("To place", (_where(record, message.destination, f"{at}/destination"),))
    for name in ("number", "series", "precedence", "subject"):
        value = getattr(message, name)
        if value:
            yield Row(wording.sentence_case(name), (Fact(value, None, None, f"{at}/{name}", "mark"),))
    answered = next((m for m in record.document.messages if m.id == message.in_reply_to), None)
    if answered:
        yield Row(
            "Answers",
            (Fact(message_title(answered), f"#{answered.id}", None, f"{at}/in_reply_to", "mention"),),
        )


def _paper(record: RecordView) -> Iterator[Row]:
    d = record.document
    yield from _rows(
        "Taking part", (_who(record, w, f"/participants/{i}") for i, w in enumerate(d.participants))
    )
    yield from _rows("Date", (_when(d.date, "/date"),))
    yield from _rows("Of the event", (_when(d.event_date, "/event_date"),))
    written = d.type_as_written
    differs = written and written.casefold() != d.type
    kind = wording.kind(d.type) + (" (excerpt)" if d.excerpt else "")
    yield Row(
        "Type",
        (
            Fact(
                kind, addresses.narrowed("type", d.type), f"written “{written}”" if differs else None, "/type"
            ),
        ),
    )
    yield from _rows(
        "Marked",
        (
            Fact(
                m.as_written,
                addresses.narrowed("classification", m.level),
                None,
                f"/classification/{i}",
                "mark",
            )
            for i, m in enumerate(d.classification)
        ),
    )
    yield from _rows(
        "Handling", (Fact(text, None, None, f"/handling/{i}", "mark") for i, text in enumerate(d.handling))
    )
    if d.copy_number:
        of = f" of {d.copy_number.of}" if d.copy_number.of else ""
        yield Row("Copy", (Fact(f"{d.copy_number.copy}{of}", None, None, "/copy_number", "mark"),))
    yield from _rows("Declassified", (_when(d.declassified, "/declassified"),))
    yield from _rows(
        "Language",
        (
            Fact(
                languages.name(code),
                addresses.narrowed("language", code),
                None,
                f"/languages/{i}",
                assumed=BY_THE_WHOLE,
            )
            for i, code in enumerate(d.languages)
        ),
        run=True,
    )
    yield from _rows(
        "Original in",
        (
            Fact(languages.name(code), None, None, f"/original_languages/{i}")
            for i, code in enumerate(d.original_languages)
        ),
        run=True,
    )


def _sources(record: RecordView) -> Iterator[Row]:
    for index, view in enumerate(record.sources):
        path, source = f"/sources/{index}", view.source
        if view.holdings:
            steps = [Fact(step.label, addresses.holding(step.path), None, path) for step in view.holdings]
            if source.listy:
                steps.append(Fact(f"ll. {source.listy.removeprefix('ll. ')}", None, None, path))
            yield Row("File", tuple(steps), steps=True)
        else:
            role = f"{wording.sentence_case(source.role)}: " if source.role else ""
            yield Row(
                "Printed in" if source.kind == "published" else "Source",
                (Fact(role + source.as_written, None, None, path),),
            )
    d = record.document
    yield from _rows(
        "Archive",
        (
            Fact(name, addresses.narrowed("archive", name), None, f"/archives/{i}")
            for i, name in enumerate(d.archives)
        ),
    )
    if d.collection:
        yield Row("Collection", (Fact(d.collection, addresses.collection(d.collection)),))


_CREDITS = {
    "translator": "Translated by",
    "editor": "Edited by",
    "contributor": "Contributed by",
    "transcriber": "Transcribed by",
    "author": "By",
}


def _record(record: RecordView) -> Iterator[Row]:
    d = record.document
    for role, label in _CREDITS.items():
        facts = [
            Fact(credit.name, None, None, f"/credits/{i}")
            for i, credit in enumerate(d.credits)
            if credit.role == role
        ]
        yield from _rows(label, facts)
    yield from _rows("Support", (Fact(name, None, None, f"/support/{i}") for i, name in enumerate(d.support)))
    if d.rights:
        yield Row("Rights", (Fact(d.rights, None, None, "/rights"),))
    if d.record_id:
        yield Row("Record ID", (Fact(d.record_id, None, None, "/record_id"),))
    yield from _rows("Put online", (_when(d.uploaded, "/uploaded"),))
    yield Row("Id", (Fact(record.id),))
    yield Row("Added", (Fact(wording.day(record.added)),))
    versions = wording.count(len(record.versions), "version")
    shown = "" if record.version.current else f"; this is version {record.version.number}"
    yield Row("Versions", (Fact(versions + shown, addresses.versions(record.id)),))
    yield Row(
        "Files",
        tuple(
            Fact(f.name, addresses.file(record.id, n), f"{f.role}, {wording.size(f.size)}")
            for n, f in enumerate(record.files, 1)
        ),
    )
