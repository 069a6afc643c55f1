"""Titles of editions: parties by their names alone, offices behind a comma as roles."""

import pytest

from fonds.extract.heading import parties


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Mr I.K. Orlo, Prime Minister, to Mr A. Venn, Garamese Secretary of State for Harbours",
            [
                ("from", "I.K. Orlo", "Prime Minister"),
                ("to", "A. Venn", "Garamese Secretary of State for Harbours"),
            ],
        ),
        (
            "Mr I.K. Orlo, Attorney-General and Minister for Harbours, to Port Council",
            [
                ("from", "I.K. Orlo", "Attorney-General and Minister for Harbours"),
                ("to", "Port Council", None),
            ],
        ),
        (
            "Orlo to Venn and Tarn",
            [("from", "Orlo", None), ("to", "Venn", None), ("to", "Tarn", None)],
        ),
        (
            "The Secretary of State to the Ambassador in Vesk",
            [("from", "Secretary of State", None), ("to", "Ambassador in Vesk", None)],
        ),
    ],
)
def test_an_office_behind_a_name_is_its_role(title: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(p.part, p.who.name, p.who.role) for p in parties(title)] == expected
