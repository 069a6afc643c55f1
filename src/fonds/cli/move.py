"""Moves the archive's records to another database: from its folder to PostgreSQL, or back.

FONDS_DATABASE_URL names the PostgreSQL database in either direction; the one that is moved to must be empty.
Originals, index and addresses stay. Everything is written in one transaction, read back and compared; the old
database is left as it is, and is not used any more.
"""

from __future__ import annotations

import argparse
import sys

from fonds.cli.common import archive_option

HELP = "move the records to PostgreSQL, or back"
EVERY = 50_000
"""Rows between two lines of progress."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    from fonds.store import KINDS

    parser.add_argument("to", choices=KINDS, help="where the records shall be")
    archive_option(parser)


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.services import moving

    told = 0

    def tell(rows: int) -> None:
        nonlocal told
        if rows // EVERY > told:
            told = rows // EVERY
            print(f"{rows:,} rows", file=sys.stderr, flush=True)

    report = moving.move(options.archive, options.to, progress=tell)
    for name, rows, sha256 in report.tables:
        print(f"{rows:>12,}  {sha256[:16]}  {name.removeprefix('fonds_store_')}")
    total = sum(rows for _, rows, _ in report.tables)
    print(f"{total:>12,}  rows moved, read back and found equal, in {report.seconds:.1f} seconds.")
    if report.kind == "sqlite":
        print("The records are in fonds.sqlite3 now: unset FONDS_DATABASE_URL.")
    else:
        print("The records are in PostgreSQL now: FONDS_DATABASE_URL has to name it from here on.")
    print("The old database is left as it was; remove it when the new one is in your backup.")
    return 0
