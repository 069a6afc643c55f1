"""The five pages in ../shared/seeds: scored against their hand-made truth, valid, and every claim kept."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from claims import broken, claims
from jsonschema import Draft202012Validator

import fonds
from fonds.model import Document
from fonds.model.codec import encode, to_json

FLOOR = 0.97
"""Of the score that ../shared/eval/score.py gives: what the reader has to reach on the five pages."""

WITHOUT_SPAN = {"id", "text", "original", "paragraphs", "parallel_texts", "files", "collection", "citation"}
WITHOUT_SPAN |= {"evidence", "problems", "languages"}
"""Fields that are no statement of the page: what Fonds itself says of it, and the language of its words."""


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    """The pages by file name."""
    return {document.original.name.rsplit("/", 1)[-1]: document for document in fonds.read(shared / "seeds")}


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    """The scoring program beside the material."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def contract(shared: Path) -> Draft202012Validator:
    """The contract."""
    schema = json.loads((shared / "contract" / "document.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def reading_text(shared: Path, name: str) -> str:
    """The reading text of a page is the decoded file itself."""
    return (shared / "seeds" / name).read_bytes().decode("utf-8")


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the program leaves closing to Python
def test_score(seeds: dict[str, Document], score: ModuleType, shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "seeds.jsonl"
    out.write_text("\n".join(map(to_json, seeds.values())), encoding="utf-8")
    good, bad = score.seeds(shared / "gold" / "seeds", out)
    assert good + len(bad) > 100, "the truth has shrunk"
    assert good / (good + len(bad)) >= FLOOR, "\n".join(bad)


def test_each_line_is_valid(seeds: dict[str, Document], contract: Draft202012Validator) -> None:
    assert len(seeds) == 5
    for name, document in seeds.items():
        assert [f"{name}: {e.json_path} {e.message}" for e in contract.iter_errors(encode(document))] == []


def test_every_claim_holds(seeds: dict[str, Document], shared: Path) -> None:
    for name, document in seeds.items():
        reading = reading_text(shared, name)
        assert len(list(claims(document, reading))) > 10
        assert broken(document, reading) == []


def test_every_value_has_evidence(seeds: dict[str, Document]) -> None:
    for name, document in seeds.items():
        shown = {evidence.path.split("/")[1] for evidence in document.evidence}
        given = {key for key, value in encode(document).items() if value not in (None, [], "other")}
        assert given - shown <= WITHOUT_SPAN, name


def test_a_message_lies_where_it_says(seeds: dict[str, Document], shared: Path) -> None:
    """A telegram that forwards two others: the inner ones within the outer, each between its own head and close."""
    forwarding = [document for document in seeds.values() if len(document.messages) == 3]
    assert len(forwarding) == 1
    outer, first, second = forwarding[0].messages
    assert outer.start < first.start < first.end < second.start < second.end <= outer.end
    reading = reading_text(shared, forwarding[0].original.name.rsplit("/", 1)[-1])
    for message in (first, second):
        assert "”" not in reading[message.start : message.end]


def test_parties_are_names_alone(seeds: dict[str, Document], shared: Path) -> None:
    """The score lets a name stand among other words; here sender and recipient are the name and nothing else."""
    for path in sorted((shared / "gold" / "seeds").glob("*.json")):
        wanted = [(m["from"], m["to"]) for m in json.loads(path.read_text(encoding="utf-8"))["messages"]]
        messages = seeds[f"{path.stem}.txt"].messages
        assert [([who.name for who in m.from_], [who.name for who in m.to]) for m in messages] == wanted
