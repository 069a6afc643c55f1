"""The demo archive, served as it is served for good, and a browser before it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
START_SECONDS = 60
PATIENCE_MS = 20_000
"""How long a test waits for what it expects: as long as a busy machine may need."""

expect.set_options(timeout=PATIENCE_MS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> str:
    """The address of the demo archive: as it is served, or its published copy for tests that ask for both."""
    address: str = request.getfixturevalue(getattr(request, "param", "served"))
    return address


BOTH = pytest.mark.parametrize("site", ["served", "published"], indirect=True, scope="session")
"""What holds for the pages of a server and for those of a copy."""


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo archive as files."""
    pytest.importorskip("pagefind", reason="the extra publish is not installed")
    folder = tmp_path_factory.mktemp("published")
    fonds = [sys.executable, "-m", "fonds"]
    subprocess.run([*fonds, "demo", "--no-serve", str(folder / "archive")], check=True, capture_output=True)
    subprocess.run(
        [*fonds, "publish", "--archive", str(folder / "archive"), str(folder / "copy")],
        check=True,
        capture_output=True,
    )
    return folder / "copy"


@pytest.fixture(scope="session")
def published(copy: Path) -> Iterator[str]:
    """Its address, on a web server that knows nothing."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--directory", str(copy)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(START_SECONDS * 10):
            try:
                urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo archive, built by the command and served by granian."""
    folder = tmp_path_factory.mktemp("demo") / "archive"
    subprocess.run(
        [sys.executable, "-m", "fonds", "demo", "--no-serve", str(folder)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    port = free_port()
    log = folder.parent / "server.log"
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    environment = os.environ | {"FONDS_ARCHIVE": str(folder), "DJANGO_SETTINGS_MODULE": "fonds.web.settings"}
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "fonds.web.wsgi:application"], env=environment, stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(START_SECONDS * 10):
            if server.poll() is not None:
                pytest.fail(f"the server stopped: {log.read_text()}")
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        else:
            pytest.fail(f"the server did not answer: {log.read_text()}")
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def document(served: str) -> Callable[[str], str]:
    """The path of the document that a query finds first."""

    def find(query: str) -> str:
        with urllib.request.urlopen(f"{served}/search?q={quote(query)}") as answer:
            found = re.search(r'<h2><a href="(/d/[0-9a-z]+)">', answer.read().decode())
        assert found, f"nothing found for {query}"
        return found[1]

    return find


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[NewPage]:
    """Opens a page; a test that leaves behind a script error or a breach of the policy fails."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(*, scripts: bool = True, phone: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None
        )
        page.on("request", lambda r: None if r.url.startswith((site, "data:")) else complaints.append(r.url))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A desk's page with scripts."""
    return new_page()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def either(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page, once with and once without scripts."""
    return new_page(scripts=request.param)
