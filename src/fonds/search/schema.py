"""What the index holds of an entry, and the Tantivy schema for it.

Words stand in three groups, so that a hit in the title weighs more: ``title``; ``body`` (the
document's words and its texts in other languages); ``rest`` (summary, names, places, sources, dates,
ids). Each group is there twice, as folded terms (phrases, prefixes) and stemmed (words). Names of
parts (``from``, ``place``) have fields of their own. Values that are compared whole are terms of one
field, ``key``: ``type=letter``. Facets and dates are columns.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

import tantivy

from fonds.search.entry import FACETS, Entry
from fonds.search.text import row, terms

FORMAT = 1
"""Raised when fields or terms change their meaning: an older index must then be built again."""

LONGEST_VALUE = 500
"""Characters of a facet's value or a name that are kept."""

GROUPS = ("title", "body", "rest")
PARTS = ("from", "to", "person", "place", "source", "archive", "collection")
RECORD = "record"
"""The key of every document, to tell it from the marker of the last commit."""
COMMIT = "commit"
"""The key of that marker."""
FILLING = "filling"
"""The key of documents that are there only for segments to be merged."""
ONE = "one"
"""A column with one value in every document: counting its values counts documents."""


def stemmed(group: str) -> str:
    """The stemmed twin of a group of words."""
    return f"{group}_stems"


def facet(name: str) -> str:
    """The column of a facet."""
    return f"facet_{name}"


def build() -> tantivy.Schema:
    """The schema; its field ``format_N`` makes an index of another format unlike it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    for group in GROUPS:
        builder.add_text_field(group, tokenizer_name="terms")
        builder.add_text_field(stemmed(group), tokenizer_name="stems", index_option="freq")
    for part in PARTS:
        builder.add_text_field(part, tokenizer_name="terms")
    for name in FACETS:
        builder.add_text_field(facet(name), tokenizer_name="raw", index_option="basic", fast=True)
    for column in ("year", "earliest", "latest"):
        builder.add_integer_field(column, fast=True, indexed=True)
    for column in ("sort_date", "added"):
        builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_boolean_field(ONE, fast=True)
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("stored", stored=True)
    builder.add_integer_field("sequence", stored=True)
    builder.add_boolean_field(f"format_{FORMAT}")
    return builder.build()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry in the index's terms, cut and folded, but for what only the whole archive knows of it.

    Plain values, so that whoever read a document can prepare it and hand it to the one process that writes.
    ``fields`` are (field, value) in order. ``people`` are the names to narrow by, which may become other
    headings; ``added`` is an ISO moment.
    """

    id: str
    fields: tuple[tuple[str, str | int | bytes], ...]
    people: tuple[str, ...] = ()
    added: str | None = None


def prepare(entry: Entry) -> Prepared:
    """All that takes time, of an entry that is to be put into the index."""
    fields: list[tuple[str, str | int | bytes]] = [("id", entry.id), ("key", RECORD)]
    fields += (("key", key) for key in _keys(entry))

    texts = [text for _, text in entry.other_texts]
    rest = (entry.summary, entry.id, *entry.record_ids, *entry.people, *entry.places, *entry.sources)
    for group, values in (
        ("title", [entry.title]),
        ("body", [entry.body, *texts]),
        ("rest", [*rest, *entry.subjects, *entry.dates, *entry.facets.get("archive", ())]),
    ):
        for value in values:
            if words := row(value):
                fields += ((group, words), (stemmed(group), words))

    parts = {
        "from": entry.senders,
        "to": entry.recipients,
        "person": entry.people,
        "place": entry.places,
        "source": entry.sources,
        "archive": entry.facets.get("archive", ()),
        "collection": entry.facets.get("collection", ()),
    }
    for part, values_of_part in parts.items():
        fields += ((part, words) for value in values_of_part if (words := row(value)))

    for name in FACETS:
        if name != "person":
            fields += ((facet(name), whole(value)) for value in entry.facets.get(name, ()))
    fields += (("year", int(value)) for value in entry.facets.get("year", ()))
    for column in ("earliest", "latest"):
        if (day := day_number(getattr(entry, column))) is not None:
            fields.append((column, day))
    if entry.sort_date:
        fields.append(("sort_date", entry.sort_date))
    for place in entry.facets.get("place", ()):
        fields += (("name", suggestion) for suggestion in _suggestions("place", place))
    stored = {"card": entry.card, "texts": [[None, entry.body], *entry.other_texts]}
    packed = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    fields.append(("stored", packed))
    return Prepared(entry.id, tuple(fields), entry.facets.get("person", ()), entry.added)


def document(prepared: Prepared) -> tantivy.Document:
    """What was prepared, as the index takes it."""
    made = tantivy.Document()
    made.add_boolean(ONE, True)
    for name, value in prepared.fields:
        if isinstance(value, str):
            made.add_text(name, value)
        elif isinstance(value, int):
            made.add_integer(name, value)
        else:
            made.add_bytes(name, value)
    for person in prepared.people:
        made.add_text(facet("person"), whole(person))
        for suggestion in _suggestions("person", person):
            made.add_text("name", suggestion)
    if prepared.added:
        made.add_text("added", prepared.added)
    return made


def commit_marker(sequence: int) -> tantivy.Document:
    """What remembers, in the commit itself, up to which change of the store the index goes."""
    made = tantivy.Document()
    made.add_text("key", COMMIT)
    made.add_integer("sequence", sequence)
    return made


def filling() -> tantivy.Document:
    """A document that no search finds: it has no key of a record."""
    made = tantivy.Document()
    made.add_text("key", FILLING)
    return made


def key(name: str, value: str) -> str:
    """The term of a value that is compared whole: case, accents and punctuation don't count.

    >>> key("type", "Memorandum of Conversation")
    'type=memorandum of conversation'
    """
    return f"{name}={row(value)}"


def day_number(day: str | None) -> int | None:
    """An ISO day as a number that sorts alike.

    >>> day_number("1952-07-18"), day_number("-0044-03-15"), day_number(None)
    (19520718, -439685, None)
    """
    match = re.fullmatch(r"(-?\d{1,9})-(\d\d)-(\d\d)", day or "", re.ASCII)
    if not match:
        return None
    year, month, days = map(int, match.groups())
    return year * 10000 + month * 100 + days


def _keys(entry: Entry) -> list[str]:
    """Exact values; a language also under its first subtag, so that ``lang:zh`` finds ``zh-Hant``."""
    languages = entry.facets.get("language", ())
    pairs = [
        *(("id", value) for value in (entry.id, *entry.record_ids)),
        *(("type", value) for value in entry.facets.get("type", ())),
        *(("class", value) for value in entry.facets.get("classification", ())),
        *(("lang", value) for value in languages),
        *(("lang", value.split("-")[0]) for value in languages),
    ]
    return list(dict.fromkeys(key(name, value) for name, value in pairs))


@lru_cache(maxsize=1 << 14)
def _suggestions(kind: str, name: str) -> list[str]:
    """A name under each of its words: typing any of them finds it."""
    words = terms(name)
    return [whole(f"{' '.join(words[n:])}\x1f{kind}\x1f{name}") for n in range(len(words))]


def whole(value: str) -> str:
    """A value as a single term: of bounded length, and without half characters, which have no bytes."""
    return value[:LONGEST_VALUE].encode("utf-8", "replace").decode()
