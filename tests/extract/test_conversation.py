"""Who took part: lists of those present, titles, sentences. All papers are invented."""

import pytest

from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Original

WORDS = """
The Consul said that the dues would be raised in the spring, and that nobody had spoken against it so far.

Mr. Brel replied that he had heard otherwise, and that he would write to the Treasurer about it at once.
"""


def read(head, words=WORDS):
    """Read a paper with this head."""
    draft = draft_of_text(f"{head}\n{words}", Original("paper.txt", "0" * 64, "text/plain"))
    return read_draft(draft, id="0123456789")


def who(document):
    """Names and roles of the participants, and the words where each stands."""
    assert all(p.as_written for p in document.participants)
    return [(p.name, p.role) for p in document.participants]


def test_rows_under_a_label():
    """A row a person: name and offices, office alone, office and name; sides are nobody."""
    document = read("""\
12. Memorandum of Conversation[1]

Port Regent, May 4, 1957, 3 p.m.

SUBJECT
Harbour Dues

PARTICIPANTS[2]
Ismara
Foreign Minister Venn
Mr. A. Orlo, Jr., Counselor, Embassy of Ismara
Col. Ta Min-ho (interpreter)
Dept. of Harbours:
The Secretary
NEA—Mr. Brel
Ivo Tarn""")
    assert who(document) == [
        ("Venn", "Foreign Minister"),
        ("A. Orlo, Jr", "Counselor, Embassy of Ismara"),
        ("Ta Min-ho", "interpreter"),
        ("Secretary", None),
        ("Brel", "NEA"),
        ("Ivo Tarn", None),
    ]


def test_every_participant_has_its_span():
    """The evidence of each points at its words."""
    document = read("Memorandum of Conversation\n\nMay 4, 1957\n\nPARTICIPANTS\nMr. Orlo\nGeneral Venn\n")
    text = "Memorandum of Conversation\n\nMay 4, 1957\n\nPARTICIPANTS\nMr. Orlo\nGeneral Venn\n"
    spans = [e for e in document.evidence if e.path in ("/participants/0", "/participants/1")]
    assert [text[e.start : e.end] for e in spans] == ["Mr. Orlo", "General Venn"]


def test_several_on_a_line():
    """Behind the label on its line; several on a row; a further list of others."""
    document = read("""\
Minutes of a Meeting, Vesk, May 4, 1957

Present: The Regent, Mr. Orlo, General Venn and Dr. Brel

OTHERS PRESENT
Messrs. Tarn, Lund and Ivo Sel""")
    assert [name for name, _ in who(document)] == [
        "Regent",
        "Orlo",
        "Venn",
        "Brel",
        "Tarn",
        "Lund",
        "Ivo Sel",
    ]


def test_told_in_sentences():
    """The paragraph that minutes begin with."""
    document = read("""\
Minutes of the 7th Meeting of the Harbour Board

May 4, 1957

Present at the 7th meeting were the President, presiding; the Secretary of the Treasury (for Item 1); and Ivo \
Orlo, for the Secretary of War. Also present were General Venn; and the Executive Secretary, Harbour Board.""")
    assert who(document) == [
        ("President", "presiding"),
        ("Secretary of the Treasury", None),
        ("Ivo Orlo", "for the Secretary of War"),
        ("Venn", "General"),
        ("Executive Secretary, Harbour Board", None),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            " Between the Regent of Ismara and Treasurer Orlo, Harbour House, Vesk",
            ["Regent of Ismara", "Orlo"],
        ),
        (" Between the Consul (Orlo) and the Secretary of State for Dues (Venn)", ["Orlo", "Venn"]),
        (" Between President Orlo and the Vesk Ambassador (Venn)", ["Orlo", "Venn"]),
        (", Department of Dues, Washington", []),
        (", by Mr. Ivo Orlo, Assistant to the Adviser on Dues (Venn)", ["Ivo Orlo"]),
        (", by Mr. Ivo Orlo of the Division of Dues", ["Ivo Orlo"]),
    ],
)
def test_titles(title, expected):
    """A title names those who met; where they met is nobody."""
    document = read(f"12. Memorandum of Conversation{title}[1]\n\nMay 4, 1957\n")
    assert [name for name, _ in who(document)] == expected


def test_first_sentence():
    """Who called on whom, where there is no list."""
    words = "\nSir Ivo Venn called at his request this morning and handed me a note on the dues of General Tarn's ships.\n"
    document = read("Memorandum of Conversation, by the Consul at Vesk (Orlo)\n\nMay 4, 1957\n", words)
    assert [name for name, _ in who(document)] == ["Orlo", "Ivo Venn"]


def test_initials_that_speak():
    """In a record of a telephone call a letter is one of the two, not a third."""
    words = "\nO: Are the ships in?\n\nV: They are in.\n\nO: And the dues?\n\nV: Paid.\n"
    title = "Memorandum of Telephone Conversation Between Treasurer Orlo and Consul Venn"
    document = read(f"{title}\n\nMay 4, 1957\n", words)
    assert [name for name, _ in who(document)] == ["Orlo", "Venn"]
    assert [turn.speaker.name for turn in document.turns] == ["Orlo", "Venn", "Orlo", "Venn"]


def test_no_list_where_words_begin_alike():
    """A sentence that begins with "Present" is no list, nor is a label that nobody follows."""
    assert (
        who(read("Memorandum of Conversation\n\nMay 4, 1957\n", "\nPresent dues are too high, all said.\n"))
        == []
    )
    assert who(read("Memorandum\n\nPARTICIPANTS\n\n", WORDS)) == []
