"""What lies under the given paths: files, grouped into the sources of documents.

Beside a text STEM.txt may lie its companions: STEM.<language>.txt, the same paper in another language,
and STEM.pdf, .jpg, .jpeg, .png, .tif or .tiff, its scan. Images that are numbered from one without a gap, such
as STEM-1.tif, STEM-2.tif or STEM_p001.jpg, STEM_p002.jpg, are the pages of one paper: the scan of STEM.txt, or, where
there is none, one source together. Beside a table (STEM.csv, STEM.db) may lie STEM.mapping.toml, which says what
its columns are. Everything else is a source by itself. Hidden
files and folders are passed over; folders are read in order of their names, so that a batch always
goes the same way.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from operator import attrgetter
from pathlib import Path

from fonds.errors import Unreadable
from fonds.importers import IMPORTERS, Mapped, Member
from fonds.importers.columns import SUFFIX as MAPPING
from fonds.services.faults import FileProblem, fault, reason
from fonds.values import languages

SCANS = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
TEXT = ".txt"
LONGEST_NAME = 2000
"""Bytes of a name, with the folders on the way: it is looked up by an index, see ``fonds.store.facts.LONGEST_KEY``."""
TABLES = tuple(
    suffix for importer in IMPORTERS if isinstance(importer, Mapped) for suffix in importer.suffixes
)
_NUMBERED = re.compile(
    r"(?P<stem>.+?)[-_ .](?:p|pg|page|s|seite|image|img)?[-_ .]?(?P<n>\d{1,4})", re.IGNORECASE
)
_DEVICE = re.compile(
    r"(?:img|image|dscn?|dscf|dsc_?|pxl|cimg|scan|scn|scanned|photo|foto|pic|picture|bild|p\d+|mvi|screenshot)",
    re.IGNORECASE,
)
"""What cameras, telephones and scanners call each of their images: their counter says nothing of a paper."""
_PARALLEL = re.compile(r"(?P<stem>.+)\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that belongs to a source; ``role`` is ``scan``, ``text``, ``page`` for a further page image, or
    ``mapping`` beside a table."""

    name: str
    path: Path
    media_type: str
    role: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a file that holds many, and the SHA-256, size in bytes and media type of that file.

    ``mapping`` is the file that says what its columns are, with its SHA-256 and size."""

    member: Member
    sha256: str
    size: int
    media_type: str
    mapping: tuple[Companion, str, int] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, with its companions; or, with a ``piece``, one document of the file.

    ``name`` is the added folder's own name and the path below it, parted by slashes; a file given by
    itself is named as if its folder had been given. ``collection`` is the folder it lies in, below the added one.
    """

    name: str
    path: Path
    collection: str | None
    companions: tuple[Companion, ...] = ()
    piece: Piece | None = None


def find(paths: Iterable[Path], skip: Sequence[str] = ()) -> Iterator[Source | FileProblem]:
    """All sources under the paths, each once; no two of one batch have the same name. ``skip``: shell
    patterns for names of files and folders to pass over. Unreadable: a path that is not there."""
    paths = list(paths)
    for path in paths:
        if not path.exists():
            raise Unreadable(f"There is no file or folder {path}; check the path.")
    seen: set[Path] = set()
    labels = _labels({_root(path) for path in paths})
    single = _Single(labels)
    for path in paths:
        for item in _folder(path, labels[_root(path)], skip) if path.is_dir() else [single.source(path)]:
            if isinstance(item, Source):
                at = item.path.absolute()
                if at in seen:
                    continue
                seen.add(at)
                if len(item.name.encode()) > LONGEST_NAME:
                    item = fault(f"{item.name[:200]}…", "name-too-long", most=LONGEST_NAME)
            yield item


def _root(path: Path) -> Path:
    """The folder that names are told from: the path itself, or that of a file."""
    return path.resolve() if path.is_dir() else path.absolute().parent.resolve()


def _labels(roots: set[Path]) -> dict[Path, str]:
    """What each root is called: its own name, with as many of those above it as tell it from the others."""
    labels = {root: root.name for root in roots}
    for depth in range(2, 1 + max((len(root.parts) for root in roots), default=0)):
        counts = Counter(labels.values())
        for root in (root for root in roots if counts[labels[root]] > 1):
            labels[root] = "/".join(root.parts[-depth:]).lstrip("/")
    return {root: clean(label) for root, label in labels.items()}


class _Single:
    """Sources of files that are named one by one; each folder is looked into once, however many of its
    files are named."""

    def __init__(self, labels: Mapping[Path, str]) -> None:
        self._labels = labels
        self._folders: dict[Path, dict[Path, Source]] = {}

    def source(self, path: Path) -> Source:
        """The source that a file is, or belongs to."""
        path = path.absolute()
        folder = path.parent
        label = self._labels[folder.resolve()]
        if folder not in self._folders:
            self._folders[folder] = self._beside(folder, label)
        found = self._folders[folder].get(path)
        return found or next(_sources([path], label))

    @staticmethod
    def _beside(folder: Path, label: str) -> dict[Path, Source]:
        """Every file of the folder, with its source."""
        try:
            files = sorted(child for child in folder.iterdir() if child.is_file())
        except OSError:
            return {}
        found: dict[Path, Source] = {}
        for source in _sources(files, label):
            found |= dict.fromkeys(
                (source.path, *(companion.path for companion in source.companions)), source
            )
        return found


def _folder(folder: Path, name: str, skip: Sequence[str]) -> Iterator[Source | FileProblem]:
    """Everything in a folder, its own files before those of the folders in it.

    A stack, no recursion: paths can be deeper than Python's calls. With each folder go device and inode
    of those on the way to it, to notice loops of links.
    """
    stack: list[tuple[Path, str, str | None, frozenset[tuple[int, int]]]] = [
        (folder, clean(name), None, frozenset())
    ]
    while stack:
        folder, name, collection, above = stack.pop()
        try:
            status = folder.stat()
            here = (status.st_dev, status.st_ino)
            if here in above:
                yield fault(name, "folder-loop")
                continue
            with os.scandir(folder) as entries:
                children = sorted(
                    (entry for entry in entries if not _is_skipped(entry.name, skip)), key=attrgetter("name")
                )
        except OSError as error:
            yield fault(name, "unreadable-folder", reason=reason(error))
            continue
        files = []
        below: list[tuple[Path, str, str | None, frozenset[tuple[int, int]]]] = []
        for child in children:
            child_name = clean(child.name)
            try:
                kind = child.stat().st_mode
            except OSError as error:
                yield fault(f"{name}/{child_name}", "unreadable-file", reason=reason(error))
                continue
            if stat.S_ISDIR(kind):
                inside = f"{collection}/{child_name}" if collection else child_name
                below.append((Path(child.path), f"{name}/{child_name}", inside, above | {here}))
            elif stat.S_ISREG(kind):
                files.append(Path(child.path))
            else:
                yield fault(f"{name}/{child_name}", "unreadable-file", reason="it is no regular file")
        yield from _group(files, name, collection)
        stack += reversed(below)


def _is_skipped(name: str, skip: Sequence[str]) -> bool:
    return name.startswith(".") or any(fnmatchcase(name, pattern) for pattern in skip)


def _group(files: list[Path], label: str, collection: str | None) -> Iterator[Source | FileProblem]:
    """The files of one folder as sources, in order of their names; and what a person may want otherwise."""
    texts = {file.stem for file in files if file.suffix.lower() == TEXT}
    mains = {stem for stem in texts if _parallel(stem, texts) is None}
    companions: dict[str, list[Companion]] = {}
    tables = {
        name.removesuffix(suffix): name
        for name in (file.name for file in files)
        for suffix in TABLES
        if name.lower().endswith(suffix)
    }
    mappings: dict[str, Companion] = {}
    alone = []
    further: dict[Path, Path] = {}  # a page image to the first of its paper
    for stem, pages in _numbered(file for file in files if file.stem not in mains).items():
        if _DEVICE.fullmatch(stem) and stem not in mains:
            first, last = (clean(pages[n].name) for n in (0, -1))
            yield fault(f"{label}/{first}", "images-not-joined", last=last, count=len(pages))
        elif stem in mains:
            companions[stem] = [_companion(label, page, "scan") for page in pages]
            further |= dict.fromkeys(pages, pages[0])
        else:
            companions[str(pages[0])] = [_companion(label, page, "page") for page in pages[1:]]
            further |= dict.fromkeys(pages[1:], pages[0])
    for file in files:
        if file.name.endswith(MAPPING) and (table := tables.get(file.name.removesuffix(MAPPING))):
            mappings[table] = Companion(f"{label}/{clean(file.name)}", file, "application/toml", "mapping")
            continue
        if file in further:
            continue
        suffix, name = file.suffix.lower(), f"{label}/{clean(file.name)}"
        stem, language = (
            (file.stem, None) if file.stem in mains else _parallel(file.stem, mains) or ("", None)
        )
        if stem and suffix in SCANS:
            companions.setdefault(stem, []).append(Companion(name, file, SCANS[suffix], "scan", language))
        elif stem and suffix == TEXT and language:
            companions.setdefault(stem, []).append(Companion(name, file, "text/plain", "text", language))
        else:
            alone.append(file)
    for file in alone:
        own = companions.pop(file.stem if file.suffix.lower() == TEXT else str(file), [])
        own += [mappings[file.name]] if file.name in mappings else []
        yield Source(f"{label}/{clean(file.name)}", file, collection, tuple(own))


def _sources(files: list[Path], label: str) -> Iterator[Source]:
    return (item for item in _group(files, label, None) if isinstance(item, Source))


def _companion(label: str, file: Path, role: str) -> Companion:
    return Companion(f"{label}/{clean(file.name)}", file, SCANS[file.suffix.lower()], role)


def _numbered(files: Iterable[Path]) -> dict[str, list[Path]]:
    """Page images by the stem that they have in common, in order: numbered from one, two at least, none missing."""
    found: dict[tuple[str, str], dict[int, Path]] = {}
    twice: set[tuple[str, str]] = set()
    for file in files:
        suffix = file.suffix.lower()
        match = _NUMBERED.fullmatch(file.stem) if suffix in SCANS and suffix != ".pdf" else None
        if match:
            key, n = (match["stem"], suffix), int(match["n"])
            twice |= {key} if n in found.get(key, ()) else set()
            found.setdefault(key, {})[n] = file
    stems = Counter(stem for stem, _ in found)
    return {
        stem: [numbers[n] for n in sorted(numbers)]
        for (stem, suffix), numbers in found.items()
        if len(numbers) > 1
        and sorted(numbers) == list(range(1, len(numbers) + 1))
        and (stem, suffix) not in twice
        and stems[stem] == 1
    }


def _parallel(stem: str, mains: set[str]) -> tuple[str, str] | None:
    """("paper", "ru") for the stem "paper.ru" of a companion of one of these texts."""
    match = _PARALLEL.fullmatch(stem)
    if not match or match["stem"] not in mains or languages.name(match["language"]) == match["language"]:
        return None
    return match["stem"], match["language"]


def clean(name: str) -> str:
    """A file's name as text; bytes that are no UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
