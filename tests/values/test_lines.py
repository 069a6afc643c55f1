"""Lines: words, offsets, empty lines and bullets, whatever ends the lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values.lines import lines


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("", []),
        ("\n \r\n\t\u3000\n\ufffd\n", []),
        ("one\ntwo", [("one", 0, False), ("two", 0, False)]),
        (" one \r\n\r\n\r\n two\r\n", [("one", 0, False), ("two", 2, False)]),
        ("one\rtwo\r\rthree", [("one", 0, False), ("two", 0, False), ("three", 1, False)]),
        ("one\u2028two\u0085three", [("one", 0, False), ("two", 0, False), ("three", 0, False)]),
        ("\n\n\none", [("one", 3, False)]),
        ("• one\n ▪ • two\n·three", [("one", 0, True), ("two", 0, True), ("·three", 0, False)]),
        ("\ufeffone\n\u200btwo\n\u200b• three", [("one", 0, False), ("two", 0, False), ("three", 0, True)]),
        ("•", [("•", 0, False)]),
        ("one\x0btwo\x0cthree", [("one\x0btwo\x0cthree", 0, False)]),
    ],
)
def test_lines(reading: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(line.text, line.gap, line.bullet) for line in lines(reading)] == expected


def test_a_part_of_a_text_keeps_its_offsets() -> None:
    assert [(line.text, line.start) for line in lines("one\ntwo\nthree", 4, 7)] == [("two", 4)]


@given(st.text("ab \t\n\r•·\u2028\u200b\ufeff\ufffd.x", max_size=60))
def test_every_line_stands_where_it_says(reading: str) -> None:
    found = lines(reading)
    assert all(reading[line.start : line.end] == line.text and line.text.strip() for line in found)
    ends = [offset for line in found for offset in (line.start, line.end)]
    assert ends == sorted(ends)
    # No letter is lost.
    assert sum(line.text.count(c) for line in found for c in "abx") == sum(reading.count(c) for c in "abx")
