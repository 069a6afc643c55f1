"""Datasette: on SQLite's FTS5, over HTTP as JSON. The database is immutable, which spares counting and checking;
Porter's stemmer, which is not quite that of Fonds; an index of four-letter prefixes; columns of facets before the long
texts, indexes on type and years; suggested facets off, a cache of 200 MB, time limits raised so that no facet is
dropped. Hits, total and facets come of one request; a second one asks for the best ten with passages, because the
table's own page ranks and marks nothing.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.cache import Cache
from benchmarks.large import Large
from benchmarks.peers.answer import FACET_SIZE, SECONDS, SEVERAL, SINGLE, Answer, Client, period, texts, years
from benchmarks.process import free_port, until
from benchmarks.vocabulary import Asked

NAME = "Datasette"
OVER_HTTP = True
REQUIREMENT = "datasette>=0.65,<0.66"
ENVIRONMENT = "datasette"
SETTINGS = {
    "suggest_facets": "off",
    "default_facet_size": FACET_SIZE,
    "sql_time_limit_ms": SECONDS * 1000,
    "facet_time_limit_ms": SECONDS * 1000,
    "cache_size_kb": 200_000,
    "num_sql_threads": 2,
}
COLUMNS = ("id", "type", "collection", *SEVERAL, "first_year", "last_year", "title", "body", "rest")


def lacking(cache: Cache) -> str | None:
    """Its environment, which is made here in the cache."""
    try:
        cache.made(ENVIRONMENT, _install)
    except (OSError, subprocess.SubprocessError) as error:
        return f"its package could not be installed ({error.__class__.__name__})"
    return None


def version(folder: Path) -> str:
    """As its program says."""
    done = subprocess.run([_program(folder), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def _program(folder: Path) -> Path:
    return folder.parent / ENVIRONMENT / "venv" / "bin" / "datasette"


def _install(folder: Path) -> Mapping[str, float]:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True, timeout=120)
    pip: list[str | Path] = [
        folder / "venv" / "bin" / "python",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "install",
    ]
    subprocess.run([*pip, REQUIREMENT], check=True, timeout=600, stderr=subprocess.DEVNULL)
    return {"seconds": time.perf_counter() - began}


def load(large: Large, folder: Path) -> Mapping[str, float]:
    """The papers and their index as one file."""
    path = folder / "papers.db"
    began = time.perf_counter()
    database = sqlite3.connect(path)
    database.executescript(
        f"CREATE TABLE papers({', '.join(COLUMNS)});"
        'CREATE VIRTUAL TABLE papers_fts USING fts5(title, body, rest, content="papers",'
        " tokenize='porter unicode61', prefix='4');"
    )
    database.executemany(f"INSERT INTO papers VALUES ({', '.join('?' * len(COLUMNS))})", _rows(large))
    database.executescript(
        "CREATE INDEX by_type ON papers(type); CREATE INDEX by_year ON papers(first_year, last_year);"
        "INSERT INTO papers_fts(papers_fts) VALUES ('rebuild'); INSERT INTO papers_fts(papers_fts) VALUES ('optimize');"
        "ANALYZE;"
    )
    database.commit()
    database.close()
    return {"seconds": time.perf_counter() - began, "bytes": path.stat().st_size}


def _rows(large: Large) -> Iterator[tuple[object, ...]]:
    for entry in large.entries():
        single = (next(iter(entry.facets[name]), None) for name in SINGLE)
        several = (json.dumps(entry.facets[name], ensure_ascii=False) for name in SEVERAL)
        yield (entry.id, *single, *several, *years(entry), *texts(entry))


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Callable[[Asked], Answer]]:
    """Its server, on a free port."""
    port = free_port()
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value))]
    command: list[str | Path] = [
        _program(folder),
        "serve",
        "-i",
        folder / "papers.db",
        "--port",
        str(port),
        *settings,
    ]
    with until(command, port):
        client = Client(port)

        def ask(asked: Asked) -> Answer:
            table = json.loads(client.get(f"/papers/papers.json?{urlencode(_table(asked))}"))
            if table.get("facets_timed_out"):
                raise RuntimeError(f"Datasette dropped facets: {table['facets_timed_out']}")
            best = json.loads(client.get(f"/papers.json?{urlencode(_best(asked))}"))
            return Answer(table["filtered_table_rows_count"], len(best["rows"]), len(table["facet_results"]))

        yield ask


def _table(asked: Asked) -> list[tuple[str, str | int]]:
    """Total and facets."""
    parameters: list[tuple[str, str | int]] = [
        ("_search", _match(asked)),
        ("_searchmode", "raw"),
        ("_size", 10),
    ]
    parameters += [("_col", "id"), ("_col", "title"), ("_nosuggest", 1)]
    parameters += [("_facet", name) for name in SINGLE] + [("_facet_array", name) for name in SEVERAL]
    if years := period(asked):
        parameters += [("first_year__lte", years[1]), ("last_year__gte", years[0])]
    for name, values in asked.filters.items():
        if name != "year":
            parameters.append((name if name in SINGLE else f"{name}__arraycontains", values[0]))
    return parameters


def _best(asked: Asked) -> list[tuple[str, str | int]]:
    """The best ten, with passages."""
    where, parameters = ["papers_fts MATCH :match"], [("match", _match(asked))]
    if years := period(asked):
        where.append("first_year <= CAST(:last AS INT) AND last_year >= CAST(:first AS INT)")
        parameters += [("first", str(years[0])), ("last", str(years[1]))]
    for name, values in asked.filters.items():
        if name != "year":
            held = f"EXISTS (SELECT 1 FROM json_each({name}) WHERE value = :{name})"
            where.append(f"{name} = :{name}" if name in SINGLE else held)
            parameters.append((name, values[0]))
    # Only a cross join keeps SQLite from starting at the papers.
    sql = (
        "SELECT id, papers.title, snippet(papers_fts, -1, '[', ']', '…', 30) AS passage"
        f" FROM papers_fts CROSS JOIN papers ON papers.rowid = papers_fts.rowid WHERE {' AND '.join(where)}"
        " ORDER BY papers_fts.rank LIMIT 10"
    )
    return [("sql", sql), *parameters]


def _match(asked: Asked) -> str:
    """In FTS5's language."""
    if asked.how == "phrase":
        return f'"{" ".join(asked.words)}"'
    return f'"{asked.words[0]}" *' if asked.how == "prefix" else " ".join(f'"{word}"' for word in asked.words)
