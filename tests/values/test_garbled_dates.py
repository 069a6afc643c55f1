"""Dates in spoilt datelines: what is mended, and what is called unreadable."""

import pytest

from fonds.values import garbled_dates
from fonds.values.garbled_dates import Evidence


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("Port Ismar, Ncvemher 14, 1952.", "Port Ismar, November 14, 1952."),
        ("Port Ismar, March 3k 1952.", "Port Ismar, March 3, 1952."),
        ("Port Ismar, June 14,x1952.", "Port Ismar, June 14, 1952."),
        ("Port Ismar,zJune 14, 1952.", "Port Ismar, June 14, 1952."),
        ("Port Ismar, 4 Oc7ober 1952", "Port Ismar, 4 October 1952"),
        ("Port Ismar, May 9, 1952b4 p.m.", "Port Ismar, May 9, 1952 4 p.m."),
    ],
)
def test_month_and_signs_between_the_figures_are_mended(spoilt: str, meant: str) -> None:
    assert garbled_dates.mended(spoilt, Evidence()) == (meant, False)


@pytest.mark.parametrize(
    "line",
    [
        "Port Ismar, June q4, 1952.",  # 14 or 24
        "Port Ismar, June 44, 1952.",
        "Port Ismar, June 14, 1x52.y",  # 1752, 1852, 1952
        "Port Ismar, Juxe 14, 19k2.",
    ],
)
def test_figures_are_not_guessed(line: str) -> None:
    assert garbled_dates.mended(line, Evidence())[1]


def test_the_years_of_the_paper_complete_a_year() -> None:
    line = "Port Ismar, June 14, 19k2."
    assert garbled_dates.mended(line, Evidence({1952: 2})) == ("Port Ismar, June 14, 1952.", False)
    assert garbled_dates.mended(line, Evidence({1952: 1, 1962: 1}))[1]


def test_the_last_figure_of_a_year_needs_another_date_of_the_season() -> None:
    line = "Port Ismar, June 14, 195k."
    assert garbled_dates.mended(line, Evidence({1952: 3}))[1]
    near = Evidence({1952: 3}, days=frozenset([(1952, 6, 2)]))
    assert garbled_dates.mended(line, near) == ("Port Ismar, June 14, 1952.", False)
    assert garbled_dates.mended(line, Evidence({1952: 3}, days=frozenset([(1952, 11, 2)])))[1]


def test_the_day_of_receipt_completes_a_day() -> None:
    line = "Port Ismar, June q4, 1952."
    assert garbled_dates.mended(line, Evidence(received=(6, 15)))[0] == "Port Ismar, June 14, 1952."
    assert garbled_dates.mended(line, Evidence(received=(6, 30)))[1]


def test_a_line_without_a_date_stays() -> None:
    line = "The Envoy (Orlo) to the Secretary of State"
    assert garbled_dates.mended(line, Evidence()) == (line, False)
    assert not garbled_dates.has(line)


def test_evidence_is_taken_from_the_text_but_for_the_line_itself() -> None:
    line = "Port Ismar, June 14, 1952"
    known = garbled_dates.evidence(f"{line}\n[Received June 15]\nOn June 2, 1951, and in 1951.", line)
    assert known.years == {1951: 2}
    assert known.received == (6, 15)
    assert known.days == {(1951, 6, 2)}
