"""The archive, or some of it, in another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from fonds.errors import UsageError
from fonds.exporters import AGENTS, EXPORTERS, HOLDINGS, Exporter, by_name
from fonds.services import describing, documents, finding
from fonds.services.archive import Archive

Address = Callable[[str], str]
MOST_FOUND = finding.DEEPEST
"""Documents of one search that the site hands out; ``export`` gives all."""


def export(
    archive: Archive, format: str = "jsonl", *, query: str | None = None, address: Address | None = None
) -> Iterator[str]:
    """Every document in order of its id, or what a query finds in order of relevance, piece by piece; "jsonl" is one
    line a document. ``address`` gives the permalink of an id. UsageError: unknown format.

    Formats of the archive as a whole: ``ead3`` the holdings, ``eac-cpf`` all persons and bodies.
    """
    if whole := _whole(archive, format, address):
        if query is not None:
            raise UsageError(f"{format} tells of the whole archive; it takes no query.")
        return whole
    exporter, readings = by_name(format), _readings(format)
    if query is None:
        found = documents.every(readings)
    else:
        _, ids = finding.every_id(archive, query)
        found = documents.several(ids, readings)
    return exporter.encode_many(found, address, archive.title, _taken(readings))


def _whole(archive: Archive, format: str, address: Address | None) -> Iterator[str] | None:
    """The archive in a format that is none of documents."""
    for of_holdings in HOLDINGS:
        if of_holdings.name == format:
            return iter([of_holdings.encode(describing.holdings(archive, (), address), None, archive.title)])
    for of_agents in AGENTS:
        if of_agents.name == format:
            return of_agents.encode_many(describing.everybody(archive, address), None, archive.title)
    return None


def formats() -> tuple[str, ...]:
    """The name of every format that ``export`` takes."""
    return (*(e.name for e in EXPORTERS), *(e.name for e in HOLDINGS), *(e.name for e in AGENTS))


def _readings(format: str) -> dict[str, str] | None:
    """Where reading texts go on their way, if the format carries them."""
    return {} if by_name(format).with_reading else None


def _taken(readings: dict[str, str] | None) -> Callable[[str], str | None]:
    """Gives the reading text of an id once, so that no more than one is held."""
    return lambda id: readings.pop(id, None) if readings is not None else None


def document(archive: Archive, id: str, format: str, *, address: str | None = None) -> str:
    """One document in the format of that name (``fonds.exporters.EXPORTERS``). UsageError: unknown format. NotFound: no
    such document, or the format has nothing to say of it."""
    readings = _readings(format)
    found = next(documents.several([id], readings), None)
    if found is None:
        raise documents.unknown(id)
    return by_name(format).encode(found, address, archive.title, _taken(readings)(id))


def suiting(archive: Archive, id: str) -> tuple[Exporter, ...]:
    """The formats that have something to say of a document."""
    found = documents.one(id)
    return tuple(exporter for exporter in EXPORTERS if exporter.suits(found))


def several(archive: Archive, ids: Sequence[str], format: str, *, address: Address | None = None) -> str:
    """Several documents in one file; ``address`` gives an id's permalink. Ids that lead nowhere are passed over."""
    readings = _readings(format)
    found = documents.several(ids, readings)
    return "".join(by_name(format).encode_many(found, address, archive.title, _taken(readings)))


def found(
    archive: Archive,
    query: str,
    format: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: str = "relevance",
    also_names: bool = True,
    offset: int = 0,
    limit: int = 1000,
    address: Address | None = None,
) -> tuple[int, Iterator[str]]:
    """How many documents a search finds, and so many of them from the offset on, piece by piece. UsageError: unknown format, or
    an offset further than hits are listed."""
    exporter = by_name(format)
    if offset >= MOST_FOUND:
        raise UsageError(
            f"The site hands out the first {MOST_FOUND} documents of a search. Narrow it, or ask whoever keeps the archive "
            "for the whole: `fonds export --query` or `fonds dump`."
        )
    total, ids = finding.ids(
        archive, query, filters=filters, sort=sort, also_names=also_names, offset=offset, limit=limit
    )
    readings = _readings(format)
    pieces = exporter.encode_many(documents.several(ids, readings), address, archive.title, _taken(readings))
    return total, pieces
