"""Keeping records: the one place that writes truth, and the log that says what changed.

``keep`` is one transaction: originals' rows, records, versions, derived rows and changes of a batch are
there together or not at all. The bytes of originals must lie on disk before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Max

from fonds.model import Document, codec
from fonds.model.ids import identify
from fonds.store import models, projections
from fonds.store.batch import Batch, Reading
from fonds.store.facts import Facts


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept under a source name: the digest of the current version and the ids of its parts."""

    digest: str
    ids: Mapping[int, str]


def known(names: Iterable[str]) -> dict[str, Known]:
    """What is kept under these source names."""
    rows = (
        models.Version.objects.filter(record__name__in=list(names), number=F("record__version"))
        .order_by("record__part")
        .values_list("record__name", "record__part", "record_id", "digest")
    )
    found: dict[str, Known] = {}
    for name, part, id, digest in rows:
        earlier = found.get(name)
        found[name] = Known(digest, {**earlier.ids, part: id}) if earlier else Known(digest, {part: id})
    return found


def kept_digests(digests: Iterable[str]) -> set[str]:
    """Those of the digests that are the current version of some record."""
    rows = models.Version.objects.filter(digest__in=list(digests), number=F("record__version"))
    return set(rows.values_list("digest", flat=True))


def keep(batches: Sequence[Batch]) -> Sequence[Batch]:
    """Writes new records, and new versions of those whose name is known; the batches with the ids they got."""
    now = datetime.now(UTC)
    with transaction.atomic():
        earlier = known(batch.name for batch in batches)
        batches = _with_free_ids(batches, earlier)
        old_ids = {id for one in earlier.values() for id in one.ids.values()}
        numbers = _last_numbers(old_ids)
        _originals(batches, now)
        new: list[models.Record] = []
        old: list[models.Record] = []
        versions: list[models.Version] = []
        facts: dict[str, Facts] = {}
        for batch in batches:
            for reading in batch.readings:
                number = numbers.get(reading.id, 0) + 1
                record = models.Record(
                    id=reading.id,
                    name=batch.name,
                    key=batch.key,
                    part=reading.part,
                    collection=batch.collection,
                    version=number,
                    added=now,
                    **reading.facts.heading,
                )
                (old if reading.id in old_ids else new).append(record)
                versions.append(_version(batch, reading, number, now))
                facts[reading.id] = reading.facts
        models.Record.objects.bulk_create(new)
        if old:
            models.Record.objects.bulk_update(old, ["collection", "version", *projections.HEADING])
        models.Version.objects.bulk_create(versions)
        projections.write(facts, fresh=frozenset(record.id for record in new))
        log({r.id: "added" for r in new} | {r.id: "changed" for r in old})
    return batches


def reproject(readings: Mapping[str, tuple[bytes, Facts]]) -> None:
    """Writes derived columns and rows of the current versions anew; id -> (reading, facts). No change of a record."""
    with transaction.atomic():
        records = [models.Record(id=id, **facts.heading) for id, (_, facts) in readings.items()]
        models.Record.objects.bulk_update(records, projections.HEADING)
        current = models.Version.objects.filter(record__in=list(readings), number=F("record__version"))
        versions = list(current.only("id", "record_id"))
        for version in versions:
            version.reading = readings[version.record_id][0]
        models.Version.objects.bulk_update(versions, ["reading"])
        projections.write({id: facts for id, (_, facts) in readings.items()})


def log(changes: Mapping[str, str]) -> None:
    """Writes id -> kind into the change log."""
    models.Change.objects.bulk_create(models.Change(record=id, kind=kind) for id, kind in changes.items())


def last_change() -> int:
    """The number of the last change; 0 before the first."""
    return models.Change.objects.aggregate(last=Max("seq"))["last"] or 0


def _version(batch: Batch, reading: Reading, number: int, now: datetime) -> models.Version:
    return models.Version(
        record_id=reading.id,
        number=number,
        digest=batch.digest,
        original_id=batch.original.sha256,
        companions=list(batch.companions) if reading.part == 0 else [],
        reader_version=batch.reader_version,
        document=reading.document,
        reading=reading.reading,
        added=now,
    )


def _last_numbers(ids: Iterable[str]) -> dict[str, int]:
    rows = models.Version.objects.filter(record__in=list(ids)).values_list("record_id")
    return dict(rows.annotate(last=Max("number")))


def _originals(batches: Sequence[Batch], now: datetime) -> None:
    files = {file.sha256: file for batch in batches for file in (batch.original, *batch.files)}
    models.Original.objects.bulk_create(
        (
            models.Original(
                sha256=f.sha256, size=f.size, media_type=f.media_type, pages=f.pages, received=now
            )
            for f in files.values()
        ),
        ignore_conflicts=True,
    )


def _with_free_ids(batches: Sequence[Batch], earlier: Mapping[str, Known]) -> list[Batch]:
    """The batches, with another id for a new record whose derived id somebody has already."""
    proposed = [r.id for batch in batches for r in batch.readings]
    taken = set(models.Record.objects.filter(id__in=proposed).values_list("id", flat=True))
    out = []
    for batch in batches:
        own = earlier[batch.name].ids if batch.name in earlier else {}
        readings = []
        for reading in batch.readings:
            if own.get(reading.part) != reading.id and reading.id in taken:
                reading = _renamed(reading, batch.seed, taken)
            taken.add(reading.id)
            readings.append(reading)
        out.append(replace(batch, readings=readings))
    return out


def _renamed(reading: Reading, seed: str, taken: set[str]) -> Reading:
    seed, attempt = seed if reading.part == 0 else f"{seed}#{reading.part}", 1
    while (id := identify(seed, attempt)) in taken or models.Record.objects.filter(id=id).exists():
        attempt += 1
    document: Document = replace(codec.from_json(reading.document), id=id)
    return replace(reading, id=id, document=codec.to_json(document), entry=b"")
