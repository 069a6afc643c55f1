"""Prints one document: its facts and its words."""

from __future__ import annotations

import argparse
import sys

from fonds.cli.common import archive_option

HELP = "print one document"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("id", metavar="ID", help="the id of a document, as `fonds search` prints it")
    parser.add_argument(
        "--reading", action="store_true", help="the whole text that offsets count in, exactly as it is"
    )
    parser.add_argument("--json", action="store_true", help="everything, as JSON")


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened
    from fonds.services import exporting, showing

    archive = opened(options)
    if options.reading:
        # As it is: no line end is added or changed.
        sys.stdout.flush()
        sys.stdout.buffer.write(showing.reading(archive, options.id).encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        print(exporting.document(archive, options.id, "json" if options.json else "txt"), end="")
    return 0
