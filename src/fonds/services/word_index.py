"""Pagefind, which makes an index of words that browsers read, as a process beside us.

We speak to its program ourselves: one question as base64 of JSON, one answer of the same kind. The client that comes
with it waits a tenth of a second before it looks at each answer, nine minutes for 5,000 papers, and for ever where the
program has died.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from fonds.errors import ArchiveError, UsageError

INSTALL = (
    "Search in the copy needs Pagefind: install Fonds with its extra, fonds[publish], or leave search out "
    "with --no-search."
)


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
        """Writes an index into a folder."""
        self._ask({"type": "WriteFiles", "index_id": index, "output_path": str(folder)})
        self._answer()

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
        while not (pieces and pieces[-1] == b","):
            pieces.append(self._process.stdout.read(1))
            if not pieces[-1]:
                raise _failed("it has ended")
        payload: dict[str, Any] = json.loads(base64.b64decode(b"".join(pieces[:-1])))["payload"]
        if payload["type"] == "Error":
            raise _failed(str(payload.get("message")))
        return payload


def _failed(why: str) -> ArchiveError:
    return ArchiveError(
        f"Pagefind could not make the index of words ({why}). If the disk is full, make room; then run the command again."
    )
