"""Whether the reader knows when it is right: values by the confidence of their evidence.

A value is called sure when its evidence has at least a certain confidence. Of those the reader may be wrong once in
a hundred (GOAL_RIGHT); and it should dare to be sure of most (GOAL_SURE).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fonds.evaluation.counts import Interval, share, wilson

GOAL_RIGHT = 0.99
GOAL_SURE = 0.80


@dataclass(frozen=True, slots=True)
class Claim:
    """Values of a field that one method gave with one confidence: how many, and how many of them right.
    Without evidence ``method`` and ``confidence`` are ``None``: such a value is never sure."""

    field: str
    method: str | None
    confidence: float | None
    right: int
    given: int


@dataclass(frozen=True, slots=True)
class Band:
    """The values of at least this confidence: ``share`` of all given, ``right_share`` of these."""

    at_least: float
    given: int
    right: int
    share: float
    right_share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Method:
    """What one method claims of one field in the mean, and what share is right."""

    field: str
    method: str
    given: int
    right: int
    claimed: float
    right_share: float
    interval: Interval


def gathered(claims: Iterable[Claim]) -> list[Claim]:
    """Claims of one kind added up, in order."""
    sums: dict[tuple[str, str | None, float | None], list[int]] = defaultdict(lambda: [0, 0])
    for claim in claims:
        cell = sums[claim.field, claim.method, claim.confidence]
        cell[0] += claim.right
        cell[1] += claim.given
    order = sorted(sums, key=lambda key: (key[0], key[1] or "", key[2] or 0.0))
    return [Claim(*key, *sums[key]) for key in order]


def bands(claims: Sequence[Claim]) -> list[Band]:
    """The table of thresholds: one for each confidence that occurs, the highest first."""
    everything = sum(claim.given for claim in claims)
    out = []
    for threshold in sorted(
        {claim.confidence for claim in claims if claim.confidence is not None}, reverse=True
    ):
        sure = [claim for claim in claims if (claim.confidence or 0.0) >= threshold]
        given, right = sum(claim.given for claim in sure), sum(claim.right for claim in sure)
        interval = wilson(right, given)
        if interval is not None:
            out.append(Band(threshold, given, right, given / everything, right / given, interval))
    return out


def sure_at(claims: Sequence[Claim]) -> Band | None:
    """The lowest threshold from which GOAL_RIGHT of all values are right; ``None``: there is none."""
    return next((band for band in reversed(bands(claims)) if band.right_share >= GOAL_RIGHT), None)


def methods(claims: Sequence[Claim]) -> list[Method]:
    """Each method's claim and truth, field by field, in order."""
    by_method: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_method[claim.field, claim.method or "(no evidence)"].append(claim)
    out = []
    for (field, method), own in sorted(by_method.items()):
        given, right = sum(claim.given for claim in own), sum(claim.right for claim in own)
        interval = wilson(right, given)
        if interval is not None:
            claimed = sum((claim.confidence or 0.0) * claim.given for claim in own) / given
            out.append(Method(field, method, given, right, claimed, share(right, given) or 0.0, interval))
    return out
