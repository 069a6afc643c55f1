"""When workers are worth starting, and that what they are forked from can read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fonds.services import forking


def test_many_files_are_worth_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "FEW", 4)
    (tmp_path / "below").mkdir()
    for n in range(4):
        (tmp_path / "below" / f"{n}.txt").write_text("lamp")
    assert not forking.pays([tmp_path])
    (tmp_path / "4.txt").write_text("lamp")
    assert forking.pays([tmp_path])
    assert not forking.pays([tmp_path / "4.txt", tmp_path / "nowhere"])


def test_a_long_file_counts_as_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "FILE_BYTES", 10)
    volume = tmp_path / "volume.xml"
    volume.write_bytes(b"." * 10 * forking.FEW)
    assert forking.pays([volume])


def test_what_workers_are_forked_from_has_no_database_and_no_threads() -> None:
    ask = f"""
import sys, threading
import {forking.PRELOADED}
assert "fonds.services.workers" in sys.modules
assert "django.db" not in sys.modules
assert threading.active_count() == 1
"""
    subprocess.run([sys.executable, "-c", ask], check=True)
