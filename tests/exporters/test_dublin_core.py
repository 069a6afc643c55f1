"""Dublin Core: what it says of a paper, and that it keeps the form of ``oai_dc``."""

from exporters.papers import ARCHIVE, CONVERSATION, HOSTILE, PAPERS, TELEGRAM, address
from lxml import etree
from maximal import MAXIMAL

from fonds.exporters import by_name
from fonds.exporters.dublin_core import ELEMENTS, NAMESPACE, statements

ALL = "contributor coverage creator date description format identifier language publisher relation rights source subject title type"


def said(written: str) -> list[tuple[str, str]]:
    root = etree.fromstring(written.encode())
    assert root.tag == f"{{{NAMESPACE}}}dc"
    return [(str(row.tag).removeprefix(f"{{{ELEMENTS}}}"), row.text or "") for row in root]


def test_telegram() -> None:
    found = said(by_name("oai_dc").encode(TELEGRAM, address(TELEGRAM.id), ARCHIVE))
    assert found == [
        (name, value) for name, value in statements(TELEGRAM, address(TELEGRAM.id), ARCHIVE) if value
    ]
    assert ("creator", "Qin Boyuan") in found
    assert ("contributor", "Lugov") in found
    assert ("date", "1957-07-17T23:40") in found
    assert ("identifier", "APU, f. 45, op. 1, d. 343, ll. 72-75") in found
    assert ("publisher", ARCHIVE) in found
    assert ("description", "To Lugov.") in found


def test_those_who_converse_are_contributors() -> None:
    found = said(by_name("oai_dc").encode(CONVERSATION))
    assert not [value for name, value in found if name == "creator"]
    assert ("contributor", "V. Ostashev") in found


def test_only_the_fifteen_elements() -> None:
    for paper in (*PAPERS, MAXIMAL):
        assert {
            name for name, _ in said(by_name("oai_dc").encode(paper, "https://fonds.example/a", ARCHIVE))
        } <= set(ALL.split())


def test_hostile_words_are_words() -> None:
    (title,) = [value for name, value in said(by_name("oai_dc").encode(HOSTILE)) if name == "title"]
    assert "<script>alert(1)</script> & {title}" in title


def test_many_are_records() -> None:
    root = etree.fromstring("".join(by_name("oai_dc").encode_many(PAPERS, address, ARCHIVE)).encode())
    assert len(root) == len(PAPERS)
