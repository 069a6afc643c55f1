"""Where a list goes on: a position as an opaque piece of an address.

A token holds all that the next page needs, so that the server keeps nothing; a check sum tells one that was cut or
guessed. It is no secret and grants nothing: what it holds is checked like any other part of an address.

>>> token = make("l1", "b1wfs30st", 100)
>>> token
'WyJsMSIsImIxd2ZzMzBzdCIsMTAwXZF26jc'
>>> read("l1", token)
('b1wfs30st', 100)
>>> read("l1", token[:-2]) is read("s1", token) is read("l1", "!") is None
True
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib

LONGEST = 4000
"""Characters; what is longer is none of ours."""


def make(kind: str, *values: str | int | None) -> str:
    """A token of that kind: which list in which form."""
    data = json.dumps([kind, *values], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data + zlib.crc32(data).to_bytes(4)).decode().rstrip("=")


def read(kind: str, token: str) -> tuple[str | int | None, ...] | None:
    """What ``make`` was given; None where it made no such token of that kind."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        content, checked = data[:-4], int.from_bytes(data[-4:])
        if zlib.crc32(content) != checked:
            return None
        found = json.loads(content)
    except (binascii.Error, ValueError):
        return None
    return tuple(found[1:]) if isinstance(found, list) and found[:1] == [kind] else None
