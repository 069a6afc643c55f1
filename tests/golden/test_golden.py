"""Golden cases: the whole document of a small input, value for value. ``make golden`` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import broken
from golden.write import CASES, HERE, read

from fonds.extract.reader import read_draft
from fonds.importers import drafts
from fonds.model import Original


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(HERE)))
def test_what_is_read_is_what_was_looked_over(case: Path) -> None:
    assert read(case) == (case / "expected.json").read_text(encoding="utf-8"), (
        "If the new reading is right: make golden, and look at the difference."
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(HERE)))
def test_their_evidence_keeps_its_claims(case: Path) -> None:
    (file,) = case.glob("input.*")
    for draft in drafts(file.read_bytes(), Original(file.name, "0" * 64, "text/plain")):
        assert broken(read_draft(draft, id="b1wfs30st"), draft.reading) == []


def test_every_folder_is_a_case() -> None:
    folders = {path.parent for path in HERE.rglob("input.*")}
    assert folders == set(CASES)
    assert len(CASES) > 7
