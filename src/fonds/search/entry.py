"""What the index needs of one record: its words, its dates, its facets, and a card for the hit list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from fonds.model import Document, When, Where, Who

FACETS = ("type", "year", "classification", "language", "person", "place", "archive", "collection")
"""What results can be narrowed by; ``year`` holds years as decimal strings."""

LONGEST_SPAN_YEARS = 150
"""A date less certain than this is counted under no year: it would fill the whole chart."""

Names = Mapping[str, tuple[str, ...]]
"""Name -> the other forms of it that are known in the archive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the index takes it in.

    ``body`` is the document's text with its notes after it, so that an offset below
    ``len(document.text)`` counts in the document's text; ``other_texts`` are (language, text) pairs.
    ``senders``, ``recipients`` and ``people`` (everybody, senders and recipients too), ``places``,
    ``sources`` and ``subjects`` are words to be found, every known form by itself; ``dates`` are dates
    in words. ``earliest`` and ``latest`` bound the date (ISO days, both included); ``sort_date`` is an
    ISO day or moment; ``added`` an ISO moment in UTC. ``facets``: a name of ``FACETS`` -> values as
    shown. ``card`` is a small JSON object that comes back with each hit, untouched.
    """

    id: str
    title: str
    summary: str = ""
    body: str = ""
    other_texts: tuple[tuple[str, str], ...] = ()
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    sort_date: str | None = None
    added: str | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    card: Mapping[str, object] = field(default_factory=dict, hash=False)


def entry_of(
    document: Document,
    *,
    names: Names | None = None,
    collection: str | None = None,
    added: str | None = None,
    card: Mapping[str, object] | None = None,
) -> Entry:
    """The entry of a document.

    ``names``: other known forms, archive-wide, by name; ``collection``: where the document lies, else
    its own; ``card``: what hits shall carry, else ``card_of(document)``. The date is the document's,
    or that of the event where the paper itself has none.
    """
    known = names or {}
    when = document.date or document.event_date
    earliest, latest = bounds(when)
    senders = tuple(chain.from_iterable(message.from_ for message in document.messages))
    recipients = tuple(chain.from_iterable((*m.to, *m.copies_to, *m.through) for m in document.messages))
    present = (
        *senders,
        *recipients,
        *document.participants,
        *(turn.speaker for turn in document.turns),
        *document.people,
    )
    named = tuple(chain.from_iterable((*r.from_, *r.to) for r in document.references))
    aliases = {a.alias: a.name for a in document.aliases}
    own = {**known}
    for alias, name in aliases.items():
        own[name] = (*own.get(name, ()), alias)
    origins = (place for m in document.messages for place in (m.origin, m.destination) if place)
    places = (*document.places, *origins)
    where = collection or document.collection
    archives = document.archives or tuple(
        source.repository for source in document.sources if source.repository
    )
    return Entry(
        id=document.id,
        title=document.title,
        summary=document.summary or "",
        body="\n\n".join((document.text, *(n.text for n in document.notes if n.text not in document.text))),
        other_texts=tuple((text.language, text.text) for text in document.parallel_texts),
        senders=distinct(_forms(senders, own)),
        recipients=distinct(_forms(recipients, own)),
        people=distinct(chain(_forms((*present, *named), own), chain(*aliases.items()))),
        places=distinct(_forms(places, known)),
        sources=distinct(
            chain(
                (source.as_written for source in document.sources),
                archives,
                (credit.name for credit in document.credits),
            )
        ),
        subjects=distinct(document.subjects),
        record_ids=distinct((document.record_id,)),
        dates=distinct((when.as_written if when else None, earliest, latest)),
        earliest=earliest,
        latest=latest,
        sort_date=sort_date(when),
        added=added,
        facets={
            "type": distinct((document.type,)),
            "year": years(earliest, latest),
            "classification": distinct(mark.level for mark in document.classification),
            "language": distinct((*document.languages, *(t.language for t in document.parallel_texts))),
            "person": distinct(who.name for who in present if who.kind != "body"),
            "place": distinct(place.name for place in places),
            "archive": distinct(archives),
            "collection": distinct((where,)),
        },
        card=card_of(document, collection=where) if card is None else card,
    )


def card_of(document: Document, *, collection: str | None = None) -> dict[str, object]:
    """What a hit list shows of a document: title, type, date, from, to, place, archive, marks."""
    outer = document.messages[0] if document.messages else None
    when = document.date or document.event_date
    origin = outer.origin if outer else None
    place = origin or (document.places[0] if document.places else None)
    repositories = (s.repository for s in document.sources if s.repository)
    return {
        "title": document.title,
        "type": document.type,
        "date": when.edtf if when else None,
        "date_as_written": when.as_written if when else None,
        "earliest": bounds(when)[0],
        "from": [who.name for who in outer.from_] if outer else [],
        "to": [who.name for who in outer.to] if outer else [],
        "place": place.name if place else None,
        "archive": next(chain(document.archives, repositories), None),
        "collection": collection or document.collection,
        "classification": document.classification[0].level if document.classification else None,
        "summary": document.summary,
    }


def bounds(when: When | None) -> tuple[str | None, str | None]:
    """The first and the last day a date may mean; one side may be open."""
    return (when.earliest, when.latest) if when else (None, None)


def sort_date(when: When | None) -> str | None:
    """By the first day a date may mean, with the time of day where it is given: the rule of all lists."""
    if when is None:
        return None
    first = when.earliest or when.latest
    moment = when.edtf if "T" in when.edtf and first and when.edtf.startswith(first) else None
    return moment or first


def years(earliest: str | None, latest: str | None) -> tuple[str, ...]:
    """Every year from the one to the other, both included.

    >>> years("1949-12-01", "1951-01-31")
    ('1949', '1950', '1951')
    """
    first, last = _year(earliest or latest), _year(latest or earliest)
    if first is None or last is None or not 0 <= last - first <= LONGEST_SPAN_YEARS:
        return ()
    return tuple(str(year) for year in range(first, last + 1))


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that hold something, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value and value.strip()))


def _year(day: str | None) -> int | None:
    head = (day or "")[:4]
    return int(head) if head.isascii() and head.isdigit() and len(head) == 4 else None


def _forms(items: Iterable[Who | Where], known: Names) -> Iterator[str | None]:
    for item in items:
        yield item.name
        yield item.as_written
        yield from known.get(item.name, ())
