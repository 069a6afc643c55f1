"""SHA-256 of files: what originals are called by, and how a changed file is noticed."""

from __future__ import annotations

import hashlib
from pathlib import Path

PIECE_BYTES = 1 << 20


def digest_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read in pieces."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def is_digest(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hexadecimal; nothing else is ever made a path."""
    return len(text) == 64 and all(c in "0123456789abcdef" for c in text)
