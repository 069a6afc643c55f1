"""``python -m evaluation``: measures every edition of ``../shared`` and writes the page of figures.

With ``--pin``, slices only: their floors go up to what is reached now. With ``--confidence``, prints how often each method
is right, as the table by which the judge could correct what methods claim.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from evaluation import floors
from evaluation.corpora import CORPORA, ROOT, SHARED, Corpus
from evaluation.page import Measurement, page
from fonds.evaluation import calibration, tables
from fonds.evaluation.run import Run

PAGE = ROOT / "docs" / "reference" / "accuracy.md"
NOISE_PERCENT = (1.0, 3.0, 5.0)
NOISY_PAPERS = 500


def main() -> None:
    """Does it."""
    names = {corpus.name: corpus for corpus in CORPORA}
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="worker processes")
    parser.add_argument("--pin", action="store_true", help="raise the floors of the slices")
    parser.add_argument(
        "--lower", default="", metavar="WHY", help="with --pin: lower them too, for this reason"
    )
    parser.add_argument("--confidence", action="store_true", help="print how often each method is right")
    options = parser.parse_args()
    chosen = [names[name] for name in options.only or names]
    if not SHARED.is_dir():
        parser.error(f"../shared is absent: {SHARED} is no folder; FONDS_SHARED can name another")
    if options.pin:
        _pin(chosen, options.lower)
    elif options.confidence:
        runs = [c.whole(SHARED, jobs=options.jobs) for c in chosen if not c.slice_of]
        print(_rates(runs))
    else:
        found = [_measure(corpus, options.jobs) for corpus in chosen if not corpus.slice_of]
        if not options.only:
            PAGE.write_text(page(found, floors.load(), date.today()), encoding="utf-8")


def _measure(corpus: Corpus, jobs: int) -> Measurement:
    print(f"{corpus.name} ...", flush=True)
    clean = corpus.whole(SHARED, jobs=jobs)
    noisy = [
        corpus.whole(SHARED, jobs=jobs, noise_percent=percent, limit=NOISY_PAPERS)
        for percent in (0.0, *NOISE_PERCENT)
        if corpus.name == "frus"
    ]
    for run in (clean, *noisy):
        print(f"  {tables.about(run)}")
        print(
            "  " + ", ".join(f"{name} {tables.number(counts.f1)}" for name, counts in run.figures().items()),
            flush=True,
        )
    return Measurement(corpus, clean, tuple(noisy))


def _pin(chosen: Sequence[Corpus], why_lower: str) -> None:
    kept = floors.load()
    for corpus in chosen:
        run = corpus.slice(SHARED)
        before = kept.get(corpus.name)
        kept[corpus.name] = floors.pin(before, run, date.today(), why_lower)
        for field, floor in kept[corpus.name].fields.items():
            reached = run.figures()[field].f1 or 0.0
            held = (
                ""
                if floor.f1 <= round(reached, 4)
                else f"  (reached only {reached:.4f}: kept; --lower WHY lowers it)"
            )
            print(f"{corpus.name} {field}: {floor.f1:.4f}, n = {floor.n}{held}", flush=True)
    floors.save({corpus.name: kept[corpus.name] for corpus in CORPORA if corpus.name in kept})


def _rates(runs: Sequence[Run]) -> str:
    """A table of methods: Wilson's lower bound of the share that is right, the share itself, and n."""
    claims = calibration.gathered(claim for run in runs for claim in run.claims)
    lines = []
    for method in calibration.methods(claims):
        lines.append(
            f'"{method.method} {method.field}" = {{ right = {method.right_share:.4f}, at_least = {method.interval[0]:.4f}, '
            f"claimed = {method.claimed:.3f}, n = {method.given} }}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
