"""Mentions of other papers, against those that the edition explains.

A mention is found when one that was read ends where the edition's sign stood, give or take NEAR characters, or
encloses that place. Precision of finding cannot be told: editors explain some mentions only. A mention of a paper of
the edition is resolved when it leads there; one of a paper that is not printed when its state is ``missing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fonds.evaluation.counts import Counts
from fonds.evaluation.paper import Pointer
from fonds.model import Reference

NEAR = 15
"""Code points between the end of a mention and the place of the sign."""
LONGEST = 160
"""Code points of a mention; more than that points at nothing."""
NAMES = ("mention", "resolved", "missing")


def judge(
    pointer: Pointer, references: Iterable[Reference], names: Mapping[str, str]
) -> list[tuple[str, Counts, str]]:
    """Field, counts, and in words what was given; ``names`` tells a paper's name from what a mention resolves to."""
    near = [reference for reference in references if is_near(reference, pointer.at)]
    found = Counts(int(bool(near)), int(bool(near)), 1)
    out = [("mention", found, " | ".join(reference.as_written for reference in near))]
    if pointer.target is None:
        states = {reference.state for reference in near}
        right, given = "missing" in states, bool(states & {"missing", "resolved"})
        return [*out, ("missing", Counts(int(right), int(given), 1), " | ".join(sorted(states)))]
    targets = [names.get(r.resolves_to, r.resolves_to) for r in near if r.resolves_to]
    counts = Counts(int(pointer.target in targets), int(bool(targets)), 1)
    return [*out, ("resolved", counts, " | ".join(targets))]


def is_near(reference: Reference, at: int) -> bool:
    """Whether the mention stands at the sign."""
    if reference.end - reference.start > LONGEST:
        return False
    return reference.start <= at <= reference.end + NEAR or abs(reference.end - at) <= NEAR
