"""Original bytes on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from fonds.errors import ArchiveBusy, ArchiveError
from fonds.store import lock
from fonds.store.digests import digest_of, is_digest
from fonds.store.originals import Originals, SourceChanged

DATA = b"The lamp is lit."
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_bytes(DATA)
    return path


def put(originals: Originals, source: Path, sha256: str = SHA256) -> None:
    with originals.batch():
        originals.put(source, sha256)


def test_bytes_lie_under_their_digest(originals: Originals, source: Path) -> None:
    assert not originals.has(SHA256)
    put(originals, source)
    path = originals.folder / SHA256[:2] / SHA256[2:4] / SHA256
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o222 == 0
    assert originals.read(SHA256) == DATA
    assert originals.verify(SHA256) is None
    assert list(originals.all()) == [SHA256]


def test_nothing_has_its_name_before_the_batch_ends(originals: Originals, source: Path) -> None:
    with originals.batch():
        originals.put(source, SHA256)
        assert not originals.has(SHA256)
    assert originals.has(SHA256)


def test_a_batch_that_fails_leaves_nothing(originals: Originals, source: Path) -> None:
    def fail() -> None:
        with originals.batch():
            originals.put(source, SHA256)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not originals.has(SHA256)
    assert not [path for path in originals.folder.rglob("*") if path.is_file()]


def test_what_is_here_is_never_written_again(originals: Originals, source: Path) -> None:
    put(originals, source)
    before = originals.path(SHA256).stat()
    put(originals, source)
    after = originals.path(SHA256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_same_bytes_twice_in_a_batch_are_written_once(originals: Originals, source: Path) -> None:
    with originals.batch():
        originals.put(source, SHA256)
        originals.put(source, SHA256)
    assert originals.read(SHA256) == DATA


def test_other_bytes_than_announced_are_refused(originals: Originals, source: Path) -> None:
    other = hashlib.sha256(b"x").hexdigest()
    with originals.batch():
        originals.put(source, SHA256)
        with pytest.raises(SourceChanged):
            originals.put(source, other)
    assert list(originals.all()) == [SHA256]


def test_a_source_that_went_away_has_changed(originals: Originals, tmp_path: Path) -> None:
    with originals.batch(), pytest.raises(SourceChanged):
        originals.put(tmp_path / "nowhere", SHA256)


def test_the_next_writer_sweeps_up(originals: Originals) -> None:
    unfinished = originals.folder / "unfinished" / SHA256
    unfinished.parent.mkdir(parents=True)
    unfinished.write_bytes(DATA[:3])
    assert list(originals.all()) == []
    originals.sweep()
    assert not unfinished.exists()


def test_damage_is_told(originals: Originals, source: Path) -> None:
    assert "cannot be read" in str(originals.verify(SHA256))
    with pytest.raises(ArchiveError, match="cannot be read"):
        originals.read(SHA256)
    put(originals, source)
    path = originals.path(SHA256)
    path.chmod(0o644)
    path.write_bytes(b"The lamp is out.")
    assert "was altered" in str(originals.verify(SHA256))


@pytest.mark.parametrize(
    "text", ["", "../../etc/passwd", SHA256.upper(), SHA256[:-1], SHA256 + "0", SHA256[:-1] + "/"]
)
def test_nothing_but_a_digest_becomes_a_path(originals: Originals, text: str) -> None:
    assert not is_digest(text)
    with pytest.raises(ValueError, match="no SHA-256"):
        originals.path(text)


def test_digests_of_large_files_are_those_of_their_bytes(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    path = tmp_path / "large"
    path.write_bytes(data)
    assert digest_of(path) == (hashlib.sha256(data).hexdigest(), len(data))


def test_the_lock_is_for_one_and_is_given_back(tmp_path: Path) -> None:
    with lock.writer(tmp_path), pytest.raises(ArchiveBusy), lock.writer(tmp_path):
        pass
    with lock.writer(tmp_path):
        pass
    with pytest.raises(ArchiveError, match="cannot be written"), lock.writer(tmp_path / "nowhere"):
        pass
