"""Fonds: ``fonds serve`` with one worker, asked for its page of results over HTTP."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.peers.answer import Answer, Client
from benchmarks.process import served
from benchmarks.served_searches import address, anew
from benchmarks.vocabulary import Asked
from fonds.search.entry import FACETS

NAME = "Fonds"
TOTAL = re.compile(rb'role="status">([\d,]*)')


@contextlib.contextmanager
def running(archive: Path) -> Iterator[Callable[[Asked], Answer]]:
    """The server of the archive."""
    with served(archive) as server:
        client = Client(server.port)

        def ask(asked: Asked) -> Answer:
            page = client.get(anew(address(asked)))
            found = TOTAL.search(page)
            digits = found[1].replace(b",", b"") if found else b""
            return Answer(int(digits or 0), page.count(b'<p class="kicker">'), len(FACETS))

        yield ask
