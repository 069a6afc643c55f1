"""The ways of looking at a document: its text, parallel texts, scan, two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fonds.data import table
from fonds.services.views import RecordView
from fonds.values import languages
from fonds.web import addresses


@dataclass(frozen=True, slots=True)
class Tab:
    """One way of looking at the document. ``language`` is set where its label is in that language."""

    key: str
    label: str
    href: str
    current: bool
    language: str | None = None


def tabs(record: RecordView, views: Sequence[str], current: str, version: int | None) -> list[Tab]:
    """A tab for each view: "text", the tag of a parallel text, "scan", "side"."""
    found = []
    for view in views:
        label, language = _label(record, view)
        href = addresses.record(record.id, view=None if view == "text" else view, version=version)
        found.append(Tab(view, label, href, view == current, language))
    return found


def _label(record: RecordView, view: str) -> tuple[str, str | None]:
    if view == "scan":
        return "Scan", None
    if view == "side":
        return "Side by side", None
    if view == "text":
        if not record.document.languages:
            return "Text", None
        view = record.document.languages[0]
    endonym = table("endonyms").get(view.split("-")[0])
    return (endonym, view) if endonym else (languages.name(view), None)
