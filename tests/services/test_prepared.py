"""What is handed to the writer with a reading, and what does not depend on how many papers are kept at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.model.ids import identify
from fonds.search import query
from fonds.services import adding, following, prepared, workers
from fonds.services.archive import Archive
from fonds.services.prepared import HandedOver
from fonds.services.sources import Source, find
from fonds.services.workers import Task
from fonds.store import models, records
from fonds.store.batch import Batch


def batches(papers: WritePapers, count: int) -> list[Batch]:
    folder = papers({f"{n:02}.txt": telegram(n, sender=f"Orlov {n % 3}") for n in range(1, count + 1)})
    found = [workers.read_task(Task(source)) for source in find([folder]) if isinstance(source, Source)]
    return [outcome.batch for outcome in found if outcome.batch]


def test_an_entry_handed_over_is_the_one_made_from_the_record(archive: Archive, papers: WritePapers) -> None:
    handed_over = HandedOver()
    handed_over.take(records.keep(batches(papers, 5)))
    following.link()
    ids = sorted(models.Record.objects.values_list("id", flat=True))
    assert all(id in handed_over for id in ids)
    made = list(following.entries(ids))
    assert list(following.entries(ids, handed_over)) == made
    some = HandedOver()
    some.take(again for again in batches(papers, 5) if again.readings[0].id in ids[1::2])
    assert list(following.entries(ids, some)) == made


def test_what_is_not_handed_over_is_made_from_the_record(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "LONGEST", 10)
    folder = papers({"1.txt": telegram(1), "2.txt": telegram(2)})
    assert adding.add(archive, [folder]).added == 2
    assert archive.index().count() == 2


def test_links_and_index_follow_when_there_is_much_at_hand(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, reached = following.follow, []

    def follow(archive: Archive, handed_over: HandedOver) -> None:
        honest(archive, handed_over)
        reached.append(archive.index().count())

    monkeypatch.setattr(following, "follow", follow)
    monkeypatch.setattr(prepared, "MOST_BYTES", 1)
    adding.add(archive, [papers({f"{n:02}.txt": telegram(n) for n in range(40)})])
    assert reached == [16, 32, 40, 40]


def test_an_entry_with_another_id_is_not_handed_over(archive: Archive, papers: WritePapers) -> None:
    first, second = batches(papers, 2)
    taken = first.readings[0].id
    stolen = replace(second, readings=[replace(second.readings[0], id=taken)])
    _, kept = records.keep([first, stolen])
    assert kept.readings[0].id == identify(second.seed, 1)
    assert kept.readings[0].entry == b""


@pytest.mark.parametrize("at_once", [1, 2])
def test_a_name_has_the_kind_that_some_paper_tells(
    archive: Archive, papers: WritePapers, at_once: int
) -> None:
    found = batches(papers, 2)
    (key,) = found[0].readings[0].facts.names.keys() & {"orlov 1"}
    for batch, name in zip(found, (("ORLOV 1", None), ("Orlov 1", "person")), strict=True):
        facts = batch.readings[0].facts
        facts.form("Orlov 1", "name")
        facts.names[key] = name
    for start in range(0, 2, at_once):
        records.keep(found[start : start + at_once])
        following.follow(archive)
    assert models.Name.objects.filter(key=key).values_list("form", "kind").get() == ("Orlov 1", "person")
    facets = dict(archive.index().search(query.parse("")).facets["person"])
    assert "ORLOV 1" not in facets
    assert facets["Orlov 1"] == 1
