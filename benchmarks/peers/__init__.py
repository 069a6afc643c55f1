"""How much sooner does it answer than what else one would take, on the same documents and queries?

Fonds and each peer run side by side, each as a server of its own, and are asked in turn: every query by one client
of all of them before the next one. A peer gets the set-up that we found best for it (its module says which), and the
same values for its facets; the papers of the large archive are loaded once, and kept.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from types import ModuleType

from benchmarks.cache import Absent
from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, number, percentile
from benchmarks.peers import basex, datasette, ours, postgresql
from benchmarks.peers.answer import Answer
from benchmarks.vocabulary import Asked
from fonds.search.entry import FACETS

TITLE = "Benchmarks: peers"
PAGE = "benchmarks-peers.md"
DATA = "Data: every volume of the two editions in ../shared, as one archive."
PEERS: tuple[ModuleType, ...] = (datasette, basex, postgresql)
"""Each has ``NAME``; ``lacking()``, what of it is absent; ``load(large, folder)``, which takes the papers in;
``running(folder)``, which gives what asks it; and its set-up, as its docstring."""

QUERIES = 8
"""Of each kind."""
ROUNDS = 5
PATIENCE_SECONDS = 300
"""A peer that has taken so long in all is asked no more; each is asked for one round at least."""
GOALS = {"common word": 20}
GOAL = 5
"""Times as long as Fonds, for all other kinds."""
Ask = Callable[[Asked], Answer]


def run(material: Material) -> Iterator[Figure | str]:
    """Loading; times of each kind; ratios; what differs."""
    large = material.large()
    folders = {}
    for peer in PEERS:
        if lacks := peer.lacking(material.cache):
            yield f"{peer.NAME} was left out: {lacks}."
            continue
        try:
            made = large.cache.made(
                f"{large.name}-{peer.__name__.rsplit('.', 1)[-1]}", partial(peer.load, large)
            )
        except Absent as absent:
            yield f"{peer.NAME} was left out: {absent}."
            continue
        folders[peer] = made.folder
        told = made.told
        yield Figure(
            f"{peer.NAME}, loading", large.count, "documents/s", (large.documents / told["seconds"],)
        )
        yield Figure(f"{peer.NAME}, on disk", large.count, "MB", (told["bytes"] / 1e6,))

    kinds = large.queries(2 if material.quick else QUERIES)
    with contextlib.ExitStack() as running:
        engines: dict[str, Ask] = {ours.NAME: running.enter_context(ours.running(large.archive))}
        for peer, folder in folders.items():
            engines[peer.NAME] = running.enter_context(peer.running(folder))
        asked = [(kind, n, query) for kind, queries in kinds.items() for n, query in enumerate(queries)]
        first = {
            engine: {(kind, n): ask(query) for kind, n, query in asked} for engine, ask in engines.items()
        }
        spent = dict.fromkeys(engines, 0.0)
        rounds: list[dict[str, dict[str, list[float]]]] = []
        for turn in range(material.repeats(ROUNDS)):
            taking = [engine for engine in engines if not turn or spent[engine] < PATIENCE_SECONDS]
            times: dict[str, dict[str, list[float]]] = {e: {kind: [] for kind in kinds} for e in taking}
            for kind, _, query in asked:
                for engine in taking:
                    began = time.perf_counter()
                    engines[engine](query)
                    taken = time.perf_counter() - began
                    times[engine][kind].append(taken * 1000)
                    spent[engine] += taken
            rounds.append(times)

    data = f"{large.count}, {len(next(iter(kinds.values())))} queries"
    for kind in kinds:
        for engine in engines:
            several = [times[engine][kind] for times in rounds if engine in times]
            for percent in (50, 95):
                values = tuple(percentile(one, percent) for one in several)
                yield Figure(f"{engine}, {kind}, p{percent}", data, "ms", values)
    for kind in kinds:
        for engine in list(engines)[1:]:
            yield Figure(
                f"{engine} ÷ Fonds, {kind}",
                data,
                "times",
                tuple(
                    median(times[engine][kind]) / median(times[ours.NAME][kind])
                    for times in rounds
                    if engine in times
                ),
                Goal(GOALS.get(kind, GOAL)),
            )
    yield from _notes(first, folders)


def _notes(
    first: dict[str, dict[tuple[str, int], Answer]], folders: dict[ModuleType, object]
) -> Iterator[str]:
    yield (
        "Every engine gives ten hits, the exact total, eight facets of up to fifty values and a passage of each hit. "
        "Fonds gives them as a finished page of HTML, the others as data. Fonds also counts a facet that is narrowed "
        "by without its own filter; the others count all facets under all filters. Ratios are of medians, one a round."
    )
    yield from ((peer.__doc__ or "").strip().replace("\n", " ") for peer in folders)
    for engine, answers in first.items():
        short = {
            (kind, n)
            for (kind, n), answer in answers.items()
            if answer.facets < len(FACETS) or answer.hits < min(10, answer.total)
        }
        if short:
            yield f"{engine} gave fewer hits or facets than asked for in {len(short)} of {len(answers)} queries."
        if engine != ours.NAME:
            yield f"Totals, {engine}: {_totals(answers, first[ours.NAME])}."


def _totals(answers: dict[tuple[str, int], Answer], own: dict[tuple[str, int], Answer]) -> str:
    """How many are the same, and how far those of a kind are from ours together."""
    kinds = dict.fromkeys(kind for kind, _ in answers)
    told = []
    for kind in kinds:
        pairs = [(answer.total, own[key].total) for key, answer in answers.items() if key[0] == kind]
        same = sum(theirs == our for theirs, our in pairs)
        together = (sum(theirs for theirs, _ in pairs), sum(our for _, our in pairs))
        told.append(
            f"{kind} {same} of {len(pairs)} the same, together {number(together[0])} (Fonds {number(together[1])})"
        )
    return "; ".join(told)
