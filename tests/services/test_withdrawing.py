"""Documents that are taken back, and such as another one stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from fonds.errors import NotFound, UsageError, Withdrawn
from fonds.services import adding, checking, exporting, finding, moved, rebuilding, showing, withdrawing
from fonds.services.archive import Archive
from fonds.store import models

FERRY = "Letter from Venn to Orlo\n\n12 July 1952\n\nDear Orlo,\n\nThe ferry has sunk.\n\nVenn\n"
BRIDGE = "Letter from Sarn to Orlo\n\n14 July 1952\n\nDear Orlo,\n\nThe bridge stands.\n\nSarn\n"


@pytest.fixture
def ids(archive: Archive, papers: object) -> list[str]:
    folder: Path = papers({"ferry.txt": FERRY, "bridge.txt": BRIDGE})  # type: ignore[operator]
    adding.add(archive, [folder], jobs=0)
    found = models.Record.objects.order_by("name").values_list("id", flat=True)
    return list(found)  # bridge, ferry


def test_what_is_withdrawn_is_found_nowhere_and_cited_still(archive: Archive, ids: list[str]) -> None:
    bridge, ferry = ids
    before = models.Record.objects.get(id=ferry).changed
    withdrawing.withdraw(archive, ferry, "The family asked\nfor it.")

    assert finding.search(archive, "").total == 1
    assert not [name for name, _ in showing.people(archive).people if "Venn" in name.name]
    view = showing.record(archive, ferry)
    assert view.withdrawn
    assert view.reason == "The family asked for it."
    assert view.changed
    assert view.changed > before
    with pytest.raises(Withdrawn, match="The family asked for it"):
        exporting.document(archive, ferry, "ris")
    with pytest.raises(Withdrawn):
        withdrawing.withdraw(archive, ferry, "Again")
    assert checking.check(archive).sound
    assert showing.record(archive, bridge).withdrawn is None


def test_it_stays_away_whatever_is_added_or_rebuilt_and_its_id_is_not_given_again(
    archive: Archive, ids: list[str], papers: object
) -> None:
    _, ferry = ids
    withdrawing.withdraw(archive, ferry, "Sold.")
    folder: Path = papers({"ferry.txt": FERRY.replace("sunk", "burnt"), "again.txt": FERRY})  # type: ignore[operator]
    adding.add(archive, [folder], jobs=0)
    rebuilding.rebuild(archive, jobs=0)
    assert showing.record(archive, ferry).withdrawn
    assert not [
        name for name, _ in showing.people(archive).people if "Venn" in name.name and name.id == ferry
    ]
    assert finding.search(archive, "burnt").total == 0
    assert len(set(models.Record.objects.values_list("id", flat=True))) == models.Record.objects.count()
    assert checking.check(archive).sound


def test_a_merged_document_leads_to_the_other(archive: Archive, ids: list[str]) -> None:
    bridge, ferry = ids
    withdrawing.merge(archive, ferry, bridge)
    with pytest.raises(Withdrawn) as raised:
        archive.document(ferry)
    assert raised.value.merged_into == bridge
    assert moved.record_at(archive, "/nowhere") is None


def test_bad_requests(archive: Archive, ids: list[str]) -> None:
    _, ferry = ids
    with pytest.raises(UsageError):
        withdrawing.withdraw(archive, ferry, "  ")
    with pytest.raises(UsageError):
        withdrawing.withdraw(archive, ferry, "x" * 501)
    with pytest.raises(UsageError):
        withdrawing.merge(archive, ferry, ferry)
    with pytest.raises(NotFound):
        withdrawing.withdraw(archive, "../../etc", "Because")
    with pytest.raises(NotFound):
        withdrawing.merge(archive, ferry, "b1wfs30st")
    assert showing.record(archive, ferry).withdrawn is None


def test_what_was_withdrawn_or_merged_can_be_given_back(archive: Archive, ids: list[str]) -> None:
    bridge, ferry = ids
    before = showing.record(archive, ferry).document
    people = {name.name for name, _ in showing.people(archive).people}
    withdrawing.withdraw(archive, ferry, "Sold.")
    withdrawing.give_back(archive, ferry)
    assert showing.record(archive, ferry).document == before
    assert {name.name for name, _ in showing.people(archive).people} == people
    assert finding.search(archive, "ferry").total == 1

    withdrawing.merge(archive, ferry, bridge)
    withdrawing.give_back(archive, ferry)
    assert (showing.record(archive, ferry).withdrawn, finding.search(archive, "").total) == (None, 2)
    assert checking.check(archive).sound
    with pytest.raises(UsageError, match="not withdrawn"):
        withdrawing.give_back(archive, ferry)
    for unknown in ("b1wfs30st", "../etc"):
        with pytest.raises(NotFound):
            withdrawing.give_back(archive, unknown)
