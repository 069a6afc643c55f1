"""The document itself as JSON, whole: what ``document.schema.json`` describes.

``from_json(JSON.encode(document)) == document``; the same holds for each line of JSON Lines. Exports as JSON
Lines have the reading text under the key ``reading`` besides, so that ``fonds add`` can take everything back.
"""

from __future__ import annotations

import json

from fonds.exporters.exporter import Exporter
from fonds.model import Document
from fonds.model.codec import encode, to_json

# Line ends to Unicode but not to JSON: escaped, so that readers which split at them keep a line whole.
_LINE_ENDS = [(character, f"\\u{ord(character):04x}") for character in "\x85\u2028\u2029"]


def _indented(document: Document, address: str | None, archive_title: str | None) -> str:
    return json.dumps(encode(document), ensure_ascii=False, indent=2)


def _line(document: Document, address: str | None, archive_title: str | None) -> str:
    return _on_one_line(to_json(document))


def _line_with_reading(
    document: Document, address: str | None, archive_title: str | None, reading: str
) -> str:
    text = json.dumps(reading, ensure_ascii=False)
    return _on_one_line(f'{to_json(document)[:-1]},"reading":{text}}}')


def _on_one_line(text: str) -> str:
    # Three searches, nearly always in vain, are quicker than one translation, which looks each character up.
    for character, escaped in _LINE_ENDS:
        text = text.replace(character, escaped)
    return text + "\n"


JSON = Exporter(
    name="json",
    title="JSON",
    suffix=".json",
    media_type="application/json",
    cannot_carry="",
    record=_indented,
    opening="[\n",
    between=",\n",
    closing="\n]\n",
    one_is_a_list=False,
)

JSON_LINES = Exporter(
    name="jsonl",
    title="JSON Lines",
    suffix=".jsonl",
    media_type="application/x-ndjson",
    cannot_carry="",
    record=_line,
    with_reading=_line_with_reading,
)
