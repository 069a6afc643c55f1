"""Documents of our own as JSON Lines, corrected by hand or exported from another archive: they are the truth.

The words are those of the original where it lies beside the file under its name with the same SHA-256; else the
document's title and text. Mentions are compared only with the original at hand, since their places are in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from fonds.evaluation import fields
from fonds.evaluation.editions.file import File
from fonds.evaluation.paper import Leaf, Paper, Pointed, Pointer, Truth
from fonds.importers import tei
from fonds.model import Document, codec


class Documents:
    """The kind of edition."""

    title = "documents of Fonds, JSON Lines"
    suffixes = (".jsonl",)

    def leaves(self, file: File) -> Iterator[Leaf]:
        """Every document. tei.IllFormed: a line is none."""
        documents = [_document(n, line) for n, line in enumerate(file.data.splitlines(), 1) if line.strip()]
        names = {document.id: _name(document) for document in documents}
        for document in documents:
            original = _original(document, file.path.absolute().parent)
            pointed = None if original is None else partial(_pointed, document, original, names)
            yield Leaf(document.collection or file.stem, partial(_paper, document, original), pointed)


def _document(number: int, line: bytes) -> Document:
    try:
        document = codec.from_json(line)
        if all(
            isinstance(words, str) for words in (document.id, document.title, document.text, _name(document))
        ):
            return document
        why = "id, title or text is no text"
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        why = f"{type(error).__name__}: {error}"
    raise tei.IllFormed(f"line {number} is no document ({why})")


def _name(document: Document) -> str:
    return document.original.name.rsplit("/", 1)[-1]


def _original(document: Document, folder: Path) -> bytes | None:
    """The original's bytes. The name comes from the file, so only its last part is looked for, and the digest decides."""
    path = folder / Path(_name(document)).name
    data = path.read_bytes() if path.is_file() else None
    return data if data is not None and hashlib.sha256(data).hexdigest() == document.original.sha256 else None


def _paper(document: Document, original: bytes | None) -> Paper:
    stated = {field.name: tuple(given.forms[0] for given in field.given(document)) for field in fields.FIELDS}

    def one(name: str) -> str | None:
        return next(iter(stated[name]), None)

    truth = Truth(
        date=one("date"),
        time=one("time"),
        place=one("place"),
        from_=stated["from"],
        to=stated["to"],
        type=document.type if document.type != "other" else None,
        mark=one("mark"),
        number=one("number"),
        tags=stated["tags"],
        participants=stated["participants"],
    )
    if original is not None:
        return Paper(_name(document), original, truth)
    return Paper(f"{document.id}.txt", f"{document.title}\n\n{document.text}\n".encode(), truth)


def _pointed(document: Document, original: bytes, names: Mapping[str, str]) -> Pointed:
    """Mentions that lead to another of the documents, or are known to lead nowhere."""
    pointers = [
        Pointer(reference.end, names.get(reference.resolves_to or ""))
        for reference in document.references
        if reference.state == "missing" or (reference.resolves_to or "") in names
    ]
    return Pointed(_name(document), original, tuple(pointers))
