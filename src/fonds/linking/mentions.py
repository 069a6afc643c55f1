"""Which message a mention means, over the whole archive.

A mention says some of: number, date, time, sender, recipient, kind. A message is meant if it agrees
with everything said, and enough is said: a number with a date or a party, or a day with a party. One such
message: resolved. Several: ambiguous, all are candidates. None: the reader's own state stands, "missing"
if the mention says enough to know the paper by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fonds.model.ids import identify


@dataclass(frozen=True, slots=True)
class MessageFact:
    """A message that may be meant. ``sent`` is EDTF; ``number`` a key; parties are ids of persons."""

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


@dataclass(frozen=True, slots=True)
class MentionFact:
    """A mention, in the same terms; ``written`` is the latest day it can have been made."""

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


@dataclass(frozen=True, slots=True)
class Answer:
    """``target`` and ``candidates`` are ids of records; ``missing`` is equal for mentions of one missing paper."""

    state: str
    target: str | None = None
    candidates: tuple[str, ...] = ()
    missing: str | None = None


MAX_CANDIDATES = 8
"""More than that is no choice a reader can make."""


def is_day(earliest: str | None, latest: str | None) -> bool:
    """Whether the date is known to the day."""
    return earliest is not None and earliest == latest


def resolve(mention: MentionFact, messages: Iterable[MessageFact]) -> Answer:
    """What the mention means among ``messages`` (those that share its number or its day)."""
    if not _says_enough(mention):
        return Answer("unresolved" if mention.found == "resolved" else mention.found)
    meant: dict[str, bool] = {}
    for message in messages:
        if message.record != mention.record and _agrees(mention, message):
            meant[message.record] = meant.get(message.record, False) or message.outer
    # A paper of its own goes before one that only forwards the same message.
    own = [record for record, outer in meant.items() if outer] or list(meant)
    if len(own) == 1:
        return Answer("resolved", target=own[0])
    if own:
        return Answer("ambiguous", candidates=tuple(sorted(own)[:MAX_CANDIDATES]))
    return Answer("missing", missing=missing_key(mention))


def missing_key(mention: MentionFact) -> str:
    """The id under which all mentions of one missing paper meet."""
    parties = ("+".join(sorted(mention.senders)), "+".join(sorted(mention.recipients)))
    return identify("|".join(("missing", mention.number or "", mention.dated or "", *parties)))


def _says_enough(mention: MentionFact) -> bool:
    day = is_day(mention.earliest, mention.latest)
    party = bool(mention.senders or mention.recipients)
    return (mention.number is not None and (party or mention.earliest is not None)) or (day and party)


def _agrees(mention: MentionFact, message: MessageFact) -> bool:
    if mention.number and message.number and mention.number != message.number:
        return False
    if mention.number and not message.number and not is_day(mention.earliest, mention.latest):
        return False
    if mention.kind and message.kind not in (mention.kind, "message") and mention.kind != "message":
        return False
    if message.earliest and mention.written and message.earliest > mention.written:
        return False
    agreed = int(bool(mention.number and mention.number == message.number))
    for said, known in ((mention.senders, message.senders), (mention.recipients, message.recipients)):
        if said and known:
            if not said & known:
                return False
            agreed += 1
    if mention.earliest and mention.latest and message.earliest and message.latest:
        if mention.earliest > message.latest or mention.latest < message.earliest:
            return False
        if not _same_time(mention.dated, message.sent):
            return False
        agreed += int(is_day(mention.earliest, mention.latest) and is_day(message.earliest, message.latest))
    return agreed >= 2


def _same_time(one: str | None, other: str | None) -> bool:
    times = [text.partition("T")[2] for text in (one or "", other or "")]
    return not all(times) or times[0] == times[1]


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
