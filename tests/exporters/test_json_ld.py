"""JSON-LD: the node of a paper, and what an independent reader (rdflib) makes of it."""

import json

import pytest
from exporters.papers import ARCHIVE, CONVERSATION, HOSTILE, PAPERS, PRINTED_TWICE, TELEGRAM, address
from maximal import MAXIMAL
from rdflib import RDF, Graph, Namespace, URIRef

from fonds.exporters import by_name
from fonds.exporters.json_ld import CONTEXT, embedded, node

# rdflib warns of a class of its own.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

SCHEMA = Namespace("https://schema.org/")


def graph(written: str) -> Graph:
    """The triples; the context is told, not fetched."""
    local = written.replace(f'"@context": "{CONTEXT}"', '"@context": {"@vocab": "https://schema.org/"}')
    return Graph().parse(data=local, format="json-ld")


def test_telegram() -> None:
    found = node(TELEGRAM, address(TELEGRAM.id), ARCHIVE)
    assert found["@type"] == ["ArchiveComponent", "Message"]
    assert found["sender"] == [{"@type": "Person", "name": "Qin Boyuan"}]
    assert found["recipient"] == [{"@type": "Person", "name": "Lugov"}]
    assert found["temporalCoverage"] == "1957-07-17T23:40"
    assert [keeper["name"] for keeper in found["holdingArchive"]] == ["APU", "AVP", "RGAU"]
    assert found["provider"]["name"] == ARCHIVE


def test_triples_of_the_maximal_paper() -> None:
    triples = graph(by_name("jsonld").encode(MAXIMAL, address(MAXIMAL.id), ARCHIVE))
    paper = URIRef(address(MAXIMAL.id))
    assert set(triples.objects(paper, RDF.type)) == {SCHEMA.ArchiveComponent, SCHEMA.Message}
    (sender,) = triples.objects(paper, SCHEMA.sender)
    assert str(triples.value(sender, SCHEMA.name)) == "Qin Boyuan"
    (inner,) = triples.objects(paper, SCHEMA.hasPart)
    (to,) = triples.objects(inner, SCHEMA.recipient)
    assert str(triples.value(to, SCHEMA.name)) == "Seon Tae-hyeon"


def test_those_who_converse_are_mentioned() -> None:
    found = node(CONVERSATION)
    assert found["@type"] == ["ArchiveComponent", "Manuscript"]
    assert "author" not in found
    assert "sender" not in found
    assert {"@type": "Person", "name": "V. Ostashev"} in found["mentions"]


def test_a_book_is_what_it_is_part_of() -> None:
    assert node(PRINTED_TWICE)["isPartOf"][0]["datePublished"] == "1991"


def test_many_are_one_graph() -> None:
    whole = "".join(by_name("jsonld").encode_many(PAPERS, lambda id: address(f"{id}"), ARCHIVE))
    assert len(json.loads(whole)["@graph"]) == len(PAPERS)
    assert len(set(graph(whole).subjects(RDF.type, SCHEMA.ArchiveComponent))) == 1  # all papers go by one id


def test_nothing_ends_the_data_block() -> None:
    block = embedded(HOSTILE, "https://fonds.example/</script>", ARCHIVE)
    assert "<" not in block
    assert json.loads(block)["name"].endswith("“end”?")
