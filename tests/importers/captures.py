"""Web archives made by hand: each page a record."""

from __future__ import annotations

import gzip
from base64 import b32encode
from hashlib import sha1

Page = tuple[str, str, bytes, str]
"""Address, content type, body, status."""


def warc(*pages: Page, packed: bool = True) -> bytes:
    """Each page a record, and that a pack of its own."""
    return b"".join((gzip.compress if packed else bytes)(record(n, one)) for n, one in enumerate(pages))


def record(n: int, one: Page) -> bytes:
    address, kind, body, status = one
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012}>\r\nWARC-Date: 1998-05-0{n + 1}T10:00:00Z\r\n"
        f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Payload-Digest: sha1:{b32encode(sha1(body).digest()).decode()}\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"
