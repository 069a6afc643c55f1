"""PDF: what is read of good pages, what is said of bad ones."""

from __future__ import annotations

import pytest
from pdfs import pdf

from fonds.importers import drafts
from fonds.importers import pdf as pdf_importer
from fonds.model import Draft, Original

ORIGINAL = Original("paper.pdf", "0" * 64, "application/pdf")
ONE, TWO = ["Telegram No. 7, Orlov to Demin", "The lamp is lit."], ["Nobody (nobody) slept."]


def draft(data: bytes) -> Draft:
    (found,) = drafts(data, ORIGINAL)
    return found


def codes(found: Draft) -> list[str]:
    return [problem.code for problem in found.problems]


def test_pages_are_parted_by_form_feeds() -> None:
    found = draft(pdf([ONE, TWO]))
    assert found.reading == "Telegram No. 7, Orlov to Demin\nThe lamp is lit.\n\f\nNobody (nobody) slept."
    assert codes(found) == []


def test_a_header_behind_other_bytes_counts() -> None:
    assert "The lamp is lit." in draft(b"\r\n" * 20 + pdf([ONE])).reading


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.4", ["broken-pdf"]),
        (pdf([ONE], encrypted=True), ["encrypted-pdf"]),
        (pdf([ONE])[:200], ["broken-pdf"]),
        (pdf([[], []]), ["no-text-layer"]),
    ],
    ids=["a header alone", "a password", "cut off", "no words"],
)
def test_what_cannot_be_read_is_told(data: bytes, expected: list[str]) -> None:
    found = draft(data)
    assert (found.reading, found.blocks, codes(found)) == ("", (), expected)
    assert found.problems[0].message.count(".") <= 1


def test_a_page_without_words_among_others() -> None:
    found = draft(pdf([ONE, [], TWO]))
    assert found.reading.count("\f") == 2
    assert codes(found) == []


def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_importer, "MAX_PAGES", 2)
    found = draft(pdf([ONE, TWO, ["Left out."]]))
    assert codes(found) == ["too-many-pages"]
    assert "Left out" not in found.reading


def test_a_broken_page_does_not_lose_the_others() -> None:
    data = pdf([ONE, TWO]).replace(b"6 0 obj\n<< /Type /Page ", b"6 0 obj\n<< /Type /Cage ")
    found = draft(data)
    assert "The lamp is lit." in found.reading
    assert codes(found) in ([], ["broken-pdf-pages"])
