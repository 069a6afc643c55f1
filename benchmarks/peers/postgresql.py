"""PostgreSQL: a stored tsvector of title, body and rest with weights, under a GIN index; Snowball's English stemmer, as
in Fonds, and no stop words, because Fonds has none; facets as columns and arrays under indexes of their own; 1 GB of
shared buffers, 64 MB to work in, no just-in-time compiling, analysed and vacuumed; over a Unix socket. One statement
counts total and facets, one ranks by ts_rank and marks ten with ts_headline.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.cache import Absent, Cache
from benchmarks.large import Large
from benchmarks.peers.answer import FACET_SIZE, SECONDS, SEVERAL, SINGLE, Answer, clean, period, texts, years
from benchmarks.vocabulary import Asked
from fonds.search.entry import FACETS

NAME = "PostgreSQL"
OVER_HTTP = False
LOAD_SECONDS = 1800
USERS = ("postgres", "nobody")
"""As whom it runs where we are root, which it refuses."""
OPTIONS = (
    "-c listen_addresses='' -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c jit=off"
    " -c random_page_cost=1.1 -c effective_cache_size=4GB -c max_wal_size=8GB -c fsync=off"
)
LONGEST = 600_000
"""Characters of a body that go into the tsvector, which holds 1 MB at most."""
SCHEMA = f"""
    CREATE TEXT SEARCH DICTIONARY every_word (TEMPLATE = snowball, Language = english);
    CREATE TEXT SEARCH CONFIGURATION papers (COPY = english);
    ALTER TEXT SEARCH CONFIGURATION papers
        ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH every_word;
    CREATE TABLE papers(
        id text PRIMARY KEY, {", ".join(f"{name} text" for name in SINGLE)},
        {", ".join(f"{name} text[]" for name in SEVERAL)},
        first_year int, last_year int, title text, body text, rest text,
        words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('papers', title), 'A') || setweight(to_tsvector('papers', left(body, {LONGEST})), 'B')
            || setweight(to_tsvector('papers', rest), 'C')) STORED)
"""
COLUMNS = ("id", *SINGLE, *SEVERAL, "first_year", "last_year", "title", "body", "rest")
INDEXES = (
    "CREATE INDEX ON papers USING gin(words)",
    "CREATE INDEX ON papers(type)",
    "CREATE INDEX ON papers(first_year, last_year)",
    *(f"CREATE INDEX ON papers USING gin({name})" for name in SEVERAL),
    "VACUUM ANALYZE papers",
)


def lacking(cache: Cache) -> str | None:
    """Its server, of Debian's package postgresql; and our client library for it."""
    if _programs() is None:
        return "there is no initdb (Debian's package postgresql)"
    return None if importlib.util.find_spec("psycopg") else "psycopg is not installed (make setup)"


def version(folder: Path) -> str:
    """As its program says."""
    found = _programs()
    assert found
    done = subprocess.run([found / "initdb", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[2]


def load(large: Large, folder: Path) -> Mapping[str, float]:
    """A cluster of its own with the papers in it."""
    began = time.perf_counter()
    _own(folder)
    _run(
        folder,
        "initdb",
        "-D",
        "data",
        "-U",
        "fonds",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    with _server(folder) as connection:
        connection.execute(f"SET statement_timeout = '{LOAD_SECONDS}s'")
        connection.execute(SCHEMA)
        with connection.cursor().copy(f"COPY papers({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for entry in large.entries():
                single = (next(map(clean, entry.facets[name]), None) for name in SINGLE)
                several = (list(map(clean, entry.facets[name])) for name in SEVERAL)
                copy.write_row((entry.id, *single, *several, *years(entry), *texts(entry)))
        for statement in INDEXES:
            connection.execute(statement)
        size = connection.execute("SELECT pg_total_relation_size('papers')").fetchone()[0]
    return {"seconds": time.perf_counter() - began, "bytes": size}


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Callable[[Asked], Answer]]:
    """Its server, on a socket in its folder."""
    import psycopg

    with _server(folder) as connection:
        connection.execute(f"SET statement_timeout = '{SECONDS}s'")

        def ask(asked: Asked) -> Answer:
            where, values = _where(asked)
            try:
                counts = connection.execute(_counts(where), values).fetchall()
                best = connection.execute(_best(where), values).fetchall()
            except psycopg.Error as error:
                raise RuntimeError(str(error)) from error
            return Answer(counts[0][2], len(best), len(FACETS))  # one without values gives no row

        yield ask


def _where(asked: Asked) -> tuple[str, dict[str, object]]:
    given = "phraseto_tsquery" if asked.how == "phrase" else "to_tsquery"
    sign = " " if asked.how == "phrase" else " & "
    ending = ":*" if asked.how == "prefix" else ""
    where = [f"words @@ {given}('papers', %(asked)s)"]
    values: dict[str, object] = {"asked": sign.join(word + ending for word in asked.words)}
    if within := period(asked):
        where.append("first_year <= %(last)s AND last_year >= %(first)s")
        values |= {"first": within[0], "last": within[1]}
    for name, wanted in asked.filters.items():
        if name != "year":
            where.append(f"{name} = %({name})s" if name in SINGLE else f"{name} @> ARRAY[%({name})s::text]")
            values[name] = wanted[0]
    return " AND ".join(where), values


def _counts(where: str) -> str:
    """Total, then up to fifty values of each facet."""
    facets = [
        f"(SELECT '{name}', value, count(*) FROM (SELECT {name if name in SINGLE else f'unnest({name})'} AS value"
        f" FROM found) AS v WHERE value IS NOT NULL GROUP BY value ORDER BY 3 DESC LIMIT {FACET_SIZE})"
        for name in FACETS
    ]
    columns = ", ".join(FACETS)
    return (
        f"WITH found AS MATERIALIZED (SELECT {columns} FROM papers WHERE {where})"
        f" SELECT 'total', NULL, count(*) FROM found UNION ALL {' UNION ALL '.join(facets)}"
    )


def _best(where: str) -> str:
    query = where.split(" AND ")[0].partition("@@ ")[2]
    return (
        f"SELECT id, title, ts_headline('papers', body, {query}, 'MaxFragments=2, MaxWords=30, MinWords=10')"
        f" FROM (SELECT id, title, body FROM papers WHERE {where}"
        f" ORDER BY ts_rank(words, {query}) DESC LIMIT 10) AS best"
    )


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[Any]:
    import psycopg

    # The path of a socket has a hundred characters at most.
    _run(folder, "pg_ctl", "-D", "data", "-w", "-s", "-l", "log", "-o", f"{OPTIONS} -k {folder}", "start")
    try:
        with psycopg.connect(f"user=fonds dbname=postgres host={folder}", autocommit=True) as connection:
            yield connection
    finally:
        _run(folder, "pg_ctl", "-D", "data", "-w", "-s", "-m", "fast", "stop")


def _run(folder: Path, program: str, *arguments: str) -> None:
    found = _programs()
    assert found
    with (folder / "said").open("w+") as said:
        done = subprocess.run(
            [*_as_user(), found / program, *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LANG": "C"},
            stdout=said,
            stderr=said,
            timeout=120,
        )
        if done.returncode:
            said.seek(0)
            raise Absent(f"{program} failed: {said.read().strip()}")


def _own(folder: Path) -> None:
    if user := _user():
        os.chown(folder, user.pw_uid, user.pw_gid)


def _as_user() -> list[str]:
    user = _user()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []


def _user() -> pwd.struct_passwd | None:
    """Somebody who is not root, where we are."""
    if os.geteuid():
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next((known[name] for name in USERS if name in known), None)


def _programs() -> Path | None:
    """The folder of its programs: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return Path(found).resolve().parent if found else (debian[-1].parent if debian else None)
