"""A folder that a site is written into, file by file, and the list of what was written.

No file is ever half there under its name: bytes go to a temporary file, which then takes the name. The list comes
last; a writer that was killed, or whose disk was full, leaves the list of before, and the next one compares.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from fonds.errors import ArchiveError, UsageError

OWN = ".fonds"
"""The folder with the list, which no page leads to."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several processes did to the folder."""

    files: dict[str, tuple[str, int]]
    written: set[str]


class Folder:
    """The folder of a published site. UsageError: it holds what was not written by us."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self._own = self.root / OWN
        self.written: set[str] = set()
        self.removed = 0
        self.files: dict[str, tuple[str, int]] = {}
        """What belongs to the site now: path -> digest and size."""
        self._new = Part({}, set())
        if root.is_dir() and any(root.iterdir()) and not self._own.is_dir():
            raise UsageError(f"The folder {root} is not empty and no published copy; name a new one.")
        self._own.mkdir(parents=True, exist_ok=True)
        self.before = self._read()
        self._known: dict[str, tuple[str, int]] = {
            path: (digest, size) for path, digest, size in self.before.get("files", ())
        }

    def _read(self) -> dict[str, Any]:
        try:
            with gzip.open(self._own / "list.json.gz", "rt", encoding="utf-8") as file:
                found = json.load(file)
        except (OSError, ValueError, EOFError):
            return {}
        return found if isinstance(found, dict) and found.get("format") == FORMAT else {}

    def keep(self, paths: Iterable[str]) -> bool:
        """Leaves files as they are; whether all of them are there."""
        known = {path: self._known.get(path) for path in paths}
        if not all(found and self._is_there(path, found[1]) for path, found in known.items()):
            return False
        for path, found in known.items():
            if found:
                self.files[path] = self._new.files[path] = found
        return True

    def _is_there(self, path: str, size: int) -> bool:
        try:
            return (self.root / path).stat().st_size == size
        except OSError:
            return False

    def put(self, path: str, data: bytes) -> None:
        """Writes a file unless it is there with just these bytes. ArchiveError: it cannot be written."""
        now = sha256(data).hexdigest()[:32], len(data)
        self.files[path] = self._new.files[path] = now
        if self._known.get(path) == now and self._is_there(path, len(data)):
            return
        goal = self.root / path
        unfinished = self._own / f"unfinished-{os.getpid()}"
        try:
            goal.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(data)
            unfinished.replace(goal)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise self._sentence(error) from error
        self.written.add(path)
        self._new.written.add(path)

    def part(self) -> Part:
        """What was done since this was asked last."""
        new, self._new = self._new, Part({}, set())
        return new

    def join(self, part: Part) -> None:
        """Adds what another process did."""
        self.files |= part.files
        self.written |= part.written

    def finish(self, **values: object) -> None:
        """Removes what no longer belongs to the site, and writes the list."""
        for path in self._known.keys() - self.files.keys():
            with contextlib.suppress(OSError):
                (self.root / path).unlink()
                self.removed += 1
                for folder in (self.root / path).parents:
                    if folder == self.root:
                        break
                    folder.rmdir()  # ends where one is not empty
        listed = [[path, *found] for path, found in sorted(self.files.items())]
        text = json.dumps({"format": FORMAT, "files": listed} | values, ensure_ascii=False)
        unfinished = self._own / "list.unfinished"
        try:
            unfinished.write_bytes(gzip.compress(text.encode("utf-8", "surrogatepass"), 6, mtime=0))
            unfinished.replace(self._own / "list.json.gz")
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise self._sentence(error) from error

    def room(self) -> Path:
        """An empty folder for work on the way; gone with ``clear``."""
        self.clear()
        folder = self._own / "work"
        folder.mkdir(parents=True)
        return folder

    def clear(self) -> None:
        """Removes what was only needed on the way."""
        shutil.rmtree(self._own / "work", ignore_errors=True)

    def _sentence(self, error: OSError) -> ArchiveError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return ArchiveError(
                f"The disk of {self.root} is full. The copy holds whole files only, some perhaps of before; "
                "make room and run the command again."
            )
        return ArchiveError(
            f"The copy in {self.root} cannot be written ({error.strerror}); check the disk and its permissions "
            "and run the command again."
        )
