"""Tesseract, the engine that recognises printed words: an image goes in, words with their places come out.

It is a program of its own (Debian: ``tesseract-ocr``, and a package for each language), not a library: a page that
brings it down, or keeps it busy for ever, costs that page alone. One thread each (``OMP_THREAD_LIMIT=1``), because
it is six times slower with its own threads on two cores (November 2026); as many run as files are read at once.
The image goes in through a pipe and nothing is written to disk. The same image gives the same words.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PROGRAM = "tesseract"
TIMEOUT_SECONDS = 180
"""For one page. A page of a book takes 2 to 15 seconds; nothing readable takes minutes."""
_LEVEL_WORD = "5"
_VERSION = re.compile(r"tesseract v?(\d[\w.-]*)")
_ROTATE, _SCRIPT = re.compile(r"^Rotate: (\d+)$", re.MULTILINE), re.compile(r"^Script: (\w+)$", re.MULTILINE)
_SURE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)


class EngineFailed(Exception):
    """The engine gave no answer for an image; says why, as part of a sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two blanks. ``confidence`` is 0 to 100; the box counts pixels of the image; words with
    the same ``line`` (block, paragraph, line) stand in one line."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a page lies and what it is written in: degrees to turn it clockwise, the script's English name
    ("Cyrillic"), how sure the engine is of the turn (from about 2 on it is)."""

    degrees: int
    script: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed engine; ``languages`` are its packs, by their own names ("eng", "rus")."""

    path: str
    version: str
    languages: frozenset[str]

    def words(self, image: Image, language: str, *, dpi: int, one_column: bool = False) -> tuple[Word, ...]:
        """The words of a page, in reading order; ``language`` is a pack, or several joined by "+". ``one_column``:
        each line goes from one edge to the other, whatever gap is in it.

        EngineFailed: it stopped, or took too long.
        """
        mode = "4" if one_column else "3"
        answer = self._run(image, "-l", language, "--psm", mode, "--dpi", str(dpi), "tsv")
        return tuple(_words(answer))

    def bearing(self, image: Image, *, dpi: int) -> Bearing | None:
        """How the page lies; None where too little stands on it, or the pack "osd" is not installed."""
        if "osd" not in self.languages:
            return None
        try:
            answer = self._run(image, "--psm", "0", "--dpi", str(dpi))
        except EngineFailed:
            return None  # it calls too few characters a failure
        rotate, script, sure = _ROTATE.search(answer), _SCRIPT.search(answer), _SURE.search(answer)
        if not (rotate and script and sure):
            return None
        return Bearing(int(rotate[1]), script[1], float(sure[1]))

    def _run(self, image: Image, *options: str) -> str:
        data = io.BytesIO()
        image.save(data, "PPM")
        try:
            ran = subprocess.run(
                [self.path, "stdin", "stdout", *options],
                input=data.getbuffer(),
                capture_output=True,
                timeout=TIMEOUT_SECONDS,
                env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise EngineFailed(f"Tesseract took longer than {TIMEOUT_SECONDS} seconds") from None
        except OSError as error:
            raise EngineFailed(f"Tesseract cannot be started ({error.strerror})") from error
        if ran.returncode:
            said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
            raise EngineFailed(
                f"Tesseract stopped with code {ran.returncode} ({said[-1] if said else 'silent'})"
            )
        return ran.stdout.decode("utf-8", "replace")


def _words(table: str) -> list[Word]:
    """The words of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    found = []
    for row in table.split("\n"):
        columns = row.rstrip("\r").split("\t")
        if len(columns) != 12 or columns[0] != _LEVEL_WORD or not columns[11].strip():
            continue
        block, paragraph, line, _, left, top, width, height = map(int, columns[2:10])
        found.append(
            Word(
                columns[11].strip(),
                float(columns[10]),
                left,
                top,
                left + width,
                top + height,
                (block, paragraph, line),
            )
        )
    return found


@cache
def installed() -> Tesseract | None:
    """The engine of this machine, looked for on the path; None where there is none, or none with a language."""
    path = shutil.which(PROGRAM)
    if path is None:
        return None
    try:
        version = _VERSION.search(_asked(path, "--version"))
        listed = _asked(path, "--list-langs").splitlines()[1:]
    except (OSError, subprocess.SubprocessError):
        return None
    languages = frozenset(name.strip() for name in listed if name.strip())
    if version is None or not languages - {"osd"}:
        return None
    return Tesseract(path, version[1], languages)


def _asked(path: str, option: str) -> str:
    ran = subprocess.run([path, option], capture_output=True, timeout=30, check=True)
    return (ran.stdout + ran.stderr).decode("utf-8", "replace")
