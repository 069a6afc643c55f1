"""Writes everything that is in the archive as data: JSON Lines, CSV, Parquet and a description of their columns.

With --bag the whole archive as one bag (BagIt), originals included, of which `fonds restore` makes an archive again.
An archive that has not changed gives the same files, to the byte.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fonds.cli.common import archive_option

HELP = "write the whole archive as data, or as a bag"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--bag", action="store_true", help="a bag of the whole archive, with the originals")
    parser.add_argument(
        "--no-parquet", dest="parquet", action="store_false", help="leave Parquet out; it needs fonds[dump]"
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import caught_up

    archive = caught_up(options)
    from fonds.services import dumping

    report = dumping.dump(archive, options.folder, parquet=options.parquet, bag=options.bag)
    print(
        f"Wrote {report.documents} documents in {report.files} files, {report.bytes / 1e6:.1f} MB, "
        f"in {report.seconds:.1f} seconds."
    )
    return 0
