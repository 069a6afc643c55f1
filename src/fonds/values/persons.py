"""Persons and bodies as papers name them: address and office off, brackets resolved, usual capitals.

An editor's bracket beside a name means one of three things, told apart here:

- a supplement: "[V.] POPOVIC" is V. Popovic, "[Zhou] Enlai" is Zhou Enlai, "the Central Committee
  [of the Party]" is the Central Committee of the Party;
- another spelling: "Ri Geon-yeong [Ri Gon Yong]", where the two sound alike part by part;
- the person meant: "Filippov [Stalin]", where they do not. The name is then the bracket's.

>>> parse("Comrade FILIPPOV [Stalin]").who.name
'Stalin'
>>> [(a.alias, a.name) for a in parse("Comrade FILIPPOV [Stalin]").aliases]
[('Filippov', 'Stalin')]
>>> parse("the Yugoslav Ambassador [V.] POPOVIC").who
Who(name='V. Popovic', as_written='the Yugoslav Ambassador [V.] POPOVIC', role='Yugoslav Ambassador', kind='person', authority=None, copies=None)
>>> parse("comrade Ri Geon-yeong [Ri Gon Yong]").who.name
'Ri Geon-yeong'
>>> parse("the Central Committee [of the Workers' Party]").who.name
"Central Committee of the Workers' Party"
>>> parse("Comrade KIM IL SUNG.").who.name
'Kim Il Sung'
>>> parse("Kawase, Ikkan").who.name
'Kawase Ikkan'

Limits: "Mao [Zedong]" cannot be told from "Filippov [Stalin]" by its form; pass ``elsewhere``, the
text in which the joined name may stand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from fonds.data import table
from fonds.model import Alias, Who

_WORD = re.compile(r"\w+")
MAX_NAME = 160
"""Characters; anything longer is no name."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The person or body meant, and the other names that the wording explains."""

    who: Who
    aliases: tuple[Alias, ...] = ()


@cache
def _address() -> re.Pattern[str]:
    forms = sorted(table("persons")["address"], key=len, reverse=True)
    # "M." before an initial is an initial too ("M. K. Venn"), before a family name it is Monsieur.
    return re.compile(
        rf"(?:(?!\w\.\s*\w\.)(?:{'|'.join(map(re.escape, forms))})(?:\.\s*|\s+|$))+", re.IGNORECASE
    )


@cache
def _office() -> re.Pattern[str]:
    forms = sorted(table("persons")["offices"], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


@cache
def _body() -> re.Pattern[str]:
    forms = sorted(table("persons")["bodies"], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


def key(name: str) -> str:
    """Comparison key of a name: no case, accents, hyphens or points; Han and Hangul unchanged."""
    if name.isascii():
        return " ".join(_WORD.findall(name.lower().replace("-", "").replace("'", "")))
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return " ".join(_WORD.findall(plain.replace("-", "").replace("'", "").replace("’", "")))


def usual_capitals(name: str) -> str:
    """ "KIM IL SUNG" as "Kim Il Sung"; abbreviations of up to three letters with points, and mixed case, stay."""

    mixed = any(c.islower() for c in name)  # capitals among small letters may be an abbreviation

    def word(match: re.Match[str]) -> str:
        text = match.group(0)
        if (
            len(text) < 2
            or not text.isupper()
            or (mixed and len(text) < 5)
            or (len(text) <= 4 and text in _ABBREVIATIONS)
        ):
            return text
        if text.startswith("MC") and len(text) > 5:
            return text[:2].capitalize() + text[2:].capitalize()
        # O'Neill and d'Estaing, but T'ae and Ch'in: what follows an aspiration mark is small.
        first, *rest = re.split(r"(['’])", text)
        return first.capitalize() + "".join(
            part.capitalize() if first in ("O", "D", "L") else part.lower() for part in rest
        )

    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", word, name)


_ABBREVIATIONS = frozenset(
    [
        "CC",
        "CCP",
        "CPSU",
        "USSR",
        "USA",
        "US",
        "UK",
        "UN",
        "DPRK",
        "PRC",
        "ROK",
        "GDR",
        "FRG",
        "KGB",
        "MID",
        "NATO",
        "CIA",
        "MFA",
        "PLA",
        "KPA",
        "CPC",
        "SED",
        "KWP",
        "VKP",
        "PVO",
        "VVS",
        "GRU",
        "CINC",
        "JCS",
        "UAR",
        "DRV",
        "II",
        "III",
        "IV",
    ]
)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names may be one name in two romanisations: as many parts, and like sounds in each.

    >>> sounds_alike("Ri Geon-yeong", "Ri Gon Yong"), sounds_alike("Filippov", "Stalin")
    (True, False)
    >>> sounds_alike("Pak Heon-yeong", "Bak Hon Yong"), sounds_alike("Chou En-lai", "Zhou Enlai")
    (True, True)
    """
    a, b = _skeleton(one), _skeleton(other)
    if not a or not b:
        return False
    if a == b:
        return True
    # One differing sound is let pass in names of four and more.
    return abs(len(a) - len(b)) <= 1 and min(len(a), len(b)) >= 4 and a[0] == b[0] and _near(a, b)


def _near(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) <= 1
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


_SOUNDS = (
    (r"[^a-z]", ""), (r"[ck]h(?=r)", "k"), (r"zh|ch|ts|tz|cz|dj|j|q|c(?=[ei])|dz", "C"), (r"sh|sch|hs|x|s|z", "S"),
    (r"kh|gh|g|k|q|c", "K"), (r"ph|p|b|f|v|w", "P"), (r"th|t|d", "T"), (r"[lr]", "L"), (r"[aeiouyh]", ""),
)  # fmt: skip


def _skeleton(name: str) -> str:
    out = key(name).replace(" ", "")
    if not out.isascii():
        return out
    for pattern, sound in _SOUNDS:
        out = re.sub(pattern, sound, out)
    return re.sub(r"(.)\1+", r"\1", out)


_TRAILING = ' \t\r\n,;:!.…*-–—"“”«»'
_TRAILING_BUT_POINTS = _TRAILING.replace(".", "")
_SPACES = re.compile(r"\s+")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_INITIAL_LAST = re.compile(r"\b[A-ZА-Я]\.$")
_LETTER_LAST = re.compile(r"\b\w\.$")
# "the Ambassador in Vesk (Orlo)"; "Ivo Brel of the Council's Staff"; "Comrade Venn (in the chair)"
_NAMED = re.compile(
    r"(?P<office>.*\w),?\s*\(\s*(?P<name>(?:(?:van|von|de|der|den|la|le|al|di|da)\s+)*[^\W\d_a-z][\w.’' -]{1,40})\s*\)"
)
_MEMBER = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s+){1,4}[^\W\d_a-z][\w'’-]+)\s+(?P<of>of\s+(?:the\s+)?.{3,})"
)
_BESIDE = re.compile(r"(?P<name>[^\W\d_a-z].*\w\.?)\s*\((?P<role>[^()]{2,60})\)")
# "Orlo, Ivo"; "Soviet Cde. Venn"; "President Venn in Garam"; "Minister V. Orlo"
_INVERTED = re.compile(r"([^\W\d_][\w'’\- ]+),\s+(?!(?:Jr|Sr)\b)([^\W\d_][\w'’.\- ]*)")
_OF_COMRADE = re.compile(
    r"(?P<of>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)?)\s+(?i:comrade|cde\.?)\s+(?=[^\W\d_a-z])"
)
_STAY = re.compile(
    r"(?<=[^\W\d_]{2})(?<!ambassador)(?<!minister)(?<!consul),?\s+(?:in|at)\s+(?:the\s+)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?$"
)
_NAME_BEHIND = re.compile(r"\s+(?:[^\W\d_]\.\s*)*[^\W\d_a-zа-я]")


def parse(text: str, elsewhere: str = "") -> Parsed:
    """The person or body that a short phrase names. Never fails: an odd phrase is its own name."""
    return _parse(text.strip()[:MAX_NAME], _joined(text, elsewhere))


def _joined(text: str, elsewhere: str) -> bool:
    if not elsewhere or "[" not in text:
        return False
    match = re.fullmatch(r"(.*?)(\w+)\s*\[([^\[\]]+)\]\W*", text.strip(), re.DOTALL)
    if not match:
        return False
    # In the capitals of the bracket, the usual ones, or all: a search without regard to case cannot leap.
    written = (match[2], match[3].strip())
    forms = {written, tuple(map(usual_capitals, written)), tuple(map(str.upper, written))}
    return any(
        re.search(rf"{first}(?<!\w{first})\s+{second}\b", elsewhere)
        for first, second in ((re.escape(a), re.escape(b)) for a, b in forms)
    )


@lru_cache(maxsize=4096)
def _parse(text: str, joined: bool) -> Parsed:
    written = text.strip(' \t\r\n,;:!*"“”«»')
    if written.endswith(".") and not _INITIAL_LAST.search(written):
        written = written.rstrip(".")
    bare, aliases = _brackets(written, joined)
    role, name, comma_role = None, bare, None
    # Most names have no bracket, comma or "of": what cannot fit is not tried.
    bracket = "(" in bare
    named = _NAMED.fullmatch(bare) if bracket else None
    member = _MEMBER.fullmatch(bare) if "of" in bare and not named else None
    if (
        member
        and (not _office().search(member["name"]) or _split_office(_unaddressed(member["name"]))[0])
        and not _body().search(member["name"])
        and (_body().search(member["of"]) or _office().search(member["of"]))
    ):
        # "Ivo Brel of the Council's Staff"
        office, person = _split_office(_unaddressed(member["name"]))
        return Parsed(Who(usual_capitals(person), text, office or member["of"], "person"), aliases)
    beside = _BESIDE.fullmatch(bare) if bracket else None
    if named and _is_post(named["office"], named["name"]):  # "the Ambassador in Vesk (Orlo)"
        office = _ARTICLE.sub("", named["office"])
        return Parsed(Who(usual_capitals(named["name"].strip()), text, office, "person"), aliases)
    if beside and _namely(beside["role"]):  # "Filippov (Stalin)"
        bare, aliases = _brackets(f"{beside['name']} [{beside['role']}]", joined)
        name = bare
    elif beside and not _is_body(_unaddressed(beside["name"])):  # "Comrade Venn (in the chair)"
        name = bare = beside["name"]
        comma_role = beside["role"]
    inverted = _INVERTED.fullmatch(bare) if "," in bare else None
    if inverted and not _office().search(inverted[2]) and not _body().search(bare) and len(bare.split()) <= 5:
        name = _uninvert(inverted[1], inverted[2])
    elif "," in bare:
        first, rest = bare.split(",", 1)
        if _office().search(rest) and not _office().search(first):
            name, comma_role = first, rest.strip()
    name = _unaddressed(name)
    comrade = _OF_COMRADE.match(name)
    if comrade:  # "Soviet Cde. Venn"
        comma_role, name = comma_role or comrade["of"], name[comrade.end() :]
    is_body = _is_body(name)
    if not is_body:
        # "President Johnson in Texas": where somebody is, is no part of the name.
        stay = _STAY.search(name) if "in" in name or "at" in name else None
        if stay and _split_office(name[: stay.start()])[0]:
            name = name[: stay.start()]
        role, name = _split_office(name)
        name = _unaddressed(name)
    name = usual_capitals(_SPACES.sub(" ", name).strip(_TRAILING_BUT_POINTS))
    if name.endswith(".") and not _LETTER_LAST.search(name):
        name = name.rstrip(".")
    role = role or comma_role
    kind = "body" if is_body else ("person" if re.match(r"[^\W\d_]", name) and name[:1].isupper() else None)
    who = Who(name=name or written or text, as_written=text, role=role, kind=kind)
    return Parsed(who, aliases)


def _is_post(words: str, name: str) -> bool:
    """Whether words before a name in brackets are its holder's post: they have a word for an office, or read
    "the ... of ..." as posts do and are no body."""
    if _office().search(words):
        return True
    return bool(re.match(r"[Tt]he\s.+\sof\s", words)) and _namely(name.strip()) and not _is_body(words)


def _namely(words: str) -> bool:
    """Whether what stands in round brackets is a name: one to three capitalised words, no office or body."""
    plain = re.fullmatch(r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_][\w’'-]+){0,3}", words)
    return (
        bool(plain)
        and not words.isupper()
        and not _office().search(words)
        and not _body().search(words)
        and not not_names() & set(words.lower().split())
        and not re.search(r"excerpt|extract|draft", words, re.IGNORECASE)
    )


def _unaddressed(name: str) -> str:
    """The name without its form of address, where more than that is left."""
    name = _ARTICLE.sub("", name.strip())
    address = _address().match(name)
    return name[address.end() :] if address and address.end() < len(name) else name


_INITIALS = re.compile(r"(?!(?:U\. ?[KSN]\.|N\. ?Z\.|U\. ?S\. ?S))(?:[^\W\d_a-z]\.[ -]?)+[^\W\d_a-z][^\W\d_]")


def is_titled(text: str) -> bool:
    """Whether a text begins with a person's initials or form of address, with or without a rank before them.

    >>> is_titled("Mr I. Orlo, Treasurer"), is_titled("General Sir Ivo Orlo"), is_titled("U.K. Embassy")
    (True, True, False)
    """
    rank = re.match(r"(?:[^\W\d_a-z][^\W\d_]+\s+){0,2}?(?=\S+\s)", text)
    words = re.split(r"\s+", text, maxsplit=2)
    for n in range(min(2, len(words))):
        rest = text[text.index(words[n]) :] if n else text
        if n and not (rank and _office().fullmatch(words[0])):
            return False
        address = _address().match(rest)
        if _INITIALS.match(rest) or (address and re.match(r"[^\W\d_a-z]", rest[address.end() :])):
            return True
    return False


def has_office(words: str) -> bool:
    """Whether a word for an office stands in them."""
    return _office().search(words) is not None


def is_body(words: str) -> bool:
    """Whether a head noun of bodies stands in them."""
    return _body().search(words) is not None


def is_office(name: str) -> bool:
    """Whether the words are an office without a person's name: "Secretary, Ardel Company", "Engineer"."""
    office = _office().search(name)
    if office is None:
        return False
    rest = name[office.end() :]
    return not _NAME_BEHIND.match(rest)


def _is_body(name: str) -> bool:
    """Whether a head noun of bodies stands in it, not as the end of an office ("Party Secretary Venn")."""
    body = _body().search(name)
    if not body:
        return False
    office = _office().search(name)
    if office is None:
        return True
    # "Ministry of Foreign Affairs" but "Deputy Minister of the Council, Orlo": an office before a body's
    # noun governs it, and an office after it too, if a name follows.
    if office.start() < body.start():
        return False
    return not re.search(r"[A-ZА-Я]", name[office.end() :])


@cache
def not_names() -> frozenset[str]:
    """Words of states and offices that stand in nobody's name."""
    return frozenset(table("persons")["not_names"])


_PARTICLES = frozenset(("von", "van", "de", "der", "den", "la", "le", "al", "bin", "ibn", "el", "di", "da"))


def _split_office(name: str) -> tuple[str | None, str]:
    """("Yugoslav Ambassador", "V. Popovic"): the capitalised words at the end that are neither office nor state.

    >>> _split_office("Ambassador to the PRC Mihal Prifti"), _split_office("Secretary of State")
    (('Ambassador to the PRC', 'Mihal Prifti'), (None, 'Secretary of State'))
    """
    office = _office().search(name)
    if office is None:
        return None, name
    tokens = list(re.finditer(r"\S+", name))
    first = len(tokens)
    capitals = name.isupper()
    for n in range(len(tokens) - 1, -1, -1):
        word = tokens[n].group(0).strip(",.;")
        initial = re.fullmatch(r"(?:[^\W\d_]\.-?)+", tokens[n].group(0)) is not None
        ruler = re.fullmatch(r"[IVX]+", word) is not None and n > 1  # "Emperor Karl VI"
        abbreviation = word.isupper() and len(word) <= 5 and not capitals and not initial and not ruler
        nobody = (
            word.lower() in not_names()
            or _office().fullmatch(word)
            or _body().fullmatch(word)
            or abbreviation
        )
        if word[:1].isupper() and not nobody and tokens[n].start() >= office.end() - 1:
            first = n
        elif not (word.lower() in _PARTICLES and first < len(tokens)):
            break
        if len(tokens) - first >= 5:
            break
    before = tokens[first - 1].group(0).lower() if 0 < first < len(tokens) else ""
    if first == len(tokens) or (
        before in ("of", "in", "to", "for", "at", "the", "and") and len(tokens) - first < 3
    ):
        return None, name
    if before in ("of", "in", "to", "for", "at", "the"):
        first += 1  # "Ambassador in Vesk Ivo Brel": the place, then the name
    cut = tokens[first].start()
    if office.start() >= cut:
        return None, name
    return name[:cut].strip(" ,"), name[cut:].strip(" ,")


def in_order(name: str, text: str) -> str:
    """A list's "Family, Given" in the order in which the text writes the name; the usual order where it does not.

    >>> in_order("Xie, Zhaolin", "Premier Xie Zhaolin said"), in_order("Brel, Ivo", "a talk with Ivo Brel")
    ('Xie Zhaolin', 'Ivo Brel')
    """
    match = re.fullmatch(r"([^\W\d_][\w'’\- ]+),\s+([^\W\d_][\w'’.\- ]*)", name)
    if match:
        family, given = match.groups()
        for order in (f"{family} {given}", f"{given} {family}"):
            if re.search(rf"\b{re.escape(order)}\b", text, re.IGNORECASE):
                return order
    return parse(name).who.name


def _uninvert(family: str, given: str) -> str:
    """ "Kawase, Ikkan" as the page's list writes it. Family name first where all of East Asia keeps it there cannot be
    told from the form; the list's comma shows the family name, and the usual order of running text is family-first only
    for names without points and initials of one or two syllabic parts."""
    if re.search(r"\.", given):
        return f"{given} {family}"
    return f"{family} {given}" if _asian(family, given) else f"{given} {family}"


_ASIAN_FAMILY = re.compile(
    r"(?:Mao|Zhou|Chou|Liu|Deng|Teng|Chen|Wang|Zhang|Chang|Li|Lin|Yang|Peng|Zhu|Chu|He|Ho|Hu|Huang|Wu|Xu|Hsu|Gao|Kao|Guo|Kuo|Luo|Ye|Yeh|Yen|Zeng|Tseng|Jiang|Chiang|Kim|Gim|Pak|Bak|Park|Ri|Yi|Rhee|Lee|Choe|Choi|Ch'oe|Chong|Jeong|Kang|Han|Nam|Hong|Paek|Baek|Pham|Nguyen|Ngo|Le|Tran|Vo|Truong|Xuan|Kawase|Ushiba|Sat[oō]|Tanaka|Yoshida|Hatoyama|Kishi|Ikeda|Fukuda|Ohira|Nakasone|Shiina|Miki)"
)


def _asian(family: str, given: str) -> bool:
    return bool(_ASIAN_FAMILY.fullmatch(family)) or bool(re.fullmatch(r"[A-Z][a-z]+-[a-z]+", given))


def family_name(name: str) -> str:
    """The family name in a name in running order; in doubt the last word.

    >>> family_name("Kim Il Sung"), family_name("Ok Jun-ha"), family_name("V. Popovic"), family_name("Stalin")
    ('Kim', 'Ok', 'Popovic', 'Stalin')
    """
    words = name.split()
    if len(words) in (2, 3) and _asian(words[0], words[1]):
        return words[0]
    return words[-1] if words else name


_BRACKET = re.compile(r"\s*\[([^\[\]]{1,80})\]\s*")


def letters(key: str) -> str:
    """A comparison key without its blanks, in which "Kim Il-sung" and "Kim Ilsung" are one."""
    return key.replace(" ", "")


def family_key(form: str, kind: str | None) -> str:
    """The comparison key of a person's family name; empty for what is none.

    >>> family_key("Pavel Orlo", "person"), family_key("Harbour Board", "body")
    ('orlo', '')
    """
    return key(family_name(form)) if kind == "person" else ""


def _brackets(text: str, joined: bool) -> tuple[str, tuple[Alias, ...]]:
    """The text with its brackets resolved, and the aliases that they explain."""
    aliases: list[Alias] = []
    while match := _BRACKET.search(text):
        before, inside, after = text[: match.start()], match[1].strip(" ?"), text[match.end() :]
        if text[match.start()] == "[" and re.search(
            r"[^\W\d_]$" if inside[:1].islower() else r"(?<!\w)[^\W\d_]$", before
        ):
            text = f"{before}{inside}{after}"  # "O[RLO]": letters supplied within the word
            continue
        also = re.match(r"(?i:also):?\s+(?=[^\W\d_a-zа-я])", inside)  # "[also Orlow]"
        inside = inside[also.end() :] if also else inside
        name_before = re.search(r"(?:[^\W\d_][\w'’.-]*\s+)*[^\W\d_][\w'’-]*$", before)
        core = _core(before)
        if (
            not core
            or not name_before
            or after.strip(_TRAILING)
            or not re.match(r"[^\W\d_a-zа-я]", inside)
            or joined
        ):
            text = re.sub(r"\s+", " ", f"{before} {inside} {after}").strip()
            text = re.sub(r"\s+([,.;:!])", r"\1", text)
            joined = False
        elif _office().search(core) or re.search(r"['’]s$", core):
            text = before[: len(before) - len(core)] + re.sub(
                r"['’]s$", "", inside
            )  # an office: who holds it
        elif also or sounds_alike(core, inside):
            aliases.append(Alias(usual_capitals(inside), usual_capitals(core)))
            text = before
        else:
            meant = usual_capitals(_core(inside) or inside)
            aliases.append(Alias(usual_capitals(core), meant))
            text = before[: len(before) - len(core)] + inside if before.endswith(core) else inside
    return text, tuple(aliases)


def _core(text: str) -> str:
    """The name at the end of a phrase: address and office off, capitalised words only."""
    text = re.sub(r"^.*\b(?:comrade|cde\.?)\s+(?-i:(?=[^\W\d_a-z]))", "", text, flags=re.IGNORECASE)
    stripped = _address().match(text)
    bare = text[stripped.end() :] if stripped and stripped.end() < len(text) else text
    _, bare = _split_office(re.sub(r"^(?:the|a|an)\s+", "", bare.strip(), flags=re.IGNORECASE))
    stripped = _address().match(bare)
    bare = bare[stripped.end() :] if stripped and stripped.end() < len(bare) else bare
    match = re.search(r"(?:[^\W\d_a-zа-я][\w'’.-]*\s+){0,4}[^\W\d_a-zа-я][\w'’-]*$", bare.strip(_TRAILING))
    return match.group(0) if match else ""


_ITEM = re.compile(
    r"(?:[^,;()\[\]\n]++|\[[^\]]*\]|\((?!\s*\d)[^)]*\)|,(?=\s*(?:Jr|Sr|III?|IV)\b))+(?:\(\s*(\d{1,3})(?:\s*(?:copies|copy|экз\.?))?\s*\))?"
)
_COPIES = re.compile(r"\(\s*\d{1,3}[^)]*\)\s*$")
_DASHED_COPIES = re.compile(r"\s*[-–—]\s*(\d{1,3})(?:\s*(?:copies|copy|cop\.))?\.?\s*$")
_LETTER = re.compile(r"[^\W\d_]")
_AND = re.compile(r"(?:^\s*|\s+)(?:[Aa]nd|&|и|und|et)\s+(?:to\s+)?")


def parse_list(
    text: str, elsewhere: str = "", *, whole_offices: bool = True
) -> list[tuple[Parsed, int, int]]:
    """The persons of a list such as "Stalin (2), Molotov, and Beria", with offsets; copies from "(2)" and "- 2".

    An office followed by its body or place is one party, "The Secretary, Ardel Company", unless
    ``whole_offices`` is false, as in distribution lists, where every comma parts.

    >>> [(p.who.name, p.who.copies) for p, _, _ in parse_list("Stalin (2), Molotov, Malenkov - 3")]
    [('Stalin', 2), ('Molotov', None), ('Malenkov', 3)]
    """
    out: list[tuple[Parsed, int, int]] = []
    for match in _ITEM.finditer(text):
        words = match.group(0)
        number = match[1]
        body = _COPIES.sub("", words) if words.rstrip().endswith(")") else words
        dashed = _DASHED_COPIES.search(body)
        if dashed:
            number, body = dashed[1], body[: dashed.start()]
        for piece, at in _pieces(body):
            lead = len(piece) - len(piece.lstrip(" \t\r\n."))
            bare = piece.strip(" \t\r\n.")
            bare = (
                bare
                if len(bare) > 2 or not piece.rstrip().endswith(".") or not re.search(r"\b\w$", bare)
                else bare + "."
            )
            if not _LETTER.search(bare):
                continue
            parsed = parse(bare, elsewhere)
            who = parsed.who
            if number:
                who = Who(who.name, who.as_written, who.role, who.kind, who.authority, int(number))
            start = match.start() + at + lead
            if whole_offices and out and (joined := _office_of(text, out[-1], bare, start)):
                out[-1] = joined
            else:
                out.append((Parsed(who, parsed.aliases), start, start + len(bare)))
    return out


def _office_of(
    text: str, office: tuple[Parsed, int, int], body: str, start: int
) -> tuple[Parsed, int, int] | None:
    """An office without a name and the body or place behind its comma, as one party; None where they are two."""
    parsed, first, end = office
    words = text[first:end]
    offices = list(_office().finditer(words))
    if (
        not offices
        or offices[-1].end() != len(words)
        or _office().search(body)
        or text[end:start].strip() != ","
    ):
        return None
    if not (
        _body().search(body)
        or (body.isupper() and len(body.split()) <= 2 and len(body) > 3)
        or re.search(r"\b(?:squadron|fleet|legation|company|forces?|region|district)\b", body, re.IGNORECASE)
    ):
        return None
    whole = text[first : start + len(body)]
    name = usual_capitals(re.sub(r"^(?:the|a|an)\s+", "", whole, flags=re.IGNORECASE))
    return (
        Parsed(
            Who(
                name,
                whole,
                usual_capitals(re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)),
                None,
                None,
                parsed.who.copies,
            ),
            parsed.aliases,
        ),
        first,
        start + len(body),
    )


def _pieces(text: str) -> list[tuple[str, int]]:
    """Split at "and" and "&" between two names, not inside a body's name."""
    out, at = [], 0
    for match in _AND.finditer(text):
        left, right = text[at : match.start()], text[match.end() :]
        if left.strip() and _body().search(left + " " + right) and not _are_two(left.strip(), right):
            continue
        if left.strip():
            out.append((left, at))
        at = match.end()
    out.append((text[at:], at))
    return out


_POST = re.compile(
    r"(?:the\s+)?(?:[^\W\d_a-z][\w.]*\s+){0,2}(?:embassy|legation|mission|consulate|delegation|commission|department|ministry)\s+(?:in|at|of)\s",
    re.IGNORECASE,
)


def _are_two(left: str, right: str) -> bool:
    """Whether "and" parts a post or a person's single name from a post: "Orlo and Mission in Vesk"; or anybody from "Mr Venn"."""
    if _POST.match(right) is None:
        return is_titled(right)
    single = re.fullmatch(r"[^\W\d_a-z][\w’'-]+", left) and left.lower() not in not_names()
    return bool(single) or (_POST.match(left) is not None and not re.search(r"[,&]|\band\b", left))
