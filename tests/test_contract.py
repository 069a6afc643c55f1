"""Whatever the input, a reading keeps the contract.

Arbitrary texts, and demo pages that were cut, joined, shuffled and mixed with one another: reading never
raises and no recogniser fails; the document is valid, its evidence keeps its claims, its messages lie in each
other, its JSON reads back as it was, and reading again gives the same.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from claims import broken
from hypothesis import given, note, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fonds.extract.reader import read_draft
from fonds.importers import drafts
from fonds.model import Document, Original
from fonds.model.codec import encode, from_json, to_json

DEMO = Path(__file__).resolve().parent.parent / "demo"
PAGES = [path.read_text(encoding="utf-8") for path in sorted(DEMO.rglob("*.txt"))]
BLOCKS = sorted({block for page in PAGES for block in re.split(r"\n\s*\n", page) if block.strip()})
LINES = sorted({line for page in PAGES for line in page.splitlines() if line.strip()})
EXAMPLES = 150
"""Texts that each test tries."""

ORIGINAL = Original("page.txt", "0" * 64, "text/plain")


def read(text: str) -> tuple[Document, str]:
    """The document of a text, and its reading text."""
    draft = next(drafts(text.encode("utf-8", "surrogatepass"), ORIGINAL))
    return read_draft(draft, id="b1wfs30st"), draft.reading


# Texts

SIGNS = [
    "“",
    "”",
    "«",
    "»",
    '"',
    "[",
    "]",
    "(",
    ")",
    ":",
    ";",
    "/",
    "—",
    "№",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\x0c",
]
SIGNS += ["\u2028", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u0130", "x/", "[1]", "1 ", "[Begins]", "[Ends]"]
SIGNS += [
    "To Comrade ",
    "From ",
    "Copies: ",
    "Series “G” T",
    "Received ",
    "No. ",
    "Date: ",
    "Subject: ",
    "Source: ",
]


@st.composite
def scribbles(draw: st.DrawFn) -> str:
    """Letters of any script among signs, forms and lines that mean something to the reader."""
    part = st.one_of(st.text(max_size=30), st.sampled_from(SIGNS), st.sampled_from(LINES), st.just(" "))
    return "".join(draw(st.lists(part, max_size=40)))


def deleted(draw: st.DrawFn, lines: list[str]) -> list[str]:
    keep = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    return [line for line, kept in zip(lines, keep, strict=True) if kept]


def joined(draw: st.DrawFn, lines: list[str]) -> list[str]:
    n = draw(st.integers(0, max(len(lines) - 2, 0)))
    return [*lines[:n], " ".join(lines[n : n + 2]), *lines[n + 2 :]]


def repeated(draw: st.DrawFn, lines: list[str]) -> list[str]:
    a, b = sorted(draw(st.tuples(st.integers(0, len(lines)), st.integers(0, len(lines)))))
    return [*lines[:b], *lines[a:b], *lines[b:]]


def exchanged(draw: st.DrawFn, lines: list[str]) -> list[str]:
    a, b = sorted(draw(st.tuples(st.integers(0, len(lines)), st.integers(0, len(lines)))))
    return [*lines[b:], *lines[a:b], *lines[:a]]


def mixed(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """A part of another page, which may be of another layout, put in somewhere."""
    other = draw(st.sampled_from(PAGES)).splitlines()
    a, b = sorted(draw(st.tuples(st.integers(0, len(other)), st.integers(0, len(other)))))
    at = draw(st.integers(0, len(lines)))
    return [*lines[:at], *other[a:b], *lines[at:]]


def tightened(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """Empty lines lost."""
    return [line for line in lines if line.strip()]


def capitals(draw: st.DrawFn, lines: list[str]) -> list[str]:
    n = draw(st.integers(0, len(lines)))
    return [*lines[:n], *(line.upper() for line in lines[n : n + 5]), *lines[n + 5 :]]


MUTATIONS: list[Callable[[st.DrawFn, list[str]], list[str]]]
MUTATIONS = [deleted, joined, repeated, exchanged, mixed, tightened, capitals]


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A demo page after up to four mutations, with other line ends, cut off anywhere."""
    lines = draw(st.sampled_from(PAGES)).splitlines()
    for mutation in draw(st.lists(st.sampled_from(MUTATIONS), max_size=4)):
        lines = mutation(draw, lines)
    text = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"])).join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


def shuffles() -> st.SearchStrategy[str]:
    """Blocks of all pages in any order."""
    return st.lists(st.sampled_from(BLOCKS), max_size=25).map("\n\n".join)


TEXTS = st.one_of(scribbles(), pages(), pages(), shuffles())


# What holds


@pytest.fixture(scope="module")
def contract(shared: Path) -> Draft202012Validator:
    """The contract."""
    schema = json.loads((shared / "contract" / "document.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


@given(TEXTS)
@settings(max_examples=EXAMPLES)
def test_reading_never_fails(text: str) -> None:
    document, reading = read(text)
    assert [problem.message for problem in document.problems if problem.code == "reader-fault"] == []
    assert document.title
    assert not document.paragraphs or reading


@given(TEXTS)
@settings(max_examples=EXAMPLES)
def test_evidence_keeps_its_claims(text: str) -> None:
    document, reading = read(text)
    note(reading)
    assert broken(document, reading) == []


@given(TEXTS)
@settings(max_examples=EXAMPLES)
def test_messages_lie_in_each_other(text: str) -> None:
    document, reading = read(text)
    placed = {message.id: message for message in document.messages if message.start >= 0}
    for message in placed.values():
        assert 0 <= message.start <= message.end <= len(reading)
        if message.parent in placed:
            around = placed[message.parent]
            assert around.start <= message.start
            assert message.end <= around.end
    ids = [message.id for message in document.messages]
    assert len(ids) == len(set(ids))
    for n, message in enumerate(document.messages):
        assert message.parent is None or message.parent in ids[:n]
        assert message.in_reply_to is None or message.in_reply_to in ids


@given(TEXTS)
@settings(max_examples=EXAMPLES)
def test_paragraphs_are_the_text(text: str) -> None:
    document, reading = read(text)
    cut = [re.sub(r"\s*\n\s*", " ", reading[p.start : p.end]) for p in document.paragraphs]
    assert "\n\n".join(cut) == document.text
    ends = [0, *(end for p in document.paragraphs for end in (p.start, p.end)), len(reading)]
    assert ends == sorted(ends)


@given(TEXTS)
@settings(max_examples=EXAMPLES)
def test_json_reads_back(text: str) -> None:
    document, _ = read(text)
    assert from_json(to_json(document)) == document


@given(TEXTS)
@settings(max_examples=EXAMPLES)
def test_reading_again_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(text=TEXTS)
@settings(max_examples=EXAMPLES)
def test_output_is_valid(text: str, contract: Draft202012Validator) -> None:
    document, _ = read(text)
    assert [f"{error.json_path}: {error.message}" for error in contract.iter_errors(encode(document))] == []


@given(st.binary(max_size=3000))
@settings(max_examples=EXAMPLES)
def test_any_bytes_are_read(data: bytes) -> None:
    for draft in drafts(data, ORIGINAL):
        document = read_draft(draft, id="b1wfs30st")
        assert document.text or document.problems
        assert from_json(to_json(document)) == document
