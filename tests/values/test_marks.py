"""Marks: lines that hold nothing else, and every form of the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.data import table
from fonds.values import marks

FORMS = [
    *[("mark", form) for forms in table("marks")["levels"].values() for form in forms],
    *[("handling", form) for form in table("marks")["handling"]["forms"]],
    *[("precedence", form) for form in table("marks")["precedence"]["forms"]],
]


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_every_form_of_the_table_is_a_mark_in_any_capitals(kind: str, form: str) -> None:
    for written in (form, form.upper(), form.capitalize()):
        (found,) = marks.parse_line(f" *{written}* ")
        assert (found.kind, found.text.casefold()) == (kind, form.casefold())


@pytest.mark.parametrize("level", table("marks")["levels"])
def test_levels(level: str) -> None:
    assert level in marks.LEVELS
    for form in table("marks")["levels"][level]:
        assert marks.level(f" {form.upper()}. ") == level
        assert marks.parse_line(form)[0].level == level


@pytest.mark.parametrize(
    ("line", "copy", "of"),
    [("Copy No. 3", 3, None), ("COPY 19 OF 50", 19, 50), ("Copy # 3/7", 3, 7), ("Экз. № 3 из 5", 3, 5), ("副本 2", 2, None)],
)  # fmt: skip
def test_copies(line: str, copy: int, of: int | None) -> None:
    (found,) = marks.parse_line(line)
    assert (found.kind, found.copy, found.of) == ("copy", copy, of)


def test_several_on_a_line() -> None:
    line = "IMMEDIATE  [Top  Secret] / Making copies is forbidden. Copy 2 of 9"
    found = marks.parse_line(line)
    assert [(m.kind, line[m.start : m.end]) for m in found] == [
        ("precedence", "IMMEDIATE"), ("mark", "Top  Secret"),
        ("handling", "Making copies is forbidden"), ("copy", "Copy 2 of 9"),
    ]  # fmt: skip
    assert found[1].level == "top secret"


def test_whom_to_report_to() -> None:
    line = "For immediate report to Comrade Orlo. Secret"
    handling, mark = marks.parse_line(line)
    assert handling.addressee
    assert line[slice(*handling.addressee)] == " to Comrade Orlo"
    assert mark.text == "Secret"
    (press,) = marks.parse_line("No distribution to the press")
    assert press.addressee is None


@pytest.mark.parametrize(
    "line",
    ["", "  ", "Secret agents", "The letter is secret", "secretary", "Copy", "Copy 3 of the letter", "Copy 12345",
     "Lamp", "Secret, most of it", "Urgently", "Secret " * 40],
)  # fmt: skip
def test_what_is_no_line_of_marks(line: str) -> None:
    assert marks.parse_line(line) == ()


@given(st.lists(st.sampled_from(["Secret", "Copy 3", "urgent", "agent", ".", " / ", " ", "x/", "to Orlo"])))
def test_marks_stand_where_they_say(parts: list[str]) -> None:
    line = "".join(parts)
    for found in marks.parse_line(line):
        assert line[found.start : found.end] == found.text
