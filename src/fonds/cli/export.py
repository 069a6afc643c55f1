"""Prints every document of the archive, or those that a query finds, in another format."""

from __future__ import annotations

import argparse
import sys

from fonds.cli.common import archive_option

HELP = "print the archive, or what a query finds, in any format"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument(
        "--format", default="jsonl", help="jsonl, or the name of another export format (default: %(default)s)"
    )
    parser.add_argument("--query", metavar="QUERY", help="only what this query finds, the best first")
    parser.add_argument(
        "--site", metavar="URL", help="where the archive is served, to stand in the permanent addresses"
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import caught_up
    from fonds.services import exporting

    site = (options.site or "").rstrip("/")
    address = (lambda id: f"{site}/d/{id}") if site else None
    archive = caught_up(options)
    for piece in exporting.export(archive, options.format, query=options.query, address=address):
        sys.stdout.write(piece)
    return 0
