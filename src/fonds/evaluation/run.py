"""What one measurement gave, as a value: every item by itself, and the figures that follow from them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from fonds.evaluation import pointing
from fonds.evaluation.calibration import Claim
from fonds.evaluation.counts import Counts
from fonds.evaluation.fields import FIELDS
from fonds.model import codec

FIELD_NAMES = (*(field.name for field in FIELDS), *pointing.NAMES)


@dataclass(frozen=True, slots=True)
class Item:
    """One field of one paper, or one mention in it (``at``: where): the truth, what was given, and the counts."""

    volume: str
    paper: str
    field: str
    truth: str
    read: str
    right: int
    given: int
    wanted: int
    at: int = -1

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What makes it the same item in another run."""
        return self.volume, self.paper, self.field, self.at

    @property
    def counts(self) -> Counts:
        """Its share in the figures."""
        return Counts(self.right, self.given, self.wanted)


@dataclass(frozen=True, slots=True)
class Measured:
    """A paper that was read: ``decade`` of its true date ("1940s"), ``type`` as the edition states it,
    ``seconds`` of processor time that reading it took."""

    volume: str
    paper: str
    decade: str
    type: str
    characters: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BaselineFigure:
    """What a baseline reaches in a field; ``counts`` is ``None`` where it is not installed."""

    baseline: str
    field: str
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of the edition that could not be read, or a paper at which the reader failed."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement. ``limit`` is ``None`` where all papers were read; ``noise_percent`` of characters were flipped."""

    reader: str
    editions: tuple[str, ...]
    limit: int | None
    noise_percent: float
    papers: tuple[Measured, ...]
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    baselines: tuple[BaselineFigure, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def slowest(self) -> Measured | None:
        """The paper that took longest."""
        return max(self.papers, key=lambda paper: paper.seconds, default=None)

    @property
    def digest(self) -> str:
        """SHA-256 of papers and truth: equal for two runs that measured the same."""
        asked = sorted(f"{item.key} {item.truth}" for item in self.items)
        return hashlib.sha256("\n".join(asked).encode()).hexdigest()

    @property
    def fields(self) -> list[str]:
        """The fields that were measured, in their order."""
        measured = {item.field for item in self.items}
        return [name for name in FIELD_NAMES if name in measured]

    def figures(self) -> dict[str, Counts]:
        """Counts of each field."""
        return {name: counts for (name, _), counts in self._sums(lambda _: "").items()}

    def groups(self, by: str) -> dict[str, dict[str, Counts]]:
        """Counts by volume, decade or type, and within by field."""
        of_paper: Mapping[tuple[str, str], str] = {(p.volume, p.paper): getattr(p, by) for p in self.papers}
        sums = self._sums(lambda item: of_paper.get((item.volume, item.paper), ""))
        out: dict[str, dict[str, Counts]] = {}
        for (field, group), counts in sorted(sums.items(), key=lambda cell: cell[0][1]):
            out.setdefault(group, {})[field] = counts
        return out

    def _sums(self, group: Callable[[Item], str]) -> dict[tuple[str, str], Counts]:
        sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for item in self.items:
            cell = sums[item.field, group(item)]
            cell[0] += item.right
            cell[1] += item.given
            cell[2] += item.wanted
        order = {name: n for n, name in enumerate(FIELD_NAMES)}
        return {key: Counts(*sums[key]) for key in sorted(sums, key=lambda key: (order[key[0]], key[1]))}


def to_json(run: Run) -> dict[str, Any]:
    """The run as plain JSON values; what follows from the items stands beside them for other programs."""
    figures = {
        name: {
            "right": counts.right,
            "given": counts.given,
            "wanted": counts.wanted,
            "precision": counts.precision,
            "precision_interval": counts.precision_interval,
            "recall": counts.recall,
            "recall_interval": counts.recall_interval,
            "f1": counts.f1,
            "f1_interval": counts.f1_interval,
        }
        for name, counts in run.figures().items()
    }
    groups = {
        by: {
            group: {name: codec.encode(counts) for name, counts in cells.items()}
            for group, cells in run.groups(by).items()
        }
        for by in ("volume", "decade", "type")
    }
    encoded: dict[str, Any] = codec.encode(run)
    return {"figures": figures, "groups": groups, **encoded}


def items_of(run: Mapping[str, Any]) -> list[Item]:
    """The items of a run that was printed as JSON. ValueError: it is none."""
    names = {field.name for field in fields(Item)}
    try:
        return [Item(**{key: value for key, value in row.items() if key in names}) for row in run["items"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no run of `fonds evaluate`: {error}") from error


@dataclass(frozen=True, slots=True)
class Change:
    """An item that was read otherwise in an earlier run; ``won``: better now."""

    won: bool
    item: Item
    before: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Items won and lost; ``apart`` counts those that only one of the runs has."""

    changes: tuple[Change, ...]
    same: int
    apart: int


def compare(before: Sequence[Item], now: Sequence[Item]) -> Comparison:
    """Won is an item with more values right, or as many and fewer wrong ones; lost the reverse."""
    earlier = {item.key: item for item in before}
    later = {item.key: item for item in now}
    changes, same = [], 0
    for key in [key for key in later if key in earlier]:
        old, new = earlier[key].counts, later[key].counts
        if (old.right, old.given) == (new.right, new.given):
            same += 1
        else:
            won = new.right > old.right or (new.right == old.right and new.wrong < old.wrong)
            changes.append(Change(won, later[key], earlier[key].read))
    return Comparison(tuple(changes), same, len(earlier.keys() ^ later.keys()))
