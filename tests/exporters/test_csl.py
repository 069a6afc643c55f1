"""CSL-JSON: the item of a document, and the rules of CSL's data model."""

import json

import jsonschema
import pytest
from exporters.papers import (
    ARCHIVE,
    CONVERSATION,
    LETTER,
    PAPERS,
    PRINTED_TWICE,
    TELEGRAM,
    UNDATED_REPORT,
    address,
    paper,
)
from maximal import MAXIMAL

from fonds.data import table
from fonds.exporters import by_name
from fonds.exporters.csl import item
from fonds.model import Document
from fonds.model.document import TYPES

# Our reading of CSL 1.0.2's data model, narrowed to the variables that we use: nothing else may appear.
TEXT = {"type": "string", "minLength": 1}
NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"literal": TEXT},
        "required": ["literal"],
        "additionalProperties": False,
    },
}
PARTS = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": PARTS},
        "season": {"enum": [1, 2, 3, 4]},
        "circa": {"const": True},
        "literal": TEXT,
    },
    "oneOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
    "additionalProperties": False,
}
VARIABLES = {
    "texts": "title genre number archive archive_location container-title volume part page publisher "
    "publisher-place source URL language abstract keyword note id",
    "names": "author recipient translator contributor editor container-author",
    "dates": "issued event-date",
}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {
                "enum": ["personal_communication", "report", "speech", "treaty", "manuscript", "document"]
            },
            **dict.fromkeys(VARIABLES["texts"].split(), TEXT),
            **dict.fromkeys(VARIABLES["names"].split(), NAMES),
            **dict.fromkeys(VARIABLES["dates"].split(), DATE),
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


@pytest.mark.parametrize(
    "document", [*PAPERS, MAXIMAL], ids=lambda document: document.title[:20] or "untitled"
)
def test_it_keeps_the_data_model(document: Document) -> None:
    written = by_name("csl-json").encode(document, address(document.id), ARCHIVE)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(written))


def test_many_are_one_list() -> None:
    written = "".join(by_name("csl-json").encode_many(PAPERS, address, ARCHIVE))
    assert json.loads(written) == [item(document, address(document.id), ARCHIVE) for document in PAPERS]
    assert json.loads("".join(by_name("csl-json").encode_many([]))) == []


def test_every_type_of_document_has_a_type_in_csl_and_ris() -> None:
    assert set(table("citation_types")) == set(TYPES)
    for document_type in TYPES:
        assert item(paper("x", type=document_type))["type"] in SCHEMA["items"]["properties"]["type"]["enum"]  # type: ignore[index]


def test_telegram() -> None:
    assert item(TELEGRAM, "https://fonds.example/d/b1wfs30st", ARCHIVE) == {
        "id": "b1wfs30st",
        "type": "personal_communication",
        "title": TELEGRAM.title,
        "author": [{"literal": "Qin Boyuan"}],
        "recipient": [{"literal": "Lugov"}],
        "translator": [{"literal": "Ines Calloway"}],
        "issued": {"date-parts": [[1957, 7, 17]]},
        "genre": "telegram",
        "number": "4417",
        "archive": "APU",
        "archive_location": "f. 45, op. 1, d. 343, ll. 72-75; AVP, f. 059a, op. 5a, d. 5, p. 11, ll. 90-93; "
        "RGAU, f. 558, op. 11, d. 343, ll. 0072-0075",
        "source": ARCHIVE,
        "URL": "https://fonds.example/d/b1wfs30st",
        "language": "en",
        "abstract": "Qin forwards an exchange.",
        "keyword": "Locks, Telegraphy",
        "note": "Marked “Strictly Secret”. Translated by Ines Calloway. Source “APU, f. 45, op. 1, d. 343, ll. 72-75”. "
        "Source “AVP, f. 059a, op. 5a, d. 5, p. 11, ll. 90-93”. Source “RGAU, f. 558, op. 11, d. 343, ll. 0072-0075”.",
    }


def test_conversation_has_no_author_and_its_participants_are_noted() -> None:
    found = item(CONVERSATION)
    assert found["type"] == "manuscript"
    assert "author" not in found
    assert found["container-title"] == "Haixia wenxian [Papers of the Strait]"
    assert (found["publisher-place"], found["page"]) == ("Yundu", "83-4")
    assert found["note"].startswith("Participants were Qin Boyuan, V. Ostashev. ")


def test_second_print_is_in_the_note() -> None:
    found = item(PRINTED_TWICE)
    assert (found["volume"], found["part"], found["publisher"]) == ("3", "1", "Changhe chubanshe")
    assert "archive_location" not in found
    assert found["note"].endswith("(Merrin: Halyard Press, 2002), 288-290”.")


def test_author_may_be_credited() -> None:
    assert item(UNDATED_REPORT)["author"] == [{"literal": "Commission of Inquiry"}]
    assert "issued" not in item(UNDATED_REPORT)


def test_two_recipients() -> None:
    assert item(LETTER)["recipient"] == [{"literal": "Matis Verrin"}, {"literal": "The Bridge Company"}]


def test_no_remark_can_be_taken_for_a_field() -> None:
    """Reference managers read "word: value" at the start of a note as a field."""
    for document in (*PAPERS, MAXIMAL):
        assert ":" not in item(document).get("note", "").split("“")[0]


def test_genre_of_another_type_is_its_own_word() -> None:
    assert item(paper("x", type_as_written="Log of the Bridge"))["genre"] == "Log of the Bridge"
    assert "genre" not in item(paper("x"))
