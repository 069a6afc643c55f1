"""Other names that a document explains: pseudonyms and second spellings.

- an editor's bracket behind a name: "comrade Filippov [Stalin]", "Ri Geon-yeong [Ri Gon Yong]";
- a note at its mark: "Filippov.x/ ... x/ Pseudonym I.V. Stalin.";
- a sentence: "Filippov is a pseudonym of Stalin", "Stalin, under the pseudonym Filippov".

Limits: a bracket counts only behind an address or office ("comrade", "Ambassador") or beside a known
party, so that places and expanded abbreviations ("VVS [Air Force]") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fonds.extract.found import Found
from fonds.model import Alias, Finding, Problem
from fonds.values import persons, places

_NAME = r"(?!(?:To|From|The|Comrades?|Cdes?|Ambassador|Minister|General|Marshal|Chairman|Premier|President|And|But|In)\b)[^\W\d_a-zа-я][\w’'-]*(?:[ -][^\W\d_a-zа-я][\w’'.-]*){0,3}"
_BRACKETED = re.compile(
    rf"(?P<before>(?:\b(?:[Cc]omrades?|[Cc]des?\.?|[Cc]om\.|[Tt]ov\.|Mr\.?|[Aa]mbassador|[Mm]inister|[Gg]eneral|[Mm]arshal|[Cc]hairman|[Pp]remier|[Pp]resident)\s+)?)(?P<name>{_NAME})\s\[(?P<other>{_NAME})\]"
)
REACH = 85
"""Characters before and behind a bracket in which the name and its other form stand; ``persons`` reads no more."""
_PSEUDONYMS = ("pseudonym", "alias", "code name", "codename", "cover name")
"""Without one of these in a text, no sentence explains a name; looking for names takes long."""
_EXPLAINING = (*_PSEUDONYMS, "nom de guerre", "псевдоним")
_OPENED = re.compile(r"\s\[[^\W\d_a-zа-я]")
_PSEUDONYM = re.compile(
    rf"\b(?:pseudonym|alias|code ?name|nom de guerre|cover name|псевдоним)s?\s*(?:of|for|:|–|—|-)?\s*(?:the\s+)?(?:comrade\s+)?(?-i:(?P<name>(?:[A-ZА-Я]\.\s*)*{_NAME}))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"(?P<alias>{_NAME})[”\"’]?\s*(?:,\s*)?(?:is|was|=|being)\s+(?:an?\s+|the\s+)?(?:pseudonym|alias|code ?name|cover name)\s+(?:of|for|used by)\s+(?:comrade\s+)?(?P<name>{_NAME})"
    rf"|(?P<name2>{_NAME})(?:,)?\s+(?:using|under|used)\s+the\s+(?:pseudonym|alias|code ?name|cover name)\s+(?:of\s+)?[“\"‘]?(?P<alias2>{_NAME})"
)


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """Aliases from the text, the title and the notes."""
    known = {word for who in found.people_known() for word in persons.key(who.name).split()}
    spans = [(line.text, line.start) for line in found.body if " [" in line.text]
    if found.title and "[" in found.title[0]:
        spans.append(found.title)
    for text, at in spans:
        read_to = 0
        for opened in _OPENED.finditer(text):
            here = opened.start()
            match = _BRACKETED.search(text, max(read_to, here - REACH), here + REACH)
            if match and match.end() > here >= match.start():
                yield from _bracketed(found, match, at, known)
                read_to = match.end()
    for note in found.values("notes"):
        yield from _explained(found, note.text, note.marker, note.start)
    if any(word in found.reading for word in _PSEUDONYMS):
        for line in found.body:
            yield from _sentences(line.text, line.start)


def _bracketed(found: Found, match: re.Match[str], at: int, known: set[str]) -> Iterator[Finding]:
    name, other = match["name"], match["other"]
    familiar = (
        bool(match["before"])
        or bool(known & set(persons.key(name).split()))
        or bool(known & set(persons.key(other).split()))
    )
    abbreviation = name.isupper() and len(name) <= 5
    if not familiar or abbreviation or places.is_known(name) or places.is_known(other):
        return
    for alias in persons.parse(f"{name} [{other}]", found.reading).aliases:
        span = (at + match.start("name"), at + match.end())
        yield Finding(
            "aliases", Alias(_bare(alias.alias), _bare(alias.name), *span), *span, "names/bracket", 0.92
        )


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _explained(found: Found, text: str, marker: str | None, note_start: int) -> Iterator[Finding]:
    """A note that says "Pseudonym X": the name at whose mark it stands is the alias."""
    yield from _sentences(text, max(note_start, 0))
    plain = text.casefold() if marker else ""
    match = _PSEUDONYM.search(text) if any(word in plain for word in _EXPLAINING) else None
    if match is None or not marker:
        return
    meant = re.sub(r"\s+", " ", match["name"]).strip(" .")
    at = re.compile(rf"(?P<name>{_NAME})(?:\s\[[^\]]*\])?[.,;:]?\s?{re.escape(marker)}")
    for line in found.body:
        if hit := at.search(line.text):
            span = (line.start + hit.start("name"), line.start + hit.end())
            bracket = re.search(r"\[([^\]]*)\]", hit.group(0))
            name = bracket[1] if bracket and bracket[1] in meant else meant
            yield Finding(
                "aliases", Alias(persons.usual_capitals(hit["name"]), name, *span), *span, "names/note", 0.93
            )
            return


def _sentences(text: str, at: int) -> Iterator[Finding]:
    if not any(word in text for word in _PSEUDONYMS):
        return
    for match in _SENTENCE.finditer(text):
        alias, name = match["alias"] or match["alias2"], match["name"] or match["name2"]
        alias, name = alias.rstrip("."), name.rstrip(".")
        span = (at + match.start(), at + match.end())
        yield Finding(
            "aliases",
            Alias(persons.usual_capitals(alias), persons.usual_capitals(name), *span),
            *span,
            "names/sentence",
            0.9,
        )
