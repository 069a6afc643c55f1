"""A spoilt paper: understood as far as it is certain, and quoted as it stands."""

import random
import string

import pytest
from claims import broken

from fonds.extract.reader import read_draft
from fonds.importers import drafts
from fonds.model import Document, Draft, Original

PAPER = """\
74. Telegram From the Department of State to the Embassy in the Republic of Ismara[1]

Washington, October 16, 1957, 9:09 p.m.

259. Eyes only for Ambassador Orlo. Following instruction is from the President: at the earliest opportunity
you should seek a meeting with the Minister of the Harbour and tell him that the closing of the port in
October 1957 was not known to this Government before it was announced.

Venn
"""


def read(text: str) -> tuple[Document, Draft]:
    """The document of a plain text and its draft."""
    (draft,) = drafts(text.encode(), Original("one.txt", "0" * 64, "text/plain"))
    return read_draft(draft, id="x"), draft


def spoilt(seed: int) -> str:
    """The paper with one letter in twenty replaced by another."""
    signs = random.Random(seed)
    return "".join(
        signs.choice(string.ascii_letters) if c.isalpha() and signs.random() < 0.05 else c for c in PAPER
    )


def test_a_spoilt_head_is_understood_and_quoted_as_printed() -> None:
    text = PAPER.replace("From the Dep", "FroX the DeK").replace("of State to", "ofQState to")
    text = (
        text.replace("October 16", "OctRber 16")
        .replace("instruction", "instrVction")
        .replace("seek a", "seeP a")
    )
    document, draft = read(text)
    assert draft.reading == text
    (message,) = document.messages
    assert [who.name for who in message.from_] == ["Department of State"]
    assert message.from_[0].as_written == "DeKartment ofQState"
    assert document.date is not None
    assert (document.date.edtf[:10], document.date.as_written) == (
        "1957-10-16",
        "OctRber 16, 1957, 9:09 p.m.",
    )
    assert document.title.startswith("Telegram FroX the DeK")
    assert "garbled-text" in {p.code for p in document.problems}
    assert max(e.confidence for e in document.evidence) <= 0.8
    assert "seeP a meeting" in document.text


@pytest.mark.parametrize("seed", range(12))
def test_what_is_said_of_a_spoilt_paper_is_right_and_stands_there(seed: int) -> None:
    text = spoilt(seed)
    document, draft = read(text)
    wrong = [c for c in broken(document, draft.reading) if not c.path.endswith(("/role", "/type"))]
    assert wrong == []
    if document.date is not None:
        assert document.date.edtf[:10] == "1957-10-16"
    for who in document.messages[0].from_ if document.messages else ():
        assert not any(c.isdigit() for c in who.name)


def test_a_clean_paper_is_not_mended() -> None:
    document, draft = read(PAPER)
    assert draft.mended is None
    assert "garbled-text" not in {p.code for p in document.problems}
