"""The editions of the evaluation: for each the whole, and a slice small enough for every run of the tests."""

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
    """An edition in ``../shared/corpora``. ``slice_of``: what the slice is taken of, ``slice_limit`` how many papers of
    it; ``mentions`` are measured where the edition explains them."""

    name: str
    title: str
    folder: str
    slice_of: str = ""
    slice_limit: int | None = None
    mentions: bool = False

    def whole(
        self, shared: Path, *, jobs: int = 1, noise_percent: float = 0.0, limit: int | None = None
    ) -> Run:
        """All of it."""
        return evaluate(
            [shared / "corpora" / self.folder],
            jobs=jobs,
            noise_percent=noise_percent,
            limit=limit,
            mentions=self.mentions and not noise_percent,
        )

    def slice(self, shared: Path) -> Run:
        """A part, the same each time."""
        folder = shared / "corpora" / self.folder
        return evaluate([folder / self.slice_of], limit=self.slice_limit, mentions=self.mentions)


CORPORA: tuple[Corpus, ...] = (
    Corpus("frus", "*Foreign Relations of the United States*", "frus-dev", slice_limit=240),
    Corpus(
        "frus-mentions",
        "*Foreign Relations of the United States*, with mentions of other papers",
        "frus-dev",
        slice_of="frus1958-60v01.xml",
        mentions=True,
    ),
    Corpus("dafp", "*Documents on Australian Foreign Policy*", "dafp-dev", slice_limit=240),
    Corpus("schnitzler", "letters of Arthur Schnitzler, in German", "tei-schnitzler-dev", slice_limit=100),
    Corpus("qhod", "letters of Habsburg and Ottoman diplomacy", "tei-qhod", slice_limit=None),
    Corpus("cables", "cables of the State Department, as PDF", "nara-cables-dev", slice_limit=40),
)
