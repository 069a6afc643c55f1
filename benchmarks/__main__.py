"""``python -m benchmarks [--only NAME ...] [--quick] [--growth] [--write]``: asks every question, ends with one table."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

from benchmarks import (
    adding,
    disk,
    document_pages,
    growth,
    peers,
    reading,
    result_pages,
    searching,
    served_searches,
    starting,
)
from benchmarks.cache import CACHE, Absent, Cache
from benchmarks.material import material
from benchmarks.measure import Figure, Machine
from benchmarks.report import page, table

BENCHMARKS: tuple[ModuleType, ...] = (
    reading,
    adding,
    disk,
    searching,
    document_pages,
    result_pages,
    starting,
    served_searches,
    growth,
    peers,
)
REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
PAGE = "benchmarks.md"
"""Where figures go, unless their module names a page of its own."""


def main() -> None:
    """Runs the benchmarks and prints their figures."""
    names = {module.__name__.rsplit(".", 1)[-1]: module for module in BENCHMARKS}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the texts, once: does it run at all?"
    )
    parser.add_argument("--growth", action="store_true", help="also an index of 320,000 documents")
    parser.add_argument(
        "--cache",
        type=Path,
        default=CACHE,
        metavar="FOLDER",
        help="keeps what is long in the making: %(default)s",
    )
    parser.add_argument("--write", action="store_true", help="also write the tables to docs/reference")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("figures of a quick run are not written: they say nothing")

    machine = Machine()
    told: dict[str, list[Figure | str]] = {}
    with material(quick=options.quick, growth=options.growth, cache=Cache(options.cache.resolve())) as texts:
        print(f"{texts.description}\n", flush=True)
        for name in options.only or names:
            print(f"{name}: {question(names[name])}", flush=True)
            machine.calibrate()
            told[name] = []
            try:
                for figure in names[name].run(texts):
                    print(f"    {figure if isinstance(figure, str) else figure.line()}", flush=True)
                    told[name].append(figure)
            except Absent as absent:
                told[name].append(f"Not measured: {absent}.")
                print(f"    {told[name][-1]}", flush=True)
            machine.calibrate()
        description = texts.description
    print(f"\n{table([one for several in told.values() for one in several])}\n\n{machine.line()}")
    if options.quick:
        print("A quick run: too few texts and repeats to judge a goal by.")
    if options.write:
        write(told, names, description, machine)


def write(
    told: dict[str, list[Figure | str]], names: dict[str, ModuleType], description: str, machine: Machine
) -> None:
    """Each page that was measured for, anew."""
    pages: dict[str, list[str]] = {}
    for name in told:
        pages.setdefault(getattr(names[name], "PAGE", PAGE), []).append(name)
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for file, asked in pages.items():
        module = names[asked[0]] if file != PAGE else None
        text = page(
            getattr(module, "TITLE", "Benchmarks"),
            [(name, question(names[name])) for name in asked],
            [one for name in asked for one in told[name]],
            getattr(module, "DATA", description),
            machine.line(),
        )
        (REFERENCE / file).write_text(text, encoding="utf-8")


def question(module: ModuleType) -> str:
    """The first line of its docstring."""
    return (module.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    main()
