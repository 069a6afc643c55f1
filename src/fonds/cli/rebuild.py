"""Reads every original again, and makes all derived tables and the search index anew. Ids stay."""

from __future__ import annotations

import argparse
import os

from fonds.cli.common import archive_option, ocr_option

HELP = "make the index and everything derived again"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument(
        "--jobs",
        type=int,
        default=min(2, os.cpu_count() or 1),
        metavar="N",
        help="processes that read (default: %(default)s)",
    )
    ocr_option(parser)


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened, progress
    from fonds.services import rebuilding

    report = rebuilding.rebuild(
        opened(options), jobs=options.jobs, recognise=options.ocr, progress=progress()
    )
    print(
        f"Rebuilt {report.records} documents in {report.seconds:.1f} seconds; {report.reread} read otherwise now and have a new version."
    )
    return 0
