"""The editions of the evaluation, and slices of them small enough for every run of the tests."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fonds.evaluation.run import Run
from fonds.services.evaluating import evaluate

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("FONDS_SHARED") or ROOT.parent / "shared")


@dataclass(frozen=True, slots=True)
class Corpus:
    """An edition in ``../shared/corpora``. ``mentions`` are measured where the edition explains them, ``noise`` where
    there are papers enough."""

    name: str
    title: str
    folder: str
    mentions: bool = False
    noise: bool = False

    def measure(self, shared: Path, *, jobs: int = 1) -> Run:
        """All of it."""
        return evaluate([shared / "corpora" / self.folder], jobs=jobs, mentions=self.mentions)

    def measure_noisy(self, shared: Path, percent: float, papers: int, *, jobs: int = 1) -> Run:
        """A sample of so many papers, with so many of 100 characters flipped."""
        return evaluate([shared / "corpora" / self.folder], jobs=jobs, limit=papers, noise_percent=percent)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of an edition, the same papers each time."""

    name: str
    path: str
    limit: int | None = None
    mentions: bool = False

    def measure(self, shared: Path) -> Run:
        """In this process: a few seconds."""
        return evaluate([shared / "corpora" / self.path], limit=self.limit, mentions=self.mentions)


CORPORA: tuple[Corpus, ...] = (
    Corpus("frus", "*Foreign Relations of the United States*", "frus-dev", mentions=True, noise=True),
    Corpus("dafp", "*Documents on Australian Foreign Policy*", "dafp-dev"),
    Corpus("schnitzler", "Letters of Arthur Schnitzler, in German", "tei-schnitzler-dev"),
    Corpus("qhod", "Letters of Habsburg and Ottoman diplomacy", "tei-qhod"),
    Corpus("cables", "Cables of the State Department, as PDF", "nara-cables-dev"),
)
SLICES: tuple[Slice, ...] = (
    Slice("frus", "frus-dev", limit=240),
    Slice("frus-mentions", "frus-dev/frus1958-60v01.xml", mentions=True),
    Slice("dafp", "dafp-dev", limit=240),
    Slice("schnitzler", "tei-schnitzler-dev", limit=100),
    Slice("qhod", "tei-qhod"),
    Slice("cables", "nara-cables-dev", limit=40),
)
