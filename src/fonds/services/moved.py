"""Addresses under which documents were published before: where they are now."""

from __future__ import annotations

from django.db.models import F

from fonds.services.archive import Archive
from fonds.store import models
from fonds.store.facts import LONGEST_PATH


def record_at(archive: Archive, path: str, query: str = "") -> str | None:
    """The id of the document that once had this address, decoded and without host; None where none had it.

    With its query first, since some sites tell their pages by it; then without, since others add to addresses
    what has nothing to do with the page. A trailing slash makes no difference. Of several documents it is the one
    that was added last, and one that is withdrawn only where no other is.
    """
    bare = path.rstrip("/")
    wanted = [f"{bare}?{query}", bare] if query else [bare]
    for address in wanted:
        if not bare.startswith("/") or len(address) > LONGEST_PATH or not _is_text(address):
            continue
        found = (
            models.Address.objects.filter(path=address)
            .order_by(F("record__withdrawn").asc(nulls_first=True), "-record__added", "-pk")
            .values_list("record_id", flat=True)
            .first()
        )
        if found:
            return found
    return None


def _is_text(address: str) -> bool:
    """Whether a database takes it for text."""
    return "\x00" not in address and not any("\ud800" <= c <= "\udfff" for c in address)
