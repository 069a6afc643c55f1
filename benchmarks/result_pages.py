"""How many pages of search results a second does one worker give?

As for document pages, with queries of every kind that ``searching`` asks, in random order; each page is made anew.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from benchmarks.document_pages import figures
from benchmarks.material import Material
from benchmarks.measure import Figure
from benchmarks.process import served
from benchmarks.searching import QUERIES
from benchmarks.served_searches import anew
from benchmarks.vocabulary import SEED, Vocabulary

ROUNDS = 5
"""How often each query is asked for one repeat."""


def run(material: Material) -> Iterator[Figure]:
    """With one client, and with eight."""
    words = Vocabulary(material.contents)
    kinds = (words.common(), words.rare(), words.both(), words.phrases(), words.prefixes())
    queries = [asked.text for kind in kinds for asked in islice(kind, QUERIES)]
    random.Random(SEED).shuffle(queries)
    paths = [f"/search?{urlencode({'q': query})}" for query in queries]
    with served(material.archive()) as server:
        server.load(paths, clients=1)
        for how, clients in (("1 client", 1), ("8 clients", 8)):
            loads = [
                server.load([anew(path) for path in paths * material.repeats(ROUNDS)], clients=clients)
                for _ in range(material.repeats(5))
            ]
            yield from figures(f"results page, {how}", f"{len(paths)} queries", loads)
