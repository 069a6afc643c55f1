"""The commands, as a person types them."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lighthouse import telegram

from fonds import cli
from fonds.cli import common
from fonds.model import codec
from fonds.services.views import Progress

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command in this process: (exit code, stdout, stderr)."""
    from django.db import connections

    def command(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    yield command
    connections.close_all()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``papers`` and an ``archive`` that holds them."""
    folder = tmp_path_factory.mktemp("made")
    papers = folder / "papers"
    papers.mkdir()
    for n in range(1, 4):
        (papers / f"{n}.txt").write_text(telegram(n, day=f"{n} May 1931"))
    (papers / "4.txt").write_bytes(b"")
    assert cli.main(["new", str(folder / "archive"), "--title", "The “Lamp” \\ papers"]) == 0
    assert cli.main(["add", str(papers), "--archive", str(folder / "archive")]) == 0
    return folder


@pytest.fixture
def id(run: Run, made: Path) -> str:
    """The id of the first telegram."""
    _, out, _ = run("search", "lamp", "--sort", "date", "--format", "jsonl", "--archive", made / "archive")
    found: str = json.loads(out.splitlines()[0])["id"]
    return found


def fonds(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "fonds", *map(str, arguments)],
        env=environment(),
        capture_output=True,
        timeout=120,
        check=False,
        **options,  # type: ignore[call-overload]
    )


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("FONDS", "DJANGO"))}


def test_every_command_is_in_the_help_and_has_its_own(run: Run) -> None:
    _, out, _ = run("--help")
    for module in cli.COMMANDS:
        name = module.__name__.rsplit(".", 1)[-1]
        assert re.search(rf"^    {name} +{re.escape(module.HELP)}$", out, re.MULTILINE)
        code, own, _ = run(name, "--help")
        assert code == 0
        assert "exit codes:" in own


def test_every_exit_code_of_an_error_is_documented() -> None:
    from fonds import errors

    codes = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.FondsError)
    }
    documented = {int(code) for code in re.findall(r"^  (\d+)", cli.EXIT_CODES, re.MULTILINE)}
    assert codes <= documented


def test_help_and_read_need_no_database(made: Path) -> None:
    program = """
        import sys
        from fonds import cli
        sys.modules["django"] = sys.modules["tantivy"] = None
        try:
            cli.main(sys.argv[1:])
        except SystemExit:
            pass
        heavy = {"lxml", "citeproc", "granian", "fonds.store.models"} & set(sys.modules)
        assert not heavy, heavy
    """
    for arguments in (["--help"], ["read", str(made / "papers")]):
        ran = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), *arguments],
            capture_output=True,
            env=environment(),
            check=False,
        )
        assert ran.returncode == 0, ran.stderr.decode()
        assert ran.stdout


def test_reading_prints_a_line_for_each_document(run: Run, made: Path) -> None:
    code, out, _ = run("read", made / "papers", made / "papers" / "1.txt")
    assert code == 0
    documents = [codec.from_json(line) for line in out.splitlines()]
    assert [d.original.name for d in documents] == [f"papers/{n}.txt" for n in range(1, 5)]
    assert [p.code for p in documents[3].problems] == ["empty-file"]
    _, pretty, _ = run("read", made / "papers" / "1.txt", "--format", "pretty")
    assert codec.decode(json.loads(pretty)) == documents[0]


def test_reading_standard_input(made: Path) -> None:
    ran = fonds("read", "-", input=(made / "papers" / "1.txt").read_bytes())
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["title"] == "Telegram No. 1, Orlov to Demin"


def test_what_cannot_be_read_is_told(run: Run, made: Path, tmp_path: Path) -> None:
    code, _, err = run("read", tmp_path / "nowhere")
    assert (code, err) == (6, f"fonds: There is no file or folder {tmp_path / 'nowhere'}; check the path.\n")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    code, out, err = run("read", tmp_path)
    assert (code, out) == (0, "")
    assert "gone.txt: unreadable-file: the file cannot be read: no such file or directory\n" in err


def test_adding_ends_with_a_table(run: Run, made: Path) -> None:
    code, out, err = run("add", made / "papers", "--archive", made / "archive")
    assert code == 0
    assert re.search(r"^added +0$", out, re.MULTILINE)
    assert re.search(r"^unchanged +3$", out, re.MULTILINE)
    assert re.search(r"^failed +1$", out, re.MULTILINE)
    assert re.search(r"^  empty-file +1$", out, re.MULTILINE)
    assert "papers/4.txt: empty-file: the file is empty" in out
    assert err == ""


def test_what_is_only_noted_is_not_said_to_be_lost(run: Run, made: Path, tmp_path: Path) -> None:
    for n in (1, 2):
        (tmp_path / f"IMG_{n:04}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, out, _ = run("add", tmp_path, "--archive", made / "archive", "--dry-run", "--no-ocr")
    lost, _, noted = out.partition("\nnoted\n")
    assert code == 0
    assert "images-not-joined" in noted
    assert "images-not-joined" not in lost.partition("not kept")[2]


def test_searching_in_a_table_and_in_lines(run: Run, made: Path) -> None:
    archive = made / "archive"
    code, out, _ = run("search", "lamp", "council", "--archive", archive)
    assert code == 0
    assert out.startswith("3 documents")
    assert "Telegram No. 1, Orlov to Demin" in out
    _, out, _ = run(
        "search",
        "lamp",
        "--filter",
        "year=1931",
        "--limit",
        "2",
        "--page",
        "2",
        "--format",
        "jsonl",
        "--archive",
        archive,
    )
    (line,) = out.splitlines()
    hit = json.loads(line)
    assert hit["from"] == ["Orlov"]
    assert any("lamp" in p["text"][a:b] for p in hit["passages"] for a, b in p["marks"])
    assert run("search", "lamp", "--filter", "year", "--archive", archive)[0] == 2
    assert run("search", "lamp", "--sort", "colour", "--archive", archive)[0] == 2
    assert run("search", "zeppelin", "--archive", archive)[1].startswith("No documents")


def test_showing_a_document(run: Run, made: Path, id: str) -> None:
    archive = made / "archive"
    code, out, _ = run("show", id, "--archive", archive)
    assert code == 0
    assert "Telegram No. 1, Orlov to Demin" in out
    _, reading, _ = run("show", id, "--reading", "--archive", archive)
    assert reading == (made / "papers" / "1.txt").read_text()
    _, out, _ = run("show", id, "--json", "--archive", archive)
    document = codec.decode(json.loads(out))
    for evidence in document.evidence:
        assert reading[evidence.start : evidence.end].strip()
    assert run("show", "b1wfs30st", "--archive", archive)[0] == 3


def test_citing(run: Run, made: Path, id: str) -> None:
    archive = made / "archive"
    code, out, _ = run("cite", id, "--archive", archive)
    assert code == 0
    assert "Telegram No. 1" in out
    _, ris, _ = run(
        "cite", id, "--format", "ris", "--address", "https://example.org/d/x", "--archive", archive
    )
    assert "https://example.org/d/x" in ris
    code, _, err = run("cite", id, "--style", "vancouver", "--archive", archive)
    assert code == 2
    assert "chicago-notes" in err


def test_exporting(run: Run, made: Path) -> None:
    code, out, _ = run("export", "--archive", made / "archive")
    assert code == 0
    assert sorted(codec.from_json(line).original.name for line in out.splitlines()) == [
        "papers/1.txt",
        "papers/2.txt",
        "papers/3.txt",
    ]
    assert run("export", "--format", "stone", "--archive", made / "archive")[0] == 2


def test_checking_and_rebuilding(run: Run, made: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(made / "archive", archive)
    code, out, _ = run("check", "--archive", archive)
    assert (code, out.splitlines()[-1]) == (0, "Sound.")
    shutil.rmtree(archive / "index")
    code, out, _ = run("check", "--archive", archive)
    assert (code, out.splitlines()[-1]) == (1, "1 things are wrong.")
    assert run("rebuild", "--archive", archive)[0] == 0
    assert run("check", "--archive", archive)[0] == 0


def test_the_archive_is_named_or_here(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(made / "archive")
    assert run("check")[0] == 0
    monkeypatch.chdir(tmp_path)
    code, _, err = run("check")
    assert code == 3
    assert re.fullmatch(r"fonds: There is no archive in .*; make one with `fonds new`.*\n", err)
    monkeypatch.setenv("FONDS_ARCHIVE", str(made / "archive"))
    assert run("check")[0] == 0
    assert run("check", "--archive", tmp_path)[0] == 3


def test_a_new_archive_wants_an_empty_folder(run: Run, made: Path, tmp_path: Path) -> None:
    assert run("new", made / "archive")[0] == 2
    assert run("new", made / "papers")[0] == 2
    (tmp_path / "file").touch()
    assert run("new", tmp_path / "file" / "archive")[0] == 4


@pytest.mark.parametrize(
    ("settings", "code"),
    [("format = 99", 4), ("format = ", 4), ("title = 3", 4), ("\xff", 4), ("", 4)],
)
def test_an_archive_of_another_make_is_refused(
    run: Run, made: Path, tmp_path: Path, settings: str, code: int
) -> None:
    shutil.copytree(made / "archive", tmp_path / "archive")
    (tmp_path / "archive" / "archive.toml").write_text(settings, encoding="latin-1")
    got, _, err = run("check", "--archive", tmp_path / "archive")
    assert got == code
    assert err.count("\n") == 1


def test_an_archive_whose_records_are_lost_or_junk_is_refused(run: Run, made: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(made / "archive", archive)
    for extra in archive.glob("fonds.sqlite3-*"):
        extra.unlink()
    (archive / "fonds.sqlite3").write_bytes(b"junk" * 4096)
    code, _, err = run("check", "--archive", archive)
    assert code == 4
    assert "is damaged" in err
    (archive / "fonds.sqlite3").unlink()
    code, _, err = run("check", "--archive", archive)
    assert code == 4
    assert "has lost its records" in err


def test_a_reader_that_goes_away_is_no_error(made: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(200):
        (papers / f"{n}.txt").write_text(telegram(n, body="word " * 400))
    process = subprocess.Popen(
        [sys.executable, "-m", "fonds", "read", str(papers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 141
    assert err == b""


def test_ctrl_c_says_that_what_was_kept_stays(made: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(made / "archive", archive)
    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(600):
        (papers / f"{n:03}.txt").write_text(telegram(n + 10))
    process = subprocess.Popen(
        [sys.executable, "-m", "fonds", "add", str(papers), "--archive", str(archive)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        # Tests that a shell runs in the background inherit from it that Ctrl-C is not for them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with process:
        # Once the first bytes are kept it is in the midst of its work; the terminal tells the whole group.
        while process.poll() is None and len(list((archive / "originals").glob("??"))) < 8:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert (
        err.decode().splitlines()[-1]
        == "fonds: Stopped. What was kept until now stays; run the command again to go on."
    )
    assert fonds("check", "--archive", archive).returncode == 0


def test_a_full_disk_is_one_sentence(made: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: the database cannot grow."""
    archive = tmp_path / "archive"
    shutil.copytree(made / "archive", archive)
    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(100):
        (papers / f"{n:03}.txt").write_text(telegram(n + 10, body="word " * 3000))
    ran = subprocess.run(
        [
            "bash",
            "-c",
            'ulimit -f 600; exec "$@"',
            "-",
            sys.executable,
            "-m",
            "fonds",
            "add",
            str(papers),
            "--archive",
            str(archive),
        ],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert ran.returncode == 4, ran.stderr.decode()
    (sentence,) = ran.stderr.decode().splitlines()
    assert re.fullmatch(
        r"fonds: The disk of the archive \S+ is full( or fails)?; nothing kept before is lost\. .*", sentence
    )
    checked = fonds("check", "--archive", archive)
    assert checked.returncode == 0, checked.stdout.decode()
    again = fonds("add", papers, "--archive", archive)
    assert again.returncode == 0
    assert fonds("check", "--archive", archive).returncode == 0


def test_output_cannot_move_the_cursor() -> None:
    assert common.plain("a\x1b[2J\nb\u202e\x07c") == "a�[2J b��c"
    assert common.cut("中文字", 5) == "中文…"
    assert common.width_of(common.cut("Jürgen", 10)) == 10


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = common.progress()
    show(Progress(100, 400, 10.0))
    show(Progress(400, 400, 40.0))
    first, second = terminal.getvalue().strip("\r\n").split("\r")
    assert "100 of 400 files, 10/s, 0:30 left" in first
    assert first.count("█") * 4 == common.BAR_CHARACTERS
    assert "400 of 400 files" in second

    plain = io.StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    show = common.progress()
    for done in range(16, 1601, 16):
        show(Progress(done, 1600, done / 100))
    assert [line.split(",")[0] for line in plain.getvalue().splitlines()] == [
        "512 of 1600 files",
        "1008 of 1600 files",
        "1504 of 1600 files",
    ]


def test_the_demo_is_built_and_served(tmp_path: Path) -> None:
    environ = environment() | {"XDG_DATA_HOME": str(tmp_path)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "fonds", "demo", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environ,
    )
    with process:
        try:
            assert process.stdout is not None
            address = None
            for line in process.stdout:
                if found := re.search(r"http://\S+", line.decode()):
                    address = found[0]
                    break
            assert address == f"http://127.0.0.1:{port}/"
            with urllib.request.urlopen(address, timeout=60) as answer:
                assert "The Ardel Strait Papers" in answer.read().decode()
            process.terminate()
            assert process.wait(60) == 0
        finally:
            process.kill()
    archive = tmp_path / "fonds" / "demo"
    ran = fonds("export", "--archive", archive)
    names = [codec.from_json(line).original.name for line in ran.stdout.decode().splitlines()]
    assert len(names) >= 40
    assert not [name for name in names if name.endswith(("README.md", "LICENCE", "expected.json"))]


def test_a_port_that_is_taken_is_told(run: Run, made: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--port", taken.getsockname()[1], "--archive", made / "archive")
    assert code == 2
    assert "cannot be listened on" in err
    assert run("serve", "--port", "99999", "--archive", made / "archive")[0] == 2


def test_exporting_what_a_query_finds(run: Run, made: Path) -> None:
    archive = made / "archive"
    code, out, _ = run(
        "export", "--archive", archive, "--format", "ris", "--query", "lamp", "--site", "https://a.example/"
    )
    assert code == 0
    assert out.count("TY  - ") == out.count("UR  - https://a.example/d/") > 0
    assert run("export", "--archive", archive, "--query", "zzzzqqq")[1] == ""
    assert "<ead " in run("export", "--archive", archive, "--format", "ead3")[1]
    assert "<eac " in run("export", "--archive", archive, "--format", "eac-cpf")[1]
    assert run("export", "--archive", archive, "--format", "ead3", "--query", "a")[0] == 2
