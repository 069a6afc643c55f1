"""Dates in words, as CSL, RIS and BibTeX have them."""

import pytest
from exporters.papers import paper

from fonds.exporters import bibtex, csl, ris
from fonds.exporters.dates import DAY_FIRST, DAY_FIRST_SHORT, YEAR_FIRST, read, words
from fonds.model import When


@pytest.mark.parametrize(
    ("edtf", "day_first", "short", "year_first"),
    [
        ("1957-07-17", "17 July 1957", "17 July 1957", "1957, July 17"),
        ("1957-09-07T23:40", "7 September 1957", "7 Sept. 1957", "1957, September 7"),
        ("1957-09-07T23:40:00+08:00", "7 September 1957", "7 Sept. 1957", "1957, September 7"),
        ("1957-11", "November 1957", "Nov. 1957", "1957, November"),
        ("1957", "1957", "1957", "1957"),
        ("1957-XX", "1957", "1957", "1957"),
        ("1957-11-XX", "November 1957", "Nov. 1957", "1957, November"),
        ("195X", "1950s", "1950s", "1950s"),
        ("19XX", "1900–1999", "1900–1999", "1900–1999"),
        ("-0043", "44 BC", "44 BC", "44 BC"),
        ("[1957..1959]", "1957–1959", "1957–1959", "1957–1959"),
        ("1957-21/1957-23", "spring–autumn 1957", "spring–autumn 1957", "1957, spring–autumn"),
        ("1957-21", "spring 1957", "spring 1957", "1957, spring"),
        ("1957-07-17?", "[17 July 1957?]", "[17 July 1957?]", "1957, July 17?"),
        ("1957-07~", "ca. July 1957", "ca. July 1957", "ca. 1957, July"),
        ("1957%", "[ca. 1957?]", "[ca. 1957?]", "ca. 1957?"),
        ("1957-07-03/1957-07-09", "3–9 July 1957", "3–9 July 1957", "1957, July 3–9"),
        ("1957-07-28/1957-08-03", "28 July–3 August 1957", "28 July–3 Aug. 1957", "1957, July 28–August 3"),
        (
            "1957-12-28/1958-01-03",
            "28 December 1957–3 January 1958",
            "28 Dec. 1957–3 Jan. 1958",
            "1957, December 28–1958, January 3",
        ),
        ("1957-05/1957-06", "May–June 1957", "May–June 1957", "1957, May–June"),
        ("1957/1959", "1957–1959", "1957–1959", "1957–1959"),
        ("1957-07/1957-07-09", "July 1957–9 July 1957", "July 1957–9 July 1957", "1957, July–1957, July 9"),
        ("1957-07-17/1957-07-17", "17 July 1957", "17 July 1957", "1957, July 17"),
        ("1957-07?/1957-07", "[July 1957?]", "[July 1957?]", "1957, July?"),
        ("1957-07-17/..", "17 July 1957 or later", "17 July 1957 or later", "1957, July 17 or later"),
        ("/1957-07", "July 1957 or earlier", "July 1957 or earlier", "1957, July or earlier"),
        (
            "[1957-07-13,1957-07-15]",
            "13 July 1957 or 15 July 1957",
            "13 July 1957 or 15 July 1957",
            "1957, July 13 or 1957, July 15",
        ),
    ],
)
def test_words(edtf: str, day_first: str, short: str, year_first: str) -> None:
    when = When(edtf, "as written")
    assert words(when, DAY_FIRST) == day_first
    assert words(when, DAY_FIRST_SHORT) == short
    assert words(when, YEAR_FIRST) == year_first


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "..",
        "/",
        "../..",
        "1957-13",
        "1957-00",
        "1957-02-30",
        "57",
        "1957-07-17/x",
        "[1957,x]",
        "195X-07",
        "XXXX",
        "1957-41",
        "July",
    ],
)
def test_what_is_not_read_stays_as_written(edtf: str) -> None:
    assert read(When(edtf, "")) is None
    assert words(When(edtf, "when the ice broke")) == "when the ice broke"
    assert csl.date(When(edtf, "when the ice broke")) == {"literal": "when the ice broke"}
    assert ris.date(When(edtf, "when the ice broke")) == ""


@pytest.mark.parametrize(
    ("edtf", "in_csl", "in_ris"),
    [
        ("1957-07-17T23:40", {"date-parts": [[1957, 7, 17]]}, "1957/07/17/"),
        ("1957-11", {"date-parts": [[1957, 11]]}, "1957/11//"),
        ("1957", {"date-parts": [[1957]]}, "1957///"),
        ("1957-22", {"date-parts": [[1957]], "season": 2}, ""),
        ("1957-07?", {"date-parts": [[1957, 7]], "circa": True}, "1957/07//[July 1957?]"),
        ("1957-05/1957-06", {"date-parts": [[1957, 5], [1957, 6]]}, "1957///May–June 1957"),
        ("1957-07-03/1957-07-09", {"date-parts": [[1957, 7, 3], [1957, 7, 9]]}, "1957/07//3–9 July 1957"),
        ("1957-05-03/1957-06-03", {"date-parts": [[1957, 5, 3], [1957, 6, 3]]}, "1957///3 May–3 June 1957"),
        ("1957-12/1958-12", {"date-parts": [[1957, 12], [1958, 12]]}, "1957///December 1957–December 1958"),
        ("-0043", {"literal": "44 BC"}, ""),
        ("195X", {"literal": "1950s"}, ""),
        ("1957-07-17/..", {"literal": "17 July 1957 or later"}, ""),
        ("[1957-07-13,1957-07-15]", {"literal": "13 July 1957 or 15 July 1957"}, ""),
    ],
)
def test_parts(edtf: str, in_csl: object, in_ris: str) -> None:
    assert csl.date(When(edtf, "as written")) == in_csl
    assert ris.date(When(edtf, "as written")) == in_ris


def test_an_interval_assumed_for_vaguer_words_is_given_in_those() -> None:
    early = When("1957-05-01/1957-05-10", "early May 1957", assumed="early May is its first ten days")
    assert words(early) == "early May 1957"
    assert csl.date(early) == {"date-parts": [[1957, 5, 1], [1957, 5, 10]], "circa": True}
    assert ris.date(early) == "1957/05//early May 1957"
    assert words(When(early.edtf, "early May", assumed="the year of the file")) == "1–10 May 1957"


@pytest.mark.parametrize(
    ("edtf", "fields"),
    [
        ("1957-07-17T23:40", ["year = {1957}", "month = jul", "date = {1957-07-17}"]),
        ("1957-07-17T23:40?", ["year = {1957}", "month = jul", "date = {1957-07-17?}"]),
        (
            "1957-12-28/1958-01-03~",
            ["year = {ca. 28 December 1957–3 January 1958}", "date = {1957-12-28/1958-01-03~}"],
        ),
        ("1957-05/1957-06", ["year = {1957}", "date = {1957-05/1957-06}"]),
        ("[1957,1959]", ["year = {1957 or 1959}"]),
    ],
)
def test_bibtex_dates(edtf: str, fields: list[str]) -> None:
    written = bibtex.EXPORTER.encode(paper("x", date=When(edtf, "as written"))).splitlines()
    found = [line.strip(" ,") for line in written]
    assert [line for line in found if line.split(" =")[0] in ("year", "month", "date")] == fields
