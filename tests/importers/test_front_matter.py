"""Texts with YAML front matter: what it states, and what the words say besides."""

from __future__ import annotations

import pytest

from fonds.extract.reader import read_draft
from fonds.importers import drafts, importer_for
from fonds.model import Document, Original

PAPER = """---
doc_date: '1957-02-00'
doc_num: 12
refs:
- box: 3
  reference: 'RGVA, f. 7, op. 1, d. 9'
title: Mr Ivo Orlo, Harbour Master, to Mrs Ada Venn, Minister for
  Lamps
tags: [lamps, harbours]
from: Orlo, Ivo
---

Letter MERRIN, 3 February 1957

The lamp was lit.
"""


def read(text: str) -> Document:
    original = Original("papers/12.md", "0" * 64, "text/markdown")
    return read_draft(next(drafts(text.encode(), original)), id="b1wfs30st")


def test_what_it_states() -> None:
    document = read(PAPER)
    assert document.title == "Mr Ivo Orlo, Harbour Master, to Mrs Ada Venn, Minister for Lamps"
    assert document.date is not None
    assert document.date.edtf == "1957-02"
    assert document.record_id == "12"
    assert document.subjects == ("lamps", "harbours")
    assert [source.delo for source in document.sources] == ["9"]
    assert [who.name for who in document.messages[0].from_] == ["Ivo Orlo"]
    assert [who.name for who in document.messages[0].to] == ["Ada Venn"]
    assert document.text.endswith("The lamp was lit.")
    assert "doc_date" not in document.text


@pytest.mark.parametrize(
    "text", ["---\nNo key here\n---\nA paper.\n", "---\ntitle: never closed\nA paper.\n", "A paper.\n"]
)
def test_what_is_none(text: str) -> None:
    assert "A paper." in read(text).text


def test_by_its_content() -> None:
    assert importer_for(PAPER.encode(), "12.txt").name == "front-matter"
    assert importer_for(PAPER.replace("\n", "\r\n").encode(), "12").name == "front-matter"
    assert importer_for(b"---\n\nA paper.\n", "12.md").name == "text"
