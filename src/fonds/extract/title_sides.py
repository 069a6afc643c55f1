"""One side of a title's parties: offices with their holders, persons with offices behind commas, bodies and their seats.

All are functions of the title's words; offsets count in it. What parts the sides is for
``fonds.extract.title_parties`` to say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fonds.model import Who
from fonds.values import persons, places


class Party:
    """A sender, recipient or participant of a title. ``part`` is from, to, through or participants."""

    __slots__ = ("aliases", "end", "part", "start", "who")

    def __init__(self, part: str, parsed: persons.Parsed, start: int, end: int) -> None:
        self.part, self.who, self.aliases, self.start, self.end = part, parsed.who, parsed.aliases, start, end


_VIA = re.compile(r"\s*[(\[]?\b(?:via|through)\s+(?P<who>[^)\]]{2,60})[)\]]?\s*$", re.IGNORECASE)


def side(part: str, title: str, start: int, end: int) -> list[Party]:
    """Those on one side, in the words from ``start`` to ``end``; behind "via" stands by whom it went."""
    out: list[Party] = []
    if via := _VIA.search(title, start, end):
        out += side("through", title, *via.span("who"))
        end = via.start()
    for a, b in _held(title, start, end):
        for parsed, c, d in (
            [(persons.parse(title[a:b]), 0, b - a)] if title[b - 1] == ")" else _listed(title[a:b])
        ):
            if namelike(title[a + c : a + d]):
                out.append(Party(part, parsed, a + c, a + d))
    return out


_HOLDER = re.compile(
    r"[^()]*\(\s*[^\W\d_][\w.’' -]{1,40}\)(?=\s*(?:$|,|and\b)|(?P<seat>\s+(?:in|at)\s[^(),]*)$)"
)


def _held(title: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offices with their holders in brackets, each whole: "the Commander in Chief, Pacific (Venn), and the Consul (Orlo)"."""
    out, at = [], start
    while holder := _HOLDER.match(title, at, end):
        out.append((at, holder.end()))
        if holder["seat"]:
            return out
        between = re.compile(r"\s*,?\s*(?:and\s+)?").match(title, holder.end(), end)
        at = between.end() if between else holder.end()
    if at < end:
        out.append((at, end))
    return out or [(start, end)]


_HIDDEN = "\ue000"  # of the private use area: stands for a comma that parts nothing


def _listed(text: str) -> list[tuple[persons.Parsed, int, int]]:
    """The parties of a list; an office behind a person's comma is his: "Mr I. Orlo, Treasurer, and Mr A. Venn"."""
    if persons.is_titled(text):
        return _titled(text)
    return _plain_list(text)


_BEHIND_NAME = re.compile(r",\s+(?!(?:Jr|Sr)\b)")
_NEXT_PERSON = re.compile(r"(?:,\s+and|,|\s+and)\s+(?=\S)")


def _titled(text: str) -> list[tuple[persons.Parsed, int, int]]:
    """Persons with initials or a form of address, each with the office or body behind the comma."""
    cuts = [m for m in _NEXT_PERSON.finditer(text) if persons.is_titled(text[m.end() :])]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(text)]
    out: list[tuple[persons.Parsed, int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        words = text[start:end]
        behind = _BEHIND_NAME.search(words)
        name, office = (
            (words[: behind.start()], words[behind.end() :].rstrip(" ,")) if behind else (words, "")
        )
        person = persons.parse(name)
        if office and person.who.kind == "person" and _is_his(office):
            out.append((replace(person, who=_holder(person.who, office, words)), start, end))
        else:
            out += [(parsed, start + a, start + b) for parsed, a, b in _plain_list(words)]
    return out


def _is_his(words: str) -> bool:
    """Whether what stands behind a person's comma is his office or house, and names nobody else."""
    if re.search(r",\s+and\b", words):
        return False
    telling = persons.is_body(words) or persons.has_office(words)
    return telling or (" and " not in words and " " not in words.replace("U.K. ", ""))


def _plain_list(text: str) -> list[tuple[persons.Parsed, int, int]]:
    hidden = _whole_offices(text)
    out: list[tuple[persons.Parsed, int, int]] = []
    for parsed, start, end in persons.parse_list(hidden):
        name, comma, office = hidden[start:end].partition(_HIDDEN)
        person = persons.parse(name) if comma else parsed
        if comma and _is_holder(person.who):
            parsed = replace(person, who=_holder(person.who, office.strip(), text[start:end]))
        elif out and persons.is_office(person.who.name) and _is_holder(out[-1][0].who):
            before, at, stop = out[-1]
            between, role = text[stop:start].strip(), before.who.role
            if between == "," and role is None:
                out[-1] = replace(before, who=_holder(before.who, text[start:end], text[at:end])), at, end
                continue
            if between == "and" and role and role in text[at:stop]:
                both = f"{role} and {text[start:end]}"
                out[-1] = replace(before, who=_holder(before.who, both, text[at:end])), at, end
                continue
        elif out and _is_seat(text, out[-1], start, end):
            before, at, _ = out[-1]
            whole = text[at:end]
            name = persons.parse(text[at : out[-1][2]]).who.name + text[out[-1][2] : end]
            out[-1] = replace(before, who=replace(before.who, name=name, as_written=whole)), at, end
            continue
        out.append((_shown(parsed), start, end))
    return out


_STATE = re.compile(r"(?:the\s+)?(?:[\w-]+\s+){0,2}(?:Republic|Kingdom|Union|Federation)\b|United Nations$")


def _is_seat(text: str, body: tuple[persons.Parsed, int, int], start: int, end: int) -> bool:
    """Whether the words say where the body before their comma sits: "Legation, Garam"; "Ministry of Trade, Republic of Vesk"."""
    parsed, first, last = body
    return (
        parsed.who.kind == "body"
        and text[last:start].strip() == ","
        and not re.search(r"\b(?:in|at)\s", text[first:last])
        and (places.is_known(text[start:end]) or _STATE.match(text[start:end]) is not None)
    )


def _is_holder(who: Who) -> bool:
    return who.kind == "person" and not persons.is_office(who.name)


def _holder(who: Who, office: str, written: str) -> Who:
    """A person with the office named behind the name."""
    return replace(who, role=office.replace(_HIDDEN, ","), as_written=written)


def _shown(parsed: persons.Parsed) -> persons.Parsed:
    """With the commas that were hidden."""
    who = parsed.who
    if who.as_written and _HIDDEN not in who.name and _HIDDEN not in who.as_written:
        return parsed
    name, written = who.name.replace(_HIDDEN, ","), (who.as_written or "").replace(_HIDDEN, ",")
    return replace(parsed, who=replace(who, name=name, as_written=written or None))


_BEFORE_OFFICE = re.compile(
    r",(?=\s+(?:the\s+)?(?:[\w-]+\s+){0,3}(?:minister|ambassador|chairman|secretary|chief|head|director|commissioner|president|governor|counsellor)\b)",
    re.IGNORECASE,
)


def _whole_offices(text: str) -> str:
    """Commas before an office belong to the name before them; they are hidden from the splitting of lists."""
    return _BEFORE_OFFICE.sub(_HIDDEN, text)


_TELLING = re.compile(r"[^\W\d_][\w'’.-]*")


def namelike(text: str) -> bool:
    """Short, and its telling words are capitalised, as names, offices and bodies are."""
    words = _TELLING.findall(text)
    if not words or len(text) > persons.MAX_NAME or len(words) > 22:
        return False
    telling = [w for w in words if len(w) > 3 or w[0].isupper()]
    capitals = sum(w[0].isupper() or not w[0].islower() for w in telling)
    return bool(telling) and capitals * 2 >= len(telling)
