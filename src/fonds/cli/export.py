"""Prints every document of the archive in another format."""

from __future__ import annotations

import argparse
import sys

from fonds.cli.common import archive_option

HELP = "print the whole archive"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument(
        "--format", default="jsonl", help="jsonl, or the name of another export format (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import caught_up
    from fonds.services import exporting

    for piece in exporting.export(caught_up(options), options.format):
        sys.stdout.write(piece)
    return 0
