"""Keeping records: the one place that writes truth, and the log that says what changed.

``keep`` is one transaction: originals' rows, records, versions, derived rows and changes of a batch are
there together or not at all. The bytes of originals must lie on disk before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Max

from fonds.model import Document, codec
from fonds.model.ids import identify
from fonds.store import models, projections, queries
from fonds.store.batch import Batch, Reading
from fonds.store.facts import Facts

_RECORD = ("id", "name", "key", "part", "collection", "version", "added", "changed", *projections.HEADING)
_VERSION = (
    *("record_id", "number", "digest", "original_id", "companions"),
    *("reader_version", "document", "reading", "layout", "added"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept under a source name: the digest of the current version and the ids of its parts."""

    digest: str
    ids: Mapping[int, str]


def known(names: Iterable[str]) -> dict[str, Known]:
    """What is kept under these source names."""
    found: dict[str, Known] = {}
    for name, part, id, digest in queries.current("r.name", names):
        earlier = found.get(name)
        found[name] = Known(digest, {**earlier.ids, part: id}) if earlier else Known(digest, {part: id})
    return found


def kept_digests(digests: Iterable[str]) -> set[str]:
    """Those of the digests that are the current version of some record."""
    return {digest for _, _, _, digest in queries.current("v.digest", digests)}


def keep(batches: Sequence[Batch]) -> Sequence[Batch]:
    """Writes new records, and new versions of those whose name is known; the batches with the ids they got."""
    with transaction.atomic():
        moment = datetime.now(UTC)
        now = queries.moment(moment)
        earlier = known(batch.name for batch in batches)
        batches = _with_free_ids(batches, earlier)
        old_ids = {id for one in earlier.values() for id in one.ids.values()}
        numbers = _last_numbers(old_ids)
        _originals(batches, now)
        new: dict[str, tuple[object, ...]] = {}
        old: dict[str, models.Record] = {}
        versions: list[tuple[object, ...]] = []
        facts: dict[str, Facts] = {}
        for batch in batches:
            for reading in batch.readings:
                id, heading, number = reading.id, reading.facts.heading, numbers.get(reading.id, 0) + 1
                if id in old_ids:
                    old[id] = models.Record(
                        id=id, collection=batch.collection, version=number, changed=moment, **heading
                    )
                else:
                    own = (id, batch.name, batch.key, reading.part, batch.collection, number, now, now)
                    new[id] = (*own, *(heading[column] for column in projections.HEADING))
                versions.append(_version(batch, reading, number, now))
                facts[id] = reading.facts
        queries.insert(models.Record, _RECORD, list(new.values()))
        if old:
            models.Record.objects.bulk_update(
                old.values(), ["collection", "version", "changed", *projections.HEADING]
            )
        queries.insert(models.Version, _VERSION, versions)
        touched = projections.write(facts, fresh=frozenset(new))
        _hide(old)
        log(dict.fromkeys(sorted(touched), "relinked"))
        log(dict.fromkeys(new, "added") | dict.fromkeys(old, "changed"))
    return batches


def reproject(readings: Mapping[str, tuple[bytes, bytes | None, Facts]]) -> None:
    """Writes derived columns and rows of the current versions anew; id -> (reading, layout, facts). No change of a
    record."""
    with transaction.atomic():
        records = [models.Record(id=id, **facts.heading) for id, (_, _, facts) in readings.items()]
        models.Record.objects.bulk_update(records, projections.HEADING)
        current = models.Version.objects.filter(record__in=list(readings), number=F("record__version"))
        versions = list(current.only("id", "record_id"))
        for version in versions:
            version.reading, version.layout, _ = readings[version.record_id]
        models.Version.objects.bulk_update(versions, ["reading", "layout"])
        projections.write({id: facts for id, (_, _, facts) in readings.items()})
        _hide(readings)


def withdraw(id: str, reason: str, merged_into: str | None = None) -> None:
    """Takes a record back: its original, versions, heading and addresses stay, all else that is derived goes."""
    with transaction.atomic():
        now = datetime.now(UTC)
        models.Record.objects.filter(id=id).update(
            withdrawn=now, changed=now, reason=reason, merged_into=merged_into
        )
        _hide([id])
        log({id: "withdrawn"})


def give_back(id: str, facts: Facts) -> None:
    """Undoes ``withdraw``; ``facts`` are those of the document's current version."""
    with transaction.atomic():
        models.Record.objects.filter(id=id).update(
            withdrawn=None, changed=datetime.now(UTC), reason=None, merged_into=None
        )
        touched = projections.write({id: facts})
        log(dict.fromkeys(sorted(touched), "relinked") | {id: "changed"})


def _hide(ids: Iterable[str]) -> None:
    """What a withdrawn record says of persons, places and others is not to be found any more."""
    hidden = models.Record.objects.filter(id__in=list(ids), withdrawn__isnull=False)
    projections.clear(list(hidden.values_list("id", flat=True)), but=(models.Address,))


def log(changes: Mapping[str, str]) -> None:
    """Writes id -> kind into the change log."""
    queries.insert(models.Change, ("record", "kind"), list(changes.items()))


def last_change() -> int:
    """The number of the last change; 0 before the first."""
    return models.Change.objects.aggregate(last=Max("seq"))["last"] or 0


def _version(batch: Batch, reading: Reading, number: int, now: object) -> tuple[object, ...]:
    companions = json.dumps(list(batch.companions) if reading.part == 0 else [])
    return (
        *(reading.id, number, batch.digest, batch.original.sha256, companions),
        *(batch.reader_version, reading.document, reading.reading, reading.layout, now),
    )


def _last_numbers(ids: Iterable[str]) -> dict[str, int]:
    rows = models.Version.objects.filter(record__in=list(ids)).values_list("record_id")
    return dict(rows.annotate(last=Max("number")))


def _originals(batches: Sequence[Batch], now: object) -> None:
    files = {file.sha256: file for batch in batches for file in (batch.original, *batch.files)}
    for (sha256,) in queries.among(models.Original, ("sha256",), files):
        del files[sha256]
    queries.insert(
        models.Original,
        ("sha256", "size", "media_type", "pages", "received"),
        [(file.sha256, file.size, file.media_type, file.pages, now) for file in files.values()],
    )


def _with_free_ids(batches: Sequence[Batch], earlier: Mapping[str, Known]) -> list[Batch]:
    """The batches, with another id for a new record whose derived id somebody has already."""
    proposed = [r.id for batch in batches for r in batch.readings]
    taken = {id for (id,) in queries.among(models.Record, ("id",), proposed)}
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
