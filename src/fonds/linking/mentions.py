"""Which paper a mention means, over the whole archive.

A mention says some of: number, day, time of day, sender, recipient, kind. A paper is meant if it contradicts
nothing that is said and agrees in number or day and one thing more, the kind not counted; a treaty is
known by its day alone, a number in a series that has a name ("Tosec 70") by itself, and a number with nobody
said by a party that both papers have. Of several that a number
without a date fits, the last before the mention is meant, if it is not a year old.
Where none or several fit so, those that share the number or are of the same day or the day beside are weighed:
what agrees and disagrees, and the words that the paper's title and first lines share with the mention and with the
paper it stands in. The likeliest is meant if it is likelier than all others and none together.
One such paper: resolved. Several: ambiguous, all are candidates. None: the reader's own state stands.

One contradiction is let pass: a number of the same sender not long before, where the recipient is named
otherwise, for offices and those who hold them go by either name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from fonds.model.ids import identify


@dataclass(frozen=True, slots=True)
class MessageFact:
    """A message that may be meant. ``sent`` is EDTF; ``number`` a key; parties are ids of persons,
    and posts ("at:merrin"), of which one in common is enough; ``words`` are telling ones of its title and head."""

    record: str
    message: str
    kind: str
    sent: str | None
    earliest: str | None
    latest: str | None
    number: str | None
    senders: frozenset[str]
    recipients: frozenset[str]
    outer: bool = True
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MentionFact:
    """A mention, in the same terms; ``written`` is the latest day it can have been made, ``own`` the parties of
    the message in which it was. ``names`` are the words of the parties' names, ``words`` those of the mention,
    ``own_words`` those of the paper in which it stands."""

    record: str
    kind: str | None
    dated: str | None
    earliest: str | None
    latest: str | None
    number: str | None
    senders: frozenset[str]
    recipients: frozenset[str]
    written: str | None
    found: str = "unresolved"
    own: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """``target`` and ``candidates`` are ids of records; ``missing`` is equal for mentions of one missing paper."""

    state: str
    target: str | None = None
    candidates: tuple[str, ...] = ()
    missing: str | None = None


MAX_CANDIDATES = 8
"""More than that is no choice a reader can make."""


FITS = {
    "telegram": {"telegram", "airgram"},
    "despatch": {"despatch", "airgram"},
    "instruction": {"instruction", "directive", "telegram", "letter"},
    "conversation": {"conversation", "memorandum of conversation", "minutes"},
    "interview": {"interview", "memorandum of conversation"},
    "memorandum": {"memorandum", "memorandum of conversation"},
    "report": {"report", "telegram", "despatch"},
}
"""Kind of a mention -> kinds of papers that may be meant; others only by their own."""
ANY = frozenset({"message", "answer", "paper"})
"""Kinds that say nothing: an answer may be a telegram or a note."""
TELLS_OF = frozenset({"editorial note"})
"""Papers that stand for another: an editor's note tells of it, and may hold its text."""
TALKS = frozenset({"conversation", "interview", "memorandum of conversation"})
KNOWN_BY_DAY = frozenset({"treaty"})
RECENT_DAYS, YEAR_DAYS = 100, 330
"""How long before a mention a message may lie that is known by number and sender, with another recipient or not."""


def is_day(earliest: str | None, latest: str | None) -> bool:
    """Whether the date is known to the day."""
    return earliest is not None and earliest == latest


def resolve(mention: MentionFact, messages: Sequence[MessageFact]) -> Answer:
    """What the mention means among ``messages`` (those that share its number or are of a day near its own)."""
    meant = [m for m in messages if m.record != mention.record and _agrees(mention, m)]
    if mention.number and mention.earliest is None:
        # Numbers begin anew, most often with the year: the last one before is meant.
        last = max((m.earliest or "" for m in meant), default="")
        meant = [m for m in meant if (m.earliest or "") == last]
    # A paper of its own goes before one that only forwards the same message.
    own = {m.record for m in meant if m.outer} or {m.record for m in meant}
    if len(own) > 1:  # a memorandum goes before a memorandum of conversation
        own = {m.record for m in meant if m.record in own and m.kind == mention.kind} or own
    if len(own) == 1:
        return Answer("resolved", target=own.pop())
    if likeliest := weigh(mention, [m for m in messages if not own or m.record in own]):
        return Answer("resolved", target=likeliest)
    if own:
        return Answer("ambiguous", candidates=tuple(sorted(own)[:MAX_CANDIDATES]))
    return Answer(mention.found, missing=missing_key(mention) if mention.found == "missing" else None)


# Weighing, where something said fits and something else does not


def near_days(earliest: str | None, latest: str | None) -> tuple[str, ...]:
    """The day of a mention, the one before and the one after: clocks differ, and a talk is reported the day after."""
    if earliest is None or earliest != latest:
        return ()
    try:
        day = date.fromisoformat(earliest)
        return tuple((day + timedelta(n)).isoformat() for n in (-1, 0, 1))
    except (ValueError, OverflowError):
        return (earliest,)


WEIGHTS = {
    "any": -4.5,
    "same number": 2.0,
    "other number": -1.5,
    "day beside": -2.0,
    "same time": 1.0,
    "same kind": 0.5,
    "other kind": -1.0,
    "named there": 1.0,
    "not named there": -1.0,
    "words": 0.5,
    "subject": 0.75,
}
"""What each clue is worth, as logarithms of odds. Fitted to the mentions that editors explain in one half of the
volumes of an edition, rounded, and checked on the other half; parties told nothing more than their names do."""
MOST_WORDS, MOST_SUBJECT = 3, 8
"""Words in common that count, of the mention's own wording and of the paper it stands in."""
SHARE = 0.5
"""How likely the likeliest paper must be, against all others and none."""


def points(mention: MentionFact, message: MessageFact) -> float:
    """What speaks for the message and against it."""
    total = WEIGHTS["any"]
    if mention.number and message.number:
        total += WEIGHTS["same number" if mention.number == message.number else "other number"]
    if is_day(mention.earliest, mention.latest) and mention.earliest != message.earliest:
        total += WEIGHTS["day beside"]
    if _same_time(mention, message):
        total += WEIGHTS["same time"]
    if mention.kind in TALKS or mention.kind not in ANY:
        is_report = mention.kind in TALKS and message.kind not in TALKS
        fits = _fits(mention.kind, message.kind)
        total += 0 if is_report else WEIGHTS["same kind" if fits else "other kind"]
    if mention.names:
        total += WEIGHTS["not named there" if mention.names.isdisjoint(message.words) else "named there"]
    total += WEIGHTS["words"] * min(MOST_WORDS, len(mention.words & message.words))
    return total + WEIGHTS["subject"] * min(MOST_SUBJECT, len(mention.own_words & message.words))


def _same_time(mention: MentionFact, message: MessageFact) -> bool:
    said, known = ((when or "").partition("T")[2] for when in (mention.dated, message.sent))
    return bool(said) and said == known


def weigh(mention: MentionFact, messages: Sequence[MessageFact]) -> str | None:
    """The record that is likelier than all others and none together; None where there is none."""
    odds: dict[str, float] = {}
    for message in messages:
        if message.record == mention.record or not _may_be_older(mention, message):
            continue
        odds[message.record] = odds.get(message.record, 0.0) + exp(points(mention, message))
    if not odds:
        return None
    likeliest = max(sorted(odds), key=odds.__getitem__)
    return likeliest if odds[likeliest] > SHARE * (1 + sum(odds.values())) else None


def _may_be_older(mention: MentionFact, message: MessageFact) -> bool:
    age = _age(message, mention)
    return age is None or -1 <= age <= YEAR_DAYS


def missing_key(mention: MentionFact) -> str | None:
    """The id under which all mentions of one missing paper meet; None where too little is said to know it by:
    on one day many telegrams are sent."""
    has_party, has_time = bool(mention.senders or mention.recipients), "T" in (mention.dated or "")
    day = is_day(mention.earliest, mention.latest)
    if not ((mention.number and (has_party or day)) or (day and (has_party or has_time))):
        return None
    parties = ("+".join(sorted(mention.senders)), "+".join(sorted(mention.recipients)))
    return identify("|".join(("missing", mention.number or "", mention.dated or "", *parties)))


def _agrees(mention: MentionFact, message: MessageFact) -> bool:
    in_series = _is_in_series(mention.number) and mention.number == message.number
    if not (in_series or _fits(mention.kind, message.kind)):
        return False
    day = is_day(mention.earliest, mention.latest)
    if mention.number and message.number and mention.number != message.number:
        return False
    if not day and message.earliest and mention.written and message.earliest > mention.written:
        return False
    times = [text.partition("T")[2] for text in (mention.dated or "", message.sent or "")]
    if not _overlap(mention, message) or (all(times) and times[0] != times[1]):
        return False
    same_number = bool(mention.number and mention.number == message.number)
    same_day = day and is_day(message.earliest, message.latest)
    sender = _party(mention.senders, message.senders)
    recipient = _party(mention.recipients, message.recipients)
    if same_number and same_day:
        return sender is not False or in_series
    if same_number:
        return _is_numbered_so(mention, message, sender, recipient)
    if not same_day:
        return False
    if mention.kind in TALKS and (sender or recipient):
        return True  # who else was there may go by an office
    if sender is False or recipient is False:
        return False
    if not (mention.senders or mention.recipients) and mention.own & (message.senders | message.recipients):
        return mention.kind not in ANY
    return bool(sender or recipient or all(times)) or mention.kind in KNOWN_BY_DAY


def _is_numbered_so(
    mention: MentionFact, message: MessageFact, sender: bool | None, recipient: bool | None
) -> bool:
    """Whether a number alone is enough: under one of the parties, or in a series that has a name ("Tosec 70")."""
    age = _age(message, mention)
    if age is not None and age > YEAR_DAYS:
        return False
    if _is_in_series(mention.number):
        return age is not None and (
            "/" in (mention.number or "") or not (sender is False and recipient is False)
        )
    if sender is None and recipient is None and not (mention.senders or mention.recipients):
        # Nobody is said: a number of the correspondence in which the mention stands.
        shared = mention.own & (message.senders | message.recipients)
        return bool(shared) and age is not None and age <= RECENT_DAYS
    if sender and recipient is False:
        return age is not None and age <= RECENT_DAYS
    return bool(sender and recipient is not False) or bool(recipient and sender is not False)


def _is_in_series(number: str | None) -> bool:
    """Whether a number bears the name of its series, or is of several parts: it is known by itself."""
    return number is not None and ("/" in number or (len(number) > 4 and not number.isdigit()))


def _party(said: frozenset[str], known: frozenset[str]) -> bool | None:
    """Whether one side is the same; None where nobody is said or known."""
    return bool(said & known) if said and known else None


def _overlap(mention: MentionFact, message: MessageFact) -> bool:
    """Whether both may be of one day, as far as their dates are known."""
    if not (mention.earliest and mention.latest and message.earliest and message.latest):
        return True
    return mention.earliest <= message.latest and message.earliest <= mention.latest


def _fits(said: str | None, kind: str) -> bool:
    return said is None or said in ANY or kind in ANY or kind in TELLS_OF or kind in FITS.get(said, {said})


def _age(message: MessageFact, mention: MentionFact) -> int | None:
    """Days from the message to the mention."""
    try:
        days = date.fromisoformat(mention.written or "") - date.fromisoformat(message.earliest or "")
    except ValueError:
        return None
    return days.days


def same_message(one: MessageFact, other: MessageFact) -> bool:
    """Whether two records hold one and the same message, by number or time of day, date and parties."""
    if one.record == other.record or not (one.senders & other.senders and one.recipients & other.recipients):
        return False
    if not (
        is_day(one.earliest, one.latest) and one.earliest == other.earliest and one.latest == other.latest
    ):
        return False
    if one.number and other.number:
        return one.number == other.number
    return "T" in (one.sent or "") and one.sent == other.sent


def answers(mentioned: MessageFact, own: MessageFact) -> bool:
    """Whether a mention of one message in another looks back along the same line of correspondence."""
    return bool(mentioned.senders & own.recipients and mentioned.recipients & own.senders)
