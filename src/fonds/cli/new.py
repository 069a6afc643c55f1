"""Makes an empty archive in a new folder."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "make an empty archive"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--title", help="what the archive is called (default: the folder's name)")
    parser.add_argument("--description", help="two sentences for its first page")


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.services import archive

    made = archive.new(options.folder, title=options.title, description=options.description)
    print(
        f"Made the archive “{made.title}” in {made.root}. Put papers in with: fonds add PATH --archive {options.folder}"
    )
    return 0
