"""How many documents a second does one core read?

The whole process, from the start of Python to the last line of JSON.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.material import Material
from benchmarks.measure import Figure, Goal
from benchmarks.process import fonds


def run(material: Material) -> Iterator[Figure]:
    """``fonds read`` on one core."""
    count = len(material.paths)
    runs = [fonds("read", material.texts, cores=1) for _ in range(material.repeats(5))]
    yield Figure(
        "fonds read, one core",
        material.count,
        "documents/s",
        tuple(count / one.seconds for one in runs),
        Goal(300),
    )
    yield Figure(
        "fonds read, processor time of a document",
        material.count,
        "ms",
        tuple(one.cpu_seconds * 1000 / count for one in runs),
    )
    yield Figure("fonds read, peak memory", material.count, "MB", tuple(one.peak_bytes / 1e6 for one in runs))
