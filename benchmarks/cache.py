"""What takes minutes to make is kept between runs, in a folder outside the repository."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("FONDS_BENCH_CACHE") or Path(tempfile.gettempdir()) / "fonds-bench-cache")
"""Unless ``--cache`` names another one. Nothing is ever taken out of it: remove it to free its disk."""
TOLD = "made.json"


class Absent(Exception):
    """Something that a benchmark needs is not on this machine; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Made:
    """A folder of the cache, with what was measured when it was made."""

    folder: Path
    told: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder."""

    folder: Path = CACHE

    def made(self, name: str, make: Callable[[Path], Mapping[str, float]]) -> Made:
        """What lies under the name; else ``make`` fills the folder, and what it tells is remembered.

        A folder is only whole with that note in it: what a run left half made is made again.
        """
        folder = self.folder / name
        note = folder / TOLD
        if not note.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            print(f"    making {name} ...", flush=True)
            note.write_text(json.dumps(make(folder)), encoding="utf-8")
        return Made(folder, json.loads(note.read_text("utf-8")))


def bytes_of(folder: Path) -> int:
    """Of all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
