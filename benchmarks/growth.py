"""How does the cost of a search grow with the number of documents?

The search index alone, inside one process: ten hits with passages, the exact total and eight facets. The same
queries on 5,000, 20,000, 80,000 and, with ``--growth``, 320,000 documents, in turn: the real ones of the large
archive, then the same again with a third of their longer words changed, other ones in each copy.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, count, islice, repeat
from pathlib import Path

from benchmarks.cache import Made, bytes_of
from benchmarks.large import Large, changed
from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, percentile
from benchmarks.vocabulary import Asked, Vocabulary
from fonds.search.index import Filters, Index
from fonds.search.query import parse

SIZES = (5_000, 20_000, 80_000, 320_000)
USUAL = 3
"""How many of these are measured without ``--growth``."""
QUICK_SHARE = 100
QUERIES = 24
"""Of each kind, out of the words of the smallest size."""
ROUNDS = 3
"""How often each query is asked for one repeat."""
GOAL = 8
"""Times the cost, at sixteen times the documents."""


def run(material: Material) -> Iterator[Figure]:
    """Times of each kind at each size; then the largest against the second."""
    large = material.large()
    sizes = [size // QUICK_SHARE if material.quick else size for size in SIZES]
    sizes = sizes if material.growth else sizes[:USUAL]
    made: dict[int, Made] = {}
    for size in sizes:
        below = max(made, default=0)
        make = partial(_make, large, size, below, made[below].folder if below else None)
        made[size] = large.cache.made(f"{large.name}-index-{size}", make)
        told = made[size].told
        yield Figure(
            "search index, making", _count(size), "documents/s", (told["documents"] / told["seconds"],)
        )
        yield Figure("search index, on disk", _count(size), "MB", (told["bytes"] / 1e6,))

    words = Vocabulary(entry.body for entry in islice(large.entries(), sizes[0]))
    kinds = words.kinds(QUERIES, large.places())
    indexes = {size: Index.open(made[size].folder / "index") for size in sizes}
    taken: dict[tuple[str, int], list[float]] = {(kind, size): [] for kind in kinds for size in sizes}
    for turn in range(material.repeats(5) + 1):
        times: dict[tuple[str, int], list[float]] = {key: [] for key in taken}
        for _ in range(material.repeats(ROUNDS) if turn else 1):
            for kind, queries in kinds.items():
                for asked in queries:
                    for size, index in indexes.items():
                        times[kind, size].append(_ask(index, asked))
        if turn:  # the first round warms
            for key, several in times.items():
                taken[key].append(percentile(several, 50))

    for (kind, size), values in taken.items():
        yield Figure(f"search index, {kind}, p50", f"{_count(size)}, {QUERIES} queries", "ms", tuple(values))
    low, high = sizes[1], sizes[-1]
    for kind in kinds:
        ratios = [more / less for less, more in zip(taken[kind, low], taken[kind, high], strict=True)]
        yield Figure(
            f"search index, {kind}, {high:,} documents against {low:,}",
            f"{QUERIES} queries",
            "times",
            tuple(ratios),
            Goal(GOAL, False) if material.growth else None,
        )


def _ask(index: Index, asked: Asked) -> float:
    began = time.perf_counter()
    index.search(parse(asked.text), Filters(facets=asked.filters))
    return (time.perf_counter() - began) * 1000


def _make(large: Large, size: int, below: int, smaller: Path | None, folder: Path) -> Mapping[str, float]:
    """A copy of the next smaller one, with more put in; making the documents is not counted."""
    path = folder / "index"
    if smaller:
        shutil.copytree(smaller / "index", path)
    copies = chain.from_iterable(zip(repeat(copy), large.entries(), strict=False) for copy in count())
    seconds = 0.0
    with (Index.open(path) if smaller else Index.create(path)).writer() as writer:
        for copy, entry in islice(copies, below, size):
            other = changed(entry, copy)
            began = time.perf_counter()
            writer.put(other)
            seconds += time.perf_counter() - began
        began = time.perf_counter()
        writer.commit(1)
        writer.gather()
    seconds += time.perf_counter() - began
    return {"documents": size - below, "seconds": seconds, "bytes": bytes_of(path)}


def _count(size: int) -> str:
    return f"{size:,} documents"
