"""BaseX: one database of small TEI papers, each with its facets as elements of the header and its words as one text
node; full-text index of those nodes alone, with Porter's stemmer, which is not quite that of Fonds; indexes of values;
asked through the protocol of its own clients, one query a question. Real TEI splits texts among elements, where its
phrases end: this favours it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.cache import Cache, bytes_of
from benchmarks.large import Large
from benchmarks.peers.answer import FACET_SIZE, SECONDS, Answer, clean, period, texts, years
from benchmarks.process import free_port, until
from benchmarks.vocabulary import Asked
from fonds.search.entry import FACETS

NAME = "BaseX"
OVER_HTTP = False
HEAP = "4g"
LOAD_SECONDS = 1800
LOADED = "papers"
USER, PASSWORD = "admin", "admin"
"""As it comes; it listens on this machine alone."""


def lacking(cache: Cache) -> str | None:
    """Its server, of Debian's package basex."""
    return None if shutil.which("basexserver") else "there is no basexserver (Debian's package basex)"


def version(folder: Path) -> str:
    """As its program says."""
    home = {**os.environ, "JDK_JAVA_OPTIONS": f"-Dorg.basex.path={folder}"}
    done = subprocess.run(["basex", "-h"], capture_output=True, text=True, env=home)
    found = re.search(r"BaseX ([\d.]+)", done.stdout + done.stderr)
    return found[1] if found else "(of unknown version)"


def load(large: Large, folder: Path) -> Mapping[str, float]:
    """The papers as one file of TEI, then as a database."""
    corpus = folder / "papers.xml"
    began = time.perf_counter()
    with corpus.open("w", encoding="utf-8") as out:
        out.write("<teiCorpus>\n")
        for entry in large.entries():
            first, last = years(entry)
            single = {"id": entry.id, "title": entry.title, "first": first, "last": last}
            head = [
                f"<{name}>{escape(clean(str(value)))}</{name}>" for name, value in single.items() if value
            ]
            head += [f"<{n}>{escape(clean(value))}</{n}>" for n in FACETS for value in entry.facets[n]]
            words = escape("\n\n".join(texts(entry)))
            out.write(f"<TEI><teiHeader>{''.join(head)}</teiHeader><text>{words}</text></TEI>\n")
        out.write("</teiCorpus>\n")
    with _server(folder) as session:
        session.timeout(LOAD_SECONDS)
        for command in (
            "SET FTINDEX true",
            "SET FTINCLUDE text",
            "SET LANGUAGE en",
            "SET STEMMING true",
            f"CREATE DB {LOADED} {corpus}",
        ):
            session.execute(command)
    seconds = time.perf_counter() - began
    corpus.unlink()
    return {"seconds": seconds, "bytes": bytes_of(folder)}


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Callable[[Asked], Answer]]:
    """Its server, on a free port."""
    with _server(folder) as session:
        session.execute(f"OPEN {LOADED}")

        def ask(asked: Asked) -> Answer:
            answer = session.execute(f"XQUERY {_query(asked)}")
            total = re.search(r'total="(\d+)"', answer)
            assert total, answer[:200]
            return Answer(int(total[1]), answer.count("<hit "), len(re.findall("<facet ", answer)))

        yield ask


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[Session]:
    # Its settings and data are in a folder named to Java; else they would be made in the user's home.
    port = free_port()
    options = (
        f"-Xmx{HEAP} -Dorg.basex.path={folder} -Dorg.basex.dbpath={folder / 'data'} -Dorg.basex.timeout=0"
    )
    with until(["basexserver", "-z", "-n127.0.0.1", f"-p{port}"], port, {"JDK_JAVA_OPTIONS": options}):
        session = Session(port)
        yield session
        session.close()


class Session:
    """A client's connection, as BaseX's server protocol has it."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self._reader = self._socket.makefile("rb")
        realm, _, nonce = self._word().partition(":")
        secret = _md5(f"{USER}:{realm}:{PASSWORD}") if nonce else _md5(PASSWORD)
        self._socket.sendall(f"{USER}\0{_md5(secret + (nonce or realm))}\0".encode())
        if self._reader.read(1) != b"\0":
            raise RuntimeError("BaseX refused its own first user")

    def timeout(self, seconds: float) -> None:
        """How long an answer may take from now on."""
        self._socket.settimeout(seconds)

    def execute(self, command: str) -> str:
        """What the command gives. RuntimeError: it failed."""
        self._socket.sendall(f"{command}\0".encode())
        result, told = self._word(), self._word()
        if self._reader.read(1) != b"\0":
            raise RuntimeError(f"BaseX: {told}")
        return result

    def close(self) -> None:
        """Ends it."""
        self._socket.sendall(b"exit\0")
        self._socket.close()

    def _word(self) -> str:
        """Up to the next zero byte."""
        read = bytearray()
        while (byte := self._reader.read(1)) not in (b"\0", b""):
            # A byte of 255 says that the next one is meant as it is; no text in UTF-8 has either.
            read += self._reader.read(1) if byte == b"\xff" else byte
        return read.decode()


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def _query(asked: Asked) -> str:
    """Total, facets and the best ten with passages, in XQuery."""
    words = ", ".join(f'"{word}{".*" if asked.how == "prefix" else ""}"' for word in asked.words)
    option = {"all": '"mode": "all"', "phrase": '"mode": "phrase"', "prefix": '"wildcards": true()'}[
        asked.how
    ]
    how = {"all": "all", "phrase": "phrase", "prefix": "using wildcards"}[asked.how]
    narrowed = "".join(
        f'[../../teiHeader/{name} = "{value}"]'
        for name, values in asked.filters.items()
        for value in values
        if name != "year"
    )
    if within := period(asked):
        narrowed += f"[../../teiHeader[first <= {within[1]} and last >= {within[0]}]]"
    facets = ", ".join(
        f'<facet name="{name}">{{ (for $value in $heads/{name} group by $key := string($value)'
        f' let $n := count($value) order by $n descending return <value n="{{$n}}">{{$key}}</value>)'
        f"[position() <= {FACET_SIZE}] }}</facet>"
        for name in FACETS
    )
    return (
        f'let $found := ft:search("{LOADED}", ({words}), map {{ {option} }}){narrowed} '
        "let $heads := $found/../../teiHeader "
        'return <answer total="{count($found)}">{ '
        f"{facets}, "
        "(for $text in $found order by ft:score($text) descending return $text)[position() <= 10] ! "
        '<hit id="{../../teiHeader/id}">{../../teiHeader/title,'
        f' ft:extract(.[. contains text {{ {words} }} {how}], "b", 200) }}</hit> }}</answer>'
    )
