"""The program that makes the index of words: what it writes is there, and where it dies that is said."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from fonds.errors import ArchiveError
from fonds.services.word_index import WordIndexes

pytest.importorskip("pagefind", reason="the extra publish is not installed")


def add(indexes: WordIndexes, index: int, n: int) -> None:
    indexes.add(
        index, url=f"b{n}", content=f"The ferry {n} has sunk.", language="en", meta={"title": f"Ferry {n}"}
    )


def test_two_indexes_are_written_apart(tmp_path: Path) -> None:
    with WordIndexes() as indexes:
        english, russian = indexes.new(), indexes.new()
        for n in range(20):
            add(indexes, english, n)
        indexes.add(russian, url="m", content="Мост закрыт.", language="ru", meta={})
        indexes.write(english, tmp_path / "en")
        indexes.write(russian, tmp_path / "ru")
    assert [len(list((tmp_path / name).rglob("*.pf_fragment"))) for name in ("en", "ru")] == [20, 1]


def test_an_end_of_the_program_is_told(tmp_path: Path) -> None:
    with WordIndexes() as indexes:
        index = indexes.new()
        os.kill(indexes._process.pid, signal.SIGKILL)
        with pytest.raises(ArchiveError, match="it has ended"):
            indexes.write(index, tmp_path)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with WordIndexes() as indexes:
        index = indexes.new()
        add(indexes, index, 1)
        with pytest.raises(ArchiveError, match="could not make the index"):
            indexes.write(index, tmp_path / "file" / "en")
