"""Searching the archive, and completing what is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fonds.errors import UsageError
from fonds.model.ids import is_valid
from fonds.search import highlight, index, query, widening
from fonds.search.entry import FACETS
from fonds.services import views
from fonds.services.archive import Archive
from fonds.store import models, queries
from fonds.values import languages, persons
from fonds.values import places as place_values

SORTS = index.SORTS
DEEPEST = index.DEEPEST
TITLES = {
    "type": "Type",
    "year": "Year",
    "classification": "Classification",
    "language": "Language",
    "person": "Person or body",
    "place": "Place",
    "archive": "Archive",
    "collection": "Collection",
}
MAX_SIZE = 100
LONGEST_NAME = 4
"""Words of a query that are tried together as one name."""
FEW = 3
"""With fewer hits, wider queries are offered."""


def search(
    archive: Archive,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: str = "relevance",
    page: int = 1,
    size: int = 10,
    also_names: bool = True,
) -> views.Results:
    """A page of hits for a query; an empty query finds everything, the newest addition first.

    ``filters``: facet name (one of FACETS) -> values, of which one must hold in each facet; ``year`` also
    takes ``1950..1953``. ``also_names`` searches the other known forms of a person's name too. What cannot
    be understood is told in ``notes``; nothing in ``text`` raises. UsageError: unknown filter or sort, or a
    page further than hits can be listed.
    """
    if not 1 <= size <= MAX_SIZE or page < 1:
        raise UsageError(f"Pages count from 1 and hold 1 to {MAX_SIZE} hits.")
    parsed = query.parse(text)
    narrowing = {name: tuple(values) for name, values in (filters or {}).items() if values}
    widened, also, sort = _asked(parsed, text, sort, also_names)
    engine = archive.index()
    found = engine.search(
        widened,
        index.Filters(facets=narrowing),
        sort=sort,
        offset=(page - 1) * size,
        limit=size,
        facet_size=50,
    )
    reachable = min(found.total, index.DEEPEST)
    return views.Results(
        query=text,
        understood=parsed.words,
        notes=parsed.notes,
        also=tuple(views.AlsoSearched(name, forms) for name, forms in also),
        filters=narrowing,
        sort=sort,
        total=found.total,
        page=page,
        pages=max(1, -(-reachable // size)),
        hits=_hits(found.hits),
        facets=tuple(_facet(name, found.facets.get(name, ()), narrowing.get(name, ())) for name in FACETS),
        years=_years(found.years),
        wider=_wider(engine, parsed, narrowing, found.total),
    )


def ids(
    archive: Archive,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: str = "relevance",
    also_names: bool = True,
    offset: int = 0,
    limit: int = DEEPEST,
) -> tuple[int, tuple[str, ...]]:
    """How many documents ``search`` finds, and the ids of those from the offset on, without passages. UsageError as there."""
    narrowing = {name: tuple(values) for name, values in (filters or {}).items() if values}
    widened, _, sort = _asked(query.parse(text), text, sort, also_names)
    found = archive.index().search(
        widened,
        index.Filters(facets=narrowing),
        sort=sort,
        offset=min(offset, DEEPEST),
        limit=max(0, min(limit, DEEPEST - offset)),
        passages=0,
        facet_size=1,
    )
    return found.total, tuple(hit.id for hit in found.hits)


def every_id(archive: Archive, text: str) -> tuple[int, Iterator[str]]:
    """How many documents ``search`` finds, and the ids of all of them in its order."""
    widened, _, sort = _asked(query.parse(text), text, "relevance", True)
    return archive.index().every(widened, sort=sort)


def _asked(
    parsed: query.Parsed, text: str, sort: str, also_names: bool
) -> tuple[query.Parsed, widening.Added, str]:
    """The query with the other known forms of its names, these forms, and the order to list what it finds."""
    tree = parsed.tree
    also: widening.Added = ()
    if also_names and (known := _other_forms(text[: query.MAX_CHARACTERS])):
        tree, also = widening.widen(tree, lambda name: known.get(persons.key(name), ()))
    if isinstance(parsed.tree, query.Everything) and sort == "relevance":
        sort = "-added"
    return replace(parsed, tree=tree), also, sort


def marks(text: str, query_text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a query stand in a text: (start, end) each."""
    return highlight.marks(text, highlight.needles(query.parse(query_text).tree)) if query_text else ()


def suggest(archive: Archive, text: str, *, limit: int = 8) -> tuple[views.Suggestion, ...]:
    """Completions of the last word: persons, places, words, with counts; kind is ``person``,
    ``place``, ``record`` or ``word``."""
    text = text.strip()[: query.MAX_CHARACTERS]
    if is_valid(text) and (links := queries.links([text])):
        return (views.Suggestion(links[text][1], text, "record", record=text),)
    return tuple(_suggestion(found) for found in archive.index().suggest(text, limit=limit))


def _suggestion(found: index.Suggestion) -> views.Suggestion:
    person = place = None
    if found.kind == "person":
        name = models.Name.objects.filter(key=persons.key(found.text)).first()
        person = name.person_id if name else None
    elif found.kind == "place":
        known = models.Place.objects.filter(key=place_values.key(found.text)).first()
        place = known.id if known else None
    phrase = f'"{found.text}"' if " " in found.text else found.text
    asked = f"{found.kind}:{phrase}" if found.kind in query.FIELDS else phrase
    return views.Suggestion(found.text, asked, found.kind, found.count, person=person, place=place)


def _other_forms(text: str) -> dict[str, tuple[str, ...]]:
    """Key of a name in the query -> other names of that person that do not hold it anyway."""
    words = persons.key(text).split()
    runs = {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1)
    }
    found: dict[str, list[str]] = {}
    for key, form in queries.other_names(sorted(runs)):
        if f" {key} " not in f" {persons.key(form)} ":
            found.setdefault(key, []).append(form)
    return {key: tuple(forms) for key, forms in found.items()}


def _hits(found: Sequence[index.Hit]) -> tuple[views.Hit, ...]:
    scanned = queries.with_layout([hit.id for hit in found])
    return tuple(replace(_hit(hit), is_scanned=hit.id in scanned) for hit in found)


def _hit(hit: index.Hit) -> views.Hit:
    card = hit.card
    return views.Hit(
        record=views.RecordLink(
            hit.id,
            _text(card, "title") or hit.id,
            _text(card, "type") or "other",
            _text(card, "date"),
            _text(card, "earliest"),
        ),
        passages=tuple(
            views.Passage(p.text, p.marks, p.start if p.language is None else -1) for p in hit.passages
        ),
        from_=_names(card, "from"),
        to=_names(card, "to"),
        place=_text(card, "place"),
        archive=_text(card, "archive"),
        collection=_text(card, "collection"),
        classification=_text(card, "classification"),
    )


def _text(card: Mapping[str, object], key: str) -> str | None:
    value = card.get(key)
    return value if isinstance(value, str) else None


def _names(card: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = card.get(key)
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _facet(name: str, counts: Sequence[tuple[str, int]], selected: Sequence[str]) -> views.Facet:
    values = [
        views.FacetValue(value, _label(name, value), count, value in selected) for value, count in counts
    ]
    # A value in force stays in sight to be taken off, also where it finds nothing.
    listed = {value.value for value in values}
    values += [
        views.FacetValue(value, _label(name, value), 0, True) for value in selected if value not in listed
    ]
    return views.Facet(name, TITLES[name], tuple(values))


def _label(name: str, value: str) -> str:
    if name == "language":
        return languages.name(value)
    return value[:1].upper() + value[1:] if name in ("type", "classification") else value


def _years(counts: Sequence[tuple[int, int]]) -> tuple[views.YearCount, ...]:
    known = dict(counts)
    if not known or max(known) - min(known) > index.MOST_YEARS:
        return tuple(views.YearCount(year, count) for year, count in counts)
    return tuple(views.YearCount(year, known.get(year, 0)) for year in range(min(known), max(known) + 1))


def _wider(
    engine: index.Index, parsed: query.Parsed, narrowing: Mapping[str, tuple[str, ...]], total: int
) -> tuple[views.Suggestion, ...]:
    """The nearest spelling, the query without filters, and each of its words alone, where little was found."""
    if total >= FEW:
        return ()
    offers = []
    if spelt := engine.spelling(parsed):
        offers.append(views.Suggestion(spelt, spelt, "spelling"))
    tree = parsed.tree
    if isinstance(tree, query.And):
        plain = [part.text for part in tree.parts if isinstance(part, query.Term)]
        if len(plain) == len(tree.parts):
            offers.append(views.Suggestion(" or ".join(plain), " OR ".join(plain), "any word"))
    if isinstance(tree, query.Phrase) and " " in tree.text:
        offers.append(views.Suggestion(tree.text, tree.text, "without quotation marks"))
    counted = []
    for offer in offers:
        count = engine.total(query.parse(offer.query), index.Filters(facets=narrowing))
        if count > total:
            counted.append(views.Suggestion(offer.text, offer.query, offer.kind, count))
    return tuple(counted)
