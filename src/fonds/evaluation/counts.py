"""Counts of right, given and wanted values, and the figures made of them, with their intervals.

Intervals are Wilson's (E. B. Wilson, 1927) at 95 %. That of F1 is Wilson's too: F1 = 2J / (1 + J), where J is the
share of right values among all that were given or wanted; J is a share like any other, and its bounds are carried
over by the same formula. They take values as independent of one another, which those of one paper are not quite.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

NORMAL_95 = 1.959964
"""Quantile of the normal distribution for 95 %, both sides."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """Values right, given, wanted. A share is ``None`` where there is nothing to take it of.

    >>> Counts(8, 10, 16).precision, Counts(8, 10, 16).recall
    (0.8, 0.5)
    """

    right: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    @property
    def wrong(self) -> int:
        """Values given that are not right."""
        return self.given - self.right

    @property
    def precision(self) -> float | None:
        """Of the values given, the share that is right."""
        return share(self.right, self.given)

    @property
    def recall(self) -> float | None:
        """Of the values wanted, the share that was found."""
        return share(self.right, self.wanted)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        return share(2 * self.right, self.given + self.wanted)

    @property
    def wrong_share(self) -> float | None:
        """Wrong values for each one wanted."""
        return share(self.wrong, self.wanted)

    @property
    def precision_interval(self) -> Interval | None:
        """95 %."""
        return wilson(self.right, self.given)

    @property
    def recall_interval(self) -> Interval | None:
        """95 %."""
        return wilson(self.right, self.wanted)

    @property
    def f1_interval(self) -> Interval | None:
        """95 %; see the module."""
        bounds = wilson(self.right, self.given + self.wanted - self.right)
        return None if bounds is None else (_f1_of(bounds[0]), _f1_of(bounds[1]))


def total(counts: Iterable[Counts]) -> Counts:
    """All together."""
    return sum(counts, Counts())


def share(part: float, whole: float) -> float | None:
    """A share, if there is a whole."""
    return part / whole if whole else None


def wilson(right: int, n: int) -> Interval | None:
    """Wilson's interval of a share.

    >>> low, high = wilson(95, 100)
    >>> round(low, 3), round(high, 3)
    (0.888, 0.978)
    """
    if n <= 0:
        return None
    z2, p = NORMAL_95**2, right / n
    middle = p + z2 / (2 * n)
    spread = NORMAL_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + z2 / n)), min(1.0, (middle + spread) / (1 + z2 / n))


def _f1_of(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)
