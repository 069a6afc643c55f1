"""Mentions by number, or by a letter or day alone: "Cairo's 46", "Embtel 1015, May 3", "Tab A", "yours of May 3".

A number is told by the word before it; in a row each further one is a mention of its own, under the same name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fonds.extract import mention_forms as forms
from fonds.extract.mention_line import Line, bracketed
from fonds.extract.mention_owners import as_post, who, whose_is
from fonds.extract.mention_words import Form, Hit
from fonds.extract.referents import Mention
from fonds.values import places

_COUNTED = re.compile(r"\d\d+(?:/\d{6}Z)?|\d{6}Z")
"""A number of the post's own, or a date-time group."""
_LETTERS = re.compile(r"(?<![\w’'–-])[A-Z]{1,8}[-–]$")
FILES = re.compile(r"\b(?:Files?|Lot|Records|Ibid|NAA|AA|FRC|Box|Papers?|CFPF|NLA|PRO|mfm|MS)\b[^;]{0,30}$")
"""A file number, not a paper's."""
_CAPITALS = re.compile(r"\b[A-Z]{4,}\s$")
"""A heading in capitals."""
_REPORTED_IN = re.compile(r"\b(?:in|re|ref|see|by|and)\s$", re.IGNORECASE)
_ENDS = re.compile(r"[).;,—]|\s(?:to|rptd|repeated)\s(?:Dep|[A-Z])")
"""Behind a short number that is a paper's, and counts nothing: "Merrin's 2."."""
_REPORTED = re.compile(
    r"\b(?:reported|contained|outlined|described|discussed|transmitted|forwarded|requested|set\sforth)\s(?:in|by)\s$"
)
"""Before a number that stands for a paper: "reported in 536"."""
_YEAR = re.compile(r"1[5-9]\d\d")
_MONTH_ALONE = re.compile(r"\s+[A-Z][a-z]{2,8}\.?(?!\s+\d)")


def numbered(line: Line, hit: Hit) -> Mention | None:
    """The mention that ends with a number, by what stands before it."""
    text, at = line.text, hit.start
    low = max(line.at, at - 50)
    last = text[text.rfind(" ", low, at - 1) + 1 or low : at].strip('([“"—;/ \n') or " "
    plain = last.lower()
    in_series = plain in forms.SERIES_NOUNS and forms.SERIES.search(text, low, at) is not None
    reported = plain in ("in", "by") and _REPORTED.search(text, low, at) is not None
    if (plain in forms.NEVER and not (in_series or reported)) or (
        last.isalpha()
        and last.islower()
        and plain not in forms.BEFORE_NUMBER
        and plain not in forms.PRECEDENCES
        and not reported
    ):
        return None
    before = text[low:at]
    number = text[at : hit.end].rstrip("-–/")
    if number[-2:] in ("st", "nd", "rd", "th"):
        return None
    end = at + len(number)
    if last[-1] in "-–" and before[-1] in "-–":
        return _hyphenated(line, before, low, number, end)
    if plain in forms.REFERENCE or reported:
        plausible = number.isdigit() and len(number) > 2 and not _YEAR.fullmatch(number)
        return _dated(line, Mention("", at, end, "telegram", "", number=number)) if plausible else None
    if not (
        plain in forms.NO_SIGNS
        or plain in forms.WHOSE
        or last[0].isupper()
        or last[-2:] in ("’s", "'s", "s’", "s'")
        or plain in forms.PRECEDENCES
    ):
        return None
    if (match := forms.SERIES.search(before)) and match["word"].lower() not in forms.NEVER:
        if (
            len(number) < 2
            or FILES.search(before)
            or (number[-1] != "Z" and _CAPITALS.search(before[: match.start()]))
        ):
            return None
        if number[-1] == "Z":  # a date-time group is a number by itself
            sender = None if match["word"] == "DTG" else as_post(who(match["word"]))
            return _dated(line, Mention("", low + match.start(), end, "telegram", "", sender, number=number))
        alone = match["word"] == match.group(0).strip()
        word = re.sub(r"\s*[Nn]o\.\s*$", "", match.group(0)).strip(" -–")
        kind = "telegram" if alone else "paper"
        return _dated(line, Mention("", low + match.start(), end, kind, "", number=f"{word} {number}"))
    if match := forms.UNDER_NAME.search(before):
        office = match["owner"] or ""
        if office.lower() in forms.NEVER or (
            len(number.rstrip("ABCDEFabcdef")) < 2
            and not match["sign"]
            and not line.days.follows(end)
            and not (places.is_known(office) and _ENDS.match(text, end))
        ):
            return None
        whose, owner = whose_is(match["whose"] or ("my" if match["own"] else ""), office)
        return _dated(
            line, Mention("", low + match.start(), end, "telegram", whose, as_post(owner), number=number)
        )
    if not _COUNTED.fullmatch(number):
        return None
    if match := forms.POST_TO_POST.search(before):
        whose, one = whose_is("", match["owner"])
        start = low + match.start("owner")
        other = as_post(who(match["other"]))
        return _dated(line, Mention("", start, end, "telegram", whose, as_post(one), other, number=number))
    if _YEAR.fullmatch(number) and not line.days.follows(end):
        return None
    match = forms.UNDER_PLACE.search(before)
    if match is None or not _is_referred_to(line, low + match.start(), number, end):
        return None
    names = [word.strip(".") for word in match["owner"].lower().split()]
    if (
        len(names[-1]) < 2
        or names[-1][-1] in "-–"
        or not forms.NEVER.isdisjoint(names)
        or not forms.MONTHS.isdisjoint(names)
    ):
        return None
    whose, owner = whose_is("", match["owner"])
    start, number = low + match.start("owner"), number.partition("/")[0]
    return _dated(line, Mention("", start, end, "telegram", whose, as_post(owner), number=number))


def _hyphenated(line: Line, before: str, low: int, number: str, end: int) -> Mention | None:
    """ "JCSM-1041-64", "A-123 of May 3"."""
    match = _LETTERS.search(before)
    if match is None:
        return None
    word, start = match.group(0)[:-1], low + match.start()
    if len(word) < 3 and (under := forms.UNDER_NAME.search(before[: match.start()])):
        whose, owner = whose_is(under["whose"] or ("my" if under["own"] else ""), under["owner"] or "")
        kind = "airgram" if word in ("A", "G") else "telegram"
        first = low + under.start()
        return _dated(line, Mention("", first, end, kind, whose, as_post(owner), number=f"{word}-{number}"))
    if len(word) > 1 and word.lower() in forms.NEVER:
        return None
    if len(word) > 1 and len(number) > 1:
        return _dated(line, Mention("", start, end, "paper", "", number=f"{word} {number}"))
    if len(word) == 1 and word in "AG" and len(number) > 1 and _REPORTED_IN.search(before[: match.start()]):
        return _dated(line, Mention("", start, end, "airgram", "", number=f"{word}-{number}"))
    if len(number) > 4 or line.days.follows(end):
        kind = "paper" if len(number) > 4 else "despatch"
        return _dated(line, Mention("", start, end, kind, "", number=f"{word}-{number}"))
    return None


def _is_referred_to(line: Line, at: int, number: str, end: int) -> bool:
    """Whether a short number under a name is a paper's: "(Cairo 46)", "Cairo 46, May 5", not "Book 11"."""
    if len(number) > 2:
        return True
    day = int(number) <= 31 and _MONTH_ALONE.match(line.text, end) is not None
    sign = line.text[at : at + 1]
    return not day and (sign in "(;" or sign.isupper() or line.days.follows(end))


def further(line: Line, first: Mention) -> Mention | None:
    """The next number in a row, or the next day: "letters of August 31st and September 3rd"."""
    if first.number is None:
        return _further_day(line, first)
    match = forms.NEXT.match(line.text, first.end)
    if match is None or len(match["number"]) < 2:
        return None
    start, end = match.span("number")
    return _dated(line, replace(first, start=start, end=end, number=match["number"], date=None))


def _further_day(line: Line, first: Mention) -> Mention | None:
    match = forms.NEXT_DAY.match(line.text, first.end)
    found = line.days.date_at(match.end()) if match else None
    if match is None or found is None:
        return None
    date, end = found
    return replace(first, as_written=line.text[match.end() : end], start=match.end(), end=end, date=date)


def coined(line: Line, hit: Hit, form: Form) -> Mention | None:
    text = line.text
    match = forms.COINED_NUMBER.match(text, hit.end)
    if match is None:
        if form.role == "series":
            return None
        mention = _dated(line, Mention("", hit.start, hit.end, form.kind, _by(form.by)))
        return mention if mention.date or form.by == "alone" else None
    number, end = match["number"].rstrip("-–/"), match.end()
    if form.role == "series":
        return _dated(
            line, Mention("", hit.start, end, "paper", "", number=f"{text[hit.start : hit.end]} {number}")
        )
    return _dated(line, Mention("", hit.start, end, form.kind, _by(form.by), number=number))


def _dated(line: Line, mention: Mention) -> Mention:
    """The mention with the date that follows, and its wording."""
    text, end, date = line.text, mention.end, None
    if match := forms.CORRECTED.match(text, end):
        end = match.end()
    if found := line.days.date_at(end, in_row=True):
        date, end = found
    if text[end : end + 2] != "; ":
        for tail in (forms.TAIL_PART, forms.TAIL_ADDRESSED, forms.TAIL_REPEATED, forms.TAIL_TITLE):
            if match := tail.match(text, end):
                end = match.end()
                if date is None and (found := line.days.date_at(end)):
                    date, end = found
    if (gloss := forms.GLOSS.match(text, end)) and not any(
        end <= hit.start < gloss.end() and (hit.form is None or hit.form.needs in ("", "a word"))
        for hit in line.hits
    ):
        end = gloss.end()
    elif named := forms.NAMED_BEHIND.match(text, end):
        end = named.end()
    end = bracketed(text, mention.start, end)
    return replace(mention, as_written=text[mention.start : end], end=end, date=date)


def yours(line: Line, hit: Hit) -> Mention | None:
    """ "Yours of December 28th", "Answering your April 14th, 7 p. m."."""
    lead = forms.DAY.match(line.text, hit.start)
    found = line.days.date_at(lead.end()) if lead else None
    if found is None:
        return None
    date, end = found
    whose = "my" if line.text[hit.start] in "mM" else "your"
    return Mention(line.text[hit.start : end], hit.start, end, "message", whose, date=date)


def _by(by: str) -> str:
    return "" if by == "alone" else by
