"""Lines of United States cables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.data import table
from fonds.values import cables


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", None),
        ("PAGE 01 PORTVA 00123 012345Z", "page"),
        ("PAGE 2 OF 3 PORTVALE 123", "page"),
        ("PAGE 02 IS MISSING", None),
        ("ACTION EUR-12", "routing"),
        ("INFO OCT-01 ISO-00 /013 W", "routing"),
        ("--------------------- 012345", "routing"),
        ("R 012345Z MAY 74 ZFF-4", "time"),
        ("012345 MAY 1974", "time"),
        ("FM AMEMBASSY PORTVALE", "from"),
        ("“FM AMEMBASSY PORTVALE", "from"),
        ("TO SECSTATE WASHDC 12", "to"),
        ("INFO USMISSION GARAM", "info"),
        ("S E C R E T", "mark"),
        ("SECRET POSS DUPE", "mark"),
        ("UNCLAS PORTVALE 0123", "number"),
        ("EXDIS", "caption"),
        ("EXDIS //////", "caption"),
        ("E.O. 11652: GDS", "order"),
        ("TAGS: PFOR", "tags"),
        ("TGAS: PFOR", "tags"),
        ("REF: STATE 123", "reference"),
        ("NNNN", "end"),
        ("#0123", "end"),
        ("TO THE HARBOUR we went", "to"),
        ("To the harbour", None),
        ("THE HARBOUR IS CLOSED", None),
        ("SECRET TALKS IN 1974 WERE HELD IN PORTVALE", None),
    ],
)
def test_kinds(line: str, kind: str | None) -> None:
    assert cables.kind(line) == kind
    assert cables.kind(f"  {line} ") == kind


@pytest.mark.parametrize("level", table("cables")["classification"])
def test_levels_plain_and_spaced(level: str) -> None:
    for form in table("cables")["classification"][level]:
        for written in (form, form.lower(), " ".join(form.replace(" ", ""))):
            assert cables.level(written) == level
        found = cables.number_line(f"{' '.join(form.replace(' ', ''))} PORTVALE 0123")
        assert found
        assert (found.level, found.station, found.number, found.section) == (level, "PORTVALE", "0123", 1)


@pytest.mark.parametrize(
    ("line", "station", "number", "section"),
    [
        ("SECRET PORT REGENT 77", "PORT REGENT", "77", 1),
        ("SECRET 0123", None, "0123", 1),
        ("SECRET SECTION 2 OF 3 PORTVALE 0123", "PORTVALE", "0123", 2),
        ("SECRET FINAL SECTION TWO OF TWO PORTVALE 0123/2", "PORTVALE", "0123", 2),
        ("SECRET PORTVALE 0123 SECTION 3 OF 3", "PORTVALE", "0123", 3),
    ],
)
def test_number_lines(line: str, station: str | None, number: str, section: int) -> None:
    found = cables.number_line(line)
    assert found
    assert (found.station, found.number, found.section) == (station, number, section)
    assert line[found.start : found.end].startswith(station or number)


@pytest.mark.parametrize(
    "line",
    ["", "PORTVALE 0123", "SECRET", "SECRET PORTVALE", "SECRETS 0123", "SECRET PORTVALE 0123 AND MORE WORDS"],
)
def test_what_is_no_number_line(line: str) -> None:
    assert cables.number_line(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [("  P R 012345 Z MAY 74", ("012345Z MAY 74", ("P", "R"))), ("012345Z MAY", ("012345Z MAY", ())),
     ("12345Z MAY 74", None), ("AT 012345Z MAY 74", None)],
)  # fmt: skip
def test_time_groups(line: str, expected: tuple[str, tuple[str, ...]] | None) -> None:
    found = cables.time_group(line)
    assert (found and (found[0], found[3])) == expected
    if found:
        assert line[found[1] : found[2]].replace(" ", "") == found[0].replace(" ", "")


@pytest.mark.parametrize(
    ("words", "post", "precedence", "number"),
    [
        ("AMEMBASSY PORTVALE", "AMEMBASSY PORTVALE", None, None),
        ("AMEMBASSY  PORT REGENT NIACT IMMEDIATE 123", "AMEMBASSY PORT REGENT", "NIACT IMMEDIATE", "123"),
        ("RUEHC/SECSTATE WASHDC PRIORITY.", "SECSTATE WASHDC", "PRIORITY", None),
        ("USCINCSO QUARRY HTS CZ//SC-FC//", "USCINCSO QUARRY HTS CZ", None, None),
        ("IMMEDIATE", "IMMEDIATE", None, None),
        ("", "", None, None),
    ],
)
def test_addressees(words: str, post: str, precedence: str | None, number: str | None) -> None:
    found = cables.addressee(words)
    assert (found.post, found.precedence, found.number) == (post, precedence, number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R 012345Z MAY 74\nFM AMEMBASSY PORTVALE\nTO SECSTATE WASHDC\n", True),
        ("FM AMEMBASSY PORTVALE\nA\nB\nTO SECSTATE\n", True),
        ("FM AMEMBASSY PORTVALE\nA\nB\nC\nD\nTO SECSTATE\n", False),
        ("Message Attributes\nDocument Number: 1974PORTVA00123\n", True),
        ("The FM radio, TO Orlo", False),
        ("", False),
    ],
)
def test_what_is_a_cable(text: str, expected: bool) -> None:
    assert cables.is_cable(text) is expected


WORDS = st.sampled_from(
    [
        "FM",
        "TO",
        "SECRET",
        "S E C",
        "PORTVALE",
        "0123",
        "SECTION",
        "OF",
        "2",
        "TAGS",
        ":",
        "//",
        "/",
        "R",
        "012345Z",
        "MAY",
        "74",
        "(",
        ")",
        ",",
        "PAGE",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_line(line: str) -> None:
    cables.kind(line)
    cables.number_line(line)
    found = cables.addressee(line)
    assert 0 <= found.start <= len(line)
    for tag, at in cables.tags(line):
        assert line[at:].startswith(tag.split(" ")[0].split("\t")[0][:1])
