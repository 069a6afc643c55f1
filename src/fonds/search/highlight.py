"""Passages: the pieces of a text in which the found words stand, and where they stand in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` is a piece of the document exactly as it stands there; ``marks`` are (start, end) in it.

    ``start`` is where it begins in the text it is from: the entry's body (``language`` is ``None``) or
    the other text in that language.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    start: int = 0
    language: str | None = None
