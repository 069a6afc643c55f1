"""Small parts: words, addresses, the chart; their examples run."""

from __future__ import annotations

import pytest

from fonds.services.views import YearCount
from fonds.web import addresses, chart


def test_a_long_time_is_charted_by_decades() -> None:
    bars = chart.bars([YearCount(year, 1) for year in range(1801, 1999)])
    assert [bars[0].name, bars[0].count, bars[0].period] == ["1800s", 9, "1800..1809"]
    assert chart.page(bars[0]) == "/search?year=1800..1809"
    assert len([bar for bar in bars if bar.label]) <= chart.MOST_LABELS


def test_bars_fill_the_width_and_small_ones_can_be_seen() -> None:
    bars = chart.bars([YearCount(1950, 1), YearCount(1951, 0), YearCount(1952, 10_000)])
    assert bars[-1].x + bars[-1].width == pytest.approx(100, abs=0.01)
    assert bars[0].height >= 2
    assert bars[1].height == 0
    assert max(bar.height for bar in bars) == chart.HEIGHT_PX


def test_addresses_quote_what_is_odd() -> None:
    assert addresses.search("a&b=c", {"person": ["Ü <x>"]}) == "/search?q=a%26b%3Dc&person=%C3%9C+%3Cx%3E"
    assert addresses.holding(("aprf", "f-45")) == "/holdings/aprf/f-45"
    assert addresses.collection("a/b?c") == "/collections/a/b%3Fc"
