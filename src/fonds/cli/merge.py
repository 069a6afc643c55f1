"""Has one document stand for two: the address of the first leads to the second from now on.

Nothing is deleted: original and versions of both stay in the archive, and the id is never given again.
"""

from __future__ import annotations

import argparse

from fonds.cli.common import archive_option

HELP = "have one document stand for two"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("id", metavar="ID", help="the id of the document that goes")
    parser.add_argument("into", metavar="INTO", help="the id of the document that stays")


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened
    from fonds.services import withdrawing

    withdrawing.merge(opened(options), options.id, options.into)
    print(f"{options.id} leads to {options.into} now.")
    return 0
