"""Write the reference pages that come from the code: ``make docs``, or ``python -m docs.generate [FOLDER]``.

Each page is a function in ``PAGES``, from the code's own tables, registries and docstrings to Markdown. What
the code does not say of itself stands in ``src/fonds/data/words.toml``. ``tests/test_docs.py`` compares the files with
what these functions give.
"""

import argparse
import ast
import dataclasses
import importlib
import inspect
import itertools
import json
import os
import re
import sys
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from unittest import mock

# The pages' settings, before a module of the store sets Django up with its own.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fonds.web.settings")

from fonds import cli, model
from fonds.data import table
from fonds.errors import FondsError
from fonds.exporters import AGENTS, EXPORTERS, HOLDINGS
from fonds.exporters.citation import STYLES
from fonds.extract.reader import READER_VERSION, RECOGNISERS
from fonds.importers import IMPORTERS
from fonds.model import codec
from fonds.model.document import TYPES
from fonds.search import query
from fonds.search.entry import FACETS
from fonds.services.citing import FORMATS
from fonds.services.finding import SORTS
from fonds.services.scans import DPIS
from fonds.values.marks import LEVELS

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fonds"
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `make docs` from the code. Change the code, or src/fonds/data/words.toml, not this page. -->"

Rows = Iterable[Sequence[str]]


@cache
def words() -> dict[str, dict[str, str]]:
    """What ``src/fonds/data/words.toml`` says."""
    return tomllib.loads((ROOT / "src" / "fonds" / "data" / "words.toml").read_text(encoding="utf-8"))


# --- Markdown ----------------------------------------------------------------------------------------


def page(title: str, *parts: str) -> str:
    """A page; parts that hold nothing are left out."""
    return "\n\n".join([f"# {title}", NOTE, *(part.strip("\n") for part in parts if part)]) + "\n"


def grid(heads: Sequence[str], rows: Rows) -> str:
    """A table; a bar in a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`" if text else ""


def listed(items: Iterable[str]) -> str:
    """Items as code, with commas."""
    return ", ".join(map(code, items))


def markdown(docstring: str | None) -> str:
    """A docstring as Markdown: code in single backticks, examples and indented lines as code, no tags."""
    out: list[str] = []
    example = False
    for line in inspect.cleandoc(docstring or "").splitlines():
        if line.startswith(">>>") and not example:
            out.append("```python")
            example = True
        elif example and not line.strip():
            out.append("```")
            example = False
        if example or line.startswith("    "):
            out.append(line if example else line.replace("``", "`"))
            continue
        pieces = re.split(r"(``.+?``|`[^`]+`)", line.replace("::", ":") if line.endswith("::") else line)
        out.append(
            "".join(p.replace("``", "`") if p.startswith("`") else p.replace("<", "&lt;") for p in pieces)
        )
    if example:
        out.append("```")
    return "\n".join(out)


def first_line(docstring: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(markdown(docstring).split("\n\n")[0].split())


def anchor(heading: str) -> str:
    """The anchor of a heading as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).strip().replace(" ", "-")


# --- commands ----------------------------------------------------------------------------------------


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, in the order of the help."""
    # Defaults that depend on the machine are those of one with two cores.
    with mock.patch("os.cpu_count", return_value=2):
        parser = cli.build_parser()
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def spelt(action: argparse.Action) -> str:
    """An argument as one types it: ``PATH...``, ``--format {jsonl,pretty}``."""
    value = action.metavar or (
        f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.dest.upper()
    )
    if not action.option_strings:
        return f"{value}..." if action.nargs == "+" else str(value)
    return action.option_strings[-1] + ("" if action.nargs == 0 else f" {value}")


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What can be given to a command, help left out."""
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]


def meaning(action: argparse.Action) -> str:
    """What the help says of an argument, with its default."""
    told = (action.help or "") % vars(action)
    if action.default in (None, False, []) or "default" in told:
        return told
    return f"{told} (default: {action.default})"


def commands() -> str:
    """Commands, arguments, options."""
    parts = [
        "Errors go to stderr, in one sentence that says what, where and what next; see [exit codes](exit-codes.md).",
        "An archive is named with `--archive DIR` or the variable `FONDS_ARCHIVE`; else it is the current folder. "
        "`fonds --version` prints the version, `fonds COMMAND --help` the help.",
        grid(
            ["command", "what it does"],
            (
                (f"[`fonds {name}`](#{anchor(f'fonds {name}')})", module.HELP)
                for name, module in zip(parsers(), cli.COMMANDS, strict=True)
            ),
        ),
    ]
    for name, parser in parsers().items():
        given = arguments(parser)
        typed = [spelt(a) if a.required or not a.option_strings else f"[{spelt(a)}]" for a in given]
        rows = ((code(spelt(a)), meaning(a)) for a in given)
        parts += [
            f"## fonds {name}",
            f"```text\nfonds {name} {' '.join(typed)}\n```",
            markdown(parser.description),
            grid(["argument", "meaning"], rows),
        ]
    return page("Commands", *parts)


def exit_codes() -> str:
    """Exit codes, and the exceptions behind them."""
    kinds: list[type[FondsError]] = [FondsError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    told = re.findall(r"^  (\d+) +(.+)$", cli.EXIT_CODES, re.MULTILINE)
    rows = (
        (number, meaning, listed(kind.__name__ for kind in kinds if kind.exit_code == int(number)))
        for number, meaning in told
    )
    return page(
        "Exit codes",
        "What a command leaves behind for the shell. The last column names the exceptions of `fonds.errors` that "
        "a Python program meets in its place.",
        grid(["code", "meaning", "exception"], rows),
        "A fault of one document is no error of the command: it is a coded problem of that document, and the batch "
        "goes on. See [problem codes](problems.md).",
    )


def problems() -> str:
    """Problem codes."""
    rows = (
        (code(name), row["severity"], row["message"], row["next"]) for name, row in table("problems").items()
    )
    return page(
        "Problem codes",
        "What can be wrong with a document, or with a file on its way in. `fonds read` prints them in `problems`, "
        "`fonds add` counts them, the document's page tells them. Words in braces are filled in.",
        "An **error** means that the file, or a part of its reading, is lost; a file without any text is then not "
        "kept. A **warning** means that something contradicts itself or looks wrong. An **info** is for whoever wants "
        "to be thorough.",
        grid(["code", "severity", "message", "what next"], rows),
    )


# --- formats -----------------------------------------------------------------------------------------


def module_of(thing: object) -> types.ModuleType:
    """The module in which a class or function is written."""
    return sys.modules[typing.cast(str, thing.__module__)]  # type: ignore[attr-defined]


def importers() -> str:
    """Importers."""
    rows = ((code(i.name), i.title, listed(i.media_types), listed(i.suffixes)) for i in IMPORTERS)
    told = (f"## {i.name}\n\n{markdown(module_of(type(i)).__doc__)}" for i in IMPORTERS)
    return page(
        "Importers",
        "What `fonds read` and `fonds add` understand. The content decides which importer reads a file, not its name.",
        grid(["name", "format", "media type", "usual endings"], rows),
        *told,
    )


def exporters() -> str:
    """Exporters."""
    rows = (
        (code(e.name), e.title, code(e.suffix), code(e.media_type), e.cannot_carry or "nothing is lost")
        for e in (*EXPORTERS, *HOLDINGS, *AGENTS)
    )
    by_module: dict[types.ModuleType, list[str]] = {}
    for written in (*EXPORTERS, *HOLDINGS, *AGENTS):
        by_module.setdefault(module_of(written.record), []).append(written.name)
    told = (f"## {', '.join(names)}\n\n{markdown(module.__doc__)}" for module, names in by_module.items())
    return page(
        "Exporters",
        "The formats of `fonds export --format NAME`, and of a document's address with an ending "
        "(`/d/ID.ris`) or of a search (`/search.ris?q=...`). A document's own address answers in the format whose media "
        "type a client asks for (`Accept`). EAD3 is of a step of the holdings (`/holdings/PATH.ead.xml`), EAC-CPF of a "
        "person or body (`/people/ID.eac.xml`). What a format cannot carry is said here, in the download menu and nowhere hidden.",
        grid(["name", "format", "ending", "media type", "what it cannot carry"], rows),
        f"Harvesters are offered {listed(e.name for e in EXPORTERS if e.harvested)} ([OAI-PMH](../how-to/harvest-an-archive.md)).",
        *told,
    )


def citation_styles() -> str:
    """Citation styles."""
    rows = (
        (code(s.name), s.title, code(f"data/csl/{s.csl}.csl"), "note" if s.note else "reference list")
        for s in STYLES
    )
    return page(
        "Citation styles",
        f"The styles of `fonds cite ID --style NAME`, each as one of {listed(FORMATS[:2])}; "
        f"{listed(FORMATS[2:])} are [export formats](exporters.md) and take no style.",
        grid(["name", "style", "written by", "form"], rows),
        markdown(module_of(STYLES[0]).__doc__),
    )


def recognisers() -> str:
    """Recognisers, in their order."""
    told = (
        f"## {number}. {subject}\n\nModule `{recognise.__module__}`.\n\n{markdown(module_of(recognise).__doc__)}"
        for number, (subject, recognise) in enumerate(RECOGNISERS, 1)
    )
    judge = importlib.import_module("fonds.extract.judge")
    values = [
        importlib.import_module(f"fonds.values.{file.stem}")
        for file in sorted((SOURCE / "values").glob("[a-z]*.py"))
    ]
    return page(
        "Recognisers and values",
        f"How a draft becomes a document, in the order in which it happens. This is version `{READER_VERSION}` of the "
        "reader. Each recogniser yields findings, a value with the words it rests on; the judge weighs them.",
        *told,
        f"## The judge\n\nModule `{judge.__name__}`.\n\n{markdown(judge.__doc__)}",
        "## Values\n\nOne kind of value a module. Recognisers and importers ask these; so can you.",
        *(
            f"### {module.__name__.rpartition('.')[2]}\n\n{markdown(module.__doc__)}"
            for module in values
            if module.__doc__
        ),
    )


def query_language() -> str:
    """What can be typed into the search box."""
    whole = [name for name in query.FIELDS if name in query.EXACT_FIELDS]
    return page(
        "Query language",
        markdown(query.__doc__),
        f"Fields whose words are searched: {listed(name for name in query.FIELDS if name not in whole)}. "
        f"Fields whose value is compared whole: {listed(whole)}.",
        f"Facets that narrow, in the pages' address and with `fonds search --filter NAME=VALUE`: {listed(FACETS)}. "
        "`year` also takes a range, `1950..1953`. Several values of one facet: one of them must hold. Several facets: all must.",
        f"Orders, with `--sort`: {listed(SORTS)}. Dates sort by the first day that they may mean, then by the time of day.",
        f"At most {query.MAX_CHARACTERS:,} characters, {query.MAX_CLAUSES} words and conditions, and "
        f"{query.MAX_DEPTH} parentheses inside one another are searched.",
        "## Words\n\n" + markdown(importlib.import_module("fonds.search.text").__doc__),
    )


# --- a document --------------------------------------------------------------------------------------

ENUMERATIONS = {("Document", "type"): TYPES, ("Mark", "level"): LEVELS}
"""Keys whose values are one of a list."""

_JSON = {str: "string", int: "integer", float: "number", bool: "boolean"}


def dataclasses_of(kind: type, seen: dict[str, type] | None = None) -> dict[str, type]:
    """The dataclass and all that its fields hold, by name, the outermost first."""
    seen = {} if seen is None else seen
    if kind.__name__ not in seen:
        seen[kind.__name__] = kind
        for hint in typing.get_type_hints(kind).values():
            for inner in (hint, *typing.get_args(hint)):
                if isinstance(inner, type) and dataclasses.is_dataclass(inner):
                    dataclasses_of(inner, seen)
    return seen


def is_required(field: "dataclasses.Field[object]") -> bool:
    """Whether the key stands in JSON even where it holds nothing."""
    return field.default is dataclasses.MISSING or field.name in codec.ALWAYS


def said(hint: object) -> str:
    """A type in words, with a link to the part that it is."""
    origin, inner = typing.get_origin(hint), [a for a in typing.get_args(hint) if a is not type(None)]
    if origin is tuple:
        return f"list of {said(inner[0])}"
    if origin in (typing.Union, types.UnionType):
        return said(inner[0])
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}.get(hint, "object")  # type: ignore[call-overload, no-any-return]


def document() -> str:
    """The keys of a document, and of its parts."""
    parts = []
    for name, kind in dataclasses_of(model.Document).items():
        hints = typing.get_type_hints(kind)
        meanings = words()["document"] if kind is model.Document else {}
        heads = ["key", "holds", "always there", *(["meaning"] if meanings else [])]
        rows = (
            (
                code(field.name.rstrip("_")),
                said(hints[field.name]),
                "yes" if is_required(field) else "",
                *([meanings.get(field.name, "")] if meanings else []),
            )
            for field in dataclasses.fields(kind)
        )
        told = "" if kind is model.Document else markdown(kind.__doc__)
        enumerations = (
            f"Values of `{key}`: {listed(values)}."
            for (of, key), values in ENUMERATIONS.items()
            if of == name
        )
        parts += [f"## {name}", told, grid(heads, rows), *enumerations]
    return page(
        "A document",
        "What `fonds read` prints, `/d/ID.json` answers and `fonds export` writes, one JSON object a document; "
        "[document.schema.json](document.schema.json) says the same to a machine.",
        "A key that holds nothing is left out, but for those that are always there. Offsets (`start`, `end`) count "
        "Unicode code points of the reading text (`fonds show ID --reading`), from 0, the end exclusive. Further keys "
        "may come; these keep their meaning.",
        *parts,
    )


def schema() -> str:
    """The same as a JSON schema, from the dataclasses."""

    def shape(hint: object) -> dict[str, object]:
        origin, inner = typing.get_origin(hint), [a for a in typing.get_args(hint) if a is not type(None)]
        if origin is tuple:
            return {"type": "array", "items": shape(inner[0])}
        if origin in (typing.Union, types.UnionType):
            return {"anyOf": [shape(inner[0]), {"type": "null"}]}
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return {"$ref": f"#/$defs/{hint.__name__}"}
        return {"type": _JSON[hint]} if hint in _JSON else {"type": "object"}  # type: ignore[index]

    def described(kind: type) -> dict[str, object]:
        hints = typing.get_type_hints(kind)
        properties: dict[str, dict[str, object]] = {}
        for field in dataclasses.fields(kind):
            key = properties[field.name.rstrip("_")] = shape(hints[field.name])
            if values := ENUMERATIONS.get((kind.__name__, field.name)):
                key["enum"] = list(values)
            if kind is model.Document:
                key["description"] = words()["document"].get(field.name, "")
        return {
            "type": "object",
            "description": " ".join(inspect.cleandoc(kind.__doc__ or "").split()),
            "required": [f.name.rstrip("_") for f in dataclasses.fields(kind) if is_required(f)],
            "properties": properties,
        }

    parts = dataclasses_of(model.Document)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One document of a Fonds archive",
        "$comment": "Written by `make docs` from the dataclasses in fonds.model.",
        **described(parts.pop("Document")),
        "$defs": {name: described(kind) for name, kind in parts.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


# --- addresses, settings, tables ---------------------------------------------------------------------


def readable(pattern: str) -> str:
    """An address as one would tell it: ``/d/ID`` for ``^d/(?P<id>[0-9A-Za-z]{1,40})$``."""
    text, depth, out = (
        re.sub(r"(?<!\?P)<(?:\w+:)?(\w+)>", lambda m: m[1].upper(), pattern.strip("^$")),
        0,
        "",
    )
    at = 0
    while at < len(text):
        if not depth and (group := re.match(r"\(\?P<(\w+)>", text[at:])):
            out, depth, at = out + group[1].upper(), 1, at + group.end()
            continue
        if depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
        else:
            out += text[at]
        at += 1
    return "/" + re.sub(r"/?\?$", "", out).replace("\\", "")


def addresses() -> str:
    """Addresses of pages."""
    from fonds.web.narrowing import SORT_WORDS
    from fonds.web.urls import urlpatterns

    rows = []
    for pattern in urlpatterns:
        if "endpoint" in pattern.default_args:
            continue  # those of the API have a page of their own
        rows.append((code(readable(str(pattern.pattern))), first_line(pattern.callback.__doc__)))
    return page(
        "Addresses",
        "Addresses are short and stay. They are made in one place, `fonds.web.addresses`, and only read: other "
        "methods than GET and HEAD are answered with 405.",
        grid(["address", "what it answers"], rows),
        f"`SUFFIX` is one of {listed(e.suffix for e in EXPORTERS)} ([exporters](exporters.md)). `ID` is an id of nine "
        "characters; a mistyped one gets 404 with the documents that it may have meant. `PERIOD` is a year, a month or a "
        "day: `1957`, `1957-07`, `1957-07-18`.",
        "`/search` takes `q` (the query), `page`, "
        f"`sort` ({listed(SORT_WORDS)}), `names=off` (leave other forms of names out), and any facet as often as wanted: "
        f"{listed(FACETS)}.",
        "`/search.SUFFIX` takes the same and gives a thousand documents a file; `/unapi` takes `id` and `format`; `/d/ID` "
        "takes `words=N-DIGEST`, as the address of a quoted paragraph has it (`/d/ID/cite?p=N`), and says whether its words "
        "are still the same.",
        "Any other address is looked up among those under which documents were published before "
        "(`original.uri` and `addresses` of [a document](document.md)), with its query and without, and answered with "
        "301 to the document; where there is none, with 404.",
        f"`dpi` of a page image is one of {', '.join(map(str, DPIS))}. "
        "In a document's page, `#p12` is its twelfth paragraph, `#m2` its second message, `#n3` its third note.",
    )


def api() -> str:
    """What programs can ask for."""
    from fonds.web import addresses as where
    from fonds.web.machines.endpoints import ENDPOINTS

    parameters = {p.name: p for endpoint in ENDPOINTS for p in endpoint.parameters}
    return page(
        "The API for programs",
        f"Everything that the pages show, as JSON, below `{where.API}`; read only, for programs of whatever host. The same "
        f"is described in OpenAPI 3.1 at `{where.API}/openapi.json`.",
        grid(
            ["address", "what it answers", "parameters"],
            [
                (code(where.API + e.path), first_line(e.answer.__doc__), listed(p.name for p in e.parameters))
                for e in ENDPOINTS
            ],
        ),
        grid(
            ["parameter", "meaning"], [(code(name), p.description) for name, p in sorted(parameters.items())]
        ),
        "An answer that is a part of a list has the address of the next part under `next_page` and in a `Link` header, "
        "and tells in `X-Page-Size-Max`, `X-Total-Count` and `X-Reachable-Count` how much there is. Every answer has an "
        "`ETag`. Mistakes are told as problem details (RFC 9457): 400 a parameter that is not as described or not known, "
        "404 nothing there, 301 a merged and 410 a withdrawn document, 503 an archive that cannot be read just now. "
        "A document is the [contract](document.md).",
    )


def environment(folder: Path) -> dict[str, list[str]]:
    """Environment variables that the Python files of a folder name -> the files, relative to the repository."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("*.py")):
        for name in sorted(set(_environment(ast.parse(file.read_text(encoding="utf-8"))))):
            found.setdefault(name, []).append(file.relative_to(ROOT).as_posix())
    return dict(sorted(found.items()))


def _environment(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            asked = ast.unparse(node.func) in (
                "os.environ.get",
                "os.environ.setdefault",
                "os.environ.pop",
                "os.getenv",
            )
            name: ast.AST = node.args[0]
        elif isinstance(node, ast.Subscript):
            asked, name = ast.unparse(node.value) == "os.environ", node.slice
        else:
            continue
        if asked and isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield name.value


def constant(name: str) -> int:
    """The value of a constant by its dotted name."""
    module, _, attribute = name.rpartition(".")
    return int(getattr(importlib.import_module(module), attribute))


def settings() -> str:
    """Settings: environment, archive.toml, limits."""
    told = words()
    return page(
        "Settings",
        "Fonds has few. Whatever a command can be told, it is told by its [options](commands.md).",
        "## Environment",
        grid(
            ["variable", "meaning", "read in"],
            (
                (code(name), told["environment"].get(name, ""), listed(files))
                for name, files in environment(SOURCE).items()
            ),
        ),
        "The tests look at these besides:",
        grid(
            ["variable", "meaning"], ((code(name), text) for name, text in told["test_environment"].items())
        ),
        "## archive.toml",
        "In the archive's folder.",
        grid(["key", "meaning"], ((code(name), text) for name, text in told["archive_toml"].items())),
        "## Limits",
        "They are constants of the code: bounds on what hostile or broken input can cost.",
        grid(
            ["at most", "what", "constant"],
            ((f"{constant(name):,}", text, code(name)) for name, text in told["limits"].items()),
        ),
    )


def head(file: Path) -> str:
    """The first sentence of the comment with which a table begins; the rest is for whoever changes it."""
    lines = itertools.takewhile(
        lambda line: line.startswith("#"), file.read_text(encoding="utf-8").splitlines()
    )
    return markdown(re.split(r"(?<=\.) (?=[A-Z])", " ".join(line.lstrip("# ") for line in lines))[0])


def tables() -> str:
    """Tables of forms, names and abbreviations."""
    rows = ((f"`{file.name}`", head(file)) for file in sorted((SOURCE / "data").glob("*.toml")))
    archives = sorted(table("repositories").items(), key=lambda item: item[1]["name"])
    kept = (
        (row["name"], row.get("short", ""), row.get("town", ""), "; ".join(row.get("forms", ())), code(key))
        for key, row in archives
    )
    places = sorted(table("places")["today"].items())
    return page(
        "Tables",
        "Lists of forms are data, not code: TOML files in `src/fonds/data`. A row more is how Fonds learns a month, a "
        "mark, an archive or a label.",
        grid(["table", "what it holds"], rows),
        "## Archives known by name",
        "An archive that is not listed is still read where its name looks like one; its shelfmark is then taken apart by "
        "the common habit.",
        grid(["name", "abbreviation", "town", "other forms", "key in addresses"], kept),
        "## Places known by other names",
        "A place that is not listed keeps the name that the paper gives it.",
        grid(["today", "in papers"], ((name, ", ".join(forms)) for name, forms in places if forms)),
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "exit-codes.md": exit_codes,
    "problems.md": problems,
    "query-language.md": query_language,
    "addresses.md": addresses,
    "api.md": api,
    "settings.md": settings,
    "document.md": document,
    "document.schema.json": schema,
    "importers.md": importers,
    "exporters.md": exporters,
    "citation-styles.md": citation_styles,
    "recognisers.md": recognisers,
    "tables.md": tables,
}


MEASURED = {
    "accuracy.md": "How right the reader is, with n; written by `make evaluate`",
    "benchmarks.md": "How quick it is, with the spread; written by `make bench ARGS=--write`",
    "benchmarks-peers.md": "How quick Datasette, BaseX and PostgreSQL are beside it; written by the same",
}
"""Pages beside these that hold measurements."""


def contents() -> str:
    """The page that lists the others."""
    told = {name: first_line(make.__doc__).rstrip(".") for name, make in PAGES.items()} | MEASURED
    rows = ((f"[{name}]({name})", what) for name, what in told.items())
    return page(
        "Reference",
        "Generated from the code by `make docs`; a test fails when a page is out of date.",
        grid(["page", "what it lists"], rows),
    )


def main() -> None:
    """Writes every page into docs/reference, or into the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in {"README.md": contents, **PAGES}.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
