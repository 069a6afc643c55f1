"""The reader: runs the recognisers over a draft, in order, and has the judge make a Document of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from fonds.extract import (
    cable_head,
    conversation,
    dateline,
    heading,
    letters,
    markings,
    mending,
    mentions,
    messages,
    names,
    notes,
    page_facts,
    plausibility,
    scan_head,
    scan_title,
    stated,
)
from fonds.extract.found import Found, Recogniser
from fonds.extract.judge import judge
from fonds.model import Document, Draft, Finding, Paragraph, Problem
from fonds.model.problems import problem
from fonds.values import languages

_LINE_END = re.compile(r"\s*\n\s*")

READER_VERSION = "4"
"""Raised when a recogniser changes what is read, so that archives know what to read again."""

RECOGNISERS: tuple[tuple[str, Recogniser], ...] = (
    ("page facts", page_facts.recognise),
    ("heading", heading.recognise),
    ("markings", markings.recognise),
    ("notes", notes.recognise),
    ("cable head", cable_head.recognise),
    ("letters", letters.recognise),
    ("scan head", scan_head.recognise),
    ("scan title", scan_title.recognise),
    ("messages", messages.recognise),
    ("dateline", dateline.recognise),
    ("conversation", conversation.recognise),
    ("names", names.recognise),
    ("mentions", mentions.recognise),
    ("plausibility", plausibility.recognise),
)


def read_draft(draft: Draft, *, id: str) -> Document:
    """The document that a draft holds. Never raises for odd text; what is wrong stands in ``problems``."""
    if draft.document is not None:
        return replace(draft.document, id=id, original=draft.original)
    seen = draft if draft.mended is None else replace(draft, reading=draft.mended)
    found = Found(seen, list(draft.findings), list(draft.problems))
    for subject, recognise in RECOGNISERS:
        try:
            for item in recognise(found):
                if isinstance(item, Problem):
                    found.problems.append(item)
                else:
                    found.findings.append(item)
        except Exception as error:  # a fault in one recogniser must not lose the document
            found.problems.append(
                problem("reader-fault", subject=subject, error=f"{type(error).__name__}: {error}")
            )
    if draft.layout:
        found.findings = scan_title.believable(seen, found.findings)
    if draft.mended is not None:
        found.findings = list(mending.certain(found.findings, draft.mended))
    values, evidence, contradictions = judge(found.findings)
    evidence, differences = stated.lay_over(values, evidence, draft.findings)
    evidence += stated.lead(values, draft.findings)
    paragraphs = _paragraphs(found)
    text = "\n\n".join(_on_one_line(draft.reading[p.start : p.end]) for p in paragraphs)
    missing: list[Problem] = []
    if not text and draft.reading.strip() and not any(p.code == "entry-only" for p in draft.problems):
        missing.append(problem("no-body"))
    if "title" not in values:
        values["title"] = _title(draft, values, text)
        if text:
            missing.append(problem("no-title"))
    if values.get("date") is None and text:
        missing.append(problem("no-date"))
    if not values.get("languages") and (language := languages.guess(text)):
        values["languages"] = (language,)
    document = Document(
        id=id,
        title=values.pop("title"),
        date=values.pop("date", None),
        type=values.pop("type", "other"),
        text=text,
        original=draft.original,
        paragraphs=tuple(paragraphs),
        parallel_texts=draft.parallel_texts,
        evidence=tuple(evidence),
        problems=(*found.problems, *contradictions, *differences, *missing),
        **values,
    )
    return document if draft.mended is None else mending.as_printed(document, draft.reading, draft.mended)


def _paragraphs(found: Found) -> list[Paragraph]:
    """The document's own paragraphs; those before the words of the outermost message are its head, those after its close."""
    outermost = next(iter(found.values("messages")), None)
    out = []
    for line in found.body:
        kind = "paragraph"
        if outermost is not None and outermost.start >= 0:
            kind = "head" if line.end <= outermost.start else "close" if line.start >= outermost.end else kind
        out.append(Paragraph(line.start, line.end, kind))
    return out


def _on_one_line(words: str) -> str:
    """Most paragraphs are one line already, and looking for white space around line ends takes long."""
    return _LINE_END.sub(" ", words) if "\n" in words else words


def _title(draft: Draft, values: dict[str, Any], text: str) -> str:
    """A title for a paper without one. The first words of a scan are often stamps and specks."""
    own_words = text
    if draft.layout and not scan_title.is_readable(draft, _first_words(text)):
        own_words = ""
    supplied = _supplied_title(values, own_words, unknown="Message" if draft.layout else "Letter")
    if draft.layout and text and not supplied:
        return scan_title.supplied(draft)
    return supplied or draft.original.name


def _supplied_title(values: dict[str, Any], text: str, *, unknown: str = "Letter") -> str:
    """A title in the manner of archivists where the paper has none: type, ``unknown`` without one, and parties; else
    its first words."""
    kind = str(values.get("type") or "").capitalize()
    messages, participants = values.get("messages"), values.get("participants")
    if messages and (messages[0].from_ or messages[0].to):
        first = messages[0]
        number = f" No. {first.number}" if first.number else ""
        sender, recipient = (", ".join(who.name for who in people[:3]) for people in (first.from_, first.to))
        parties = f"{sender} to {recipient}" if sender and recipient else sender or f"to {recipient}"
        return f"{kind or unknown}{number}, {parties}"
    if participants and kind == "Memorandum of conversation":
        return f"Conversation between {' and '.join(who.name for who in participants[:2])}"
    first_words = _first_words(text)
    return (
        f"{kind}: {first_words}"
        if first_words and kind and kind.lower() not in first_words.lower()
        else first_words
    )


def _first_words(text: str) -> str:
    return re.sub(r"\s+", " ", text[:200]).strip()[:90].rsplit(" ", 1)[0]


__all__ = ["READER_VERSION", "RECOGNISERS", "Finding", "read_draft"]
