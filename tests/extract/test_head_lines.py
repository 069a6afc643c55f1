"""Lines of heads: datelines with all that stands in front of the date."""

import pytest

from fonds.extract import head_lines
from fonds.values.dates import DateContext
from fonds.values.lines import Line


def said(text: str) -> dict[str, str]:
    """Key -> EDTF, name or wording of what the line says."""
    found = head_lines.head(Line(text, 0, len(text), 0), DateContext())
    assert found is not None, text
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
    return {
        one.key: getattr(one.value, "edtf", None) or getattr(one.value, "name", None) or str(one.value)
        for one in found
    }


@pytest.mark.parametrize(
    ("line", "sent", "number", "origin"),
    [
        ("Cablegram T46 PORTVALE, 2 October 1957, 11.20 a.m.", "1957-10-02T11:20", "T46", "Portvale"),
        ("Cablegram UN1048 (extract) NEW YORK, 17 August 1957", "1957-08-17", "UN1048", "New York"),
        ("Cablegram [161] LISBON, 14 February 1957", "1957-02-14", "161", "Lisbon"),
        ("Savingram unnumbered LISBON, [19 July 1957 [1]]", "1957-07-19", None, "Lisbon"),
        ("Message PORTVALE, [10] December 1957 [1]", "1957-12-10", None, "Portvale"),
        ("Extracts [NEW YORK, June 1957] [1]", "1957-06", None, "New York"),
        ("Letter, Portvale, 2 January 19[57]", "1957-01-02", None, "Portvale"),
        ("PORTVALE, 8 May 1957, 5.24-9.22P.m. [1]", "1957-05-08T17:24", None, "Portvale"),
        ("Cablegram n.d. [c. 14 February 1957],", "1957-02-14~", None, None),
    ],
)
def test_a_dateline_gives_number_place_and_date(
    line: str, sent: str, number: str | None, origin: str | None
) -> None:
    found = said(line)
    assert (found.get("sent"), found.get("number"), found.get("origin")) == (sent, number, origin)


@pytest.mark.parametrize(
    "line", ["Portvale, undated", "Portvale, n.d.[1]", "Портвейл, без даты", "Portvale, o. D."]
)
def test_a_dateline_may_say_that_there_is_no_date(line: str) -> None:
    found = said(line)
    assert "undated" in found
    assert "sent" not in found
    assert found["origin"] in ("Portvale", "Портвейл")


@pytest.mark.parametrize(
    "line", ["The memorandum was undated", "He spoke of the 3 May 1957 talks at length."]
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    found = head_lines.head(Line(line, 0, len(line), 0), DateContext())
    assert not [one for one in found or () if one.key in ("sent", "undated")]
