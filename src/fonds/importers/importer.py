"""What an importer is, and how one cuts a file that holds many documents.

Every importer reads bytes to drafts. One that is a ``Container`` besides is given whole files first, which may
be larger than memory, and cuts them into members: each has the bytes of one document, goes by a key of its
own, and is read, kept and compared as if it were a file by itself. So a dump of which one row has changed
gives one new version.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast, runtime_checkable

from fonds.model import Draft, Original, Problem

SNIFF_BYTES = 2048
"""As many bytes of the head of a file tell its format."""
MAX_BYTES = 64 * 1024 * 1024
"""Of a text; a file that holds many documents may be larger."""
MAX_SCAN_BYTES = 1024 * 1024 * 1024
"""Of a PDF, most of which is images, and of page images."""
GZIP_MARK = b"\x1f\x8b\x08"


class Importer(Protocol):
    """One format. ``sniff`` gives 0 to 1 from the first bytes, unpacked if they are gzip, and the name;
    ``read`` never raises for bad bytes, of which it is given ``max_bytes`` at the most."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def media_types(self) -> tuple[str, ...]: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def max_bytes(self) -> int: ...

    def sniff(self, head: bytes, name: str) -> float: ...

    def read(self, data: bytes, original: Original) -> Iterator[Draft]: ...


@runtime_checkable
class Container(Protocol):
    """An importer whose files may hold many documents.

    ``members`` reads the file from its start, keeps no more of it in memory than a member, and yields a problem
    with its place (``record``, ``line``, ``page``) for what it must pass over; it goes on behind it if it can.
    ``name`` is that of the file. OSError: the file cannot be read on.
    """

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]: ...


@runtime_checkable
class Mapped(Protocol):
    """A container of tables that can be told besides by a mapping file which column is which; ``mapping`` holds its bytes."""

    def mapped_members(self, file: BinaryIO, name: str, mapping: bytes) -> Iterator[Member | Problem]: ...


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a file.

    ``key`` is its name there and stays the same in the next edition of the file: an XML id, an address, the
    number of a record; the empty string is the file itself, which then holds nothing else. ``data`` is what the
    importer called ``reader`` reads; ``None``: the one that its content calls for. ``uri`` is the address
    under which it was published, ``collection`` the title of the whole of which it is a part; with
    ``states_collection`` it is the collection itself, or none, wherever the file may lie.
    """

    key: str
    data: bytes
    reader: str | None = None
    uri: str | None = None
    collection: str | None = None
    where: Mapping[str, object] = field(default_factory=dict, hash=False)
    states_collection: bool = False


def head_of(file: BinaryIO) -> bytes:
    """The first bytes of a file, unpacked if they are gzip (RFC 1952); the file stands at its start again."""
    head = file.read(SNIFF_BYTES)
    file.seek(0)
    if head.startswith(GZIP_MARK):
        with suppress(zlib.error):
            return zlib.decompressobj(wbits=31).decompress(head, SNIFF_BYTES)
    return head


def unpacked(file: BinaryIO) -> BinaryIO:
    """The file, through gzip if that is how it is packed. Its size is for the reader to bound.

    EOFError, BadGzipFile (an OSError) and zlib.error come while reading one that is cut short or damaged.
    """
    mark = file.read(len(GZIP_MARK))
    file.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if mark == GZIP_MARK else file


def drafts_of(
    members: Iterable[Member | Problem], read: Callable[[bytes], Draft], original: Original
) -> Iterator[Draft]:
    """The drafts of a whole container that is read at once; a problem gives one without text."""
    for member in members:
        if isinstance(member, Problem):
            yield Draft("", original, problems=(member,))
        else:
            yield read(member.data)
