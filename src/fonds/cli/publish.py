"""Writes the whole site as files: a copy that needs no server, and can be put on any, or on a memory stick.

Every page keeps its address. Written again into the same folder, only what has changed is written.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from fonds.cli.common import archive_option

HELP = "write the whole site as files"
MOST_TOLD = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or an earlier copy")
    parser.add_argument(
        "--address",
        metavar="URL",
        help="where the copy will be on the web; citations show it (default: that of the last time)",
    )
    parser.add_argument(
        "--no-search", dest="search", action="store_false", help="leave out the search of the full texts"
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=min(2, os.cpu_count() or 1),
        metavar="N",
        help="processes that make pages (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Does it; 1 if a link of our own leads nowhere."""
    from fonds.cli.common import caught_up, plain, progress
    from fonds.cli.serve import with_pages

    with_pages()
    archive = caught_up(options)
    os.environ["FONDS_ARCHIVE"] = str(archive.root)
    from fonds.services import publishing

    report = publishing.publish(
        archive,
        options.folder,
        address=options.address,
        search=options.search,
        jobs=options.jobs,
        progress=progress(),
    )
    print(
        f"Published {report.documents} documents in {report.files} files, {report.bytes / 1e6:.1f} MB, "
        f"in {report.seconds:.1f} seconds: {report.written} files written, {report.unchanged} as before, "
        f"{report.removed} removed."
    )
    for page, address in report.broken[:MOST_TOLD]:
        print(f"{plain(page)}: nothing at {plain(address)}", file=sys.stderr)
    if report.broken:
        print(f"fonds: {len(report.broken)} links lead nowhere.", file=sys.stderr)
    return 1 if report.broken else 0
