"""Searching the archive, and completing what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fonds.services import views
from fonds.services.archive import Archive

FACETS = ("type", "year", "classification", "language", "person", "place", "archive", "collection")
SORTS = ("relevance", "date", "-date", "-added")


def search(
    archive: Archive,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: str = "relevance",
    page: int = 1,
    size: int = 10,
    also_names: bool = True,
) -> views.Results:
    """A page of hits for a query; an empty query finds everything, the newest addition first.

    ``filters``: facet name (one of FACETS) -> values, which all must hold; ``year`` also takes
    ``1950..1953``. ``also_names`` searches the other known forms of a person's name too. What cannot be
    understood is told in ``notes``; nothing in ``text`` raises. UsageError: unknown filter or sort.
    """
    raise NotImplementedError


def suggest(archive: Archive, text: str, *, limit: int = 8) -> tuple[views.Suggestion, ...]:
    """Completions of the last word: persons, places, words, with counts; kind is ``person``,
    ``place``, ``record`` or ``word``."""
    raise NotImplementedError
