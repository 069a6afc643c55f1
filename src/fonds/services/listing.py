"""Listing: all documents a piece at a time, in an order that no change of the archive disturbs."""

from __future__ import annotations

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
