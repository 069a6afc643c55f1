"""How long does a search take inside the server?

Ten hits with passages, the exact total and eight facets: first the service alone, then the whole request
through Django, from its middleware to the finished page. Queries of six kinds, each asked several times on a
warm index, all in turn.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, percentile
from benchmarks.served_searches import address, anew
from benchmarks.vocabulary import Asked, Kinds, Vocabulary

QUERIES = 24
"""Of each kind."""
ROUNDS = 5
"""How often each query is asked for one repeat."""
PLACES = 6
"""From how many of the most frequent places filters are taken."""


def run(material: Material) -> Iterator[Figure]:
    """Service and request, each by kind and all together."""
    os.environ["FONDS_ARCHIVE"] = str(material.archive())
    os.environ["DJANGO_SETTINGS_MODULE"] = "fonds.web.settings"
    # Only now: Django reads both when it is first imported.
    from fonds.services import archive, finding

    opened = archive.open_archive()
    facets = {facet.name: facet for facet in finding.search(opened, "").facets}
    places = [value.value for value in facets["place"].values[:PLACES]]
    kinds = Vocabulary(material.contents).kinds(QUERIES, places)

    yield from _figures(
        material, kinds, "search service", lambda q: finding.search(opened, q.text, filters=q.filters)
    )

    from django.test import Client

    client = Client(SERVER_NAME="localhost")

    def request(asked: Asked) -> None:
        answer = client.get(anew(address(asked)))
        if answer.status_code != 200:
            raise RuntimeError(f"/search?q={asked.text} gave {answer.status_code}")

    yield from _figures(material, kinds, "search request", request)


def _figures(material: Material, kinds: Kinds, what: str, ask: Callable[[Asked], object]) -> Iterator[Figure]:
    taken: dict[str, list[list[float]]] = {kind: [] for kind in kinds}
    _round(kinds, ask)
    for _ in range(material.repeats(5)):
        rounds = [_round(kinds, ask) for _ in range(material.repeats(ROUNDS))]
        for kind in kinds:
            taken[kind].append([ms for one in rounds for ms in one[kind]])
    for kind, repeats in taken.items():
        data = f"{len(kinds[kind])} queries"
        for percent in (50, 95):
            values = tuple(percentile(times, percent) for times in repeats)
            yield Figure(
                f"{what}, {kind}, p{percent}", data, "ms", values, Goal(10, False) if percent == 95 else None
            )
    together = [[ms for kind in taken for ms in taken[kind][n]] for n in range(len(repeats))]
    data = f"{sum(map(len, kinds.values()))} queries"
    for percent in (50, 95):
        values = tuple(percentile(times, percent) for times in together)
        yield Figure(
            f"{what}, all, p{percent}", data, "ms", values, Goal(10, False) if percent == 95 else None
        )


def _round(kinds: Kinds, ask: Callable[[Asked], object]) -> dict[str, list[float]]:
    """Each query once; milliseconds by kind."""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for kind, queries in kinds.items():
        for asked in queries:
            began = time.perf_counter()
            ask(asked)
            times[kind].append((time.perf_counter() - began) * 1000)
    return times
