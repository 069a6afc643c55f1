"""What stands before a noun, read from right to left: "the Embassy's recent", "your", "Comrade Orlo's"."""

from __future__ import annotations

import re

from fonds.extract import mention_forms as forms
from fonds.extract.mention_line import Line
from fonds.extract.mention_weight import Lead

REACH = 80
"""Characters before a telling word within which its mention begins."""
_BEFORE_OFFICE = re.compile(r"(?:[Tt]he|[Tt]his|[Hh]is|[Mm]y|[Yy]our|[Oo]ur)\s$")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.’'-]+\s$")
_VERB = re.compile(r"(?:^|\s)[A-Z][\w.’-]*\s(?:[a-z]{3,}(?<!ou)s|held|had|[a-z]{4,}ed\s[a-z]+)\s")
"""Between an article and a noun: "the Consul cites further reports"."""


def lead_of(line: Line, at: int) -> Lead:
    """What stands before the noun at ``at``. It is read from right to left, in the text turned round."""
    text, low = line.text, max(line.at, at - REACH)
    turned = text[low:at][::-1]
    match = forms.LEAD.match(turned)
    if match is not None:
        word = match["word"][::-1].lower()
        first = at - match.end("adjectives") + 1
        adjectives, start = text[first:at], at - match.end()
        if not _VERB.search(adjectives):
            if word in forms.WHOSE:
                return Lead(start, whose=forms.WHOSE[word], adjectives=adjectives)
            if word in forms.ARTICLES:
                return Lead(start, article=word, adjectives=adjectives)
            return _owned(line, start, first, at, low)
    match = forms.NAMES.match(turned)
    if (
        match is None
        and text[at - 2 : at - 1].isdigit()
        and (dated := forms.NAMES_AND_DAY.search(text, low, at))
    ):
        return Lead(dated.start(), names=dated["names"].strip(), adjectives=dated.group(0))
    if match is None:
        behind = text[text.rfind(" ", low, at - 1) + 1 : at] if at > low else ""
        word = behind.strip().lower()
        return Lead(at - len(behind), adjectives=behind) if word in forms.TELLING_ALONE else Lead(at)
    start = at - match.end()
    names = text[start:at].strip()
    first_word = names.partition(" ")[0]
    if first_word.lower() in forms.NO_NAME:
        start += len(first_word) + 1
        names = text[start:at].strip()
    return Lead(start, names=names, adjectives=names) if names else Lead(at)


def _owned(line: Line, start: int, after: int, at: int, low: int) -> Lead:
    """The lead whose last word of a name begins at ``start``: "the Secretary of State's"."""
    text = line.text
    owner_end = after - 1
    if text[start].islower():
        match = _BEFORE_OFFICE.search(text, max(low, start - 12), start)
        begin = match.start() if match else start
    else:
        begin = start
        while begin - 1 > low and text[begin - 1] == " ":
            stop = text.rfind(" ", low, begin - 1) + 1 or low
            word = text[stop : begin - 1]
            plain = word.lower()
            if (
                (
                    word[:1].isupper()
                    and word[-1:] not in ",.;:"
                    and plain not in forms.NO_ADJECTIVE
                    and plain not in forms.ARTICLES
                )
                or (word.endswith(".") and word[:1].isupper() and len(word) < 5)
                or (word in ("of", "for") and _CAPITAL_BEFORE.search(text, low, stop))
            ):
                begin = stop
            else:
                if plain in ("the", "this"):
                    begin = stop
                break
    owner = forms.POSSESSIVE.sub("", text[begin:owner_end])
    adjectives = text[after:at]
    if owner.startswith(("This ", "this ")):
        return Lead(begin, whose="my", adjectives=adjectives)
    return Lead(begin, owner=owner, adjectives=adjectives)


def is_enclosed(line: Line, start: int) -> bool:
    """Whether the sentence before ``start`` says that something lies with the paper."""
    return line.encloses and forms.ENCLOSED_BEFORE.search(line.text[max(0, start - 80) : start]) is not None
