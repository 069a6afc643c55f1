"""Makes an archive of a bag that `fonds dump --bag` wrote: the same ids, versions, change log and originals.

Every file of the bag is compared with its manifest first.
"""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "make an archive of a bag"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("bag", type=Path, metavar="BAG", help="the folder of the bag")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder for the archive")


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds import store

    store.ready()
    from fonds.services import bagging

    report = bagging.restore(options.bag, options.folder)
    print(f"Restored {report.documents} documents into {options.folder} in {report.seconds:.1f} seconds.")
    return 0
