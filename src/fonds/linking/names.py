"""Which names mean the same person, over the whole archive.

Three reasons are good enough, each only where it leaves no choice:

- the same letters, however they are parted: "Kim Il-sung", "Kim Il Sung";
- a document says so: "Filippov [Stalin]", "Ri Geon-yeong [Ri Gon Yong]"; not where documents say
  different things, nor where the alias is also somebody else's family name;
- a shorter form of the only fuller name that it fits: "V. Popovic" or "Popovic", where the archive knows
  one Vladimir Popovic and no other Popovic.

Limits: two persons of exactly one name are one here; given names alone are never taken for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fonds.data import table
from fonds.values import persons


@dataclass(frozen=True, slots=True)
class NameFact:
    """A name: its id, comparison key (``persons.key``), usual form, kind, and how often it stands."""

    id: str
    key: str
    form: str
    kind: str | None
    count: int = 1


class _Groups:
    """Disjoint sets of ids."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def of(self, item: str) -> str:
        parent = self._parent.get(item, item)
        if parent != item:
            parent = self._parent[item] = self.of(parent)
        return parent

    def join(self, one: str, other: str) -> None:
        self._parent[self.of(one)] = self.of(other)


def assign(names: Sequence[NameFact], aliases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every name's id the id of the name under which that person goes.

    ``aliases`` are (id of the alias, id of the name meant), as documents explain them. The heading of a
    person is the fullest name that is no alias; among equals the most frequent.
    """
    # One order, so that an archive comes out the same however its papers came in.
    names, aliases = sorted(names, key=lambda name: name.id), sorted(set(aliases))
    groups = _Groups()
    by_letters: dict[tuple[str, bool], str] = {}
    for name in names:
        groups.join(name.id, by_letters.setdefault((name.key.replace(" ", ""), name.kind == "body"), name.id))
    families = _families(names)
    pseudonyms = _explained(names, aliases, families, groups)
    for is_short in (_with_initials, _single):
        _shorter(names, families, groups, is_short, pseudonyms)
    members: dict[str, list[NameFact]] = defaultdict(list)
    for name in names:
        members[groups.of(name.id)].append(name)
    heading = {group: max(inside, key=lambda n: _rank(n, pseudonyms)).id for group, inside in members.items()}
    return {name.id: heading[groups.of(name.id)] for name in names}


def _rank(name: NameFact, pseudonyms: set[str]) -> tuple[bool, int, int, int, str]:
    tokens = name.key.split()
    whole_words = sum(len(token) > 1 for token in tokens)
    return name.id not in pseudonyms, min(whole_words, 3), min(len(tokens), 4), name.count, name.form


def _single(tokens: list[str]) -> bool:
    return len(tokens) == 1


def _with_initials(tokens: list[str]) -> bool:
    return len(tokens) > 1 and sum(len(token) > 1 for token in tokens) == 1


PARTICLES = frozenset(
    [
        "al",
        "af",
        "av",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
        "y",
        "zu",
        "zur",
    ]
)
"""Small words that stand in the names of persons."""


@cache
def _no_names() -> frozenset[str]:
    """Words of offices, bodies and address: what holds one is a description, no name."""
    lists = table("persons")
    return frozenset(
        word for kind in ("offices", "bodies", "address") for word in lists[kind] if len(word) > 2
    )


def _is_name(form: str) -> bool:
    """Whether a form looks like a person's name: "Telnov and Shirokov" and "Prime Minister" do not."""
    for word in form.split():
        bare = word.strip('.,;:()“”"')
        if (bare.islower() and bare not in PARTICLES) or not _no_names().isdisjoint(
            bare.casefold().split("-")
        ):
            return False
    return True


def _families(names: Sequence[NameFact]) -> Mapping[str, list[NameFact]]:
    """Names of persons of more than one part, by family name."""
    families: dict[str, list[NameFact]] = defaultdict(list)
    for name in names:
        if name.kind == "person" and " " in name.key and _is_name(name.form):
            families[persons.key(persons.family_name(name.form))].append(name)
    return families


def _explained(
    names: Sequence[NameFact],
    aliases: Iterable[tuple[str, str]],
    families: Mapping[str, list[NameFact]],
    groups: _Groups,
) -> set[str]:
    """Joins aliases with the names they mean; returns the ids of those aliases."""
    by_id = {name.id: name for name in names}
    meanings: dict[str, set[str]] = defaultdict(set)
    for alias, name in aliases:
        if alias in by_id and name in by_id and alias != name:
            meanings[alias].add(name)
    settled = set()
    for alias, meant in meanings.items():
        if len({groups.of(name) for name in meant}) > 1:
            continue
        group = groups.of(next(iter(meant)))
        bearers = {groups.of(name.id) for name in families.get(by_id[alias].key, ())} - {
            group,
            groups.of(alias),
        }
        if not bearers:
            groups.join(alias, group)
            settled.add(alias)
    return settled


def _shorter(
    names: Sequence[NameFact],
    families: Mapping[str, list[NameFact]],
    groups: _Groups,
    is_short: Callable[[list[str]], bool],
    pseudonyms: set[str],
) -> None:
    for name in names:
        tokens = name.key.split()
        if name.kind != "person" or name.id in pseudonyms or not is_short(tokens) or not _is_name(name.form):
            continue
        family = tokens[0] if len(tokens) == 1 else persons.key(persons.family_name(name.form))
        fitting = {
            groups.of(full.id)
            for full in families.get(family, ())
            if full.id != name.id and _fits(tokens, full.key.split(), family)
        } - {groups.of(name.id)}
        if len(fitting) == 1:
            groups.join(name.id, fitting.pop())


def _fits(short: list[str], full: list[str], family: str) -> bool:
    """Whether the initials of the short name are those of the full one's given names, as far as they go."""
    initials = [token for token in short if token != family]
    given = [token for token in full if token != family]
    if not initials:
        return True
    return len(initials) <= len(given) and all(g.startswith(i) for i, g in zip(initials, given, strict=False))
