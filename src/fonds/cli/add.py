"""Reads documents and keeps them in the archive.

Folders are read recursively, hidden files passed over. The same bytes again change nothing; a changed file
under a known name (the added folder's name and the path below it) becomes a new version. A text STEM.txt
brings its companions along: STEM.LANGUAGE.txt, STEM.pdf, STEM.jpg, STEM.png, STEM.tif.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from fonds.cli.common import archive_option, ocr_option

if TYPE_CHECKING:
    from fonds.services.views import AddReport

HELP = "read documents and keep them"
FAILURES_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
    parser.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="PATTERN",
        help="pass over files and folders of such a name (*.csv); may be repeated",
    )
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
    from fonds.services import adding

    archive = opened(options)
    report = adding.add(
        archive,
        options.paths,
        skip=options.skip,
        jobs=options.jobs,
        recognise=options.ocr,
        progress=progress(),
    )
    print(table(report))
    return 0


def table(report: AddReport) -> str:
    """The report as lines."""
    from fonds.cli.common import plain

    rows = [(name, getattr(report, name)) for name in ("added", "unchanged", "changed", "failed")]
    lines = [f"{name:<12}{count:>8}" for name, count in rows]
    done = sum(count for _, count in rows)
    lines.append(
        f"{'seconds':<12}{report.seconds:>8.1f}"
        + (f"   {done / report.seconds:.0f} files/s" if report.seconds else "")
    )
    if report.problems:
        lines += ["", "problems by code"]
        lines += [f"  {code:<28}{count:>8}" for code, count in report.problems.items()]
    if report.failures:
        lines += ["", "not kept"]
        lines += [
            f"  {plain(f.name)}: {f.code}: {plain(f.message)}" for f in report.failures[:FAILURES_SHOWN]
        ]
        if len(report.failures) > FAILURES_SHOWN:
            lines.append(f"  and {len(report.failures) - FAILURES_SHOWN} more")
    return "\n".join(lines)
