"""Listing: all documents a piece at a time, in an order that no change of the archive disturbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Substr

from fonds.errors import NotFound
from fonds.model.ids import ALPHABET
from fonds.services.archive import Archive
from fonds.services.views import RecordLink
from fonds.store import models


def documents(
    archive: Archive, *, after: str = "", collection: str | None = None, limit: int
) -> tuple[RecordLink, ...]:
    """So many documents at most by id, those behind the id ``after``, of one collection if one is named."""
    found = models.Record.objects.filter(withdrawn=None, id__gt=after)
    if collection is not None:
        found = found.filter(collection=collection)
    rows = found.order_by("id").values_list("id", "title", "type", "edtf", "earliest")
    return tuple(RecordLink(*row) for row in rows[:limit])


@dataclass(frozen=True, slots=True)
class Moments:
    """When a document was first added and last changed."""

    added: datetime
    changed: datetime


def moments(archive: Archive, ids: Sequence[str]) -> dict[str, Moments]:
    """Those of these documents, by id; what is withdrawn is left out."""
    rows = models.Record.objects.filter(id__in=list(ids), withdrawn=None).values_list(
        "id", "added", "changed"
    )
    return {id: Moments(added, changed) for id, added, changed in rows}


def last_changed(archive: Archive) -> datetime:
    """When the last of all records was added, changed or withdrawn; the beginning of the epoch for an empty archive."""
    found: datetime | None = models.Record.objects.aggregate(last=Max("changed"))["last"]
    return found or datetime.fromtimestamp(0, UTC)


# --- parts of everything that has a page ---------------------------------------------------------------

KINDS = ("documents", "people", "places")
PART = 20_000
"""Addresses of one kind up to which they are in one part. Above, parts go by the first characters of ids, which are
as good as random: so a part is stable, and none is ever much larger than others."""


def parts(archive: Archive, kind: str) -> tuple[tuple[str, datetime | None], ...]:
    """The parts of everything of that kind: what ids in it begin with, and when the last document in it changed."""
    rows, dated = _kind(kind)
    letters, size = 0, rows.count()
    while size > PART * len(ALPHABET) ** letters:
        letters += 1
    if not letters:
        last = rows.aggregate(last=Max("changed"))["last"] if dated else None
        return (("", last),) if size else ()
    grouped = rows.order_by().values_list(Substr("id", 1, letters))
    if dated:
        return tuple(sorted(grouped.annotate(last=Max("changed"))))
    return tuple((start, None) for (start,) in sorted(grouped.distinct()))


def part(archive: Archive, kind: str, start: str) -> tuple[tuple[str, datetime | None], ...]:
    """The ids that begin so, with the time of the last change where it is known; no more than an index takes."""
    rows, dated = _kind(kind)
    inside = rows.filter(id__gte=start, id__lt=f"{start}~").order_by("id")
    if dated:
        return tuple(inside.values_list("id", "changed")[:MOST])
    return tuple((id, None) for id in inside.values_list("id", flat=True)[:MOST])


MOST = 50_000
"""Addresses of one part: as many as the sitemap protocol lets one have."""


def _kind(kind: str) -> tuple[QuerySet[Any, Any], bool]:
    if kind == "documents":
        return models.Record.objects.filter(withdrawn=None), True
    if kind == "people":
        return models.Name.objects.filter(person=F("id"), records__gt=0), False
    if kind == "places":
        return models.Place.objects.filter(records__gt=0), False
    raise NotFound(f"There is no list of {kind[:20]!r}.")
