"""The text of an archive's page, copied or crawled, and plain text.

Three generations of page layout have been seen, and mixtures of them; all are told by structure:

- *new*: "Skip to content", date, title, credit line, text, summary, "Document Information" with source,
  rights and labels whose values a crawler may have dropped;
- *old*: "Search in", the site's name, date, a "Citation" bullet with summary and the quoted citation,
  "share document", a tab "English HTML", text, the fallback of a PDF viewer;
- *list*: a description line, date, title, credit line, text line by line, summary, labels.

A text with none of these marks is a plain text: heading, words, notes. Words of the frame stand in
``data/page_labels.toml``. Limits: in the new and list layouts the summary is the last paragraph before
the labels, told from the document's end by its manner only; it is left in the text when in doubt.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property

from fonds.data import table
from fonds.importers import cable_frame, html_text, manners
from fonds.importers.decoding import decode
from fonds.importers.importer import MAX_BYTES
from fonds.model import Block, Draft, Original, ParallelText, Problem
from fonds.model.layout import Sheet
from fonds.model.problems import problem
from fonds.values import archival, cables, garbled, languages, letter_titles, marks, repositories, types
from fonds.values.lines import Line, lines

LONG_LINE = 200_000
WRAPPED_LINES = 5
"""How many lines the value of a label may take at the foot of a text broken to a fixed width."""
LONGEST_LABEL = 45
HEAD_LINES = 14
"""Lines within which the frame's date stands."""


class PageText:
    """See the module."""

    name = "text"
    title = "Text of an archive's page, or plain text"
    media_types = ("text/plain",)
    suffixes = (".txt", ".text", ".md")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """Takes whatever no other importer claims."""
        return 0.1

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft; without text where the bytes are none."""
        decoded = decode(data)
        if decoded.text is None:
            yield Draft("", original, problems=decoded.problems)
            return
        text, problems = decoded.text, decoded.problems
        if html_text.is_html(text):
            text, problems = html_text.rendered(text), (*problems, problem("html-as-text"))
        yield draft_of_text(text, original, problems)


def draft_of_text(
    reading: str, original: Original, problems: tuple[Problem, ...] = (), layout: tuple[Sheet, ...] = ()
) -> Draft:
    """The draft of a reading text: every line with words gets its part on the page."""
    mended = garbled.mended(reading) if garbled.is_garbled(reading) else None
    page = _Page(mended or reading)
    page.scan()
    if len(reading) > LONG_LINE and any(line.end - line.start > LONG_LINE for line in page.lines):
        length = max(line.end - line.start for line in page.lines)
        problems += (problem("long-line", length=length),)
    if mended:
        problems += (problem("garbled-text"),)
    return Draft(
        reading,
        original,
        tuple(page.blocks()),
        parallel_texts=page.parallel_texts(),
        problems=problems,
        mended=mended,
        layout=layout,
    )


def is_framed(text: str) -> bool:
    """Whether the frame of an archive's page stands around the words."""
    page = _Page(text)
    page.tail = page._find_tail()
    return page._is_page()


def words_of(text: str, at: int) -> list[Block]:
    """Paragraphs, notes and rules of words around which there is no frame; ``at`` is where they begin."""
    page = _Page(text)
    page.words()
    return [Block(b.kind, at + b.start, at + b.end, b.name) for b in page.blocks()]


@cache
def _whole(name: str) -> re.Pattern[str]:
    forms = table("page_labels")[name]
    return re.compile(rf"(?:{'|'.join(forms)})\s*:?", re.IGNORECASE)


@cache
def _search(name: str) -> re.Pattern[str]:
    labels = table("page_labels")
    return re.compile("|".join(labels.get(name) or labels["sentences"][name]), re.IGNORECASE)


@cache
def _tab() -> re.Pattern[str]:
    return re.compile(table("page_labels")["tab"], re.IGNORECASE)


@cache
def _strong() -> frozenset[str]:
    return frozenset(table("page_labels")["tail"]["strong"])


def _label(text: str) -> str | None:
    """The label that a line is, in lower case without its colon, or None."""
    if len(text) > LONGEST_LABEL:
        return None
    bare = text.casefold().rstrip(" :")
    return bare if bare in table("page_labels")["labels"] else None


_EDITION_NUMBER = re.compile(r"\[?\d{1,4}[a-z]?\]?\.?\s+(?=[^\W\d_])")
"""The number that an edition gives its documents: "280. Memorandum ...", "101 Orlo to Venn"."""
_PARTIES = re.compile(r"\w\s?\)?(?:\s?\[\d{1,2}\])?,? (?:to|and) (?:the )?[A-Z(]")
_SEPARATOR = re.compile(r"[\s_—–―=*·.•-]*[_—–―=*-]{3,}[\s_—–―=*·.•-]*|\s*(?:\*\s*){3,}|_+")
_NOTE = re.compile(
    r"(?:\[\d{1,3}\]|\[?(?:ed(?:itor)?s?['’]?\.?|translator['’]?s?|tr(?:ans)?\.)(?: note)?\s*:|\[(?:ed(?:itor)?s?['’]?\.?|translator['’]?s?) note\b|[xх*†‡]{1,4}/|[xх]{1,3}\)|[*†‡]{1,3}\s|\d{1,3}\s+(?=[A-Z“\"(]))",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"([^\W\d_][\w ()&]{2,36}):\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})\s")
# Not behind a blank, a bracket or another digit.
_SMALL_NUMBER = re.compile(r"\d(?<![\s\d(\[–/$£-].)\d{0,2}(?!\w)")
_STUCK = re.compile(r"[^\W\d]{2}[.,;:”\"]?\Z")
_SUMMARY_VERB = re.compile(
    r"\b(?:relays?|reports?|discuss(?:es)?|describes?|explains?|informs?|conveys?|requests?|asks?|express(?:es)?|states?|outlines?|summari[sz]es?|emphasi[sz]es?|argues?|proposes?|suggests?|recommends?|notes?|writes?|thanks?|tells?|urges?|details?|recounts?|gives?|provides?|presents?|comments?|critici[sz]es?|complains?|agrees?|promises?|instructs?|orders?|warns?|assures?|stresses|highlights?|reviews?|analy[sz]es?|examines?|evaluates?|offers?|insists?|speculates?|addresses|announces?|answers?|forwards?|lists?|seeks?|speaks?|calls?|claims?|concludes?|confirms?|considers?|demands?|mentions?|praises?|raises?|records?|refers?|refuses?|rejects?|responds?|replies|shares?|shows?|talks?|exchange[sd]?|meets?|briefs?|contains?|includes?|concerns?|covers?|advises|advocates?|decides?)\b",
    re.IGNORECASE,
)


class _Page:
    """The lines of one text and the part that each plays; ``kind`` is None for the document's own words."""

    def __init__(self, reading: str) -> None:
        self.reading = reading
        self.lines = lines(reading)
        self.kind: list[str | None] = [None] * len(self.lines)
        self.name: list[str | None] = [None] * len(self.lines)
        self.extra: list[tuple[int, Block]] = []  # blocks inside a line, such as the title in a citation
        self.tabs: list[tuple[int, str]] = []
        self.tail = len(self.lines)
        self.cable = cables.is_cable(reading)
        self.opens: set[int] = set()  # lines that never go on with the paragraph above

    def mark(self, i: int, kind: str, name: str | None = None) -> None:
        self.kind[i], self.name[i] = kind, name

    def scan(self) -> None:
        """Give every line its part."""
        lower = self.reading.lower()
        if "pdf" in lower or "browser" in lower:
            for i, line in enumerate(self.lines):
                if len(line.text) < 300 and _search("viewer").search(line.text):
                    self.mark(i, "furniture", "viewer")
        self.tail = self._find_tail()
        framed = self._is_page()
        if self.cable:
            self._cable()
        body = self._head() if framed else 0 if self.cable else self._plain_head()
        self._tail()
        self._inline_labels(body)
        self._body(body)

    def words(self) -> None:
        """Give every line its part where all of them are the document's own."""
        if self.cable:
            self._cable()
        for i, line in enumerate(self.lines):
            if self.kind[i] is None and _SEPARATOR.fullmatch(line.text):
                self.mark(i, "furniture", "separator")
        own = [i for i, kind in enumerate(self.kind) if kind is None]
        for i in own:
            self.mark(i, "body")
        self._notes(own)

    def _cable(self) -> None:
        """What is printed around a cable's words."""
        frame = cable_frame.read(self.lines)
        for i, (kind, name) in frame.marks.items():
            self.mark(i, kind, name)
        self.extra += frame.extra
        self.opens = frame.opens

    def _is_page(self) -> bool:
        """Whether any mark of a page's frame is there."""
        if self.tail < len(self.lines) or "furniture" in self.kind:
            return True
        return self._opens_with_furniture

    @cached_property
    def _opens_with_furniture(self) -> bool:
        return any(_whole("furniture").fullmatch(line.text) for line in self.lines[:6])

    def _find_tail(self) -> int:
        """Where the information block begins: at a label used nowhere else, or at one of several common labels."""
        labels = [
            (i, label)
            for i, line in enumerate(self.lines)
            if len(line.text) <= LONGEST_LABEL and (label := _label(line.text))
        ]
        if not labels:
            return len(self.lines)
        last_tab = max((i for i, line in enumerate(self.lines[:60]) if self._tab_language(line)), default=-1)
        latest = {label: n for n, (_, label) in enumerate(labels)}  # where each label stands last
        third = sorted(latest.values())[-3] if len(latest) >= 3 else -1  # up to there, three kinds follow
        for n, (i, label) in enumerate(labels):
            if i > last_tab and i > 0 and (label in _strong() or n <= third):
                return i
        return len(self.lines)

    def _tab_language(self, line: Line, bare: bool = False) -> str | None:
        """The language of a tab line: "English HTML"; with ``bare`` also "English"."""
        if len(line.text) > 40:
            return None
        match = _tab().fullmatch(line.text)
        if not match or not (bare or " " in line.text.strip()):
            return None
        return languages.tag(match["language"])

    # The head of a page

    def _head(self) -> int:
        """Furniture, date, title, credit line, citation block; returns the first line of the body."""
        i, end = 0, min(self.tail, len(self.lines))
        date_at = next(
            (
                k
                for k in range(min(HEAD_LINES, end))
                if self.kind[k] is None and manners.is_date(self.lines[k].text)
            ),
            None,
        )
        before: list[int] = []
        titled = False
        while i < end:
            line = self.lines[i]
            if self.kind[i] is not None:
                i += 1
            elif i == date_at:
                self.mark(i, "date")
                i += 1
            elif language := self._tab_language(line, bare=i > 0):
                self.mark(i, "tab", language)
                self.tabs.append((i, language))
                i += 1
                if not self._tab_follows(i):
                    break
            elif re.fullmatch(r"search in:?", line.text, re.IGNORECASE):
                self.mark(i, "furniture")
                i += 1
                if (
                    i < end
                    and i != date_at
                    and not _whole("furniture").fullmatch(self.lines[i].text)
                    and not self.lines[i].bullet
                ):
                    self.mark(i, "furniture", "site")
                    i += 1
            elif re.fullmatch(r"(?:get )?citation:?", line.text, re.IGNORECASE):
                i, found = self._citation(i, end)
                titled = titled or found
            elif (line.bullet and len(line.text) < 40) or _whole("furniture").fullmatch(line.text):
                self.mark(i, "furniture")
                i += 1
            elif _search("support").match(line.text):
                self.mark(i, "support")
                i += 1
            elif date_at is not None and i < date_at:
                before.append(i)
                i += 1
            elif not titled and self._title_like(i, before):
                self.mark(i, "title")
                titled = True
                i += 1
            elif self._head_goes_on(i, end):
                before.append(i)
                i += 1
            else:
                break
        self._before(before, titled)
        return i

    def _tab_follows(self, i: int) -> bool:
        return i < self.tail and self._tab_language(self.lines[i], bare=True) is not None

    def _head_goes_on(self, i: int, end: int) -> bool:
        """Whether a citation block or tab still follows close by, so that this line is part of the head."""
        return any(
            re.fullmatch(r"(?:get )?citation:?|share document", line.text, re.IGNORECASE)
            or self._tab_language(line)
            for line in self.lines[i + 1 : min(i + 10, end)]
        )

    def _title_like(self, i: int, before: list[int]) -> bool:
        """A title stands alone, does not end like a sentence, is no marking and no salutation."""
        if before and not manners.is_sentence(self.lines[before[-1]].text):
            return False  # the line before the date was the title
        text = self.lines[i].text
        return (
            len(text) <= 400
            and not marks.parse_line(text)
            and not (text.endswith((":", ";")) or (manners.is_sentence(text) and len(text) > 200))
        )

    def _before(self, before: list[int], titled: bool) -> None:
        """Lines above the date: the title, if nothing else was one, and the page's description."""
        for i in before:
            if not titled and (
                i == before[-1]
                and (
                    not manners.is_sentence(self.lines[i].text)
                    or (len(before) == 1 and len(self.lines[i].text) < 120)
                )
            ):
                self.mark(i, "title")
            elif len(self.lines[i].text) > 30:
                self.mark(i, "description")
            else:
                self.mark(i, "furniture")

    _QUOTED_CITATION = re.compile(
        r"[“\"](?P<title>.+?),?[”\"],?\s+(?P<date>[^“”\"]{0,40}?\d{4}|undated|n\.d\.),\s+(?P<archive>[^,]+?),\s+(?P<source>.+)",
        re.DOTALL,
    )

    def _citation(self, i: int, end: int) -> tuple[int, bool]:
        """The citation block: a summary and the quoted citation, out of which title, date and source are taken."""
        titled = False
        while i < end:
            line = self.lines[i]
            if self.kind[i] is not None:
                i += 1
                continue
            if _whole("furniture").fullmatch(line.text):
                self.mark(i, "furniture")
                i += 1
                if re.match(r"share", line.text, re.IGNORECASE):
                    break
                continue
            if self._tab_language(line):
                break
            match = self._QUOTED_CITATION.match(line.text)
            if match:
                self.mark(i, "citation")
                for part in ("title", "date", "archive", "source"):
                    start, stop = match.span(part)
                    self.extra.append((i, Block(f"cited-{part}", line.start + start, line.start + stop)))
                titled = True
            elif titled and not self._head_goes_on(i - 1, end):
                break
            else:
                self.mark(i, "summary")
            i += 1
        return i, titled

    # A text without a frame

    def _plain_head(self) -> int:
        """A heading, if the first lines hold one; above it, an edition's file number or source line."""
        for i, line in enumerate(self.lines[:2]):
            following = self.lines[i + 1] if i + 1 < len(self.lines) else None
            alone = following is None or following.gap > 0
            if not alone or len(line.text) > 500:
                break
            below = following.text if following else ""
            if i == 0 and not self._named(line.text) and self._named(below) and self._source_like(line.text):
                self.mark(i, "source")
                continue
            if self._heading(line.text) and (following or self._named(line.text)):
                self.mark(i, "title")
                return i + 1
            break
        return sum(kind is not None for kind in self.kind[:1])

    @staticmethod
    def _named(text: str) -> bool:
        """Whether a line is a heading beyond doubt: a type at its beginning, or one party "to" another."""
        numbered = _EDITION_NUMBER.match(text)
        bare = text[numbered.end() :] if numbered else text
        return (
            bool(types.find(bare, within=12))
            or (bool(_PARTIES.search(bare)) and not manners.is_sentence(bare))
            or letter_titles.is_valid(bare)
        )

    @staticmethod
    def _source_like(text: str) -> bool:
        """Whether a line above a heading may say where the paper is kept: no marking, address or sentence."""
        if len(text) > 300 or marks.parse_line(text) or manners.is_sentence(text) or manners.is_date(text):
            return False
        keeps = repositories.speaks_of_archive(text) or repositories.speaks_of_papers(text)
        return keeps or any(c.isdigit() for c in text) or re.search(r"\bfiles?\b", text, re.I) is not None

    @staticmethod
    def _heading(text: str) -> bool:
        numbered = _EDITION_NUMBER.match(text)
        if numbered and not (manners.is_sentence(text) and not types.find(text[numbered.end() :], within=1)):
            return True  # the number that an edition gives its documents
        if letter_titles.is_valid(text):
            return True
        if (
            marks.parse_line(text)
            or manners.is_date(text)
            or manners.is_dateline(text)
            or re.match(r"(?:from|to|copies|copy|series|dear|no\.)\b", text, re.IGNORECASE)
            or text.endswith((":", ",", ";"))
        ):
            return False
        found = types.find(text)
        if found and len(found.as_written) + 10 > len(text):
            return False  # "CIPHERED TELEGRAM" is a line of the paper, not a title
        return bool((found and found.start < 30) or _PARTIES.search(text)) or (
            len(text) < 120 and not manners.is_sentence(text)
        )

    # The document's own words

    def _body(self, start: int) -> None:
        """What stands between head and information block: tabs, words, notes, summary."""
        own = [i for i in range(start, self.tail) if self.kind[i] is None]
        support = _search("support")
        for i in own:
            text = self.lines[i].text
            if self.tabs and (language := self._tab_language(self.lines[i])):
                self.mark(i, "tab", language)
                self.tabs.append((i, language))
            elif not text[0].isalnum() and _SEPARATOR.fullmatch(text):
                self.mark(i, "furniture", "separator")
            elif support.match(text):
                self.mark(i, "support")
        own = [i for i in own if self.kind[i] is None]
        if self._is_page():
            own = self._summary(own)
        for i in own:
            self.mark(i, "body")
        self._notes(own)

    def _summary(self, own: list[int]) -> list[int]:
        """Take the page's summary off the end of the text, where the head gave none."""
        viewer = max((i for i, name in enumerate(self.name) if name == "viewer"), default=-1)
        after = [i for i in own if i > viewer] if viewer >= 0 else []
        if "summary" in self.kind:
            given = {
                manners.squashed(self.lines[i].text) for i, kind in enumerate(self.kind) if kind == "summary"
            }
            for i in own[-3:]:
                if manners.squashed(self.lines[i].text) in given:
                    self.mark(i, "furniture", "summary again")
            return [i for i in own if self.kind[i] is None]
        if not own or (self.tail == len(self.lines) and not after):
            return own
        last, text = own[-1], self.lines[own[-1]].text
        described = [self.lines[i].text for i, kind in enumerate(self.kind) if kind == "description"]
        same = any(
            manners.squashed(text).startswith(manners.squashed(d)[:200])
            or manners.squashed(d).startswith(manners.squashed(text)[:200])
            for d in described
        )
        speaks = bool(_SUMMARY_VERB.search(text)) or bool(types.find(text[:60]))
        # Below the notes the document is over.
        speaks = speaks or (len(own) > 1 and _NOTE.match(self.lines[own[-2]].text) is not None)
        alone = len(own) == 1
        if same or after or (manners.is_summary_like(text) and (speaks if described or alone else True)):
            self.mark(last, "summary")
            return own[:-1]
        return own

    def _is_sign(self, number: str) -> bool:
        """Whether the number stands as a note's sign, stuck to a word: "the trade mission2"."""
        at = self.reading.find(number)
        while at >= 0:
            match = _SMALL_NUMBER.match(self.reading, at)
            if match and match[0] == number and _STUCK.search(self.reading, max(0, at - 3), at):
                return True
            at = self.reading.find(number, at + 1)
        return False

    def _notes(self, own: list[int]) -> None:
        """Notes: marked lines at the end of the words, or all that stands below a rule; and the shelf mark that an
        edition prints below a paper, on a line of its own in brackets."""
        kept = [i for i in own if "]" in self.lines[i].text[-4:] and archival.in_brackets(self.lines[i].text)]
        for i in kept:
            self.mark(i, "source")
        own = [i for i in own if i not in kept]
        for n in range(len(own) - 1, -1, -1):
            text = self.lines[own[n]].text
            digits = _NUMBERED.match(text)
            if not _NOTE.match(text) or (digits and not self._is_sign(digits[1])):
                break
            self.mark(own[n], "note")
        rules = [i for i, name in enumerate(self.name) if name == "separator"]
        for rule in rules:
            first = bisect_right(own, rule)
            few = (len(own) - first) * 2 < len(own) + 6
            if first < len(own) and few and _NOTE.match(self.lines[own[first]].text):
                for i in own[first:]:
                    cites = self.lines[i].text.startswith(("[", "_[")) and not _NOTE.match(self.lines[i].text)
                    self.mark(i, "source" if cites else "note")
                break

    # The information block

    def _tail(self) -> None:
        fields: dict[str, str] = table("page_labels")["labels"]
        label: str | None = None
        supporters = [self.lines[i].text for i, kind in enumerate(self.kind) if kind == "support"]
        for i in range(self.tail, len(self.lines)):
            text = self.lines[i].text
            if self.kind[i] is not None:
                continue
            known = _label(text)
            if known is not None:
                self.mark(i, "label", known)
                label = fields[known]
            elif _search("support").match(text):
                self.mark(i, "support")
            elif _search("rights").match(text):
                self.mark(i, "rights")
                label = "rights"
            elif (
                label == ""
                and self.lines[i].gap > 1
                and manners.is_sentence(text)
                and "source" in self.kind[self.tail : i]
            ):
                self.mark(i, "rights")  # without labels: the source, a wide gap, then who may use the paper
                label = "rights"
            else:
                field = manners.field_of(text, label, supporters)
                self.mark(
                    i, "rights" if field == "rights" else "source" if field == "source" else "value", field
                )

    def _inline_labels(self, start: int) -> None:
        """Labels that stand before their value at the foot of a text: "Source: ...", "Rights: ...", wrapped or not."""
        fields: dict[str, str] = table("page_labels")["labels"]
        last = min(self.tail, len(self.lines)) - 1
        while last > start:
            for first in range(last, max(last - WRAPPED_LINES, start), -1):
                line = self.lines[first]
                match = _LABELLED.match(line.text)
                field = fields.get(match[1].casefold()) if match and self.kind[first] is None else None
                if (
                    match
                    and field
                    and (first == last or not any(later.gap for later in self.lines[first + 1 : last + 1]))
                ):
                    break
            else:
                return
            kind = {"source": "source", "rights": "rights", "summary": "summary"}.get(field, "value")
            self.extra.append((first, Block(kind, line.start + match.end(), self.lines[last].end, field)))
            for i in range(first, last + 1):
                self.mark(i, "label", match[1].casefold())
            last = first - 1

    # What comes out

    def blocks(self) -> Iterator[Block]:
        """Blocks in reading order; hard-wrapped lines of one paragraph are one block."""
        inside: dict[int, list[Block]] = {}
        for i, block in self.extra:
            inside.setdefault(i, []).append(block)
        main = self._main_tab
        wrapped = self._wrapped()
        open_block: Block | None = None
        for i, line in enumerate(self.lines):
            kind = self.kind[i] or "furniture"
            name = self.name[i]
            if kind in ("body", "note") and self.tabs:
                name = self._tab_at(i)
                kind = kind if name == main else "other"
            if (
                open_block is None
                and kind == "label"
                and i
                and i not in inside
                and self.kind[i - 1] == "label"
                and line.gap == 0
                and self.name[i - 1] == name
            ):
                continue  # the wrapped end of a value
            if open_block and kind == open_block.kind and line.gap == 0 and i in wrapped:
                open_block = Block(kind, open_block.start, line.end, open_block.name)
                continue
            if open_block:
                yield open_block
            open_block = Block(kind, line.start, line.end, name)
            if i in inside:
                if kind == "label":
                    yield Block(kind, line.start, inside[i][0].start, name)
                yield from inside[i]
                open_block = None
        if open_block:
            yield open_block

    def _wrapped(self) -> set[int]:
        """Lines that continue the one before: in texts broken to a fixed width, below a full line."""
        body = [i for i, kind in enumerate(self.kind) if kind in ("body", "note")]
        widths = [len(self.lines[i].text) for i in body]
        if len(body) < 6 or (max(widths) > 110 and not self.cable):
            return set()
        full = (cable_frame.FULL_LINE if self.cable else max(widths)) * 0.72
        joined = {
            i
            for i in body
            if i
            and i not in self.opens
            and self.kind[i - 1] == self.kind[i]
            and self.lines[i].gap == 0
            and len(self.lines[i - 1].text) >= full
        }
        return joined if len(joined) * 3 > len(body) else set()

    @cached_property
    def _main_tab(self) -> str | None:
        """The tab of this text: the English one, else the first."""
        named = [language for _, language in self.tabs]
        return "en" if "en" in named else named[0] if named else None

    @cached_property
    def _tabs_in_a_row(self) -> bool:
        """Whether the tabs are only named, one below the other, so that all words belong to the first."""
        rows = [at for at, _ in self.tabs]
        return len(rows) > 1 and all(b - a == 1 for a, b in itertools.pairwise(rows))

    def _tab_at(self, i: int) -> str | None:
        """The tab under which a line stands."""
        before = bisect_left(self.tabs, (i, ""))
        return self.tabs[before - 1][1] if before and not self._tabs_in_a_row else self._main_tab

    def parallel_texts(self) -> tuple[ParallelText, ...]:
        """The words under the tabs of other languages."""
        if not self.tabs:
            return ()
        texts: dict[str, list[str]] = {}
        main = self._main_tab
        for i, line in enumerate(self.lines):
            if self.kind[i] == "body" and (language := self._tab_at(i)) != main and language:
                texts.setdefault(language, []).append(line.text)
        return tuple(
            ParallelText(language, "\n\n".join(words), "original" if main == "en" else "translation")
            for language, words in texts.items()
        )
