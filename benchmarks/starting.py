"""How long does a command take to start, and the server to answer?

Whole processes: ``fonds --help``, ``fonds search`` for one word, and ``fonds serve`` until the first page
has come.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.material import Material
from benchmarks.measure import Figure
from benchmarks.process import fonds, served


def run(material: Material) -> Iterator[Figure]:
    """Seconds, after one start that fills the disk's cache."""
    archive = material.archive()
    times = material.repeats(10)
    commands = {
        "fonds --help": ["--help"],
        "fonds search": ["search", "treaty", "--archive", str(archive)],
    }
    for name, arguments in commands.items():
        fonds(*arguments)
        runs = [fonds(*arguments) for _ in range(times)]
        yield Figure(name, material.count, "ms", tuple(one.seconds * 1000 for one in runs))
        yield Figure(
            f"{name}, peak memory", material.count, "MB", tuple(one.peak_bytes / 1e6 for one in runs)
        )
    starts = []
    for _ in range(material.repeats(5)):
        with served(archive) as server:
            starts.append(server.start_seconds * 1000)
    yield Figure("fonds serve, to its first answer", material.count, "ms", tuple(starts))
