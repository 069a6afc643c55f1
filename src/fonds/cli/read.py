"""Reads documents and prints them; keeps nothing and needs no archive."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fonds.cli.common import ocr_option

if TYPE_CHECKING:
    from fonds.model import Document

HELP = "read documents and print what is in them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; - is standard input")
    parser.add_argument(
        "--format", choices=("jsonl", "pretty"), default="jsonl", help="one line a document, or indented"
    )
    ocr_option(parser)


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.model import codec

    for document in _documents(options.paths, options.ocr):
        if options.format == "pretty":
            print(json.dumps(codec.encode(document), ensure_ascii=False, indent=2))
        else:
            print(codec.to_json(document))
    return 0


def _documents(paths: list[str], recognise: bool) -> Iterator[Document]:
    from fonds.cli.common import tell
    from fonds.importers.importer import MAX_BYTES
    from fonds.services import reading

    if "-" in paths:
        try:
            yield from reading.read_bytes(
                sys.stdin.buffer.read(MAX_BYTES + 1), "standard input", recognise=recognise
            )
        except reading.TooLarge as error:
            tell(error.problem)
    yield from reading.read(
        [Path(path) for path in paths if path != "-"], on_problem=tell, recognise=recognise
    )
