"""Pagefind, which makes an index of words that browsers read, as a process beside us.

We speak to its program ourselves: one question as base64 of JSON, one answer of the same kind. The client that comes
with it waits a tenth of a second before it looks at each answer, nine minutes for 5,000 papers, and for ever where the
program has died.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import time
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from fonds.errors import ArchiveError, UsageError

INSTALL = (
    "Search in the copy needs Pagefind: install Fonds with its extra, fonds[publish], or leave search out "
    "with --no-search."
)

PATIENCE_SECONDS = 60
"""How long Pagefind may take to hand over its last bytes to a busy disk."""


def program() -> Path:
    """Where Pagefind's program lies. UsageError: it is not installed."""
    try:
        from pagefind.service import get_executable
    except ImportError as error:
        raise UsageError(INSTALL) from error
    found = get_executable()
    if found is None:
        raise UsageError(INSTALL)
    return Path(found)


class WordIndexes:
    """Indexes in Pagefind's memory, until they are written. ArchiveError from every method: it failed or ended."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [program(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        self._waits = False

    def __enter__(self) -> WordIndexes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def new(self) -> int:
        """An empty index; its number."""
        self._ask({"type": "NewIndex", "config": {}})
        return int(self._answer()["index_id"])

    def add(self, index: int, *, url: str, content: str, language: str, meta: Mapping[str, str]) -> None:
        """Adds a text; Pagefind is at it while we prepare the next."""
        self._ask(
            {
                "type": "AddRecord",
                "index_id": index,
                "url": url,
                "content": content,
                "language": language,
                "meta": meta,
            }
        )

    def write(self, index: int, folder: Path) -> None:
        """Writes an index into a folder, where every file is whole then."""
        self._ask({"type": "WriteFiles", "index_id": index, "output_path": str(folder)})
        self._answer()
        # Up to 1.5.2 it answers before its last bytes are written (Pagefind's issue 1271), and we end it; what a
        # full disk has not taken it does not tell at all.
        end = time.monotonic() + PATIENCE_SECONDS
        waiting = [path for path in folder.rglob("*") if path.is_file()]
        while waiting := [path for path in waiting if not self._is_whole(path)]:
            if time.monotonic() > end:
                raise _failed(f"{waiting[0].name} stays incomplete")
            time.sleep(0.02)

    def _is_whole(self, path: Path) -> bool:
        data = path.read_bytes()
        try:
            if path.suffix == ".json":
                return bool(json.loads(data))
            if path.suffix == ".pagefind" or path.suffix.startswith(".pf_"):
                return bool(gzip.decompress(data))
        except (ValueError, EOFError, OSError, zlib.error):
            return False
        return data == self._own_files.get(path.name, data)

    @cached_property
    def _own_files(self) -> dict[str, bytes]:
        """Scripts and styles, the same for each index: those of an empty one, not by way of the disk."""
        empty = self.new()
        self._ask({"type": "GetFiles", "index_id": empty})
        return {file["path"]: base64.b64decode(file["content"]) for file in self._answer()["files"]}

    def _ask(self, payload: Mapping[str, object]) -> None:
        if self._waits:
            self._answer()
        self._number += 1
        asked = json.dumps({"message_id": self._number, "payload": payload}).encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(base64.b64encode(asked) + b",")
            self._process.stdin.flush()
        except OSError as error:
            raise _failed("it has ended") from error
        self._waits = True

    def _answer(self) -> dict[str, Any]:
        """The answer to what was asked last."""
        assert self._process.stdout is not None
        self._waits = False
        pieces: list[bytes] = []
        while not (pieces and pieces[-1].endswith(b",")):  # the only one: nothing else has been asked
            pieces.append(os.read(self._process.stdout.fileno(), 65536))
            if not pieces[-1]:
                raise _failed("it has ended")
        payload: dict[str, Any] = json.loads(base64.b64decode(b"".join(pieces)[:-1]))["payload"]
        if payload["type"] == "Error":
            raise _failed(str(payload.get("message")))
        return payload


def _failed(why: str) -> ArchiveError:
    return ArchiveError(
        f"Pagefind could not make the index of words ({why}). If the disk is full, make room; then run the command again."
    )
