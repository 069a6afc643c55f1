"""Clock times and the zones of posts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.data import table
from fonds.values import clock


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("4 p.m.", "16:00"),
        ("4 p. m.", "16:00"),
        ("4 P.M.", "16:00"),
        ("4pm", "16:00"),
        ("12 a.m.", "00:00"),
        ("12:10 p.m.", "12:10"),
        ("11:00 p.m.", "23:00"),
        ("8.40 p.m.", "20:40"),
        ("11.55 a.m.", "11:55"),
        ("23 hours 30 minutes", "23:30"),
        ("9.30 hours", "09:30"),
        ("1400 hours", "14:00"),
        ("1950 hours", "19:50"),
        ("1624Z", "16:24"),
        ("18:00", "18:00"),
        ("3:00", "03:00"),
        ("0:05", "00:05"),
        ("18:00:59", "18:00"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
        ("14 часов 30 минут", "14:30"),
        ("15 Uhr 30", "15:30"),
        ("14h30", "14:30"),
        ("下午3时30分", "15:30"),
        ("午後三時", "15:00"),
        ("오전 9시", "09:00"),
        ("10–11 a.m.", "10:00"),
        ("2:15–4 p.m.", "14:15"),
        ("11–1 p.m.", "11:00"),
        ("10 a.m–12:15 p.m.", "10:00"),
        ("14:00-15:30", "14:00"),
        ("12:15 Moscow time", "12:15"),
    ],
)
def test_clock_times(text: str, time: str) -> None:
    assert clock.parse(text) == time


@pytest.mark.parametrize(
    "text", ["", "3", "25:00", "12:60", "24:00", "2570 hours", "1400", "hours", "p.m.", "half past 3"]
)
def test_what_is_no_clock_time(text: str) -> None:
    assert not clock.is_valid(text)


@pytest.mark.parametrize(
    ("place", "day", "zone"),
    [
        ("BEIJING", "1952-07-18", "Asia/Shanghai"),
        ("Peking", "1950-05-13", "Asia/Shanghai"),
        ("Phenian", "1950-05-13", "Asia/Pyongyang"),
        ("Königsberg", "1938-01-01", "Europe/Berlin"),
        ("Königsberg", "1950-01-01", "Europe/Kaliningrad"),
        ("Lvov", "1938-01-01", "Europe/Warsaw"),
        ("Lvov", "1950-01-01", "Europe/Kyiv"),
        ("Nowhere", "1950-01-01", None),
    ],
)
def test_zones(place: str, day: str, zone: str | None) -> None:
    assert clock.zone(place, day) == zone


def test_every_zone_of_the_table_is_known_to_the_tz_database() -> None:
    rows = table("zones")["zone"]
    assert len({place for row in rows for place in row["places"]}) > 400
    for row in rows:
        assert ZoneInfo(row["name"])


def test_no_place_has_two_zones_on_one_day() -> None:
    seen = set()
    for row in table("zones")["zone"]:
        for place in row["places"]:
            key = (place.casefold(), row.get("until"))
            assert key not in seen, key
            seen.add(key)


@given(st.times())
def test_every_time_comes_back_from_every_usual_form(time: object) -> None:
    for form in ("{0:%H:%M}", "{0:%I:%M %p}", "{0:%H} hours {0:%M} minutes", "{0:%H.%M} hours"):
        assert clock.parse(form.format(time)) == f"{time:%H:%M}"


@given(st.text())
def test_any_text_is_a_time_or_not(text: str) -> None:
    time = clock.parse(text)
    assert time is None or "00:00" <= time <= "23:59"
