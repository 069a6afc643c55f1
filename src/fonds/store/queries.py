"""What every document page asks, and what every document writes, as SQL.

A page asks about ten questions, each answered from an index in some 15 µs; Django's query builder takes
150 to 250 µs to word one, and its cursor 30 µs to pass one on. A document writes some forty derived rows;
made one by one as Django's models they take as long as reading it does (all measured November 2026, Django
5.2). Everything less frequent uses the ORM. Plain SQL-92 with row values: SQLite and PostgreSQL read it alike,
where it is said where rows without a value stand in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import F, Model
from django.db.models.expressions import OrderBy

from fonds import store
from fonds.store import models

Link = tuple[str, str, str, str | None, str | None]
"""id, title, type, EDTF date, earliest day."""

_LINK = "r.id, r.title, r.type, r.edtf, r.earliest"
_RECORD = models.Record._meta.db_table
_VERSION = models.Version._meta.db_table
_ORIGINAL = models.Original._meta.db_table
_NAME = models.Name._meta.db_table
_NAME_FORM = models.NameForm._meta.db_table
_PARTICIPATION = models.Participation._meta.db_table
_PLACE = models.Place._meta.db_table
_RECORD_PLACE = models.RecordPlace._meta.db_table
_SOURCE = models.SourceRow._meta.db_table
_REFERENCE = models.ReferenceRow._meta.db_table
_SENT = models.MessageRow._meta.db_table
_TIE = models.SameMessage._meta.db_table


def _rows(sql: str, *parameters: object) -> list[Any]:
    """Asks the driver itself, by way of Django's connection but not of its cursor."""
    own = connections[DEFAULT_DB_ALIAS]
    own.close_if_health_check_failed()
    own.ensure_connection()
    # Errors are Django's, and have the connection looked at before the next request.
    with own.wrap_database_errors, closing(own.connection.cursor()) as cursor:
        cursor.execute(_worded(sql, own.vendor), parameters)
        return list(cursor.fetchall())


@lru_cache(maxsize=256)
def _worded(sql: str, vendor: str) -> str:
    """The question with the driver's own sign for a parameter; none of ours holds a literal per cent sign."""
    return sql.replace("%s", "?") if vendor == store.SQLITE else sql


def insert(table: type[Model], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Writes rows into a table."""
    if rows:
        store.engine().insert(table._meta.db_table, columns, rows)


def moment(value: datetime) -> object:
    """A moment as ``insert`` takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def among(table: type[Model], columns: Sequence[str], values: Iterable[object]) -> list[Any]:
    """These columns of the rows whose first one has one of the values."""
    wanted = list(values)
    if not wanted:
        return []
    found = (
        f"SELECT {', '.join(columns)} FROM {table._meta.db_table} WHERE {columns[0]} IN ({_marks(wanted)})"
    )
    return _rows(found, *wanted)


def current(column: str, values: Iterable[str]) -> list[tuple[str, int, str, str]]:
    """(name, part, id, digest) of records by their current version, where ``column``, "r.name" or "v.digest", has
    one of the values; in the order of parts."""
    wanted = list(values)
    if not wanted:
        return []
    return _rows(
        f"""SELECT r.name, r.part, r.id, v.digest
            FROM {_RECORD} r JOIN {_VERSION} v ON v.record_id = r.id AND v.number = r.version
            WHERE {column} IN ({_marks(wanted)}) ORDER BY r.part""",
        *wanted,
    )


def rising(column: str) -> OrderBy:
    """An order by a column that may be empty: rows without a value come first, whatever the database."""
    return F(column).asc(nulls_first=True)


class MentionRow(NamedTuple):
    """A mention as linking sees it; ``senders``, ``recipients`` and ``candidates`` are JSON. In the order of the
    columns of ``_MENTION``."""

    id: int
    record: str
    as_written: str
    kind: str | None
    dated: str | None
    earliest: str | None
    latest: str | None
    number: str | None
    senders: str
    recipients: str
    written: str | None
    message: str | None
    found: str
    state: str
    target: str | None
    candidates: str
    missing: str | None
    answers: bool
    leads_to: str | None


_MENTION = """id, record_id, as_written, kind, dated, earliest, latest, number, senders, recipients, written, message,
              found, state, target_id, candidates, missing, answers, leads_to"""


def open_mentions(column: str, values: Sequence[str] | Sequence[int]) -> list[MentionRow]:
    """The mentions with one of the values in this column that mean nothing in their own document."""
    return [MentionRow(*row) for row in _open_mentions(_MENTION, column, values)]


def open_mention_ids(column: str, values: Sequence[str]) -> list[int]:
    """The primary keys of such mentions."""
    return [id for (id,) in _open_mentions("id", column, values)]


def _open_mentions(selected: str, column: str, values: Sequence[str] | Sequence[int]) -> list[Any]:
    if not values:
        return []
    return _rows(
        f"SELECT {selected} FROM {_REFERENCE} WHERE {column} IN ({_marks(values)}) AND inside IS NULL",
        *values,
    )


class MessageRow(NamedTuple):
    """A message as linking sees it; ``senders``, ``recipients`` and ``words`` are JSON. In the order of the
    columns of ``_MESSAGE``."""

    record: str
    message: str
    kind: str
    sent: str | None
    earliest: str | None
    latest: str | None
    number: str | None
    senders: str
    recipients: str
    outer: bool
    words: str


_MESSAGE = """m.record_id, m.message, m.kind, m.sent, m.earliest, m.latest, m.number, m.senders, m.recipients, m.outer,
              m.words"""


def messages(column: str, values: Sequence[str], *, withdrawn: bool) -> list[MessageRow]:
    """The messages with one of the values in this column; with those of withdrawn records or without."""
    if not values:
        return []
    kept = "" if withdrawn else f"JOIN {_RECORD} r ON r.id = m.record_id AND r.withdrawn IS NULL"
    found = f"SELECT {_MESSAGE} FROM {_SENT} m {kept} WHERE m.{column} IN ({_marks(values)})"
    return [MessageRow(*row) for row in _rows(found, *values)]


def decide(rows: Sequence[tuple[str, str | None, str, str | None, bool, int]]) -> None:
    """Writes state, target, candidates (JSON), missing and answers of mentions, by primary key."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"""UPDATE {_REFERENCE} SET state = %s, target_id = %s, candidates = %s, missing = %s, answers = %s
                    WHERE id = %s""",
                rows,
            )


def _marks(items: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(items))


def _moment(value: str | datetime) -> datetime:
    """SQLite gives moments as text, without their zone, which is always UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with what is known of its record and original; ``companions`` is JSON."""

    number: int
    reader_version: str
    document: str
    reading: bytes
    companions: str
    version_added: datetime
    sha256: str
    media_type: str
    size: int
    pages: int | None
    name: str
    current: int
    added: datetime
    withdrawn: datetime | None
    moment: str | None
    key: str
    changed: datetime
    reason: str | None
    merged_into: str | None


_VERSION_SQL = f"""
    SELECT v.number, v.reader_version, v.document, v.reading, v.companions, v.added,
           o.sha256, o.media_type, o.size, o.pages, r.name, r.version, r.added, r.withdrawn, r.moment, r.key,
           r.changed, r.reason, r.merged_into
    FROM {_RECORD} r
    JOIN {_VERSION} v ON v.record_id = r.id
    JOIN {_ORIGINAL} o ON o.sha256 = v.original_id
    WHERE r.id = %s AND v.number = """


def version(id: str, number: int | None) -> VersionRow | None:
    """A version of a record, the current one by default."""
    rows = _rows(_VERSION_SQL + "%s", id, number) if number else _rows(_VERSION_SQL + "r.version", id)
    if not rows:
        return None
    row = list(rows[0])
    row[3] = bytes(row[3])
    row[5], row[12] = _moment(row[5]), _moment(row[12])
    row[13], row[16] = row[13] and _moment(row[13]), _moment(row[16])
    return VersionRow(*row)


def documents(ids: Sequence[str]) -> dict[str, str]:
    """The JSON of the current versions of records, by id; those withdrawn are left out."""
    return _current("v.document", ids)


def readings(ids: Sequence[str]) -> dict[str, bytes]:
    """The compressed reading texts of the current versions of records, by id; those withdrawn are left out."""
    return {id: bytes(packed) for id, packed in _current("v.reading", ids).items()}


def _current(column: str, ids: Sequence[str]) -> dict[str, Any]:
    if not ids:
        return {}
    return dict(
        _rows(
            f"""SELECT r.id, {column} FROM {_RECORD} r JOIN {_VERSION} v ON v.record_id = r.id AND v.number = r.version
                WHERE r.id IN ({_marks(ids)}) AND r.withdrawn IS NULL""",
            *ids,
        )
    )


def with_layout(ids: Sequence[str]) -> set[str]:
    """Those records whose words are known by their place on page images."""
    if not ids:
        return set()
    places = ", ".join(["%s"] * len(ids))
    rows: list[tuple[str]] = _rows(
        f"""SELECT r.id FROM {_RECORD} r JOIN {_VERSION} v ON v.record_id = r.id AND v.number = r.version
            WHERE r.id IN ({places}) AND v.layout IS NOT NULL""",
        *ids,
    )
    return {id for (id,) in rows}


def versions(id: str) -> list[tuple[int, str, str, datetime]]:
    """(number, digest of the original, reader version, added) of all versions."""
    rows = _rows(
        f"SELECT number, original_id, reader_version, added FROM {_VERSION} WHERE record_id = %s ORDER BY number",
        id,
    )
    return [(number, sha256, reader, _moment(added)) for number, sha256, reader, added in rows]


def people(id: str) -> list[tuple[str, str, str, str | None]]:
    """(name as the document has it, id, heading and kind of the person) for all names in a record."""
    return _rows(
        f"""SELECT f.form, p.id, p.form, p.kind
            FROM {_NAME_FORM} f JOIN {_NAME} n ON n.id = f.name_id JOIN {_NAME} p ON p.id = n.person_id
            WHERE f.record_id = %s AND f.kind <> 'written'""",
        id,
    )


def places(id: str) -> list[tuple[str, str, str]]:
    """(key, id, name) of the places in a record."""
    return _rows(
        f"""SELECT DISTINCT p.key, p.id, p.name
            FROM {_RECORD_PLACE} r JOIN {_PLACE} p ON p.id = r.place_id WHERE r.record_id = %s""",
        id,
    )


def neighbours(id: str, moment: str) -> tuple[Link | None, Link | None]:
    """The documents just before and after one in time."""
    sql = f"SELECT {_LINK} FROM {_RECORD} r WHERE r.withdrawn IS NULL AND (r.moment, r.id) "
    before = _rows(sql + "< (%s, %s) ORDER BY r.moment DESC, r.id DESC LIMIT 1", moment, id)
    after = _rows(sql + "> (%s, %s) ORDER BY r.moment, r.id LIMIT 1", moment, id)
    return _link(before), _link(after)


def _link(rows: list[Link]) -> Link | None:
    return rows[0] if rows else None


def links(ids: Sequence[str]) -> dict[str, Link]:
    """Links to records, by id; those withdrawn are left out."""
    if not ids:
        return {}
    sql = f"SELECT {_LINK} FROM {_RECORD} r WHERE r.withdrawn IS NULL AND r.id IN ({_marks(ids)})"
    return {row[0]: row for row in _rows(sql, *ids)}


def files(sha256s: Sequence[str]) -> dict[str, tuple[int, int | None]]:
    """Size and number of pages of originals, by digest."""
    if not sha256s:
        return {}
    sql = f"SELECT sha256, size, pages FROM {_ORIGINAL} WHERE sha256 IN ({_marks(sha256s)})"
    return {sha256: (size, pages) for sha256, size, pages in _rows(sql, *sha256s)}


def mentions(id: str) -> list[tuple[int, str, str | None, str | None, str, str | None, bool]]:
    """(n, state, message inside, other record, candidates as JSON, key of the missing paper, whether it
    answers) of the mentions in a record, in order."""
    return _rows(
        f"""SELECT n, state, inside, target_id, candidates, missing, answers
            FROM {_REFERENCE} WHERE record_id = %s ORDER BY n""",
        id,
    )


def decided(ids: Sequence[str]) -> list[tuple[str, str, str | None, str | None, str]]:
    """(record, state, message inside, other record, candidates as JSON) of the mentions in records, in order."""
    if not ids:
        return []
    return _rows(
        f"""SELECT record_id, state, inside, target_id, candidates
            FROM {_REFERENCE} WHERE record_id IN ({_marks(ids)}) ORDER BY record_id, n""",
        *ids,
    )


def mentioned_by(id: str, limit: int) -> list[tuple[Any, ...]]:
    """(whether it answers, wording, then a link) of mentions of a record in others, in order of time."""
    return _rows(
        f"""SELECT m.answers, m.as_written, {_LINK}
            FROM {_REFERENCE} m JOIN {_RECORD} r ON r.id = m.record_id
            WHERE m.target_id = %s AND r.withdrawn IS NULL ORDER BY r.moment NULLS FIRST, r.id, m.n LIMIT %s""",
        id,
        limit,
    )


def missing_counts(keys: Sequence[str]) -> dict[str, int]:
    """In how many records each of these missing papers is mentioned."""
    if not keys:
        return {}
    sql = f"""SELECT missing, COUNT(DISTINCT record_id) FROM {_REFERENCE}
              WHERE missing IN ({_marks(keys)}) GROUP BY missing"""
    return dict(_rows(sql, *keys))


def same_file(id: str, paths: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """(path, leaves, then a link) of other records in these files, in order of leaves."""
    if not paths:
        return []
    return _rows(
        f"""SELECT s.path, s.listy, {_LINK}
            FROM {_SOURCE} s JOIN {_RECORD} r ON r.id = s.record_id
            WHERE s.path IN ({_marks(paths)}) AND r.id <> %s AND r.withdrawn IS NULL
            ORDER BY s.leaf NULLS FIRST, r.moment NULLS FIRST, r.id LIMIT %s""",
        *paths,
        id,
        limit,
    )


def same_message(id: str) -> list[Link]:
    """Records that hold one of its messages too."""
    return _rows(
        f"""SELECT DISTINCT {_LINK} FROM {_TIE} t JOIN {_RECORD} r ON r.id = t.other_id
            WHERE t.record_id = %s AND r.withdrawn IS NULL ORDER BY r.id""",
        id,
    )


def same_persons(id: str, first: str, last: str, limit: int) -> list[tuple[Any, ...]]:
    """(person's heading, then a link) for each correspondent or participant whom a record between two days
    (the last not included) shares with this one. The join order is written out: few records lie between
    the days, while a person may stand in thousands."""
    parts = "('from', 'to', 'participant')"
    return _rows(
        f"""SELECT DISTINCT h.form, {_LINK}, r.moment
            FROM {_RECORD} r
            CROSS JOIN {_PARTICIPATION} p CROSS JOIN {_NAME} n CROSS JOIN {_NAME} h
            WHERE r.moment >= %s AND r.moment < %s AND r.id <> %s AND r.withdrawn IS NULL
              AND p.record_id = r.id AND p.part IN {parts} AND n.id = p.name_id AND h.id = n.person_id
              AND n.person_id IN (SELECT n2.person_id
                                  FROM {_PARTICIPATION} p2 JOIN {_NAME} n2 ON n2.id = p2.name_id
                                  WHERE p2.record_id = %s AND p2.part IN {parts})
            ORDER BY r.moment, r.id LIMIT %s""",
        first,
        last,
        id,
        id,
        limit,
    )


class Part(NamedTuple):
    """A part that a person has in a record: the part, the office in which, and the record's link and moment."""

    part: str
    office: str | None
    id: str
    title: str
    type: str
    edtf: str | None
    earliest: str | None
    moment: str | None


def person(name: str) -> tuple[str, str, str | None] | None:
    """(id, heading, kind) of the person whom a name means, by the id of the name."""
    rows = _rows(
        f"SELECT p.id, p.form, p.kind FROM {_NAME} n JOIN {_NAME} p ON p.id = n.person_id WHERE n.id = %s",
        name,
    )
    return rows[0] if rows else None


def parts(person: str) -> list[Part]:
    """Every part of a person, in order of time, undated records last."""
    return [
        Part(*row)
        for row in _rows(
            f"""SELECT p.part, p.office, {_LINK}, r.moment
                FROM {_NAME} n JOIN {_PARTICIPATION} p ON p.name_id = n.id JOIN {_RECORD} r ON r.id = p.record_id
                WHERE n.person_id = %s AND r.withdrawn IS NULL ORDER BY r.moment NULLS LAST, r.id, p.id""",
            person,
        )
    ]


def forms(person: str) -> list[tuple[Any, ...]]:
    """(form, kind, then a link) of each form of a person's names in a record, in order of time, undated ones first."""
    return _rows(
        f"""SELECT f.form, f.kind, {_LINK}
            FROM {_NAME} n JOIN {_NAME_FORM} f ON f.name_id = n.id JOIN {_RECORD} r ON r.id = f.record_id
            WHERE n.person_id = %s AND r.withdrawn IS NULL ORDER BY r.moment NULLS FIRST, r.id, f.id""",
        person,
    )


def correspondents(person: str, own: str, theirs: str) -> list[tuple[str, str, str | None, int]]:
    """(id, heading, kind, messages) of those with the part ``theirs`` in messages in which the person has
    the part ``own`` (from, to)."""
    return _rows(
        f"""SELECT h.id, h.form, h.kind, COUNT(DISTINCT a.record_id || ' ' || a.message)
            FROM {_NAME} n
            JOIN {_PARTICIPATION} a ON a.name_id = n.id
            JOIN {_PARTICIPATION} b ON b.record_id = a.record_id AND b.message = a.message
            JOIN {_NAME} o ON o.id = b.name_id
            JOIN {_NAME} h ON h.id = o.person_id
            WHERE n.person_id = %s AND a.part = %s AND b.part = %s AND h.id <> %s
            GROUP BY h.id, h.form, h.kind""",
        person,
        own,
        theirs,
        person,
    )


def other_names(keys: Sequence[str]) -> list[tuple[str, str]]:
    """(key, another name of the same person) for those of the keys that are names."""
    if not keys:
        return []
    return _rows(
        f"""SELECT a.key, b.form FROM {_NAME} a JOIN {_NAME} b ON b.person_id = a.person_id
            WHERE a.key IN ({_marks(keys)}) AND b.id <> a.id ORDER BY a.key, b.id""",
        *keys,
    )
