"""Compares every original with its SHA-256, the database with its rules, and the index with the records."""

from __future__ import annotations

import argparse

from fonds.cli.common import archive_option

HELP = "look whether the archive is sound"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened
    from fonds.services import checking

    report = checking.check(opened(options))
    for finding in report.findings:
        print(f"{finding.what}: {finding.message}")
    print(
        f"{report.originals} originals, {report.records} records, {report.indexed} indexed, in {report.seconds:.1f} seconds."
    )
    if report.behind:
        print(
            f"{report.behind} changes are not yet linked and indexed; the next `fonds add` or search does it."
        )
    print("Sound." if report.sound else f"{len(report.findings)} things are wrong.")
    return 0 if report.sound else 1
