"""Dates: every form of the table, what a context decides, what is no date, and any text at all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fonds.data import table
from fonds.values import dates, edtf
from fonds.values.dates import DateContext

FORMS = [(text, value, row) for row in table("date_forms")["form"] for text, value in row["as"].items()]
JULY = DateContext(sent=date(1952, 7, 18))


def values(text: str, context: DateContext | None = None) -> list[str]:
    return [found.when.edtf for found in dates.find(text, context=context)]


@pytest.mark.parametrize(("text", "value", "row"), FORMS, ids=[text for text, _, _ in FORMS])
def test_every_form_means_what_its_table_says(text: str, value: str, row: dict[str, Any]) -> None:
    when = dates.parse(text)
    assert when is not None
    assert when.edtf == value
    if not row.get("whole"):
        assert values(f"As of {text}, all is well.") == [value]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", table("months")["months"])
def test_every_name_of_a_month_is_met_small_and_in_capitals(language: str, month: int) -> None:
    for word in table("months")["months"][language][month - 1].split():
        for spelling in (word, word.upper()):
            when = dates.parse(f"18 {spelling} 1952")
            assert when is not None, spelling
            assert when.edtf == f"1952-{month:02d}-18"


def test_no_ordinary_english_word_is_a_month() -> None:
    assert values("Paragraph 3 may 1950 of them march 12 1951 times, as dec 5 1950 shows.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:15 18.7.1952", "1952-07-18T12:15"),
        ("21:00 16 July 1952", "1952-07-16T21:00"),
        ("3:00, 15.7.1952", "1952-07-15T03:00"),
        ("11:00 p.m., 2 January [1950]", "1950-01-02T23:00"),
        ("October 4, 1943—4 p.m.", "1943-10-04T16:00"),
        ("October 4, 1943—4:07 p. m", "1943-10-04T16:07"),
        ("17 October 1939, 7.21 p.m.", "1939-10-17T19:21"),
        ("30 June 1955 at 23:30", "1955-06-30T23:30"),
        ("December 17, 1915, 12 noon", "1915-12-17T12:00"),
        ("noon on 5 May 1950", "1950-05-05T12:00"),
        ("9.30 hours on the 5th of May 1950", "1950-05-05T09:30"),
        ("1400 hours, 5 May 1950", "1950-05-05T14:00"),
        ("May 13, 1950, at 23 hours 30 minutes", "1950-05-13T23:30"),
        ("August 10 [11], 1941—7 a.m. [p.m.]", "1941-08-11T19:00"),
        ("November 2, 1938—[5 p.m.?]", "1938-11-02T17:00"),
        ("18 июля 1952 г. в 14 часов 30 минут", "1952-07-18T14:30"),
        ("1952年7月18日下午3时30分", "1952-07-18T15:30"),
        ("1952년 7월 18일 오전 9시", "1952-07-18T09:00"),
        ("December 28, 1978, 10–11 a.m.", "1978-12-28T10:00"),
        ("January 30, 1956, 2:15–4 p.m.", "1956-01-30T14:15"),
        ("Wednesday, April 22, 1953, 10 a.m.", "1953-04-22T10:00"),
    ],
)
def test_a_clock_time_on_either_side_belongs_to_the_date(text: str, value: str) -> None:
    when = dates.parse(text)
    assert when is not None
    assert (when.edtf, when.earliest, when.latest) == (value, value[:10], value[:10])
    assert [found.when.as_written for found in dates.find(f"Message: {text} Text")] == [text]


def test_a_clock_time_of_another_sentence_does_not() -> None:
    assert values("We met on 3 May 1950. At 4 p.m. we left.") == ["1950-05-03"]


def test_a_clock_time_is_not_added_to_a_month() -> None:
    assert values("In May 1950, at 3 p.m. each day") == ["1950-05"]


def test_the_zone_is_kept() -> None:
    by_zone = {text: found.when.timezone for text in (
        "April 9, 1968, 1204Z", "12:15 Moscow time 18.7.1952", "12:15 (local time), 18.7.1952", "12:15 18.7.1952"
    ) for found in dates.find(text)}  # fmt: skip
    assert list(by_zone.values()) == ["UTC", "Europe/Moscow", None, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3:00 15 July of this year", "1952-07-15T03:00"),
        ("May 13 this year", "1952-05-13"),
        ("15 July last year", "1951-07-15"),
        ("5-го мая с. г.", "1952-05-05"),
        ("Sept. 3", "1952-09-03"),
        ("3-9 May", "1952-05-03/1952-05-09"),
        ("early May", "1952-05-01/1952-05-10"),
        ("27 ultimo", "1952-06-27"),
        ("5th inst.", "1952-07-05"),
        ("7 proximo", "1952-08-07"),
        ("yesterday at 18:00", "1952-07-17T18:00"),
        ("tomorrow", "1952-07-19"),
        ("7月18日", "1952-07-18"),
    ],
)
def test_what_is_missing_comes_from_the_document(text: str, value: str) -> None:
    when = dates.parse(text, JULY)
    assert when is not None
    assert when.edtf == value
    assert when.assumed
    assert dates.parse(text) is None


def test_the_year_alone_is_enough_for_a_date_without_year() -> None:
    assert values("Your telegram of 18:00 14 July of this year", DateContext(1952)) == ["1952-07-14T18:00"]
    assert values("yesterday") == values("27 ultimo", DateContext(1952)) == []


def test_a_date_without_year_is_the_one_nearest_to_the_document() -> None:
    january = DateContext(sent=date(1952, 1, 3))
    when = dates.parse("December 29", january)
    assert when is not None
    assert (when.edtf, when.assumed) == ("1951-12-29", "year nearest to the document's date")
    assert values("the 29th of February", DateContext(sent=date(1953, 1, 10))) == ["1952-02-29"]
    assert values("from December 30 to January 2", january) == ["1951-12-30/1952-01-02"]


def test_a_weekday_tells_the_year() -> None:
    memoir = DateContext(sent=date(1920, 1, 5))
    assert values("We landed on Friday, October 25th", memoir) == ["1918-10-25"]
    wrong = dates.parse("Wednesday, April 23, 1953")
    assert wrong is not None
    assert wrong.assumed == "that day was a Thursday"


def test_the_27th_is_the_last_one_before_the_document() -> None:
    assert values("your telegram of the 27th was received", JULY) == ["1952-06-27"]
    assert values("your telegram of the 15th.", JULY) == ["1952-07-15"]
    assert values("resolutions of the 20th Congress, of the 6th and 7th Fleets", JULY) == []


@pytest.mark.parametrize(
    ("year", "value"),
    [(None, "1952-07-15"), (1948, "1952-07-15"), (1849, "1852-07-15"), (2010, "2052-07-15")],
)
def test_two_digits_mean_the_year_nearest_to_the_document(year: int | None, value: str) -> None:
    when = dates.parse("15.7.52", DateContext(year))
    assert when is not None
    assert when.edtf == value
    assert when.assumed
    assert f"read as {value[:4]}" in when.assumed


def test_two_digits_of_a_year_need_a_mark() -> None:
    assert values("18 JUL 52; 18 Jul 53; 18-July-54; 18 July '55; 15.VII.56; 181215Z JUL 57") == [
        "1952-07-18",
        "1953-07-18",
        "1954-07-18",
        "1955-07-18",
        "1956-07-15",
        "1957-07-18T12:15",
    ]
    assert values("On 18 July 52 men came.", DateContext(1950)) == ["1950-07-18"]


@pytest.mark.parametrize(
    ("text", "value", "assumed"),
    [
        ("7/8/1950", "[1950-07-08,1950-08-07]", "either order of day and month is possible"),
        ("8-7-1950", "[1950-07-08,1950-08-07]", "either order of day and month is possible"),
        ("13/5-1950", "1950-05-13", None),
        ("7/8-1950", "1950-08-07", "day first, as usual with a hyphen before the year"),
        ("7.8.1950", "1950-08-07", "day first, as usual with points"),
        ("5/13/1950", "1950-05-13", None),
        ("8/8/1950", "1950-08-08", None),
    ],
)
def test_day_and_month_in_either_order(text: str, value: str, assumed: str | None) -> None:
    when = dates.parse(text)
    assert when is not None
    assert (when.edtf, when.assumed) == (value, assumed)
    assert (when.earliest, when.latest) == edtf.bounds(value)


def test_the_habit_of_the_document_decides_the_order() -> None:
    for day_first, value in ((True, "1950-08-07"), (False, "1950-07-08")):
        when = dates.parse("7/8/1950", DateContext(day_first=day_first))
        assert when is not None
        assert when.edtf == value
        assert when.assumed
        assert "as in other dates of this document" in when.assumed
    assert values("Received 7/8/1950, sent 13/7/1950") == ["1950-08-07", "1950-07-13"]
    assert values("Received 7/8/1950, sent 7/13/1950") == ["1950-07-08", "1950-07-13"]
    assert values("7/8/1950, 7/13/1950 and 13/7/1950")[0].startswith("[")


@pytest.mark.parametrize(
    ("text", "value", "assumed"),
    [
        ("[June] 30 1955", "1955-06-30", "June supplied in brackets"),
        ("2 January [1950]", "1950-01-02", "1950 supplied in brackets"),
        ("2 January [1950?]", "1950-01-02?", "1950 supplied in brackets"),
        ("January 22 [23], 1943", "1943-01-23", "corrected by the editors from 22"),
        ("January 2, 1942 [1943]", "1943-01-02", "corrected by the editors from 1942"),
    ],
)
def test_brackets_are_the_editors(text: str, value: str, assumed: str) -> None:
    (found,) = dates.find(f"Dated {text}.")
    assert (found.when.edtf, found.when.assumed, found.when.as_written) == (value, assumed, text)


def test_the_sign_of_a_note_is_no_part_of_a_date() -> None:
    assert values("on May 13, 1950[1] and June 2, 1950 [2] they; [5] Dated June 27, 1950.") == [
        "1950-05-13",
        "1950-06-02",
        "1950-06-27",
    ]


def test_a_question_mark_doubts_in_brackets_only() -> None:
    assert values("Was it on 1 October 1969? [1 October 1969?]") == ["1969-10-01", "1969-10-01?"]
    whole = dates.parse("1 October 1969?")
    assert whole is not None
    assert whole.edtf == "1969-10-01?"


@pytest.mark.parametrize(
    "text",
    ["31 June 1952", "June 31, 1952", "1952-06-31", "31.6.1952", "15.13.1952", "29 February 1951", "13/13/1950",
     "from 9 to 3 May 1950", "1952年13月1日", "321215Z JUL 52", "15 July", "May", "noon", "", "1.2.3"],
)  # fmt: skip
def test_what_is_no_date_is_not_read_in_part(text: str) -> None:
    assert dates.parse(text) is None
    assert values(f"It says {text} here.") == []


def test_file_numbers_and_pages_are_no_dates() -> None:
    assert (
        values(
            "740.00119 Control (Korea)/5–2049; E47/15/5/2/6; CP 290/6/51; 793.5/1–2655; 192.168.10.52; "
            "pp. 1943–1950; f. 45, op. 1, d. 343, ll. 72-75; at 1750 hours; copy 19 of 50; 1.12.1952.3"
        )
        == []
    )


def test_of_overlapping_dates_the_longest_is_found() -> None:
    assert values("Telegram 27 May 3, 1950 and from 30 April 1951 to 2 May 1951") == [
        "1950-05-03",
        "1951-04-30/1951-05-02",
    ]


def test_find_keeps_to_its_part_of_the_text() -> None:
    text = "1 May 1950, then 2 May 1950, then 3 May 1950"
    assert [(d.start, d.when.edtf) for d in dates.find(text, 11, 28)] == [(17, "1950-05-02")]


def test_dates_of_the_state_departments_series_as_its_editors_noted_them(shared: Path) -> None:
    """Phrases that the series' own dating stumbled at; where we differ, the value in the list is wrong."""
    report = shared / "corpora/frus-dates/processing/issues-when-data-outside-of-volume-coverage-dates.txt"
    pairs = re.findall(r"value: (\d{4}-\S+)\n\s*- Recorded date: (.*)", report.read_text(encoding="utf-8"))
    assert len(pairs) > 1400
    read = [(dates.parse(text), value) for value, text in pairs]
    assert sum(when is not None for when, _ in read) / len(read) > 0.995
    assert sum(when is not None and value.startswith(when.edtf) for when, value in read) / len(read) > 0.93


# Properties

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31))
PIECES = st.sampled_from(
    ["18", "7", "52", "1952", "[1952]", "[18?]", "July", "Jul", "of", "this year", "early", "about", ".", ",", "-",
     "–", "/", ":", "?", "(?)", " ", "\n\n", "p.m.", "noon", "the", "27th", "ult.", "Monday", "年", "月", "日", "十八",
     "昭和", "июля", "г.", "VII", "Z", "from", "to", "and", "yesterday", "'", "[", "]", "s", "hours", "181215"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES).map(" ".join)
)
CONTEXTS = st.builds(
    DateContext,
    year=st.none() | st.integers(1, 9999),
    month=st.none() | st.integers(1, 12),
    day_first=st.none() | st.booleans(),
    sent=st.none() | st.dates(),
)


@given(TEXTS, CONTEXTS)
@example("about 7/8/50", DateContext())
@example("yesterday", DateContext(sent=date.min))
@example("29 February", DateContext(sent=date.max))
def test_find_survives_any_text_and_tells_the_truth_about_it(text: str, context: DateContext) -> None:
    at = 0
    for found in dates.find(text, context=context):
        assert at <= found.start < found.end
        at = found.end
        assert found.when.as_written == text[found.start : found.end]
        assert edtf.is_valid(found.when.edtf)
        assert found.when.earliest is not None
        assert found.when.latest is not None
        assert found.when.earliest <= found.when.latest


@given(TEXTS, CONTEXTS)
def test_parse_survives_any_text(text: str, context: DateContext) -> None:
    when = dates.parse(text, context)
    assert when is None or edtf.is_valid(when.edtf)


@given(DAYS)
def test_every_day_comes_back_from_every_usual_form(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y-%m-%d", "%A, %d %b. %Y", "%Y年%m月%d日"):
        when = dates.parse(day.strftime(form))
        assert when is not None
        assert when.edtf == day.isoformat()


@given(st.dates(date(1000, 1, 1), date(9998, 1, 1)), st.integers(1, 60))
def test_words_of_an_interval_are_read_as_that_interval(first: date, length: int) -> None:
    value = f"{first}/{first + timedelta(length)}"
    words = edtf.in_words(dates.When(value, ""))
    if first.year >= 1500 and first.year + 1 < 2100:
        when = dates.parse(words)
        assert when is not None
        assert when.edtf == value
