"""Why a value is believed: evidence, findings of recognisers, and problems.

A recogniser yields findings; the judge (``fonds.extract.judge``) weighs those that compete for a
field and turns the winner's spans into the document's evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a value rests on.

    ``path`` is a JSON Pointer (RFC 6901) into the document, or, inside a finding, into the found
    value (the empty string is the value itself). ``method`` names the recogniser and its rule.
    """

    path: str
    start: int
    end: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A value proposed for a field of the document.

    ``field`` is a key of the contract ("title", "messages"); for a list, each finding is one item.
    ``details`` holds evidence for parts of the value, with paths relative to it.
    """

    field: str
    value: object
    start: int
    end: int
    method: str
    confidence: float
    details: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a document; codes and texts are listed in ``data/problems.toml``.

    ``where`` names the place: ``start``/``end`` in the reading text, or ``line``, ``page``, ``record``.
    """

    code: str
    severity: str
    message: str
    where: Mapping[str, object] | None = field(default=None, hash=False)
