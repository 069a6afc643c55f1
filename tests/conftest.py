"""What every test can ask for, and what a machine that lacks something does to a test.

Three things are not in the repository: the material in ``../shared``, a browser and PostgreSQL. A test that needs one that
is absent is skipped with the reason, except where ``CI=true``: there nothing may be left untried.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from databases import Databases, Server, programs
from hypothesis import HealthCheck, settings

from fonds.importers import tesseract as engine
from fonds.importers.tesseract import Tesseract

ROOT = Path(__file__).resolve().parent.parent
ON_CI = os.environ.get("CI") == "true"

# One set of settings for the whole run; the pages' hold the store's.
os.environ["DJANGO_SETTINGS_MODULE"] = "fonds.web.settings"
for name in ("FONDS_ARCHIVE", "FONDS_DATABASE_URL", "FONDS_LOCAL"):
    os.environ.pop(name, None)
# Playwright leaves its event loop in the worker's thread, where other tests then use the database: no coroutine does.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Deadlines would make tests depend on how busy the machine is.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if ON_CI else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tests of the store, the services and the pages can be run on either database."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="where archives of tests have their records (default: %(default)s)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests of the other database."""
    here = config.getoption("--database")
    out = [item for item in items if any(here not in mark.args for mark in item.iter_markers("database"))]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in set(out)]


def absent(what: str) -> NoReturn:
    """Skip the test that needs `what`; on CI let it fail."""
    if ON_CI:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


def find_chromium() -> Path | None:
    """Return the browser named in FONDS_CHROMIUM, or the system's own; Playwright's download is not used."""
    named = os.environ.get("FONDS_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    return Path(found) if found else None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ask for the browser before any fixture of a browser test starts a server."""
    if item.get_closest_marker("browser") and find_chromium() is None:
        absent("chromium is absent: install Debian's package chromium, or name a browser in FONDS_CHROMIUM")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of material beside the repository, or the one named in FONDS_SHARED."""
    folder = Path(os.environ.get("FONDS_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        absent(f"../shared is absent: {folder} is no folder; FONDS_SHARED can name another")
    return folder


@pytest.fixture(scope="session")
def tesseract() -> Tesseract:
    """Return the engine that recognises page images, with the languages that the tests use."""
    found = engine.installed()
    lacking = {"eng", "osd", "deu", "rus"} - (found.languages if found else set())
    if found is None or lacking:
        packages = " ".join(f"tesseract-ocr-{name}" for name in sorted(lacking))
        absent(f"text recognition is absent: install Debian's packages tesseract-ocr {packages}")
    return found


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the browser's executable, for Playwright's `executable_path`."""
    found = find_chromium()
    if found is None:
        absent("chromium is absent: install Debian's package chromium, or name a browser in FONDS_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def http_oai() -> str:
    """Return the Perl that has HTTP::OAI, a harvester."""
    perl = shutil.which("perl")
    if not perl or subprocess.run([perl, "-MHTTP::OAI", "-e1"], capture_output=True).returncode:
        absent("HTTP::OAI is absent: install Debian's package libhttp-oai-perl")
    return perl


def start_server() -> Server:
    """Start a PostgreSQL for the tests."""
    found = programs()
    if found is None:
        absent("PostgreSQL is absent: install Debian's package postgresql")
    return Server(found)


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Return the databases of the run's archives, on SQLite or (``--database=postgresql``) on PostgreSQL."""
    found = Databases(start_server if request.config.getoption("--database") == "postgresql" else None)
    yield found
    found.end()


@pytest.fixture(scope="session")
def cluster(databases: Databases) -> Iterator[Server]:
    """Return a PostgreSQL server, whichever database the run is on."""
    if databases.runs_server:
        yield databases.server
        return
    own = start_server()
    yield own
    own.remove()
