"""Harvesting: which records changed when, a page at a time, so that others can keep a copy up to date.

The order is that of the change log: when a record was last added, changed or withdrawn, then its id. A page goes on
behind the last record of the one before, never at a count: so whatever is added, changed or withdrawn between two
pages, no record is passed over. One that changes after it was given comes again, at the end, as it is then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q, QuerySet

from fonds.model import Document
from fonds.model.ids import is_valid
from fonds.services import documents
from fonds.services.archive import Archive
from fonds.store import models

Records = QuerySet[models.Record, models.Record]


@dataclass(frozen=True, slots=True)
class Change:
    """A record as a harvester sees it: when it was last added, changed or withdrawn, and in which collection it is."""

    id: str
    changed: datetime
    withdrawn: bool
    collection: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked for: changes from ``since`` on, before ``until``, in one of ``collections``; ``None`` is no bound."""

    since: datetime | None = None
    until: datetime | None = None
    collections: tuple[str, ...] | None = None


def changes(
    archive: Archive, span: Span, *, after: tuple[datetime, str] | None, limit: int
) -> tuple[Change, ...]:
    """So many records at most, in the order of their changes, behind the one that ``after`` names."""
    found = _within(span)
    if after is not None:
        moment, id = after
        # The first condition is implied by the second; a database takes only the first for a range of its index.
        found = found.filter(changed__gte=moment).filter(Q(changed__gt=moment) | Q(id__gt=id))
    rows = found.order_by("changed", "id").values_list("id", "changed", "withdrawn", "collection")
    return tuple(Change(id, at, gone is not None, name) for id, at, gone, name in rows[:limit])


def count(archive: Archive, span: Span) -> int:
    """How many records there are, withdrawn ones too."""
    return _within(span).count()


def change(archive: Archive, id: str) -> Change | None:
    """One record, withdrawn or not; None where there never was one with that id."""
    if not is_valid(id):
        return None
    row = models.Record.objects.filter(id=id).values_list("changed", "withdrawn", "collection").first()
    return Change(id, row[0], row[1] is not None, row[2]) if row else None


def earliest(archive: Archive) -> datetime | None:
    """When the first of all records was last changed; None in an empty archive."""
    found: datetime | None = models.Record.objects.aggregate(first=Min("changed"))["first"]
    return found


def collections(archive: Archive) -> tuple[str, ...]:
    """Every collection that a record is in or was in, and those that hold these, by name.

    "Papers of the Bridge" holds "Papers of the Bridge/Letters".
    """
    names = models.Record.objects.exclude(collection=None).order_by().values_list("collection", flat=True)
    found: set[str] = set()
    for name in names.distinct():
        steps = (name or "").split("/")
        found.update("/".join(steps[: n + 1]) for n in range(len(steps)))
    return tuple(sorted(found))


def inside(names: Sequence[str], name: str) -> tuple[str, ...]:
    """Those of the collections that are this one or lie in it.

    >>> inside(["Papers", "Papers/Letters", "Papers of others"], "Papers")
    ('Papers', 'Papers/Letters')
    """
    return tuple(one for one in names if one == name or one.startswith(f"{name}/"))


def contents(archive: Archive, ids: Sequence[str]) -> dict[str, Document]:
    """The documents with these ids; what is withdrawn is left out."""
    return {document.id: document for document in documents.several(ids)}


def _within(span: Span) -> Records:
    found = models.Record.objects.all()
    if span.since is not None:
        found = found.filter(changed__gte=span.since)
    if span.until is not None:
        found = found.filter(changed__lt=span.until)
    if span.collections is not None:
        found = found.filter(collection__in=span.collections)
    return found
