"""Search in a copy made of files: an index of words that a browser reads piece by piece, and a table of papers.

The words are Pagefind's, one index a language, so that each is cut and stemmed by its own rules. The table
(``search/papers.js``) tells of every document what lists and facets need, and which pieces of which index are its
texts; facets are counted from it, exactly, also for papers in several languages. It is a script and not data,
because that is what a browser loads from a folder of the disk too; there it is all there is to search: titles,
summaries, persons, places, years.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from fonds.model import Document, When
from fonds.search.entry import FACETS, Entry, distinct, entry_of
from fonds.services import documents
from fonds.services.archive import Archive
from fonds.services.static_folder import Folder
from fonds.services.word_index import WordIndexes
from fonds.values import edtf, languages

FOLDER = "search"
WORDS = f"{FOLDER}/words"
TABLE = f"{FOLDER}/papers.js"
UNKNOWN = "unknown"
"""Where the index of texts of unknown language lies; Pagefind stems nothing there."""
SUMMARY_CHARACTERS = 200
_SIGN = r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_SIGNS = re.compile(rf"(?<={_SIGN})(?=\S)|(?<=\S)(?={_SIGN})")
# What the search page loads; Pagefind also writes pages and styles of its own.
_NEEDED = ("pagefind.js", "pagefind-entry.json")
_NEEDED_SUFFIXES = (".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")


def write(archive: Archive, copy: Folder, *, fresh: bool) -> int:
    """Writes index and table; the number of documents in them. Where no document has changed (``fresh`` is False)
    and all is there, it stays."""
    earlier = [path for path, *_ in copy.before.get("files", ()) if path.startswith(f"{FOLDER}/")]
    kept = [path for path in earlier if path == TABLE or path.startswith(f"{WORDS}/")]
    if not fresh and TABLE in kept and copy.keep(kept):
        return int(copy.before.get("searchable", 0))
    room = copy.room()
    try:
        made = _index(room)
        papers = _with_pieces(made, room)
        for path in sorted(room.rglob("*")):
            if path.name in _NEEDED or path.suffix in _NEEDED_SUFFIXES:
                copy.put(f"{WORDS}/{path.relative_to(room).as_posix()}", path.read_bytes())
        copy.put(TABLE, _table(papers))
    finally:
        copy.clear()
    return len(papers)


def _index(room: Path) -> list[tuple[Entry, list[str]]]:
    """Has Pagefind write an index a language; the entries, in order of time."""
    entries: list[tuple[Entry, list[str]]] = []
    numbers: dict[str, int] = {}
    with WordIndexes() as indexes:
        for document in documents.every():
            entry = entry_of(document)
            entries.append((replace(entry, body="", other_texts=()), []))
            # What a reader may also look for, and what is no passage of the text.
            about = chain(
                entry.people, entry.places, entry.sources, entry.subjects, entry.record_ids, entry.dates
            )
            meta = {"title": apart(document.title), "about": apart(", ".join(distinct(about)))}
            for language, content in texts(document, entry):
                if language not in numbers:
                    numbers[language] = indexes.new()
                indexes.add(
                    numbers[language],
                    url=document.id,
                    content=content,
                    language=_rules(language),
                    meta=meta,
                )
        for language, number in numbers.items():
            indexes.write(number, room / language)
    return sorted(entries, key=lambda pair: (pair[0].sort_date or "", pair[0].id))


def texts(document: Document, entry: Entry) -> Iterator[tuple[str, str]]:
    """(language, words) of each text, the main one with its summary first."""
    main = "\n\n".join(part for part in (entry.summary, entry.body) if part)
    yield _language(document.languages), apart(main)
    for language, text in entry.other_texts:
        if text.strip():
            yield _language((language,)), apart(text)


def _rules(language: str) -> str:
    """By which Pagefind stems; for languages without spaces by none, or it would cut queries into words again."""
    return UNKNOWN if language in ("zh", "ja") else language


def apart(text: str) -> str:
    """Han and kana with a space around each sign, so that each is a word; the search page asks for them in the same way.
    Pagefind's own cutting into words comes out otherwise in a sentence than in a query.

    >>> apart("Note 第三号 of 7 July")
    'Note 第 三 号 of 7 July'
    """
    return _SIGNS.sub(" ", text)


def _language(tags: Iterable[str]) -> str:
    first = next(iter(tags), "")
    base = first.split("-")[0].lower()
    return base if len(base) in (2, 3) and base.isascii() and base.isalpha() and base != "und" else UNKNOWN


def _with_pieces(entries: list[tuple[Entry, list[str]]], room: Path) -> list[tuple[Entry, list[str]]]:
    """The entries with the names of their pieces, as the browser will meet them."""
    by_id = {entry.id: pieces for entry, pieces in entries}
    for path in sorted(room.rglob("*.pf_fragment")):
        _, _, data = gzip.decompress(path.read_bytes()).partition(b"{")
        found: dict[str, Any] = json.loads(b"{" + data)
        by_id[found["url"]].append(f"{path.parent.parent.name}/{path.stem}")
    return entries


def _table(papers: list[tuple[Entry, list[str]]]) -> bytes:
    """The table of papers as a script."""
    values: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    rows = []
    for entry, pieces in papers:
        card = entry.card
        own = [
            [values[facet].setdefault(value, len(values[facet])) for value in entry.facets.get(facet, ())]
            for facet in FACETS
        ]
        between = ", ".join(_list(card["from"])) + (
            f" → {', '.join(_list(card['to']))}" if card["to"] else ""
        )
        byline = " · ".join(str(part) for part in (between, card["place"], card["archive"]) if part)
        date = str(card["date"]) if card["date"] else None
        rows.append(
            [
                entry.id,
                entry.title,
                _words(date),
                byline,
                str(card["classification"] or ""),
                entry.summary[:SUMMARY_CHARACTERS],
                own,
                pieces,
            ]
        )
    table = {
        "facets": {facet: list(values[facet]) for facet in FACETS},
        "languages": {tag: languages.name(tag) for tag in values["language"]},
        "papers": rows,
    }
    # "</" would end a script that stood in a page; a file of its own is safe, and stays so if it is moved.
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"self.fondsPapers={text};\n".translate({0x2028: "\\u2028", 0x2029: "\\u2029"}).encode(
        "utf-8", "replace"
    )


def _words(value: str | None) -> str:
    return edtf.in_words(When(value, value)).partition(" (the page says")[0] if value else "undated"


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
