"""Web archives: whole ones, packed ones, and those that are broken."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importers.captures import Page, warc
from lighthouse import telegram

from fonds.importers import Member
from fonds.importers.web_archive import Wacz, Warc
from fonds.model import Problem


def page(n: int, *, kind: str = "text/html", status: str = "200 OK", text: str | None = None) -> Page:
    body = text or f"<html><body><h1>Paper {n}</h1><pre>{telegram(n)}</pre></body></html>"
    return f"https://lamp.example/document/{n}", kind, body.encode(), status


def wacz(
    *files: tuple[str, bytes], digests: Callable[[bytes], str] = lambda data: sha256(data).hexdigest()
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
        resources = [{"path": name, "hash": f"sha256:{digests(data)}"} for name, data in files]
        made.writestr("datapackage.json", json.dumps({"resources": resources}))
    return out.getvalue()


def members(data: bytes, importer: Warc | Wacz | None = None) -> tuple[list[Member], list[Problem]]:
    found = list((importer or Warc()).members(io.BytesIO(data), "some.warc"))
    return [m for m in found if isinstance(m, Member)], [p for p in found if isinstance(p, Problem)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_documents_known_by_their_address(packed: bool) -> None:
    found, problems = members(warc(page(1), page(2), packed=packed))
    assert [(m.key, m.uri) for m in found] == [(f"https://lamp.example/document/{n}",) * 2 for n in (1, 2)]
    assert b"Paper 1" in found[0].data
    assert not problems


def test_one_pack_around_all_records_is_read_too() -> None:
    found, problems = members(gzip.compress(warc(page(1), page(2), packed=False)))
    assert (len(found), problems) == (2, [])


def test_what_is_no_page_is_counted() -> None:
    image, gone = page(2, kind="image/png"), page(3, status="404 Not Found")
    found, problems = members(warc(page(1), image, gone))
    assert len(found) == 1
    assert [(p.code, p.severity) for p in problems] == [("no-pages", "info")]
    assert problems[0].message.startswith("2 ")


def test_a_later_capture_is_told_apart_and_a_repeated_one_left() -> None:
    found, _ = members(warc(page(1), page(1), page(1, text="<p>Another reading of the lamp</p>")))
    assert [m.uri for m in found] == ["https://lamp.example/document/1"] * 2
    assert len({m.key for m in found}) == 2


def test_the_servers_encoding_is_kept() -> None:
    address, _, _, status = page(1)
    body = "<html><body><p>Порт-Ансельм</p></body></html>".encode("windows-1251")
    found, _ = members(warc((address, "text/html; charset=windows-1251", body, status)))
    assert "Порт-Ансельм" in found[0].data.decode("utf-8-sig")


def test_a_wrong_digest_is_told_and_the_page_kept() -> None:
    data = warc(page(1), packed=False).replace(b"Paper 1", b"Paper 7")
    found, problems = members(data)
    assert b"Paper 7" in found[0].data
    assert [(p.code, p.where) for p in problems] == [
        ("digest-differs", {"record": 1, "address": "https://lamp.example/document/1"})
    ]


def test_a_file_that_is_cut_short_gives_what_stands_before() -> None:
    whole = warc(page(1), page(2), packed=False)
    found, problems = members(whole[: len(whole) - 300])
    assert len(found) >= 1
    assert problems


def test_a_length_that_lies_is_told() -> None:
    data = warc(page(1), page(2), packed=False)
    at = data.index(b"Content-Length: ") + 16
    end = data.index(b"\r\n", at)
    lying = data[:at] + str(int(data[at:end]) + 40).encode() + data[end:]
    _, problems = members(lying)
    assert {p.code for p in problems} & {"odd-record", "truncated-file", "digest-differs"}


def test_a_packed_archive_gives_what_is_in_its_files() -> None:
    data = wacz(
        ("archive/a.warc.gz", warc(page(1))),
        ("archive/b.warc", warc(page(2), packed=False)),
        ("pages/p", b""),
    )
    found, problems = members(data, Wacz())
    assert [m.where["entry"] for m in found] == ["archive/a.warc.gz", "archive/b.warc"]
    assert not problems


def test_digests_of_a_packed_archive_are_checked() -> None:
    found, problems = members(wacz(("archive/a.warc.gz", warc(page(1))), digests=lambda _: "0" * 64), Wacz())
    assert len(found) == 1
    assert [(p.code, p.where) for p in problems] == [("digest-differs", {"entry": "archive/a.warc.gz"})]


def test_a_bomb_is_not_unpacked() -> None:
    found, problems = members(wacz(("archive/a.warc", b"\0" * 30_000_000)), Wacz())
    assert not found
    assert [p.code for p in problems] == ["broken-member"]


def test_what_holds_no_archive_says_so() -> None:
    for data in (wacz(("data/x.txt", b"x")), b"PK\x03\x04 and no more", b""):
        found, problems = members(data, Wacz())
        assert not found
        assert [p.severity for p in problems] == ["error"]


@given(st.integers(0, 5000), st.binary(max_size=60))
def test_no_damage_raises(at: int, junk: bytes) -> None:
    for packed in (True, False):
        data = warc(page(1), page(2), packed=packed)
        damaged = data[:at] + junk + data[at + len(junk) :]
        members(damaged)


def test_the_broken_files_of_the_tools(shared: Path) -> None:
    """Files that the makers of web-archive tools break on purpose: nothing raises, and what is whole is found."""
    folder = shared / "corpora" / "webarchive"
    found: dict[str, tuple[int, list[str]]] = {}
    for file in sorted(folder.rglob("*")):
        name = file.name.removesuffix(".bad")
        if not name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")):
            continue
        importer = Wacz() if name.endswith(".wacz") else Warc()
        with file.open("rb") as opened:
            given = list(importer.members(opened, file.name))
        found[file.name] = (
            sum(isinstance(m, Member) for m in given),
            [m.code for m in given if isinstance(m, Problem) and m.severity != "info"],
        )
    assert len(found) > 30
    assert found["example-bad-non-chunked.warc.gz"] == (1, [])
    assert found["example-wrong-chunks.warc.gz"] == (1, ["digest-differs"])
    assert found["example-trunc.warc"] == (1, ["digest-differs", "odd-record"])
    assert found["example-space-in-url.arc"][0] == 1
    assert found["invalid_example_1.wacz"] == (0, ["no-web-archive"])
    assert found["valid_example_1.wacz"] == (1, [])
    assert found["iana.warc.gz"] == (16, [])
