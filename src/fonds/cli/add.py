"""Reads documents and keeps them in the archive.

Folders are read recursively, hidden files passed over. The same bytes again change nothing; a changed file
under a known name (the added folder's name and the path below it) becomes a new version. A text STEM.txt
brings its companions along: STEM.LANGUAGE.txt, STEM.pdf, STEM.jpg, STEM.png, STEM.tif. A table (STEM.csv, STEM.db)
is many documents; STEM.mapping.toml says what its columns are. What is here in another form is not kept again.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fonds.cli.common import archive_option, ocr_option
from fonds.errors import UsageError

if TYPE_CHECKING:
    from fonds.services.faults import FileProblem
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
    parser.add_argument("--dry-run", action="store_true", help="read and count everything, keep nothing")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write every fault as a line of CSV: file, place in it, code, severity, message",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="have the workers of a Dask cluster read, such as tcp://host:8786; this process keeps the records",
    )
    ocr_option(parser)


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.services import forking

    if options.jobs > 0 and not options.scheduler and forking.pays(options.paths):
        # Before all else is loaded, which takes as long.
        forking.start()
    from fonds.cli.common import opened, progress
    from fonds.services import adding

    archive = opened(options)
    with _report(options.report) as on_problem:
        report = adding.add(
            archive,
            options.paths,
            skip=options.skip,
            jobs=options.jobs,
            scheduler=options.scheduler,
            recognise=options.ocr,
            dry_run=options.dry_run,
            progress=progress(),
            on_problem=on_problem,
        )
    if options.dry_run:
        print("Nothing was kept. This is what adding would do:")
    print(table(report))
    return 0


@contextlib.contextmanager
def _report(path: Path | None) -> Iterator[Callable[[FileProblem], None]]:
    """Where faults are written as they come; nowhere without a path."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"The report {path} cannot be written: {error.strerror}.") from error
    with file:
        lines = csv.writer(file)
        lines.writerow(("file", "place", "code", "severity", "message"))
        yield lambda f: lines.writerow((f.name, f.place, f.code, f.severity, f.message))


def table(report: AddReport) -> str:
    """The report as lines."""
    from fonds.cli.common import at, plain

    rows = [(name, getattr(report, name)) for name in ("added", "unchanged", "changed", "failed")]
    if report.forms:
        rows.append(("known", len(report.forms)))
    lines = [f"{name:<12}{count:>8}" for name, count in rows]
    done = sum(count for _, count in rows)
    lines.append(
        f"{'seconds':<12}{report.seconds:>8.1f}"
        + (f"   {done / report.seconds:.0f} files/s" if report.seconds else "")
    )
    if report.problems:
        lines += ["", "problems by code"]
        lines += [f"  {code:<28}{count:>8}" for code, count in report.problems.items()]
    if report.forms:
        lines += ["", "known in another form, not kept again"]
        lines += [f"  {plain(form.name)}: {form.id}" for form in report.forms[:FAILURES_SHOWN]]
        if len(report.forms) > FAILURES_SHOWN:
            lines.append(f"  and {len(report.forms) - FAILURES_SHOWN} more")
    for heading, is_error in (("not kept", True), ("noted", False)):
        faults = [f for f in report.failures if (f.severity == "error") == is_error]
        if faults:
            lines += ["", heading]
            lines += [
                f"  {plain(f.name)}{at(f)}: {f.code}: {plain(f.message)}" for f in faults[:FAILURES_SHOWN]
            ]
        if len(faults) > FAILURES_SHOWN:
            lines.append(f"  and {len(faults) - FAILURES_SHOWN} more")
    return "\n".join(lines)
