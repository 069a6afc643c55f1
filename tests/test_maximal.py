"""The maximal document is maximal, keeps the contract, and goes through JSON unchanged."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import jsonschema
import pytest
from maximal import MAXIMAL, READING, TEXT

from fonds.exporters import by_name
from fonds.model import Document, parts
from fonds.model.codec import encode, from_json, to_json
from fonds.model.ids import is_valid


def values(value: object) -> Iterator[object]:
    """The dataclass values in a value, itself included."""
    if isinstance(value, tuple):
        for item in value:
            yield from values(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from values(getattr(value, field.name))


def test_every_field_is_set() -> None:
    given: dict[type, set[str]] = {}
    for value in values(MAXIMAL):
        names = {f.name for f in fields(value) if getattr(value, f.name) not in (None, (), "", -1)}  # type: ignore[arg-type]
        given.setdefault(type(value), set()).update(names)
    kinds = [
        Document,
        *(kind for kind in vars(parts).values() if isinstance(kind, type) and is_dataclass(kind)),
    ]
    assert {kind: {f.name for f in fields(kind)} - given.get(kind, set()) for kind in kinds} == {
        kind: set() for kind in kinds
    }


def test_its_places_are_in_the_reading_text() -> None:
    assert [READING[p.start : p.end] for p in MAXIMAL.paragraphs] == TEXT.split("\n\n")
    assert [READING[t.start : t.end] for t in MAXIMAL.turns] == [t.text for t in MAXIMAL.turns]
    assert [READING[r.start : r.end] for r in MAXIMAL.references] == [
        r.as_written for r in MAXIMAL.references
    ]
    assert READING[MAXIMAL.evidence[0].start : MAXIMAL.evidence[0].end] == "YUNDU"
    assert is_valid(MAXIMAL.id)


def test_it_keeps_the_contract(shared: Path) -> None:
    schema = json.loads((shared / "contract" / "document.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(encode(MAXIMAL))


def test_codec_round_trip() -> None:
    assert from_json(to_json(MAXIMAL)) == MAXIMAL


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_it_comes_back_whole_from_a_lossless_format(name: str) -> None:
    assert by_name(name).cannot_carry == ""
    assert from_json(by_name(name).encode(MAXIMAL)) == MAXIMAL
