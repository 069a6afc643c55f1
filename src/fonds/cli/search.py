"""Searches the archive. The query takes words, "phrases", AND, OR, NOT, prefix*, field:value and 1950..1953."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from fonds.cli.common import archive_option

if TYPE_CHECKING:
    from fonds.services.views import Hit, Results

HELP = "find documents"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("query", nargs="+", help="what to look for")
    parser.add_argument(
        "--format", choices=("table", "jsonl"), default="table", help="for people, or one line a hit"
    )
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="narrow: type=telegram, year=1950..1953; may be repeated",
    )
    parser.add_argument("--sort", default="relevance", help="relevance, date, -date, added or -added")
    parser.add_argument("--limit", type=int, default=10, help="hits on a page (default: %(default)s)")
    parser.add_argument("--page", type=int, default=1, help="which page (default: %(default)s)")
    parser.add_argument(
        "--only-these-names", action="store_true", help="do not search other known forms of a person's name"
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import caught_up
    from fonds.errors import UsageError
    from fonds.services import finding

    filters: dict[str, list[str]] = {}
    for item in options.filter:
        name, sign, value = item.partition("=")
        if not sign:
            raise UsageError(f"The filter {item!r} says no value; write NAME=VALUE.")
        filters.setdefault(name, []).append(value)
    results = finding.search(
        caught_up(options),
        " ".join(options.query),
        filters=filters,
        sort=options.sort,
        page=options.page,
        size=options.limit,
        also_names=not options.only_these_names,
    )
    if options.format == "jsonl":
        for hit in results.hits:
            print(json.dumps(_object(hit), ensure_ascii=False))
    else:
        print(_table(results))
    return 0


def _object(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.record.id,
        "title": hit.record.title,
        "type": hit.record.type,
        "date": hit.record.date,
        "from": hit.from_,
        "to": hit.to,
        "place": hit.place,
        "archive": hit.archive,
        "collection": hit.collection,
        "passages": [{"text": passage.text, "marks": passage.marks} for passage in hit.passages],
    }


def _table(results: Results) -> str:
    from fonds.cli.common import columns, cut, plain

    lines = [f"{results.total} {results.understood}" if results.total else f"No {results.understood}"]
    lines += results.notes
    lines += [f"Also searched for {also.name}: {', '.join(also.forms)}" for also in results.also]
    for hit in results.hits:
        head = f"{hit.record.id}  {cut(hit.record.date or 'undated', 16)}  {cut(hit.record.type, 14)}  "
        lines.append(head + plain(cut(plain(hit.record.title), max(20, columns() - len(head)))).rstrip())
        lines += [
            f"           {plain(cut(plain(passage.text), max(20, columns() - 11))).rstrip()}"
            for passage in hit.passages[:1]
        ]
    if results.pages > 1:
        lines.append(f"Page {results.page} of {results.pages}")
    lines += [f"Try: {wider.query} ({wider.count})" for wider in results.wider]
    return "\n".join(lines)
