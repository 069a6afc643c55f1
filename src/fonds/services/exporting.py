"""The archive, or some of it, in another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fonds.exporters import by_name
from fonds.services import documents
from fonds.services.archive import Archive


def export(archive: Archive, format: str = "jsonl") -> Iterator[str]:
    """Every document in order of its id, piece by piece; "jsonl" is one line a document. UsageError: unknown format."""
    exporter, readings = by_name(format), _readings(format)
    return exporter.encode_many(documents.every(readings), None, archive.title, _taken(readings))


def _readings(format: str) -> dict[str, str] | None:
    """Where reading texts go on their way, if the format carries them."""
    return {} if by_name(format).with_reading else None


def _taken(readings: dict[str, str] | None) -> Callable[[str], str | None]:
    """Gives the reading text of an id once, so that no more than one is held."""
    return lambda id: readings.pop(id, None) if readings is not None else None


def document(archive: Archive, id: str, format: str, *, address: str | None = None) -> str:
    """One document in the format of that name (``fonds.exporters.EXPORTERS``). UsageError: unknown format."""
    readings = _readings(format)
    found = next(documents.several([id], readings), None)
    if found is None:
        raise documents.unknown(id)
    return by_name(format).encode(found, address, archive.title, _taken(readings)(id))


def several(
    archive: Archive, ids: Sequence[str], format: str, *, address: Callable[[str], str] | None = None
) -> str:
    """Several documents in one file; ``address`` gives an id's permalink. Ids that lead nowhere are passed over."""
    readings = _readings(format)
    found = documents.several(ids, readings)
    return "".join(by_name(format).encode_many(found, address, archive.title, _taken(readings)))
