"""What commands share: naming the archive, and output that is safe on a terminal."""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fonds.services.archive import Archive
    from fonds.services.faults import FileProblem
    from fonds.services.views import Progress

BAR_CHARACTERS = 24
EVERY = 500
"""Files between two plain lines of progress."""

# Control characters could move the cursor or rename the terminal's window.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def archive_option(parser: argparse.ArgumentParser) -> None:
    """Adds ``--archive``."""
    parser.add_argument(
        "--archive", type=Path, metavar="DIR", help="the archive's folder (default: FONDS_ARCHIVE, or here)"
    )


def ocr_option(parser: argparse.ArgumentParser) -> None:
    """Adds ``--no-ocr``, kept as ``ocr``."""
    parser.add_argument(
        "--no-ocr",
        dest="ocr",
        action="store_false",
        help="leave page images as they are; otherwise their words are recognised where Tesseract is installed",
    )


def opened(options: argparse.Namespace) -> Archive:
    """The archive that the options name."""
    from fonds.services.archive import open_archive

    return open_archive(options.archive)


def caught_up(options: argparse.Namespace) -> Archive:
    """The archive, with links and index brought up to its records, unless another process is about it."""
    from fonds.errors import ArchiveBusy, ArchiveError
    from fonds.services import following

    archive = opened(options)
    try:
        following.catch_up(archive)
    except ArchiveBusy:
        pass
    except ArchiveError as error:
        # Reading goes on where only writing is impossible.
        print(f"fonds: {error}", file=sys.stderr)
    return archive


def plain(text: str) -> str:
    """The text on one line, without control characters."""
    return _CONTROL.sub("�", " ".join(text.split()))


def width_of(text: str) -> int:
    """Columns on a terminal: Han, kana and Hangul take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def cut(text: str, columns: int) -> str:
    """The text, shortened to so many columns and filled up to them."""
    if width_of(text) > columns:
        while text and width_of(text) >= columns:
            text = text[:-1]
        text += "…"
    return text + " " * (columns - width_of(text))


def columns() -> int:
    """Of the terminal."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def tell(fault: FileProblem) -> None:
    """One line on stderr for a file that could not be read."""
    print(f"{plain(fault.name)}{at(fault)}: {fault.code}: {plain(fault.message)}", file=sys.stderr)


def at(fault: FileProblem) -> str:
    """Where in its file, behind a comma; nothing for a whole file."""
    return f", {plain(fault.place)}" if fault.place else ""


def progress() -> Callable[[Progress], None]:
    """Shows progress on stderr: a bar on a terminal, now and then a line elsewhere."""
    return _bar if sys.stderr.isatty() else _Lines()


def _bar(now: Progress) -> None:
    done = now.done / now.total if now.total else 1.0
    filled = round(BAR_CHARACTERS * done)
    rate = now.done / now.seconds if now.seconds else 0.0
    left = _clock((now.total - now.done) / rate) if rate else "?"
    bar = "█" * filled + "░" * (BAR_CHARACTERS - filled)
    line = f"{bar} {now.done} of {now.total} files, {rate:.0f}/s, {left} left"
    end = "\n" if now.done >= now.total else ""
    print(f"\r{cut(line, max(20, columns() - 1))}", end=end, file=sys.stderr, flush=True)


class _Lines:
    """A line each time another EVERY files are done."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(self, now: Progress) -> None:
        if now.done // EVERY > self.told and now.done < now.total:
            self.told = now.done // EVERY
            rate = now.done / now.seconds if now.seconds else 0.0
            print(f"{now.done} of {now.total} files, {rate:.0f}/s", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
