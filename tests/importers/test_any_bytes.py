"""Whatever the bytes, each importer gives drafts that can be read, and its blocks lie in the reading text."""

from __future__ import annotations

import gzip
import io
import random
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importers.dumps import COLUMNS, ROWS, as_csv, as_page, as_sqlite
from maximal import MAXIMAL
from pdfs import pdf

from fonds.extract.reader import read_draft
from fonds.importers import IMPORTERS, Container, Importer, Mapped, Member, drafts
from fonds.model import Original, Problem
from fonds.model.codec import to_json

DEMO = Path(__file__).resolve().parents[2] / "demo"
PAGE = sorted(DEMO.rglob("*.txt"))[0].read_bytes()
TEXT_PDF = pdf([["Telegram No. 7, Orlov to Demin", "3 May 1931", "The lamp is lit."], ["Page two."]])
HTML = (
    b"<!DOCTYPE html><html><body><h1>Telegram</h1><table><tr><td>From</td><td>Orlov</td></tr></table>"
    b"<pre>The\nlamp</pre><p>is <b>lit</b>.<br>Orlov</body></html>"
)
TABLE = as_csv(ROWS).encode()
MAPPING = b'[columns]\ntitle = "title"\ntext_body = "text"\n'


def database() -> bytes:
    """A dump as an SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        return as_sqlite(Path(folder) / "dump.db", ROWS, COLUMNS).read_bytes()


TEI = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v"><teiHeader><fileDesc><titleStmt><title>Lamps</title>
</titleStmt></fileDesc></teiHeader><text><body><div type="document" xml:id="d1"><head>1. Orlov to <persName type="to"
corresp="#p1">Demin</persName><note n="1" type="source">Source: Harbour.</note></head><dateline><placeName>Merrin</placeName>,
<date when="1931-05-03">3 May</date></dateline><p>The lamp <pb/>is <choice><sic>lid</sic><corr>lit</corr></choice>.</p></div>
<div type="document" xml:id="d2"><head>2</head><table><row><cell>a</cell></row></table></div></body></text></TEI>"""
LETTERS = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc ref="x"><correspAction type="sent">
<persName>Orlov</persName><date from="1931-05" cert="low"/></correspAction></correspDesc></profileDesc></teiHeader></TEI>"""
FRONT = b"---\ntitle: Orlov to Demin\ndate: 1931-05-03\ntags: [a, 'b']\n---\nThe lamp is lit.\n"
AID = b"""<ead><archdesc level="fonds"><did><unitid>7</unitid><unittitle>Lamps <unitdate normal="1931">1931</unitdate>
</unittitle><repository>Harbour Library</repository></did><dsc><c01><did><unittitle>Oil</unittitle><container type="box">3
</container></did><c02 id="x"><did><unitdate>May</unitdate></did></c02></c01></dsc></archdesc></ead>"""
MANIFEST = b"""{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest", "label": {"en": ["Oil"]},
"metadata": [{"label": "Date", "value": "3 May 1931"}], "items": [{"items": [{"type": "Image", "id": "x"}]}]}"""
JSON_LINES = (to_json(MAXIMAL) + "\n" + to_json(MAXIMAL)[:-1] + ',"reading":"The lamp."}\n').encode()
SEEDS = [
    JSON_LINES,
    database(),
    TABLE,
    as_page(ROWS[0]).encode(),
    PAGE,
    PAGE.decode().encode("utf-16"),
    TEXT_PDF,
    HTML,
    b"\xef\xbb\xbf" + HTML,
    b"%PDF-",
    b"<html>",
]
SEEDS += [TEI, LETTERS, FRONT, AID, MANIFEST]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file that was good until some of its bytes were cut out, doubled, or written over."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        a, b = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        match draw(st.integers(0, 3)):
            case 0:
                del data[a : min(b, a + 40)]
            case 1:
                data[a:a] = data[a : min(b, a + 200)]
            case 2:
                data[a : a + 8] = draw(st.binary(max_size=8))
            case _:
                del data[b:]
    return bytes(data)


BYTES = st.one_of(st.binary(max_size=2000), damaged())


def reads_well(importer: Importer | None, data: bytes, name: str) -> None:
    """What holds of the drafts that an importer, or the one that claims the bytes, gives."""
    original = Original(name, "0" * 64, "text/plain")
    given = list(importer.read(data, original) if importer else drafts(data, original))
    assert given
    for draft in given:
        assert draft.reading or draft.problems
        ends = [0, *(end for block in draft.blocks for end in (block.start, block.end)), len(draft.reading)]
        assert ends == sorted(ends)
        assert all(draft.words(block).strip() for block in draft.blocks)
        for finding in draft.findings:
            assert (finding.start, finding.end) == (-1, -1) or 0 <= finding.start <= finding.end <= len(
                draft.reading
            )
        document = read_draft(draft, id="b1wfs30st")
        assert document.title
        assert "reader-fault" not in {problem.code for problem in document.problems}
        for evidence in document.evidence:
            assert 0 <= evidence.start < evidence.end <= len(draft.reading)


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
@given(data=BYTES)
@settings(max_examples=60)
def test_each_importer_reads_any_bytes(importer: Importer, data: bytes) -> None:
    """Also those of another format: the names of files say little."""
    reads_well(importer, data, f"paper{importer.suffixes[0]}")


CONTAINERS = [importer for importer in IMPORTERS if isinstance(importer, Container)]


@pytest.mark.parametrize("importer", CONTAINERS, ids=lambda importer: importer.name)
@given(data=BYTES, packed=st.booleans())
@settings(max_examples=60)
def test_each_container_cuts_any_bytes(importer: Container, data: bytes, packed: bool) -> None:
    """What it cuts out can be read; what it cannot cut is a problem; what is cut short may end it."""
    data = gzip.compress(data) if packed else data
    runs = [lambda: importer.members(io.BytesIO(data), "papers")]
    if isinstance(importer, Mapped):
        runs.append(lambda: importer.mapped_members(io.BytesIO(data), "papers", MAPPING))
    for run in runs:
        with suppress(EOFError, OSError, zlib.error):
            for member in run():
                assert isinstance(member, Member | Problem)
                if isinstance(member, Member) and member.key:
                    original = Original("papers#1", "0" * 64, "text/plain", member.uri)
                    given = list(drafts(member.data, original, member.reader))
                    assert given
                    assert all(draft.reading or draft.problems for draft in given)


@given(data=BYTES, name=st.sampled_from(["paper.txt", "paper.pdf", "paper", "paper.jpg", ".txt", ".."]))
@settings(max_examples=60)
def test_whichever_importer_claims_them(data: bytes, name: str) -> None:
    reads_well(None, data, name)


@given(data=st.binary(max_size=100), name=st.text(max_size=10))
def test_how_sure_an_importer_is(data: bytes, name: str) -> None:
    assert all(0 <= importer.sniff(data, name) <= 1 for importer in IMPORTERS)


@pytest.mark.parametrize("seed", range(3))
def test_a_large_file_of_noise(seed: int) -> None:
    reads_well(None, random.Random(seed).randbytes(300_000), "paper.txt")
