"""The archive, or one document, in another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fonds.services.archive import Archive


def export(archive: Archive, format: str = "jsonl") -> Iterator[str]:
    """Every document in order of its id, piece by piece; "jsonl" is one line a document. UsageError: unknown format."""
    raise NotImplementedError


def document(archive: Archive, id: str, format: str, *, address: str | None = None) -> str:
    """One document by the exporter of that name (``fonds.exporters.EXPORTERS``; "json" and "txt" always)."""
    raise NotImplementedError


def several(
    archive: Archive, ids: list[str], format: str, *, address: Callable[[str], str] | None = None
) -> str:
    """Several documents in one file; ``address`` gives an id's permalink."""
    raise NotImplementedError
