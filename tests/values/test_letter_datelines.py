"""Datelines of letters: place and day, or one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import letter_datelines
from fonds.values.dates import DateContext


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Garam, den 3. Mai 1902", "Garam", "1902-05-03"),
        ("Garam, 3 May 1902.", "Garam", "1902-05-03"),
        ("Garam, Montag, 3. Mai 1902", "Garam", "1902-05-03"),
        ("Garam3. 5. 1902", "Garam", "1902-05-03"),
        ("Garam[1], 3. Mai 1902", "Garam", "1902-05-03"),
        ("Garam, [3. Mai 1902?]", "Garam", "1902-05-03?"),
        ("St. Vesk am Meer, le 3 mai 1902", "St. Vesk am Meer", "1902-05-03"),
        ("Garam, Hotel Vesk, Zimmer 9, 3/5 902", "Garam", "1902-05-03"),
        ("Geschrieben zu Garam am 3. Mai 1902", "Garam", "1902-05-03"),
        ("Written at Garam on 3 May 1902", "Garam", "1902-05-03"),
        ("3. Mai 1902", None, "1902-05-03"),
        ("Greetings from Port Regent!", "Port Regent", None),
        ("Garam, Montag", "Garam", None),
        ("Garam, am", "Garam", None),
        ("Peking, Mai 1902", "Peking", "1902-05"),
        ("Wien-Hafenfeld, 3. Mai 1902", "Wien", "1902-05-03"),
    ],
)
def test_datelines(line: str, place: str | None, date: str | None) -> None:
    found = letter_datelines.parse(line)
    assert found
    assert (found.place and found.place.as_written, found.date and found.date.edtf) == (place, date)
    assert not place or line[slice(*found.place_span)] == place


@pytest.mark.parametrize(
    "line",
    ["", "Garam", "Montag", "3", "1902", "Garam, 1902", "Zimmer 3. Mai 1902", "Garam, Hotel Vesk, 31. 2. 1902",
     "Wir kamen nach Garam am 3. Mai 1902", "Garam, in dem Haus an der See, das ich mag, 3. Mai 1902",
     f"Garam, {'Hotel ' * 12}3. Mai 1902 ..........."],
)  # fmt: skip
def test_what_is_no_dateline(line: str) -> None:
    assert letter_datelines.parse(line) is None
    assert not letter_datelines.is_valid(line)


def test_a_line_without_a_year_wants_the_letters() -> None:
    assert letter_datelines.parse("Garam, 3. Mai") is None
    found = letter_datelines.parse("Garam, 3. Mai", DateContext(1902))
    assert found
    assert found.date
    assert found.date.edtf == "1902-05-03"


WORDS = st.sampled_from(
    ["Garam", "Hotel", "den", "am", "3.", "Mai", "1902", "3/5", "902", ",", ".", "[1]", "Montag", "[?]"]
)


@given(st.one_of(st.text(max_size=95), st.lists(WORDS, max_size=10).map(" ".join)))
def test_place_and_day_stand_where_they_say(line: str) -> None:
    found = letter_datelines.parse(line)
    if found is None:
        return
    assert found.place or found.date
    if found.place:
        assert line[slice(*found.place_span)] == found.place.as_written
    if found.date:
        start, end = found.date_span
        assert 0 <= start < end <= len(line)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Garam, Hotel Vesk", "Garam"),
        ("Grand Hôtel, Garam, 900 m über dem Meer", "Garam"),
        ("Hotel Vesk am Garam", "Garam"),
        ("Curhaus, Garam N.Oe.", "Garam"),
        ("Garam am Vesk,", "Garam am Vesk"),
        ("Lieber Ivo", None),
        ("Ivo Orlo, Hafenrat", None),
    ],
)
def test_a_place_with_the_house_in_it(line: str, place: str | None) -> None:
    span = letter_datelines.house(line)
    assert (span and line[slice(*span)]) == place
