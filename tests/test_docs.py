"""The documentation agrees with the code: the reference is complete and fresh, links lead somewhere, commands run.

What a failing test wants is most often ``make docs``, a line in ``src/fonds/data/words.toml``, or a sentence in a guide.
"""

import dataclasses
import importlib
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import jsonschema
import pytest

from fonds import cli, errors
from fonds.data import table
from fonds.exporters import EXPORTERS
from fonds.exporters.citation import STYLES
from fonds.extract.reader import RECOGNISERS
from fonds.importers import IMPORTERS
from fonds.model import Document, codec
from fonds.search import query
from fonds.services import archive, reading

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
GUIDES = sorted(path for folder in ("tutorials", "how-to") for path in (ROOT / "docs" / folder).glob("*.md"))
FOLDERS = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
MARKDOWN = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in folder.rglob("*.md"))])
LARGEST_PICTURE_BYTES = 300_000


def name_of(path: Path) -> str:
    """The path as a test's id."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """The words of a file."""
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """``docs/generate.py``, which is a script and no part of the package."""
    before = list(sys.path)
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module("docs.generate")
    finally:
        sys.path[:] = before


@pytest.fixture(scope="module")
def reference() -> str:
    """Every reference page, as they stand in the repository."""
    return "\n".join(text_of(path) for path in sorted(REFERENCE.iterdir()))


# --- the reference -----------------------------------------------------------------------------------


def test_the_reference_is_what_the_code_says(generate: ModuleType, tmp_path: Path) -> None:
    written = subprocess.run(
        [sys.executable, "-m", "docs.generate", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "fonds.web.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert written.returncode == 0, written.stderr
    fresh = {path.name: text_of(path) for path in tmp_path.iterdir()}
    kept = {path.name: text_of(path) for path in REFERENCE.iterdir() if path.name not in generate.MEASURED}
    stale = sorted(name for name in fresh.keys() | kept.keys() if fresh.get(name) != kept.get(name))
    assert stale == [], "run `make docs` and read what changed"


@pytest.mark.parametrize("module", cli.COMMANDS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_command_is_documented(generate: ModuleType, reference: str, module: ModuleType) -> None:
    name = module.__name__.rpartition(".")[2]
    section = reference.partition(f"\n## fonds {name}\n")[2].partition("\n## ")[0]
    parser = generate.parsers()[name]
    assert module.HELP
    assert parser.description
    for action in generate.arguments(parser):
        assert action.help, f"fonds {name}: {action.dest} has no help"
        assert f"`{generate.spelt(action)}`" in section
        for option in action.option_strings:
            assert option in section


def test_commands_are_in_the_readme() -> None:
    readme = text_of(ROOT / "README.md")
    assert [m.__name__ for m in cli.COMMANDS if f"`fonds {m.__name__.rpartition('.')[2]}" not in readme] == []


def test_exit_codes_of_all_errors_are_told(reference: str) -> None:
    kinds = [
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.FondsError)
    ]
    assert kinds
    for kind in kinds:
        assert re.search(rf"^  {kind.exit_code}  ", cli.EXIT_CODES, re.MULTILINE)
        assert re.search(rf"^\| {kind.exit_code} \|.*`{kind.__name__}`", reference, re.MULTILINE)


def test_problem_codes_are_documented(reference: str) -> None:
    for code, row in table("problems").items():
        assert set(row) == {"severity", "message", "next"}, code
        assert row["severity"] in ("info", "warning", "error")
        assert f"| `{code}` | {row['severity']} |" in reference


def test_problem_codes_that_the_code_names_are_listed(root: Path) -> None:
    named = {
        code
        for file in (root / "src").rglob("*.py")
        for code in re.findall(r"\b(?:problem|fault)\(\s*(?:[\w.]+,\s*)?\"([a-z-]+)\"", text_of(file))
    }
    assert named
    assert named <= set(table("problems"))


def test_formats_and_styles_are_documented(reference: str) -> None:
    for importer in IMPORTERS:
        assert f"| `{importer.name}` | {importer.title} |" in reference
        assert sys.modules[type(importer).__module__].__doc__
    for exporter in EXPORTERS:
        assert f"| `{exporter.name}` | {exporter.title} | `{exporter.suffix}` |" in reference
        assert inspect.getmodule(exporter.record).__doc__
    for style in STYLES:
        assert f"| `{style.name}` |" in reference


def test_recognisers_are_documented(reference: str) -> None:
    for number, (subject, recognise) in enumerate(RECOGNISERS, 1):
        assert f"\n## {number}. {subject}\n" in reference
        assert sys.modules[recognise.__module__].__doc__


def test_environment_variables_are_documented(generate: ModuleType, reference: str) -> None:
    told = generate.words()
    read = generate.environment(ROOT / "src" / "fonds")
    assert set(told["environment"]) == set(read)
    ours = {
        name for name in generate.environment(ROOT / "tests") if name.startswith("FONDS_") or name == "CI"
    }
    assert ours - set(read) == set(told["test_environment"])
    assert [name for name in read if f"\n| `{name}` |" not in reference] == []


def test_every_key_of_a_document_has_its_meaning(generate: ModuleType) -> None:
    assert set(generate.words()["document"]) == {field.name for field in dataclasses.fields(Document)}


def test_archive_toml_is_documented(generate: ModuleType, tmp_path: Path) -> None:
    archive._write_settings(tmp_path / "archive.toml", "A title", "A description")
    keys = re.findall(r"^(\w+) = ", text_of(tmp_path / "archive.toml"), re.MULTILINE)
    assert list(generate.words()["archive_toml"]) == keys


def test_what_is_read_is_what_the_schema_says(root: Path) -> None:
    schema = json.loads(text_of(REFERENCE / "document.schema.json"))
    validator = jsonschema.Draft202012Validator(schema)
    documents = list(reading.read([root / "demo" / "Ardel Strait Crisis"]))
    assert len(documents) > 10
    for document in documents:
        assert [fault.message for fault in validator.iter_errors(codec.encode(document))] == []


def test_the_schema_refuses_what_is_no_document() -> None:
    schema = json.loads(text_of(REFERENCE / "document.schema.json"))
    validator = jsonschema.Draft202012Validator(schema)
    assert not validator.is_valid({"title": "Letter"})


# --- links and pictures ------------------------------------------------------------------------------


def targets(path: Path) -> Iterator[str]:
    """What the links and pictures of a page lead to; code is no link."""
    words = re.sub(r"^```.*?^```|^    .*?$|`[^`\n]*`", "", text_of(path), flags=re.MULTILINE | re.DOTALL)
    for match in re.finditer(
        r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|<img[^>]+src=\"([^\"]+)\"", words
    ):
        yield match[1] or match[2]


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found: dict[str, int] = {}
    out = set()
    for heading in re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text_of(path), flags=re.M | re.S), re.M
    ):
        bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", bare.lower()).strip().replace(" ", "-")
        again = found.get(name, 0)
        found[name] = again + 1
        out.add(f"{name}-{again}" if again else name)
    return out


@pytest.mark.parametrize("page", MARKDOWN, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in targets(page):
        if re.match(r"[a-z]+:", target):
            continue
        where, _, anchor = unquote(target).partition("#")
        file = (page.parent / where).resolve() if where else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def test_every_page_can_be_reached() -> None:
    """From README.md and docs/README.md, following links."""
    reached, waiting = set(), [ROOT / "README.md", ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        for target in targets(page):
            where = unquote(target).partition("#")[0]
            if where and ":" not in where and (page.parent / where).is_file():
                waiting.append((page.parent / where).resolve())
    assert [name_of(page) for page in MARKDOWN if "docs" in page.parts and page not in reached] == []


def test_pictures_are_small() -> None:
    pictures = [path for path in (ROOT / "docs" / "images").iterdir() if path.suffix == ".png"]
    assert pictures
    assert [name_of(path) for path in pictures if path.stat().st_size >= LARGEST_PICTURE_BYTES] == []


def test_the_readme_opens_with_the_two_commands() -> None:
    code = re.findall(r"^```\w*\n(.*?)^```", text_of(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    assert [line.split("#")[0].strip() for line in code[0].splitlines()] == ["make demo", "make test"]


def test_every_room_is_in_the_architecture() -> None:
    told = text_of(ROOT / "ARCHITECTURE.md")
    rooms = [path.name for path in (ROOT / "src" / "fonds").iterdir() if (path / "__init__.py").is_file()]
    assert [room for room in rooms if f"`{room}/`" not in told] == []


def test_make_targets_that_are_named_exist() -> None:
    known = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {
        (name_of(path), word) for path in MARKDOWN for word in re.findall(r"`make ([a-z]+)", text_of(path))
    }
    assert named
    assert sorted((where, word) for where, word in named if word not in known) == []


# --- examples ----------------------------------------------------------------------------------------


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(path), re.MULTILINE | re.DOTALL)


def typed(path: Path) -> list[list[str]]:
    """The commands that a page tells to type: lines of ``console`` blocks that begin with ``$``, as words."""
    lines = [line for block in blocks(path, "console") for line in block.replace("\\\n", " ").splitlines()]
    return [shlex.split(line[2:], comments=True) for line in lines if line.startswith("$ ")]


def fonds_commands(words: list[str]) -> list[list[str]]:
    """The arguments of ``fonds`` in a line, also behind a pipe; what the shell does with the output left out."""
    found: list[list[str]] = []
    taking = False
    for word in words:
        if word == "fonds" and not taking:
            found.append([])
            taking = True
        elif word in ("|", ">", ">>", "<", "&&", "2>"):
            taking = False
        elif taking:
            found[-1].append(word)
    return found


@pytest.mark.parametrize("page", MARKDOWN, ids=name_of)
def test_commands_are_understood(page: Path) -> None:
    parser = cli.build_parser()
    for words in typed(page):
        for arguments in fonds_commands(words):
            if arguments == ["--version"] or arguments[-1:] == ["--help"]:
                continue
            try:
                parser.parse_args(arguments)
            except SystemExit:
                pytest.fail(f"fonds does not know: {shlex.join(arguments)}")


@pytest.mark.parametrize("page", MARKDOWN, ids=name_of)
def test_commands_in_running_text_exist(page: Path) -> None:
    parser = cli.build_parser()
    (commands,) = [a.choices for a in parser._actions if isinstance(a.choices, dict)]
    for said in re.findall(r"`fonds ([^`\n]+)`", text_of(page)):
        words = said.split()
        if not re.fullmatch(r"[a-z]+", words[0]):
            continue
        assert words[0] in commands, said
        known = commands[words[0]]._option_string_actions
        assert [w for w in words if w.startswith("--") and w.partition("=")[0] not in known] == [], said


def test_queries_in_the_guides_are_understood() -> None:
    """Lines of ``query`` blocks, up to two spaces, are queries that leave nothing to be noted."""
    lines = [
        line for page in GUIDES for block in blocks(page, "query") for line in block.splitlines() if line
    ]
    assert lines
    for line in lines:
        assert query.parse(re.split(r"\s{2,}", line)[0]).notes == (), line


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's papers, as a reader of the tutorial has it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "demo", folder / "demo")
    return folder


def test_the_tutorial_can_be_followed(desk: Path) -> None:
    """Every command of the tutorial is run, but for the one that serves until it is stopped."""
    page = ROOT / "docs" / "tutorials" / "from-a-folder-to-a-cited-archive.md"
    lines = typed(page)
    assert len(lines) > 8
    variables = {
        "FONDS_ARCHIVE": "",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    environment = {k: v for k, v in (os.environ | variables).items() if k != "DJANGO_SETTINGS_MODULE"}
    for words in lines:
        if words[:2] == ["fonds", "serve"] or words[0] in ("make", "."):
            continue
        run = subprocess.run(
            " ".join(word if word in ("|", ">", ">>", "<") else shlex.quote(word) for word in words),
            shell=True,
            cwd=desk,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{shlex.join(words)}: {run.stderr}"
        assert run.stdout or ">" in words or words[0] != "fonds", words
