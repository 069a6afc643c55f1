"""Where spans of the reading text lie in the text of a document, for formats that have its paragraphs and no page.

The text of a document is its paragraphs, with each line end in them folded to a space. Where nothing was folded
offsets go over as they are; where something was, the reading text is needed, and without it such spans are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from fonds.model import Document

_LINE_END = re.compile(r"\s*\n\s*")


class Places:
    """``found``: ids of those of the spans that lie in the text; start and end each in a paragraph."""

    def __init__(
        self, document: Document, spans: Iterable[tuple[str, int, int]], reading: str | None
    ) -> None:
        self.chunks = document.text.split("\n\n")
        self._paragraphs = sorted((p.start, p.end, n) for n, p in enumerate(document.paragraphs))
        self._starts = [start for start, _, _ in self._paragraphs]
        self._reading = reading
        self._marks: list[list[tuple[int, int, str]]] = [[] for _ in self.chunks]
        self.found: list[str] = []
        if len(self._paragraphs) != len(self.chunks):
            return
        for id, start, end in spans:
            first, last = (self._at(start), self._at(end)) if 0 <= start <= end else (None, None)
            if first and last:
                self.found.append(id)
                self._marks[first[0]].append((first[1], 1, f"{id}.from"))
                self._marks[last[0]].append((last[1], 0 if end > start else 2, f"{id}.to"))

    def _at(self, position: int) -> tuple[int, int] | None:
        """Number of the paragraph, and where in its words."""
        before = bisect_right(self._starts, position) - 1
        if before < 0:
            return None
        start, end, number = self._paragraphs[before]
        if position > end:
            return None
        words = self.chunks[number]
        if end - start == len(words):
            return number, position - start
        if self._reading is None:
            return None
        folded = _LINE_END.sub(" ", self._reading[start:end])
        head = _LINE_END.sub(" ", self._reading[start:position] + "\0").removesuffix("\0")
        return (number, min(len(head), len(words))) if folded == words else None

    def marked(self, write: Callable[[str], str], anchor: Callable[[str], str]) -> list[str]:
        """The paragraphs, written, with an anchor where a span begins and where it ends."""
        out = []
        for words, marks in zip(self.chunks, self._marks, strict=True):
            pieces, at = [], 0
            for position, _, id in sorted(marks):
                pieces += [write(words[at:position]), anchor(id)]
                at = position
            out.append("".join((*pieces, write(words[at:]))))
        return out
