"""Tells which documents of the archive a footnote, a bibliography or a page of notes cites, and by what that was seen.

The text is read from a file, or from standard input.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from fonds.cli.common import archive_option

HELP = "find the documents that footnotes cite"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("file", type=Path, nargs="?", help="the text (default: standard input)")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="for people, or for programs (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import caught_up, plain
    from fonds.errors import Unreadable

    archive = caught_up(options)
    from fonds.services import resolving

    try:
        data = options.file.read_bytes() if options.file else sys.stdin.buffer.read()
    except OSError as error:
        raise Unreadable(f"{options.file} cannot be read ({error.strerror}); name another file.") from error
    answers = resolving.resolve(archive, data.decode("utf-8", errors="replace"))
    if options.format == "json":
        print(json.dumps([resolving.told(answer) for answer in answers], ensure_ascii=False, indent=1))
        return 0
    for answer in answers:
        print(plain(answer.text))
        print(f"  {resolving.sentence(answer)}")
        for record in answer.records:
            print(f"  {record.id}  {plain(record.title)}, {record.date or 'undated'}")
    return 0
