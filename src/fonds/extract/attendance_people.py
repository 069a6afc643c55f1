"""The persons of one row of a list of those present: name, rank, office, and whether there are several.

The grammar of a row stands in ``fonds.extract.attendance``. All are functions of the row's words; offsets count in it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from fonds.data import table
from fonds.model import Who
from fonds.values import persons, places

_DASH = re.compile(r"\s*(?:—|–|--|\s-\s)\s*")
_COMMA = re.compile(r",\s+(?!(?:Jr|Sr|II|III|IV)\b)")
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_RUN_ON = re.compile(
    r"(?<=[a-z)])(?<!\band)(?<!\bof)(?<!\bto)(?<!\bfor)(?<!\bby)\s+(?=(?:Mr|Mrs|Miss|Dr)\.\s+[^\W\d_a-z])"
)
_BARE = re.compile(
    r"(?:[^\W\d_a-z][\w’'.-]*\s+|(?:de|van|von|der|la|le|el|al|bin|ibn|da|di|du|dinh|van)\s+){0,4}[^\W\d_a-z][\w’'-]+"
    r"(?:,?\s+(?:Jr|Sr)\.?|\s+I{2,3})?"
)
_MESSRS = re.compile(
    r"(?:messrs|comrades|cdes|congressmen|generals|senators|ambassadors|secretaries|drs)\b\.?\s+",
    re.IGNORECASE,
)
_OFFICE_ALONE = re.compile(r"(?:[Tt]he\s+)?(?:Acting\s+|Vice\s+|Under\s+|Deputy\s+)*[A-Z]\w+(?:\s+of\s+.*)?$")
_AND = re.compile(r",?\s+(?:and|&)\s+")


@cache
def _rank() -> re.Pattern[str]:
    """Ranks, offices and forms of address, as many as stand before a name."""
    words = table("persons")
    plain = sorted(
        {*words["address"], *words["offices"], *table("conversations")["present"]["ranks"]},
        key=len,
        reverse=True,
    )
    one = "|".join(re.escape(word.rstrip(".")) for word in plain if len(word) > 1)
    return re.compile(
        rf"(?:the\s+)?(?:(?:(?:{_ADJECTIVE})\s+){{0,3}}?(?:[A-Z]/)?(?:{one})(?:\.(?!\w)|(?![\w.]))[\s-]*(?:of\s+(?:State|Defense|War|Commerce|Labor|Treasury|the\s+Treasury|Agriculture)\s+)?)+|M\.\s+(?=\w[\w’'])",
        re.IGNORECASE,
    )


_ADJECTIVE = r"(?-i:[A-Z])[\w’'/.-]+"


@lru_cache(maxsize=2048)  # the parts of a row are asked for several times
def named(text: str) -> tuple[str, int] | None:
    """The name behind rank, office or form of address, and its offset; None for an office alone or a bare name.

    >>> named("Assistant Secretary Ivo Orlo"), named("Deputy Assistant Secretary"), named("Ivo Orlo")
    (('Ivo Orlo', 20), None, None)
    """
    bare = _ASIDE.sub(lambda aside: " " * len(aside[0]), text).rstrip(" .")
    rank = _rank().match(bare)
    if rank is None:
        return None
    name = bare[rank.end() :]
    if not _BARE.fullmatch(name) or not _is_name(name, ranked=True):
        return None
    return name, rank.end()


def _is_name(name: str, ranked: bool = False) -> bool:
    """Whether capitalised words may be a person: no body, no office, no abbreviation of a bureau, and, unless
    a rank stands before them, no place."""
    words = name.split()
    return not (
        len(words) > 5
        or persons.is_body(name)
        or persons.has_office(name)
        or (name.isupper() and len(name) <= 6 and len(words) == 1)
        or any(word.lower() in persons.not_names() for word in words)
        or words[-1].lower() in table("conversations")["present"]["offices"]
        or (not ranked and places.names_place(name))
    )


def _parts(text: str) -> list[tuple[str, int]]:
    """What stands between commas and semicolons outside of brackets."""
    out, start, depth = [], 0, 0
    for n, sign in enumerate(text):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif sign in ",;" and not depth and not (sign == "," and not _COMMA.match(text, n)):
            out.append((text[start:n], start))
            start = n + 1
    out.append((text[start:], start))
    return [
        (part.strip(), at + len(part) - len(part.lstrip())) for part, at in out if re.search(r"\w", part)
    ] or [("", 0)]


def people(row: str) -> list[tuple[Who, int, int]]:
    """The persons of a row, each with offsets.

    >>> [(who.name, who.role) for who, _, _ in people("Mr. I. Orlo, Jr., Minister, Embassy of Ismara")]
    [('I. Orlo, Jr', 'Minister, Embassy of Ismara')]
    >>> [(who.name, who.role) for who, _, _ in people("Harbours: Secretary Orlo, General Venn")]
    [('Orlo', 'Secretary'), ('Venn', 'General')]
    >>> [who.name for who, _, _ in people("The President, Mr. Orlo, Mr. Venn and Mr. Brel")]
    ['President', 'Orlo', 'Venn', 'Brel']
    >>> [(who.name, who.role) for who, _, _ in people("UNP—Mr. Brel")]
    [('Brel', 'UNP')]
    """
    out: list[tuple[Who, int, int]] = []
    start = 0
    for cut in [*_RUN_ON.finditer(row), None]:
        stop = cut.start() if cut else len(row)
        out += [(who, start + a, start + b) for who, a, b in _people(row[start:stop])]
        start = cut.end() if cut else stop
    return out


def _people(row: str) -> list[tuple[Who, int, int]]:
    side = re.match(r"[^:;,()]{2,40}:\s+", row)
    lead = side.end() if side else 0
    if row[lead : lead + 1] == "[":
        return []
    if re.match(r"(?:[Tt]he\s+)?(?:Secretaries|Chiefs|Directors|Ministers|Ambassadors)\s+of\b", row[lead:]):
        return []  # several offices, nobody's name
    if ";" in row:
        out = []
        for part in re.finditer(r"[^;]+", row[lead:]):
            shift = lead + part.start() + len(part[0]) - len(part[0].lstrip(" &"))
            out += [(who, shift + a, shift + b) for who, a, b in _people(part[0].strip(" &"))]
        return out
    segments = [(part, lead + at) for part, at in _parts(row[lead:])]
    return _several(segments) if _is_list(segments, several=side is not None) else _one(row, segments)


def _one(row: str, segments: list[tuple[str, int]]) -> list[tuple[Who, int, int]]:
    """A name with the offices behind its comma; or the two of "Director Orlo and Mr. Venn"."""
    halves = _halves(segments[0])
    if len(halves) > 1:
        return [one for half in halves if (one := person(*half))]
    first = person(*segments[0])
    if first is None:
        return []
    who, start, end = first
    at = segments[1][1] if len(segments) == 2 else 0
    if at and persons.is_office(who.name) and (named(segments[1][0]) or _fits_bare(segments[1][0])):
        holder = person(*segments[1])  # "Belgian Ambassador, Baron Orlo"
        if holder is not None:
            return [(replace(holder[0], role=who.name, as_written=row[start : holder[2]]), start, holder[2])]
    rest = row[segments[0][1] + len(segments[0][0]) :].strip(" ,;.") if len(segments) > 1 else ""
    if rest and persons.is_office(who.name) and persons.is_body(rest):
        last = segments[-1][1] + len(segments[-1][0])
        who = replace(who, name=f"{who.name}, {rest}", as_written=row[start:last])
    elif rest:
        who = replace(who, role=f"{who.role}, {rest}" if who.role else rest)
    return [(who, start, end)]


def _several(segments: list[tuple[str, int]]) -> list[tuple[Who, int, int]]:
    """The persons between the commas; what may be none of them is left out."""
    out: list[tuple[Who, int, int]] = []
    for segment in segments:
        for part, at in _halves(segment):
            plural = _MESSRS.match(part)
            shift = plural.end() if plural else 0
            bare = part[shift:]
            if (_fits(bare) or _DASH.search(bare)) and (one := person(bare, at + shift)):
                out.append(one)
    return out


@lru_cache(maxsize=2048)
def _fits_bare(text: str) -> bool:
    bare = _ASIDE.sub("", text).strip(" .")
    return bool(_BARE.fullmatch(bare)) and len(bare.split()) <= 4 and _is_name(bare)


def _is_list(segments: list[tuple[str, int]], several: bool) -> bool:
    """Whether what stands between the commas are persons, not the offices of the first."""
    if len(segments) < 2:
        return False
    if _MESSRS.match(segments[0][0]):
        return True
    later = [text for text, _ in segments[1:]]
    if any(named(half) for text in later for half, _ in _halves((text, 0))):
        return True
    if several and all(_fits_bare(text) for text in later):
        return True
    return len(segments) > 2 and all(_fits(half) for text, _ in segments for half, _ in _halves((text, 0)))


def _fits(text: str) -> bool:
    """Whether the words may be one of several: a name with or without rank, "the" and an office."""
    return bool(named(text) or _fits_bare(text) or re.match(r"[Tt]he\s+[A-Z]", text))


def _halves(segment: tuple[str, int]) -> list[tuple[str, int]]:
    """The two of "Director Orlo and Mr. Venn"; anything else whole."""
    text, at = segment
    if lead := re.match(r"(?:and|&)\s+", text):
        text, at = text[lead.end() :], at + lead.end()
    if both := _AND.search(text):
        left, right = text[: both.start()], text[both.end() :]
        if (named(left) or _fits_bare(left) or _MESSRS.match(left)) and (named(right) or _fits_bare(right)):
            return [(left, at), (right, at + both.end())]
    return [(text, at)]


def person(text: str, at: int) -> tuple[Who, int, int] | None:
    """The person of one part of a row: name, rank, and an office behind a dash or in brackets."""
    role = None
    if dash := _DASH.search(text):
        left, right = text[: dash.start()].strip(), text[dash.end() :].strip()
        if (named(right) or _fits_bare(right)) and not (named(left) or _fits_bare(left)):
            role, text, at = left, right, at + dash.end()
        elif left and right:
            role, text = right, left
    if aside := _ASIDE.search(text):
        inside = aside[1].strip()
        if (
            text[: aside.start()].strip()
            and inside
            and not re.search(r"\d|^for\b|^part", inside, re.IGNORECASE)
        ):
            role = role or inside
        text = text[: aside.start()]
    text = re.sub(r",?\s+and\s*$", "", text)
    text = text.rstrip(" .,;:") if not re.search(r"\b(?:Jr|Sr)\.$", text.rstrip()) else text.rstrip(" ")
    if not re.match(r"[^\W\d_]", text) or len(text.split()) > 9 or is_side(text):
        return None
    end = at + len(text)
    if ranked := named(text):
        name, shift = ranked
        rank = text[:shift].strip()
        office = _office_in(rank)
        return Who(_capitals(name), text, role or office, "person"), at, end
    if _fits_bare(text):
        return Who(_capitals(text), text, role, "person"), at, end
    if (instead := _INSTEAD.match(text)) and (named(instead["name"]) or _fits_bare(instead["name"])):
        one = person(instead["name"], at)
        return one and (replace(one[0], role=one[0].role or instead["whom"]), one[1], one[2])
    if (of := re.search(r"\s+of\s+(?:the\s+)?", text)) and (ranked := named(text[: of.start()])):
        name, shift = ranked
        return (
            Who(
                _capitals(name),
                text,
                role or f"{_office_in(text[:shift].strip()) or ''}{text[of.start() :]}".strip(),
                "person",
            ),
            at,
            end,
        )
    if not text[:1].isupper() and not text.startswith("the "):
        return None
    who = persons.parse(text).who
    if who.kind == "body" and not persons.has_office(text):
        return None
    return replace(who, role=who.role or role, kind="person"), at, end


_INSTEAD = re.compile(r"(?P<name>.+?),?\s+(?P<whom>for the .+)", re.DOTALL)


def _capitals(name: str) -> str:
    return persons.usual_capitals(name).rstrip(".,")


def _office_in(rank: str) -> str | None:
    """Rank and office without forms of address: none of "Mr.", "Secretary" of "The Secretary"."""
    bare = re.sub(r"^[Tt]he\s+", "", rank)
    return (
        bare
        if persons.has_office(bare) or (re.match(r"[A-Z][\w]+\.?(?:\s|$)", bare) and not _is_address(bare))
        else None
    )


def _is_address(words: str) -> bool:
    return all(word.lower().rstrip(".") in _addresses() for word in words.split())


@cache
def _addresses() -> frozenset[str]:
    return frozenset(word for form in table("persons")["address"] for word in form.split())


def opens_row(text: str) -> bool:
    """Whether a line may be a row: a name with rank, or an office, stands first."""
    return bool(named(_parts(text)[0][0])) or bool(_OFFICE_ALONE.match(text))


@cache
def _side() -> re.Pattern[str]:
    sides = "|".join(table("conversations")["present"]["sides"])
    return re.compile(rf"(?:{sides})\s*[:.]?", re.IGNORECASE)


def is_side(text: str) -> bool:
    """Whether a row names a side, not a person: "Soviet Side:", "State Dept.", "Japan".

    >>> is_side("Soviet Side:"), is_side("Japan"), is_side("Mr. Orlo"), is_side("The Secretary")
    (True, True, False, False)
    """
    bare = text.strip(" .:")
    if _side().fullmatch(text.strip()) or places.names_place(bare) or re.fullmatch(r"[A-Z/]{2,5}", bare):
        return True
    return (
        "," not in bare and persons.is_body(bare) and not persons.has_office(bare) and not _DASH.search(bare)
    )
