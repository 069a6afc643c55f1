"""Builds the demo archive, invented papers about a crisis that never was, and serves it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HELP = "build the demo archive and serve it"
TITLE = "The Ardel Strait Papers"
DESCRIPTION = (
    "Invented papers about a crisis between states that never existed, to show what Fonds does. "
    "No such person, place or paper ever was."
)
SKIP = ("README.md", "LICENCE", "expected.json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one (default: %(default)s)")
    parser.add_argument(
        "--no-serve", type=Path, metavar="DIR", help="only build it, in this new or empty folder"
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli import serve

    if options.no_serve is not None:
        build(options.no_serve)
        return 0
    serve.with_pages()
    folder = _own_folder()
    build(folder)
    os.environ["FONDS_ARCHIVE"] = str(folder)
    serve.serve(serve.HOST, options.port, 1, f"Serving “{TITLE}” at")
    return 0


def build(folder: Path) -> None:
    """Makes the demo archive there."""
    from fonds.cli.add import table
    from fonds.services import adding, archive

    made = archive.new(folder, title=TITLE, description=DESCRIPTION)
    report = adding.add(made, [papers()], skip=SKIP)
    print(table(report))
    print(f"\nThe demo archive is in {made.root}.", flush=True)


def papers() -> Path:
    """Where the demo's papers lie: in an installed Fonds beside its code, in a checkout in ``demo/``."""
    from fonds.errors import NotFound

    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_demo", package.parent.parent / "demo"):
        if folder.is_dir():
            return folder
    raise NotFound("This copy of Fonds has no demo papers; install it from a wheel or run it in a checkout.")


def _own_folder() -> Path:
    """A folder for the demo archive, emptied of an earlier one: the papers and the reader may have changed."""
    import shutil
    import tempfile

    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = data / "fonds" / "demo"
    try:
        if (folder / "archive.toml").is_file():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            # Not ours to empty.
            return Path(tempfile.mkdtemp(prefix="fonds-demo-"))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="fonds-demo-"))
    return folder
