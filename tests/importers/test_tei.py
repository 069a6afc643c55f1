"""Editions, letters and lists of letters in TEI: how files are cut, what is read, what the mark-up states."""

from __future__ import annotations

import gzip
import io

import pytest

from fonds.extract.reader import read_draft
from fonds.importers import Member, drafts
from fonds.importers.tei_edition import Tei
from fonds.model import Document, Original, Problem

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
FRUS = 'xmlns:frus="http://history.state.gov/frus/ns/1.0"'
FIRST = """<div type="document" xml:id="d1" n="1">
  <note rend="inline" type="source">614.00/2-357</note>
  <head>1. The Envoy in Ismara (<persName corresp="#p_OI1" type="from">Orlo</persName>) to the
    <gloss type="to">Harbour Office</gloss><note n="1" xml:id="d1fn1">Repeated to Vesk.</note></head>
  <opener><dateline><placeName>Merrin</placeName>, <date when="1957-02-03">February 3, 1957</date>.</dateline>
    <seg>No. 12</seg></opener>
  <p>The lamp <pb n="7"/>was lit. <persName corresp="#p_VA1">Venn</persName> saw it.<note n="2">See <ref
    target="#d2">Document 2</ref>.</note></p>
  <div type="document" xml:id="d1a" n="1a"><head>[Attachment]</head><p>A list of lamps.</p></div>
  <frus:attachment><head>Enclosure</head><p>Oil for the lamp.</p></frus:attachment>
  <closer><signed>Ivo Orlo</signed></closer>
</div>"""
SECOND = """<div type="document" subtype="historical-document" xml:id="d2" n="2"
  frus:doc-dateTime-min="1957-02-04T00:00:00-05:00" frus:doc-dateTime-max="1957-02-06T23:59:59-05:00">
  <head>2. Letter From <persName type="from">Ada Venn</persName> to <persName type="to">Ivo Orlo</persName><note
    n="1" type="source">Source: Harbour Archive, RG 7, Lamps 1957. Secret. Drafted by Venn.</note></head>
  <p>Thank you for the lamp.</p>
</div>"""


def volume(*documents: str) -> bytes:
    return f"""<?xml version="1.0"?><TEI {TEI} {FRUS} xml:id="lamps1957"><teiHeader><fileDesc><titleStmt>
<title type="complete">Papers on the Lamps of Ismara, 1957</title><title type="volume">Lamps</title></titleStmt>
</fileDesc></teiHeader><text><front><div xml:id="persons"><list><item><persName xml:id="p_OI1">Orlo, General
Ivo,</persName> Envoy</item><item><persName xml:id="p_VA1">Venn, Ada L., Jr.</persName></item></list></div></front>
<body><div type="chapter">{"".join(documents)}</div></body></text></TEI>""".encode()


def members(data: bytes) -> list[Member | Problem]:
    return list(Tei().members(io.BytesIO(data), "papers/lamps.xml"))


def cut(data: bytes) -> dict[str, Member]:
    return {member.key: member for member in members(data) if isinstance(member, Member)}


def read(data: bytes) -> tuple[Document, str]:
    draft = next(drafts(data, Original("papers/lamps.xml", "0" * 64, "application/tei+xml"), "tei"))
    return read_draft(draft, id="b1wfs30st"), draft.reading


def test_a_volume_is_cut_into_its_documents() -> None:
    found = cut(volume(FIRST, SECOND))
    assert sorted(found) == ["d1", "d1a", "d2"]
    assert {member.collection for member in found.values()} == {"Papers on the Lamps of Ismara, 1957"}
    assert b"A list of lamps" in found["d1a"].data
    assert b"A list of lamps" not in found["d1"].data


def test_the_same_volume_packed() -> None:
    assert members(gzip.compress(volume(FIRST, SECOND))) == members(volume(FIRST, SECOND))


def test_a_single_letter_packed() -> None:
    (letter,) = members(gzip.compress(LETTER.encode()))
    assert letter == Member("document", LETTER.encode(), "tei")


def test_a_document_that_did_not_change_keeps_its_bytes() -> None:
    assert (
        cut(volume(FIRST, SECOND))["d1"].data == cut(volume(FIRST, SECOND.replace("Thank", "No")))["d1"].data
    )


def test_what_stands_on_the_page() -> None:
    document, reading = read(cut(volume(FIRST))["d1"].data)
    assert reading == (
        "614.00/2-357\n\n1. The Envoy in Ismara (Orlo) to the Harbour Office[1]\n\nMerrin, February 3, 1957.\nNo. 12\n\n"
        "The lamp was lit. Venn saw it.[2]\n\nEnclosure\n\nOil for the lamp.\n\nIvo Orlo\n\n"
        "[1] Repeated to Vesk.\n[2] See Document 2."
    )
    assert document.title == "The Envoy in Ismara (Orlo) to the Harbour Office"
    assert [note.text for note in document.notes] == ["Repeated to Vesk.", "See Document 2."]


def test_what_the_mark_up_states() -> None:
    document, reading = read(cut(volume(FIRST))["d1"].data)
    message = document.messages[0]
    assert document.date is not None
    assert (document.date.edtf, document.date.as_written) == ("1957-02-03", "February 3, 1957")
    assert message.origin is not None
    assert message.origin.name == "Merrin"
    assert [(who.name, who.role, who.authority) for who in message.from_] == [
        ("Ivo Orlo", "Envoy in Ismara", "lamps1957#p_OI1")
    ]
    assert [who.name for who in message.to] == ["Harbour Office"]
    people = {who.as_written: (who.name, who.authority) for who in document.people}
    assert people["Orlo"] == ("Ivo Orlo", "lamps1957#p_OI1")
    assert people["Venn"] == ("Ada L. Venn, Jr.", "lamps1957#p_VA1")
    assert [source.as_written for source in document.sources] == ["614.00/2-357"]
    words = {e.path: reading[e.start : e.end] for e in document.evidence if e.method.startswith("tei/")}
    assert words["/date"] == "February 3, 1957"
    assert words["/people/1"] == "Venn"


def test_todays_bounds_where_no_dateline_is_dated() -> None:
    document, _ = read(cut(volume(SECOND))["d2"].data)
    assert document.date is not None
    assert document.date.edtf == "1957-02-04/1957-02-06"
    note = read(cut(volume(SECOND.replace("historical-document", "editorial-note")))["d2"].data)[0]
    assert note.date is None


def test_a_source_note_is_cited_and_stays_a_note() -> None:
    document, _ = read(cut(volume(SECOND))["d2"].data)
    assert [source.as_written for source in document.sources] == ["Harbour Archive, RG 7, Lamps 1957"]
    assert [mark.level for mark in document.classification] == ["secret"]
    assert document.notes[0].text.startswith("Source: Harbour Archive")


def test_what_a_note_points_to() -> None:
    """The words of the note lead there, and so does the mention that the note explains."""
    told = FIRST.replace("saw it.", "answered your letter of 5 January 1957.")
    document, reading = read(cut(volume(told))["d1"].data)
    assert [(reading[r.start : r.end], r.address) for r in document.references] == [
        ("your letter of 5 January 1957", "#d2"),
        ("Document 2", "#d2"),
    ]
    more = told.replace("See <ref", "Received too late to be of any use; see <ref")
    assert [r.address for r in read(cut(volume(more))["d1"].data)[0].references] == [None, "#d2"]


def test_printed_numbers_of_notes_are_kept_where_they_tell_notes_apart() -> None:
    assert "saw it.[5]" in read(cut(volume(FIRST.replace('<note n="2">', '<note n="5">')))["d1"].data)[1]
    assert "saw it.[2]" in read(cut(volume(FIRST.replace('<note n="2">', '<note n="1">')))["d1"].data)[1]


LETTER = f"""<TEI {TEI} xml:base="https://letters.example"><teiHeader><fileDesc><titleStmt>
<title level="s">Letters of the Keepers</title><title level="a">Ivo Orlo to Ada Venn</title></titleStmt>
<publicationStmt><availability><licence target="https://licence.example/by">Free to use.</licence></availability>
</publicationStmt><sourceDesc><msDesc><msIdentifier><settlement>Merrin</settlement><repository>Harbour
Library</repository><collection>Keepers</collection><idno>K 12</idno></msIdentifier></msDesc></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="de">German</language></langUsage><abstract><p>He lights the lamp.</p></abstract>
<textClass><keywords><term>lamps</term></keywords></textClass><correspDesc>
<correspAction type="sent"><persName ref="#k1">Orlo, Ivo</persName><placeName ref="https://places.example/7">Merrin</placeName>
<date notBefore="1891-02-01" notAfter="1891-02-03" cert="low">early February</date></correspAction>
<correspAction type="received"><persName>Venn, Ada</persName><orgName>Harbour Office</orgName></correspAction>
</correspDesc></profileDesc></teiHeader><text><body><div><p><lb n="1"/>Die La<lb n="2" break="no"/>mpe <choice><sic>brent</sic>
<corr>brennt</corr></choice><del>e</del>, sagt <rs type="person" ref="#k2">A.</rs><note>Ada Venn.</note></p></div></body>
<back><listPerson><person xml:id="k2"><persName><surname>Venn</surname> <forename>Ada</forename></persName>
<idno>https://persons.example/2</idno></person></listPerson></back></text></TEI>"""


def test_a_letter_with_its_description() -> None:
    assert members(LETTER.encode()) == [Member("", b"")]
    document, reading = read(LETTER.encode())
    message = document.messages[0]
    assert document.title == "Ivo Orlo to Ada Venn"
    assert document.text == "Die Lampe brennt, sagt A.[1]"
    assert document.type == "letter"
    assert message.sent is not None
    assert (message.sent.edtf, message.sent.as_written) == ("1891-02-01?/1891-02-03?", "early February")
    assert [who.name for who in message.from_] == ["Ivo Orlo"]
    assert [who.name for who in message.to] == ["Ada Venn", "Harbour Office"]
    assert message.origin is not None
    assert message.origin.authority == "https://places.example/7"
    assert (document.languages, document.subjects) == (("de",), ("lamps",))
    assert document.summary == "He lights the lamp."
    assert document.rights == "Free to use. https://licence.example/by"
    assert (document.sources[0].repository, document.sources[0].file) == ("Harbour Library", "K 12")
    assert [(who.name, who.authority) for who in document.people] == [
        ("Ada Venn", "https://persons.example/2")
    ]
    assert reading.endswith("Merrin, Harbour Library, Keepers, K 12")


@pytest.mark.parametrize(
    ("attributes", "edtf"),
    [
        ('when="1891"', "1891"),
        ('when="1891-02-00"', "1891-02"),
        ('from="1891-02-01" to="1891-02-01"', "1891-02-01"),
        ('notBefore="1891-02"', "1891-02/.."),
        ('notAfter="1891-02-03"', "../1891-02-03"),
        ('when="1891-02-03" precision="low"', "1891-02-03~"),
        ('when="1891-02-30"', None),
    ],
)
def test_dates_in_attributes(attributes: str, edtf: str | None) -> None:
    given = 'notBefore="1891-02-01" notAfter="1891-02-03" cert="low">early February'
    document, _ = read(LETTER.replace(given, f"{attributes}>").encode())
    assert (document.date.edtf if document.date else None) == edtf


LIST = f"""<TEI {TEI}><teiHeader><fileDesc><titleStmt><title>Letters printed elsewhere</title></titleStmt><sourceDesc>
<bibl xml:id="b1">Letters of the Keepers, ed. by A. Venn. Merrin 1950.</bibl></sourceDesc></fileDesc><profileDesc>
<correspDesc source="#b1" ref="https://letters.example/7"><correspAction type="sent"><persName
ref="https://persons.example/1">Orlo, Ivo</persName><placeName>Merrin</placeName><date when="1891-02-03"/></correspAction>
<correspAction type="received"><persName>Venn, Ada</persName></correspAction></correspDesc>
<correspDesc source="#b1" key="8"><correspAction type="sent"><persName>Venn, Ada</persName></correspAction></correspDesc>
</profileDesc></teiHeader><text><body><p/></body></text></TEI>"""


def test_a_list_of_letters_gives_documents_without_words() -> None:
    found = cut(LIST.encode())
    assert list(found) == ["https://letters.example/7", "8, Venn, Ada"]
    assert found["https://letters.example/7"].uri == "https://letters.example/7"
    document, _ = read(found["https://letters.example/7"].data)
    assert document.text == ""
    assert document.title == "Letter, Ivo Orlo to Ada Venn"
    assert document.date is not None
    assert (document.date.edtf, document.date.as_written) == ("1891-02-03", "1891-02-03")
    assert document.sources[0].kind == "published"
    assert [p.code for p in document.problems] == ["entry-only"]


def test_a_translation_is_a_text_beside() -> None:
    body = """<div type="transcription" xml:lang="ota"><p>Bir lamba.</p></div>
<div type="translation" xml:lang="de"><p>Eine Lampe.</p></div>"""
    data = f"<TEI {TEI}><teiHeader/><text><body>{body}</body></text></TEI>".encode()
    document, _ = read(data)
    assert document.text == "Bir lamba."
    assert [(t.language, t.text, t.role) for t in document.parallel_texts] == [
        ("de", "Eine Lampe.", "translation")
    ]
    assert document.languages == ("ota",)


def test_what_stands_before_a_break_is_read() -> None:
    data = volume(FIRST, SECOND).replace(b"Thank you", b"</wrong>")
    *read_first, fault = members(data)
    assert [m.key for m in read_first if isinstance(m, Member)] == ["d1a", "d1"]
    assert isinstance(fault, Problem)
    assert fault.code == "ill-formed-xml"
    assert fault.where is not None
    assert int(str(fault.where["line"])) > 10


def test_a_packed_volume_that_is_cut_short() -> None:
    data = gzip.compress(volume(FIRST, SECOND))[:-20]
    with pytest.raises(EOFError):
        list(Tei().members(io.BytesIO(data), "lamps.xml.gz"))


def with_entity(declared: str) -> bytes:
    text = "<teiHeader/><text><body><p>A lamp &e8; here.</p></body></text>"
    return f"<!DOCTYPE TEI [{declared}]><TEI {TEI}>{text}</TEI>".encode()


def test_an_entity_leads_to_no_file() -> None:
    data = with_entity('<!ENTITY e8 SYSTEM "file:///etc/passwd">')
    assert members(data) == [Member("", b"")]
    document, reading = read(data)
    assert document.text.startswith("A lamp")
    assert "root" not in reading


def test_an_entity_bomb() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lamp" * 10}">' for n in range(9))
    (fault,) = members(with_entity(bomb))
    assert isinstance(fault, Problem)
    assert fault.code == "ill-formed-xml"
    assert len(read(with_entity(bomb))[1]) < 100
