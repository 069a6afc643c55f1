"""The Islamic calendar: known days, lengths of months, the reform of 1582, and what is no such date.

The pairs of days were reckoned by the rule alone (30 and 29 days by turns, eleven leap years in thirty,
1 Muharram 1 = 16 July 622), apart from the code.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import hijri


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20 Şevval 1131", "1719-09-05~"),
        ("20. ŞEVVÂL 1131", "1719-09-05~"),
        ("on 12 Receb of the blessed year 976", "1568-12-31~"),
        ("29 Safer 1131", "1719-01-21~"),
        ("evāʾil-i Receb 976", "1568-12-20~/1568-12-29~"),
        ("in der letzten Dekade des Safer 1131", "1719-01-13~/1719-01-21~"),
        ("the first third of Ramadan 1131", "1719-07-18~/1719-07-27~"),
        ("5 Zilkade 1444", "2023-05-25~"),
    ],
)
def test_known_days(text: str, value: str) -> None:
    found = hijri.find(text)
    assert found
    assert found.edtf == value
    assert found.as_written in text
    assert found.assumed == "converted from the Islamic calendar"


@pytest.mark.parametrize(
    "text",
    ["", "20 October 1719", "Receb 976", "20 Ramadan 99", "20 Ramadan 1500", "0 Receb 976", "31 Receb 976",
     "30 Safer 1131", "30 Zilhicce 1133", "12 May 1719, Receb 1131", "20 Receb\n976", "Recebler 976"],
)  # fmt: skip
def test_what_is_no_such_date(text: str) -> None:
    assert hijri.find(text) is None
    assert not hijri.is_valid(text)


def test_a_search_may_begin_later() -> None:
    text = "1 Safer 1131 and 20 Receb 1131"
    found = hijri.find(text, 5)
    assert found
    assert found.as_written == "20 Receb 1131"


MONTHS = ["Muharrem", "Safer", "Rebi'ülevvel", "Rebi'ülahir", "Cemaziyelevvel", "Cemaziyelahir", "Receb", "Şaban",
          "Ramazan", "Şevval", "Zilkade", "Zilhicce"]  # fmt: skip
LEAP_YEARS_IN_THIRTY = {2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29}


@given(st.integers(991, 1499))
def test_the_days_of_a_year_follow_each_other(year: int) -> None:
    """Months of 30 and 29 days by turns, the last one longer in leap years; no day lost or doubled between."""
    lengths = [30, 29] * 6
    lengths[11] += year % 30 in LEAP_YEARS_IN_THIRTY
    ordinals = []
    for month, length in zip(MONTHS, lengths, strict=True):
        for day in (1, length):
            found = hijri.find(f"{day} {month} {year}")
            assert found, (day, month)
            ordinals.append(date.fromisoformat(found.edtf.rstrip("~")).toordinal())
        assert hijri.find(f"{length + 1} {month} {year}") is None
    for n, length in enumerate(lengths):
        assert ordinals[2 * n + 1] - ordinals[2 * n] == length - 1
        assert n == 0 or ordinals[2 * n] - ordinals[2 * n - 1] == 1


def test_before_the_reform_days_are_julian() -> None:
    """Ten days were left out after 4 October 1582, which was the 16th of Ramadan 990 or thereabouts."""
    before, after = hijri.find("16 Ramazan 990"), hijri.find("17 Ramazan 990")
    assert before
    assert after
    assert (before.edtf, after.edtf) == ("1582-10-04~", "1582-10-15~")


@given(st.text("0123456789 Recb.Şevaln,\n", max_size=40))
def test_any_text(text: str) -> None:
    found = hijri.find(text)
    assert found is None or found.as_written in text
