"""What the head of a document's page says to machines: Dublin Core, Open Graph, schema.org as a data block.

No Highwire tags: readers of those take every paper for a journal article. The data block is never run: its type is
none that a browser executes, and what stands in it is escaped so that nothing ends it.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from fonds.exporters import dublin_core, json_ld
from fonds.exporters.description import line, title
from fonds.model import Document

MAX_CHARACTERS = 1000
"""Of one value."""


@dataclass(frozen=True, slots=True)
class Meta:
    """``dublin_core``: name and value; ``open_graph``: property and value; ``block``: JSON-LD."""

    dublin_core: tuple[tuple[str, str], ...]
    open_graph: tuple[tuple[str, str], ...]
    block: Markup


def of(document: Document, permalink: str, archive_title: str) -> Meta:
    """All of it for a document."""
    said = tuple(
        (f"DC.{name}", value[:MAX_CHARACTERS])
        for name, value in dublin_core.statements(document, permalink, archive_title)
        if value
    )
    graph = (
        ("og:type", "article"),
        ("og:title", title(document)[:MAX_CHARACTERS]),
        ("og:url", permalink),
        ("og:site_name", archive_title),
        ("og:description", line(document.summary)[:MAX_CHARACTERS]),
    )
    return Meta(
        said,
        tuple((name, value) for name, value in graph if value),
        Markup(json_ld.embedded(document, permalink, archive_title)),
    )
