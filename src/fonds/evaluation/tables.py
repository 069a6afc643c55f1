"""A run as tables of words: the terminal and the documentation lay out the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fonds.evaluation import calibration
from fonds.evaluation.counts import Counts, Interval
from fonds.evaluation.run import Run

GROUPS = ("volume", "decade", "type")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the first column holds words, as do those named in ``words``, the others numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def tables(run: Run) -> Iterator[Table]:
    """All of them: fields, groups, confidence."""
    yield fields(run)
    for by in GROUPS:
        yield groups(run, by)
    yield confidence(run)
    yield thresholds(run)
    yield methods(run)


def about(run: Run) -> str:
    """What was measured, in a sentence."""
    volumes = len({paper.volume for paper in run.papers})
    words = [f"{len(run.papers):,} papers of {volumes} volumes ({', '.join(run.editions)})"]
    if run.limit is not None:
        words.append("a sample")
    if run.noise_percent:
        words.append(f"{run.noise_percent:g} % of characters flipped")
    return f"{', '.join(words)}; reader {run.reader}."


def slowest(run: Run) -> str:
    """Which paper took longest, in a sentence."""
    paper = run.slowest
    if paper is None:
        return ""
    return f"Slowest: {paper.paper}, {paper.characters:,} characters, {1000 * paper.seconds:.0f} ms."


def fields(run: Run) -> Table:
    """Precision, recall, F1 and counts of each field, beside baselines."""
    names = tuple(dict.fromkeys(figure.baseline for figure in run.baselines))
    beside = {(figure.baseline, figure.field): figure.counts for figure in run.baselines}
    absent = sorted({figure.baseline for figure in run.baselines if figure.counts is None})
    rows = [
        (
            name,
            number(counts.f1),
            bounds(counts.f1_interval),
            number(counts.precision),
            bounds(counts.precision_interval),
            number(counts.recall),
            bounds(counts.recall_interval),
            f"{counts.right:,}",
            f"{counts.given:,}",
            f"{counts.wanted:,}",
            percent(counts.wrong_share),
            *(_beside(beside.get((baseline, name))) for baseline in names),
        )
        for name, counts in run.figures().items()
    ]
    notes = (
        "95 %: Wilson's interval; for F1, that of right / (given or wanted), carried over. wrong: wrong values for each "
        f"one wanted. {', '.join(names)}: F1 of baselines. Of tags and mentions only recall is measured, since the edition "
        "names some of them: P is 1.",
        *(f"The baseline {name} is not installed." for name in absent),
    )
    heads = ("field", "F1", "95 %", "P", "95 %", "R", "95 %", "right", "given", "wanted", "wrong", *names)
    return Table("Fields", heads, tuple(rows), notes)


def _beside(counts: Counts | None) -> str:
    return "–" if counts is None else number(counts.f1)


def groups(run: Run, by: str) -> Table:
    """F1 of each field by volume, decade or type."""
    names = run.fields
    rows = ((group, *map(_cell, map(cells.get, names))) for group, cells in run.groups(by).items())
    return Table(f"F1 by {by} (values wanted)", (by, *names), tuple(rows))


def _cell(counts: Counts | None) -> str:
    return "–" if counts is None else f"{number(counts.f1)} ({counts.wanted:,})"


def confidence(run: Run) -> Table:
    """Field by field: from which confidence on a value can be called sure, and what share that is."""
    rows = []
    for name in ("all", *run.fields):
        claims = [claim for claim in run.claims if name in ("all", claim.field)]
        given = sum(claim.given for claim in claims)
        if not given:
            continue
        sure = calibration.sure_at(claims)
        if sure is None:
            rows.append((name, f"{given:,}", "–", "0.0 %", "–", "–"))
        else:
            least, right = f"{sure.at_least:.2f}", f"{sure.right_share:.4f}"
            rows.append((name, f"{given:,}", least, percent(sure.share), right, bounds(sure.interval)))
    goals = (
        f"The lowest confidence from which on {100 * calibration.GOAL_RIGHT:.0f} of 100 values are right; goal: "
        f"{100 * calibration.GOAL_SURE:.0f} % of values."
    )
    return Table("Sure values", ("field", "values", "from", "sure", "right", "95 %"), tuple(rows), (goals,))


def thresholds(run: Run) -> Table:
    """The calibration table: for each confidence the values at or above it, and how many are right."""
    rows = (
        (f"{b.at_least:.2f}", f"{b.given:,}", percent(b.share), f"{b.right_share:.4f}", bounds(b.interval))
        for b in calibration.bands(run.claims)
    )
    return Table("Confidence and above", ("confidence", "values", "of all", "right", "95 %"), tuple(rows))


def methods(run: Run) -> Table:
    """What each method claims, and what share is right."""
    rows = (
        (m.field, m.method, f"{m.given:,}", f"{m.claimed:.3f}", f"{m.right_share:.4f}", bounds(m.interval))
        for m in calibration.methods(run.claims)
    )
    heads = ("field", "method", "values", "claimed", "right", "95 %")
    return Table("Confidence by method", heads, tuple(rows), words=("method",))


def number(share: float | None) -> str:
    """A share with three digits."""
    return "–" if share is None else f"{share:.3f}"


def percent(share: float | None) -> str:
    """A share of a hundred."""
    return "–" if share is None else f"{100 * share:.1f} %"


def bounds(interval: Interval | None) -> str:
    """An interval."""
    return "–" if interval is None else f"{interval[0]:.3f}–{interval[1]:.3f}"
