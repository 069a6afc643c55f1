"""What is measured with: texts of a real edition, and an archive made of them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cache import Cache
from benchmarks.large import Large, large
from benchmarks.process import fonds

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("FONDS_SHARED") or ROOT.parent / "shared")
QUICK = 150
"""Texts of a quick run."""
DEMO_COPIES = 30
"""Of each of the demo's texts, where there is nothing else."""


@dataclass(frozen=True, slots=True)
class Material:
    """A folder of texts, and room beside it for what is made of them."""

    folder: Path
    origin: str
    quick: bool
    cache: Cache
    growth: bool
    """Whether the largest sizes are measured too."""

    @property
    def texts(self) -> Path:
        """The folder to read and add."""
        return self.folder / "text"

    @property
    def paths(self) -> list[Path]:
        """Every text, in order."""
        return sorted(self.texts.iterdir())

    @property
    def contents(self) -> Iterator[str]:
        """Every text's words."""
        return (path.read_text("utf-8") for path in self.paths)

    @property
    def bytes(self) -> int:
        """Of all texts."""
        return sum(path.stat().st_size for path in self.paths)

    @property
    def count(self) -> str:
        """How many texts, in words."""
        return f"{len(self.paths):,} texts"

    @property
    def description(self) -> str:
        """What the data are."""
        return f"Data: {self.count}, {self.bytes / 1e6:.1f} MB, {self.origin}."

    def repeats(self, usual: int) -> int:
        """How often to measure."""
        return 1 if self.quick else usual

    def large(self) -> Large:
        """The large archive, out of the cache or made now."""
        return large(self.cache, SHARED, quick=self.quick)

    def archive(self) -> Path:
        """An archive of all texts, made when first asked for."""
        folder = self.folder / "archive"
        if not folder.exists():
            fonds("new", folder)
            fonds("add", self.texts, "--archive", folder)
        return folder


@contextlib.contextmanager
def material(*, quick: bool, growth: bool, cache: Cache) -> Iterator[Material]:
    """The 1,504 texts of *Documents on Australian Foreign Policy*, or else the demo's, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="fonds-bench-") as made:
        folder = Path(made)
        script, volumes = (
            SHARED / "eval" / "make_gold.py",
            sorted((SHARED / "corpora" / "dafp-dev").glob("*")),
        )
        if script.is_file() and volumes:
            command = [sys.executable, str(script), "dafp", str(folder), *map(str, volumes)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            origin = "Documents on Australian Foreign Policy"
        else:
            _write_demo(folder / "text")
            origin = f"the demo's papers {DEMO_COPIES} times over, because ../shared is absent: no measure of the goals"
        if quick:
            texts = sorted((folder / "text").iterdir())
            for n, path in enumerate(texts):
                # Spread over all, so that kinds of papers keep their shares.
                if n % max(1, len(texts) // QUICK):
                    path.unlink()
            origin += ", one in ten"
        yield Material(folder, origin, quick, cache, growth)


def _write_demo(folder: Path) -> None:
    folder.mkdir()
    papers = [path for path in sorted((ROOT / "demo").glob("*/*.txt")) if path.name.count(".") == 1]
    for copy in range(DEMO_COPIES):
        for n, paper in enumerate(papers):
            # The same bytes twice would be one document.
            (folder / f"{copy:02}-{n:03}.txt").write_bytes(
                paper.read_bytes() + f"\n\nCopy {copy}.\n".encode()
            )
