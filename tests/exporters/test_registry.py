"""What all exporters share: names, suffixes, one document and many, and that nothing makes them fail."""

from dataclasses import replace

import pytest
from exporters.papers import ARCHIVE, PAPERS, TELEGRAM, address
from hypothesis import given
from hypothesis import strategies as st
from maximal import MAXIMAL

from fonds.errors import UsageError
from fonds.exporters import EXPORTERS, Exporter, by_name, by_suffix
from fonds.model import Document

exporters = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)


def test_the_formats() -> None:
    assert [(e.name, e.suffix) for e in EXPORTERS] == [
        ("json", ".json"),
        ("jsonl", ".jsonl"),
        ("txt", ".txt"),
        ("ris", ".ris"),
        ("bibtex", ".bib"),
        ("biblatex", ".biblatex.bib"),
        ("csl-json", ".csl.json"),
        ("oai_dc", ".dc.xml"),
        ("jsonld", ".jsonld"),
        ("tei", ".tei.xml"),
        ("cmif", ".cmif.xml"),
    ]


@exporters
def test_found_by_name_and_suffix(exporter: Exporter) -> None:
    assert by_name(exporter.name) is exporter
    assert by_suffix(exporter.suffix) is exporter


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(
        UsageError,
        match=r"'docx'.*json, jsonl, txt, ris, bibtex, biblatex, csl-json, oai_dc, jsonld, tei, cmif",
    ):
        by_name("docx")
    with pytest.raises(UsageError, match=r"'\.docx'.*\.csl\.json"):
        by_suffix(".docx")


@exporters
def test_many_of_one_is_the_one(exporter: Exporter) -> None:
    one = exporter.encode(TELEGRAM, address(TELEGRAM.id), ARCHIVE)
    many = "".join(exporter.encode_many([TELEGRAM], address, ARCHIVE))
    if exporter.one_is_a_list:
        assert many == one
    else:
        inner = one.removeprefix(exporter.prolog).rstrip()
        before, _, behind = many.partition(inner)
        assert (before, behind.strip()) == (exporter.prolog + exporter.opening, exporter.closing.strip())


@exporters
def test_many_are_written_piece_by_piece(exporter: Exporter) -> None:
    taken = []

    def papers() -> object:
        for paper in PAPERS:
            taken.append(paper)
            yield paper

    pieces = exporter.encode_many(papers())  # type: ignore[arg-type]
    next(piece for piece in pieces if "4417" in piece)
    assert taken == [TELEGRAM]


@exporters
@pytest.mark.parametrize("paper", [*PAPERS, MAXIMAL], ids=lambda paper: paper.title[:20] or "untitled")
def test_no_control_characters(exporter: Exporter, paper: Document) -> None:
    if not exporter.suits(paper):
        return
    written = exporter.encode(paper, address(paper.id), ARCHIVE)
    assert [c for c in written if ord(c) < 32 and c not in "\r\n"] == []


TEXTS = st.text() | st.sampled_from(["\r\n", "ER  - ", "}", "{", "\\", '"', "“", "</a>", "&", "\u2028", "."])


@exporters
@given(title=TEXTS, name=TEXTS, wording=TEXTS)
def test_any_words_can_be_exported(exporter: Exporter, title: str, name: str, wording: str) -> None:
    message = replace(TELEGRAM.messages[0], from_=(replace(TELEGRAM.messages[0].from_[0], name=name),))
    source = replace(TELEGRAM.sources[0], as_written=wording, listy=wording, title=name)
    printed = replace(source, kind="published", pages=wording)
    paper = replace(TELEGRAM, title=title, summary=wording, messages=(message,), sources=(source, printed))
    assert exporter.encode(paper, wording, name)
