"""What the repository holds: only what we wrote, nothing of one machine, and versions that are pinned."""

import re
import subprocess
from pathlib import Path

import pytest

MAX_BYTES = 1_000_000

# Files that may be larger than MAX_BYTES, each with the reason.
LARGE: dict[str, str] = {}

# Where packages come from is a setting of the machine that installs them.
REGISTRY_HOST = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|(?:deb|security)\.debian\.org")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm)/[\w.]")

REQUIREMENTS = ("runtime", "build", "dev")


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """Return the files that git tracks and that are there, relative to the repository."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: nothing tells which files are tracked")
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=root, capture_output=True, check=True
    )
    names = [Path(name.decode()) for name in listing.stdout.split(b"\0") if name]
    return [name for name in names if (root / name).is_file()]


def lines_of(file: Path) -> list[str]:
    """Return the lines of a text file; a file with a NUL byte or no UTF-8 is none and has no lines."""
    content = file.read_bytes()
    if b"\0" in content:
        return []
    try:
        return content.decode().splitlines()
    except UnicodeDecodeError:
        return []


@pytest.mark.parametrize("pattern", [REGISTRY_HOST, MACHINE_PATH], ids=["registry host", "machine path"])
def test_no_file_names_a(root: Path, tracked: list[Path], pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {hit.group()}"
        for name in tracked
        for number, line in enumerate(lines_of(root / name), start=1)
        if (hit := pattern.search(line))
    ]
    assert found == []


def test_no_file_is_large(root: Path, tracked: list[Path]) -> None:
    large = {str(name) for name in tracked if (root / name).stat().st_size > MAX_BYTES}
    assert large == set(LARGE)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    requirements = [line for line in text.replace("\\\n", " ").splitlines() if not line.startswith("#")]
    pin = re.compile(r"[\w.-]+(?:\[[\w,-]+\])?==\S+(?: ; [^\\]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+")
    assert requirements
    assert [line for line in requirements if not pin.fullmatch(line.strip())] == []


def test_requirements_agree(root: Path) -> None:
    """The environment for work holds exactly the versions that running and building use."""
    pins = {
        name: set(re.findall(r"^\S+==\S+", (root / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))
        for name in REQUIREMENTS
    }
    assert pins["runtime"] | pins["build"] <= pins["dev"]
