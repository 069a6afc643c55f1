"""Numbers in series."""

from __future__ import annotations

import doctest

import pytest

from fonds.values import series


def test_examples() -> None:
    assert doctest.testmod(series).failed == 0


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Editorial Note On May 21, 1931, the harbour was closed", ""),
        ("Letter", "The harbour is closed by HSC 5503, as said."),
        ("Letter", "COPY 3"),
    ],
)
def test_other_figures_are_not_a_papers_own_number(title: str, head: str) -> None:
    assert series.own(title, head) is None
