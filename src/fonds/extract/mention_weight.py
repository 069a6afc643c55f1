"""What a wording must tell to mean one paper, rather than papers in general.

Before a noun stands its lead ("your", "the attached", "Comrade Orlo's"), behind it what is told of the paper
(number, date, parties, subject). How much is needed depends on the noun; ``data/mentions.toml`` says it of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fonds.extract import mention_forms as forms
from fonds.extract.mention_words import Form
from fonds.model import When


@dataclass(slots=True)
class Lead:
    """What stands before a noun: its mention begins at ``start``."""

    start: int
    article: str = ""
    whose: str = ""
    owner: str = ""
    adjectives: str = ""
    names: str = ""

    @property
    def is_there(self) -> bool:
        return bool(self.article or self.whose or self.owner)


@dataclass(slots=True)
class Told:
    """What follows a noun tells of its paper."""

    end: int
    from_: str = ""
    to: str = ""
    date: When | None = None
    number: str | None = None
    party: bool = False
    partner: bool = False
    time: bool = False
    sent: bool = False
    subject: bool = False
    enclosed: bool = False


THIS = frozenset(("this", "that", "these", "those"))
_MEETINGS = frozenset(("meeting", "mtg", "conference", "press conference", "interview"))
"""Nouns that mean one meeting where a name stands before them: "the Cabinet meeting"."""
_GENERAL = frozenset(
    ("communications", "communication", "dispatch", "dispatches", "despatch", "wire", "message")
)
_NAMED_THING = re.compile(r"^(?:[A-Z][\w’'–-]*\s)+[A-Z][a-z]+$")
"""A treaty by its name: "the Merrin Straits Convention"."""

ENCLOSED = frozenset(("paper", "plan"))
"""Kinds of which one that lies with the paper is told by that."""
ENCLOSED_TEXTS = frozenset(("instruction",))
"""Kinds of which a separate one is told without an article: "separate instruction follows"."""
TEXTS = frozenset(("report", "paper", "speech", "statement"))
"""Kinds that are texts whatever they are about; a plan for something may never have been written."""


def is_enough(form: Form, told: Told, lead: Lead, noun_written: str, adjectives: Sequence[str]) -> bool:
    """Whether lead and tails tell one paper from papers in general."""
    kind, needs, owner, noun = form.kind, form.needs, lead.owner, noun_written.lower()
    sure = bool(told.number or told.date or told.enclosed)
    if needs == "a date":
        named = (
            kind == "treaty"
            and (lead.article == "the" or owner != "")
            and _NAMED_THING.search(f"{lead.adjectives}{noun_written}") is not None
        )
        return named or (sure if kind in ENCLOSED else bool(told.number or told.date))
    named = forms.NAMED.search(lead.adjectives) is not None
    telling = named or not forms.TELLING.isdisjoint(adjectives) or "day" in lead.article
    if lead.article in THIS or "present" in adjectives:
        return bool(told.number or told.date)  # most often the paper itself, or no article at all
    if needs == "a partner":
        one = (lead.whose != "" and not noun.endswith("s")) or (
            named and lead.article == "the" and noun in _MEETINGS
        )
        known = bool(told.date or told.partner or told.time or owner or one or (telling and lead.whose))
        return known and (
            lead.is_there or sure or told.time or (told.partner and (telling or bool(lead.names)))
        )
    if sure and (lead.is_there or lead.names or needs != "a name" or told.number):
        return True
    if not lead.is_there:
        if noun.startswith("cop"):
            return False
        if needs == "a word":
            return ((told.party or told.sent) and noun not in _GENERAL) or (
                (telling or bool(lead.names)) and not noun.endswith("s")
            )
        if kind in ENCLOSED_TEXTS and telling and not lead.names:
            return not noun.endswith("s")
        if lead.names and ((kind == "report" and needs == "a tie") or noun == "resolution"):
            return not noun.endswith("s")
        return told.party and bool(lead.names)
    if kind == "statement" and "joint" in adjectives:
        return True
    if owner:
        return True
    if needs == "a word":
        return lead.whose != "" or told.party or told.subject or telling
    if needs == "a name":
        tied = (told.party or (lead.whose != "" and told.subject)) and kind != "report"
        return tied or (named and kind != "answer" and lead.article == "the") or bool(told.from_ and told.to)
    if kind in TEXTS:
        if lead.article in ("a", "an"):
            return told.party or told.sent or named
        return told.party or told.subject or telling or lead.whose in ("his", "her", "their", "your", "my")
    return told.party or (told.subject and lead.whose != "") or telling
