"""Persons are settled as far as names have changed, and come out as if all had been decided at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Count
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.linking import names
from fonds.services import adding, following
from fonds.services.archive import Archive
from fonds.store import models, records

PEOPLE = (
    "Orlov",
    "Demin",
    "Pavel Demin",
    "Arkady Demin",
    "P. Demin",
    "Ivo Brel",
    "I. Brel",
    "Brel",
    "Ta Min-ho",
    "Ta Minho",
    "Sela Venn",
    "Venn",
    "Lantern [Sela Venn]",
    "Harbour Board",
)


def settled_at_once() -> dict[str, str]:
    """The person of every name, decided with all names in view."""
    counted = models.Name.objects.annotate(n=Count("nameform")).values_list("id", "key", "form", "kind", "n")
    aliases = models.NameForm.objects.filter(kind="alias", means__isnull=False)
    pairs = [(alias, meant) for alias, meant in aliases.values_list("name_id", "means_id") if meant]
    return names.assign([names.NameFact(*row) for row in counted], pairs)


def test_step_by_step_or_at_once(archive: Archive, papers: WritePapers) -> None:
    """given papers that come, change and name others / after each step every name means whom it would mean if all
    were decided at once, and every person has as many documents as stand there"""
    chance = random.Random(7)
    for step in range(14):
        texts: dict[str, str | bytes] = {}
        for _ in range(3):
            n = chance.randrange(1, 25)
            sender, recipient = chance.sample(PEOPLE, 2)
            texts[f"{n}.txt"] = telegram(n + 100 * step, sender=sender, recipient=recipient)
        adding.add(archive, [papers(texts)])
        assert dict(models.Name.objects.values_list("id", "person_id")) == settled_at_once()
        borne = models.Participation.objects.values_list("name__person").annotate(
            n=Count("record", distinct=True)
        )
        counts = dict(borne)
        assert all(
            records == counts.get(id, 0) for id, records in models.Name.objects.values_list("id", "records")
        )
        assert not models.Name.objects.filter(unsettled=True).exists()
        assert not models.Place.objects.filter(unsettled=True).exists()


@contextmanager
def work() -> Iterator[Callable[[], tuple[int, int]]]:
    """Counts what is asked of the database: statements, and (SQLite) the steps it takes to answer them."""
    statements, steps = 0, 0

    def statement(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*given)

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.ensure_connection()
    counts_steps = connection.vendor == "sqlite"
    if counts_steps:
        connection.connection.set_progress_handler(step, 1)
    with connection.execute_wrapper(statement):
        yield lambda: (statements, steps)
    if counts_steps:
        connection.connection.set_progress_handler(None, 1)


def strangers(first: int, last: int) -> dict[str, str | bytes]:
    """Telegrams of people, numbers and days that the others do not share."""
    return {
        f"other/{n}.txt": telegram(
            1000 + n,
            sender=f"Ivo Br{'aeiou'[n % 5]}l{'aeiou'[n // 5 % 5]}n{'aeiou'[n // 25 % 5]}",
            recipient=f"Sela V{'aeiou'[n % 5]}rn{'aeiou'[n // 5 % 5]}k{'aeiou'[n // 25 % 5]}",
            day=f"{n % 28 + 1} {('January', 'March', 'July', 'August')[n // 28]} {1900 + n % 20}",
        )
        for n in range(first, last)
    }


def test_one_more_paper_costs_as_much_in_a_large_archive(archive: Archive, papers: WritePapers) -> None:
    """given an archive that has grown to ten times its size by papers of other people and times / linking one more
    paper asks no more of the database than it did before"""
    taken = []
    for grown in (strangers(0, 10), strangers(10, 100)):
        adding.add(archive, [papers(grown)])
        one = models.Record.objects.get(name="papers/other/3.txt").id
        records.log({one: "changed"})
        models.Name.objects.filter(nameform__record=one).update(unsettled=True)
        with work() as done:
            following.link()
            taken.append(done())
    (few, short), (many, long) = taken
    assert many == few
    assert long <= short * 1.1
