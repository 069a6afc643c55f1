"""Adding: what is kept, what stays as it was, and what goes wrong with single files."""

from __future__ import annotations

import errno
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.errors import ArchiveBusy, ArchiveError, Unreadable
from fonds.model import codec
from fonds.model.ids import identify, is_valid
from fonds.services import adding, checking, documents, reading, showing
from fonds.services.archive import Archive
from fonds.services.faults import FileProblem
from fonds.store import lock, models
from fonds.store.originals import Originals


def kept(archive: Archive) -> dict[str, str]:
    """Source name -> id."""
    return dict(models.Record.objects.values_list("name", "id"))


def test_a_folder_is_kept_and_found_sound(archive: Archive, papers: WritePapers) -> None:
    folder = papers({f"{n:02}.txt": telegram(n) for n in range(1, 6)})
    report = adding.add(archive, [folder])
    assert (report.added, report.unchanged, report.changed, report.failed) == (5, 0, 0, 0)
    assert len(archive) == 5
    assert sorted(kept(archive)) == [f"papers/{n:02}.txt" for n in range(1, 6)]
    assert checking.check(archive).sound
    for document in archive:
        assert is_valid(document.id)
        assert document == archive.document(document.id)
        assert (
            archive.originals.read(document.original.sha256)
            == (folder / document.original.name.split("/")[1]).read_bytes()
        )


def test_what_is_kept_is_what_the_reader_gives(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1)})
    adding.add(archive, [folder])
    assert list(archive) == list(reading.read([folder]))


def test_the_same_bytes_change_nothing(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1), "two.txt": telegram(2)})
    adding.add(archive, [folder])
    before = kept(archive)
    report = adding.add(archive, [folder])
    assert (report.added, report.unchanged, report.changed) == (0, 2, 0)
    assert kept(archive) == before
    assert models.Version.objects.count() == 2


def test_the_same_bytes_under_another_name_change_nothing(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1), "copy.txt": telegram(1)})
    report = adding.add(archive, [folder])
    assert (report.added, report.unchanged) == (1, 1)
    papers({"again.txt": telegram(1)})
    assert adding.add(archive, [folder]).added == 0


def test_a_changed_page_is_a_new_version_under_the_same_id(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1)})
    adding.add(archive, [folder])
    (id,) = kept(archive).values()
    papers({"one.txt": telegram(1, body="The oil has come.")})
    report = adding.add(archive, [folder])
    assert (report.added, report.changed) == (0, 1)
    record = showing.record(archive, id)
    assert [(v.number, v.current) for v in record.versions] == [(1, False), (2, True)]
    assert "The oil has come." in record.document.text
    old = showing.record(archive, id, version=1)
    assert "The oil has come." not in old.document.text
    assert old.versions == record.versions
    assert checking.check(archive).sound


def test_a_page_that_goes_back_is_a_third_version(archive: Archive, papers: WritePapers) -> None:
    for body in ("", "The oil has come.", ""):
        folder = papers({"one.txt": telegram(1, body=body)})
        adding.add(archive, [folder])
    (record,) = models.Record.objects.all()
    assert record.version == 3
    assert models.Original.objects.count() == 2


def test_a_file_given_by_itself_has_the_name_it_has_in_its_folder(
    archive: Archive, papers: WritePapers
) -> None:
    folder = papers({"one.txt": telegram(1)})
    adding.add(archive, [folder / "one.txt"])
    papers({"one.txt": telegram(1, body="More.")})
    assert adding.add(archive, [folder]).changed == 1


def test_an_id_that_somebody_has_is_stepped_over(archive: Archive, papers: WritePapers) -> None:
    """given bytes that are an old version of one page / when another page has them / then it gets an id of its own"""
    folder = papers({"one.txt": telegram(1)})
    adding.add(archive, [folder])
    papers({"one.txt": telegram(1, body="More.")})
    adding.add(archive, [folder])
    papers({"two.txt": telegram(1)})
    assert adding.add(archive, [folder]).added == 1
    sha256 = models.Version.objects.get(record__name="papers/two.txt").original_id
    assert kept(archive)["papers/one.txt"] == identify(sha256)
    other = kept(archive)["papers/two.txt"]
    assert other == identify(sha256, 1)
    assert archive.document(other).id == other


def test_companions_belong_to_their_text(archive: Archive, papers: WritePapers) -> None:
    folder = papers(
        {
            "sea/one.txt": telegram(1),
            "sea/one.ru.txt": "Маяк будет зажжён.",
            "sea/one.pdf": b"%PDF-1.4 broken",
            "sea/two.ru.txt": telegram(2),
            "sea/three.v2.txt": telegram(3),
        }
    )
    report = adding.add(archive, [folder])
    assert report.added == 3
    document = archive.document(kept(archive)["papers/sea/one.txt"])
    assert [(t.language, t.text) for t in document.parallel_texts] == [("ru", "Маяк будет зажжён.")]
    assert [(f.name, f.role, f.language) for f in document.files] == [
        ("papers/sea/one.pdf", "scan", None),
        ("papers/sea/one.ru.txt", "text", "ru"),
    ]
    assert document.collection == "sea"
    for file in document.files:
        assert archive.originals.verify(file.sha256) is None


def test_a_changed_companion_is_a_new_version(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1), "one.ru.txt": "Маяк."})
    adding.add(archive, [folder])
    assert adding.add(archive, [folder]).unchanged == 1
    papers({"one.ru.txt": "Маяк горит."})
    assert adding.add(archive, [folder]).changed == 1
    (document,) = archive
    assert [t.text for t in document.parallel_texts] == ["Маяк горит."]


def test_bad_files_are_told_and_the_batch_goes_on(archive: Archive, papers: WritePapers) -> None:
    folder = papers(
        {
            "1-empty.txt": b"",
            "2-junk.txt": bytes(range(256)) * 40,
            "3-good.txt": telegram(3),
            ".hidden.txt": telegram(4),
            ".git/config": telegram(5),
        }
    )
    (folder / "4-gone.txt").symlink_to(folder / "nowhere")
    (folder / "5-loop").symlink_to(folder)
    os.mkfifo(folder / "6-pipe.txt")
    report = adding.add(archive, [folder])
    assert report.added == 1
    told = {(f.name, f.code) for f in report.failures}
    assert told == {
        ("papers/1-empty.txt", "empty-file"),
        ("papers/2-junk.txt", "binary-junk"),
        ("papers/4-gone.txt", "unreadable-file"),
        ("papers/5-loop", "folder-loop"),
        ("papers/6-pipe.txt", "unreadable-file"),
    }
    # A loop is no failure: nothing that could be read was left out.
    assert report.failed == 4
    assert checking.check(archive).sound


def test_what_the_system_refuses_is_told(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything, so the refusal is played."""
    folder = papers({"one.txt": telegram(1), "two.txt": telegram(2), "sub/three.txt": telegram(3)})
    opened, scandir = Path.open, os.scandir

    def refuse_file(path: Path, mode: str = "r") -> object:
        if path.name == "two.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, mode)

    def refuse_folder(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(Path, "open", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    report = adding.add(archive, [folder])
    assert (report.added, report.failed) == (1, 2)
    assert {(f.name, f.code, f.message) for f in report.failures} == {
        ("papers/two.txt", "unreadable-file", "the file cannot be read: permission denied"),
        ("papers/sub", "unreadable-folder", "the folder cannot be read: permission denied"),
    }


def test_a_file_that_is_too_large_is_told_unread(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1), "two.txt": b""})
    with (folder / "two.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    report = adding.add(archive, [folder])
    assert report.added == 1
    assert [f.code for f in report.failures] == ["too-large"]
    assert models.Original.objects.count() == 1


def test_what_breaks_the_reader_is_told(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = papers({"one.txt": telegram(1), "two.txt": telegram(2)})
    honest = reading.read_draft

    def stumble(draft: object, *, id: str) -> object:
        if draft.original.name.endswith("two.txt"):  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return honest(draft, id=id)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_draft", stumble)
    report = adding.add(archive, [folder])
    assert report.added == 1
    assert [(f.code, f.message) for f in report.failures] == [
        ("reader-stopped", "the reader broke down on this file: RecursionError: too deep")
    ]


def test_a_path_that_is_not_there_stops_before_anything_is_done(
    archive: Archive, papers: WritePapers
) -> None:
    folder = papers({"one.txt": telegram(1)})
    with pytest.raises(Unreadable, match="There is no file or folder"):
        adding.add(archive, [folder, folder / "nowhere"])
    assert len(archive) == 0


def test_names_that_are_no_text_are_kept_as_text(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1)})
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text(telegram(2))
    assert adding.add(archive, [folder]).added == 2
    assert "papers/�.txt" in kept(archive)


def test_two_folders_of_one_name_in_one_batch_stay_apart(archive: Archive, papers: WritePapers) -> None:
    folder = papers(
        {"1930/log/1.txt": telegram(1), "1931/log/1.txt": telegram(2), "1931/notes/1.txt": telegram(3)}
    )
    report = adding.add(
        archive, [folder / "1930" / "log", folder / "1931" / "log", folder / "1931" / "notes"]
    )
    assert (report.added, report.changed) == (3, 0)
    assert sorted(kept(archive)) == ["1930/log/1.txt", "1931/log/1.txt", "notes/1.txt"]


def test_a_link_to_a_folder_is_followed_under_its_own_name(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"real/1.txt": telegram(1)})
    (folder / "linked").symlink_to(folder / "real")
    report = adding.add(archive, [folder])
    assert (report.added, report.unchanged) == (1, 1)


def test_patterns_are_passed_over(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1), "README.md": "# Papers", "old/two.txt": telegram(2)})
    adding.add(archive, [folder], skip=["README*", "old"])
    assert list(kept(archive)) == ["papers/one.txt"]


def test_folders_deeper_than_pythons_calls_are_read(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1)})
    here = os.open(folder, os.O_RDONLY)
    depth = 900
    try:
        for _ in range(depth):
            os.mkdir("d", dir_fd=here)
            below = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
    finally:
        os.close(here)
    try:
        assert adding.add(archive, [folder]).added == 1
    finally:
        # Python's own removal calls itself once a level.
        subprocess.run(["rm", "-rf", folder / "d"], check=True)


def test_a_name_that_no_index_takes_fails_alone(archive: Archive, papers: WritePapers) -> None:
    rows = ["".join(chr(97 + (n * n * 7 + n // 3 + row) % 26) for n in range(240)) for row in range(9)]
    folder = papers(
        {"/".join(rows) + "/long.txt": telegram(1), "/".join(rows[:7]) + "/fits.txt": telegram(2)}
    )
    report = adding.add(archive, [folder])
    assert (report.added, report.failed) == (1, 1)
    assert [f.code for f in report.failures] == ["name-too-long"]
    assert adding.add(archive, [folder]).unchanged == 1


def test_one_writer_at_a_time(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"one.txt": telegram(1)})
    with lock.writer(archive.root), pytest.raises(ArchiveBusy, match="Another process is writing"):
        adding.add(archive, [folder])
    assert adding.add(archive, [folder]).added == 1


def test_a_full_disk_is_one_sentence_and_loses_nothing(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = papers({"one.txt": telegram(1)})
    adding.add(archive, [folder])
    papers({f"{n}.txt": telegram(n) for n in range(2, 40)})
    honest, written = os.write, 0

    def fill_up(descriptor: int, data: bytes) -> int:
        nonlocal written
        written += 1
        if written > 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return honest(descriptor, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fill_up)
        with pytest.raises(
            ArchiveError, match=r"The disk of the archive .* is full; nothing kept before is lost"
        ):
            adding.add(archive, [folder])
    assert len(archive) == 17  # one, and a chunk of sixteen
    assert checking.check(archive).sound
    assert adding.add(archive, [folder]).added == 22
    assert len(archive) == 39
    assert not list((archive.root / "originals" / "unfinished").glob("*"))


def test_workers_give_what_this_process_gives(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {f"{n:03}.txt": telegram(n) for n in range(1, 60)}
    folder = papers(files | {"000-empty.txt": b""})
    monkeypatch.setattr(adding, "FEW", 0)
    seen = []
    report = adding.add(archive, [folder], jobs=2, progress=lambda now: seen.append((now.done, now.total)))
    assert (report.added, report.failed) == (59, 1)
    # Chunks that are read while others are kept come together.
    assert seen == sorted(set(seen))
    assert {(60, 60)} <= set(seen) <= {(16, 60), (32, 60), (48, 60), (60, 60)}
    expected = {d.id: codec.to_json(replace(d)) for d in reading.read([folder]) if d.text}
    assert {d.id: codec.to_json(d) for d in documents.every()} == expected


def test_an_original_that_changes_while_it_is_read_is_not_kept(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = papers({"one.txt": telegram(1), "two.txt": telegram(2)})
    honest = Originals.put

    def meddle(self: Originals, source: Path, sha256: str) -> None:
        if source.name == "two.txt":
            source.write_text("Something else.")
        honest(self, source, sha256)

    monkeypatch.setattr(Originals, "put", meddle)
    report = adding.add(archive, [folder])
    assert (report.added, report.failed) == (1, 1)
    assert [f.code for f in report.failures] == ["changed-while-read"]
    assert checking.check(archive).sound


def test_a_dry_run_counts_and_keeps_nothing(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"1.txt": telegram(1), "2.txt": telegram(2), "empty.txt": ""})
    adding.add(archive, [folder / "1.txt"])
    told: list[FileProblem] = []
    report = adding.add(archive, [folder], dry_run=True, on_problem=told.append)
    assert (report.added, report.unchanged, report.failed) == (1, 1, 1)
    assert [(fault.name, fault.code) for fault in told] == [("papers/empty.txt", "empty-file")]
    assert sorted(kept(archive)) == ["papers/1.txt"]
    assert len(list(archive.originals.all())) == 1
    # Nobody is kept from writing meanwhile.
    with lock.writer(archive.root):
        adding.add(archive, [folder], dry_run=True)
