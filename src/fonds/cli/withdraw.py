"""Takes a document back: its address then says that it is gone, with its citation and the reason.

Nothing is deleted: original and versions stay in the archive, and the id is never given again. --undo gives the document
back, also one that was merged.
"""

from __future__ import annotations

import argparse

from fonds.cli.common import archive_option

HELP = "take a document back"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("id", metavar="ID", help="the id of the document")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--reason", metavar="TEXT", help="why; readers are shown it")
    what.add_argument("--undo", action="store_true", help="give it back")


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened
    from fonds.services import withdrawing

    if options.undo:
        withdrawing.give_back(opened(options), options.id)
        print(f"{options.id} is shown again.")
        return 0
    withdrawing.withdraw(opened(options), options.id, options.reason)
    print(f"{options.id} is withdrawn; its address answers with its citation and the reason.")
    return 0
