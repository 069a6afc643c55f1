"""Withdrawing: a document is taken back, or another one stands for it.

Nothing of truth is deleted: original and versions stay, and the id is never given again. Its address answers
410 with the citation, or leads to the document that it was merged into; harvesters are told that it is gone.
"""

from __future__ import annotations

from django.db.models import F

from fonds.errors import UsageError
from fonds.model import codec
from fonds.model.ids import is_valid
from fonds.services import documents, following
from fonds.services.archive import Archive, sentences
from fonds.store import lock, models, records
from fonds.store.facts import facts_of

LONGEST_REASON = 500


def withdraw(archive: Archive, id: str, reason: str) -> None:
    """Takes a document back; the reason is shown at its address.

    NotFound: there is no such document, or it was withdrawn before. UsageError: no reason, or one too long.
    """
    _take_back(archive, id, reason)


def merge(archive: Archive, id: str, into: str) -> None:
    """Has the address of one document lead to another one that stands for both. Raises as ``withdraw`` does."""
    if id == into:
        raise UsageError("A document cannot be merged into itself; name another one.")
    _take_back(archive, id, f"It is the same document as {into}.", into)


def give_back(archive: Archive, id: str) -> None:
    """Undoes either: the document is found and shown again, at the same address.

    NotFound: there never was one. UsageError: it is not withdrawn.
    """
    with lock.writer(archive.root), sentences(archive.root):
        if documents.is_kept(id):
            raise UsageError(f"The document {id} is not withdrawn.")
        kept = (
            models.Version.objects.filter(record=id, number=F("record__version")).first()
            if is_valid(id)
            else None
        )
        if kept is None:
            raise documents.unknown(id)
        records.give_back(id, facts_of(codec.from_json(kept.document)))
        following.follow(archive)


def _take_back(archive: Archive, id: str, reason: str, into: str | None = None) -> None:
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise UsageError(f"Give a reason of 1 to {LONGEST_REASON} characters; readers are shown it.")
    with lock.writer(archive.root), sentences(archive.root):
        for wanted in (id, into):
            if wanted is not None and not documents.is_kept(wanted):
                raise documents.unknown(wanted)
        records.withdraw(id, reason, into)
        following.follow(archive)
