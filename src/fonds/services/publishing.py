"""The whole site as files: a copy that needs no server, no database and no Fonds.

The copy is what a reader could reach: we begin at the home page and at every document, and follow each link of our
own pages. What a document's own pages are made of is one value (``RecordView``); where its digest is that of the
last time, all of them are left alone. Lists, people, places and the like are one page each, are made again, and
written where their bytes differ. Decision 16 says why.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import unquote, urljoin

from fonds.services import showing
from fonds.services.archive import Archive
from fonds.services.own_pages import Answer, Pages
from fonds.services.static_folder import Folder
from fonds.services.static_paths import (
    SEARCH,
    links_in_css,
    path_of,
    path_of_download,
    path_of_original,
    rewritten,
)
from fonds.services.views import Progress
from fonds.store import models

ADDRESS = "http://localhost:8000"
"""Of a copy that was given none: where ``fonds serve`` shows the archive."""
SEEDS = (
    "/",
    "/about",
    "/people/",
    "/places/",
    "/holdings/",
    "/collections/",
    SEARCH,
    "/robots.txt",
    "/favicon.ico",
)
# Addresses that only a server can answer: what they give depends on what is asked.
_SERVER = re.compile(r"^/(suggest|resolve|health|oai|unapi|feed|api/|search\.)")
_DOCUMENT = re.compile(r"^/d/([0-9A-Za-z]+)(?=[./?]|$)")
_DOWNLOAD = re.compile(r"^/d/[0-9A-Za-z]+/(?:(?:scan|file)/|linkset$)")
_MOVED = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Moved</title><link rel="canonical" href="{0}">
<meta http-equiv="refresh" content="0; url={0}"><p><a href="{0}">This page has moved.</a></p></html>
"""


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a run did. ``broken``: (page, address that leads nowhere) of our own links."""

    documents: int
    files: int
    bytes: int
    written: int
    unchanged: int
    removed: int
    remade: int
    searchable: int
    broken: tuple[tuple[str, str], ...]
    seconds: float


@dataclass(slots=True)
class _Unit:
    """Pages that are made together: those of one document, or a single other one."""

    stamp: str
    places: dict[str, str] = field(default_factory=dict)
    """Address -> file."""
    links: set[str] = field(default_factory=set)
    """Addresses of other units."""


def publish(
    archive: Archive,
    folder: Path,
    *,
    address: str | None = None,
    search: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
) -> PublishReport:
    """Writes the site into a new or empty folder, or brings an earlier copy in it up to date.

    ``address`` is where the copy will be on the web; citations and permanent addresses show it (by default the one
    of the last time). Without ``search`` there is no full text to search, only the lists.
    UsageError: the folder holds something else, or what search needs is not installed. ArchiveError: the disk.
    """
    started = time.monotonic()
    if search:
        from fonds.services import static_search

        static_search.check()
    copy = Folder(folder)
    last = copy.before.get("address")
    pages = Pages(address or (last if isinstance(last, str) else ADDRESS))
    made = _Copy(archive, copy, pages)
    made.write(progress)
    searchable = 0
    if search:
        searchable = static_search.write(archive, copy, fresh=made.remade > 0)
    copy.finish(address=pages.address, searchable=searchable, units=made.listed())
    return PublishReport(
        documents=made.documents,
        files=len(copy.files),
        bytes=sum(size for _, size in copy.files.values()),
        written=copy.written,
        unchanged=copy.unchanged,
        removed=copy.removed,
        remade=made.remade,
        searchable=searchable,
        broken=tuple(made.broken),
        seconds=time.monotonic() - started,
    )


class _Copy:
    """One run."""

    def __init__(self, archive: Archive, copy: Folder, pages: Pages) -> None:
        self.archive, self.copy, self.pages = archive, copy, pages
        self.before = {
            name: _Unit(stamp, places, set(links))
            for name, stamp, places, links in copy.before.get("units", ())
        }
        self.units: dict[str, _Unit] = {}
        self.waiting: deque[str] = deque()
        self.originals: dict[str, str] = {}
        """Address -> file of the originals of the document in hand."""
        self.broken: list[tuple[str, str]] = []
        self.documents = self.remade = 0
        self.site = sha256(
            repr((pages.address, archive.title, archive.description, _program())).encode()
        ).hexdigest()

    def write(self, progress: Callable[[Progress], None]) -> None:
        """Every page that can be reached."""
        ids = list(models.Record.objects.order_by("id").values_list("id", flat=True))
        started, self.documents = time.monotonic(), len(ids)
        for done, id in enumerate(ids, 1):
            self._document(id)
            progress(Progress(done, len(ids), time.monotonic() - started))
        seen: set[str] = set()
        self._wait(SEEDS, seen)
        self._wait((link for unit in self.units.values() for link in unit.links), seen)
        while self.waiting:
            self._wait(self._page(self.waiting.popleft()).links, seen)
        for name, unit in self.units.items():
            for link in unit.links:
                if path_of(link) not in self.copy.files and not link.startswith(SEARCH):
                    self.broken.append((name, link))
        self._old_addresses()

    def listed(self) -> list[object]:
        """The units of documents, for the list of the folder."""
        return [
            [name, unit.stamp, unit.places, sorted(unit.links)]
            for name, unit in sorted(self.units.items())
            if unit.stamp
        ]

    def _wait(self, addresses: Iterable[str], seen: set[str]) -> None:
        for address in addresses:
            of = _DOCUMENT.match(address)
            if address not in seen and not (of and f"/d/{of[1]}" in self.units):
                seen.add(address)
                self.waiting.append(address)

    def _document(self, id: str) -> None:
        """The pages, citations, downloads and images of one document."""
        name = f"/d/{id}"
        view = showing.record(self.archive, id)
        # The digest of everything that its pages show, and of what makes pages.
        stamp = sha256(f"{self.site}{view!r}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        earlier = self.before.get(name)
        if earlier and earlier.stamp == stamp and self.copy.keep(set(earlier.places.values())):
            self.units[name] = earlier
            return
        unit = self.units[name] = _Unit(stamp)
        self.originals = {
            f"{name}/file/{n}": path_of_original(file.sha256, file.name)
            for n, file in enumerate(view.files, 1)
        }
        queue = deque([name])
        while queue:
            address = queue.popleft()
            if address not in unit.places:
                queue += self._write(address, unit, own=name)
        self.remade += 1

    def _page(self, address: str) -> _Unit:
        """A page of its own. Pages of documents came before: a link to one that is not there is broken."""
        unit = self.units[address] = _Unit("")
        found = self._write(address, unit, own=None)
        unit.links.update(found)
        return unit

    def _write(self, address: str, unit: _Unit, own: str | None) -> list[str]:
        """Writes what is at an address; the addresses within the unit that it leads to."""
        if address in unit.places:
            return []
        original = self.originals.get(address)
        if original in self.copy.files:
            # A volume is the original of each document in it, and lies there once.
            unit.places[address] = original
            return []
        answer = self.pages.get(address)
        path = unit.places[address] = self._path(address, answer)
        if answer.status in (301, 302, 308) and answer.location:
            goal = urljoin(f"{self.pages.address}/", answer.location)
            self.copy.put(path, _MOVED.format(goal).encode())
            return []
        if answer.status not in (200, 410):
            self.broken.append((own or "", address))
            return []
        body, inside = answer.body, list[str]()
        if answer.media_type == "text/html":

            def place(target: str) -> str | None:
                if _SERVER.match(target) and not _DOCUMENT.match(target):
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
        if answer.status == 200 and (original := self.originals.get(address)):
            return original
        if _DOWNLOAD.match(address) and answer.status == 200:
            return path_of_download(address, answer.name, answer.media_type)
        return path_of(address)

    def _old_addresses(self) -> None:
        """Where documents were published before, as pages that lead to where they are now."""
        rows = models.Address.objects.filter(record__withdrawn=None).order_by("path", "record")
        for path, id in rows.values_list("path", "record"):
            goal = path_of(unquote(path)) if "?" not in path else None
            if goal and goal not in self.copy.files:
                here = "../" * goal.count("/") + path_of(f"/d/{id}")
                self.copy.put(goal, _MOVED.format(here).encode())


def _is_of(address: str, own: str) -> bool:
    return address.startswith(own) and address[len(own) : len(own) + 1] in ("", ".", "/", "?")


@cache
def _program() -> str:
    """The digest of what makes pages: our own code, templates and tables."""
    total = sha256()
    for name, data in _sources(files("fonds"), ""):
        total.update(name.encode() + b"\0" + data)
    return total.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".html", ".js", ".css", ".toml", ".csl")):
            yield prefix + entry.name, entry.read_bytes()
