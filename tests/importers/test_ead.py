"""Finding aids: the fonds and its components, each where it lies."""

from __future__ import annotations

import io

import pytest

from fonds.extract.reader import read_draft
from fonds.importers import Member, drafts, importer_for
from fonds.importers.ead import Ead
from fonds.model import Document, Original

EAD_2002 = """<?xml version="1.0"?><ead{}><eadheader><eadid>hl-7</eadid></eadheader><archdesc level="fonds"><did>
<unitid>HL 7</unitid><unittitle>Papers of the Keepers <unitdate normal="1880/1957">1880-1957</unitdate></unittitle>
<repository>Harbour Library</repository><langmaterial><language langcode="de">German</language></langmaterial></did>
<scopecontent><head>Scope</head><p>Lamps and oil.</p></scopecontent><dsc>
<c01 level="series" id="s1"><did><unittitle>Letters</unittitle></did>
<c02 level="file"><did><unitid>HL 7/12</unitid><unittitle>Orlo to Venn</unittitle><unitdate normal="18910203">3 Feb.
1891</unitdate><container type="box">3</container><container type="folder">4</container></did></c02>
<c02 level="file"><did><unittitle>Venn to Orlo</unittitle></did><dao href="https://scans.example/9"/></c02></c01>
</dsc></archdesc></ead>"""
EAD_3 = """<ead xmlns="http://ead3.archivists.org/schema/"><control><recordid>hl-8</recordid></control>
<archdesc level="collection"><did><unitid>HL 8</unitid><unittitle>Maps</unittitle><unitdatestructured><daterange>
<fromdate standarddate="1900">1900</fromdate><todate standarddate="1910-05">May 1910</todate></daterange>
</unitdatestructured><repository><corpname><part>Harbour Library</part></corpname></repository></did></archdesc></ead>"""


def cut(text: str) -> dict[str, Member]:
    found = Ead().members(io.BytesIO(text.encode()), "aids/hl.xml")
    return {member.key: member for member in found if isinstance(member, Member)}


def read(member: Member) -> Document:
    original = Original("aids/hl.xml", "0" * 64, "application/ead+xml")
    return read_draft(next(drafts(member.data, original, member.reader)), id="b1wfs30st")


@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:isbn:1-931666-22-9"'], ids=["none", "2002"])
def test_a_finding_aid_is_cut_into_its_components(namespace: str) -> None:
    found = cut(EAD_2002.format(namespace))
    assert sorted(found) == ["1.1", "1.2", "fonds", "s1"]
    assert {member.collection for member in found.values()} == {"Papers of the Keepers 1880-1957"}
    assert b"Orlo to Venn" not in found["s1"].data


def test_where_a_component_lies() -> None:
    document = read(cut(EAD_2002.format(""))["1.1"])
    assert (document.title, document.type, document.text) == ("Orlo to Venn", "other", "")
    assert document.date is not None
    assert (document.date.edtf, document.date.as_written) == ("1891-02-03", "3 Feb. 1891")
    (source,) = document.sources
    assert source.as_written == "Harbour Library, HL 7, Letters, box 3, folder 4"
    assert (source.repository, source.fond, source.series, source.box, source.folder, source.file) == (
        "Harbour Library",
        "HL 7",
        "Letters",
        "3",
        "4",
        "HL 7/12",
    )
    assert document.original_languages == ("de",)
    assert [p.code for p in document.problems] == ["entry-only"]


def test_the_fonds_itself() -> None:
    document = read(cut(EAD_2002.format(""))["fonds"])
    assert document.summary == "Lamps and oil."
    assert document.date is not None
    assert document.date.edtf == "1880/1957"
    assert (document.sources[0].fond, document.sources[0].series) == ("HL 7", None)


def test_a_digital_object_is_an_address() -> None:
    assert read(cut(EAD_2002.format(""))["1.2"]).addresses == ("https://scans.example/9",)


def test_the_third_version() -> None:
    assert importer_for(EAD_3.encode(), "hl.xml").name == "ead"
    document = read(cut(EAD_3)["fonds"])
    assert document.date is not None
    assert document.date.edtf == "1900/1910-05"
    assert document.sources[0].repository == "Harbour Library"
