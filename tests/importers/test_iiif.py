"""IIIF manifests of both versions: what they say, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fonds.extract.reader import read_draft
from fonds.importers import drafts, importer_for
from fonds.model import Document, Original

SECOND: dict[str, Any] = {
    "@context": "http://iiif.io/api/presentation/2/context.json",
    "@type": "sc:Manifest",
    "label": "Orlo to Venn",
    "description": "He lights the lamp.",
    "metadata": [
        {"label": "Date", "value": "3 February 1891"},
        {"label": [{"@value": "Sender", "@language": "en"}], "value": "Orlo, Ivo"},
        {"label": "Recipient", "value": "<span>Ada Venn</span>"},
    ],
    "attribution": "Harbour Library",
    "license": "https://licence.example/by",
    "sequences": [
        {
            "canvases": [
                {"images": [{"resource": {"@id": "https://scans.example/1", "@type": "dctypes:Image"}}]}
            ]
        }
    ],
}
THIRD: dict[str, Any] = {
    "@context": "http://iiif.io/api/presentation/3/context.json",
    "type": "Manifest",
    "label": {"de": ["Orlo an Venn"], "en": ["Orlo to Venn"]},
    "summary": {"en": ["He lights the lamp."]},
    "metadata": [
        {"label": {"en": ["Date"]}, "value": {"none": ["3 February 1891"]}},
        {"label": {"en": ["Sender"]}, "value": {"none": ["Orlo, Ivo"]}},
        {"label": {"en": ["Recipient"]}, "value": {"none": ["Ada Venn"]}},
    ],
    "requiredStatement": {"label": {"en": ["Attribution"]}, "value": {"en": ["Harbour Library"]}},
    "rights": "https://licence.example/by",
    "items": [
        {
            "type": "Canvas",
            "items": [{"items": [{"body": {"id": "https://scans.example/1", "type": "Image"}}]}],
        }
    ],
}


def read(manifest: dict[str, Any]) -> tuple[Document, str]:
    data = json.dumps(manifest).encode()
    assert importer_for(data, "manifest.json").name == "iiif"
    draft = next(drafts(data, Original("manifest.json", "0" * 64, "application/ld+json")))
    return read_draft(draft, id="b1wfs30st"), draft.reading


@pytest.mark.parametrize("manifest", [SECOND, THIRD], ids=["2", "3"])
def test_what_a_manifest_says(manifest: dict[str, Any]) -> None:
    document, reading = read(manifest)
    assert (document.title, document.summary, document.text) == ("Orlo to Venn", "He lights the lamp.", "")
    assert document.date is not None
    assert document.date.edtf == "1891-02-03"
    assert [who.name for who in document.messages[0].from_] == ["Ivo Orlo"]
    assert [who.name for who in document.messages[0].to] == ["Ada Venn"]
    assert document.rights == "Harbour Library https://licence.example/by"
    assert reading.endswith("https://scans.example/1")


def test_a_collection_is_no_document() -> None:
    document, _ = read({**THIRD, "type": "Collection"})
    assert [p.code for p in document.problems] == ["no-manifest"]
