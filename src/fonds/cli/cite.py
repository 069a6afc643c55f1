"""Prints the citation of one document."""

from __future__ import annotations

import argparse

from fonds.cli.common import archive_option

HELP = "print the citation of a document"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("id", metavar="ID", help="the id of a document, as `fonds search` prints it")
    parser.add_argument(
        "--style",
        default="chicago-notes",
        help="chicago-notes, chicago-bibliography, turabian-notes, turabian-bibliography, mla or apa",
    )
    parser.add_argument("--format", default="text", help="text, html, ris, bibtex, biblatex or csl-json")
    parser.add_argument(
        "--address", metavar="URL", help="the document's permanent address, to stand in the citation"
    )
    parser.add_argument(
        "--paragraph",
        type=int,
        metavar="N",
        help="the paragraph that is quoted; the address then leads there",
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import opened
    from fonds.services import citing

    text = citing.cite(
        opened(options),
        options.id,
        style=options.style,
        format=options.format,
        address=options.address,
        paragraph=options.paragraph,
    )
    print(text.rstrip("\n"))
    return 0
