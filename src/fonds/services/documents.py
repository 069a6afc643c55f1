"""Documents out of the store, with their mentions resolved over the whole archive.

A stored document is what the reader made of one original; which other document a mention means is
known to the archive only, and is filled in here, so that pages, exports and the API say the same.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter

from fonds.errors import NotFound, Withdrawn
from fonds.model import Document, codec
from fonds.model.ids import is_valid
from fonds.store import models, queries

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


@lru_cache(maxsize=4)
def decoded(text: str) -> Document:
    """The document that a record keeps as JSON. The last few stay: who asks for one asks for its page, its citations
    and its formats, one after the other."""
    return codec.from_json(text)


def several(ids: Iterable[str], readings: dict[str, str] | None = None) -> Iterator[Document]:
    """The documents with these ids in this order; ids that lead nowhere are passed over.

    Into ``readings`` goes the reading text of each, by id, before it is given.
    """
    wanted = (id for id in ids if is_valid(id))
    while piece := list(islice(wanted, PIECE)):
        found = queries.documents(piece)
        packed = {} if readings is None else queries.readings(piece)
        decided = {id: list(rows) for id, rows in groupby(queries.decided(piece), key=itemgetter(0))}
        for id in piece:
            # Between the two questions another process may have taken the document back.
            if id in found and (readings is None or id in packed):
                if readings is not None:
                    readings[id] = zlib.decompress(packed[id]).decode("utf-8")
                yield _resolved(decoded(found[id]), decided.get(id, ()))


def every(readings: dict[str, str] | None = None) -> Iterator[Document]:
    """Every document that is not withdrawn, by id; a few in memory at a time. ``readings``: see ``several``."""
    ids = models.Record.objects.filter(withdrawn=None).order_by("id").values_list("id", flat=True)
    yield from several(list(ids), readings)


def _resolved(document: Document, rows: Sequence[tuple[str, str, str | None, str | None, str]]) -> Document:
    """The document with what linking has decided of its mentions. Where the rows are not yet of this version, as it is."""
    if not rows or len(rows) != len(document.references):
        return document
    return replace(
        document,
        references=tuple(
            replace(r, state=state, resolves_to=inside or target, candidates=tuple(listed(candidates)))
            for r, (_, state, inside, target, candidates) in zip(document.references, rows, strict=True)
        ),
    )


def listed(value: str | list[str]) -> list[str]:
    """A list out of a column of JSON, which PostgreSQL gives as a list and SQLite as text."""
    found: list[str] = json.loads(value) if isinstance(value, str) else value
    return found
