"""Checks what the exporters write against the official schemas, which are not ours to keep in the repository.

    python tests/exporters/validate.py FOLDER

looks in the folder for ``tei_all.rng`` (TEI P5), ``cmi-customization.rng`` (CMIF), ``ead3.rng``, ``eac.rng`` (EAC-CPF 2.0)
and ``csl-data.json`` (CSL 1.0.2), and prints for each how many files were checked and how many are invalid. The exit code
is the number of invalid ones. Papers: the demo archive, the maximal document, hostile ones.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from jsonschema.validators import validator_for
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1]))

from exporters.papers import ARCHIVE, address
from exporters.test_archival_formats import AGENT, HOSTILE_AGENT, HOSTILE_TREE, TREE
from exporters.test_outside_readers import papers

from fonds.exporters import AGENTS, HOLDINGS, by_name


def _documents(name: str) -> Iterator[str]:
    """Each document by itself, then all in one file."""
    exporter = by_name(name)
    suiting = [paper for paper in papers() if exporter.suits(paper)]
    yield from (exporter.encode(paper, address(paper.id), ARCHIVE) for paper in suiting)
    yield "".join(exporter.encode_many(suiting, address, ARCHIVE))


def _units() -> Iterator[str]:
    yield from (HOLDINGS[0].encode(unit, address("holdings"), ARCHIVE) for unit in (TREE, HOSTILE_TREE))


def _agents() -> Iterator[str]:
    yield from (AGENTS[0].encode(agent, address(agent.id), ARCHIVE) for agent in (AGENT, HOSTILE_AGENT))


SCHEMAS: dict[str, Callable[[], Iterator[str]]] = {
    "tei_all.rng": lambda: _documents("tei"),
    "cmi-customization.rng": lambda: _documents("cmif"),
    "ead3.rng": _units,
    "eac.rng": _agents,
    "csl-data.json": lambda: _documents("csl-json"),
}


def _checker(schema: Path) -> Callable[[str], list[str]]:
    """What gives the faults of a file; the schema is read once, which takes seconds."""
    if schema.suffix == ".json":
        wanted = json.loads(schema.read_text(encoding="utf-8"))
        validator = validator_for(wanted)(wanted)
        return lambda text: [error.message[:200] for error in validator.iter_errors(json.loads(text))]
    grammar = etree.RelaxNG(etree.parse(schema))

    def faults(text: str) -> list[str]:
        root = etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True))
        return [] if grammar.validate(root) else [str(error.message) for error in grammar.error_log]

    return faults


def main(folder: Path) -> int:
    """Prints a line for each schema; how many files are invalid."""
    invalid = 0
    for name, written in SCHEMAS.items():
        if not (folder / name).exists():
            print(f"{name}: not there")
            continue
        check = _checker(folder / name)
        faults = [check(text) for text in written()]
        bad = [found for found in faults if found]
        invalid += len(bad)
        print(
            f"{name}: {len(faults)} files, {len(bad)} invalid",
            *(found[0] for found in bad[:3]),
            sep="\n  ",
            flush=True,
        )
    return invalid


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 100))
