"""How many document pages a second does one worker give?

``fonds serve`` over HTTP on this machine, asked by another process for every document once, in random
order and without conditional requests: first by a server that has just started and shows each document for
the first time, then again by the same one, which has kept the pages.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator, Sequence

from benchmarks.material import Material
from benchmarks.measure import Figure, Goal, percentile
from benchmarks.process import FONDS, Load, served
from benchmarks.vocabulary import SEED


def run(material: Material) -> Iterator[Figure]:
    """With eight clients, which keep the worker busy, and with one."""
    archive = material.archive()
    exported = subprocess.run([*FONDS, "export", "--archive", archive], capture_output=True, check=True)
    ids = [json.loads(line)["id"] for line in exported.stdout.splitlines()]
    random.Random(SEED).shuffle(ids)
    paths = [f"/d/{id}" for id in ids]
    loads: dict[str, list[Load]] = {
        "first visits, 8 clients": [],
        "again, 8 clients": [],
        "again, 1 client": [],
    }
    peaks = []
    for _ in range(material.repeats(5)):
        with served(archive) as server:
            for how, several in loads.items():
                several.append(server.load(paths, clients=1 if "1 client" in how else 8))
            peaks.append(server.peak_bytes() / 1e6)
    for how, several in loads.items():
        goal = None if "1 client" in how else Goal(400)
        yield from figures(f"document page, {how}", f"{len(paths):,} documents", several, goal)
    yield Figure("fonds serve, peak memory after that", material.count, "MB", tuple(peaks))


def figures(what: str, data: str, loads: Sequence[Load], goal: Goal | None = None) -> Iterator[Figure]:
    """Rate, and the times of single answers."""
    yield Figure(what, data, "requests/s", tuple(load.rate for load in loads), goal)
    for percent in (50, 95):
        values = tuple(percentile(load.milliseconds, percent) for load in loads)
        yield Figure(f"{what}, p{percent}", data, "ms", values)
