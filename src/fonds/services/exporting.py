"""The archive, or some of it, in another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fonds.exporters import by_name
from fonds.services import documents
from fonds.services.archive import Archive


def export(archive: Archive, format: str = "jsonl") -> Iterator[str]:
    """Every document in order of its id, piece by piece; "jsonl" is one line a document. UsageError: unknown format."""
    return by_name(format).encode_many(documents.every(), None, archive.title)


def document(archive: Archive, id: str, format: str, *, address: str | None = None) -> str:
    """One document in the format of that name (``fonds.exporters.EXPORTERS``). UsageError: unknown format."""
    return by_name(format).encode(documents.one(id), address, archive.title)


def several(
    archive: Archive, ids: Sequence[str], format: str, *, address: Callable[[str], str] | None = None
) -> str:
    """Several documents in one file; ``address`` gives an id's permalink. Ids that lead nowhere are passed over."""
    return "".join(by_name(format).encode_many(documents.several(ids), address, archive.title))
