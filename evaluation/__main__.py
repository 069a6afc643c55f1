"""``python -m evaluation``: measures every edition of ``../shared`` and writes the page of figures.

With ``--pin``, slices only: their floors go up to what is reached now. With ``--confidence``, prints how often each method
is right, as a TOML table by which the judge can correct what methods claim.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evaluation import floors
from evaluation.corpora import CORPORA, ROOT, SHARED, SLICES, Corpus
from evaluation.page import Measurement, page
from fonds.evaluation import calibration, tables
from fonds.evaluation.run import Run

PAGE = ROOT / "docs" / "reference" / "accuracy.md"
NOISE_PERCENT = (1.0, 3.0, 5.0)
NOISY_PAPERS = 500


def main() -> None:
    """Does it."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="worker processes")
    parser.add_argument("--pin", action="store_true", help="raise the floors of the slices")
    parser.add_argument(
        "--lower", default="", metavar="WHY", help="with --pin: lower them too, for this reason"
    )
    parser.add_argument("--confidence", action="store_true", help="print how often each method is right")
    options = parser.parse_args()
    if not SHARED.is_dir():
        parser.error(f"../shared is absent: {SHARED} is no folder; FONDS_SHARED can name another")
    if options.pin:
        _pin(options.lower)
        return
    found = [_measure(corpus, options.jobs, noise=not options.confidence) for corpus in CORPORA]
    if options.confidence:
        print(_rates([one.clean for one in found]))
    else:
        PAGE.write_text(page(found, floors.load(), date.today()), encoding="utf-8")


def _measure(corpus: Corpus, jobs: int, *, noise: bool) -> Measurement:
    clean = corpus.measure(SHARED, jobs=jobs)
    _tell(clean)
    noisy = []
    for percent in (0.0, *NOISE_PERCENT) if noise and corpus.noise else ():
        noisy.append(corpus.measure_noisy(SHARED, percent, NOISY_PAPERS, jobs=jobs))
        _tell(noisy[-1])
    return Measurement(corpus, clean, tuple(noisy))


def _tell(run: Run) -> None:
    figures = ", ".join(f"{name} {tables.number(counts.f1)}" for name, counts in run.figures().items())
    print(f"{tables.about(run)}\n  {figures}", file=sys.stderr, flush=True)


def _pin(why_lower: str) -> None:
    before, kept = floors.load(), {}
    for slice in SLICES:
        run = slice.measure(SHARED)
        reached = run.figures()
        kept[slice.name] = floors.pin(before.get(slice.name), run, date.today(), why_lower)
        for field, floor in kept[slice.name].fields.items():
            now = round(reached[field].f1 or 0.0, 4)
            held = "" if floor.f1 <= now else f"  (reached only {now:.4f}: kept; --lower WHY lowers it)"
            print(f"{slice.name} {field}: {floor.f1:.4f}, n = {floor.n}{held}", flush=True)
    floors.save(kept)


RATES = """\
# How often each method of a recogniser is right, measured on the editions of the evaluation with
# `python -m evaluation --confidence`; reader {reader}, {day}. n: values judged; confidence: (right + 1) / (n + 2), Laplace's
# rule of succession, so that a method seen seldom is never sure.
"""


def _rates(runs: Sequence[Run]) -> str:
    """A table of methods as TOML, over all fields that a method gives."""
    claims = [replace(claim, field="") for run in runs for claim in run.claims if claim.method]
    lines = [RATES.format(reader=runs[0].reader, day=date.today().isoformat())]
    for method in calibration.methods(claims):
        corrected = (method.right + 1) / (method.given + 2)
        lines.append(f'"{method.method}" = {{ confidence = {corrected:.4f}, n = {method.given} }}')
    return "\n".join(lines)


if __name__ == "__main__":
    main()
