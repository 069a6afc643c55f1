"""Dates: every form of the table, what a context decides, what is no date."""

from __future__ import annotations

from typing import Any

import pytest

from fonds.data import table
from fonds.values import dates

FORMS = [(text, value, row) for row in table("date_forms")["form"] for text, value in row["as"].items()]


@pytest.mark.parametrize(("text", "value", "row"), FORMS, ids=[text for text, _, _ in FORMS])
def test_every_form_means_what_its_table_says(text: str, value: str, row: dict[str, Any]) -> None:
    when = dates.parse(text)
    assert when is not None
    assert when.edtf == value
    if not row.get("whole"):
        assert [found.when.edtf for found in dates.find(f"As of {text}, all is well.")] == [value]
