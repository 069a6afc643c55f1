"""How long does a search of a large archive take over HTTP, and what does its server need?

``fonds serve`` as a process of its own, asked for whole pages by another: ten hits with passages, the exact
total and eight facets; by one client and by eight. A page that was made is kept until the archive changes; so each
query is asked under addresses of its own, for pages made anew, and again under one, for pages that are kept. Then the
server's memory, and its start with nothing of the archive in the system's memory until the first page of results has
come.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load import WARM
from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, percentile
from benchmarks.process import Load, served
from benchmarks.vocabulary import SEED, Asked

QUERIES = 24
"""Of each kind."""
ROUNDS = 5
"""How often each query is asked for one repeat."""
GOALS_MS = {1: 12, 8: 40}
"""By number of clients, for the 95th of a hundred answers."""


def run(material: Material) -> Iterator[Figure]:
    """Every kind with one client and with eight, in turn; memory; cold starts."""
    large = material.large()
    told = large.made.told
    yield Figure(
        "fonds add, large archive, two cores",
        large.count,
        "documents/s",
        (told["documents"] / told["seconds"],),
        Goal(250),
    )
    yield Figure(
        "fonds add, large archive, peak memory of its largest process",
        large.count,
        "MB",
        (told["peak_bytes"] / 1e6,),
        Goal(1074, False),
    )
    kinds = {kind: [address(asked) for asked in queries] for kind, queries in large.queries(QUERIES).items()}
    every = [path for paths in kinds.values() for path in paths]
    asked = {kind: (paths, True) for kind, paths in kinds.items()} | {
        "all kinds, pages that are kept": (every, False)
    }
    taken: dict[tuple[str, int], list[Load]] = {(kind, clients): [] for clients in GOALS_MS for kind in asked}
    peaks = []
    with served(large.archive) as server:
        server.load(every, clients=1)
        for _ in range(material.repeats(5)):
            for (kind, clients), loads in taken.items():
                paths, is_new = asked[kind]
                if not is_new:
                    server.load(paths, clients=1)
                paths = paths * material.repeats(ROUNDS)
                random.Random(SEED).shuffle(paths)
                loads.append(
                    server.load(
                        [anew(path) if is_new else path for path in paths[:WARM] + paths], clients=clients
                    )
                )
            peaks.append(server.peak_bytes() / 1e6)
    for (kind, clients), loads in taken.items():
        what = f"served search, {kind}, {clients} client{'s' * (clients > 1)}"
        for percent in (50, 95):
            yield Figure(
                f"{what}, p{percent}",
                f"{large.count}, {len(asked[kind][0])} queries",
                "ms",
                tuple(percentile(load.milliseconds, percent) for load in loads),
                Goal(GOALS_MS[clients], False) if percent == 95 else None,
            )
    yield Figure("fonds serve, peak memory, large archive", large.count, "MB", tuple(peaks), Goal(500, False))

    starts = []
    for _ in range(material.repeats(5)):
        forget(large.archive)
        with served(large.archive, page=kinds["common word"][0]) as server:
            starts.append(server.start_seconds)
    yield Figure(
        "fonds serve, cold start to a first page of results",
        large.count,
        "s",
        tuple(starts),
        Goal(1.5, False),
    )


def address(asked: Asked) -> str:
    """Of the page of results."""
    return f"/search?{urlencode([('q', asked.text), *((name, value) for name, values in asked.filters.items() for value in values)])}"


_numbers = count()


def anew(path: str) -> str:
    """The same page under an address that nobody has asked for: with a key that the page does not read."""
    return f"{path}&anew={next(_numbers)}"


def forget(folder: Path) -> None:
    """Has the system drop these files from its memory, so that they are read from the disk again."""
    for path in folder.rglob("*"):
        if path.is_file():
            opened = os.open(path, os.O_RDONLY)
            try:
                os.fsync(opened)
                os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(opened)
