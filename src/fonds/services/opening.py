"""Opening files that hold many documents: each of these becomes a source by itself.

Cutting is done by the process that keeps records, reading by workers. A member that cannot be had is a problem
with its place; those before and behind it are read.
"""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from fonds.importers import Container, Mapped, Member, head_of, importer_for
from fonds.importers.columns import MAX_MAPPING_BYTES
from fonds.model import Problem
from fonds.services import patience
from fonds.services.faults import FileProblem, fault, fault_of, reason
from fonds.services.sources import Piece, Source, clean
from fonds.store.digests import digest_of

BETWEEN = "#"
"""Between the name of a file and the key of a document in it."""
MAX_KEY = 400
"""Characters of a key; what is longer is cut and told apart by its digest."""


def opened(sources: Iterable[Source | FileProblem]) -> Iterator[Source | FileProblem]:
    """The sources, with the documents of a container in its place, and faults as they were."""
    for source in sources:
        if isinstance(source, FileProblem):
            yield source
        else:
            yield from open_source(source)


def open_source(source: Source) -> Iterator[Source | FileProblem]:
    """The source itself, or the documents of the container that it is."""
    try:
        with source.path.open("rb") as file:
            importer = importer_for(head_of(file), source.name)
            if not isinstance(importer, Container):
                yield source
                return
            sha256, size = digest_of(source.path)
            mapping = next((found for found in source.companions if found.role == "mapping"), None)
            if mapping is not None and isinstance(importer, Mapped):
                # One byte more than is read of a mapping, so that a longer one is seen to be too long.
                with mapping.path.open("rb") as settings:
                    members = importer.mapped_members(file, source.name, settings.read(MAX_MAPPING_BYTES + 1))
                beside = (mapping, *digest_of(mapping.path))
            else:
                members, beside = importer.members(file, source.name), None
            container = Piece(Member("", b""), sha256, size, importer.media_types[0], beside)
            yield from _members(source, members, container)
    except OSError as error:
        yield fault(source.name, "unreadable-file", reason=reason(error))


def _members(
    source: Source, members: Iterator[Member | Problem], container: Piece
) -> Iterator[Source | FileProblem]:
    keys: set[str] = set()
    limit = patience.for_size(patience.seconds(), container.size)
    while True:
        try:
            with patience.limited(limit):
                member = next(members, None)
        except patience.TimeUp:
            yield fault(source.name, "reader-too-slow", seconds=round(limit))
            return
        except (EOFError, zlib.error) as error:
            yield fault(source.name, "truncated-file", reason=str(error) or "unexpected end")
            return
        except OSError as error:
            yield fault(source.name, "truncated-file", reason=reason(error))
            return
        except Exception as error:  # a fault in one importer must not lose the other files
            yield fault(source.name, "importer-stopped", reason=f"{type(error).__name__}: {error}"[:200])
            return
        if member is None:
            return
        if isinstance(member, Problem):
            yield fault_of(source.name, member)
            continue
        if not member.key:
            yield source
            continue
        key = _key(member)
        if key in keys:
            key = _told_apart(key, keys)
            yield fault(source.name, "repeated-key", member.where, key=member.key)
        keys.add(key)
        yield Source(
            f"{source.name}{BETWEEN}{key}",
            source.path,
            _collection(source, member),
            (),
            replace(container, member=replace(member, key=key)),
        )


def _key(member: Member) -> str:
    key = clean(member.key).replace("\x00", "\ufffd")
    return key if len(key) <= MAX_KEY else f"{key[:MAX_KEY]}~{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _told_apart(key: str, keys: set[str]) -> str:
    """The key with a number that nobody has."""
    return next(other for n in itertools.count(2) if (other := f"{key}~{n}") not in keys)


def _collection(source: Source, member: Member) -> str | None:
    """What the member states; else the folder of the file, and below it the whole that the member is a part of:
    its title, or the file's name."""
    if member.states_collection:
        return member.collection
    own = (member.collection or PurePosixPath(source.name).name).replace("/", "\u2215")
    return f"{source.collection}/{own}" if source.collection else own
