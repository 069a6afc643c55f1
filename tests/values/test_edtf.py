"""EDTF: what is valid, what it bounds, how it is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model import When
from fonds.values import edtf

LEVEL_0 = ["1985-04-12", "1985-04", "1985", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04",
           "1985-04-12T23:20:30+04:30", "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02",
           "2004-02-01/2005", "2005/2006-02"]  # fmt: skip
LEVEL_1 = ["Y170000002", "Y-170000002", "2001-21", "2001-24", "1984?", "2004-06~", "2004-06-11%", "201X", "20XX",
           "2004-XX", "1985-04-XX", "1985-XX-XX", "1985-04-12/..", "1985/..", "../1985-04", "1985-04-12/", "/1985",
           "-1985", "1984~/2004-06", "2004-06-01~/2004-06-20?", "0000"]  # fmt: skip
OURS = ["1952-07-18T12:15", "[1950-07-08,1950-08-07]", "[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]",
        "1952-07-18T12:15?"]  # fmt: skip
INVALID = ["", "1985-13", "1985-00", "1985-02-29", "1985-04-31", "1985-4-1", "85", "1985-04-12T24:00",
           "1985-04-12T12:60", "1985-04T12:00", "1985-25", "1985-21-01", "2008/1964", "/", "../..", "..", "[", "[]",
           "[1985", "[..]", "[1985,]", "198X-04", "1985-XX-12", "1985 ", " 1985", "1985?~", "{1960,1961}", "Y1985",
           "1956-58", "18.7.1952", "1985-04-12/1985-04-12/1985", "XXXX-12", "１９８５"]  # fmt: skip


@pytest.mark.parametrize("text", [*LEVEL_0, *LEVEL_1, *OURS])
def test_valid(text: str) -> None:
    assert edtf.is_valid(text)


@pytest.mark.parametrize("text", INVALID)
def test_invalid(text: str) -> None:
    assert not edtf.is_valid(text)


def test_an_error_says_what_kind_of_wrong_it_is() -> None:
    for text, kind in (("18.7.1952", "malformed"), ("1985-02-30", "no such day"), ("2008/1964", "before")):
        with pytest.raises(ValueError, match=kind):
            edtf.parse(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1952-07-18", "1952-07-18", "1952-07-18"),
        ("1952-07-18T12:15", "1952-07-18", "1952-07-18"),
        ("1952-02", "1952-02-01", "1952-02-29"),
        ("1952", "1952-01-01", "1952-12-31"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1952-XX", "1952-01-01", "1952-12-31"),
        ("1952-07-XX", "1952-07-01", "1952-07-31"),
        ("1952-21", "1952-03-01", "1952-05-31"),
        ("1952-24", "1952-12-01", "1953-02-28"),
        ("1952?", "1952-01-01", "1952-12-31"),
        ("1956~", "1955-01-01", "1957-12-31"),
        ("1956-12~", "1956-11-01", "1957-01-31"),
        ("1956-21~", "1955-12-01", "1956-08-31"),
        ("1956-03-01~", "1956-02-29", "1956-03-02"),
        ("1956-12-31%", "1956-12-30", "1957-01-01"),
        ("1950/1951-02", "1950-01-01", "1951-02-28"),
        ("1950/..", "1950-01-01", None),
        ("/1950", None, "1950-12-31"),
        ("[1950-07-08,1950-08-07]", "1950-07-08", "1950-08-07"),
        ("[1950..]", "1950-01-01", None),
        ("-0044-03-15", None, None),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    assert edtf.bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1950-05-13", "13 May 1950"),
        ("1952-07", "July 1952"),
        ("1952", "1952"),
        ("1952-07-15T03:00", "15 July 1952, 3:00"),
        ("1952-07-15T13:05", "15 July 1952, 13:05"),
        ("1956~", "about 1956"),
        ("1969-10-01?", "1 October 1969?"),
        ("1956-05-03%", "about 3 May 1956?"),
        ("1956-21", "spring 1956"),
        ("195X", "the 1950s"),
        ("1950-XX-XX", "1950"),
        ("1950-05-03/1950-05-09", "3 to 9 May 1950"),
        ("1951-04-30/1951-05-02", "30 April to 2 May 1951"),
        ("1950-12-30/1951-01-02", "30 December 1950 to 2 January 1951"),
        ("1956/1958", "1956 to 1958"),
        ("1956/..", "from 1956 on"),
        ("../1956-05", "until May 1956"),
        ("[1950-07-08,1950-08-07]", "8 July or 7 August 1950 (the page says 'x')"),
        ("no date", "x"),
    ],
)
def test_in_words(text: str, words: str) -> None:
    assert edtf.in_words(When(text, "x")) == words


def test_words_say_what_an_assumed_interval_rests_on() -> None:
    when = When("1950-05-03/1950-05-09", "early May 1950", assumed="…")
    assert edtf.in_words(when) == "between 3 and 9 May 1950 (the page says 'early May 1950')"


def test_words_name_universal_time() -> None:
    assert edtf.in_words(When("1968-04-09T12:04", "1204Z", timezone="UTC")) == "9 April 1968, 12:04 UTC"


POINTS = st.one_of(
    st.dates().map(date.isoformat),
    st.dates().map(lambda d: d.isoformat()[:7]),
    st.integers(1, 9999).map("{:04d}".format),
    st.integers(10, 99).map("{}XX".format),
)
MARKED = st.builds(str.__add__, POINTS, st.sampled_from(["", "?", "~", "%"]))


@given(MARKED)
def test_bounds_are_ordered_and_hold_the_date_itself(text: str) -> None:
    earliest, latest = edtf.bounds(text)
    assert earliest is None or latest is None or earliest <= latest
    if len(text) == 10 and earliest and latest:
        assert earliest <= text <= latest


@given(st.text())
def test_any_text_is_valid_or_not(text: str) -> None:
    if edtf.is_valid(text):
        assert edtf.in_words(When(text, "x")) != ""
    else:
        with pytest.raises(ValueError, match=r"EDTF|out of range"):
            edtf.parse(text)
