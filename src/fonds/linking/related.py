"""Puts the reasons for which documents are related in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = (
    "answers",
    "answered by",
    "same message",
    "mentions",
    "mentioned by",
    "same file",
    "same persons",
    "similar",
)
"""Strongest first."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A reason for which the document is related to ``record``; ``words`` says it in a phrase."""

    record: str
    kind: str
    words: str


def gather(ties: Iterable[Tie], limit: int) -> list[tuple[str, list[Tie]]]:
    """Related records with their reasons, the strongest and the most reasons first; one reason of a kind each."""
    by_record: dict[str, dict[str, Tie]] = {}
    for tie in ties:
        by_record.setdefault(tie.record, {}).setdefault(tie.kind, tie)
    order = {kind: place for place, kind in enumerate(KINDS)}
    sorted_reasons = {r: sorted(ts.values(), key=lambda t: order[t.kind]) for r, ts in by_record.items()}
    ranked = sorted(sorted_reasons.items(), key=lambda item: (order[item[1][0].kind], -len(item[1])))
    return ranked[:limit]
