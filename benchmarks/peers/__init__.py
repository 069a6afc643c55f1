"""How much sooner does it answer than what else one would take, on the same documents and queries?

Fonds and each peer run side by side, each as a server of its own, and are asked in turn: every query by one client
of all of them before the next one. A peer gets the set-up that we found best for it (its module says which), and the
same values for its facets; the papers of the large archive are loaded once, and kept. Datasette comes into an
environment of its own in the cache; BaseX and PostgreSQL are Debian's packages basex and postgresql, and left out
where they are absent.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from statistics import median
from types import ModuleType

from benchmarks.cache import Absent, Made
from benchmarks.large import Large
from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, percentile
from benchmarks.peers import basex, datasette, ours, postgresql, service
from benchmarks.peers.engine import Engine, take_turns
from benchmarks.peers.totals import differences
from benchmarks.vocabulary import Kinds

TITLE = "Benchmarks: peers"
PAGE = "benchmarks-peers.md"
DATA = "Data: every volume of the two editions in ../shared, as one archive."
PEERS: tuple[ModuleType, ...] = (datasette, basex, postgresql)
"""Each has ``NAME``; ``OVER_HTTP``, whether it is a web server; ``lacking(cache)``, what of it is absent; ``version(folder)``; ``load(large, folder)``, which
takes the papers in; ``running(folder)``, which gives what asks it; and its set-up, as its docstring."""

QUERIES = 8
"""Of each kind."""
ROUNDS = 5
GOALS = {"common word": 20}
GOAL = 5
"""Times as long as Fonds, for all other kinds."""
SAME = (
    "Every engine gives ten hits, the exact total, eight facets of up to fifty values and a passage of each hit. "
    "Fonds gives them as a finished page of HTML, the others as data. Fonds also counts a facet that is narrowed "
    "by without its own filter; the others count all facets under all filters. A ratio is that of the medians of "
    "one round.",
    "BaseX and PostgreSQL speak to programs, not to browsers: beside the pages of Fonds stands its search service, "
    "which a program asks through a pipe, and which gives data too.",
)


def run(material: Material) -> Iterator[Figure | str]:
    """Loading; ratios; times of each kind; set-ups, and where answers differ."""
    large = material.large()
    loaded: dict[ModuleType, Made] = {}
    for peer in PEERS:
        try:
            made = _loaded(peer, large)
        except Absent as absent:
            yield f"{peer.NAME} was left out: {absent}."
            continue
        loaded[peer] = made
        rate = large.documents / made.told["seconds"]
        yield Figure(f"{peer.NAME}, loading", large.count, "documents/s", (rate,))
        yield Figure(f"{peer.NAME}, on disk", large.count, "MB", (made.told["bytes"] / 1e6,))

    kinds = large.queries(2 if material.quick else QUERIES)
    queries = [query for several in kinds.values() for query in several]
    with contextlib.ExitStack() as running:
        own = [
            Engine(module.NAME, running.enter_context(module.running(large.archive)))
            for module in (ours, service)
        ]
        peers = [
            Engine(peer.NAME, running.enter_context(peer.running(made.folder)))
            for peer, made in loaded.items()
        ]
        engines = [*own, *peers]
        answers = [engine.warm(queries) for engine in engines]
        for _ in range(material.repeats(ROUNDS)):
            take_turns(engines, kinds)

    pairs = [
        (engine, fonds)
        for peer, engine in zip(loaded, peers, strict=True)
        for fonds in own[: 1 if peer.OVER_HTTP else 2]
    ]
    yield from _ratios(pairs, kinds, large.count)
    yield from _times(engines, kinds, large.count)
    yield from SAME
    for peer, made in loaded.items():
        yield f"{peer.NAME} {peer.version(made.folder)}: {_set_up(peer)}"
    names = [kind for kind, several in kinds.items() for _ in several]
    for engine, given in zip(engines, answers, strict=True):
        if engine.gone:
            yield f"{engine.name} was asked no more when {engine.gone}."
        if engine in peers:
            yield from differences(engine.name, names, given, answers[0])


def _loaded(peer: ModuleType, large: Large) -> Made:
    if lacks := peer.lacking(large.cache):
        raise Absent(lacks)
    name = peer.__name__.rsplit(".", 1)[-1]
    return large.cache.made(f"{large.name}-{name}", partial(peer.load, large))


def _ratios(pairs: list[tuple[Engine, Engine]], kinds: Kinds, count: str) -> Iterator[Figure]:
    for kind, queries in kinds.items():
        for peer, fonds in pairs:
            rounds = zip(peer.times.get(kind, []), fonds.times.get(kind, []), strict=False)
            if ratios := tuple(median(theirs) / median(own) for theirs, own in rounds):
                what, data = f"{peer.name} ÷ {fonds.name}, {kind}", f"{count}, {len(queries)} queries"
                yield Figure(what, data, "times", ratios, Goal(GOALS.get(kind, GOAL)))


def _times(engines: list[Engine], kinds: Kinds, count: str) -> Iterator[Figure]:
    for kind, queries in kinds.items():
        for engine in engines:
            for percent in (50, 95):
                if values := tuple(percentile(times, percent) for times in engine.times.get(kind, [])):
                    what, data = f"{engine.name}, {kind}, p{percent}", f"{count}, {len(queries)} queries"
                    yield Figure(what, data, "ms", values)


def _set_up(peer: ModuleType) -> str:
    """Its docstring, after its name."""
    return (peer.__doc__ or "").partition(": ")[2].strip().replace("\n", " ")
