"""What is handed to the store: files that were read, as values that can cross from one process to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fonds.store.facts import Facts


@dataclass(frozen=True, slots=True)
class Bytes:
    """An original or companion: what the table of originals says of it."""

    sha256: str
    size: int
    media_type: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document of a file as the reader made it: the codec's JSON, the compressed reading text, its facts, and
    where its words stand on page images (``model.layout.pack``).

    ``entry`` is for the index, which knows its form; empty where it is to be made from the record.
    """

    id: str
    part: int
    document: str
    reading: bytes
    facts: Facts
    layout: bytes | None = None
    entry: bytes = b""


@dataclass(frozen=True, slots=True)
class Batch:
    """The readings of one file, or of one document cut out of it. ``digest`` stands for it with its companions,
    ids come from ``seed``, ``key`` is its key in the file; ``companions`` are the codec's JSON of ``Document.files``."""

    name: str
    collection: str | None
    digest: str
    seed: str
    original: Bytes
    companions: Sequence[Mapping[str, object]]
    files: Sequence[Bytes]
    reader_version: str
    readings: Sequence[Reading]
    key: str = ""
