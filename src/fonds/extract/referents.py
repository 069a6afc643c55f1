"""What a mention tells of a paper: whose it is, and which message of the same document it means.

"I" and "you" are read from the message in which the mention stands. Of two correspondents one may be a
mission (an embassy, its chief); "Embtel" is then the mission's telegram to the other, "Deptel" the
other's to the mission. Where neither is a mission, only the words themselves are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fonds.model import Message, When, Who
from fonds.values import persons


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in a text: offsets there; ``whose`` is your, my, post, home or empty; ``enclosed``: the
    paper is said to lie with this one; ``several``: the noun may speak of further ones by their days."""

    as_written: str
    start: int
    end: int
    kind: str
    whose: str
    from_: Who | None = None
    to: Who | None = None
    date: When | None = None
    number: str | None = None
    enclosed: bool = False
    several: bool = False


def innermost(messages: Iterable[Message], at: int) -> Message | None:
    """The message whose own words stand at ``at``."""
    around = [m for m in messages if m.start <= at < m.end]
    return min(around, key=lambda m: m.end - m.start) if around else None


Parties = tuple[tuple[Who, ...], tuple[Who, ...]]
_MISSION = re.compile(
    r"\b(?:embassy|ambassador|legation|minister (?:in|to)|charg[ée]|consul(?:ate)?|mission|delegation|representative"
    r"|high commission(?:er)?|interests section|adviser in|agent (?:in|at|and))",
    re.IGNORECASE,
)


def is_mission(people: tuple[Who, ...]) -> bool:
    """Whether a party is a mission or its chief."""
    return any(_MISSION.search(f"{who.name} {who.role or ''}") for who in people)


def parties(mention: Mention, own: Message | None) -> Parties:
    """Sender and recipient of what is mentioned."""
    me, you = (own.from_, own.to) if own else ((), ())

    def meant(who: Who | None) -> tuple[Who, ...]:
        if who is None:
            return ()
        return {"you": you, "me": me, "us": me, "him": (), "her": (), "them": ()}.get(who.name, (who,))

    sender, recipient = meant(mention.from_), meant(mention.to)
    if mention.whose == "your":
        return sender or you, recipient or me
    if mention.whose == "my":
        # What "I" sent before went to the same hands where it bears a number, in a row of telegrams.
        return sender or me, recipient or (you if mention.number else ())
    if mention.whose in ("post", "home") and (is_mission(me) != is_mission(you)):
        post, home = (me, you) if is_mission(me) else (you, me)
        one, other = (post, home) if mention.whose == "post" else (home, post)
        return sender or one, recipient or other
    return sender, recipient


def fits(mention: Mention, other: Message, own: Message | None) -> bool:
    """Whether a mention in the message ``own`` can mean ``other``: number or date must agree, parties must not disagree."""
    agreed = False
    if mention.number and other.number:
        if mention.number != other.number:
            return False
        agreed = True
    if mention.date and other.sent:
        a, b = mention.date.edtf, other.sent.edtf
        if a != b and (a[:10] != b[:10] or ("T" in a and "T" in b)):
            return False
        agreed = True
    if not agreed:
        return False
    sender, recipient = parties(mention, own)
    return _agree(sender, other.from_) and _agree(recipient, other.to)


def _agree(one: tuple[Who, ...], other: tuple[Who, ...]) -> bool:
    """Whether two sets of persons may be the same; nobody named agrees with everybody."""
    if not one or not other:
        return True
    a, b = _names(one), _names(other)
    return any(x <= y or y <= x for x in a for y in b)


def _names(people: tuple[Who, ...]) -> list[set[str]]:
    """The words of each name and of each office: an order to the Admiral may be answered by Roe."""
    return [set(persons.key(name).split()) for who in people for name in (who.name, who.role) if name]
