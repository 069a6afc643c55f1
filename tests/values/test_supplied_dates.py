"""Dates with parts that an editor supplied, doubted or bounded."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import dates, edtf, supplied_dates


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("31. 7. [1899]", "1899-07-31", "1899-07-31", "1899-07-31"),
        ("[1899]", "1899", "1899-01-01", "1899-12-31"),
        ("[1899?]", "1899?", "1899-01-01", "1899-12-31"),
        ("[Mai (?) 1902]", "1902-05?", "1902-05-01", "1902-05-31"),
        ("nach dem 3. Mai 1902", "1902-05-03/..", "1902-05-03", None),
        ("[after 3 May 1902?]", "1902-05-03?/..", "1902-05-03", None),
        ("not before 1902", "1902/..", "1902-01-01", None),
        ("before 3 May 1902", "../1902-05-03", None, "1902-05-03"),
        ("[vor 1902]", "../1902", None, "1902-12-31"),
        ("um den 3. Mai 1902", "1902-05-03~", "1902-05-02", "1902-05-04"),
        ("um 1900?", "1900%", "1899-01-01", "1901-12-31"),
        ("[zwischen 3. und 5.? 5. 1902]", "1902-05-03/1902-05-05?", "1902-05-03", "1902-05-05"),
        ("3.–5. 5. 1902?", "1902-05-03?/1902-05-05?", "1902-05-03", "1902-05-05"),
        ("3. oder 5. 5. 1902", "[1902-05-03,1902-05-05]", "1902-05-03", "1902-05-05"),
    ],
)
def test_signs_and_words(text: str, value: str, earliest: str | None, latest: str | None) -> None:
    found = supplied_dates.parse(f" {text} ")
    assert found
    assert (found.edtf, found.as_written) == (value, text)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_what_was_supplied_is_told() -> None:
    found = supplied_dates.parse("[31?]. 7. [1899]")
    assert found
    assert found.assumed == "31 supplied in brackets; 1899 supplied in brackets"


@pytest.mark.parametrize(
    "text", ["", "[?]", "Garam", "3. 5.", "31. 2. 1902", "[after 3 May and before]", "1902 " * 20]
)
def test_what_is_no_date(text: str) -> None:
    assert supplied_dates.parse(text) is None
    assert not supplied_dates.is_valid(text)


@given(st.dates(min_value=date(1500, 1, 1)))
def test_without_signs_it_is_the_plain_date(day: date) -> None:
    text = f"{day.day} {day:%B} {day.year}"
    assert supplied_dates.parse(text) == dates.parse(text)


WORDS = st.sampled_from(
    [
        "3.",
        "5.",
        "Mai",
        "1902",
        "[",
        "]",
        "?",
        "(?)",
        "nach",
        "vor",
        "um",
        "oder",
        "–",
        "190[3?]",
        "zwischen",
        "und",
    ]
)


@given(st.one_of(st.text(max_size=85), st.lists(WORDS, max_size=9).map(" ".join)))
def test_whatever_is_found_is_edtf(text: str) -> None:
    found = supplied_dates.parse(text)
    if found:
        assert edtf.is_valid(found.edtf)
        assert (found.earliest, found.latest) == edtf.bounds(found.edtf)
        assert found.as_written == text.strip()
