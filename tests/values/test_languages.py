"""Languages: names and tags, and what a text is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.data import table
from fonds.values import languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lamp of the tower was lit, and the ships were saved by it.", "en"),
        ("Der Leuchtturm ist in der Nacht und auf dem Meer zu sehen.", "de"),
        ("La lampe est dans la tour et les navires la voient.", "fr"),
        ("Лампа горит, а смотритель спит.", "ru"),
        ("Лампу запалено, і її видно.", "uk"),
        ("灯塔今晚点亮", "zh"),
        ("灯台は今夜点灯する", "ja"),
        ("등대가 오늘 밤 燈", "ko"),
        ("Ο φάρος", "el"),
        ("המגדלור", "he"),
        ("المنارة", "ar"),
        ("ประภาคาร", "th"),
        # One foreign word does not carry a text.
        ("The lamp of the tower is called 灯塔 by the keeper and the crew of the ship.", "en"),
        ("", None),
        ("12.7.1931 – 5", None),
        ("Lamp, Lamp!", None),
    ],
)
def test_what_a_text_is_written_in(text: str, expected: str | None) -> None:
    assert languages.guess(text) == expected


def test_only_the_beginning_is_looked_at() -> None:
    assert languages.guess("1 " * languages.SAMPLE + "The lamp of the tower is lit") is None


@pytest.mark.parametrize("name", table("languages")["tags"])
def test_every_name_has_a_tag_whose_name_is_known(name: str) -> None:
    tag = languages.tag(f" {name.title()} ")
    assert tag
    assert languages.tag(languages.name(tag)) == tag
    assert languages.name(f"{tag}-Latn") == languages.name(tag)


def test_an_unknown_tag_is_its_own_name() -> None:
    assert (languages.name("qaa"), languages.tag("qaa")) == ("qaa", None)


@given(st.text(max_size=100))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    found = languages.guess(text)
    assert found is None or languages.name(found) != found
