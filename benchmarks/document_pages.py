"""How many document pages a second does one worker give?

``fonds serve`` over HTTP on this machine, asked by another process for documents in random order, without
conditional requests, so that every page is made anew.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator

from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, percentile
from benchmarks.process import FONDS, Load, Server, served
from benchmarks.vocabulary import SEED

SECONDS = 5
QUICK_SECONDS = 1


def run(material: Material) -> Iterator[Figure]:
    """With eight clients, and with one."""
    archive = material.archive()
    exported = subprocess.run([*FONDS, "export", "--archive", archive], capture_output=True, check=True)
    ids = [json.loads(line)["id"] for line in exported.stdout.splitlines()]
    random.Random(SEED).shuffle(ids)
    paths = [f"/d/{id}" for id in ids]
    with served(archive) as server:
        for clients in (8, 1):
            loads = loaded(server, paths, clients, material)
            yield from figures("document page", f"{len(paths):,} documents", clients, loads, Goal(400))
        yield Figure("serve, peak memory after that", material.count, "MB", (server.peak_bytes() / 1e6,))


def loaded(server: Server, paths: list[str], clients: int, material: Material) -> list[Load]:
    """The same load once a repeat."""
    seconds = QUICK_SECONDS if material.quick else SECONDS
    return [server.load(paths, clients=clients, seconds=seconds) for _ in range(material.repeats(5))]


def figures(what: str, data: str, clients: int, loads: list[Load], goal: Goal | None) -> Iterator[Figure]:
    """Rate, and the times of single answers. The goal is for a worker that is kept busy."""
    name = f"{what}, {clients} client{'s' if clients > 1 else ''}"
    rates = tuple(load.rate for load in loads)
    yield Figure(name, data, "requests/s", rates, goal if clients > 1 else None)
    for percent in (50, 95):
        values = tuple(percentile(load.milliseconds, percent) for load in loads)
        yield Figure(f"{name}, p{percent}", data, "ms", values)
