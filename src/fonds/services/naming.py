"""Which person each name means, settled again as far as names have changed.

Documents that come, change or go leave their names unsettled. A name can only mean another one that has the same
letters or the same family name, or that a document explains by it; so all names that hang together so with an
unsettled one are decided together, and no others are looked at. How much is asked depends on what came, and on how
many names hang together with it, not on how many names the archive has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count

from fonds.linking import names
from fonds.store import models

T = TypeVar("T")

PIECE = 500
"""Ids in one question to the database."""
ROUNDS = 40
"""Steps from name to name at most; what is further off keeps the person it has."""


class _Name(NamedTuple):
    id: str
    key: str
    form: str
    kind: str | None
    person: str
    letters: str
    family: str


def settle() -> set[str]:
    """Decides which persons the unsettled names mean, and all that hang together with them; drops names and places
    that no document bears any more; counts documents again. Gives the ids of names that now mean another person."""
    unsettled = set(models.Name.objects.filter(unsettled=True).values_list("id", flat=True))
    near = _near(unsettled)
    borne = _counted(models.NameForm, "name", near)
    used = [names.NameFact(n.id, n.key, n.form, n.kind, borne[n.id]) for n in near.values() if n.id in borne]
    person = names.assign(used, _aliases(near))
    renamed = {id for id, meant in person.items() if near[id].person != meant}
    for piece in _pieces(sorted(renamed)):
        models.Name.objects.bulk_update(
            [models.Name(id=id, person_id=person[id]) for id in piece], ["person"]
        )
    # No name in use means one of these any more.
    for piece in _pieces(sorted(near.keys() - borne.keys())):
        models.Name.objects.filter(id__in=piece).delete()
    meant = {person.get(id, near[id].person) for id in unsettled | renamed} | {
        near[id].person for id in renamed
    }
    _count(models.Name, meant | unsettled | renamed, models.Participation, "name__person")
    _settled(models.Name, unsettled)
    _settle_places()
    return renamed


def unsettle() -> None:
    """Has the next ``settle`` decide everything anew."""
    models.Name.objects.update(unsettled=True)
    models.Place.objects.update(unsettled=True)


def _near(unsettled: Iterable[str]) -> dict[str, _Name]:
    """These names and all that hang together with them, by id."""
    found: dict[str, _Name] = {}
    asked: set[str] = set()
    ids = set(unsettled)
    for _ in range(ROUNDS):
        fresh = _rows("id", ids - found.keys())
        if not fresh:
            break
        found |= {name.id: name for name in fresh}
        explained = _explained([name.id for name in fresh])
        ids = {id for pair in explained for id in pair}
        ids |= {name.person for name in fresh}
        ids |= {name.id for name in _rows("person_id", {name.id for name in fresh})}
        ids |= {name.id for name in _rows("letters", {name.letters for name in fresh})}
        families = {name.family for name in fresh} | {name.key for name in fresh if name.kind == "person"}
        families |= {found[id].key for id, _ in explained if id in found}
        families -= asked | {""}
        asked |= families
        ids |= {name.id for column in ("family", "key") for name in _rows(column, families)}
    return found


def _rows(column: str, values: Iterable[str]) -> list[_Name]:
    return [
        _Name(*row)
        for piece in _pieces(sorted(values))
        for row in models.Name.objects.filter(**{f"{column}__in": piece}).values_list(
            "id", "key", "form", "kind", "person_id", "letters", "family"
        )
    ]


def _explained(ids: Sequence[str]) -> list[tuple[str, str]]:
    """(id of an alias, id of the name meant) for these names, be they one or the other."""
    aliases = models.NameForm.objects.filter(kind="alias", means__isnull=False)
    return [
        pair
        for piece in _pieces(ids)
        for column in ("name__in", "means__in")
        for pair in aliases.filter(**{column: piece}).values_list("name_id", "means_id").distinct()
    ]


def _aliases(near: Mapping[str, _Name]) -> list[tuple[str, str]]:
    return _explained(sorted(near))


def _counted(table: Any, column: str, ids: Iterable[str]) -> dict[str, int]:
    """How often each of these is in the table, where it is."""
    return {
        id: n
        for piece in _pieces(sorted(ids))
        for id, n in table.objects.filter(**{f"{column}__in": piece})
        .values_list(column)
        .annotate(n=Count("id"))
    }


def _settle_places() -> None:
    unsettled = set(models.Place.objects.filter(unsettled=True).values_list("id", flat=True))
    borne = _counted(models.RecordPlace, "place", unsettled)
    for piece in _pieces(sorted(unsettled - borne.keys())):
        models.Place.objects.filter(id__in=piece).delete()
    _count(models.Place, unsettled, models.RecordPlace, "place")
    _settled(models.Place, unsettled)


def _count(table: Any, ids: Iterable[str], borne_in: Any, column: str) -> None:
    """Counts the documents of these persons or places again; a name that means another has none."""
    for piece in _pieces(sorted(ids)):
        rows = borne_in.objects.filter(**{f"{column}__in": piece}).values_list(column)
        counts = dict(rows.annotate(n=Count("record", distinct=True)))
        by_count: dict[int, list[str]] = defaultdict(list)
        for id, kept in table.objects.filter(id__in=piece).values_list("id", "records"):
            if kept != counts.get(id, 0):
                by_count[counts.get(id, 0)].append(id)
        for count, counted in by_count.items():
            table.objects.filter(id__in=counted).update(records=count)


def _settled(table: Any, ids: Iterable[str]) -> None:
    for piece in _pieces(sorted(ids)):
        table.objects.filter(id__in=piece).update(unsettled=False)


def _pieces(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), PIECE):
        yield items[start : start + PIECE]
