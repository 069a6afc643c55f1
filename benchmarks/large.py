"""A large archive: every volume of the two editions in ``../shared``, 34,000 documents, made once and kept."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

from benchmarks.cache import Absent, Cache, Made
from benchmarks.process import FONDS, fonds
from benchmarks.vocabulary import SEED, Kinds, Vocabulary
from fonds.extract.reader import READER_VERSION
from fonds.model import codec
from fonds.search.entry import FACETS, Entry, entry_of
from fonds.search.schema import FORMAT

CORPORA = ("frus-dev", "frus-scale", "dafp-dev", "dafp-scale")
QUICK = ("frus-scale/frus1952-54Guat.xml.gz", "dafp-dev/volume-21-the-anzus-treaty")
"""Volumes of a quick run, some 400 documents."""
SAMPLE = 5000
"""Documents out of whose words queries are made."""
PLACES = 6
"""From how many of the most frequent places filters are taken."""


@dataclass(frozen=True, slots=True)
class Large:
    """The archive, and its documents as the index takes them, a line of JSON each."""

    made: Made
    cache: Cache

    @property
    def archive(self) -> Path:
        """To serve."""
        return self.made.folder / "archive"

    @property
    def name(self) -> str:
        """In the cache; of what is made of it too."""
        return self.made.folder.name

    @property
    def documents(self) -> int:
        """How many."""
        return int(self.made.told["documents"])

    @property
    def count(self) -> str:
        """The same in words."""
        return f"{self.documents:,} documents"

    def entries(self) -> Iterator[Entry]:
        """Every document, in the archive's order."""
        with (self.made.folder / "entries.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield _entry(json.loads(line))

    def queries(self, each: int) -> Kinds:
        """So many of each kind, out of the words of a sample; the same ones each time."""
        step = max(1, self.documents // SAMPLE)
        return Vocabulary(entry.body for entry in islice(self.entries(), 0, None, step)).kinds(
            each, self.places()
        )

    def places(self) -> list[str]:
        """The most frequent ones."""
        told = json.loads((self.made.folder / "places.json").read_text("utf-8"))
        return list(told)


def large(cache: Cache, shared: Path, *, quick: bool) -> Large:
    """The archive, out of the cache or made now. Absent: no ``../shared``."""
    names = QUICK if quick else CORPORA
    paths = [shared / "corpora" / name for name in names]
    if not all(path.exists() for path in paths):
        raise Absent("../shared is absent: there is no large archive to be made")
    files = sorted(chain.from_iterable(path.rglob("*") if path.is_dir() else [path] for path in paths))
    sizes = [f"{path.name} {path.stat().st_size}" for path in files if path.is_file()]
    mark = hashlib.sha256("\n".join((READER_VERSION, str(FORMAT), *sizes)).encode()).hexdigest()[:8]
    return Large(cache.made(f"{'quick' if quick else 'large'}-{mark}", partial(_make, paths)), cache)


def _make(paths: list[Path], folder: Path) -> Mapping[str, float]:
    archive = folder / "archive"
    fonds("new", archive)
    added = fonds("add", *paths, "--archive", archive, cores=2)
    count = text = 0
    places: dict[str, int] = {}
    with (folder / "entries.jsonl").open("w", encoding="utf-8") as out:
        for entry in _entries(archive):
            count, text = count + 1, text + len(entry.body.encode("utf-8", "replace"))
            for place in entry.facets["place"]:
                places[place] = places.get(place, 0) + 1
            out.write(json.dumps(dataclasses.asdict(entry), ensure_ascii=False) + "\n")
    frequent = sorted(places, key=lambda place: (-places[place], place))[:PLACES]
    (folder / "places.json").write_text(json.dumps(frequent), encoding="utf-8")
    return {
        "documents": count,
        "text_bytes": text,
        "seconds": added.seconds,
        "cpu_seconds": added.cpu_seconds,
        "peak_bytes": added.peak_bytes,
    }


def _entries(archive: Path) -> Iterator[Entry]:
    export = subprocess.Popen([*FONDS, "export", "--archive", archive], stdout=subprocess.PIPE, text=True)
    assert export.stdout is not None
    for line in export.stdout:
        yield entry_of(codec.from_json(line))
    if export.wait():
        raise subprocess.CalledProcessError(export.returncode, export.args)


def _entry(row: dict[str, object]) -> Entry:
    """JSON has lists where the entry has tuples."""
    facets = row.pop("facets")
    assert isinstance(facets, dict)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    values["other_texts"] = tuple(tuple(text) for text in row["other_texts"])  # type: ignore[attr-defined]
    return Entry(**values, facets={name: tuple(facets[name]) for name in FACETS})  # type: ignore[arg-type]


def changed(entry: Entry, copy: int) -> Entry:
    """The document as another one, for more than there are.

    A third of its words of six letters and more, by their third letter, get an ending of the copy's own: so
    the index grows in words as well as in documents. Dates and facets stay.
    """
    if not copy:
        return entry
    ending = f"q{chr(97 + copy // 26)}{chr(97 + copy % 26)}x"  # which ends no word
    choose = random.Random(f"{SEED} {copy}")
    picked = {chr(97 + n) for n in choose.sample(range(26), 9)}
    body = " ".join(
        word + ending if len(word) >= 6 and word[2].lower() in picked and word.isalpha() else word
        for word in entry.body.split(" ")
    )
    return dataclasses.replace(entry, id=f"{entry.id}{ending}", body=body, record_ids=())
