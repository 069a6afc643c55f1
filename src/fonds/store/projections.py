"""Derived rows in the database: what lists, pages and linking ask for, made from Documents in one place.

``fonds.store.facts`` says what a document holds; here the facts of many documents are put into the
tables with few statements. Names and places get their ids here. All of it can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from django.db.models import Model

from fonds.model.ids import identify
from fonds.store import models, queries
from fonds.store.facts import Facts, Row, sort_key
from fonds.values import persons

_json = json.JSONEncoder(ensure_ascii=False).encode
_quoted: Callable[[str], str] = json.encoder.encode_basestring

HEADING = ("title", "type", "edtf", "earliest", "moment", "month_day")
"""Columns of Record that repeat the document."""

PER_RECORD: dict[type[Model], tuple[str, ...]] = {
    models.NameForm: ("record_id", "name_id", "form", "kind", "means_id"),
    models.Participation: ("record_id", "name_id", "part", "office", "message"),
    models.RecordPlace: ("record_id", "place_id", "part", "form"),
    models.SourceRow: ("record_id", "n", "path", "labels", "listy", "leaf"),
    models.MessageRow: (
        *("record_id", "message", "kind", "sent", "earliest", "latest", "number"),
        *("senders", "recipients", "outer", "words"),
    ),
    models.ReferenceRow: (
        *("record_id", "n", "as_written", "kind", "dated", "earliest", "latest", "number"),
        *("senders", "recipients", "written", "message", "found", "inside", "state", "candidates", "answers"),
        "leads_to",
    ),
    models.ProblemRow: ("record_id", "code", "severity"),
    models.Subject: ("record_id", "subject"),
    models.Address: ("record_id", "path"),
}
"""Tables of which a record owns rows, with the columns that are written from its document."""


def write(facts: Mapping[str, Facts], *, fresh: frozenset[str] = frozenset()) -> set[str]:
    """Replaces the derived rows of these records (id -> facts), which exist; ``fresh`` ones have none yet.

    To be called within a transaction. Links are left as the reader found them. Returns other records of whose
    persons more is known now, so that the index is to take them anew.
    """
    stale = [id for id in facts if id not in fresh]
    if stale:
        clear(stale)
    wanted = _names(facts.values())
    touched = _explain(wanted)
    name_ids, place_ids = _name_ids(wanted), _place_ids(facts.values())
    rows: dict[type[Model], list[tuple[object, ...]]] = {table: [] for table in PER_RECORD}
    for id, one in facts.items():
        rows[models.NameForm] += [
            (id, name_ids[key], form, kind, name_ids.get(means or ""))
            for key, form, kind, means in dict.fromkeys(one.forms)
        ]
        rows[models.Participation] += [
            (id, name_ids[key], part, office, message)
            for key, part, office, message in dict.fromkeys(one.parts)
        ]
        rows[models.RecordPlace] += [
            (id, place_ids[key], part, form) for key, part, form in dict.fromkeys(one.located)
        ]
        rows[models.ProblemRow] += [(id, code, severity) for code, severity in one.problems]
        rows[models.Subject] += [(id, subject) for subject in one.subjects]
        rows[models.Address] += [(id, path) for path in one.addresses]
        rows[models.SourceRow] += _values(models.SourceRow, id, one.sources, name_ids)
        rows[models.MessageRow] += _values(models.MessageRow, id, one.messages, name_ids)
        rows[models.ReferenceRow] += _values(models.ReferenceRow, id, one.references, name_ids)
    for table, items in rows.items():
        queries.insert(table, PER_RECORD[table], items)
    return touched - facts.keys()


def _values(
    table: type[Model], id: str, rows: Sequence[Row], name_ids: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    columns = PER_RECORD[table][1:]
    taken = itemgetter(*columns)
    parties = [n for n, column in enumerate(columns) if column in ("senders", "recipients")]
    lists = [n for n, column in enumerate(columns) if column in ("labels", "words", "candidates")]
    for row in rows:
        values = list(taken(row))
        for n in parties:  # posts have no id
            values[n] = f"[{', '.join([_quoted(name_ids.get(key, key)) for key in values[n]])}]"
        for n in lists:
            values[n] = _json(values[n]) if values[n] else "[]"
        yield (id, *values)


def clear(records: Sequence[str], *, but: Sequence[type[Model]] = ()) -> None:
    """Takes away the derived rows of these records, those of some tables left out; their names and places are to be
    settled again."""
    if records:
        models.Name.objects.filter(nameform__record__in=records).update(unsettled=True)
        models.Place.objects.filter(recordplace__record__in=records).update(unsettled=True)
    for table in PER_RECORD if records else ():
        if table not in but:
            table._default_manager.filter(record__in=records).delete()


def _names(facts: Iterable[Facts]) -> dict[str, tuple[str, str | None]]:
    """Key -> form and kind, of the first that says a kind, or else of the first."""
    found: dict[str, tuple[str, str | None]] = {}
    for one in facts:
        for key, (form, kind) in one.names.items():
            if key not in found or (kind and found[key][1] is None):
                found[key] = (form, kind)
    return found


def _explain(wanted: Mapping[str, tuple[str, str | None]]) -> set[str]:
    """Gives names of unknown kind the form and kind that they have here, as if they had been read together with
    these; the records whose persons go by another form now."""
    rows = queries.among(
        models.Name, ("key", "id", "kind"), (key for key, (_, kind) in wanted.items() if kind)
    )
    ids = {id: wanted[key] for key, id, kind in rows if kind is None}
    if not ids:
        return set()
    models.Name.objects.bulk_update(
        [
            models.Name(
                id=id,
                form=form,
                kind=kind,
                sort=_sort_name(form, kind),
                family=persons.family_key(form, kind),
                unsettled=True,
            )
            for id, (form, kind) in ids.items()
        ],
        ["form", "kind", "sort", "family", "unsettled"],
    )
    bearers = models.NameForm.objects.filter(name__person__in=list(ids))
    return set(bearers.values_list("record_id", flat=True))


def _name_ids(wanted: Mapping[str, tuple[str, str | None]]) -> dict[str, str]:
    """Key -> id for all names, new ones written. Which persons they mean is to be settled again."""
    known = dict(queries.among(models.Name, ("key", "id"), wanted))
    models.Name.objects.filter(id__in=list(known.values()), unsettled=False).update(unsettled=True)
    new = _new_ids("name", [key for key in wanted if key not in known], models.Name)
    queries.insert(
        models.Name,
        ("id", "key", "form", "kind", "person_id", "sort", "records", "letters", "family", "unsettled"),
        [
            (id, key, *wanted[key], id, _sort_name(*wanted[key]), 0, *_alike(key, *wanted[key]), True)
            for key, id in new.items()
        ],
    )
    return known | new


def _alike(key: str, form: str, kind: str | None) -> tuple[str, str]:
    """By what a name may mean the same person as another one: its letters and its family name."""
    return persons.letters(key), persons.family_key(form, kind)


def _place_ids(facts: Iterable[Facts]) -> dict[str, str]:
    wanted = {key: name for one in facts for key, name in one.places.items()}
    known = dict(queries.among(models.Place, ("key", "id"), wanted))
    models.Place.objects.filter(id__in=list(known.values()), unsettled=False).update(unsettled=True)
    new = _new_ids("place", [key for key in wanted if key not in known], models.Place)
    queries.insert(
        models.Place,
        ("id", "key", "name", "sort", "records", "unsettled"),
        [(id, key, wanted[key], sort_key(wanted[key]), 0, True) for key, id in new.items()],
    )
    return known | new


def _new_ids(kind: str, keys: Sequence[str], table: type[Model]) -> dict[str, str]:
    """An id for each key that nobody has."""
    ids: dict[str, str] = {}
    attempt, waiting = 0, list(keys)
    while waiting:
        proposed = {key: identify(f"{kind}:{key}", attempt) for key in waiting}
        taken = {id for (id,) in queries.among(table, ("id",), proposed.values())} | set(ids.values())
        waiting = []
        for key, id in proposed.items():
            if id in taken:
                waiting.append(key)
            else:
                ids[key] = id
                taken.add(id)
        attempt += 1
    return ids


def _sort_name(form: str, kind: str | None) -> str:
    family = persons.family_name(form) if kind == "person" else form
    return sort_key(f"{family} {form}" if family != form else form)
