"""Where the answers of engines differ, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.peers.answer import Answer
from fonds.search.entry import FACETS


def differences(
    name: str, kinds: Sequence[str], answers: Sequence[Answer], own: Sequence[Answer]
) -> Iterator[str]:
    """``kinds`` of all queries, with what the engine and what Fonds answered to them."""
    short = sum(a.facets < len(FACETS) or a.hits < min(10, a.total) for a in answers)
    if short:
        yield f"{name} gave fewer hits or facets than asked for in {short} of {len(answers)} queries."
    told = []
    for kind in dict.fromkeys(kinds):
        pairs = [(a.total, o.total) for k, a, o in zip(kinds, answers, own, strict=False) if k == kind]
        same = sum(theirs == ours for theirs, ours in pairs)
        theirs, ours = (sum(pair[n] for pair in pairs) for n in (0, 1))
        told.append(f"{kind} {same} of {len(pairs)} the same ({theirs:,} together, Fonds {ours:,})")
    yield f"Totals, {name}: {'; '.join(told)}."
