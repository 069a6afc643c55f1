"""Addresses of single paragraphs that tell later whether their words are still the same.

``/d/ID?words=12-3f9a2c1b7e#p12``: paragraph 12, and the beginning of a digest of its words as they were when
somebody quoted them. White space does not count; every other sign does.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from fonds.errors import NotFound
from fonds.services import showing
from fonds.services.archive import Archive
from fonds.services.views import RecordView

DIGITS = 10
"""Of the digest, in hexadecimal: two paragraphs of one document differ for certain enough."""
_WORDS = re.compile(rf"([1-9]\d{{0,5}})-([0-9a-f]{{{DIGITS}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What became of a paragraph that was quoted: ``state`` is ``same``, ``moved`` (the words are now paragraph
    ``now``), ``earlier`` (they stand in version ``version`` only) or ``changed``."""

    paragraph: int
    state: str
    now: int | None = None
    version: int | None = None


def digest(words: str) -> str:
    """The digest of the words of a paragraph.

    >>> digest("The locks\\n are closed.") == digest("The locks are closed.") != digest("The locks were closed.")
    True
    """
    return hashlib.sha256(" ".join(words.split()).encode("utf-8", "replace")).hexdigest()[:DIGITS]


def words_of(record: RecordView, n: int) -> str:
    """The words of the n-th paragraph. NotFound: it has none."""
    found = next((p.text for p in record.paragraphs if p.n == n), None)
    if found is None:
        raise NotFound(f"The document has {len(record.paragraphs)} paragraphs; there is no paragraph {n}.")
    return found


def address(permalink: str, record: RecordView, n: int) -> str:
    """The address of a paragraph with the digest of its words. NotFound: there is none of that number."""
    return f"{permalink}?words={n}-{digest(words_of(record, n))}#p{n}"


def quoted(archive: Archive, record: RecordView, asked: str) -> Quoted | None:
    """What became of the paragraph that an address names by ``words=``; ``None`` where that is none."""
    match = _WORDS.fullmatch(asked)
    if not match:
        return None
    n, wanted = int(match[1]), match[2]
    same = [p.n for p in record.paragraphs if digest(p.text) == wanted]
    if same:
        return Quoted(n, "same", n) if n in same else Quoted(n, "moved", same[0])
    for version in sorted((v.number for v in record.versions), reverse=True):
        if version != record.version.number:
            before = showing.record(archive, record.id, version=version)
            if any(digest(p.text) == wanted for p in before.paragraphs):
                return Quoted(n, "earlier", version=version)
    return Quoted(n, "changed")
