"""What is written of the archive rather than of a document: finding aids (EAD3), authority records (EAC-CPF), letters (CMIF)."""

from pathlib import Path

import pytest
from exporters.papers import ARCHIVE, CONVERSATION, address
from exporters.test_outside_readers import MARKUP, papers
from lxml import etree
from maximal import MAXIMAL

from fonds.errors import NotFound
from fonds.exporters import cmif, eac, ead
from fonds.exporters.eac import Agent, Relation
from fonds.exporters.ead import Paper, Unit
from fonds.importers import drafts
from fonds.model import Original

PAPER = Paper("Telegram, Qin to Lugov", "https://fonds.example/d/b1wfs30st", "1957-07-17", "ll. 40-42")
TREE = Unit(
    "apu",
    "APU",
    "repository",
    "APU",
    (Unit("apu/45", "f. 45", "fond", "APU", (Unit("apu/45/1", "op. 1", "opis", "APU", (), (PAPER,)),)),),
)
AGENT = Agent(
    "b1wfs30st",
    "Lugov",
    "person",
    ("Gorelov", "Comrade LUGOV"),
    (("First Secretary", "1950", "1957"), ("Chairman", None, None)),
    "1950-09-03",
    "1957-07-17",
    (
        Relation("Qin Boyuan", "person", "wrote to 3 times", "https://fonds.example/people/x"),
        Relation("Telegram, Qin to Lugov", "document", "received", "https://fonds.example/d/x"),
    ),
)
HOSTILE_TREE = Unit(MARKUP, MARKUP, MARKUP, MARKUP, (), (Paper(MARKUP, MARKUP, MARKUP, MARKUP),))
HOSTILE_AGENT = Agent(MARKUP, MARKUP, None, (MARKUP,), ((MARKUP, None, MARKUP),), None, MARKUP, ())


def test_a_finding_aid_has_the_steps_of_the_tree() -> None:
    root = etree.fromstring(ead.EXPORTER.encode(TREE, "https://fonds.example/holdings", ARCHIVE).encode())
    e = {"e": ead.NAMESPACE}
    assert root.findtext(".//e:repository/e:corpname/e:part", None, e) == "APU"
    assert [c.get("level") for c in root.iterfind(".//e:c", e)] == ["fonds", "subseries", "item"]
    assert root.find(".//e:dao", e).get("href") == PAPER.address  # type: ignore[union-attr]


def test_our_importer_reads_a_finding_aid() -> None:
    data = ead.EXPORTER.encode(TREE, None, ARCHIVE).encode()
    titles = [draft.reading for draft in drafts(data, Original("a.xml", "0" * 64, ""))]
    assert any("Telegram, Qin to Lugov" in reading for reading in titles)


def test_an_authority_record_has_names_offices_and_relations() -> None:
    root = etree.fromstring(
        eac.EXPORTER.encode(AGENT, "https://fonds.example/people/b1wfs30st", ARCHIVE).encode()
    )
    e = {"e": eac.NAMESPACE}
    assert [p.text for p in root.iterfind(".//e:nameEntry/e:part", e)] == [
        "Lugov",
        "Gorelov",
        "Comrade LUGOV",
    ]
    assert [t.text for t in root.iterfind(".//e:occupation/e:term", e)] == ["First Secretary", "Chairman"]
    assert [t.get("targetType") for t in root.iterfind(".//e:targetEntity", e)] == ["person", "resource"]


def test_hostile_words_are_words() -> None:
    for written in (ead.EXPORTER.encode(HOSTILE_TREE), eac.EXPORTER.encode(HOSTILE_AGENT)):
        assert "<b>" not in written
        etree.fromstring(written.encode())


def test_letters_are_listed_and_read_back() -> None:
    written = cmif.EXPORTER.encode(MAXIMAL, address(MAXIMAL.id), ARCHIVE).encode()
    found = list(drafts(written, Original("letters.xml", "0" * 64, "application/tei+xml")))
    said = [{f.field: f.value for f in draft.findings} for draft in found]
    assert [getattr(s["stated.from"], "name", "") for s in said] == ["Qin Boyuan", "Qin Boyuan"]
    assert [getattr(s["stated.to"], "name", "") for s in said] == ["Lugov", "Seon Tae-hyeon"]


def test_a_conversation_is_no_letter() -> None:
    with pytest.raises(NotFound, match="has nothing to say"):
        cmif.EXPORTER.encode(CONVERSATION)
    assert "<correspDesc" not in "".join(cmif.EXPORTER.encode_many([CONVERSATION]))


def test_the_list_of_letters_is_valid_by_the_schema_of_cmif(shared: Path) -> None:
    schema = etree.RelaxNG(etree.parse(shared / "corpora/cmif/CMIF/schema/cmi-customization.rng"))
    letters = [paper for paper in papers() if cmif.EXPORTER.suits(paper)]
    assert len(letters) > 30
    schema.assertValid(
        etree.fromstring("".join(cmif.EXPORTER.encode_many(letters, address, ARCHIVE)).encode())
    )
    for paper in letters:
        schema.assertValid(etree.fromstring(cmif.EXPORTER.encode(paper, address(paper.id), ARCHIVE).encode()))
