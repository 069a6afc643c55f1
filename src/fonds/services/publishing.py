"""The whole site as files: a copy that needs no server, no database and no Fonds.

The copy is what a reader could reach: we begin at the home page and at every document, and follow each link of our
own pages. What a document's own pages are made of is one value (``RecordView``); where its digest is that of the
last time, all of them are left alone. Lists, people, places and the like are one page each, are made again, and
written where their bytes differ. Decision 16 says why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from fonds.services.archive import Archive
from fonds.services.forking import FEW
from fonds.services.own_pages import Pages
from fonds.services.static_folder import Folder
from fonds.services.static_pages import DOCUMENT, MOVED, Made, Maker, Makers, Unit, makers
from fonds.services.static_paths import SEARCH, path_of
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


def publish(
    archive: Archive,
    folder: Path,
    *,
    address: str | None = None,
    search: bool = True,
    jobs: int = 1,
    progress: Callable[[Progress], None] = lambda _: None,
) -> PublishReport:
    """Writes the site into a new or empty folder, or brings an earlier copy in it up to date.

    ``address`` is where the copy will be on the web; citations and permanent addresses show it (by default the one
    of the last time). Without ``search`` there is no full text to search, only the lists. ``jobs``: processes that make
    pages, where there are many.
    UsageError: the folder holds something else, or what search needs is not installed. ArchiveError: the disk.
    """
    started = time.monotonic()
    if search:
        from fonds.services import static_search, word_index

        word_index.program()
    copy = Folder(folder)
    last = copy.before.get("address")
    pages = Pages(address or (last if isinstance(last, str) else ADDRESS))
    site = repr((pages.address, archive.title, archive.description, _program()))
    maker = Maker(archive, copy, pages, sha256(site.encode()).hexdigest())
    made = _Copy(maker)
    ids = list(models.Record.objects.order_by("id").values_list("id", flat=True))
    with makers(maker, jobs if len(ids) > FEW else 1) as many:
        made.write(many, ids, progress)
    searchable = 0
    if search:
        searchable = static_search.write(archive, copy, fresh=made.remade > 0)
    copy.finish(address=pages.address, searchable=searchable, units=made.listed())
    return PublishReport(
        documents=made.documents,
        files=len(copy.files),
        bytes=sum(size for _, size in copy.files.values()),
        written=len(copy.written),
        unchanged=len(copy.files) - len(copy.written),
        removed=copy.removed,
        remade=made.remade,
        searchable=searchable,
        broken=tuple(made.broken),
        seconds=time.monotonic() - started,
    )


class _Copy:
    """One run."""

    def __init__(self, maker: Maker) -> None:
        self.maker, self.copy = maker, maker.copy
        self.units: dict[str, Unit] = {}
        self.broken: list[tuple[str, str]] = []
        self.documents = self.remade = 0

    def write(self, many: Makers, ids: Sequence[str], progress: Callable[[Progress], None]) -> None:
        """Every page that can be reached."""
        started, self.documents = time.monotonic(), len(ids)
        for done, made in enumerate(many("document", ids), 1):
            self._take(made)
            self.remade += made.remade
            progress(Progress(done, len(ids), time.monotonic() - started))
        seen: set[str] = set()
        waiting = self._new(chain(SEEDS, *(unit.links for unit in self.units.values())), seen)
        while waiting:
            made_now = [self._take(made) for made in many("page", waiting)]
            waiting = self._new(chain.from_iterable(unit.links for unit in made_now), seen)
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

    def _take(self, made: Made) -> Unit:
        self.units[made.name] = made.unit
        self.broken += made.broken
        return made.unit

    def _new(self, addresses: Iterable[str], seen: set[str]) -> list[str]:
        """The pages among these that were not made yet."""
        found = []
        for address in addresses:
            of = DOCUMENT.match(address)
            if address not in seen and not (of and f"/d/{of[1]}" in self.units):
                seen.add(address)
                found.append(address)
        return sorted(found)

    def _old_addresses(self) -> None:
        """Where documents were published before, as pages that lead to where they are now."""
        rows = models.Address.objects.filter(record__withdrawn=None).order_by("path", "record")
        for path, id in rows.values_list("path", "record"):
            goal = path_of(unquote(path)) if "?" not in path else None
            if goal and goal not in self.copy.files:
                here = "../" * goal.count("/") + path_of(f"/d/{id}")
                self.copy.put(goal, MOVED.format(here).encode())


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
