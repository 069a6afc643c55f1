"""Reading: sources to Documents, nothing kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from fonds.extract.reader import read_draft
from fonds.importers import drafts, head_of, images, importer_for, recognition
from fonds.importers.decoding import decode
from fonds.importers.importer import MAX_BYTES
from fonds.model import Document, Draft, File, Original, ParallelText
from fonds.model.ids import identify
from fonds.model.layout import Sheet
from fonds.model.problems import problem
from fonds.services import patience
from fonds.services.faults import FileProblem, fault, reason
from fonds.services.opening import opened
from fonds.services.sources import Companion, Piece, Source, find
from fonds.store.digests import digest_of


def read(
    paths: Iterable[Path],
    *,
    on_problem: Callable[[FileProblem], None] = lambda _: None,
    recognise: bool = True,
) -> Iterator[Document]:
    """The documents under the paths. A file or folder that cannot be read goes to ``on_problem``.

    ``recognise``: the words of page images too, where Tesseract is installed. Unreadable: a path that is not there.
    """
    for found in opened(find(paths)):
        if isinstance(found, FileProblem):
            on_problem(found)
            continue
        try:
            yield from _in_time(found, recognise)
        except patience.TimeUp:
            on_problem(fault(found.name, "reader-too-slow", seconds=round(patience.seconds())))
        except TooLarge as error:
            on_problem(error.problem)
        except OSError as error:
            on_problem(fault(found.name, "unreadable-file", reason=reason(error)))


def _in_time(source: Source, recognise: bool) -> Iterator[Document]:
    """Its documents, each within its limit of time; who takes them may take as long as they like."""
    loaded = load(source)
    limit = patience.for_size(patience.seconds(), len(loaded.data))
    going_on: list[Callable[[float], None]] = []
    made = documents(
        loaded,
        source.name,
        collection=source.collection,
        recognise=recognise,
        going_on=lambda more: going_on[-1](more),
    )
    while True:
        with patience.limited(limit) as renew:
            going_on.append(renew)
            read = next(made, None)
        if read is None:
            return
        yield read.document


def read_bytes(data: bytes, name: str, *, recognise: bool = True) -> Iterator[Document]:
    """The documents of bytes that came from nowhere on disk, such as standard input."""
    if len(data) > MAX_BYTES:
        raise TooLarge(name, len(data))
    loaded = Loaded(data, hashlib.sha256(data).hexdigest())
    yield from (made.document for made in documents(loaded, name, recognise=recognise))


class TooLarge(ValueError):
    """A file with more bytes than its importer takes; ``problem`` says so."""

    def __init__(self, name: str, size_bytes: int, max_bytes: int = MAX_BYTES) -> None:
        self.problem = fault(name, "too-large", size_bytes=size_bytes, max_bytes=max_bytes)
        super().__init__(self.problem.message)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a source, and of its companions what is needed: all of a text or further page, the digest of a
    scan.

    ``sha256`` is that of the bytes, from which the id comes; ``piece`` is what they were cut out of, if they
    are no file; ``sizes`` and ``pages`` are those of the companions. ``digest`` stands for all together: equal means that nothing changed.
    """

    data: bytes
    sha256: str
    files: tuple[File, ...] = ()
    sizes: tuple[int, ...] = ()
    pages: tuple[int | None, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)
    piece: Piece | None = None

    @property
    def digest(self) -> str:
        """The source's own SHA-256 where it has no companions."""
        if not self.files:
            return self.sha256
        lines = [self.sha256, *sorted(f"{f.role} {f.language or '-'} {f.sha256}" for f in self.files)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load(source: Source) -> Loaded:
    """The bytes of a source with its companions. Raises OSError and TooLarge."""
    if source.piece is not None:
        data = source.piece.member.data
        if len(data) > MAX_BYTES:
            raise TooLarge(source.name, len(data))
        return Loaded(data, hashlib.sha256(data).hexdigest(), piece=source.piece)
    data = _bytes(source.name, source.path)
    files, sizes, texts = [], [], {}
    pages: list[int | None] = []
    if source.companions:
        from fonds.services.scans import count_pages  # most sources have none, and it brings the views along

    for companion in source.companions:
        if companion.role in ("text", "page"):
            text = _bytes(companion.name, companion.path)
            sha256, size = hashlib.sha256(text).hexdigest(), len(text)
            texts[sha256] = text
        else:
            sha256, size = digest_of(companion.path)
        files.append(file_of(companion, sha256))
        sizes.append(size)
        pages.append(count_pages(companion.path, companion.media_type))
    return Loaded(data, hashlib.sha256(data).hexdigest(), tuple(files), tuple(sizes), tuple(pages), texts)


def _bytes(name: str, path: Path) -> bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES and size > (most := importer_for(head_of(file), name).max_bytes):
            raise TooLarge(name, size, most)
        return file.read()


def file_of(companion: Companion, sha256: str) -> File:
    """The companion as the document lists it."""
    return File(companion.name, sha256, companion.media_type, companion.role, companion.language)


def media_type_of(data: bytes, name: str) -> str:
    """The media type by which the importer that reads the bytes knows them."""
    return images.media_type_of(data[:16]) or importer_for(data, name).media_types[0]


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its reading text, and where that stands on page images."""

    document: Document
    reading: str
    layout: tuple[Sheet, ...] = ()


def documents(
    loaded: Loaded,
    name: str,
    *,
    collection: str | None = None,
    ids: Mapping[int, str] | None = None,
    recognise: bool = True,
    kept: Mapping[int, recognition.Page] | None = None,
    going_on: Callable[[float], None] | None = None,
) -> Iterator[Read]:
    """The documents of one file; companions belong to the first.

    ``ids``: ids that parts of the file (from 0) have already; others are those stated, or derive from the digest.
    ``kept``: pages that were recognised before. ``going_on`` is told before each page of the seconds that it may
    take.
    """
    using = partial(recognition.using, recognise=recognise, kept=kept, going_on=going_on)
    for part, draft in enumerate(_drafts(loaded, original_of(loaded, name), using)):
        seed = loaded.sha256 if part == 0 else f"{loaded.sha256}#{part}"
        stated = draft.document.id if draft.document else None
        document = read_draft(draft, id=(ids or {}).get(part) or stated or identify(seed))
        if collection is not None:
            document = replace(document, collection=collection)
        if part == 0 and loaded.files:
            document = _with_files(document, loaded.files, loaded.texts)
        yield Read(document, draft.reading, draft.layout)


def _drafts(
    loaded: Loaded, original: Original, using: Callable[[], AbstractContextManager[None]]
) -> Iterator[Draft]:
    found: Iterator[Draft]
    further = [loaded.texts[file.sha256] for file in loaded.files if file.role == "page"]
    if further:
        found = (images.draft_of_images(data, original) for data in [[loaded.data, *further]])
    else:
        found = drafts(loaded.data, original, loaded.piece.member.reader if loaded.piece else None)
    while True:
        with using():
            draft = next(found, None)
        if draft is None:
            return
        yield draft


def original_of(loaded: Loaded, name: str) -> Original:
    """The file that was received: the source itself, or the one that it was cut out of."""
    piece = loaded.piece
    if piece is None:
        return Original(name, loaded.sha256, media_type_of(loaded.data, name))
    return Original(name, piece.sha256, piece.media_type, piece.member.uri)


def _with_files(document: Document, files: tuple[File, ...], texts: Mapping[str, bytes]) -> Document:
    parallel, problems = list(document.parallel_texts), list(document.problems)
    for file in files:
        if file.role == "text" and file.language:
            text = decode(texts[file.sha256]).text
            if text is None:
                problems.append(problem("companion-not-text", name=file.name))
            else:
                parallel.append(ParallelText(file.language, text.strip()))
    return replace(document, files=files, parallel_texts=tuple(parallel), problems=tuple(problems))


def is_unreadable(document: Document) -> bool:
    """Whether nothing could be read: an error, and no text."""
    return not document.text and any(p.severity == "error" for p in document.problems)
