"""How many documents a second are read, kept, linked and indexed on two cores?

The whole process of ``fonds add`` into a new archive; then the same once more, which finds nothing new.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from benchmarks.material import Material
from benchmarks.measure import Figure, Goal
from benchmarks.process import fonds


def run(material: Material) -> Iterator[Figure]:
    """``fonds add`` on two cores."""
    count = len(material.paths)
    new, again = [], []
    for n in range(material.repeats(5)):
        archive = material.folder / f"added-{n}"
        fonds("new", archive)
        new.append(fonds("add", material.texts, "--archive", archive, cores=2))
        again.append(fonds("add", material.texts, "--archive", archive, cores=2))
        shutil.rmtree(archive)
    yield Figure(
        "fonds add, two cores",
        material.count,
        "documents/s",
        tuple(count / one.seconds for one in new),
        Goal(200),
    )
    yield Figure(
        "fonds add, processor time of a document",
        material.count,
        "ms",
        tuple(one.cpu_seconds * 1000 / count for one in new),
    )
    yield Figure(
        "fonds add, peak memory of its largest process",
        material.count,
        "MB",
        tuple(one.peak_bytes / 1e6 for one in new),
    )
    yield Figure(
        "fonds add of the same again",
        material.count,
        "documents/s",
        tuple(count / one.seconds for one in again),
    )
