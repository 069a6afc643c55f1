"""Which paper a mention means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fonds.linking import mentions
from fonds.linking.mentions import Answer, MentionFact, MessageFact, resolve
from fonds.linking.related import Tie, gather

DAY = "1931-05-01"
ORLOV, DEMIN = frozenset({"orlov"}), frozenset({"demin"})
NOBODY: frozenset[str] = frozenset()

MESSAGE = MessageFact("r1", "m1", "telegram", DAY, DAY, DAY, "4", ORLOV, DEMIN)
MENTION = MentionFact("r2", "telegram", DAY, DAY, DAY, "4", ORLOV, DEMIN, "1931-05-02", "missing")
UNDATED = {"dated": None, "earliest": None, "latest": None}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"number": None},
        {"senders": NOBODY},
        {"senders": NOBODY, "recipients": NOBODY},
        UNDATED,
        {"recipients": frozenset({"foreign department"})},  # the office of Demin
        {"recipients": frozenset({"foreign department"}), **UNDATED},
        {"written": "1931-04-30"},  # a note of the editor's, who knows the day
        {"kind": None},
        {"kind": "message"},
        {"dated": "1931-05", "earliest": "1931-05-01", "latest": "1931-05-31"},
    ],
)
def test_enough_is_said(said: dict[str, object]) -> None:
    assert resolve(replace(MENTION, **said), [MESSAGE]) == Answer("resolved", target="r1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        {"number": "5"},
        {"senders": frozenset({"somebody"})},
        {"recipients": frozenset({"somebody"}), "number": None},
        {"recipients": frozenset({"somebody"}), "written": "1932-05-02", **UNDATED},
        {"kind": "letter"},
        {"dated": "1931-05-02", "earliest": "1931-05-02", "latest": "1931-05-02"},
        {"written": "1931-04-30", **UNDATED},
        {"record": "r1"},
    ],
)
def test_what_disagrees_is_another_paper(said: dict[str, object]) -> None:
    answer = resolve(replace(MENTION, **said), [MESSAGE])  # type: ignore[arg-type]
    assert (answer.state, answer.target) == ("missing", None)
    assert resolve(replace(MENTION, found="unresolved", **said), [MESSAGE]) == Answer("unresolved")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        {"number": None, "senders": NOBODY, "recipients": NOBODY},
        {"number": None, **UNDATED},
        {"senders": NOBODY, "recipients": NOBODY, **UNDATED},
        {"number": None, "dated": "1931-05", "latest": "1931-05-31"},
    ],
)
def test_too_little_is_said(said: dict[str, object]) -> None:
    mention = replace(MENTION, found="unresolved", **said)  # type: ignore[arg-type]
    assert resolve(mention, [MESSAGE]) == Answer("unresolved")


def test_the_time_of_day_tells_two_telegrams_apart() -> None:
    morning, evening = (
        replace(MESSAGE, sent=f"{DAY}T09:00"),
        replace(MESSAGE, record="r3", sent=f"{DAY}T18:00"),
    )
    mention = replace(MENTION, number=None, dated=f"{DAY}T18:00")
    assert resolve(mention, [morning, evening]).target == "r3"


def test_the_time_of_day_stands_for_the_parties() -> None:
    mention = replace(MENTION, number=None, senders=NOBODY, recipients=NOBODY, dated=f"{DAY}T18:00")
    assert resolve(mention, [replace(MESSAGE, sent=f"{DAY}T18:00")]).target == "r1"
    assert resolve(mention, [MESSAGE]).target is None


def test_a_treaty_is_known_by_its_day() -> None:
    treaty = MessageFact("r5", "", "treaty", DAY, DAY, DAY, None, NOBODY, NOBODY)
    mention = replace(MENTION, kind="treaty", number=None, senders=NOBODY, recipients=NOBODY)
    assert resolve(mention, [MESSAGE, treaty]).target == "r5"
    assert resolve(replace(mention, kind="minutes"), [replace(treaty, kind="minutes")]).target is None


def test_a_conversation_is_known_by_its_day_and_a_partner() -> None:
    partners = ORLOV | DEMIN
    conversation = MessageFact(
        "r5", "", "memorandum of conversation", DAY, DAY, DAY, None, partners, partners
    )
    mention = replace(MENTION, kind="conversation", number=None, recipients=NOBODY)
    assert resolve(mention, [MESSAGE, conversation]).target == "r5"


def test_two_that_fit_are_both_shown() -> None:
    answer = resolve(MENTION, [MESSAGE, replace(MESSAGE, record="r3")])
    assert answer == Answer("ambiguous", candidates=("r1", "r3"))


def test_a_paper_of_its_own_goes_before_one_that_forwards_it() -> None:
    forwarded = replace(MESSAGE, record="r3", message="m2", outer=False)
    assert resolve(MENTION, [forwarded, MESSAGE]).target == "r1"
    assert resolve(MENTION, [forwarded]).target == "r3"


def test_mentions_of_one_missing_paper_meet() -> None:
    elsewhere = replace(MENTION, record="r9", kind=None)
    assert resolve(MENTION, []).missing is not None
    assert resolve(MENTION, []).missing == resolve(elsewhere, []).missing
    assert resolve(MENTION, []).missing != resolve(replace(MENTION, number="5"), []).missing


def test_a_day_alone_is_no_paper() -> None:
    mention = replace(MENTION, number=None, senders=NOBODY, recipients=NOBODY)
    assert resolve(mention, []) == Answer("missing")


def test_a_number_without_a_known_message_number_needs_the_day() -> None:
    nameless = replace(MESSAGE, number=None)
    assert resolve(MENTION, [nameless]).target == "r1"
    assert (
        resolve(replace(MENTION, dated="1931", earliest="1931-01-01", latest="1931-12-31"), [nameless]).target
        is None
    )


def test_the_same_message_in_two_papers() -> None:
    copy = replace(MESSAGE, record="r3", outer=False)
    assert mentions.same_message(MESSAGE, copy)
    assert not mentions.same_message(MESSAGE, MESSAGE)
    assert not mentions.same_message(MESSAGE, replace(copy, number="5"))
    assert not mentions.same_message(replace(MESSAGE, number=None), replace(copy, number=None))
    at_nine = {"number": None, "sent": f"{DAY}T09:00"}
    assert mentions.same_message(replace(MESSAGE, **at_nine), replace(copy, **at_nine))  # type: ignore[arg-type]


def test_an_answer_goes_the_other_way() -> None:
    assert mentions.answers(MESSAGE, replace(MESSAGE, senders=DEMIN, recipients=ORLOV))
    assert not mentions.answers(MESSAGE, MESSAGE)


def test_reasons_are_gathered_strongest_first() -> None:
    ties = [
        Tie("a", "similar", "similar words"),
        Tie("b", "same file", "same file"),
        Tie("a", "mentions", "mentions it"),
        Tie("a", "mentions", "mentions it again"),
        Tie("c", "same file", "same file"),
        Tie("c", "same persons", "Orlov, Demin"),
    ]
    found = gather(ties, 5)
    assert [(record, [tie.words for tie in reasons]) for record, reasons in found] == [
        ("a", ["mentions it", "similar words"]),
        ("c", ["same file", "Orlov, Demin"]),
        ("b", ["same file"]),
    ]
    assert len(gather(ties, 2)) == 2


POST = frozenset({"at:merrin"})


def test_a_post_meets_whoever_holds_it() -> None:
    """Signed by Orlov at Merrin, cited as "Merrin's 4"."""
    sent = replace(MESSAGE, senders=ORLOV | POST)
    assert resolve(replace(MENTION, senders=POST, **UNDATED), [sent]).target == "r1"  # type: ignore[arg-type]
    elsewhere = replace(MENTION, senders=frozenset({"at:ismara"}), **UNDATED)  # type: ignore[arg-type]
    assert resolve(elsewhere, [sent]).target is None


def test_of_numbers_that_begin_anew_the_last_before_is_meant() -> None:
    earlier = replace(MESSAGE, record="r0", earliest="1930-12-01", latest="1930-12-01", sent="1930-12-01")
    assert resolve(replace(MENTION, **UNDATED), [earlier, MESSAGE]).target == "r1"  # type: ignore[arg-type]
    old = replace(earlier, earliest="1930-01-01", latest="1930-01-01", sent="1930-01-01")
    assert resolve(replace(MENTION, **UNDATED), [old]).target is None  # type: ignore[arg-type]


def test_a_series_with_a_name_is_enough() -> None:
    sent = replace(MESSAGE, number="tosec70")
    alone = replace(MENTION, kind="paper", number="tosec70", senders=NOBODY, recipients=NOBODY, **UNDATED)  # type: ignore[arg-type]
    assert resolve(alone, [sent]).target == "r1"
    assert resolve(replace(alone, number="4"), [MESSAGE]).target is None


def test_with_nobody_said_a_party_of_both_papers_is_enough() -> None:
    bare = replace(MENTION, senders=NOBODY, recipients=NOBODY, own=DEMIN)
    assert resolve(replace(bare, **UNDATED), [MESSAGE]).target == "r1"  # type: ignore[arg-type]
    assert resolve(replace(bare, number=None), [MESSAGE]).target == "r1"
    assert resolve(replace(bare, number=None, kind="message"), [MESSAGE]).target is None
    long_ago = replace(bare, written="1931-11-01", **UNDATED)  # type: ignore[arg-type]
    assert resolve(long_ago, [MESSAGE]).target is None
    assert resolve(replace(bare, own=frozenset({"somebody"}), **UNDATED), [MESSAGE]).target is None  # type: ignore[arg-type]


def test_of_a_conversation_one_partner_is_enough_whoever_else_is_said() -> None:
    talk = MessageFact(
        "r5", "", "memorandum of conversation", DAY, DAY, DAY, None, ORLOV | DEMIN, ORLOV | DEMIN
    )
    mention = replace(MENTION, kind="conversation", number=None, recipients=frozenset({"minister"}))
    assert resolve(mention, [talk]).target == "r5"
    assert resolve(replace(mention, senders=frozenset({"somebody"})), [talk]).target is None


TALK = replace(
    MESSAGE,
    kind="memorandum of conversation",
    number=None,
    senders=NOBODY,
    recipients=NOBODY,
    words=frozenset({"harbour", "mole", "dredging", "merrin", "venn"}),
)
SPOKEN_OF = MentionFact(
    "r2",
    "conversation",
    DAY,
    DAY,
    DAY,
    None,
    NOBODY,
    frozenset({"venn id"}),
    "1931-05-02",
    "missing",
    names=frozenset({"venn"}),
    words=frozenset({"venn", "mole"}),
    own_words=frozenset({"harbour", "dredging", "mole", "merrin", "orlo"}),
)


def test_a_talk_of_that_day_is_meant_whose_record_names_the_partner_and_the_matter() -> None:
    elsewhere = replace(TALK, record="r3", words=frozenset({"cotton", "tariff"}))
    assert resolve(SPOKEN_OF, [TALK, elsewhere]) == Answer("resolved", target="r1")


def test_a_paper_of_that_day_on_another_matter_is_not_meant() -> None:
    assert resolve(SPOKEN_OF, [replace(TALK, words=frozenset({"cotton", "tariff"}))]).target is None


def test_two_papers_alike_are_not_told_apart_by_weighing() -> None:
    assert resolve(SPOKEN_OF, [TALK, replace(TALK, record="r3")]).target is None


def test_a_paper_written_after_the_mention_is_not_weighed() -> None:
    assert resolve(replace(SPOKEN_OF, written="1931-04-01"), [TALK]).target is None


def test_the_days_beside_are_looked_at_too() -> None:
    assert mentions.near_days(DAY, DAY) == ("1931-04-30", "1931-05-01", "1931-05-02")
    assert mentions.near_days("1931-05-01", "1931-05-31") == ()


def test_a_number_of_several_parts_is_known_by_itself_whatever_the_kind() -> None:
    paper = replace(MESSAGE, kind="memorandum", number="215/31", senders=ORLOV)
    said = replace(MENTION, number="215/31", kind="telegram", senders=NOBODY, recipients=NOBODY, **UNDATED)  # type: ignore[arg-type]
    assert resolve(said, [paper]) == Answer("resolved", target="r1")


def test_an_editors_note_of_that_day_stands_for_what_it_tells_of() -> None:
    """given a statement of a day / an editor's note that tells of that day and matter is meant"""
    told = replace(TALK, kind="editorial note")
    said = replace(SPOKEN_OF, kind="statement")
    assert resolve(said, [told]).target == "r1"
    assert resolve(said, [replace(told, words=frozenset({"cotton"}))]).target is None


def test_of_several_that_fit_one_of_the_very_kind_is_meant() -> None:
    asked = replace(MENTION, kind="memorandum", number=None)
    memorandum = replace(MESSAGE, kind="memorandum", number=None)
    talk = replace(memorandum, record="r3", kind="memorandum of conversation")
    assert resolve(asked, [talk, memorandum]).target == "r1"
    assert resolve(asked, [talk, replace(talk, record="r4")]).state == "ambiguous"
