"""``python -m benchmarks [--only NAME ...] [--quick] [--write]``: asks every question, ends with one table."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

from benchmarks import adding, disk, document_pages, reading, result_pages, searching, starting
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
)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks.md"


def main() -> None:
    """Runs the benchmarks and prints their figures."""
    names = {module.__name__.rsplit(".", 1)[-1]: module for module in BENCHMARKS}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the texts, once: does it run at all?"
    )
    parser.add_argument("--write", action="store_true", help=f"also write the table to {PAGE.name}")
    options = parser.parse_args()

    machine = Machine()
    figures: list[Figure] = []
    with material(quick=options.quick) as texts:
        print(f"{texts.description}\n", flush=True)
        for name in options.only or names:
            print(f"{name}: {question(names[name])}", flush=True)
            machine.calibrate()
            for figure in names[name].run(texts):
                print(f"    {figure.line()}", flush=True)
                figures.append(figure)
            machine.calibrate()
        description = texts.description
    print(f"\n{table(figures)}\n\n{machine.line()}")
    if options.quick:
        print("A quick run: too few texts and repeats to judge a goal by.")
    if options.write:
        asked = [(name, question(names[name])) for name in options.only or names]
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(asked, figures, description, machine.line()), encoding="utf-8")


def question(module: ModuleType) -> str:
    """The first line of its docstring."""
    return (module.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    main()
