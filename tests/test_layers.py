"""Imports point downwards, and the core stands without Django.

A room is a package or module directly in ``fonds``. A room may import itself and the rooms of lower layers;
rooms that share a layer do not know one another. `make check` runs this file.
"""

import ast
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli", "web"),
    ("fonds",),  # the front door, fonds/__init__.py
    ("services",),
    ("store", "search", "linking", "evaluation"),
    ("importers", "extract", "exporters"),
    ("values",),
    ("model",),
    ("data", "errors"),
)
LEVEL = {room: len(LAYERS) - number for number, layer in enumerate(LAYERS) for room in layer}
CORE = ("data", "errors", "model", "values", "importers", "extract", "exporters")


def room_of(module: str) -> str:
    """Return the room of a dotted module name in fonds: ``fonds.values.dates`` is in ``values``."""
    _, _, inside = module.partition(".")
    return inside.partition(".")[0] or "fonds"


def module_name(file: Path, package: Path) -> str:
    parts = file.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path, package: Path) -> Iterator[tuple[int, str]]:
    """Yield line number and full module name of each import in a file, wherever in the file it stands."""
    here = module_name(file, package).split(".")
    if file.name != "__init__.py":
        here = here[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            source = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            # `from fonds import values` imports a room; `from fonds import __version__` the front door.
            for alias in node.names:
                is_room = source == "fonds" and alias.name in LEVEL
                yield node.lineno, f"fonds.{alias.name}" if is_room else source


def breaches(package: Path) -> list[str]:
    """Return a sentence for each import that points upwards or sideways, or leads from the core to Django."""
    found = []
    for file in sorted(package.rglob("*.py")):
        room = room_of(module_name(file, package))
        where = file.relative_to(package.parent)
        if room not in LEVEL:
            found.append(f"{where}: {room} has no place in LAYERS")
            continue
        for line, module in imported(file, package):
            if module == "django" or module.startswith("django."):
                if room in CORE:
                    found.append(f"{where}:{line}: {room} belongs to the core and imports {module}")
            elif module == "fonds" or module.startswith("fonds."):
                target = room_of(module)
                if target != room and LEVEL.get(target, 0) >= LEVEL[room]:
                    found.append(f"{where}:{line}: {room} may not import {target} ({module})")
    return found


def test_imports_point_downwards(root: Path) -> None:
    assert breaches(root / "src" / "fonds") == []


@pytest.mark.parametrize(
    ("file", "code", "breach"),
    [
        ("model/text.py", "from fonds.values import dates", "model may not import values"),
        ("model/text.py", "def f():\n    import fonds.store.ledger", "model may not import store"),
        ("model/text.py", "from ..services import add", "model may not import services"),
        ("model/text.py", "from fonds import services", "model may not import services"),
        ("model/text.py", "from fonds import read", "model may not import fonds"),
        ("values/__init__.py", "from ..extract import reader", "values may not import extract"),
        ("importers/html.py", "from fonds.exporters import ris", "importers may not import exporters"),
        ("web/pages.py", "from .. import cli", "web may not import cli"),
        ("values/dates.py", "import django.utils.timezone", "values belongs to the core and imports django"),
        ("attic.py", "", "attic has no place in LAYERS"),
        ("values/dates.py", "from . import months\nfrom ..model.span import Span\nimport lxml", None),
        ("services/add.py", "import django\nfrom fonds.store import ledger\nfrom .read import read", None),
        ("__init__.py", "from fonds.services import read", None),
        ("cli/about.py", "from fonds import __version__", None),
    ],
)
def test_a_breach_is_seen(tmp_path: Path, file: str, code: str, breach: str | None) -> None:
    written = tmp_path / "fonds" / file
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(code, encoding="utf-8")
    found = breaches(tmp_path / "fonds")
    if breach is None:
        assert found == []
    else:
        assert len(found) == 1
        assert breach in found[0]


def test_core_stands_without_django(root: Path) -> None:
    """Import each module of the core in a Python that has no Django, as ``import fonds`` comes with each."""
    package = root / "src" / "fonds"
    found = (module_name(file, package) for file in sorted(package.rglob("*.py")))
    modules = ["fonds", *(module for module in found if room_of(module) in CORE)]
    program = """
        import importlib, sys
        sys.modules["django"] = None
        for name in sys.argv[1:]:
            importlib.import_module(name)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *modules],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
