"""The grammar of mentions: what stands before and behind a word or number that may tell one.

``find`` reads a text from one such place to the next. Beside a noun it reads the lead from right to left and
the tails piece by piece, each piece told by its first word; a number is told by the word before it. Whether
that is enough to mean one paper, ``mention_weight`` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fonds.extract import mention_forms as forms
from fonds.extract.mention_forms import Form, Hit
from fonds.extract.mention_weight import THIS, Lead, Told, is_enough
from fonds.extract.referents import Mention
from fonds.model import When, Who
from fonds.values import dates, persons

MAX_MENTION = 160
"""Characters."""
MAX_ROW = 12
"""Further numbers that are read in a row."""
REACH = 80
"""Characters before a telling word within which its mention begins."""
MAX_ADJECTIVES = 4
FAR_YEARS = 20
"""A "year" further from the document's own is the next number in a row."""


def find(
    text: str, context: dates.DateContext, hits: Sequence[Hit] | None = None, encloses: bool = True
) -> list[Mention]:
    """The mentions of a text, in order, not overlapping. ``hits`` where they are known already; ``encloses``:
    whether the text may speak of what lies with it.

    >>> m = find("We received your telegram of 18:00 14 July of this year.", dates.DateContext(year=1952))[0]
    >>> m.whose, m.kind, m.date.edtf
    ('your', 'telegram', '1952-07-14T18:00')
    >>> [m.as_written for m in find("This telegram was sent to the harbour.", dates.DateContext(year=1952))]
    []
    >>> [(m.number, m.whose) for m in find("Embtels 1015 and 1017; your 12.", dates.DateContext())]
    [('1015', 'post'), ('1017', 'post'), ('12', 'your')]
    """
    hits = forms.hits(text) if hits is None else hits
    return _Line(text, context, hits, encloses and speaks_of_enclosures(text)).mentions()


def speaks_of_enclosures(text: str) -> bool:
    """Whether a text may say of a paper that it lies with it: a cheap look before the patterns."""
    return any(hint in text for hint in _ENCLOSING)


class _Line:
    """One text being read. ``at``: where the last mention ends."""

    def __init__(self, text: str, context: dates.DateContext, hits: Sequence[Hit], encloses: bool) -> None:
        self.text, self.context, self.hits, self.encloses = text, context, hits, encloses
        self.at = 0

    def mentions(self) -> list[Mention]:
        out: list[Mention] = []
        for n, hit in enumerate(self.hits):
            if hit.start < self.at:
                continue
            mention = self._read(n, hit)
            for _ in range(MAX_ROW):
                if mention is None or mention.start < self.at:
                    break
                out.append(mention)
                self.at = mention.end
                mention = self._further(mention) if mention.number or mention.several else None
        return out

    def _read(self, n: int, hit: Hit) -> Mention | None:
        form = hit.form
        if form is None:
            return self._numbered(hit)
        if form.role == "noun":
            return self._noun(n, hit, form)
        if form.role in ("coined", "series"):
            return self._coined(hit, form)
        if form.role == "enclosure":
            return self._lettered(hit) or self._noun(n, hit, form)
        if form.role == "yours":
            return self._yours(hit)
        return self._met(hit, form)

    # A number under a name

    def _numbered(self, hit: Hit) -> Mention | None:
        """The mention that ends with a number, by what stands before it."""
        text, at = self.text, hit.start
        low = max(self.at, at - 50)
        last = text[text.rfind(" ", low, at - 1) + 1 or low : at].strip('([“"—;/ \n') or " "
        plain = last.lower()
        if plain in forms.NEVER or (
            last.isalpha()
            and last.islower()
            and plain not in forms.BEFORE_NUMBER
            and plain not in forms.PRECEDENCES
        ):
            return None
        before = text[low:at]
        number = text[at : hit.end].rstrip("-–/")
        if number[-2:] in ("st", "nd", "rd", "th"):
            return None
        end = at + len(number)
        if last[-1] in "-–" and before[-1] in "-–":
            return self._hyphenated(before, low, number, end)
        if plain in forms.REFERENCE:
            plausible = number.isdigit() and len(number) > 2
            return self._dated(Mention("", at, end, "telegram", "", number=number)) if plausible else None
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
                or _FILES.search(before)
                or (number[-1] != "Z" and _CAPITALS.search(before[: match.start()]))
            ):
                return None
            if number[-1] == "Z":  # a date-time group is a number by itself
                sender = None if match["word"] == "DTG" else _post(_who(match["word"]))
                return self._dated(
                    Mention("", low + match.start(), end, "telegram", "", sender, number=number)
                )
            alone = match["word"] == match.group(0).strip()
            word = re.sub(r"\s*[Nn]o\.\s*$", "", match.group(0)).strip(" -–")
            kind = "telegram" if alone else "paper"
            return self._dated(Mention("", low + match.start(), end, kind, "", number=f"{word} {number}"))
        if match := forms.UNDER_NAME.search(before):
            named = match["owner"] or ""
            if named.lower() in forms.NEVER or (
                len(number.rstrip("ABCDEFabcdef")) < 2 and not match["sign"] and not self._day_follows(end)
            ):
                return None
            whose, owner = _whose(match["whose"] or ("my" if match["own"] else ""), named)
            return self._dated(
                Mention("", low + match.start(), end, "telegram", whose, _post(owner), number=number)
            )
        if not _COUNTED.fullmatch(number):
            return None
        if match := forms.POST_TO_POST.search(before):
            one, other = _post(_who(match["owner"])), _post(_who(match["other"]))
            start = low + match.start("owner")
            return self._dated(Mention("", start, end, "telegram", "", one, other, number=number))
        if _YEAR.fullmatch(number) and not self._day_follows(end):
            return None
        match = forms.UNDER_PLACE.search(before)
        if match is None or not self._is_referred_to(low + match.start(), number, end):
            return None
        names = [word.strip(".") for word in match["owner"].lower().split()]
        if (
            len(names[-1]) < 2
            or names[-1][-1] in "-–"
            or not forms.NEVER.isdisjoint(names)
            or not forms.MONTHS.isdisjoint(names)
        ):
            return None
        whose, owner = _whose("", match["owner"])
        start, number = low + match.start("owner"), number.partition("/")[0]
        return self._dated(Mention("", start, end, "telegram", whose, _post(owner), number=number))

    def _hyphenated(self, before: str, low: int, number: str, end: int) -> Mention | None:
        """ "JCSM-1041-64", "A-123 of May 3"."""
        match = _LETTERS.search(before)
        if match is None:
            return None
        word, start = match.group(0)[:-1], low + match.start()
        if len(word) < 3 and (under := forms.UNDER_NAME.search(before[: match.start()])):
            whose, owner = _whose(under["whose"] or ("my" if under["own"] else ""), under["owner"] or "")
            kind = "airgram" if word in ("A", "G") else "telegram"
            first = low + under.start()
            return self._dated(Mention("", first, end, kind, whose, _post(owner), number=f"{word}-{number}"))
        if len(word) > 1 and word.lower() in forms.NEVER:
            return None
        if len(word) > 1 and len(number) > 1:
            return self._dated(Mention("", start, end, "paper", "", number=f"{word} {number}"))
        if (
            len(word) == 1
            and word in "AG"
            and len(number) > 1
            and _REPORTED_IN.search(before[: match.start()])
        ):
            return self._dated(Mention("", start, end, "airgram", "", number=f"{word}-{number}"))
        if len(number) > 4 or self._day_follows(end):
            kind = "paper" if len(number) > 4 else "despatch"
            return self._dated(Mention("", start, end, kind, "", number=f"{word}-{number}"))
        return None

    def _is_referred_to(self, at: int, number: str, end: int) -> bool:
        """Whether a short number under a name is a paper's: "(Cairo 46)", "Cairo 46, May 5", not "Book 11"."""
        if len(number) > 2:
            return True
        day = int(number) <= 31 and _MONTH_ALONE.match(self.text, end) is not None
        sign = self.text[at : at + 1]
        return not day and (sign in "(;" or sign.isupper() or self._day_follows(end))

    def _day_follows(self, at: int) -> bool:
        return _DAY.match(self.text, at) is not None

    def _further(self, first: Mention) -> Mention | None:
        """The next number in a row, or the next day: "letters of August 31st and September 3rd"."""
        if first.number is None:
            return self._further_day(first)
        match = forms.NEXT.match(self.text, first.end)
        if match is None or len(match["number"]) < 2:
            return None
        start, end = match.span("number")
        return self._dated(replace(first, start=start, end=end, number=match["number"], date=None))

    def _further_day(self, first: Mention) -> Mention | None:
        match = forms.NEXT_DAY.match(self.text, first.end)
        found = self._date_at(match.end()) if match else None
        if match is None or found is None:
            return None
        date, end = found
        return replace(first, as_written=self.text[match.end() : end], start=match.end(), end=end, date=date)

    def _dated(self, mention: Mention) -> Mention:
        """The mention with the date that follows, and its wording."""
        text, end, date = self.text, mention.end, None
        if match := forms.CORRECTED.match(text, end):
            end = match.end()
        if found := self._date_at(end, in_row=True):
            date, end = found
        if text[end : end + 2] != "; ":
            for tail in (forms.TAIL_PART, forms.TAIL_ADDRESSED, forms.TAIL_REPEATED, forms.TAIL_TITLE):
                if match := tail.match(text, end):
                    end = match.end()
                    if date is None and (found := self._date_at(end)):
                        date, end = found
        if (gloss := forms.GLOSS.match(text, end)) and not any(
            end <= h.start < gloss.end() for h in self.hits
        ):
            end = gloss.end()
        elif named := forms.NAMED_BEHIND.match(text, end):
            end = named.end()
        end = _bracketed(text, mention.start, end)
        return replace(mention, as_written=text[mention.start : end], end=end, date=date)

    def _coined(self, hit: Hit, form: Form) -> Mention | None:
        text = self.text
        match = forms.COINED_NUMBER.match(text, hit.end)
        if match is None:
            if form.role == "series":
                return None
            mention = self._dated(Mention("", hit.start, hit.end, form.kind, _by(form.by)))
            return mention if mention.date or form.by == "alone" else None
        number, end = match["number"].rstrip("-–/"), match.end()
        if form.role == "series":
            return self._dated(
                Mention("", hit.start, end, "paper", "", number=f"{text[hit.start : hit.end]} {number}")
            )
        return self._dated(Mention("", hit.start, end, form.kind, _by(form.by), number=number))

    # Without noun and number

    def _yours(self, hit: Hit) -> Mention | None:
        """ "Yours of December 28th", "Answering your April 14th, 7 p. m."."""
        lead = forms.DAY.match(self.text, hit.start)
        found = self._date_at(lead.end()) if lead else None
        if found is None:
            return None
        date, end = found
        whose = "my" if self.text[hit.start] in "mM" else "your"
        return Mention(self.text[hit.start : end], hit.start, end, "message", whose, date=date)

    def _lettered(self, hit: Hit) -> Mention | None:
        """ "Tab A": an enclosure named alone."""
        match = forms.LETTERED.match(self.text, hit.end)
        if match is None or not self.text[hit.start].isupper():
            return None
        return Mention(self.text[hit.start : match.end()], hit.start, match.end(), "paper", "", enclosed=True)

    def _met(self, hit: Hit, form: Form) -> Mention | None:
        """ "He talked with Venn May 3", "told Venn of this on May 3": a meeting told by its verb, with its day."""
        later: re.Match[str] | None = None
        match = forms.MET.match(self.text, hit.end)
        if match is None or _NOT.search(self.text, max(0, hit.start - 10), hit.start):
            return None
        if form.firm and not match["with"]:
            return None
        date, end = self._day_at(match.end()) or (None, match.end())
        further = forms.MET_LATER.match(self.text, hit.end) if date is None else None
        if further and (day := self._day_at(further.end())):
            match, (date, end) = further, day
        if date is None and (later := forms.TAIL_WHEN.match(self.text, end)):
            end = later.end()
        elif date is None and (later := forms.MATTER_AND_DAY.match(self.text, end)):
            date, end = self._day_at(later.end()) or (None, end)
        if date is None and not later and (not form.firm or match["name"] in forms.PRONOUNS):
            return None
        written = self.text[hit.start : end]
        return Mention(written, hit.start, end, "conversation", "", None, _who(match["name"]), date)

    # A noun with a lead and tails

    def _noun(self, n: int, hit: Hit, form: Form) -> Mention | None:
        """The mention with this noun; None where too little is told to mean one paper."""
        text, at, end = self.text, hit.start, hit.end
        following = self.hits[n + 1] if n + 1 < len(self.hits) else None
        if following and following.start == end + 1 and following.form and following.form.role == "noun":
            return None  # "reply telegram", "draft note": the further noun is meant
        if form.kind == "paper" and (which := forms.COPY_OF_WHICH.match(text, at)):
            return Mention(which.group(0), at, which.end(), "paper", "", enclosed=True)
        if form.kind == "paper" and (which := forms.COPY_OF_THIS.match(text, at)):
            return Mention(which.group(0), at, which.end(), "paper", "", enclosed=True)
        if form.kind in ("paper", "note") and text[end : end + 2].strip().isdigit():
            return None  # "Document 172" and "note 2" are the edition's own
        small = text[at].islower()
        seen = form.kind == "paper" and forms.SEE_BEFORE.search(text, max(0, at - 24), at) is not None
        if form.needs == "a date" and small and not seen and not self._is_dated(max(0, at - 45), end + 45):
            return None
        lead = self._lead(at)
        if lead.is_there:
            if lead.article in THIS and not self._is_dated(end, end + 30):
                return None
        elif (
            not lead.names
            and small
            and form.needs != "a word"
            and not (seen or lead.adjectives)
            and not self._is_dated(at, end + 60)
        ):
            return None
        noun = text[at:end].lower()
        last, before = self._behind(lead.start)
        if self._is_no_paper(n, hit, form, lead, noun, last):
            return None
        told = self._tails(n, hit, form)
        if told.date is None and lead.adjectives and not (lead.names and noun.endswith("s")):
            told.date = self._date_before(lead.start, at)
        if told.date is None and told.subject and told.end > end:
            told.date = self._day_within(end, told.end)
        adjectives = lead.adjectives.lower().split()
        lies_here = seen or (form.role == "enclosure" and lead.article == "the" and noun[-1] != "s")
        if lies_here or (
            self.encloses and (not forms.ENCLOSED.isdisjoint(adjectives) or self._encloses(lead.start))
        ):
            told.enclosed = True
        elif last in forms.SENT_BEFORE or (last in _RECEIVERS and before in forms.SENT_BEFORE):
            told.subject = told.sent = True
        if not is_enough(form, told, lead, text[at:end], adjectives):
            return None
        return self._mention(form, lead, told, several=noun[-1] in "sa" and told.date is not None)

    def _mention(self, form: Form, lead: Lead, told: Told, several: bool) -> Mention | None:
        start, end = lead.start, _bracketed(self.text, lead.start, told.end)
        written = _DANGLING.sub("", self.text[start:end].rstrip(" ,\n"))
        if len(written) > MAX_MENTION:
            return None
        whose, owner = _whose(lead.whose, lead.owner)
        if lead.names and not told.from_ and lead.names.lower() not in forms.NEVER:
            whose, owner = _whose("", lead.names)
        sender = _who(told.from_) if told.from_ else owner
        recipient = _who(told.to) if told.to else None
        return Mention(
            written,
            start,
            start + len(written),
            form.kind,
            whose,
            sender,
            recipient,
            told.date,
            told.number,
            told.enclosed,
            several,
        )

    def _is_dated(self, low: int, high: int) -> bool:
        """Whether a figure or day stands between, or the text encloses something: else no such thing can be told."""
        return self.encloses or _DAYS.search(self.text, low, high) is not None

    def _behind(self, at: int) -> tuple[str, str]:
        """The last word before ``at``, and the one before it, in small letters."""
        words = self.text[max(0, at - 24) : at].lower().split()
        return (words[-1] if words else "", words[-2] if len(words) > 1 else "")

    def _is_no_paper(self, n: int, hit: Hit, form: Form, lead: Lead, noun: str, last: str) -> bool:
        """Whether the noun is a verb here, a part of a name, or in a phrase that speaks of no paper."""
        text, at, end = self.text, hit.start, hit.end
        if not lead.is_there:
            if not lead.names and last in forms.VERB_BEHIND and _NUMBER_SIGN.match(text, end) is None:
                return True
            if last in forms.NO_PAPER.get(noun, ()):
                return True
            if lead.names and _FILES.search(text, max(0, lead.start - 40), lead.start):
                return True
        elif lead.owner and lead.owner.lower() in forms.NEVER:
            return True
        says = text[end : end + 6] == " that " and (lead.names != "" or noun.endswith("s"))
        if says and not lead.whose and not lead.owner:
            return True  # "the Commander reports that"
        if text[at].isupper() and _OF_A_NAME.match(text, end):
            return True  # "the Economic Survey Mission"
        if form.kind == "despatch":
            return not lead.whose and _OF.match(text, end) is not None  # "the despatch of troops"
        # "a copy of your letter": the letter is meant
        return form.kind == "paper" and _OF.match(text, end) is not None and self._is_of_paper(n, end)

    def _lead(self, at: int) -> Lead:
        """What stands before the noun at ``at``. It is read from right to left, in the text turned round."""
        text, low = self.text, max(self.at, at - REACH)
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
                return self._owned(start, first, at, low)
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

    def _owned(self, start: int, after: int, at: int, low: int) -> Lead:
        """The lead whose last word of a name begins at ``start``: "the Secretary of State's"."""
        text = self.text
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

    def _encloses(self, start: int) -> bool:
        """Whether the sentence before ``start`` says that something lies with the paper."""
        return (
            self.encloses and forms.ENCLOSED_BEFORE.search(self.text[max(0, start - 80) : start]) is not None
        )

    def _is_of_paper(self, n: int, at: int) -> bool:
        """Whether a further paper is spoken of before the clause ends."""
        stop = _CLAUSE_END.search(self.text, at, at + 80)
        end = stop.start() if stop else at + 80
        for hit in self.hits[n + 1 : n + 8]:
            if hit.start >= end:
                return False
            if hit.form and (
                hit.form.needs == "a word" or hit.form.kind == "report" or hit.form.role == "coined"
            ):
                return True
        return False

    def _date_at(self, at: int, in_row: bool = False) -> tuple[When, int] | None:
        """A date that follows at once, behind "of", "dated" or a comma."""
        text = self.text
        lead = forms.DATE_LEAD.match(text, at)
        if lead is None:
            return None
        start = lead.end()
        end = min(len(text), start + 48)
        if forms.BARE_DAY.match(text, start):
            start = at  # "of the 16th": the words before it tell that it is a day
        found = next(iter(dates.find(text, start, end, self.context)), None)
        if found and start == at and found.start <= lead.end():
            return found.when, found.end
        if (
            found
            and in_row
            and (row := _ROW.search(text, found.start, found.end))
            and self.context.year is not None
            and abs(int(row["year"]) - self.context.year) > FAR_YEARS
        ):
            # "1805, July 25, 1859, August 1": the next number in a row is no year.
            found = next(iter(dates.find(text, start, row.start(), self.context)), None)
        return (found.when, found.end) if found and found.start <= start + 1 else None

    def _day_at(self, at: int) -> tuple[When, int] | None:
        """A date that follows, or a day told from that of the paper: "yesterday", "last Tuesday"."""
        return self._date_at(at) or self._counted_day(at)

    def _counted_day(self, at: int) -> tuple[When, int] | None:
        """ "today", "last evening", "on Monday", counted from the day of the paper."""
        match = forms.COUNTED_DAY.match(self.text, at) if self.context.sent else None
        if match is None:
            return None
        day = forms.day_counted(match["words"], match["weekday"], self.context.sent)
        if day is None:
            return None
        when = When(day, match.group(0).strip(" ,"), day, day, assumed="counted from the document's date")
        return when, match.end()

    def _day_within(self, start: int, end: int) -> When | None:
        """The day at the end of what follows a noun: "which he handed to Venn on April 12"."""
        if forms.TOLD_OF.search(self.text, start, end):
            return None
        for match in forms.ON_DAY.finditer(self.text, start, end):
            found = self._day_at(match.end())
            if found and found[1] >= end - 1:
                return found[0]
        return None

    def _date_before(self, start: int, end: int) -> When | None:
        """ "your January 27 letter", "the March 6, 1956, meeting"."""
        if end - start < 6 or not _DAYS.search(self.text, start, end):
            return None
        for date in dates.find(self.text, start, end, self.context):
            if len(self.text[date.end : end].strip(" ,")) < 25:
                return date.when
        return None

    def _tails(self, n: int, hit: Hit, form: Form) -> Told:
        """What follows the noun, piece by piece: each piece is told by its first word."""
        text, told = self.text, Told(hit.end)
        limit = hit.start + MAX_MENTION - 30
        for _ in range(6):
            if told.end >= limit:
                break
            following = forms.NEXT_WORD.match(text, told.end)
            sign, word = following.groups("") if following else ("", "")
            stop = following.end() if following else told.end
            if not self._piece(n, hit, form, told, sign, word, word.lower(), stop):
                if text[told.end : told.end + 1] == ")" and "(" in text[hit.end : told.end]:
                    told.end += 1
                elif (gloss := forms.GLOSS.match(text, told.end)) and (
                    not self._is_hit(n, told.end, gloss.end()) or forms.SENT_ON.match(text, told.end)
                ):
                    told.end = gloss.end()
                else:
                    break
        return told

    def _is_hit(self, n: int, start: int, end: int) -> bool:
        """Whether a further mention may begin between."""
        return any(start <= hit.start < end for hit in self.hits[n + 1 : n + 6])

    def _piece(
        self, n: int, hit: Hit, form: Form, told: Told, sign: str, word: str, plain: str, following_end: int
    ) -> bool:
        """Takes one piece that follows into ``told``; whether there was one."""
        text, end = self.text, told.end
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
            ):
                told.number, told.end = (
                    match["number"] or match["bare"] or match["row"] or match["file"],
                    match.end(),
                )
                return True
        begins = is_figure or plain in forms.DATE_LEADS or plain in forms.MONTHS
        if begins and told.date is None and (found := self._date_at(end, told.number is not None)):
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
            told.enclosed = told.enclosed or any(hint in match.group(0) for hint in _ENCLOSING[:4])
            return True
        if plain in _PARTIES and self._party(n, hit, form, told, plain):
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
            if told.date is None and form.needs in _ON_A_DAY and (day := self._counted_day(end)):
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
        if match := forms.SUBMITTED.match(text, end):
            told.party = told.subject = True
            told.end = match.end()
            return True
        return self._matter(n, hit, told, sign, plain)

    def _party(self, n: int, hit: Hit, form: Form, told: Told, plain: str) -> bool:
        preposition = (
            "from"
            if plain in ("by", "received", "just")
            else "to"
            if plain in ("addressed", "sent")
            else plain
        )
        match = forms.TAIL_PARTY[preposition].match(self.text, told.end)
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
        if _GOES_ON.match(self.text, end) and (whole := self._about(n, hit, told.end)) and whole > end:
            told.subject, end = True, whole  # "to Governmental agencies regarding ..."
        told.end = end
        if several := forms.LIST.match(self.text, end):
            told.end = several.end()
        return True

    def _matter(self, n: int, hit: Hit, told: Told, sign: str, plain: str) -> bool:
        """What the paper is about, in words that follow; none where they speak of a further paper by themselves."""
        text, end = self.text, told.end
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
        stop = self._clause_end(hit, match) if match else 0
        if match is None or stop - hit.start > MAX_MENTION - 20 or self._speaks_of_another(n, stop):
            match = forms.TAIL_WORDS.match(text, end)
            if match is None or self._speaks_of_another(n, match.end()):
                return False
            stop = match.end()
        told.subject, told.end = True, stop
        if several := forms.LIST.match(text, told.end):
            told.end = several.end()
        return True

    def _clause_end(self, hit: Hit, match: re.Match[str]) -> int:
        """The end of a subject: one that says "that" goes on to the end of its clause, or stops before it."""
        that = self.text.find(" that ", match.start(), match.end())
        if that <= match.start():
            return match.end()
        rest = forms.REST.match(self.text, match.end())
        end = rest.end() if rest else match.end()
        return end if end - hit.start <= MAX_MENTION - 20 else that

    def _about(self, n: int, hit: Hit, at: int) -> int | None:
        """The end of what a paper is about, in words that follow at ``at``."""
        match = forms.TAIL_SUBJECT.match(self.text, at)
        stop = self._clause_end(hit, match) if match else 0
        if not stop or stop - hit.start > MAX_MENTION - 20 or self._speaks_of_another(n, stop):
            return None
        return stop

    def _speaks_of_another(self, n: int, end: int) -> bool:
        """Whether a further paper stands before ``end``: it is a mention of its own."""
        for hit in self.hits[n + 1 : n + 12]:
            if hit.start >= end:
                return False
            before = self.text[max(0, hit.start - 12) : hit.start]
            if hit.form is None:
                another = _OWN_NUMBER.search(before) is not None
            elif hit.form.role == "noun":
                another = hit.form.needs == "a word" and not before.lower().endswith("this ")
            else:
                another = hit.form.role in ("coined", "series")
            if another:
                return True
        return False


_COUNTED = re.compile(r"\d\d+(?:/\d{6}Z)?|\d{6}Z")
"""A number of the post's own, or a date-time group."""
_LETTERS = re.compile(r"(?<![\w’'–-])[A-Z]{1,8}[-–]$")
_FILES = re.compile(r"\b(?:Files?|Lot|Records|Ibid|NAA|AA|FRC|Box|Papers?|CFPF|NLA|PRO|mfm|MS)\b[^;]{0,30}$")
"""A file number, not a paper's."""
_CAPITALS = re.compile(r"\b[A-Z]{4,}\s$")
"""A heading in capitals."""
_REPORTED_IN = re.compile(r"\b(?:in|re|ref|see|by|and)\s$", re.IGNORECASE)
_YEAR = re.compile(r"1[5-9]\d\d")
_NUMBER_SIGN = re.compile(r"\s+(?:[Nn]os?\b|№|#|\d)")
_OF_A_NAME = re.compile(rf"\s(?!{forms.MONTH}|No|Subj|CA)[A-Z][a-z]+(?<!['’]s)\b")
_DANGLING = re.compile(
    r"(?:\s(?:the|an?|of|to|and|or|that|which|by|in|on|with|from|for|at|as|his|her|their|our|your|my|be|it))+$"
)
"""Words that end no wording."""
_GOES_ON = re.compile(
    r"\s(?!(?:the|an?|his|her|its|my|your|our|their|this|these|when|where|while|because|we|he|she|they|it|and|or|but|that|which|who|in|on|at|of|to|from|by|dated|is|was|were|has|have|had|will|would|should|may|can|could|also|if|as)\b)[a-z]"
)
_MONTH_ALONE = re.compile(r"\s+[A-Z][a-z]{2,8}\.?(?!\s+\d)")
_DAY = re.compile(r",?\s+(?:of\s+|dated\s+)?[A-Z][a-z]{2,8}\.?\s\d")
_OWN_NUMBER = re.compile(r"(?:['’]s|\b[Yy]our|\b[Mm]y)\s$")
_NOT = re.compile(r"\b(?:not|never|be|to)\s+$")
_OF = re.compile(r"\s+(?:\([^()\n]{0,40}\)\s+)?of\s")
_CLAUSE_END = re.compile(r"(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])\.|[,;:\n]")
_BEFORE_OFFICE = re.compile(r"(?:[Tt]he|[Tt]his|[Hh]is|[Mm]y|[Yy]our|[Oo]ur)\s$")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.’'-]*\s$")
_ROW = re.compile(r",?\s+(?P<year>\d{4})$")
# The first sign stands by itself, so that the search can leap to it.
_DAYS = re.compile(
    r"[\dYyTtLl](?:(?<=\d)|(?<=[Yy])esterday|(?<=[Tt])oday|(?<=[Tt])his (?:morning|afternoon|evening)|(?<=[Ll])ast night)"
)
# Letters without which a pattern cannot match: looking for them is far cheaper than the pattern.
_ENCLOSING = ("ttach", "nclos", "ppend", "nnex", "erewith", "ccompan")
_NUMBER_WORDS = frozenset(("no", "nos", "n", "number", "numbers", "nº", "nºs", "№", "#"))
_NUMBERED_KINDS = frozenset(("telegram", "despatch", "letter", "message", "instruction"))
_OFTEN_NUMBERED = frozenset(("memorandum", "report"))
"""Kinds of which some are known by number, and are written with a capital letter then."""
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
_RECEIVERS = frozenset(("you", "him", "me", "us", "her", "them", "herewith", "also", "separately"))
_VERB = re.compile(r"(?:^|\s)[A-Z][\w.’-]*\s(?:[a-z]{3,}(?<!ou)s|held|had|[a-z]{4,}ed\s[a-z]+)\s")
"""Between an article and a noun: "the Consul cites further reports"."""


def _bracketed(text: str, start: int, end: int) -> int:
    """The end of a wording, so that it does not end with half a bracket."""
    opened, closed = text.count("(", start, end), text.count(")", start, end)
    if opened < closed and text[end - 1] == ")":
        return end - 1
    return end + 1 if opened > closed and text[end : end + 1] == ")" else end


def _by(by: str) -> str:
    return "" if by == "alone" else by


def _post(owner: Who | None) -> Who | None:
    """Numbers are counted by posts: "Cairo's 46" is of those who sit there, unless a person is named by office."""
    return replace(owner, kind="body") if owner and not owner.role else owner


def _whose(whose: str, owner: str) -> tuple[str, Who | None]:
    """Whose a paper is, as its lead says: a word of its own, or a name."""
    if whose:
        return forms.WHOSE.get(whose.lower(), whose.lower()), None
    if owner:
        plain = owner.lower().removeprefix("the ")
        if plain in forms.POSTS:
            return "post", None
        if plain in forms.HOMES:
            return "home", None
        return "", _who(owner)
    return "", None


def _who(name: str) -> Who:
    if name.lower() in forms.PRONOUNS:
        return Who(name.lower())
    return persons.parse(name).who
