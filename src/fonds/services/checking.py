"""Checking: whether what is kept is what was received, and whether all parts of the archive agree."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from django.db.models import F

from fonds import store
from fonds.errors import ArchiveError, NotFound
from fonds.model import codec
from fonds.services import following
from fonds.services.archive import Archive, sentences
from fonds.services.views import CheckReport, Finding
from fonds.store import models, records

MOST = 50
"""Findings of one kind that are listed; the rest is counted."""
REBUILD = "run `fonds rebuild`"


def check(archive: Archive) -> CheckReport:
    """Compares every original with its SHA-256, the database with its own rules, the documents with their
    records and derived rows, and the index with the records. Changes nothing."""
    started = time.monotonic()
    with sentences(archive.root):
        findings = [
            *_few("database", store.engine().damage()),
            *_few("original", _originals(archive)),
            *_few("database", _documents()),
            *_few("projection", _projections()),
        ]
        indexed, reached, differences = _index(archive)
        findings += _few("index", iter(differences))
        followed = min(reached, following.links_at())
        return CheckReport(
            originals=models.Original.objects.count(),
            records=models.Record.objects.count(),
            indexed=indexed,
            behind=models.Change.objects.filter(seq__gt=followed).count(),
            findings=tuple(findings),
            seconds=time.monotonic() - started,
        )


def _few(what: str, messages: Iterator[str]) -> Iterator[Finding]:
    for message in islice(messages, MOST):
        yield Finding(what, message)
    if rest := sum(1 for _ in messages):
        yield Finding(what, f"{rest} more of this kind.")


def _originals(archive: Archive) -> Iterator[str]:
    known = models.Original.objects.order_by("sha256").values_list("sha256", "size")
    for sha256, _ in known.iterator():
        if fault := archive.originals.verify(sha256):
            yield fault


def _documents() -> Iterator[str]:
    """Records without their version, and documents that are not those of their record."""
    whole = models.Version.objects.filter(number=F("record__version"))
    for id in models.Record.objects.exclude(id__in=whole.values("record")).values_list("id", flat=True):
        yield f"The record {id} has lost its current version; restore the database from a copy."
    columns = ("record_id", "record__key", "original_id", "document")
    for id, key, sha256, text in whole.values_list(*columns).iterator(chunk_size=500):
        try:
            document = codec.from_json(text)
        except (ValueError, TypeError, KeyError) as error:
            yield f"The document of {id} cannot be read ({error}); {REBUILD}."
            continue
        # One of many in a file may state the original that it was once read from.
        if document.id != id or (document.original.sha256 != sha256 and not key):
            yield f"The document kept for {id} is another one ({document.id}); {REBUILD}."


def _projections() -> Iterator[str]:
    """Derived rows that are not of this state of the records. Not looked at while linking has yet to follow."""
    if following.links_at() < records.last_change():
        return
    dangling = (
        models.Name.objects.filter(nameform=None).count()
        + models.Place.objects.filter(recordplace=None).count()
    )
    if dangling:
        yield f"{dangling} names or places stand in no document; {REBUILD}."
    astray = models.Name.objects.exclude(person__person=F("person")).count()
    if astray:
        yield f"{astray} names mean a person who has no heading; {REBUILD}."
    empty = models.Record.objects.filter(title="").count()
    if empty:
        yield f"{empty} records have no title to be listed by; {REBUILD}."


def _index(archive: Archive) -> tuple[int, int, list[str]]:
    """How many documents are indexed, up to which change, and how index and records differ up to there."""
    try:
        index = archive.index()
        ids, reached = index.ids(), index.sequence()
    except (NotFound, ArchiveError) as error:
        return 0, records.last_change(), [f"{str(error)[:1].upper()}{str(error)[1:]}."]
    kept = models.Record.objects.filter(withdrawn=None)
    later = models.Change.objects.filter(seq__gt=reached).values("record")
    settled = set(kept.exclude(id__in=later).values_list("id", flat=True))
    found = []
    if lost := settled - ids:
        found.append(f"Missing from the search index: {len(lost)} of {len(settled)} documents; {REBUILD}.")
    if strange := ids - set(kept.values_list("id", flat=True)):
        found.append(f"In the search index, but in no record: {len(strange)} documents; {REBUILD}.")
    return len(ids), reached, found
