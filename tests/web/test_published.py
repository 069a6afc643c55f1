"""The site as files: every link leads to one, nothing is half written, and little is written twice."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Databases
from django.test import Client
from published import broken_links
from visiting import pages_of

from fonds.errors import ArchiveError, UsageError
from fonds.services import adding, publishing, static_pages, static_paths
from fonds.services import archive as archives
from fonds.services.archive import Archive
from fonds.web import reading_room

ADDRESS = "https://ferry.example.org"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases) -> Iterator[Archive]:
    """An archive of three letters, one of them far from the others."""
    folder = tmp_path / "archive"
    with pages_of(folder, monkeypatch), databases.of(folder):
        archive = archives.new(folder, title="Ferry letters")
        for number, (year, who) in enumerate(((1952, "Orlo"), (1952, "Sarn"), (1977, "Tilden"))):
            letter(tmp_path, number, who, year, "It has sunk.")
        adding.add(archive, [tmp_path / "papers"], jobs=0)
        yield archive


def letter(folder: Path, number: int, who: str, year: int, words: str) -> None:
    path = folder / "papers" / f"letter{number}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"Letter, {who} to Venn\n\n{20 + number} July {year}\n\nDear Venn,\n\n{words}\n\n{who}\n")


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".fonds" not in path.parts
    }


def test_every_link_leads_to_a_file(client: Client, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    report = publishing.publish(reading_room.archive(), copy, address=ADDRESS, search=False)
    assert report.broken == ()
    left = [link for link in broken_links(copy) if "search/papers.js" not in link]
    assert left == []
    assert report.files == len(files(copy)) > 60


def test_pages_say_the_same_as_the_live_ones(client: Client, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    publishing.publish(reading_room.archive(), copy, address=ADDRESS, search=False)
    document = next(iter(reading_room.archive()))
    page = (copy / static_paths.path_of(f"/d/{document.id}")).read_text()
    assert f'<link rel="canonical" href="{ADDRESS}/d/{document.id}">' in page
    assert "Content-Security-Policy" in page
    assert "wasm" not in page
    assert "unapi" not in page
    # A plain server shows what a browser can show; what somebody else wrote is taken away.
    assert re.search(r'href="[^"]*files/[^"]*" download>', page)
    for suffix in (".ris", ".bib", ".csl.json", ".json", ".txt"):
        live = client.get(f"/d/{document.id}{suffix}").content
        assert (copy / f"d/{document.id}{suffix}").read_bytes() == live.replace(
            b"http://localhost", ADDRESS.encode()
        )
    assert (copy / "search/index.html").read_text().count("&#39;wasm-unsafe-eval&#39;") == 1


def test_a_site_in_a_folder_of_its_host(client: Client, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    publishing.publish(reading_room.archive(), copy, address=f"{ADDRESS}/papers/", search=False)
    document = next(iter(reading_room.archive()))
    assert f"{ADDRESS}/papers/d/{document.id}" in (copy / f"d/{document.id}.ris").read_text()


def test_again_writes_nothing(small: Archive, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    first = publishing.publish(small, copy, address=ADDRESS, search=False)
    again = publishing.publish(small, copy, search=False)
    assert first.remade == 3
    assert (again.written, again.removed, again.remade) == (0, 0, 0)
    assert again.unchanged == first.files


def test_several_processes_write_the_same(
    small: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    first = publishing.publish(small, one, address=ADDRESS, search=False)
    monkeypatch.setattr(publishing, "FEW", 0)
    monkeypatch.setattr(static_pages, "CHUNK", 1)
    second = publishing.publish(small, two, address=ADDRESS, search=False, jobs=2)
    assert files(one) == files(two)
    assert (second.documents, second.written, second.broken) == (first.documents, first.files, ())
    again = publishing.publish(small, two, search=False, jobs=2)
    assert (again.written, again.removed, again.remade, again.unchanged) == (0, 0, 0, first.files)


def test_a_disk_full_for_one_of_several_processes(small: Archive, tmp_path: Path) -> None:
    code = f"""
import resource, sys
from pathlib import Path
from fonds.cli import main
from fonds.services import publishing
publishing.FEW = 0
# In the processes that are forked from here no file may become larger: what a full disk looks like.
resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, resource.RLIM_INFINITY))
sys.exit(main(["publish", "--archive", {str(small.root)!r}, {str(tmp_path / "copy")!r}, "--no-search", "--jobs", "2"]))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert (ended.returncode, ended.stderr.count("\n")) == (4, 1)
    assert "is full" in ended.stderr
    whole = tmp_path / "whole"
    publishing.publish(small, whole, search=False)
    left = files(tmp_path / "copy")
    assert left.items() <= files(whole).items()


def test_a_changed_document_rewrites_what_depends_on_it(small: Archive, tmp_path: Path) -> None:
    copy, whole = tmp_path / "copy", tmp_path / "whole"
    publishing.publish(small, copy, address=ADDRESS, search=False)
    before = files(copy)
    letter(tmp_path, 0, "Orlo", 1952, "It was raised again.")
    adding.add(small, [tmp_path / "papers"], jobs=0)
    report = publishing.publish(small, copy, search=False)
    publishing.publish(small, whole, address=ADDRESS, search=False)
    assert files(copy) == files(whole)
    changed = {path for path, data in files(copy).items() if before.get(path) != data}
    assert report.written == len(changed)
    far = next(d.id for d in small if "Tilden" in d.title)
    assert report.remade == 1
    assert not any(far in path for path in changed)


def test_what_is_gone_is_removed(small: Archive, tmp_path: Path) -> None:
    from fonds.store import models

    copy = tmp_path / "copy"
    publishing.publish(small, copy, address=ADDRESS, search=False)
    gone = next(d.id for d in small if "Sarn" in d.title)
    models.Record.objects.filter(id=gone).update(withdrawn=models.Record.objects.get(id=gone).added)
    report = publishing.publish(small, copy, search=False)
    assert report.removed > 3
    assert "was withdrawn" in (copy / f"d/{gone}/index.html").read_text()
    assert not (copy / f"d/{gone}.ris").exists()


def test_a_full_disk_leaves_whole_files_only(
    small: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    whole = Path.write_bytes
    room = [30]

    def write(path: Path, data: bytes) -> int:
        room[0] -= 1
        if room[0] < 0:
            whole(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(ArchiveError, match="is full"):
        publishing.publish(small, copy, address=ADDRESS, search=False)
    monkeypatch.undo()
    monkeypatch.setenv("FONDS_ARCHIVE", str(small.root))
    half = files(copy)
    assert len(half) == 30
    report = publishing.publish(small, copy, address=ADDRESS, search=False)
    assert {path: files(copy)[path] for path in half} == half
    assert report.broken == ()


def test_a_folder_that_holds_something_else_is_refused(small: Archive, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="no published copy"):
        publishing.publish(small, tmp_path / "full", search=False)


@pytest.mark.parametrize("address", ["ferry", "ftp://ferry.example.org", "https://", "https://a/?b"])
def test_what_is_no_address_is_refused(small: Archive, tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        publishing.publish(small, tmp_path / "copy", address=address, search=False)


def test_collections_with_names_that_file_systems_refuse() -> None:
    assert static_paths.path_of("/collections/Who%3F%20What%3A") == "collections/Who~3F What~3A/index.html"
    assert static_paths.path_of("/collections/index.html").startswith("collections/")
    assert static_paths.path_of("/collections/" + "%D0%96" * 200).endswith("/index.html")
    assert len(static_paths.path_of("/collections/" + "%D0%96" * 200)) < 100
