"""Web archives: WARC 1.0 and 1.1 (ISO 28500), the older ARC, and WACZ 1.1.1, which packs them; by warcio.

Documents are the captures of pages that were answered with 200: HTML, PDF and plain text, each read by the
importer for its content and known by its address. What a page needs to be looked at (images, scripts, styles) is
counted and left. Digests are checked, in the records and, of a WACZ, in its ``datapackage.json``; a capture whose
digest is wrong is kept and reported.

A file is read as a stream, record by record; gzip may pack each record (as the standard asks) or the whole.

Limits: behind a record whose length lies, warcio can only go on where the next one begins where it should; captures
that repeat an earlier one (``revisit``) add nothing; answers to POST are passed over, as no address leads to them.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import json
import logging
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from fonds.importers.importer import MAX_BYTES, Member, unpacked
from fonds.importers.page_text import PageText
from fonds.model import Draft, Original, Problem
from fonds.model.problems import problem

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain"})
TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
MAX_RECORD = 64 * 1024 * 1024
"""Bytes of one capture, unpacked."""
MAX_PACKED = 200
"""Times that an entry of a WACZ may be larger than it is packed; text reaches 20, and a bomb 1,000."""
MAX_INDEX = 16 * 1024 * 1024
"""Bytes of a WACZ's ``datapackage.json``."""
SLACK = 2
"""Bytes by which a record may be shorter than it says: ARC counts the line's end behind it."""
PIECE = 1024 * 1024
BOM = b"\xef\xbb\xbf"


class Warc:
    """See the module."""

    name = "warc"
    title = "Web archive (WARC, ARC)"
    media_types = ("application/warc", "application/x-ia-arc")
    suffixes = (".warc", ".warc.gz", ".arc", ".arc.gz")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """1 where the first record's head stands."""
        return 1.0 if head.startswith((b"WARC/1.", b"WARC/0.", b"filedesc://")) else 0.0

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        """The pages of one file."""
        yield from _pages(file, {})

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """Captures are read by the importers for their content; this is for one that was torn out of its file."""
        yield from PageText().read(data, original)


class Wacz:
    """See the module."""

    name = "wacz"
    title = "Packed web archive (WACZ)"
    media_types = ("application/wacz",)
    suffixes = (".wacz",)
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """A zip archive of that name; the format has no mark of its own."""
        return (
            1.0
            if head.startswith(b"PK\x03\x04") and name.casefold().endswith((".wacz", ".wacz.zip"))
            else 0.0
        )

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        """The pages of all web archives in it."""
        try:
            packed = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            yield problem("truncated-file", reason=str(error))
            return
        with packed:
            digests = _digests(packed)
            found = False
            for entry in packed.infolist():
                if not entry.filename.startswith("archive/") or entry.is_dir():
                    continue
                found = True
                yield from _entry(packed, entry, digests.get(entry.filename))
            if not found:
                yield problem("no-web-archive", reason="there is nothing in its folder archive/")

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """As in a WARC."""
        yield from PageText().read(data, original)


def _digests(packed: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 by the path of an entry, as ``datapackage.json`` states them."""
    with contextlib.suppress(
        KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, RecursionError
    ):
        with packed.open("datapackage.json") as file:
            stated: Any = json.loads(file.read(MAX_INDEX))
        pairs = ((r.get("path"), str(r.get("hash"))) for r in stated["resources"])
        return {
            str(path): stated.removeprefix("sha256:")
            for path, stated in pairs
            if stated.startswith("sha256:")
        }
    return {}


def _entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, digest: str | None) -> Iterator[Member | Problem]:
    where: dict[str, object] = {"entry": entry.filename}
    if entry.flag_bits & 1:
        yield problem("broken-member", where, reason="it is encrypted")
        return
    if entry.file_size > MAX_PACKED * max(entry.compress_size, 1):
        yield problem(
            "broken-member", where, reason=f"it is {entry.file_size} bytes large once it is unpacked"
        )
        return
    try:
        if digest is not None:
            sha256 = hashlib.sha256()
            with packed.open(entry) as file:
                while piece := file.read(PIECE):
                    sha256.update(piece)
            if sha256.hexdigest() != digest:
                yield problem("digest-differs", where)
        with packed.open(entry) as file:
            yield from _pages(cast(BinaryIO, file), where)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        yield problem("truncated-file", where, reason=str(error))


def _pages(file: BinaryIO, where: dict[str, object]) -> Iterator[Member | Problem]:
    """The pages among the records, and at the end how many others there were."""
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").setLevel(logging.ERROR)
    plain = unpacked(file)
    # Once as the stream of records that it should be, and where that breaks, pack by pack.
    ways = [file] if plain is not file else []
    records = ArchiveIterator(plain, check_digests=True, arc2warc=True)
    seen: set[tuple[str, bytes]] = set()
    addresses: set[str] = set()
    left = number = 0
    while True:
        said = io.StringIO()  # warcio tells of lengths that lie on stderr
        try:
            with contextlib.redirect_stderr(said):
                record = next(records, None)
        except Exception as error:  # of damaged bytes warcio raises whatever they lead it to
            if ways:
                file.seek(0)
                records = ArchiveIterator(ways.pop(), check_digests=True, arc2warc=True)
                with contextlib.suppress(Exception), contextlib.redirect_stderr(said):
                    for _ in itertools.islice(records, number):
                        pass
                continue
            reason = " ".join(str(error).split())[:160] or type(error).__name__
            yield problem("truncated-file", where | {"record": number + 1}, reason=reason)
            break
        if "WARNING" in said.getvalue():
            yield problem("odd-record", where | {"record": number})
        if record is None:
            break
        number += 1
        here = where | {"record": number}
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if not _is_page(record, address):
            left += record.rec_type in ("response", "resource")
            continue
        try:
            data = record.content_stream().read(MAX_RECORD + 1)
        except Exception as error:
            yield problem("broken-member", here | {"address": address}, reason=str(error)[:160])
            continue
        if len(data) > MAX_RECORD:
            yield problem(
                "too-large", here | {"address": address}, size_bytes=len(data), max_bytes=MAX_RECORD
            )
            continue
        if record.digest_checker.passed is False:
            yield problem("digest-differs", here | {"address": address})
        elif getattr(record.raw_stream, "limit", 0) > SLACK:
            yield problem("odd-record", here | {"address": address})
        capture = (address, hashlib.sha256(data).digest())
        if not data.strip() or capture in seen:
            continue
        seen.add(capture)
        # A later capture of a page that has changed is a document too, told apart by its time.
        key = address
        if address in addresses:
            key = f"{address} {record.rec_headers.get_header('WARC-Date') or number}"
        addresses.add(address)
        yield Member(key, _in_utf8(record, data), uri=address, where=here)
    if left:
        yield problem("no-pages", where or None, count=left)


def _media_type(record: ArcWarcRecord) -> str:
    """Without its parameters. A ``resource`` was not fetched by HTTP and has its own header."""
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()


def _is_page(record: ArcWarcRecord, address: str) -> bool:
    if record.rec_type not in ("response", "resource") or not address.startswith(("http:", "https:")):
        return False
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return False
    return _media_type(record) in PAGES


def _in_utf8(record: ArcWarcRecord, data: bytes) -> bytes:
    """The text in the encoding that importers know best. What the server said of it beats what the page says
    (HTML Standard, 13.2.3.2), and is lost with the header; so the mark that beats both is put before it."""
    headers = record.http_headers
    if headers is None or _media_type(record) not in TEXTS or data.startswith(BOM):
        return data
    _, _, stated = (headers.get_header("Content-Type") or "").casefold().partition("charset=")
    encoding = stated.partition(";")[0].strip(" \"'")
    try:
        return BOM + data.decode(encoding).encode() if encoding else data
    except (LookupError, UnicodeDecodeError):
        return data
