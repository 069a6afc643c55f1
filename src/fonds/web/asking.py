"""What an address asks of a search: query, filters, order. The page of results, its files and its feeds read it alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from fonds.search.entry import FACETS
from fonds.web.narrowing import SORT_WORDS
from fonds.web.pages import printable, query_of

MAX_VALUES = 20
"""Filters and characters of one that are taken from an address; the rest is left alone."""
MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """``filters``: facet -> values; ``also_names``: whether other forms of names are searched too."""

    query: str
    filters: Mapping[str, tuple[str, ...]]
    sort: str
    also_names: bool


def of(request: HttpRequest) -> Asked:
    """What is asked; unknown filters and orders are passed over. UsageError: the query is too long."""
    sort = request.GET.get("sort", "relevance")
    return Asked(
        query_of(request),
        {name: _values(request, name) for name in FACETS if name in request.GET},
        sort if sort in SORT_WORDS else "relevance",
        request.GET.get("names") != "off",
    )


def _values(request: HttpRequest, facet: str) -> tuple[str, ...]:
    """The values of a facet that the address asks for, each once."""
    given = (printable(value[:MAX_VALUE_CHARACTERS]) for value in request.GET.getlist(facet)[:MAX_VALUES])
    return tuple(dict.fromkeys(value for value in given if value))
