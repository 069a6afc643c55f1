"""Derived rows in the database: what lists, pages and linking ask for, made from Documents in one place.

``fonds.store.facts`` says what a document holds; here the facts of many documents are put into the
tables with few statements. Names and places get their ids here. All of it can be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Model

from fonds.model.ids import identify
from fonds.store import models
from fonds.store.facts import Facts, Row, sort_key
from fonds.values import persons

HEADING = ("title", "type", "edtf", "earliest", "moment", "month_day")
"""Columns of Record that repeat the document."""

PER_RECORD: tuple[type[Model], ...] = (
    models.NameForm,
    models.Participation,
    models.RecordPlace,
    models.SourceRow,
    models.MessageRow,
    models.ReferenceRow,
    models.ProblemRow,
    models.Subject,
)
"""Tables of which a record owns rows."""


def write(facts: Mapping[str, Facts], *, fresh: frozenset[str] = frozenset()) -> None:
    """Replaces the derived rows of these records (id -> facts), which exist; ``fresh`` ones have none yet.

    To be called within a transaction. Links are left as the reader found them.
    """
    stale = [id for id in facts if id not in fresh]
    if stale:
        clear(stale)
    name_ids, place_ids = _name_ids(facts.values()), _place_ids(facts.values())
    rows: dict[type[Model], list[Model]] = {table: [] for table in PER_RECORD}
    for id, one in facts.items():
        rows[models.NameForm] += [
            models.NameForm(
                record_id=id, name_id=name_ids[key], form=form, kind=kind, means_id=name_ids.get(means or "")
            )
            for key, form, kind, means in dict.fromkeys(one.forms)
        ]
        rows[models.Participation] += [
            models.Participation(
                record_id=id, name_id=name_ids[key], part=part, office=office, message=message
            )
            for key, part, office, message in dict.fromkeys(one.parts)
        ]
        rows[models.RecordPlace] += [
            models.RecordPlace(record_id=id, place_id=place_ids[key], part=part, form=form)
            for key, part, form in dict.fromkeys(one.located)
        ]
        rows[models.SourceRow] += [models.SourceRow(record_id=id, **row) for row in one.sources]
        rows[models.MessageRow] += [
            models.MessageRow(record_id=id, **_with_ids(row, name_ids)) for row in one.messages
        ]
        rows[models.ReferenceRow] += [
            models.ReferenceRow(record_id=id, **_with_ids(row, name_ids)) for row in one.references
        ]
        rows[models.ProblemRow] += [
            models.ProblemRow(record_id=id, code=code, severity=severity) for code, severity in one.problems
        ]
        rows[models.Subject] += [models.Subject(record_id=id, subject=subject) for subject in one.subjects]
    for table, items in rows.items():
        table._default_manager.bulk_create(items)


def clear(records: Sequence[str]) -> None:
    """Takes away the derived rows of these records."""
    for table in PER_RECORD:
        table._default_manager.filter(record__in=records).delete()


def _with_ids(row: Row, ids: Mapping[str, str]) -> Row:
    return row | {side: [ids[key] for key in row[side]] for side in ("senders", "recipients")}


def _name_ids(facts: Iterable[Facts]) -> dict[str, str]:
    """Key -> id for all names, new ones written."""
    wanted: dict[str, tuple[str, str | None]] = {}
    for one in facts:
        for key, (form, kind) in one.names.items():
            if wanted.get(key, (None, None))[1] is None:
                wanted[key] = (form, kind)
    known = dict(models.Name.objects.filter(key__in=list(wanted)).values_list("key", "id"))
    new = _new_ids("name", [key for key in wanted if key not in known], models.Name)
    models.Name.objects.bulk_create(
        models.Name(
            id=id,
            key=key,
            form=wanted[key][0],
            kind=wanted[key][1],
            person_id=id,
            sort=_sort_name(*wanted[key]),
        )
        for key, id in new.items()
    )
    return known | new


def _place_ids(facts: Iterable[Facts]) -> dict[str, str]:
    wanted = {key: name for one in facts for key, name in one.places.items()}
    known = dict(models.Place.objects.filter(key__in=list(wanted)).values_list("key", "id"))
    new = _new_ids("place", [key for key in wanted if key not in known], models.Place)
    models.Place.objects.bulk_create(
        models.Place(id=id, key=key, name=wanted[key], sort=sort_key(wanted[key])) for key, id in new.items()
    )
    return known | new


def _new_ids(kind: str, keys: Sequence[str], table: type[Model]) -> dict[str, str]:
    """An id for each key that nobody has."""
    ids: dict[str, str] = {}
    attempt, waiting = 0, list(keys)
    while waiting:
        proposed = {key: identify(f"{kind}:{key}", attempt) for key in waiting}
        taken = set(
            table._default_manager.filter(pk__in=list(proposed.values())).values_list("pk", flat=True)
        )
        taken |= set(ids.values())
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
