"""Figures with their goals, the clock, and the machine that they were measured on."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median

LOOP = 400_000
"""Rounds of the calibration loop: some 30 ms of plain Python."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted of a median; ``at_least`` or else at most."""

    value: float
    at_least: bool = True

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {number(self.value)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer: what was measured, on how much, in which unit, once for each repeat."""

    what: str
    data: str
    unit: str
    values: tuple[float, ...]
    goal: Goal | None = None

    @property
    def median(self) -> float:
        """Of the repeats."""
        return median(self.values)

    @property
    def met(self) -> str:
        """Whether the median meets the goal."""
        if self.goal is None:
            return ""
        kept = self.median >= self.goal.value if self.goal.at_least else self.median <= self.goal.value
        return "met" if kept else "missed"

    @property
    def spread(self) -> str:
        """Least and most."""
        if len(self.values) < 2:
            return ""
        return f"{number(min(self.values))}–{number(max(self.values))}"

    def line(self) -> str:
        """For reading along while the benchmarks run."""
        spread = f" ({self.spread})" if self.spread else ""
        return f"{self.what}: {number(self.median)} {self.unit}{spread}"


@dataclass(slots=True)
class Machine:
    """Where it runs, and how long a loop that never changes takes meanwhile."""

    loops: list[float] = field(default_factory=list)

    def calibrate(self) -> None:
        """Times the loop three times."""
        for _ in range(3):
            began = time.perf_counter()
            total, seen = 0, {}
            for n in range(LOOP):
                total += n & 7
                seen[n & 1023] = total
            self.loops.append((time.perf_counter() - began) * 1000)

    def line(self) -> str:
        """Cores, Python, and the loop: a wide spread, or a median far over the least, is a busy machine."""
        loops = f"{median(self.loops):.0f} ms ({min(self.loops):.0f}–{max(self.loops):.0f})"
        return (
            f"Machine: {len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.machine()}, "
            f"{platform.python_implementation()} {platform.python_version()}; calibration loop {loops}."
        )


def percentile(values: Sequence[float], percent: float) -> float:
    """The least value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(1, ceil(len(ordered) * percent / 100)) - 1]


def number(value: float) -> str:
    """Three digits that count: 1,234, 56.7, 8.90, 0.123."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
