"""Takes a document back: its address then says that it is gone, with its citation and the reason.

Nothing is deleted: original and versions stay in the archive, and the id is never given again.
"""

from __future__ import annotations

import argparse

from fonds.cli.common import archive_option

HELP = "take a document back"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("id", metavar="ID", help="the id of the document")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; readers are shown it")


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened
    from fonds.services import withdrawing

    withdrawing.withdraw(opened(options), options.id, options.reason)
    print(f"{options.id} is withdrawn; its address answers with its citation and the reason.")
    return 0
