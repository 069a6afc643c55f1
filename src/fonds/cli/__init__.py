"""The command ``fonds``: one module a command, listed in ``COMMANDS``; documentation and tests read the list.

A command module has ``HELP`` (one line), ``arguments(parser)`` and ``run(options) -> int`` (the exit code).
It imports services, and what of the standard library only one command needs, only when it runs, so that
``fonds --help`` answers at once and ``fonds read`` needs no database.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from fonds.cli import (
    add,
    check,
    cite,
    demo,
    dump,
    evaluate,
    export,
    merge,
    move,
    new,
    publish,
    read,
    rebuild,
    restore,
    search,
    serve,
    show,
    withdraw,
)
from fonds.errors import FondsError

COMMANDS: tuple[ModuleType, ...] = (
    new,
    read,
    add,
    search,
    show,
    cite,
    export,
    serve,
    publish,
    dump,
    restore,
    rebuild,
    check,
    withdraw,
    merge,
    move,
    evaluate,
    demo,
)

EXIT_CODES = """\
exit codes:
  0    done; for add and read also where single files failed, which the report lists
  1    another error of Fonds; for check: something was found wrong
  2    a wrong command, option, query or format
  3    no such archive, document, person or place
  4    the archive is damaged, of a later version, or cannot be written (a full disk)
  5    another process is writing to the archive
  6    a file or folder that was named cannot be read
  130  stopped with Ctrl-C; what was kept until then stays
  141  whoever read the output went away
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit code. Errors go to stderr in one sentence."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except FondsError as error:
        print(f"fonds: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # What Python still holds for the reader that went away must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print(
            "fonds: Stopped. What was kept until now stays; run the command again to go on.", file=sys.stderr
        )
        return 130
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"fonds: The system refused: {error.strerror or error}{where}; check the path and the disk.",
            file=sys.stderr,
        )
        return FondsError.exit_code


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    from fonds import __version__

    parser = argparse.ArgumentParser(
        prog="fonds",
        description="Reads the papers of archives and gives them back searchable and citable.",
        epilog=f"An archive is named with --archive DIR or FONDS_ARCHIVE; else it is the current folder.\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"fonds {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        name = module.__name__.rsplit(".", 1)[-1]
        command = commands.add_parser(
            name,
            help=module.HELP,
            description=module.__doc__,
            epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.set_defaults(run=module.run)
    return parser
