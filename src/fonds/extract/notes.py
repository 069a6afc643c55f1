"""Notes at the foot of a text and remarks that editors put into it.

Markers: "x/", "xx/", "[1]", "1", "*", "†". Remarks: "[Ed. note: ...]", "[Translator's note: ...]".
An editor's bracket that only supplies words ("[territory]") is no note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fonds.extract.found import Found
from fonds.model import Finding, Note, Problem

_MARKER = re.compile(
    r"(?P<marker>\[\d{1,3}\]|[xх*†‡]{1,4}/?|\d{1,3}[.)]?)\s+|(?P<joined>[xх*†‡]{1,4}/|\[\d{1,3}\])"
)
_EDITORS = re.compile(r"\[?(?:ed|editor|translator|tr)\w*['’]?s?\.?(?: note)?\s*:", re.IGNORECASE)
_REMARK = re.compile(
    r"\[\s*(?:ed(?:itor)?s?['’]?s?\.?|translator['’]?s?|tr(?:ans)?\.|transcriber['’]?s?)(?:['’]s)?\s*(?:note|remark|comment)?s?\s*[:.]\s*(?P<text>[^\[\]]{2,1500})\]",
    re.IGNORECASE,
)


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """A note per marked block; unmarked blocks of notes continue the one before."""
    open_note: tuple[str | None, list[str], int, int] | None = None
    for block in found.draft.of_kind("note"):
        words = found.draft.words(block)
        match = _MARKER.match(words)
        remark = _EDITORS.match(words)
        if match or remark or open_note is None:
            if open_note:
                yield _note(*open_note)
            marker = (match["marker"] or match["joined"]) if match else None
            open_note = (marker, [words[match.end() :].strip() if match else words], block.start, block.end)
        else:
            open_note = (open_note[0], [*open_note[1], words], open_note[2], block.end)
    if open_note:
        yield _note(*open_note)
    for line in found.body:
        if "[" in line.text:
            for match in _REMARK.finditer(line.text):
                note = Note(
                    match["text"].strip(),
                    None,
                    "editorial",
                    line.start + match.start(),
                    line.start + match.end(),
                )
                yield Finding("notes", note, note.start, note.end, "notes/remark", 0.95)


def _note(marker: str | None, words: list[str], start: int, end: int) -> Finding:
    text = " ".join(" ".join(words).split())
    if marker is None and (remark := _REMARK.fullmatch(text)):
        return Finding(
            "notes",
            Note(remark["text"].strip(), marker, "editorial", start, end),
            start,
            end,
            "notes/remark",
            0.95,
        )
    kind = (
        "footnote"
        if marker or not re.match(r"\[?(?:ed|editor|translator)\b", text, re.IGNORECASE)
        else "editorial"
    )
    return Finding("notes", Note(text, marker, kind, start, end), start, end, "notes/foot", 0.95)
