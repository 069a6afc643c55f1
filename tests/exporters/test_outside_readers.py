"""Line 1 of what exports promise: the maximal paper, the hostile ones and all of the demo archive, through every
format, each read by somebody else's reader. TEI and the formats of archives are measured in their own tests."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import rispy
from exporters.papers import ARCHIVE, PAPERS, address
from exporters.test_csl import SCHEMA
from lxml import etree
from maximal import MAXIMAL

from fonds.exporters import EXPORTERS, Exporter
from fonds.model import Credit, Document, Note, Source, Who
from fonds.model.ids import identify
from fonds.services.reading import read

DEMO = Path(__file__).parents[2] / "demo"
CONTRACT = Path(__file__).parents[2] / "docs" / "reference" / "document.schema.json"
MARKUP = (
    "]]> <!-- & <b> \x00\x1b\x85\u2028\u202e\u2066 {\\} =cmd|' /C calc'!A0\r\nER  - \r\nTY  - BOOK\n@misc{x, "
)


@cache
def papers() -> tuple[Document, ...]:
    """Everything that is written: the demo archive, the maximal paper, hostile ones."""
    demo = tuple(read([folder for folder in sorted(DEMO.iterdir()) if folder.is_dir()]))
    assert len(demo) > 40
    hostile = (
        replace(MAXIMAL, title=MARKUP, summary=MARKUP, rights=MARKUP, subjects=(MARKUP,), text=MARKUP),
        replace(
            MAXIMAL,
            notes=(Note(MARKUP, MARKUP), Note(MARKUP * 1000, "*", start=0, end=3)),
            credits=(Credit(MARKUP, "translator"),),
            participants=(Who(MARKUP, MARKUP),),
            sources=(
                Source(MARKUP, "archival", repository=MARKUP, listy=MARKUP),
                Source(MARKUP, "published", title=MARKUP),
            ),
            collection=MARKUP,
        ),
        replace(MAXIMAL, title="x" * 100_000, summary=MARKUP * 1000, text="а́" * 50_000),
    )
    return tuple(
        replace(paper, id=identify(str(n))) for n, paper in enumerate((*demo, MAXIMAL, *PAPERS, *hostile), 1)
    )


def _json(text: str) -> int:
    whole = json.loads(text)
    validator = jsonschema.Draft202012Validator(json.loads(CONTRACT.read_text(encoding="utf-8")))
    for one in whole:
        validator.validate(one)
    return len(whole)


def _lines(text: str) -> int:
    return _json(f"[{','.join(text.splitlines())}]")


def _ris(text: str) -> int:
    return len(rispy.loads(text))


def _bib(text: str) -> int:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return len(library.entries)


def _csl(text: str) -> int:
    whole = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    return len(whole)


def _xml(text: str) -> int:
    return len(etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True)))


def _letters(text: str) -> int:
    """Addresses of documents that have a letter, and those that need none."""
    listed = {letter.get("ref") for letter in etree.fromstring(text.encode()).iter("{*}correspDesc")}
    return len(listed) + sum(not any(m.from_ or m.to for m in paper.messages) for paper in papers())


def _plain(text: str) -> int:
    assert text.isprintable() or not set(text) & set("\x00\x1b\x07")
    return text.count("\nAddress:        https://fonds.example/d/")


READERS: dict[str, Callable[[str], int]] = {
    "json": _json,
    "jsonl": _lines,
    "txt": _plain,
    "ris": _ris,
    "bibtex": _bib,
    "biblatex": _bib,
    "csl-json": _csl,
    "oai_dc": _xml,
    "tei": lambda text: _xml(text) - 1,
    "cmif": _letters,
    "jsonld": lambda text: len(json.loads(text)["@graph"]),
}


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_outside_reader_finds_as_many_papers(exporter: Exporter) -> None:
    written = "".join(exporter.encode_many(papers(), address, ARCHIVE))
    written.encode()
    assert READERS[exporter.name](written) == len(papers())
