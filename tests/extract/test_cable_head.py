"""Heads of cables: invented ones as text, and those of the National Archives' database beside the repository."""

import importlib.util
import json

import pytest

import fonds
from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Original
from fonds.model.codec import to_json

FLOORS = {"date": 0.99, "number": 0.99, "from": 0.99, "to": 0.96, "tags": 0.97, "type": 0.99}
"""F1 by ../shared/eval/score.py. Its truth names the first addressee only, where a cable may go to eight."""

PLAIN = """\
CONFIDENTIAL
PAGE 01 PORTVA 00123 012050Z
22
ACTION ARA-10
INFO OCT-01 ISO-00 SS-15 /038 W
 ------------------011477 012050Z /41
O R 012040Z MAY 74
FM AMEMBASSY PORTVALE
TO SECSTATE WASHDC NIACT IMMEDIATE 5322
AMEMBASSY PORT REGENT PRIORITY
INFO USMISSION GARAM
AMCONSUL TARN
C O N F I D E N T I A L SECTION 1 OF 2 PORTVALE 0123
EXDIS
FOR ASST SECRETARY BREL
E.O. 11652: GDS
TAGS: PFOR, OVIP (ORLO, IVO), XX
SUBJECT: THE HARBOUR MASTER PROPOSES NEW DUES FOR
 FOREIGN SHIPS
REF: (A) STATE 12345, (B) 73 GARAM 77; (C) PORT REGENT
004 (DEC 4, 1973)
REF: TARN A-23 OF JAN. 8, 1974 AND PORTVALE 99
1. THE HARBOUR MASTER RECEIVED ME TODAY AND SPOKE FOR AN HOUR OF
DUES THAT HAVE NOT BEEN RAISED SINCE THE LAST WINTER OF THE WAR,
AND OF HIS DOG.
2. HE THINKS OF THREE CROWNS A SHIP. IN STATE 12345 THE DEPARTMENT
THOUGHT OF TWO.
CONFIDENTIAL
CONFIDENTIAL
PAGE 02 PORTVA 00123 012050Z
3. I SAID THAT I WOULD REPORT.
VENN
CONFIDENTIAL
NNN
"""

DATABASE = """\
 Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
Message Text
{text}
 Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
Message Attributes
Automatic Decaptioning: X
Concepts: HARBOURS, DUES
Draft Date: 01 MAY 1974
Disposition Event:
Document Number: 1974PORTVA00123
Drafter: n/a
From: PORTVALE
Original Classification: CONFIDENTIAL
Reference: n/a
Review Markings:
Declassified/Released
US Department of State
Subject: THE HARBOUR MASTER\\'S PROPOSAL FOR
FOREIGN SHIPS
TAGS: PFOR, XX
To: STATE
Type: TE
Markings: Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
"""


def read(text):
    """Read a text as a document."""
    draft = draft_of_text(text, Original("cable.txt", "0" * 64, "text/plain"))
    return read_draft(draft, id="0123456789")


@pytest.fixture(scope="module")
def plain():
    """The invented cable as plain text."""
    return read(PLAIN)


def test_one_message_with_its_parties(plain):
    """Every address becomes a party, each without precedence and number."""
    (message,) = plain.messages
    assert plain.type == message.kind == "telegram"
    assert [who.name for who in message.from_] == ["AMEMBASSY PORTVALE"]
    assert [who.name for who in message.to] == ["SECSTATE WASHDC", "AMEMBASSY PORT REGENT"]
    assert [who.name for who in message.copies_to] == ["USMISSION GARAM", "AMCONSUL TARN"]
    assert message.precedence == "NIACT IMMEDIATE"
    assert message.number == "PORTVALE 0123"


def test_time_with_zone(plain):
    """The date-time group is the time of sending and the document's date."""
    (message,) = plain.messages
    assert (message.sent.edtf, message.sent.timezone) == ("1974-05-01T20:40", "UTC")
    assert plain.date == message.sent
    assert message.origin.name == "Portvale"
    assert message.destination.name == "Washington"


def test_labels(plain):
    """TAGS, subject over two lines, mark and caption."""
    assert plain.subjects == ("PFOR", "OVIP (ORLO, IVO)", "OVIP", "XX")
    assert plain.title == "THE HARBOUR MASTER PROPOSES NEW DUES FOR FOREIGN SHIPS"
    assert plain.messages[0].subject == plain.title
    assert [mark.level for mark in plain.classification] == ["confidential"]
    assert "EXDIS" in plain.handling
    assert [who.name for who in plain.people] == ["Venn"]


def test_two_sections_of_references(plain):
    """Each paper of both REF lines, with number, date and sender where they are said."""
    head = [r for r in plain.references if r.end <= plain.messages[0].start]
    assert [(r.number, r.kind, r.date and r.date.edtf) for r in head] == [
        ("STATE 12345", "telegram", None),
        ("GARAM 77", "telegram", None),
        ("PORT REGENT 004", "telegram", "1973-12-04"),
        ("TARN A-23", "airgram", "1974-01-08"),
        ("PORTVALE 99", "telegram", None),
    ]
    assert [r.from_[0].name for r in head] == [
        "SECSTATE WASHDC",
        "USMISSION GARAM",
        "AMEMBASSY PORT REGENT",
        "AMCONSUL TARN",
        "AMEMBASSY PORTVALE",
    ]
    assert {r.state for r in head} == {"missing"}
    assert [r.as_written for r in head][1] == "73 GARAM 77"


def test_words_without_frame(plain):
    """Page heads and repeated marks are no words; lines broken at the teleprinter's width are joined."""
    message = plain.messages[0]
    words = [PLAIN[p.start : p.end] for p in plain.paragraphs if p.kind == "paragraph"]
    assert words[0].startswith("1. THE HARBOUR MASTER RECEIVED ME TODAY")
    assert words[-1] == "3. I SAID THAT I WOULD REPORT."
    assert PLAIN[message.start : message.end].endswith("REPORT.")
    assert "PAGE 02" not in plain.text
    assert "NNN" not in plain.text
    assert plain.problems == ()


def test_every_value_stands_where_it_says(plain):
    """The evidence of each address is the address."""
    spans = {e.path: PLAIN[e.start : e.end] for e in plain.evidence}
    assert spans["/messages/0/from/0"] == "AMEMBASSY PORTVALE"
    assert spans["/messages/0/to/1"] == "AMEMBASSY PORT REGENT"
    assert spans["/messages/0/number"] == "PORTVALE 0123"
    assert spans["/messages/0/sent"] == "012040Z MAY 74"
    assert spans["/messages/0/precedence"] == "NIACT IMMEDIATE"
    for reference in plain.references:
        assert PLAIN[reference.start : reference.end].split() == reference.as_written.split()


def test_database_rendering():
    """The attributes give the number, more subjects and the day of release; they are no words of the cable."""
    text = DATABASE.format(text=PLAIN)
    document = read(text)
    assert document.messages[0].number == document.record_id == "1974PORTVA00123"
    assert document.date.edtf == "1974-05-01T20:40"
    assert document.declassified.edtf == "2005-06-30"
    assert {"HARBOURS", "DUES", "PFOR"} <= set(document.subjects)
    assert document.title.startswith("THE HARBOUR MASTER PROPOSES")
    assert "Automatic" not in document.text
    assert "Declassified" not in document.text


def test_text_on_microfilm_only():
    """Without a text the attributes speak."""
    document = read(DATABASE.format(text="").replace("Message Text\n", ""))
    (message,) = document.messages
    assert (message.from_[0].name, message.to[0].name) == ("PORTVALE", "STATE")
    assert (document.date.edtf, document.title) == (
        "1974-05-01",
        "THE HARBOUR MASTER'S PROPOSAL FOR FOREIGN SHIPS",
    )
    assert document.classification[0].level == "confidential"


def test_garbled_time_yields_to_the_database():
    """A head's time that is another day than the Draft Date is doubted."""
    document = read(DATABASE.format(text=PLAIN.replace("012040Z MAY 74", "012040Z MAY 47")))
    assert document.date.edtf == "1974-05-01"
    assert "date-contradiction" in {problem.code for problem in document.problems}


@pytest.mark.parametrize(
    ("line", "subjects"),
    [
        ("TAGS: PINT XX", ("PINT XX", "PINT", "XX")),
        ("TAOS: PFOR, ECON", ("PFOR", "ECON")),
        ("TAGS: PFOR, ECON,\nEFIN, XX", ("PFOR", "ECON", "EFIN", "XX")),
        ("TAGS:", ()),
    ],
)
def test_tags(line, subjects):
    """Commas forgotten, a letter wrong, a second line, none at all."""
    assert read(PLAIN.replace("TAGS: PFOR, OVIP (ORLO, IVO), XX", line)).subjects == subjects


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (
            "REF: A) STATE 9720; B) GARAM 0335, C) PORTVALE 7627",
            ["STATE 9720", "GARAM 0335", "PORTVALE 7627"],
        ),
        ("REF: A. STATE 9720\n B. GARAM 0335 (NOTAL)", ["STATE 9720", "GARAM 0335"]),
        ("REFS: 1. MIL. MSG. P 161339Z MAR 74\n 2. GARAM 0503 OF JAN. 24", [None, "GARAM 0503"]),
        ("REF: BREL-ORLO TELCON MAY 2, 1974", [None]),
        ("REFTEL: STATE 848", ["STATE 848"]),
        ("REF: STATE 26462 TO PORTVALE REPEATED TO GARAM", ["STATE 26462"]),
    ],
)
def test_references(lines, numbers):
    """Habits of the REF line."""
    head, tail = PLAIN.split("REF: (A)")
    document = read(head + lines + "\n" + tail[tail.index("1. THE") :])
    start = document.messages[0].start
    assert [r.number for r in document.references if r.end <= start] == numbers
    assert document.text.count("1. THE HARBOUR MASTER RECEIVED") == 1


def test_later_form():
    """Routing indicators, "BT", the mark without its station, no prosign of its own."""
    document = read(
        "RUEHPV #0123 1212040\nZNY CCCCC ZZH\nR 012040 Z MAY 94\nFM AMEMBASSY PORTVALE\n"
        "TO RUEHC/SECSTATE WASHDC 1234\nINFO RUEHGA/AMEMBASSY GARAM//POL/ECON//\nBT\n"
        "LIMITED OFFICIAL USE 0123\nE.O. 12356: N/A\nTAGS: PREL XX\nSUBJ: DUES\n1. NOTHING NEW.\nVENN\nBT\n"
    )
    (message,) = document.messages
    assert message.number == "0123"
    assert message.precedence == "ROUTINE"
    assert [who.name for who in (*message.to, *message.copies_to)] == ["SECSTATE WASHDC", "AMEMBASSY GARAM"]
    assert (message.sent.edtf, message.sent.as_written) == ("1994-05-01T20:40", "012040 Z MAY 94")


def test_repeated_head_of_a_section():
    """The head of the second section is no second message and none of the words."""
    second = PLAIN.replace("SECTION 1", "SECTION 2").replace("PAGE 02", "PAGE 04")
    second = second[: second.index("E.O.")] + "4. HE ALSO SPOKE OF HIS CAT.\nVENN\nCONFIDENTIAL\nNNN\n"
    document = read(PLAIN.replace("VENN\nCONFIDENTIAL\nNNN\n", "") + second.replace("PAGE 01", "PAGE 03"))
    assert len(document.messages) == 1
    assert document.text.count("FM AMEMBASSY") == 1
    assert "HIS CAT" in document.text


@pytest.mark.parametrize(
    "text",
    [
        "The radio on FM plays dances.\nTO the harbour we went.\n\nIvo Orlo",
        "Dear Minister,\n\nI write of FM AMEMBASSY PORTVALE.\n\nYours,\nVenn",
        "TELEGRAM\n\nFrom: Portvale\nTo: Garam\n\nThe dues are raised.\n",
    ],
)
def test_other_papers_are_left_alone(text):
    """No finding of this grammar in a paper that is no cable."""
    assert not [e for e in read(text).evidence if e.method.startswith("cable/")]


def test_any_cut_of_a_cable_is_read():
    """However the text breaks off, the reader does not fail."""
    text = DATABASE.format(text=PLAIN)
    for stop in range(0, len(text), 37):
        document = read(text[:stop])
        assert "reader-fault" not in {problem.code for problem in document.problems}


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the programs leave closing to Python
def test_the_cables_of_the_national_archives(shared, tmp_path):
    """F1 a field over the PDFs of the development material."""
    modules = {}
    for name in ("make_gold", "score"):
        spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
        modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(modules[name])
    folder = shared / "corpora/nara-cables-dev"
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    truth = [one for one, _ in modules["make_gold"].cables(folder / "metadata.csv")]
    gold.write_text("".join(json.dumps(one) + "\n" for one in truth), encoding="utf-8")
    documents = [document for path in sorted(folder.glob("*.pdf")) for document in fonds.read(path)]
    out.write_text("".join(to_json(one) + "\n" for one in documents), encoding="utf-8")
    tally = modules["score"].fields(gold, out)
    f1 = {field: 2 * right / (given + wanted) for field, (right, given, wanted) in tally.items()}
    assert {field: f1[field] for field, floor in FLOORS.items() if f1[field] < floor} == {}
    assert all(len(document.messages) == 1 for document in documents)
