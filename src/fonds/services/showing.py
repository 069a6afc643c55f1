"""What the pages show: a document with its surroundings, persons, places, holdings, times.

Ids and paths come from requests: one that is not known gives NotFound, and none is ever made a path on disk.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Substr

from fonds.errors import NotFound
from fonds.model import Document, Source
from fonds.model.ids import is_valid
from fonds.services import structure, views
from fonds.services.archive import Archive
from fonds.services.documents import decoded, listed, unknown
from fonds.services.relating import related
from fonds.services.views import RecordLink
from fonds.store import models, queries
from fonds.store.digests import is_digest
from fonds.store.facts import holding_of
from fonds.values import places as place_values

LONGEST = 500
"""Documents in one list of a person's or place's page."""
NAMES_A_PAGE = 200
COLLECTION_A_PAGE = 50
PERIOD_A_PAGE = 100
LATEST = 8
PARTS = {
    "written": ("from",),
    "received": ("to", "through"),
    "copied": ("copy",),
    "taking_part": ("participant", "speaker"),
    "mentioned": ("mentioned",),
}
"""The lists of a person's page, and the parts in each; who has another part is not listed as mentioned."""
LINK = ("record_id", "record__title", "record__type", "record__edtf", "record__earliest")
LINKED = 5
"""Documents named with a form of a name."""

Records = QuerySet[models.Record, models.Record]


def record(archive: Archive, id: str, *, version: int | None = None) -> views.RecordView:
    """A document with everything its page shows; ``version`` counts from 1, the default is the current one."""
    row = queries.version(id, version) if is_valid(id) else None
    if row is None:
        raise unknown(id)
    document, mentions = _mentions(decoded(row.document), row)
    text = zlib.decompress(row.reading).decode()
    before, after = queries.neighbours(id, row.moment) if row.moment else (None, None)
    sources = tuple(views.SourceView(source, _steps(source)) for source in document.sources)
    versions = _versions(id, row, document)
    return views.RecordView(
        id=id,
        document=document,
        reading=text,
        paragraphs=tuple(structure.paragraphs(document, text)),
        messages=structure.tree(document.messages),
        mentions=mentions,
        sources=sources,
        related=related(archive, document, row.moment, mentions, sources),
        files=tuple(_files(row, document)),
        versions=versions,
        version=next(v for v in versions if v.number == row.number),
        people={name: views.PersonLink(of, heading, kind) for name, of, heading, kind in queries.people(id)},
        places=_places(id, document),
        previous=RecordLink(*before) if before else None,
        next=RecordLink(*after) if after else None,
        added=row.added,
        withdrawn=row.withdrawn,
        reason=row.reason,
        merged_into=row.merged_into,
        changed=row.changed,
    )


def reading(archive: Archive, id: str) -> str:
    """The reading text of the current version, in which all spans count."""
    row = queries.version(id, None) if is_valid(id) else None
    if row is None:
        raise unknown(id)
    return zlib.decompress(row.reading).decode()


def file(archive: Archive, id: str, sha256: str) -> views.FileContent:
    """The bytes of an original or companion that belongs to that document (any version of it)."""
    name, media_type = owned(id, sha256)
    return views.FileContent(archive.originals.read(sha256), media_type, name)


def owned(id: str, sha256: str) -> tuple[str, str]:
    """Name for a download and media type of a file of that document. NotFound: it is none of its files."""
    if not is_valid(id):
        raise unknown(id)
    if is_digest(sha256):
        versions = models.Version.objects.filter(record=id, record__withdrawn=None).order_by("-number")
        columns = ("original_id", "original__media_type", "record__name", "record__key", "companions")
        for original, media_type, name, key, companions in versions.values_list(*columns):
            if original == sha256:
                return _file_name(name, key), media_type
            for companion in companions:
                if companion["sha256"] == sha256:
                    return _last(companion["name"]), companion["media_type"]
    raise NotFound(f"The document {id} has no such file; its page lists those it has.")


def missing(archive: Archive, key: str) -> views.MissingView:
    """Every document that mentions the same communication which is not here."""
    rows: list[models.ReferenceRow] = []
    if is_valid(key):
        found = models.ReferenceRow.objects.filter(missing=key, record__withdrawn=None)
        rows = list(
            found.select_related("record").order_by(queries.rising("record__moment"), "record_id", "n")
        )
    if not rows:
        raise NotFound(
            "No document mentions such a paper, or it has been added since; look for it with a search."
        )
    return views.MissingView(
        key=key,
        as_written=tuple(dict.fromkeys(row.as_written for row in rows)),
        kind=next((row.kind for row in rows if row.kind), None),
        from_=_people(rows[0].senders),
        to=_people(rows[0].recipients),
        date=rows[0].dated,
        number=rows[0].number,
        records=tuple({row.record_id: link_of(row.record) for row in rows}.values()),
    )


def link_of(record: models.Record) -> RecordLink:
    """A link to a record."""
    return RecordLink(record.id, record.title, record.type, record.edtf, record.earliest)


def _people(name_ids: Sequence[str]) -> tuple[views.PersonLink, ...]:
    names = models.Name.objects.filter(id__in=name_ids).values_list(
        "person_id", "person__form", "person__kind"
    )
    return tuple(views.PersonLink(*row) for row in dict.fromkeys(names))


def _versions(id: str, row: queries.VersionRow, document: Document) -> tuple[views.VersionView, ...]:
    rows = [(row.number, row.sha256, row.reader_version, row.version_added)]
    if row.current > 1:
        rows = queries.versions(id)
    return tuple(
        views.VersionView(number, sha256, row.name, added, reader_version, number == row.current)
        for number, sha256, reader_version, added in rows
    )


def _file_name(name: str, key: str) -> str:
    """What the file is called that a record came in, also where it is one document of many there."""
    return _last(name.removesuffix(f"#{key}") if key else name)


def _last(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _mentions(document: Document, row: queries.VersionRow) -> tuple[Document, tuple[views.Mention, ...]]:
    """The document with its mentions resolved, and what the page shows of them; of an old version as it was read."""
    rows = queries.mentions(document.id) if document.references and row.number == row.current else []
    if len(rows) != len(document.references):
        return document, ()
    candidates = {n: tuple(listed(among)) for n, *_, among, _, _ in rows}
    references = tuple(
        replace(reference, state=state, resolves_to=inside or target, candidates=candidates[n])
        for reference, (n, state, inside, target, *_) in zip(document.references, rows, strict=True)
    )
    wanted = {target for *_, target, _, _, _ in rows if target}.union(*candidates.values())
    links = {id: RecordLink(*link) for id, link in queries.links(sorted(wanted)).items()}
    others = queries.missing_counts(sorted({key for *_, key, _ in rows if key}))
    shown = tuple(
        views.Mention(
            n=n,
            reference=reference,
            state=state,
            message=inside,
            record=links.get(target or ""),
            answers=bool(answers),
            candidates=tuple(links[other] for other in candidates[n] if other in links),
            missing_key=key,
            others=others.get(key, 1) - 1 if key else 0,
        )
        for reference, (n, state, inside, target, _, key, answers) in zip(references, rows, strict=True)
    )
    return replace(document, references=references), shown


def _steps(source: Source) -> tuple[views.HoldingLink, ...]:
    path, labels = holding_of(source) or ("", [])
    steps = tuple(path.split("/"))
    return tuple(views.HoldingLink(steps[: n + 1], label, level) for n, (level, label) in enumerate(labels))


def _places(id: str, document: Document) -> dict[str, views.PlaceLink]:
    ends = (where for m in document.messages for where in (m.origin, m.destination) if where)
    named = {where.name: place_values.key(where.name) for where in (*document.places, *ends)}
    if not named:
        return {}
    known = {key: views.PlaceLink(place, name) for key, place, name in queries.places(id)}
    return {name: known[key] for name, key in named.items() if key in known}


def _files(row: queries.VersionRow, document: Document) -> Iterator[views.FileView]:
    name = _file_name(row.name, row.key)
    yield views.FileView(row.sha256, name, row.media_type, "original", row.size, None, row.pages)
    sizes = queries.files([file.sha256 for file in document.files])
    for file in document.files:
        if file.sha256 not in sizes:
            continue  # a document that came as JSON names files that did not come with it
        size, pages = sizes[file.sha256]
        yield views.FileView(
            file.sha256, _last(file.name), file.media_type, file.role, size, file.language, pages
        )


# --- persons and places --------------------------------------------------------------------------------


def person(archive: Archive, id: str) -> views.PersonView:
    """A person or body with names, offices, correspondents and documents. The id of any name leads there."""
    found = queries.person(id) if is_valid(id) else None
    if found is None:
        raise NotFound(f"There is no person {id[:20]!r} in this archive; look for the name with a search.")
    meant, heading, kind = found
    parts = queries.parts(meant)
    lists: dict[str, dict[str, RecordLink]] = {
        name: {
            part.id: RecordLink(part.id, part.title, part.type, part.edtf, part.earliest)
            for part in parts
            if part.part in taken
        }
        for name, taken in PARTS.items()
    }
    present = {id for name, links in lists.items() if name != "mentioned" for id in links}
    lists["mentioned"] = {id: link for id, link in lists["mentioned"].items() if id not in present}
    return views.PersonView(
        id=meant,
        name=heading,
        kind=kind,
        forms=_forms(queries.forms(meant), heading),
        offices=_offices(parts),
        correspondents=_correspondents(meant),
        years=_year_counts(
            Counter(moment[:4] for moment in {p.id: p.moment for p in parts}.values() if moment)
        ),
        totals={name: len(links) for name, links in lists.items()},
        **{name: tuple(links.values())[:LONGEST] for name, links in lists.items()},
    )


def place(archive: Archive, id: str) -> views.PlaceView:
    """A place with its forms and documents."""
    found = models.Place.objects.filter(id=id).first() if is_valid(id) else None
    if found is None:
        raise NotFound(f"There is no place {id[:20]!r} in this archive; look for the name with a search.")
    here = models.RecordPlace.objects.filter(place=found, record__withdrawn=None)
    written = _records(here.filter(part="origin"))
    shown, totals = _cut(
        {"written": written, "mentioned": _records(here).exclude(id__in=written.values("id"))}
    )
    return views.PlaceView(
        id=found.id,
        name=found.name,
        forms=_forms(
            here.order_by(queries.rising("record__moment"), "record_id").values_list("form", "part", *LINK),
            found.name,
        ),
        years=_years(_records(here)),
        totals=totals,
        **shown,
    )


def people(archive: Archive, *, initial: str | None = None, page: int = 1) -> views.NamePage:
    """Persons and bodies by family name, with counts of documents; 200 a page."""
    names = models.Name.objects.filter(person=F("id"), records__gt=0)
    rows, rest = _name_page(names, initial, page)
    found = tuple((views.PersonLink(row.id, row.form, row.kind), row.records) for row in rows)
    return views.NamePage(initial=initial, people=found, places=(), **rest)


def places(archive: Archive, *, initial: str | None = None, page: int = 1) -> views.NamePage:
    """Places by name, with counts of documents; 200 a page."""
    rows, rest = _name_page(models.Place.objects.filter(records__gt=0), initial, page)
    found = tuple((views.PlaceLink(row.id, row.name), row.records) for row in rows)
    return views.NamePage(initial=initial, people=(), places=found, **rest)


def _name_page(names: QuerySet[Any, Any], initial: str | None, page: int) -> tuple[list[Any], dict[str, Any]]:
    counted = (
        names.annotate(first=Substr("sort", 1, 1))
        .values_list("first")
        .annotate(n=Count("id"))
        .order_by("first")
    )
    initials = tuple(views.Count(first.upper(), n) for first, n in counted)
    if initial:
        names = names.filter(sort__startswith=initial.casefold())
    total = names.count()
    page, pages, first = _page(page, total, NAMES_A_PAGE)
    rows = list(names.order_by("sort", "id")[first : first + NAMES_A_PAGE])
    return rows, {"initials": initials, "page": page, "pages": pages, "total": total}


def _records(rows: QuerySet[Any, Any]) -> Records:
    """The records that have one of these rows, in order of time, undated ones last."""
    found = models.Record.objects.filter(id__in=rows.values("record"), withdrawn=None)
    return found.order_by(F("moment").asc(nulls_last=True), "id")


def _cut(lists: Mapping[str, Records]) -> tuple[dict[str, tuple[RecordLink, ...]], dict[str, int]]:
    shown, totals = {}, {}
    for name, records in lists.items():
        shown[name] = tuple(link_of(record) for record in records[:LONGEST])
        totals[name] = len(shown[name]) if len(shown[name]) < LONGEST else records.count()
    return shown, totals


def _forms(rows: Iterable[tuple[Any, ...]], heading: str) -> tuple[views.NameForm, ...]:
    """Every form in which a name stands, the most frequent first; the heading before all. ``rows``: form, kind and
    link, in order of time."""
    found: dict[tuple[str, str], dict[str, RecordLink]] = defaultdict(dict)
    for form, kind, *link in rows:
        shown = "alias" if kind == "alias" else "name" if form == heading else "written"
        found[form, shown][link[0]] = RecordLink(*link)
    forms = []
    for (form, kind), links in found.items():
        dated = sorted(link.earliest for link in links.values() if link.earliest)
        first, last = (dated[0], dated[-1]) if dated else (None, None)
        forms.append(views.NameForm(form, kind, len(links), tuple(links.values())[:LINKED], first, last))
    return tuple(sorted(forms, key=lambda f: (f.kind != "name", -f.count, f.form)))


def _offices(parts: Iterable[queries.Part]) -> tuple[views.Office, ...]:
    held: dict[str, dict[str, str | None]] = defaultdict(dict)
    for part in parts:
        if part.office is not None:
            held[part.office][part.id] = part.earliest
    offices = []
    for office, records in held.items():
        days = sorted(day for day in records.values() if day)
        offices.append(views.Office(office, len(records), *((days[0], days[-1]) if days else (None, None))))
    return tuple(sorted(offices, key=lambda office: (office.first or "9999", office.role)))


def _correspondents(person: str) -> tuple[views.Correspondent, ...]:
    links: dict[str, views.PersonLink] = {}
    sent: dict[str, int] = defaultdict(int)
    received: dict[str, int] = defaultdict(int)
    for counts, own, theirs in ((sent, "from", "to"), (received, "to", "from")):
        for id, name, kind, messages in queries.correspondents(person, own, theirs):
            links[id] = views.PersonLink(id, name, kind)
            counts[id] += messages
    found = (views.Correspondent(link, sent[id], received[id]) for id, link in links.items())
    return tuple(sorted(found, key=lambda c: (-c.sent - c.received, c.person.name)))


# --- holdings ------------------------------------------------------------------------------------------


def holdings(archive: Archive, path: tuple[str, ...] = ()) -> views.HoldingsView:
    """One step of repository -> fonds -> inventory -> file; ``()`` lists the repositories."""
    here = "/".join(path)
    rows = models.SourceRow.objects.filter(record__withdrawn=None)
    if path:
        rows = rows.filter(Q(path=here) | Q(path__startswith=f"{here}/"))
    below: dict[str, set[str]] = defaultdict(set)
    records: set[str] = set()
    samples: dict[str, str] = {}
    for full, id in rows.values_list("path", "record_id").distinct():
        records.add(id)
        steps = full.split("/")
        if len(steps) > len(path):
            child = "/".join(steps[: len(path) + 1])
            below[child].add(id)
            samples.setdefault(child, full)
        samples.setdefault(here, full)
    if path and not records:
        raise NotFound(
            "This archive holds nothing from that fonds or file; the list of holdings shows what it has."
        )
    labels = dict(models.SourceRow.objects.filter(path__in=samples.values()).values_list("path", "labels"))

    def link(at: str, count: int) -> views.HoldingLink:
        steps = tuple(at.split("/"))
        level, label = labels[samples[at]][len(steps) - 1]
        return views.HoldingLink(steps, label, level, count)

    way = []
    for depth in range(1, len(path) + 1):
        level, label = labels[samples[here]][depth - 1]
        way.append(views.HoldingLink(path[:depth], label, level, len(records) if depth == len(path) else 0))
    children = sorted((link(child, len(ids)) for child, ids in below.items()), key=lambda c: natural(c.label))
    leaves = rows.filter(path=here).select_related("record")
    leaves = leaves.order_by(queries.rising("leaf"), queries.rising("record__moment"), "record_id")
    return views.HoldingsView(
        tuple(way), tuple(children), tuple(_leaves(leaves)) if path else (), len(records)
    )


def _leaves(rows: Iterable[models.SourceRow]) -> Iterator[views.Leaf]:
    """The documents of a file in order of their leaves, with the gaps between them."""
    reached: int | None = None
    for row in rows:
        numbers = [int(n[:9]) for n in re.findall(r"\d+", row.listy or "")]
        gap = None
        if numbers:
            first, last = numbers[0], max(numbers)
            if reached is not None and first > reached + 1:
                gap = str(first - 1) if first == reached + 2 else f"{reached + 1}-{first - 1}"
            reached = max(reached or 0, last)
        yield views.Leaf(link_of(row.record), row.listy, gap)


def natural(label: str) -> list[tuple[int, int, str]]:
    """Sorts "op. 2" before "op. 10"."""
    pieces = re.findall(r"\d+|\D+", label.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]


# --- collections and times -----------------------------------------------------------------------------


def collections(archive: Archive) -> tuple[views.CollectionSummary, ...]:
    """All collections, by name."""
    rows = (
        _kept()
        .exclude(collection=None)
        .values_list("collection")
        .annotate(n=Count("id"), first=Min("earliest"), last=Max("earliest"))
    )
    return tuple(views.CollectionSummary(*row) for row in sorted(rows, key=lambda row: natural(row[0])))


def collection(archive: Archive, name: str, *, page: int = 1) -> views.CollectionView:
    """One page (50) of a collection's documents in order of time."""
    inside = _kept().filter(collection=name)
    counts = inside.aggregate(n=Count("id"), first=Min("earliest"), last=Max("earliest"))
    if not counts["n"]:
        raise NotFound(f"There is no collection {name[:80]!r}; the list of collections shows what there is.")
    page, pages, first = _page(page, counts["n"], COLLECTION_A_PAGE)
    ordered = inside.order_by(F("moment").asc(nulls_last=True), "id")[first : first + COLLECTION_A_PAGE]
    return views.CollectionView(
        summary=views.CollectionSummary(name, counts["n"], counts["first"], counts["last"]),
        years=_years(inside),
        types=_types(inside),
        records=tuple(link_of(record) for record in ordered),
        page=page,
        pages=pages,
    )


def period(archive: Archive, period: str, *, page: int = 1) -> views.PeriodView:
    """What was written in a year, month or day ("1950", "1950-05", "1950-05-13"); 100 a page."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", period):
        raise NotFound(f"{period[:20]!r} is no year, month or day; write 1950, 1950-05 or 1950-05-13.")
    dated = _kept().exclude(moment=None)
    inside = dated.filter(moment__startswith=period)
    total = inside.count()
    page, pages, first = _page(page, total, PERIOD_A_PAGE)
    months = [0] * 12
    if len(period) == 4:
        for month, n in inside.values_list(Substr("moment", 6, 2)).annotate(n=Count("id")):
            if month.isdigit() and 1 <= int(month) <= 12:
                months[int(month) - 1] = n
    earlier = dated.filter(moment__lt=period).order_by("-moment").values_list("moment", flat=True).first()
    # "~" sorts after every digit, sign and letter of a moment.
    later = dated.filter(moment__gt=f"{period}~").order_by("moment").values_list("moment", flat=True).first()
    return views.PeriodView(
        period=period,
        records=tuple(
            link_of(record) for record in inside.order_by("moment", "id")[first : first + PERIOD_A_PAGE]
        ),
        months=tuple(months),
        previous=earlier[: len(period)] if earlier else None,
        next=later[: len(period)] if later else None,
        page=page,
        pages=pages,
        total=total,
    )


def home(archive: Archive, today: date) -> views.HomeView:
    """What is here; ``today`` picks "on this day"."""
    kept = _kept()
    return views.HomeView(
        title=archive.title,
        description=archive.description,
        total=kept.count(),
        people=models.Name.objects.filter(person=F("id"), records__gt=0).count(),
        places=models.Place.objects.filter(records__gt=0).count(),
        undated=kept.filter(moment=None).count(),
        years=_years(kept),
        collections=collections(archive),
        types=_types(kept),
        latest=tuple(views.Addition(link_of(r), r.added) for r in kept.order_by("-added", "id")[:LATEST]),
        day=today,
        on_this_day=tuple(
            link_of(r) for r in kept.filter(month_day=today.isoformat()[5:]).order_by("moment", "id")[:LATEST]
        ),
    )


def _kept() -> Records:
    return models.Record.objects.filter(withdrawn=None)


def _years(records: Records) -> tuple[views.YearCount, ...]:
    """Documents by year, none left out between the first and the last."""
    rows = records.exclude(moment=None).order_by().values_list(Substr("moment", 1, 4)).annotate(n=Count("id"))
    return _year_counts(dict(rows))


def _year_counts(found: Mapping[str, int]) -> tuple[views.YearCount, ...]:
    counts = {int(year): n for year, n in found.items() if year.isdigit()}
    if not counts:
        return ()
    return tuple(views.YearCount(year, counts.get(year, 0)) for year in range(min(counts), max(counts) + 1))


def _types(records: Records) -> tuple[views.Count, ...]:
    rows = records.order_by().values_list("type").annotate(n=Count("id"))
    return tuple(views.Count(type, n) for type, n in sorted(rows, key=lambda row: (-row[1], row[0])))


def _page(page: int, total: int, size: int) -> tuple[int, int, int]:
    """The page shown, how many there are, and the offset of its first item. NotFound beyond the last."""
    pages = max(1, -(-total // size))
    if not 1 <= page <= pages:
        raise NotFound(f"There is no page {page}; the last one is {pages}.")
    return page, pages, (page - 1) * size
