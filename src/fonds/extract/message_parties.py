"""Sender and recipient as title, address and signature name them: who is whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from fonds.extract.said import Said
from fonds.model import Evidence, Who
from fonds.values import persons

SIGNED = 0.92
"""Confidence of a sender whom the signature names."""
DOUBTED = 0.8
LONG_NAME = 5
"""Parties that are seldom called rightly: several, of whom one has no office (a list cut at the wrong comma); a
name of more than LONG_NAME words; a signature alone. Of such 70 to 90 of 100 are right, of others more than 99
(half of the volumes of frus-dev, November 2026; the other half says the same)."""
COMPLETE = 0.95
"""Confidence of parties that a title names in full, so that address and signature add nobody."""


def weighed(shown: Evidence, key: str, parties: Sequence[Who]) -> Evidence:
    """The evidence of a sender or recipient, with less confidence where such parties are often wrong (see DOUBTED)."""
    _, field, at, *rest = shown.path.split("/")
    if field != key or rest or not at.isdigit() or int(at) >= len(parties):
        return shown
    who = parties[int(at)]
    doubted = (
        (len(parties) > 1 and any(other.role is None for other in parties))
        or len(who.name.split()) > LONG_NAME
        or "(" in who.name
        or (who.role is None and who.kind == "person" and shown.confidence == SIGNED)
    )
    return replace(shown, confidence=min(shown.confidence, DOUBTED)) if doubted else shown


def one_sender(one: Who, other: Who) -> bool:
    """An office and a name: "From: The Secretary" and the signature; "E. Venn" and "Engineer" below it."""
    return is_person(one) != is_person(other)


def is_person(who: Who) -> bool:
    """Whether a party is a person by name, not an office."""
    return who.kind == "person" and not persons.is_office(who.name)


def _same(one: Who, other: Who) -> bool:
    known = Known()
    known.add(one)
    return known.has(other)


class Known:
    """The parties named so far. One who is named again, perhaps by one word of the name, is no further party;
    with ``whole``, as in lists, where "Admiralty" and "First Lord of the Admiralty" are two, only by the whole name."""

    def __init__(self, whole: bool = False) -> None:
        self._whole, self._names, self._words = whole, set[str](), set[str]()

    def add(self, who: Who) -> None:
        name = persons.key(who.name)
        self._names.add(name)
        self._words.update(name.split())

    def has(self, who: Who) -> bool:
        name = persons.key(who.name)
        if self._whole:
            return name in self._names
        return name in self._names or name in self._words or any(w in self._names for w in name.split())


def _akin(one: Who, other: Who) -> bool:
    """Whether two wordings may mean one party: a telling word in common, in name or wording."""
    a, b = (set(persons.key(f"{w.name} {w.as_written or ''}").split()) for w in (one, other))
    return any(len(word) > 2 for word in a & b - {"the", "comrade", "and"})


def parties(
    people: Callable[[str, list[Said] | None], tuple[Who, ...]],
    key: str,
    heading: list[Said],
    said: list[Said],
) -> tuple[Who, ...]:
    """The title's parties and the text's: one and the same under the fuller name, in the text's wording; strangers
    from a salutation or signature do not join a party that the title names as an office or body."""
    own = [s for s in said if s.key == key]
    if not heading:
        return people(key, None)
    if heading[0].confidence >= COMPLETE:
        return people(key, heading)
    firm = [s for s in own if s.confidence >= 0.9] if key == "to" else []
    titled = [s.value for s in heading if isinstance(s.value, Who)]
    if (
        key == "to"
        and firm
        and any(_akin(s.value, t) for s in firm if isinstance(s.value, Who) for t in titled)
    ):
        mine = people(key, None)
        merged = []
        for who in mine:
            holder = next((t for t in titled if _holds(t, who)), None)
            if holder:  # "TO THE HARBOUR MASTER", and the title has his name
                merged.append(replace(holder, as_written=who.as_written, copies=who.copies))
                continue
            twin = next((t for t in titled if _same(t, who)), None)
            fuller = twin is not None and len(twin.name) > len(who.name) and who.kind != "body"
            merged.append(
                replace(who, name=twin.name, role=who.role or twin.role) if fuller and twin else who
            )
        return tuple(merged)
    signed = [s for s in own if isinstance(s.value, Who) and is_person(s.value)]
    if key == "from" and len(titled) == 1 and len(signed) == 1 and persons.is_office(titled[0].name):
        return people(key, heading + signed)  # the title has the office, the signature its holder
    return people(key, heading)


def _holds(person: Who, office: Who) -> bool:
    """Whether a person is known by the office that the other wording names alone."""
    return (
        persons.is_office(office.name)
        and is_person(person)
        and f" {persons.key(office.name)} " in f" {persons.key(person.role or '')} "
    )
