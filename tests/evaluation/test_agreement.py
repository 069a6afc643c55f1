"""``fonds evaluate`` and the scorer in ``../shared/eval`` come to the same counts on slices of the editions."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from fonds.evaluation.run import Run
from fonds.model import codec
from fonds.services import adding, archive, exporting, reading
from fonds.services.evaluating import evaluate

PAPERS = 60
Table = dict[str, tuple[int, int, int]]


def script(shared: Path, name: str, *arguments: object) -> str:
    """What a script of ``../shared/eval`` prints."""
    command = [sys.executable, str(shared / "eval" / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def theirs(shared: Path, kind: str, gold: Path, output: Path) -> Table:
    """Right, given and wanted by field."""
    printed = script(shared, "score.py", kind, gold, output)
    rows = re.findall(r"^(\w+) +[\d.]+ +[\d.]+ +[\d.]+ +(\d+) +(\d+) +(\d+)$", printed, re.MULTILINE)
    assert rows, printed
    return {field: (int(right), int(given), int(wanted)) for field, right, given, wanted in rows}


def ours(run: Run) -> Table:
    """The same of our own; the scorer knows of no participants."""
    figures = run.figures().items()
    return {name: (c.right, c.given, c.wanted) for name, c in figures if name != "participants"}


def slice_of_frus(shared: Path, folder: Path) -> Path:
    """The first papers of a volume."""
    tree = etree.parse(shared / "corpora" / "frus-dev" / "frus1958-60v01.xml")
    divisions = tree.findall(".//{*}div[@type='document']")
    for division in divisions[PAPERS:]:
        division.getparent().remove(division)
    path = folder / "frus1958-60v01.xml"
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return path


def copied(source: Path, folder: Path, pattern: str) -> list[Path]:
    """A folder's files, the first of them, in a folder of the same name."""
    target = folder / source.name
    target.mkdir()
    for path in sorted(source.glob(pattern))[:PAPERS]:
        shutil.copy(path, target)
    return [target]


@pytest.mark.parametrize("kind", ["frus", "dafp", "letters", "cables"])
def test_fields(shared: Path, tmp_path: Path, kind: str) -> None:
    corpora, out = shared / "corpora", tmp_path / "gold"
    out.mkdir()
    given: list[Path]
    if kind == "frus":
        given = editions = [slice_of_frus(shared, tmp_path)]
    elif kind == "dafp":
        given = editions = copied(corpora / "dafp-dev" / "volume-21-the-anzus-treaty", tmp_path, "*.md")
    elif kind == "letters":
        editions = copied(corpora / "tei-schnitzler-dev", tmp_path, "*.xml")
        given = sorted(editions[0].iterdir())
    else:
        source = corpora / "nara-cables-dev"
        editions = copied(source, tmp_path, "*1.pdf")
        names = {path.name for path in editions[0].iterdir()}
        head, *rows = (source / "metadata.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if row.partition(",")[0] in names]
        given = [editions[0] / "metadata.csv"]
        given[0].write_text(head + "".join(kept), encoding="utf-8")
    script(shared, "make_gold.py", kind, out, *given)
    pages = out / "text" if kind != "cables" else editions[0]
    read = (d for d in reading.read([pages]) if not d.original.name.endswith(".csv"))
    output = tmp_path / "output.jsonl"
    output.write_text("".join(f"{codec.to_json(document)}\n" for document in read), encoding="utf-8")
    expected = theirs(shared, "fields", out / "gold.jsonl", output)
    assert {"date", "from", "to", "type"} <= expected.keys()
    assert ours(evaluate(editions)) == expected


def test_mentions(shared: Path, tmp_path: Path) -> None:
    volume, out = slice_of_frus(shared, tmp_path), tmp_path / "gold"
    out.mkdir()
    script(shared, "make_gold.py", "refs", out, volume)
    kept = archive.new(tmp_path / "archive")
    adding.add(kept, [out / "text"])
    output = tmp_path / "output.jsonl"
    output.write_text("".join(exporting.export(kept)), encoding="utf-8")
    expected = theirs(shared, "refs", out / "gold.jsonl", output)
    found = ours(evaluate([volume], mentions=True))
    assert expected.keys() == {"mention", "resolved", "missing"}
    assert {name: found[name] for name in expected} == expected
