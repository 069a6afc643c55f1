"""The pages of a copy made of files, a unit at a time: all of one document, or a single other one.

Units know nothing of each other, so they can be made by several processes: each has the archive, the folder and the
pages open, writes its files itself, and tells what it wrote and which addresses its pages lead to.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from fonds.errors import ArchiveError
from fonds.services import forking, showing, workers
from fonds.services.archive import Archive, open_archive
from fonds.services.own_pages import Answer, Pages
from fonds.services.static_folder import Folder, Part
from fonds.services.static_paths import (
    SEARCH,
    links_in_css,
    path_of,
    path_of_download,
    path_of_original,
    rewritten,
)

Kind = Literal["document", "page"]
CHUNK = 16
"""Units that a process makes before it tells of them."""
AHEAD = 4
"""Chunks a process that wait for it."""
# Addresses that only a server can answer: what they give depends on what is asked.
_SERVER = re.compile(r"^/(suggest|resolve|health|oai|unapi|feed|api/|search\.)")
DOCUMENT = re.compile(r"^/d/([0-9A-Za-z]+)(?=[./?]|$)")
_DOWNLOAD = re.compile(r"^/d/[0-9A-Za-z]+/(?:(?:scan|file)/|linkset$)")
MOVED = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Moved</title><link rel="canonical" href="{0}">
<meta http-equiv="refresh" content="0; url={0}"><p><a href="{0}">This page has moved.</a></p></html>
"""


@dataclass(slots=True)
class Unit:
    """Pages that are made together. ``stamp``: the digest of what they are made of; "" for what is made each time."""

    stamp: str
    places: dict[str, str] = field(default_factory=dict)
    """Address -> file."""
    links: set[str] = field(default_factory=set)
    """Addresses of other units."""


@dataclass(frozen=True, slots=True)
class Made:
    """A unit that was made or, if not ``remade``, left as it was. ``broken``: (page, address that leads nowhere)."""

    name: str
    unit: Unit
    remade: bool
    broken: tuple[tuple[str, str], ...]


class Maker:
    """Makes units in one process. ``site`` is the digest of what all pages have in common."""

    def __init__(self, archive: Archive, copy: Folder, pages: Pages, site: str) -> None:
        self.archive, self.copy, self.pages, self.site = archive, copy, pages, site
        self.before = {
            name: Unit(stamp, places, set(links))
            for name, stamp, places, links in copy.before.get("units", ())
        }
        self._originals: dict[str, str] = {}
        """Address -> file of the originals of the document in hand."""
        self._broken: list[tuple[str, str]] = []

    def make(self, kind: Kind, name: str) -> Made:
        """A unit: the document of an id, or the page at an address."""
        self._broken, self._originals = [], {}
        return self._document(name) if kind == "document" else self._page(name)

    def _document(self, id: str) -> Made:
        """The pages, citations, downloads and images of one document."""
        name = f"/d/{id}"
        view = showing.record(self.archive, id)
        # The digest of everything that its pages show, and of what makes pages.
        stamp = sha256(f"{self.site}{view!r}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        earlier = self.before.get(name)
        if earlier and earlier.stamp == stamp and self.copy.keep(set(earlier.places.values())):
            return Made(name, earlier, False, ())
        unit = Unit(stamp)
        self._originals = {
            f"{name}/file/{n}": path_of_original(file.sha256, file.name)
            for n, file in enumerate(view.files, 1)
        }
        queue = deque([name])
        while queue:
            address = queue.popleft()
            if address not in unit.places:
                queue += self._write(address, unit, own=name)
        return Made(name, unit, True, tuple(self._broken))

    def _page(self, address: str) -> Made:
        """A page of its own. Pages of documents came before: a link to one that is not there is broken."""
        unit = Unit("")
        unit.links.update(self._write(address, unit, own=None))
        return Made(address, unit, True, tuple(self._broken))

    def _write(self, address: str, unit: Unit, own: str | None) -> list[str]:
        """Writes what is at an address; the addresses within the unit that it leads to."""
        if address in unit.places:
            return []
        original = self._originals.get(address)
        if original in self.copy.files:
            # A volume is the original of each document in it, and lies there once.
            unit.places[address] = original
            return []
        answer = self.pages.get(address)
        path = unit.places[address] = self._path(address, answer)
        if answer.status in (301, 302, 308) and answer.location:
            goal = urljoin(f"{self.pages.address}/", answer.location)
            self.copy.put(path, MOVED.format(goal).encode())
            return []
        if answer.status not in (200, 410):
            self._broken.append((own or "", address))
            return []
        body, inside = answer.body, list[str]()
        if answer.media_type == "text/html":

            def place(target: str) -> str | None:
                if _SERVER.match(target) and not DOCUMENT.match(target):
                    return None
                if target == address:
                    return path
                if target.partition("?")[0] == SEARCH or target.startswith(f"{SEARCH}/"):
                    return path_of(target)
                if own and _is_of(target, own):
                    if _DOWNLOAD.match(target):
                        self._write(target, unit, own)
                        return unit.places[target]
                    inside.append(target)
                else:
                    unit.links.add(target)
                return path_of(target)

            body = rewritten(body, path, place)
        elif answer.media_type == "text/css":
            unit.links.update(urljoin(address, link) for link in links_in_css(body))
        self.copy.put(path, body)
        return inside

    def _path(self, address: str, answer: Answer) -> str:
        if answer.status == 200 and (original := self._originals.get(address)):
            return original
        if _DOWNLOAD.match(address) and answer.status == 200:
            return path_of_download(address, answer.name, answer.media_type)
        return path_of(address)


def _is_of(address: str, own: str) -> bool:
    return address.startswith(own) and address[len(own) : len(own) + 1] in ("", ".", "/", "?")


Makers = Callable[[Kind, Sequence[str]], Iterator[Made]]
"""Makes many units; in the order of their names."""


@contextmanager
def makers(maker: Maker, jobs: int) -> Iterator[Makers]:
    """What makes many units: this process, or so many others, if there are more than one. ArchiveError: the disk."""
    if jobs < 2:
        yield lambda kind, names: (maker.make(kind, name) for name in names)
        return
    # The process that they are forked from may have begun under other settings.
    settings = {key: value for key, value in os.environ.items() if key.startswith(("FONDS_", "DJANGO_"))}
    settings["FONDS_ARCHIVE"] = str(maker.archive.root)
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=forking.context(),
        initializer=_begin,
        initargs=(settings, maker.copy.root, maker.pages.address, maker.site),
    )

    def many(kind: Kind, names: Sequence[str]) -> Iterator[Made]:
        chunks = deque(names[at : at + CHUNK] for at in range(0, len(names), CHUNK))
        waiting: deque[Future[tuple[list[Made], Part]]] = deque()
        while chunks or waiting:
            while chunks and len(waiting) < jobs * AHEAD:
                waiting.append(pool.submit(_make, kind, chunks.popleft()))
            made, part = waiting.popleft().result()
            maker.copy.join(part)
            yield from made

    try:
        yield many
    except BrokenProcessPool as error:
        raise ArchiveError(
            "A process that made pages was ended from outside, perhaps for want of memory; run the command again."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


_here: list[Maker] = []
"""What this process makes units with, if it is one of many."""


def _begin(settings: Mapping[str, str], folder: Path, address: str, site: str) -> None:
    workers.begin()
    os.environ.update(settings)
    _here.append(Maker(open_archive(), Folder(folder), Pages(address), site))


def _make(kind: Kind, names: Sequence[str]) -> tuple[list[Made], Part]:
    (maker,) = _here
    return [maker.make(kind, name) for name in names], maker.copy.part()
