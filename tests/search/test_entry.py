"""From a document to its entry."""

import json
from dataclasses import fields, replace

import pytest
from maximal import MAXIMAL, TEXT

from fonds.model import Document, Original, When
from fonds.search.entry import FACETS, Entry, card_of, entry_of, sort_date, years

BARE = Document("b0bare0x0", "Untitled", None, "other", "", Original("a.txt", "0" * 64, "text/plain"))


def test_the_maximal_document_fills_every_field() -> None:
    entry = entry_of(MAXIMAL, added="2026-11-22T06:00:00Z")
    for field in fields(Entry):
        assert getattr(entry, field.name), field.name
    assert set(entry.facets) == set(FACETS)
    assert all(entry.facets.values())


def test_what_is_found_of_the_maximal_document() -> None:
    entry = entry_of(MAXIMAL, names={"Lugov": ("Лугов",)}, collection="Strait")
    assert entry.body.startswith(TEXT)
    assert entry.body.endswith("Said at noon.\n\nlocal time.")
    assert entry.other_texts == (
        ("zh", "云都来电。\n\n两座南闸已经关闭。"),
        ("ru", "Из Юньду.\n\nШлюзы закрыты."),
    )
    assert entry.senders == ("Qin Boyuan",)
    assert {"Lugov", "Gorelov", "Лугов", "Comrade GORELOV [Lugov]", "Ostashev"} <= set(entry.recipients)
    assert set(entry.recipients) < set(entry.people) | {"the Presidium"}
    assert "Qin Boyuan" not in entry.recipients
    assert entry.places == ("Yundu", "YUNDU", "Kniazhin")
    assert entry.sources[0].startswith("Archive of the Presidium, f. 17")
    assert entry.record_ids == ("4417",)
    assert (entry.earliest, entry.latest, entry.sort_date) == ("1957-07-17", "1957-07-17", "1957-07-17T23:40")
    assert entry.facets == {
        "type": ("telegram",),
        "year": ("1957",),
        "classification": ("top secret",),
        "language": ("en", "zh", "ru"),
        "person": ("Qin Boyuan", "Lugov", "Ostashev", "Seon Tae-hyeon"),
        "place": ("Yundu", "Kniazhin"),
        "archive": ("Archive of the Presidium", "Merrin City Library"),
        "collection": ("Strait",),
    }


def test_the_card_is_small_json() -> None:
    card = card_of(MAXIMAL)
    assert json.loads(json.dumps(card)) == card
    assert card["from"] == ["Qin Boyuan"]
    assert card["place"] == "Yundu"
    assert entry_of(MAXIMAL, card={"mine": 1}).card == {"mine": 1}


def test_a_bare_document_has_a_bare_entry() -> None:
    entry = entry_of(BARE)
    assert entry.facets["type"] == ("other",)
    assert not any(values for name, values in entry.facets.items() if name != "type")
    assert entry.earliest is entry.latest is entry.sort_date is None
    assert entry.body == ""


def test_the_event_dates_a_paper_without_a_date() -> None:
    event = When("1950-05", "May 1950", "1950-05-01", "1950-05-31")
    entry = entry_of(replace(BARE, event_date=event))
    assert (entry.earliest, entry.latest, entry.sort_date) == ("1950-05-01", "1950-05-31", "1950-05-01")
    assert "May 1950" in entry.dates


def test_a_note_inside_the_text_is_not_taken_twice() -> None:
    document = replace(MAXIMAL, text=TEXT + "\n\nSaid at noon.")
    assert entry_of(document).body.count("Said at noon.") == 1


def test_a_body_is_no_person_to_narrow_by_but_is_found() -> None:
    entry = entry_of(MAXIMAL)
    assert "Presidium of the Union of Ardel" in entry.people
    assert "Presidium of the Union of Ardel" not in entry.facets["person"]


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("1950-01-01", "1950-12-31", ("1950",)),
        ("1950-06-01", None, ("1950",)),
        (None, "1950-06-01", ("1950",)),
        (None, None, ()),
        ("1700-01-01", "1999-12-31", ()),
        ("1951-01-01", "1950-12-31", ()),
        ("-0044-03-15", "-0044-03-15", ()),
    ],
)
def test_years(earliest: str | None, latest: str | None, expected: tuple[str, ...]) -> None:
    assert years(earliest, latest) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When("1952-07-18T12:15", "", "1952-07-18", "1952-07-18"), "1952-07-18T12:15"),
        (When("1952-07", "", "1952-07-01", "1952-07-31"), "1952-07-01"),
        (When("../1952", "", None, "1952-12-31"), "1952-12-31"),
        (When("XXXX", ""), None),
        (None, None),
    ],
)
def test_sort_date(when: When | None, expected: str | None) -> None:
    assert sort_date(when) == expected
