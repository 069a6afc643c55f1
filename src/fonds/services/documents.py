"""Documents out of the store, with their mentions resolved over the whole archive.

A stored document is what the reader made of one original; which other document a mention means is
known to the archive only, and is filled in here, so that pages, exports and the API say the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.db.models import F

from fonds.errors import NotFound, Withdrawn
from fonds.model import Document, codec
from fonds.model.ids import is_valid
from fonds.store import models

PIECE = 200
"""Documents fetched at once where many are wanted."""


def one(id: str) -> Document:
    """One document that is not withdrawn. NotFound: there is none with that id."""
    found = next(several([id]), None)
    if found is None:
        raise unknown(id)
    return found


def is_kept(id: str) -> bool:
    """Whether there is a document with that id that is not withdrawn."""
    return is_valid(id) and models.Record.objects.filter(id=id, withdrawn=None).exists()


def unknown(id: str) -> NotFound:
    """The sentence for an id that leads nowhere, or to a document that was taken back."""
    gone = models.Record.objects.filter(id=id, withdrawn__isnull=False) if is_valid(id) else None
    for merged_into, reason in gone.values_list("merged_into", "reason") if gone is not None else ():
        if merged_into:
            return Withdrawn(f"The document {id} was merged into {merged_into}.", id, merged_into)
        why = f": {reason.rstrip('.')}" if reason else ""
        return Withdrawn(f"The document {id} was withdrawn{why}. Its citation stays at its address.", id)
    return NotFound(f"There is no document {id[:20]!r} in this archive; look for it with a search.")


def several(ids: Iterable[str], readings: dict[str, str] | None = None) -> Iterator[Document]:
    """The documents with these ids in this order; ids that lead nowhere are passed over.

    Into ``readings`` goes the reading text of each, by id, before it is given.
    """
    wanted = [id for id in ids if is_valid(id)]
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        current = models.Version.objects.filter(
            record__in=piece, record__withdrawn=None, number=F("record__version")
        )
        found = dict(current.values_list("record_id", "document"))
        packed = {} if readings is None else dict(current.values_list("record_id", "reading"))
        rows = references(piece)
        for id in piece:
            if id in found:
                if readings is not None:
                    readings[id] = zlib.decompress(bytes(packed[id])).decode("utf-8")
                yield resolved(codec.from_json(found[id]), rows.get(id, ()))


def every(readings: dict[str, str] | None = None) -> Iterator[Document]:
    """Every document that is not withdrawn, by id; a few in memory at a time. ``readings``: see ``several``."""
    ids = models.Record.objects.filter(withdrawn=None).order_by("id").values_list("id", flat=True)
    yield from several(list(ids), readings)


def references(ids: Sequence[str]) -> dict[str, list[models.ReferenceRow]]:
    """What linking has decided of the mentions in these documents, in their order."""
    rows = models.ReferenceRow.objects.filter(record__in=ids).order_by("record", "n")
    return {id: list(group) for id, group in groupby(rows, key=lambda row: row.record_id)}


def resolved(document: Document, rows: Sequence[models.ReferenceRow]) -> Document:
    """The document with what is known of its mentions. Where the rows are not yet of this version, as it is."""
    if len(rows) != len(document.references):
        return document
    return replace(
        document,
        references=tuple(
            replace(
                r, state=row.state, resolves_to=row.inside or row.target_id, candidates=tuple(row.candidates)
            )
            for r, row in zip(document.references, rows, strict=True)
        ),
    )
