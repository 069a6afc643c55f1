"""Fields, mentions, counts, noise, calibration: the parts of the measure, one by one."""

import pytest
from hypothesis import given, strategies

from fonds.evaluation import calibration, judging, pointing
from fonds.evaluation.baselines import BASELINES, by_number_alone, naive
from fonds.evaluation.calibration import Claim
from fonds.evaluation.counts import Counts, wilson
from fonds.evaluation.fields import FIELDS, Field, Given, same_mark, same_participant, same_party, same_words
from fonds.evaluation.noise import flipped
from fonds.evaluation.paper import Paper, Pointed, Pointer, Truth
from fonds.evaluation.run import Item, compare
from fonds.model import Reference

FIELD = {field.name: field for field in FIELDS}


def counts(field: Field, wanted: list[str], given: list[tuple[str, ...]]) -> tuple[int, int, int]:
    found = field.judge(wanted, [Given(forms) for forms in given]).counts
    return found.right, found.given, found.wanted


@pytest.mark.parametrize(
    ("wanted", "name", "role", "same"),
    [
        ("Gauss", "Gauss", "Ambassador in China", True),
        ("Gauss", "Clarence E. Gauss", "", True),
        ("Ambassador Gauss", "Gauss", "", True),
        ("Gauss", "The Consul General at Shanghai (Gauss)", "", False),
        ("Secretary of State", "Marshall", "Secretary of State", True),
        ("Secretary of State", "Under Secretary of State Lovett at Home", "", False),
        ("Schnitzler, Arthur", "Arthur Schnitzler", "", True),
        ("Verrin", "Verin", "", False),
        ("Mr.", "Mr. Orsei", "", False),
    ],
)
def test_a_party_is_the_name_alone(wanted: str, name: str, role: str, same: bool) -> None:
    assert same_party(wanted, (name, role)) is same


def test_a_participant_may_be_named_with_rank() -> None:
    assert same_participant("General Orsei", ("Orsei", "General", "General Orsei"))
    assert not same_participant("General Orsei", ("Lund", "General", "General Lund"))
    assert not same_participant("Orsei", ("Orsei of the Harbour Board at Lisse", "", ""))


def test_words_and_marks() -> None:
    assert same_words("Lac Léman", ("LAC LEMAN", ""))
    assert not same_words("Lisse", ("Lissa",))
    assert same_mark("secret", ("SECRET AND PERSONAL",))
    assert not same_mark("secret", ("Top Secret",))


def test_a_paper_counts_once_or_value_by_value() -> None:
    assert counts(FIELD["date"], ["1957-07-09"], [("1957-07-09",)]) == (1, 1, 1)
    assert counts(FIELD["date"], ["1957-07-09"], [("1957-07",)]) == (0, 1, 1)
    assert counts(FIELD["date"], ["1957-07-09"], []) == (0, 0, 1)
    assert counts(FIELD["mark"], ["secret"], [("Top Secret",), ("Secret",)]) == (1, 1, 1)
    assert counts(FIELD["to"], ["Orsei", "Verrin"], [("Orsei", ""), ("Roe", ""), ("Trask", "")]) == (1, 3, 2)
    # Two truths that one value satisfies are no two right values.
    assert counts(FIELD["to"], ["Orsei", "J. Orsei"], [("J. Orsei", "")]) == (1, 1, 2)
    # Subjects may be more than the tags: those that the edition does not name count for nothing.
    assert counts(FIELD["tags"], ["PFOR", "OVIP"], [("PFOR",), ("Straits",)]) == (1, 1, 2)


def test_conversations_have_no_sender() -> None:
    assert FIELD["from"].wanted(Truth(from_=("Orsei",), type="minutes")) == ()
    assert FIELD["from"].wanted(Truth(from_=("Orsei",), type="letter")) == ("Orsei",)


def test_a_paper_is_read_and_judged() -> None:
    text = "Letter from Orsei to Verrin\n\nPort Regent, July 9, 1957.\n\nDear Verrin, the strait is closed."
    truth = Truth(date="1957-07-09", place="Lisse", type="letter")
    found = judging.judge("v", Paper("a.txt", text.encode(), truth))
    by_field = {item.field: item for item in found.items}
    assert (by_field["date"].read, by_field["date"].right) == ("1957-07-09", 1)
    assert (by_field["place"].truth, by_field["place"].right) == ("Lisse", 0)
    assert set(by_field) == {"date", "place", "type"}
    assert found.measured.decade == "1950s"
    assert {claim.field for claim in found.claims} <= set(by_field)
    assert found.fault is None


def test_a_crash_is_a_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("no more")

    monkeypatch.setattr(judging, "read_draft", crash)
    found = judging.judge(
        "v", Paper("a.txt", b"Lisse, July 9, 1957", Truth(date="1957-07-09", to=("A", "B")))
    )
    assert [(i.field, i.right, i.given, i.wanted) for i in found.items] == [
        ("date", 0, 0, 1),
        ("to", 0, 0, 2),
    ]
    assert found.fault is not None
    assert "no more" in found.fault.message


def figures(pointer: Pointer, *references: Reference) -> dict[str, tuple[int, int]]:
    names = {"id1": "a.txt", "m2": "own.txt"}
    return {field: (c.right, c.given) for field, c, _ in pointing.judge(pointer, references, names)}


def test_mentions() -> None:
    def mention(start: int, end: int, state: str, to: str | None = None) -> Reference:
        return Reference("telegram 57", start, end, state=state, resolves_to=to)

    printed, missing = Pointer(100, "a.txt"), Pointer(100, None)
    assert figures(printed, mention(89, 100, "resolved", "id1")) == {"mention": (1, 1), "resolved": (1, 1)}
    assert figures(printed, mention(89, 100, "resolved", "m2")) == {"mention": (1, 1), "resolved": (0, 1)}
    assert figures(printed, mention(60, 84, "resolved", "id1")) == {"mention": (0, 0), "resolved": (0, 0)}
    assert figures(printed, mention(60, 85, "unresolved")) == {"mention": (1, 1), "resolved": (0, 0)}
    assert figures(printed, mention(0, 200, "resolved", "id1")) == {"mention": (0, 0), "resolved": (0, 0)}
    assert figures(missing, mention(89, 100, "missing")) == {"mention": (1, 1), "missing": (1, 1)}
    assert figures(missing, mention(89, 100, "resolved", "id1")) == {"mention": (1, 1), "missing": (0, 1)}
    assert figures(missing, mention(89, 100, "ambiguous")) == {"mention": (1, 1), "missing": (0, 0)}


def test_figures_and_intervals() -> None:
    some = Counts(8, 10, 16)
    assert some.f1 == pytest.approx(2 * 0.8 * 0.5 / 1.3)
    assert (some.wrong, some.wrong_share) == (2, 2 / 16)
    assert Counts().f1 is None
    assert Counts().precision_interval is None
    # The example of A. Agresti and B. Coull (1998) for 0 of 10.
    low, high = wilson(0, 10) or (1, 0)
    assert low == 0
    assert high == pytest.approx(0.2775, abs=1e-4)


@given(strategies.integers(0, 300), strategies.integers(0, 300), strategies.integers(0, 300))
def test_every_interval_holds_its_figure(right: int, wrong: int, missed: int) -> None:
    some = Counts(right, right + wrong, right + missed)
    for value, interval in (
        (some.f1, some.f1_interval),
        (some.precision, some.precision_interval),
        (some.recall, some.recall_interval),
    ):
        if value is None:
            continue
        assert interval is not None
        assert 0 <= interval[0] <= value + 1e-9
        assert value - 1e-9 <= interval[1] <= 1


def test_noise_is_the_same_each_time_and_of_that_share() -> None:
    text = "The strait is closed.\n" * 500
    noisy = flipped(text, 3, "a.txt")
    assert noisy == flipped(text, 3, "a.txt")
    assert noisy != flipped(text, 3, "b.txt")
    assert len(noisy) == len(text)
    assert noisy.count("\n") == text.count("\n")
    changed = sum(a != b for a, b in zip(text, noisy, strict=True)) / len(text)
    assert 0.02 < changed < 0.04


def test_calibration() -> None:
    claims = [
        Claim("date", "a", 0.9, 99, 100),
        Claim("date", "b", 0.8, 100, 100),
        Claim("date", "c", 0.5, 50, 100),
        Claim("date", None, None, 0, 100),
    ]
    sure = calibration.sure_at(claims)
    assert sure is not None
    assert (sure.at_least, sure.given, sure.right, sure.share) == (0.8, 200, 199, 0.5)
    assert [band.at_least for band in calibration.bands(claims)] == [0.9, 0.8, 0.5]
    assert calibration.sure_at(claims[2:]) is None
    assert calibration.sure_at([]) is None
    rates = {m.method: (m.claimed, m.right_share) for m in calibration.methods(claims)}
    assert rates["c"] == (0.5, 0.5)
    assert rates["(no evidence)"] == (0.0, 0.0)


def test_gathered_claims_add_up() -> None:
    one, other = Claim("to", "a", 0.9, 1, 1), Claim("to", "a", 0.9, 0, 1)
    assert calibration.gathered([one, other, one]) == [Claim("to", "a", 0.9, 2, 3)]


def test_the_naive_baseline() -> None:
    text = "Telegram From the Consul at Port Regent (Wetherby) to Orsei\n\nLisse, July 9, 1957.\n\nSecret. On August 1, 1956"
    assert naive(text) == {
        "date": ("1957-07-09",),
        "place": ("Lisse",),
        "type": ("telegram",),
        "mark": ("secret",),
        "from": ("Wetherby",),
        "to": ("Orsei",),
    }
    assert naive("") == {}
    assert [baseline.name for baseline in BASELINES] == ["nothing", "naive", "dateparser"]


def test_the_baseline_of_mentions() -> None:
    def paper(name: str, text: str) -> Pointed:
        return Pointed(name, text.encode(), ())

    found = by_number_alone(
        [
            paper("a.txt", "Telegram From Lisse\n\n57. The strait is closed."),
            paper("b.txt", "See telegram 57 and Embtel 99, and your letter of July 1."),
        ]
    )
    assert [(r.as_written, r.resolves_to, r.state) for r in found["b.txt"]] == [
        ("telegram 57", "a.txt", "resolved"),
        ("Embtel 99", None, "missing"),
        ("letter of July 1", None, "unresolved"),
    ]


def test_won_and_lost() -> None:
    def item(paper: str, right: int, given: int) -> Item:
        return Item("v", paper, "to", "A; B", f"{right} of {given}", right, given, 2)

    before = [
        item("same", 1, 1),
        item("won", 0, 1),
        item("lost", 2, 2),
        item("noise", 1, 1),
        item("clean", 1, 3),
    ]
    now = [
        item("same", 1, 1),
        item("won", 1, 2),
        item("lost", 1, 1),
        item("noise", 1, 2),
        item("clean", 1, 1),
    ]
    found = compare([*before, item("gone", 1, 1)], [*now, item("new", 1, 1)])
    assert {change.item.paper: change.won for change in found.changes} == {
        "won": True,
        "lost": False,
        "noise": False,
        "clean": True,
    }
    assert {change.item.paper: change.before for change in found.changes}["won"] == "0 of 1"
    assert (found.same, found.apart) == (1, 2)
