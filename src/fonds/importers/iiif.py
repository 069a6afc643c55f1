"""IIIF Presentation manifests, versions 2 and 3, as files: what they say of a paper whose pages are images elsewhere.

Label, metadata, summary, rights and the addresses of the images are kept; nothing is fetched. The pairs of label and
value are told by the labels of front matter (``data/front_matter.toml``) and of archives' pages
(``data/page_labels.toml``). The document has no words of its own.

Limits: of several languages the first is read, English before others; ranges, annotations and collections of
manifests are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fonds.data import table
from fonds.importers import front_matter
from fonds.importers.decoding import decode
from fonds.importers.tei_page import Page
from fonds.model import Draft, Finding, Original
from fonds.model.problems import problem
from fonds.values import iso_dates

MAX_BYTES = 16 * 1024 * 1024
MOST_IMAGES = 5000
"""Addresses of images that are kept of one manifest."""
STATED = 1.0
_CONTEXT = b"iiif.io/api/presentation"
_TAG = re.compile(r"<[^<>]{1,200}>")


class Iiif:
    """See the module."""

    name = "iiif"
    title = "IIIF Presentation manifests, versions 2 and 3"
    media_types = ("application/ld+json",)
    suffixes = (".json",)
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """By the address of IIIF's context."""
        return 0.95 if _CONTEXT in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft; without text where the file is no manifest."""
        decoded = decode(data)
        if decoded.text is None:
            yield Draft("", original, problems=decoded.problems)
            return
        try:
            manifest = json.loads(decoded.text)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 0)
            where = {"line": line} if line else None
            yield Draft("", original, problems=(problem("ill-formed-json", where, reason=str(error)),))
            return
        kind = _get(manifest, "type")
        if not isinstance(kind, str) or kind.rpartition(":")[2] != "Manifest":
            yield Draft("", original, problems=(problem("no-manifest"),))
            return
        yield _draft(manifest, original)


def _draft(manifest: dict[str, Any], original: Original) -> Draft:
    page = Page()
    findings: list[Finding] = []
    if title := words(manifest.get("label")):
        findings.append(Finding("title", title, *page.write("title", title), "iiif/label", STATED))
    if summary := words(manifest.get("summary") or manifest.get("description")):
        page.write("summary", summary)
    for label, value in _pairs(manifest):
        known = table("page_labels")["labels"].get(label.casefold().rstrip(" :"))
        page.write("label", label)
        field = front_matter.field_of(label)
        span = page.write("value", value, None if field else known)
        if field:
            findings += (
                replace(f, start=span[0], end=span[1], method=f"iiif/{field}")
                for f in front_matter.stated(field, value)
            )
    if isinstance(day := manifest.get("navDate"), str) and (when := iso_dates.when(day[:10])):
        findings.append(Finding("date", when, -1, -1, "iiif/navDate", 0.9))
    required = manifest.get("requiredStatement")
    said = words(required.get("value") if isinstance(required, dict) else manifest.get("attribution"))
    licence = manifest.get("rights") or manifest.get("license")
    if rights := " ".join(filter(None, (said, licence if isinstance(licence, str) else ""))):
        findings.append(
            Finding("rights", rights, *page.write("value", rights, "rights statement"), "iiif/rights", STATED)
        )
    for address in dict.fromkeys(_images(manifest)):
        page.write("value", address, "image")
    for home in _list(manifest.get("homepage")):
        link = _get(home, "id") if isinstance(home, dict) else home
        if isinstance(link, str):
            findings.append(Finding("addresses", link, -1, -1, "iiif/homepage", STATED))
    fault = problem("entry-only" if page.reading.strip() else "no-words")
    return Draft(page.reading, original, tuple(page.blocks), tuple(findings), problems=(fault,))


def words(value: object) -> str:
    """The text of a label or value in either version; of several languages English or the first.

    >>> words({"de": ["Lampen"], "en": ["Lamps", "Oil"]}), words([{"@value": "Lampen", "@language": "de"}, "Oil"])
    ('Lamps; Oil', 'Lampen; Oil')
    """
    if isinstance(value, dict):
        if "@value" in value:
            return words(value["@value"])
        tongue = next((key for key in ("en", "none", *value) if key in value), None)
        return words(value[tongue]) if tongue is not None else ""
    if isinstance(value, list):
        return "; ".join(filter(None, map(words, value[:100])))
    return " ".join(_TAG.sub(" ", value).split()) if isinstance(value, str) else ""


def _pairs(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for pair in _list(manifest.get("metadata")):
        if (
            isinstance(pair, dict)
            and (label := words(pair.get("label")))
            and (value := words(pair.get("value")))
        ):
            yield label, value


def _images(manifest: dict[str, Any]) -> Iterator[str]:
    """The addresses of the images, in order of the pages."""
    waiting: list[object] = [manifest]
    found = 0
    while waiting and found < MOST_IMAGES:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            kind, id = str(_get(item, "type") or ""), _get(item, "id")
            if kind.endswith("Image") and isinstance(id, str):
                found += 1
                yield id
            else:
                below = ("sequences", "canvases", "images", "resource", "items", "body")
                waiting += reversed([item[key] for key in below if key in item])


def _get(item: object, key: str) -> object:
    """A keyword of either version: ``id`` or ``@id``."""
    return item.get(key, item.get(f"@{key}")) if isinstance(item, dict) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
