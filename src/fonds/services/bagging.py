"""A bag (BagIt 1.0, RFC 8493) of the whole archive, and the archive that a bag gives back.

In ``data/`` lie ``archive.toml``, the originals as they are kept, and what is truth in the tables (originals, records,
versions with their documents, the change log), a row a line. All else is derived and is made again.
"""

from __future__ import annotations

import base64
import contextlib
import json
import re
import shutil
import time
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction

from fonds.errors import ArchiveError, UsageError
from fonds.model import codec
from fonds.services import archive as archives
from fonds.services import following
from fonds.services.archive import Archive, sentences
from fonds.services.dumping import DumpReport, digest_of
from fonds.store import copying, lock, models, projections, records
from fonds.store.facts import facts_of

ALGORITHM = "sha256"
TRUTH = (models.Original, models.Record, models.Version, models.Change)
FILES = {
    models.Original: "originals",
    models.Record: "records",
    models.Version: "versions",
    models.Change: "changes",
}
PIECE = 200
"""Documents that are projected together."""
README = """\
This is a whole archive of the program Fonds as a bag (RFC 8493). `fonds restore BAG DIR` makes an archive of it again.

archive.toml             title and description
originals/ab/cd/DIGEST   the files as they were received, named by their SHA-256
records/originals.jsonl  when each was received
records/records.jsonl    each document over all its versions: id, name of its file, collection
records/versions.jsonl   each reading of it: the document as data, and the reading text that its offsets count in
records/changes.jsonl    what was added, changed and withdrawn, in order
"""
_LINE = re.compile(r"^([0-9a-f]{64})\s+\*?(.+)$")


def write(archive: Archive, place: Path) -> int:
    """Writes the bag into an empty folder; the number of documents."""
    data = place / "data"
    (data / "records").mkdir(parents=True)
    with lock.writer(archive.root), sentences(archive.root):
        shutil.copyfile(archive.root / archives.SETTINGS, data / archives.SETTINGS)
        (data / "README.txt").write_text(README, encoding="utf-8")
        last = ""
        for table in TRUTH:
            with (data / "records" / f"{FILES[table]}.jsonl").open("wb") as file:
                for row in _rows(table):
                    last = max(last, str(row.get("added") or row.get("received") or ""))
                    file.write(orjson.dumps(row) + b"\n")
        # The bytes as kept; one that is damaged or lost stops the bag, which would else hide it.
        for sha256_ in models.Original.objects.order_by("sha256").values_list("sha256", flat=True):
            if wrong := archive.originals.verify(sha256_):
                raise ArchiveError(wrong)
            source = archive.originals.path(sha256_)
            goal = data / "originals" / source.relative_to(archive.originals.folder)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, goal)
    _close(archive, place, last[:10])
    return models.Record.objects.filter(withdrawn=None).count()


def _close(archive: Archive, place: Path, day: str) -> None:
    """What makes a folder a bag. Its date is that of the newest thing in it."""
    payload = sorted(path for path in (place / "data").rglob("*") if path.is_file())
    found = [(path.relative_to(place).as_posix(), *digest_of(path)) for path in payload]
    (place / "bagit.txt").write_text(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8"
    )
    title = " ".join(archive.title.split())
    info = [
        *([f"Bagging-Date: {day}"] if day else []),
        "Bag-Software-Agent: Fonds",
        f"External-Description: {title}",
        f"Payload-Oxum: {sum(size for _, size, _ in found)}.{len(found)}",
    ]
    (place / "bag-info.txt").write_text("\n".join(info) + "\n", encoding="utf-8")
    lines = "".join(f"{digest}  {name}\n" for name, _, digest in found)
    (place / f"manifest-{ALGORITHM}.txt").write_text(lines, encoding="utf-8")
    tags = ("bag-info.txt", "bagit.txt", f"manifest-{ALGORITHM}.txt")
    lines = "".join(f"{digest_of(place / name)[1]}  {name}\n" for name in tags)
    (place / f"tagmanifest-{ALGORITHM}.txt").write_text(lines, encoding="utf-8")


def _rows(table: type[Any]) -> Iterator[dict[str, Any]]:
    # Of a record only its own; the others repeat its document.
    derived = projections.HEADING if table is models.Record else ()
    columns = [f.attname for f in table._meta.concrete_fields if f.attname not in derived]
    order = ("record_id", "number") if table is models.Version else ("pk",)
    found = table._default_manager.order_by(*order).values_list(*columns)
    for row in found.iterator(chunk_size=copying.BATCH):
        yield {
            name: _told(name, value)
            for name, value in zip(columns, row, strict=True)
            if not (table is models.Version and name == "id")
        }


def _told(name: str, value: Any) -> Any:
    if name == "document":
        parsed = orjson.loads(value)
        # As data, if it comes back the same; it always does where Fonds wrote it.
        return parsed if orjson.dumps(parsed).decode() == value else value
    if name == "reading":
        return zlib.decompress(bytes(value)).decode("utf-8")
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def restore(bag: Path, folder: Path) -> DumpReport:
    """Makes a new archive of a bag: the same ids, versions, change log and originals.

    UsageError: that is no bag of an archive, or the folder is not empty. ArchiveError: what is in the bag is not what
    its manifest says; nothing stays of the archive then.
    """
    started = time.monotonic()
    files = _checked(bag)
    settings = bag / "data" / archives.SETTINGS
    for name in (archives.SETTINGS, *(f"records/{name}.jsonl" for name in FILES.values())):
        if f"data/{name}" not in files:
            raise UsageError(f"{bag} is a bag, but not of an archive: data/{name} is missing.")
    new = not folder.exists()
    made = archives.new(folder)
    try:
        kind = archives.kind_of(*archives.read_settings(folder))
        with lock.writer(made.root), sentences(made.root):
            for name in sorted(files):
                if name.startswith("data/originals/"):
                    goal = made.root / name.removeprefix("data/")
                    goal.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(bag / name, goal)
                    goal.chmod(0o444)
            with transaction.atomic():
                for table in TRUTH:
                    _take(table, bag)
                _project()
                following.start_again()
                following.link()
                # Linking writes what it has touched; the log is that of the archive.
                models.Change.objects.all().delete()
                _take(models.Change, bag)
                models.Follower.objects.update_or_create(
                    name=following.LINKS, defaults={"seq": records.last_change()}
                )
                copying.count_on("default")
            shutil.copyfile(settings, made.root / archives.SETTINGS)
            archives.say_where(made.root, kind)
            following.reindex(made)
    except BaseException:
        for path in made.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if new:
            with contextlib.suppress(OSError):
                made.root.rmdir()
        raise
    size = sum(path.stat().st_size for path in made.root.rglob("*") if path.is_file())
    return DumpReport(models.Record.objects.count(), len(files), size, time.monotonic() - started)


def _checked(bag: Path) -> set[str]:
    """The files of a bag's payload, each of which is what the manifest says."""
    try:
        lines = (bag / f"manifest-{ALGORITHM}.txt").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{bag} is no bag with a manifest-{ALGORITHM}.txt; make one with `fonds dump --bag`."
        ) from error
    named: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        path = Path(found[2]) if found else None
        if not found or path is None or path.is_absolute() or ".." in path.parts or path.parts[0] != "data":
            raise ArchiveError(f"The manifest of {bag} has a line that is none: {line[:80]!r}.")
        named[found[2]] = found[1]
    there = {p.relative_to(bag).as_posix() for p in (bag / "data").rglob("*") if p.is_file()}
    for name in sorted(named.keys() ^ there):
        raise ArchiveError(
            f"The bag {bag} is not whole: {name} is {'missing' if name in named else 'not in its manifest'}."
        )
    for name, digest in named.items():
        if (bag / name).is_symlink() or digest_of(bag / name)[1] != digest:
            raise ArchiveError(f"The file {name} of the bag {bag} was altered; take another copy of the bag.")
        kept = re.fullmatch(r"data/originals/(..)/(..)/(.*)", name)
        if kept and (kept[3] != digest or not digest.startswith(kept[1] + kept[2])):
            raise ArchiveError(f"The file {name} of the bag {bag} does not lie under its own digest.")
    return set(named)


def _take(table: type[Any], bag: Path) -> None:
    """Writes the rows of a table as the bag has them."""
    fields = {field.attname: field for field in table._meta.concrete_fields}
    batch = []
    with (bag / "data" / "records" / f"{FILES[table]}.jsonl").open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                batch.append(
                    table(**{name: _taken(name, value, fields[name]) for name, value in row.items()})
                )
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ArchiveError(
                    f"Line {number} of records/{FILES[table]}.jsonl in the bag is no row of this Fonds ({error})."
                ) from error
            if len(batch) == copying.BATCH:
                table._default_manager.bulk_create(batch)
                batch = []
    table._default_manager.bulk_create(batch)


def _taken(name: str, value: Any, field: Any) -> Any:
    if value is None:
        return None
    if name == "document":
        return value if isinstance(value, str) else orjson.dumps(value).decode()
    if name == "reading":
        return zlib.compress(value.encode("utf-8"))
    if name == "layout":
        return base64.b64decode(value)
    return field.to_python(value) if field.get_internal_type() == "DateTimeField" else value


def _project() -> None:
    """Everything that is derived from the current versions."""
    ids = list(models.Record.objects.order_by("id").values_list("id", "version"))
    for start in range(0, len(ids), PIECE):
        piece = dict(ids[start : start + PIECE])
        rows = models.Version.objects.filter(record__in=list(piece))
        records.reproject(
            {
                v.record_id: (
                    bytes(v.reading),
                    None if v.layout is None else bytes(v.layout),
                    facts_of(codec.from_json(v.document)),
                )
                for v in rows
                if v.number == piece[v.record_id]
            }
        )
