"""How much disk does an archive take, against the text in it?

Blocks on disk, folders included, after ``fonds add``: a small file takes a whole block.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.material import Material
from benchmarks.measure import Figure

BLOCK_BYTES = 512
"""What ``st_blocks`` counts."""


def run(material: Material) -> Iterator[Figure]:
    """Each part of the archive, as bytes a byte of text."""
    archive, raw = material.archive(), material.bytes
    parts = {
        "originals": _taken(archive / "originals"),
        "records": sum(_taken(path) for path in archive.glob("fonds.sqlite3*")),
        "search index": _taken(archive / "index"),
    }
    for name, taken in (parts | {"together": sum(parts.values())}).items():
        yield Figure(
            f"disk, {name}", f"{raw / 1e6:.1f} MB", f"times the text ({taken / 1e6:.1f} MB)", (taken / raw,)
        )


def _taken(path: Path) -> int:
    taken = path.stat().st_blocks * BLOCK_BYTES
    if path.is_dir():
        with os.scandir(path) as entries:
            taken += sum(_taken(Path(entry)) for entry in entries)
    return taken
