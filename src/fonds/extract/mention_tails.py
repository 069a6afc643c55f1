"""What follows a noun, piece by piece, each told by its first word: number, date, party, matter, enclosure."""

from __future__ import annotations

import re

from fonds.extract import mention_forms as forms
from fonds.extract.mention_line import ENCLOSING, Line
from fonds.extract.mention_weight import Told
from fonds.extract.mention_words import Form, Hit

MAX_MENTION = 160
"""Characters."""
_GOES_ON = re.compile(
    r"\s(?!(?:the|an?|his|her|its|my|your|our|their|this|these|when|where|while|because|we|he|she|they|it|and|or|but|that|which|who|in|on|at|of|to|from|by|dated|is|was|were|has|have|had|will|would|should|may|can|could|also|if|as)\b)[a-z]"
)
_NUMBER_WORDS = frozenset(("no", "nos", "n", "number", "numbers", "nº", "nºs", "№", "#"))
_NUMBERED_KINDS = frozenset(("telegram", "despatch", "letter", "message", "instruction"))
_OFTEN_NUMBERED = frozenset(("memorandum", "report"))
"""Kinds of which some are known by number, and are written with a capital letter then."""
_NAMED_KINDS = frozenset(("telegram", "message"))
"""Kinds whose numbers may stand under a name."""
_YEAR = re.compile(r"1[5-9]\d\d")
_TITLE_WORDS = frozenset(("same", "subject", "subj", "entitled", "titled", "called", "on"))
_PARTIES = frozenset(
    ("to", "addressed", "sent", "from", "by", "received", "just", "of", "with", "between", "among")
)
_CONTACT = frozenset(("i", "we", "you", "he", "which"))
_LOOSE = frozenset(
    ("to", "at", "for", "in", "by", "during", "after", "before", "with", "as", "under", "between", "along")
)
"""Words that begin what a paper is about only where nothing surer has been told of it."""
_SUBJECTS = frozenset(("i", "we", "you", "he"))
_ON_A_DAY = frozenset(("a word", "a partner"))
"""What the nouns need of which "today" tells the day."""
_WITH_ENCLOSURES = frozenset(("with", "together"))


def tails(line: Line, n: int, hit: Hit, form: Form) -> Told:
    """What follows the noun, piece by piece: each piece is told by its first word."""
    text, told = line.text, Told(hit.end)
    limit = hit.start + MAX_MENTION - 30
    for _ in range(6):
        if told.end >= limit:
            break
        following = forms.NEXT_WORD.match(text, told.end)
        sign, word = following.groups("") if following else ("", "")
        stop = following.end() if following else told.end
        if not _piece(line, n, hit, form, told, sign, word, word.lower(), stop):
            if text[told.end : told.end + 1] == ")" and "(" in text[hit.end : told.end]:
                told.end += 1
            elif (gloss := forms.GLOSS.match(text, told.end)) and (
                not line.is_hit(n, told.end, gloss.end()) or forms.SENT_ON.match(text, told.end)
            ):
                told.end = gloss.end()
            else:
                break
    return told


def _piece(
    line: Line, n: int, hit: Hit, form: Form, told: Told, sign: str, word: str, plain: str, following_end: int
) -> bool:
    """Takes one piece that follows into ``told``; whether there was one."""
    text, end = line.text, told.end
    if not word:
        return False
    is_figure = word.isdigit()
    if told.number is None and (
        is_figure
        or plain in _NUMBER_WORDS
        or (word.isupper() and (len(word) < 3 or text[following_end : following_end + 1] == "/"))
    ):
        match = forms.TAIL_NUMBER.match(text, end)
        if match and (
            match["number"]
            or match["row"]
            or match["file"]
            or form.kind in _NUMBERED_KINDS
            or (form.kind in _OFTEN_NUMBERED and text[hit.start].isupper())
            or (form.kind == "proposal" and text[hit.start : hit.end].lower() == "resolution")
        ):
            told.number, told.end = (
                match["number"] or match["bare"] or match["row"] or match["file"],
                match.end(),
            )
            return True
    if told.number is None and form.kind in _NAMED_KINDS and word[0].isupper():
        match = forms.NAMED_NUMBER.match(text, end)
        if match and not _YEAR.fullmatch(match["number"]):
            told.number, told.end = f"{match['name']} {match['number']}", match.end()
            return True
    begins = is_figure or plain in forms.DATE_LEADS or plain in forms.MONTHS
    if begins and told.date is None and (found := line.days.date_at(end, told.number is not None)):
        told.date, told.end = found
        return True
    titled = word in ("“", "‘") or plain in _TITLE_WORDS
    if titled and (match := forms.TAIL_TITLE.match(text, end)):
        told.subject, told.end = True, match.end()
        return True
    if plain in forms.ENCLOSED_LEADS and (match := forms.ENCLOSED_BEHIND.match(text, end)):
        told.enclosed, told.end = True, match.end()
        return True
    if plain in forms.STATUS_LEADS and (match := forms.TAIL_STATUS.match(text, end)):
        told.subject, told.end = True, match.end()
        told.enclosed = told.enclosed or any(hint in match.group(0) for hint in ENCLOSING[:4])
        return True
    if plain in _PARTIES and _party(line, n, hit, form, told, plain):
        return True
    if plain in _CONTACT and form.needs == "a partner" and (match := forms.TAIL_HAD.match(text, end)):
        told.to, told.partner, told.end = told.to or match["name"], True, match.end()
        return True
    if form.kind == "treaty" and (match := forms.SIGNED.match(text, end)):
        told.end = match.end()
        return True
    if form.kind == "interview" and (match := forms.TAIL_PARTNER.match(text, end)):
        told.partner, told.end = True, match.end()
        return True
    if plain in forms.TIMES and (match := forms.TAIL_TIME.match(text, end)):
        told.subject = told.time = True
        if told.date is None and form.needs in _ON_A_DAY and (day := line.days.counted(end)):
            told.date = day[0]
        told.end = match.end()
        return True
    if is_figure or sign in ("(", "–", "-", "—"):
        return False
    if (
        form.needs == "a word"
        and word[0].isupper()
        and not (sign or told.to)
        and (match := forms.TAIL_BARE_PARTY.match(text, end))
    ):
        told.to, told.party, told.end = match["name"], True, match.end()
        return True
    if plain in _WITH_ENCLOSURES and (match := forms.TAIL_ENCLOSURES.match(text, end)):
        told.end = match.end()
        return True
    if plain in forms.SUBMITTED_LEADS and (match := forms.SUBMITTED.match(text, end)):
        told.party = told.subject = True
        told.end = match.end()
        return True
    return _matter(line, n, hit, told, sign, plain)


def _party(line: Line, n: int, hit: Hit, form: Form, told: Told, plain: str) -> bool:
    preposition = (
        "from" if plain in ("by", "received", "just") else "to" if plain in ("addressed", "sent") else plain
    )
    match = forms.TAIL_PARTY[preposition].match(line.text, told.end)
    if match is None:
        return False
    name = match["name"]
    if preposition == "from" or preposition == "of":
        if told.from_ or (preposition == "of" and form.kind == "conversation"):
            return False
        told.from_ = name
    elif preposition == "to":
        if told.to:
            return False
        told.to = name
    else:
        told.to, told.partner = told.to or name, True
    told.party = told.party or (preposition in ("of", "from", "to") and name not in forms.PRONOUNS)
    end = match.end()
    if _GOES_ON.match(line.text, end) and (whole := _about(line, n, hit, told.end)) and whole > end:
        told.subject, end = True, whole  # "to Governmental agencies regarding ..."
    told.end = end
    if several := forms.LIST.match(line.text, end):
        told.end = several.end()
    return True


def _matter(line: Line, n: int, hit: Hit, told: Told, sign: str, plain: str) -> bool:
    """What the paper is about, in words that follow; none where they speak of a further paper by themselves."""
    text, end = line.text, told.end
    if plain in forms.CLAUSES:
        if plain in _SUBJECTS and (sign or end > hit.end):
            return False
        match = forms.TAIL_CLAUSE.match(text, end)
    elif plain in forms.SUBJECT_LEADS or plain.endswith(("ed", "ing", "ly")):
        if plain in _LOOSE and (told.number or told.date):
            return False
        match = forms.TAIL_SUBJECT.match(text, end)
    else:
        return False
    stop = _clause_end(line, hit, match) if match else 0
    if match is None or stop - hit.start > MAX_MENTION - 20 or line.speaks_of_another(n, stop):
        match = forms.TAIL_WORDS.match(text, end)
        if match is None or line.speaks_of_another(n, match.end()):
            return False
        stop = match.end()
    told.subject, told.end = True, stop
    if several := forms.LIST.match(text, told.end):
        told.end = several.end()
    return True


def _clause_end(line: Line, hit: Hit, match: re.Match[str]) -> int:
    """The end of a subject: one that says "that" goes on to the end of its clause, or stops before it."""
    that = line.text.find(" that ", match.start(), match.end())
    if that <= match.start():
        return match.end()
    rest = forms.REST.match(line.text, match.end())
    end = rest.end() if rest else match.end()
    return end if end - hit.start <= MAX_MENTION - 20 else that


def _about(line: Line, n: int, hit: Hit, at: int) -> int | None:
    """The end of what a paper is about, in words that follow at ``at``."""
    match = forms.TAIL_SUBJECT.match(line.text, at)
    stop = _clause_end(line, hit, match) if match else 0
    if not stop or stop - hit.start > MAX_MENTION - 20 or line.speaks_of_another(n, stop):
        return None
    return stop
