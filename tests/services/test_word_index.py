"""The program that makes the index of words: what it writes is there, and where it dies that is said."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from fonds.errors import ArchiveError
from fonds.services import word_index
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


def cut_short(
    monkeypatch: pytest.MonkeyPatch, folder: Path, after_seconds: float | None
) -> dict[Path, bytes]:
    """Has Pagefind answer while half of each file is written; the rest follows, or never. The files as they should be."""
    whole: dict[Path, bytes] = {}
    answer = WordIndexes._answer

    def restore() -> None:
        for path, data in whole.items():
            path.write_bytes(data)

    def early(indexes: WordIndexes) -> dict[str, object]:
        told = answer(indexes)
        if told["type"] == "WriteFiles":
            whole.update({path: path.read_bytes() for path in folder.rglob("*") if path.is_file()})
            for path, data in whole.items():
                path.write_bytes(data[: len(data) // 2])
            if after_seconds is not None:
                threading.Timer(after_seconds, restore).start()
        return told

    monkeypatch.setattr(WordIndexes, "_answer", early)
    return whole


def test_what_is_still_being_written_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WordIndexes() as indexes:
        index = indexes.new()
        add(indexes, index, 1)
        whole = cut_short(monkeypatch, tmp_path / "en", 0.2)
        indexes.write(index, tmp_path / "en")
        assert {path: path.read_bytes() for path in whole} == whole
    assert {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"} <= {path.name for path in whole}


@pytest.mark.parametrize("kept", ["*.pf_fragment", "pagefind-entry.json", "pagefind.js"])
def test_a_file_that_stays_incomplete_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    monkeypatch.setattr(word_index, "PATIENCE_SECONDS", 0)
    with WordIndexes() as indexes:
        index = indexes.new()
        add(indexes, index, 1)
        indexes.write(index, tmp_path)
        (path,) = tmp_path.rglob(kept)
        assert indexes._is_whole(path)
        for size in (0, 1, path.stat().st_size - 1):
            data = path.read_bytes()
            path.write_bytes(data[:size])
            assert not indexes._is_whole(path)
            path.write_bytes(data)
        cut_short(monkeypatch, tmp_path, None)
        with pytest.raises(ArchiveError, match="stays incomplete"):
            indexes.write(index, tmp_path)
