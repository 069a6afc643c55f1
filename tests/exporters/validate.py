"""Checks what the exporters write by validators and readers that are not ours; official schemas are not ours to keep here.

    python tests/exporters/validate.py FOLDER [ARCHIVE]

looks in the folder for ``tei_all.rng`` (TEI P5), ``cmi-customization.rng`` (CMIF), ``ead3.rng``, ``eac.rng`` (EAC-CPF 2.0)
and ``csl-data.json`` (CSL 1.0.2), and prints for each format by what it was checked, how many files were, and how many are
invalid. Rules of Schematron in a schema are tried with saxonche; citations are read by pybtex, tables by frictionless: what
is not installed is passed over, and said. The exit code is the number of invalid files. What is checked: all of an archive,
each document by itself and all together, each step of the holdings and each person; without one the papers of the tests:
the demo archive's, the maximal document, hostile ones.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from jsonschema.validators import validator_for
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1]))

from exporters.papers import ARCHIVE, address
from exporters.test_archival_formats import AGENT, HOSTILE_AGENT, HOSTILE_TREE, TREE
from exporters.test_json_ld import graph
from exporters.test_outside_readers import papers

from fonds.exporters import AGENTS, HOLDINGS, by_name
from fonds.exporters.eac import Agent
from fonds.exporters.ead import Unit
from fonds.model import Document

RULES = "{http://purl.oclc.org/dsdl/schematron}"
Check = Callable[[str], list[str]]
"""The faults of a file."""


@dataclass(frozen=True)
class Written:
    """What is written."""

    title: str
    documents: tuple[Document, ...]
    readings: dict[str, str]
    units: tuple[Unit, ...]
    agents: tuple[Agent, ...]

    def of_documents(self, name: str) -> Iterator[str]:
        """Each document by itself, then all in one file."""
        exporter = by_name(name)
        suiting = [paper for paper in self.documents if exporter.suits(paper)]
        for paper in suiting:
            yield exporter.encode(paper, address(paper.id), self.title, self.readings.get(paper.id))
        yield "".join(exporter.encode_many(suiting, address, self.title, self.readings.get))

    def of_holdings(self) -> Iterator[str]:
        """Each step of the tree."""
        yield from (HOLDINGS[0].encode(unit, address("holdings"), self.title) for unit in self.units)

    def of_agents(self) -> Iterator[str]:
        """Each person and body."""
        yield from (AGENTS[0].encode(agent, address(agent.id), self.title) for agent in self.agents)


def of_tests() -> Written:
    """The papers of the tests."""
    return Written(ARCHIVE, papers(), {}, (TREE, HOSTILE_TREE), (AGENT, HOSTILE_AGENT))


def of_archive(root: Path) -> Written:
    """All of an archive."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "fonds.web.settings"
    from fonds.services import describing, documents
    from fonds.services.archive import open_archive

    archive = open_archive(root)
    readings: dict[str, str] = {}
    found = tuple(documents.every(readings))
    whole = describing.holdings(archive, (), address)
    return Written(
        archive.title, found, readings, tuple(_steps(whole)), tuple(describing.everybody(archive, address))
    )


def _steps(unit: Unit) -> Iterator[Unit]:
    yield unit
    for below in unit.units:
        yield from _steps(below)


# --- validators and readers; ImportError: not installed ------------------------------------------------


def _relax_ng(schema: Path) -> Check:
    grammar = etree.RelaxNG(etree.parse(schema))

    def faults(text: str) -> list[str]:
        root = etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True))
        return [] if grammar.validate(root) else [str(error.message) for error in grammar.error_log]

    return faults


def _schematron(schema: Path) -> Check:
    """The rules that a schema holds beside its grammar, each asked of Saxon by XPath: in each pattern, the first
    rule whose context a node fits says what must hold there (``assert``) and what must not (``report``)."""
    from saxonche import PySaxonProcessor

    rules = [
        (rule.get("context"), [(let.get("name"), let.get("value")) for let in rule.iter(f"{RULES}let")], test)
        for rule in etree.parse(schema).iter(f"{RULES}rule")
        for test in rule.iter(f"{RULES}assert", f"{RULES}report")
    ]
    processor = PySaxonProcessor(license=False)

    def faults(text: str) -> list[str]:
        asked = processor.new_xpath_processor()
        asked.declare_namespace("tei", "http://www.tei-c.org/ns/1.0")
        asked.set_context(xdm_item=processor.parse_xml(xml_text=text))
        found = []
        for context, lets, test in rules:
            given = "".join(f"let ${name} := {value} return " for name, value in lets)
            holds = f"boolean({given}({test.get('test')}))"
            wrong = f"not({holds})" if test.tag == f"{RULES}assert" else holds
            if asked.effective_boolean_value(f"exists(//{context}[{wrong}])"):
                found.append(" ".join("".join(test.itertext()).split()))
        return found

    return faults


def _json_schema(schema: Path) -> Check:
    wanted = json.loads(schema.read_text(encoding="utf-8"))
    validator = validator_for(wanted)(wanted)
    return lambda text: [error.message[:200] for error in validator.iter_errors(json.loads(text))]


def _reader(read: Callable[[str], object]) -> Callable[[Path], Check]:
    """A reader that raises, or gives nothing, where it cannot read."""

    def check(_: Path) -> Check:
        def faults(text: str) -> list[str]:
            try:
                return [] if read(text) else ["nothing in it"]
            except Exception as error:
                return [f"{type(error).__name__}: {error}"[:200]]

        return faults

    return check


def _rispy(text: str) -> object:
    import rispy

    return rispy.loads(text)


def _bibtexparser(text: str) -> object:
    import bibtexparser

    library = bibtexparser.parse_string(text)
    return library.entries and not library.failed_blocks


def _pybtex(_: Path) -> Check:
    from pybtex.database.input import bibtex

    return _reader(lambda text: bibtex.Parser().parse_stream(StringIO(text)).entries)(_)


def _citeproc(text: str) -> object:
    from citeproc.source.json import CiteProcJSON

    return CiteProcJSON(json.loads(text))


CHECKS: tuple[tuple[str, str, str, Callable[[Path], Check]], ...] = (
    ("tei", "RELAX NG", "tei_all.rng", _relax_ng),
    ("cmif", "RELAX NG", "cmi-customization.rng", _relax_ng),
    ("cmif", "Schematron", "cmi-customization.rng", _schematron),
    ("ead3", "RELAX NG", "ead3.rng", _relax_ng),
    ("eac-cpf", "RELAX NG", "eac.rng", _relax_ng),
    ("csl-json", "JSON Schema", "csl-data.json", _json_schema),
    ("csl-json", "citeproc-py", "", _reader(_citeproc)),
    ("jsonld", "rdflib", "", _reader(graph)),
    ("ris", "rispy", "", _reader(_rispy)),
    ("bibtex", "bibtexparser", "", _reader(_bibtexparser)),
    ("biblatex", "bibtexparser", "", _reader(_bibtexparser)),
    ("bibtex", "pybtex", "", _pybtex),
    ("biblatex", "pybtex", "", _pybtex),
)


def _files(written: Written, name: str) -> Iterable[str]:
    if name == HOLDINGS[0].name:
        return written.of_holdings()
    return written.of_agents() if name == AGENTS[0].name else written.of_documents(name)


def _tables(root: Path) -> tuple[int, list[list[str]]]:
    """A dump, by frictionless: resources, and the faults of each."""
    from frictionless import Package, system

    from fonds.services import dumping
    from fonds.services.archive import open_archive

    with tempfile.TemporaryDirectory() as folder:
        dumping.dump(open_archive(root), Path(folder) / "dump")
        with system.use_context(trusted=True):
            report = Package(str(Path(folder) / "dump" / "datapackage.json")).validate()
    faults = [[error.message[:200] for error in task.errors] for task in report.tasks]
    return len(faults), [found for found in [*faults, [e.message for e in report.errors]] if found]


def main(schemas: Path, root: Path | None) -> int:
    """Prints a line for each check; how many files are invalid."""
    written = of_archive(root) if root else of_tests()
    invalid = 0

    def tell(name: str, by: str, count: int, bad: list[list[str]]) -> None:
        nonlocal invalid
        invalid += len(bad)
        print(
            f"{name:12} {by:14} {count:5} files {len(bad):4} invalid",
            *(found[0] for found in bad[:3]),
            sep="\n  ",
            flush=True,
        )

    for name, by, schema, checker in CHECKS:
        if schema and not (schemas / schema).exists():
            print(f"{name:12} {by:14} {schema} is not there")
            continue
        try:
            check = checker(schemas / schema)
        except ImportError as error:
            print(f"{name:12} {by:14} {error.name} is not installed")
            continue
        faults = [check(text) for text in _files(written, name)]
        tell(name, by, len(faults), [found for found in faults if found])
    if root:
        try:
            tell("dump", "frictionless", *_tables(root))
        except ImportError as error:
            print(f"{'dump':12} {'frictionless':14} {error.name} is not installed")
    return invalid


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None), 100))
