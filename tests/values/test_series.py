"""Numbers in series."""

from __future__ import annotations

import doctest

import pytest

from fonds.values import series


def test_examples() -> None:
    assert doctest.testmod(series).failed == 0


@pytest.mark.parametrize("number", ["COPY 3", "46", "PAGE 5", "", None])
def test_other_figures_are_of_no_series(number: str | None) -> None:
    assert series.key(number) is None
