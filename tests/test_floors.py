"""The reader's accuracy on fixed slices of ``../shared`` has not fallen; and what watches over it can see."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from fonds.evaluation.run import Item, Run

ROOT = Path(__file__).resolve().parent.parent
SLICES = ("frus", "frus-mentions", "dafp", "schnitzler", "qhod", "cables")
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def evaluation() -> Iterator[ModuleType]:
    """The package ``evaluation`` of the repository, which is no part of the product."""
    before = list(sys.path)
    sys.path.insert(0, str(ROOT))
    try:
        importlib.import_module("evaluation.page")
        yield importlib.import_module("evaluation")
    finally:
        sys.path[:] = before


def test_every_slice_has_floors(evaluation: ModuleType) -> None:
    assert tuple(slice.name for slice in evaluation.corpora.SLICES) == SLICES
    assert tuple(evaluation.floors.load()) == SLICES


@pytest.mark.parametrize("name", SLICES)
def test_no_field_is_below_its_floor(evaluation: ModuleType, shared: Path, name: str) -> None:
    (slice,) = (slice for slice in evaluation.corpora.SLICES if slice.name == name)
    assert evaluation.floors.breaches(evaluation.floors.load()[name], slice.measure(shared)) == []


def run_of(right: int, wanted: int = 100) -> Run:
    items = [Item("v", f"{n}.txt", "date", "1957", "", int(n < right), 1, 1) for n in range(wanted)]
    return Run("1", ("e",), None, 0.0, (), tuple(items), (), ())


def test_a_fall_is_seen(evaluation: ModuleType) -> None:
    floors = evaluation.floors
    pinned = floors.pin(None, run_of(90), DAY)
    assert floors.breaches(pinned, run_of(90)) == []
    assert floors.breaches(pinned, run_of(95)) == []
    (breach,) = floors.breaches(pinned, run_of(89))
    assert breach == "date: F1 is 0.8900, the floor 0.9000 (n = 100)"


def test_a_small_fall_is_borne(evaluation: ModuleType) -> None:
    floors = evaluation.floors
    pinned = floors.pin(None, run_of(900, 1000), DAY)
    assert floors.breaches(pinned, run_of(896, 1000)) == []
    assert floors.breaches(pinned, run_of(894, 1000))


def test_other_material_is_seen(evaluation: ModuleType) -> None:
    floors = evaluation.floors
    (breach,) = floors.breaches(floors.pin(None, run_of(90), DAY), run_of(99, 99))
    assert "pin the floors anew" in breach


def test_a_field_that_is_gone_is_seen(evaluation: ModuleType) -> None:
    floors = evaluation.floors
    pinned = floors.pin(None, run_of(90), DAY)
    (breach,) = floors.breaches(replace(pinned, fields={"place": pinned.fields["date"]}), run_of(90))
    assert breach.startswith("place: F1 is nothing")


def test_a_floor_goes_down_only_with_a_reason(evaluation: ModuleType, tmp_path: Path) -> None:
    floors = evaluation.floors
    first = floors.pin(None, run_of(90), DAY)
    assert floors.pin(first, run_of(95), DAY).fields["date"].f1 == 0.95
    assert floors.pin(first, run_of(80), DAY).fields["date"].f1 == 0.9
    lowered = floors.pin(first, run_of(80), DAY, 'the truth was wrong: "May"')
    assert lowered.fields["date"] == floors.Floor(0.8, 100, 'the truth was wrong: "May"')
    floors.save({"e": lowered}, tmp_path / "floors.toml")
    assert floors.load(tmp_path / "floors.toml") == {"e": lowered}


def test_the_page_tells_every_figure(evaluation: ModuleType) -> None:
    run = run_of(90)
    corpus = evaluation.corpora.CORPORA[0]
    found = evaluation.page.Measurement(corpus, run, (run,))
    page = evaluation.page.page([found], {"frus": evaluation.floors.pin(None, run, DAY)}, DAY)
    assert "| date | 0.900 |" in page
    assert "| frus | date | 0.9000 | 100 | 2026-11-22 |" in page
    assert "on 2026-11-22" in page
