"""Bad input where its user meets it: the command that adds it, the page that shows it, the query, the address.

Each gets a clear answer, and what was kept before is still there. What happens below (single files, the
disk, permissions, workers) is tested with the services; queries and addresses one by one with search and pages.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import json
import os
import random
import re
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from growing import bracketed, names, nested, read
from lighthouse import telegram
from visiting import pages_of

from fonds import cli
from fonds.importers.importer import MAX_BYTES
from fonds.model import Document, codec
from fonds.model.ids import identify
from fonds.services import archive as archives
from fonds.services import checking

Run = Callable[..., tuple[int, str, str]]

GOOD = identify(hashlib.sha256(telegram(1).encode()).hexdigest())
SCRIPT = "<script>alert(1)</script>"
RUSSIAN = """Шифротелеграмма № 7

Из Порт-Ансельма. Смотритель маяка сообщил мне, что лампа будет зажжена сегодня ночью, что бы ни говорил совет.
Прошу указаний.

Орлов
"""
CHINESE = """电报

致中央：今天下午五时，灯塔看守人告诉我，灯今晚就要点亮。请把这个情况报告主席，并请于今晚答复。
"""
HTML = f"""<!DOCTYPE html><html><head><title>Lamp</title><script>var hidden = 1</script></head>
<body><h1>Telegram No. 9, Orlov to Demin</h1><p>3 May 1931</p><p>The lamp &amp; the keeper.</p>
<p>{"<b>lit</b> " * 20}</p></body></html>"""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command in this process: (exit code, stdout, stderr)."""

    def command(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        return code, *capfd.readouterr()

    yield command
    connections.close_all()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one good telegram; every test of this module puts its bad papers beside it."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good").mkdir()
    (folder / "good" / "1.txt").write_text(telegram(1))
    archives.new(folder / "archive", title="Lamp papers")
    assert cli.main(["add", str(folder / "good"), "--archive", str(folder / "archive")]) == 0
    connections.close_all()
    return folder / "archive"


@pytest.fixture(autouse=True)
def nothing_is_lost(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that adds something the archive is sound and still has the telegram, word for word."""
    yield
    if "home" in request.fixturenames:
        archive = archives.open_archive(request.getfixturevalue("home"))
        assert checking.check(archive).findings == ()
        assert archive.document(GOOD).original.name == "good/1.txt"
        connections.close_all()


@pytest.fixture
def client(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Asks the archive's pages."""
    with pages_of(home, monkeypatch) as client:
        yield client


# --- files --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bad:
    """Bytes under a text's name; the codes they get; words that are found where they are kept, None where not."""

    data: bytes
    codes: set[str]
    words: str | None = None


FILES = {
    "empty": Bad(b"", {"empty-file"}),
    "blank": Bad(b" \r\n\t\n", {"empty-file"}),
    "only NUL": Bad(bytes(5000), {"empty-file"}),
    "a picture's bytes": Bad(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000), {"broken-image"}),
    "a program's bytes": Bad(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 30, {"binary-junk"}),
    "random bytes": Bad(random.Random(2).randbytes(9000), {"binary-junk"}),
    "cut off PDF": Bad(b"%PDF-1.7\n1 0 obj\n<<", {"broken-pdf"}),
    "cp1251": Bad(RUSSIAN.encode("cp1251"), {"legacy-encoding"}, "смотритель маяка"),
    "GB18030": Bad(CHINESE.encode("gb18030"), {"legacy-encoding"}, "灯塔看守人"),
    "UTF-16 with a mark": Bad(RUSSIAN.encode("utf-16"), set(), "смотритель маяка"),
    "UTF-16 BE with a mark": Bad(codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), set(), "灯塔看守人"),
    "UTF-16 without a mark": Bad(telegram(2).encode("utf-16-le"), {"legacy-encoding"}, "lighthouse"),
    "UTF-16 BE without a mark": Bad(RUSSIAN.encode("utf-16-be"), {"legacy-encoding"}, "смотритель маяка"),
    "mojibake": Bad(RUSSIAN.encode().decode("cp1252", "replace").encode(), {"mojibake"}, ""),
    "damaged UTF-8": Bad(telegram(3, body="Orlov’s \xff lamp").encode("utf-8").replace(b"\xc3\xbf", b"\xff"),
                         {"damaged-encoding"}, "lamp"),
    "NUL among letters": Bad(telegram(4).replace("lamp", "la\0mp").encode(), {"nul-bytes"}, "keeper"),
    "a line of a million characters": Bad(b"The lamp is lit. " * 60_000, {"long-line"}, "lit"),
    "a word of a million letters": Bad(b"lamp" * 250_000, {"long-line"}, ""),
    "a million open brackets": Bad(b"[" * 1_000_000, {"long-line"}, ""),
    "HTML": Bad(HTML.encode(), {"html-as-text"}, "keeper"),
    "a script in the title": Bad(telegram(5, sender=SCRIPT).encode(), set(), "lighthouse"),
    "headings alone": Bad(b"CIPHERED TELEGRAM\n\nStrictly Secret\n\nNo. 7\n\nTo Comrade DEMIN\n", {"no-date"}, "Demin"),
    "a page's frame alone": Bad(b"Skip to content\n\nshare document\n\nDocument Information\n\nSource\n\n", {"no-body"}, ""),
    "words without a heading": Bad(b"and so it went on. He said nothing of the lamp.", {"no-title", "no-date"}, "nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_told_and_the_next_is_kept(
    name: str, run: Run, home: Path, client: Client, tmp_path: Path
) -> None:
    bad, number = FILES[name], 100 + list(FILES).index(name)
    papers = tmp_path / name
    papers.mkdir()
    (papers / "1-bad.txt").write_bytes(bad.data)
    (papers / "2-good.txt").write_text(telegram(number))
    code, out, err = run("add", papers, "--archive", home, "--jobs", 0)
    assert (code, err) == (0, "")
    assert counted(out, "added") == 1 + (bad.words is not None)
    assert counted(out, "failed") == (bad.words is None)
    for told in bad.codes:
        assert counted(out, f"  {told}") == 1
    if bad.words is None:
        assert f"{name}/1-bad.txt: {next(iter(bad.codes))}: " in out
        return
    document = kept(run, home, f"{name}/1-bad.txt")
    assert not {p.code for p in document.problems} & {"reader-fault", "reader-stopped"}
    found = run("search", bad.words or "lamp", "--limit", 100, "--format", "jsonl", "--archive", home)[1]
    assert not bad.words or document.id in [json.loads(line)["id"] for line in found.splitlines()]
    for address in ("", "?evidence=1", "/cite", ".txt", ".json", ".ris"):
        answer = client.get(f"/d/{document.id}{address}")
        assert answer.status_code == 200, address
        assert "html" not in answer.headers["Content-Type"] or SCRIPT.encode() not in answer.content


def counted(table: str, row: str) -> int:
    """The number in a row of the table that `fonds add` ends with."""
    found = re.search(rf"^{row} +(\d+)$", table, re.MULTILINE)
    return int(found[1]) if found else 0


def kept(run: Run, home: Path, name: str) -> Document:
    """The document that was kept of a file."""
    lines = run("export", "--archive", home)[1].splitlines()
    return next(d for d in map(codec.from_json, lines) if d.original.name == name)


@pytest.mark.parametrize("name", ["paper.txt", "paper.html", "paper.ru.txt"])
def test_200_megabytes_are_refused_unread(name: str, run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    large = tmp_path / "papers" / name
    if name == "paper.ru.txt":
        (tmp_path / "papers" / "paper.txt").write_text(telegram(40))
    with large.open("wb") as file:
        file.write(telegram(41).encode())
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    try:
        code, out, _ = run("add", large.parent, "--archive", home, "--jobs", 0)
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (code, counted(out, "failed"), counted(out, "  too-large")) == (0, 1, 1)
    assert "the file has 209715200 bytes; at most 67108864 are read" in out
    assert most_bytes < 20 * 1024 * 1024


def test_200_megabytes_from_a_pipe_are_not_read_to_the_end(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("w+b") as file:
        file.truncate(200 * 1024 * 1024)
        ran = subprocess.run(
            [sys.executable, "-m", "fonds", "read", "-"], stdin=file, capture_output=True, check=False
        )
        # The process shared the place in the file: no more than the limit was taken, and a buffer.
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) <= MAX_BYTES + 1024 * 1024
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert b"standard input: too-large: " in ran.stderr


def test_folders_that_are_closed_or_run_in_circles(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything, so the refusal is played."""
    papers = tmp_path / "round"
    (papers / "closed").mkdir(parents=True)
    (papers / "1.txt").write_text(telegram(50))
    (papers / "again").symlink_to(papers)
    (papers / "one").symlink_to(papers / "other")
    (papers / "other").symlink_to(papers / "one")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, out, _ = run("add", papers, "--archive", home, "--jobs", 0)
    assert (code, counted(out, "added")) == (0, 1)
    assert "round/closed: unreadable-folder: the folder cannot be read: permission denied" in out
    assert "round/again: folder-loop: " in out
    assert out.count("unreadable-file: the file cannot be read: too many levels of symbolic links") == 2
    code, out, err = run("read", papers)
    assert (code, out.count("\n")) == (0, 1)
    assert "round/closed: unreadable-folder: the folder cannot be read: permission denied\n" in err


# --- papers within papers, and long lists -------------------------------------------------------


@pytest.mark.parametrize("forwarding", [nested, bracketed])
def test_a_telegram_quoted_ten_levels_deep(forwarding: Callable[[int], str]) -> None:
    document = read(forwarding(10))
    assert len(document.messages) == 11
    for outer, inner in zip(document.messages, document.messages[1:], strict=False):
        assert inner.parent == outer.id
        assert outer.start < inner.start < inner.end <= outer.end
    assert not {p.code for p in document.problems} & {"too-many-messages", "reader-fault"}


@pytest.mark.parametrize("forwarding", [nested, bracketed])
def test_a_telegram_quoted_300_levels_deep(
    forwarding: Callable[[int], str], run: Run, home: Path, client: Client, tmp_path: Path
) -> None:
    """The innermost are told and left; the page of such a paper can still be made."""
    papers = tmp_path / forwarding.__name__
    papers.mkdir()
    (papers / "deep.txt").write_text(forwarding(300))
    assert counted(run("add", papers, "--archive", home, "--jobs", 0)[1], "  too-many-messages") == 1
    document = kept(run, home, f"{forwarding.__name__}/deep.txt")
    assert len(document.messages) >= 200
    assert "The harbour is closed." in document.text
    for address in ("?evidence=1", ".json"):
        assert client.get(f"/d/{document.id}{address}").status_code == 200
    assert run("show", document.id, "--archive", home)[0] == 0


@pytest.mark.parametrize("between", [", ", "\n"])
def test_a_distribution_list_of_500_names(
    between: str, run: Run, home: Path, client: Client, tmp_path: Path
) -> None:
    everybody = list(names(500))
    listed = f"Copies: {between.join(f'{who} (2)' for who in everybody)}\n\nClosed."
    if between == "\n":
        listed = f"Closed.\n\nDISTRIBUTION\n\n{between.join(everybody)}"
    papers = tmp_path / f"list {len(between)}"
    papers.mkdir()
    (papers / "list.txt").write_text(f"Telegram, Orlo to Venn\n\nTo Comrade VENN\n\n{listed}")
    run("add", papers, "--archive", home, "--jobs", 0)
    document = kept(run, home, f"{papers.name}/list.txt")
    assert [who.name for who in document.messages[0].copies_to] == everybody
    page = client.get(f"/d/{document.id}").content
    assert all(who.encode() in page for who in everybody)


# --- queries, ids and addresses -----------------------------------------------------------------

LONG = 100_000


@pytest.mark.parametrize(
    "query",
    ["lamp " * (LONG // 5), "(" * LONG, '"' * LONG, "-" * LONG, "l" * LONG, "lamp AND " * (LONG // 9), "苏" * LONG,
     "type:" * (LONG // 5), "1950.." * (LONG // 6), "\x00" * LONG, "lamp*" * (LONG // 5)],
    ids=lambda query: f"{query[:5]!a}...",
)  # fmt: skip
def test_a_query_of_100_kilobytes(run: Run, home: Path, client: Client, query: str) -> None:
    code, out, err = run("search", "--archive", home, "--", query)
    assert (code, err) == (0, "")
    assert "Only the first 1,000 characters" in out
    assert len(out) < 10_000
    for address in ("/search", "/suggest"):
        answer = client.get(address, {"q": query})
        assert answer.status_code == 400
        assert len(answer.content) < 10_000


@pytest.mark.parametrize("command", [["show"], ["show", "--reading"], ["show", "--json"], ["cite"]])
@pytest.mark.parametrize(
    "id", [identify("nobody"), "zzz", "", "../../archive.toml", GOOD[::-1], "\udcff", "x" * LONG]
)
def test_an_id_that_is_not_there(run: Run, home: Path, command: list[str], id: str) -> None:
    code, out, err = run(*command, id, "--archive", home)
    assert (code, out) == (3, "")
    assert re.fullmatch(r"fonds: .*\.\n", err)
    assert len(err) < 1000


HOSTILE_PATHS = [
    "/../../../../../../etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/d/../../archive.toml",
    "/d/%2e%2e/%2e%2e/archive.toml",
    "/static/0/../../../settings.py",
    "/static/0/..%5c..%5csettings.py",
    "/static/0/%2e%2e%2f%2e%2e%2fsettings.py",
    "//etc/passwd",
    "/%00",
    "/d/%ff%fe",
    "/d/\x7f",
    "/" + "a/" * 3000,
    "/search/../../../archive.toml",
]


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[tuple[str, int]]:
    """The pages as `fonds serve` gives them: host and port."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("FONDS", "DJANGO"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "fonds", "serve", "--port", "0", "--archive", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environ,
    )
    with process:
        try:
            assert process.stdout is not None
            line = next(line for line in process.stdout if b"http://" in line).decode()
            found = re.search(r"http://([\d.]+):(\d+)/", line)
            assert found
            yield found[1], int(found[2])
        finally:
            process.terminate()
            try:
                process.wait(30)
            finally:
                process.kill()


def asked(server: tuple[str, int], request: bytes) -> bytes:
    """All that the server answers to the bytes of a request."""
    with socket.create_connection(server, timeout=60) as line:
        line.sendall(request)
        answer = bytearray()
        while piece := line.recv(65536):
            answer += piece
    return bytes(answer)


@pytest.mark.parametrize(
    "path", HOSTILE_PATHS, ids=lambda path: path[:40].encode().hex()[:20] if "\x7f" in path else path[:40]
)
def test_no_address_leads_out_of_the_archive(server: tuple[str, int], path: str) -> None:
    """Over the wire, where no client has tidied the path."""
    answer = asked(server, f"GET {path} HTTP/1.1\r\nHost: {server[0]}\r\nConnection: close\r\n\r\n".encode())
    status = int(answer.split(b" ", 2)[1])
    assert status in (400, 404, 414)
    for secret in (b"root:", b"SECRET_KEY", b"format = 1", b"Traceback"):
        assert secret not in answer


def test_a_query_of_100_kilobytes_over_the_wire(server: tuple[str, int]) -> None:
    request = f"GET /search?q={'x' * LONG} HTTP/1.1\r\nHost: {server[0]}\r\nConnection: close\r\n\r\n"
    answer = asked(server, request.encode())
    assert int(answer.split(b" ", 2)[1]) in (400, 414, 431)
    health = asked(server, f"GET /health HTTP/1.1\r\nHost: {server[0]}\r\nConnection: close\r\n\r\n".encode())
    assert health.startswith(b"HTTP/1.1 200 ")


CLOSE = b"\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "request_",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff" + CLOSE,
        b"GET / HTTP/1.1\r\nHost: evil.example" + CLOSE,
        b"GET /search?q=lamp HTTP/1.1\r\nHost: evil.example" + CLOSE,
        b"GET /suggest?q=lamp HTTP/1.1\r\nHost: evil.example" + CLOSE,
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5" + CLOSE + b"hello",
    ],
)
def test_what_is_no_request_for_a_page_is_refused(server: tuple[str, int], request_: bytes) -> None:
    answer = asked(server, request_)
    assert not answer or answer.split(b" ", 2)[1][:1] == b"4"
    assert b"Traceback" not in answer
