"""Making everything derived again: reading texts, tables, links, index.

Every original is read again by the present reader. Where that gives the document that is kept, only what
is derived from it is written; where it gives another one, that becomes a new version. An original that is
lost or damaged keeps the document it once gave; ``fonds check`` reports it. Ids stay.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from django.db.models import F

from fonds.model import codec
from fonds.services import following
from fonds.services.adding import is_much, pieces
from fonds.services.archive import Archive, sentences
from fonds.services.forking import FEW
from fonds.services.opening import BETWEEN, open_source
from fonds.services.sources import Companion, Source
from fonds.services.views import Progress, RebuildReport
from fonds.services.workers import Outcome, Task, outcomes
from fonds.store import lock, models, records
from fonds.store.batch import Batch, Reading
from fonds.store.facts import facts_of


def rebuild(
    archive: Archive,
    *,
    jobs: int = 2,
    recognise: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
) -> RebuildReport:
    """Reads every original again and makes every derived table and the index anew.

    Page images that were recognised are not recognised again; ``recognise`` says whether others are.
    Pages go on being served from the old index until the new one is whole. ArchiveBusy: another process writes.
    """
    started = time.monotonic()
    with lock.writer(archive.root), sentences(archive.root):
        archive.originals.sweep()
        # First, so that after a death on the way the next writer links everything again.
        following.start_again()
        total = models.Record.objects.count()
        reread = done = 0
        sources = _sources(archive)
        first = list(islice(sources, FEW + 1))
        for outcome in outcomes(_chunks(chain(first, sources), recognise), jobs if is_much(first) else 0):
            reread += _project(outcome)
            done += len(outcome)
            progress(Progress(done, max(done, total), time.monotonic() - started))
        following.link()
        following.reindex(archive)
        return RebuildReport(models.Record.objects.count(), reread, time.monotonic() - started)


def _sources(archive: Archive) -> Iterator[Source]:
    """The current original of every file, as a source; of those that hold many, the documents that are kept."""
    rows = models.Version.objects.filter(number=F("record__version")).order_by("record__name", "record__part")
    columns = ("record__name", "record__key", "record__collection", "original_id", "companions")
    before = None
    cut: dict[tuple[str, str], dict[str, str | None]] = {}  # container and digest -> names with collections
    beside: dict[tuple[str, str], tuple[Companion, ...]] = {}  # what lies beside a container
    for name, key, collection, sha256, companions in rows.values_list(*columns):
        if key:
            container = (name.removesuffix(BETWEEN + key), sha256)
            cut.setdefault(container, {})[name] = collection
            beside[container] = tuple(_companion(archive, companion) for companion in companions)
            continue
        if name == before:
            continue
        before = name
        yield Source(
            name,
            archive.originals.path(sha256),
            collection,
            tuple(_companion(archive, companion) for companion in companions),
        )
    for (name, sha256), kept in cut.items():
        for piece in open_source(Source(name, archive.originals.path(sha256), None, beside[name, sha256])):
            if isinstance(piece, Source) and piece.name in kept:
                yield replace(piece, collection=kept[piece.name])


def _companion(archive: Archive, kept: dict[str, str]) -> Companion:
    path = archive.originals.path(kept["sha256"])
    return Companion(kept["name"], path, kept["media_type"], kept["role"], kept.get("language"))


def _layout(version: models.Version) -> bytes | None:
    return None if version.layout is None else bytes(version.layout)


def _chunks(sources: Iterable[Source], recognise: bool) -> Iterator[list[Task]]:
    for piece in pieces(sources):
        known = records.known(source.name for source in piece)
        pages = _pages([source.name for source in piece])
        # No digest, so that the file is read although it is known.
        yield [
            Task(source, None, known[source.name].ids, recognise, pages.get(source.name)) for source in piece
        ]


def _pages(names: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
    """What was recognised of these sources: reading text and layout of the first document of each."""
    rows = models.Version.objects.filter(
        record__name__in=names, record__part=0, number=F("record__version"), layout__isnull=False
    )
    found = rows.values_list("record__name", "reading", "layout")
    return {name: (bytes(reading), bytes(places)) for name, reading, places in found if places is not None}


def _project(chunk: Sequence[Outcome]) -> int:
    """Writes what is derived from a chunk's documents; the number of those that read otherwise now."""
    names = [outcome.task.source.name for outcome in chunk]
    kept = {
        version.record_id: version
        for version in models.Version.objects.filter(record__name__in=names, number=F("record__version"))
    }
    same: dict[str, Reading] = {}
    new: list[Batch] = []
    read: set[str] = set()
    for outcome in chunk:
        readings = outcome.batch.readings if outcome.batch else ()
        read.update(reading.id for reading in readings)
        same |= {r.id: r for r in readings if r.id in kept and r.document == kept[r.id].document}
        other = [r for r in readings if r.id not in same]
        if outcome.batch and other:
            new.append(replace(outcome.batch, readings=other))
    facts = {id: (reading.reading, reading.layout, reading.facts) for id, reading in same.items()}
    # Of what cannot be read any more the kept document is all there is.
    facts |= {
        id: (bytes(version.reading), _layout(version), facts_of(codec.from_json(version.document)))
        for id, version in kept.items()
        if id not in read
    }
    records.reproject(facts)
    if new:
        records.keep(new)
    return sum(len(batch.readings) for batch in new)
