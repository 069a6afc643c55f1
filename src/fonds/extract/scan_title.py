"""What a paper on page images is about, and what of its title is only noise.

The words behind "SUBJECT:" are its title if the engine is sure of them. What other rules take for a title, or for
somebody present, is left out where the page is poor and these words are doubtful. A poor paper without a title is
called what it is: the scan of a file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from fonds.data import table
from fonds.extract import scan_rows
from fonds.extract.found import Found
from fonds.extract.scan_rows import Row, Seen
from fonds.extract.scan_words import is_for, is_memorandum, label, letters, nearest
from fonds.model import Draft, Finding, Message, Problem
from fonds.model.layout import Placed
from fonds.values import dates
from fonds.values.legibility import is_legible, legibility

PAGES, HEAD_ROWS = 3, 30
SPECKS = 2
"""Words that may stand before a label, of so many letters each."""
MOST_ROWS, NEXT = 3, 2.2
"""Rows of a subject, and heights of its letters from one to the next."""
INDENT = 3
"""Heights by which rows of a subject may begin apart."""
GOOD_PAGE, GOOD_LAYER = 85.0, 0.97
"""Mean confidence, and legibility where an engine of others has read, from which on a page is well read."""
SURE, DOUBTED, SHORT = 80.0, 50, 2
"""Mean confidence of words that are believed, and that of a single one which is not; shorter ones do not count."""
CONFIDENCE = 0.8
FIGURES = 4
"""Of a file's name, from which on it is a number that may be stamped on the paper."""
SURE_FIGURE = 80
"""Confidence of a word with figures that is believed."""
DOUBTED_FIELDS = ("date", "participants")
"""Findings of rules for clean texts, besides titles and messages, that are doubted on a poor page."""
FIRST_LINES = ("text/title", "page/title")
"""Rules that take a title by where it stands."""


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """The subject, and that the paper is a memorandum where its first words say so."""
    if not found.draft.layout:
        return
    reading = found.reading
    for page in scan_rows.pages(reading, found.draft.layout, PAGES):
        head = page[:HEAD_ROWS]
        if not found.all("type") and any(_is_memorandum(row) for row in head):
            row = next(row for row in head if _is_memorandum(row))
            first = _first(row)
            span = row.words[first].at.start, row.words[first].at.end
            yield Finding("type", "memorandum", *span, "scan/head", CONFIDENCE)
        for n, row in enumerate(head):
            words = _behind_subject(row)
            if not words:
                continue
            words = [*words, *_further(head[n + 1 : n + MOST_ROWS], words[0])]
            start, end = words[0].at.start, words[-1].at.end
            if _is_sure([word.at for word in words], reading) and _stand_together(words, reading):
                title = " ".join(reading[start:end].split()).rstrip(" .,;:")
                yield Finding("title", title, start, end, "scan/subject", CONFIDENCE)
                return


def believable(draft: Draft, findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those of whose words nobody can be sure, and without titles that only a stamp, a day or
    the file's number are. The first lines of a poor page are no title however well they were read."""
    words = Words(draft)
    poor = is_poor(draft)
    kept = [finding for finding in findings if _is_believable(finding, draft, words, poor=poor)]
    return [_with_sure_parties(finding, words) for finding in kept] if poor else kept


def _is_believable(finding: Finding, draft: Draft, words: Words, *, poor: bool) -> bool:
    if finding.method.startswith("scan/"):
        return True
    if finding.field == "title":
        title, by_place = str(finding.value), finding.method in FIRST_LINES
        if is_stamp(draft, title) or (by_place and (" " not in title or dates.parse(title))):
            return False
        return not poor or (not by_place and words.are_sure(finding.start, finding.end))
    return not poor or finding.field not in DOUBTED_FIELDS or words.are_sure(finding.start, finding.end)


def _with_sure_parties(finding: Finding, words: Words) -> Finding:
    """A message without senders, or recipients, of whose names one is in doubt."""
    message = finding.value
    if not isinstance(message, Message) or finding.method.startswith("scan/"):
        return finding
    details = finding.details
    for part in ("from", "to"):
        if all(words.are_sure(e.start, e.end) for e in details if e.path.startswith(f"/{part}/")):
            continue
        message = replace(message, from_=()) if part == "from" else replace(message, to=())
        details = tuple(e for e in details if not e.path.startswith(f"/{part}/"))
    return finding if message is finding.value else replace(finding, value=message, details=details)


class Words:
    """The words of a draft's page images, by their place in its text."""

    def __init__(self, draft: Draft) -> None:
        self._reading = draft.reading
        self._words = [word for sheet in draft.layout for word in sheet.words]
        self._ends = [word.end for word in self._words]

    def within(self, start: int, end: int) -> list[Placed]:
        """The words that a span touches."""
        first = bisect_right(self._ends, start)
        last = first
        while last < len(self._words) and self._words[last].start < end:
            last += 1
        return self._words[first:last]

    def are_sure(self, start: int, end: int) -> bool:
        """Whether the engine is sure of them, of each figure too; a span without words is nothing that was read."""
        found = self.within(start, end)
        return not found or (_is_sure(found, self._reading) and figures_are_sure(found, self._reading))


def figures_are_sure(words: Iterable[Placed], reading: str) -> bool:
    """Whether the engine is sure of every word with a figure: a wrong one looks as well as the right one."""
    return all(
        word.confidence is None or word.confidence >= SURE_FIGURE
        for word in words
        if any(map(str.isdigit, reading[word.start : word.end]))
    )


def is_stamp(draft: Draft, words: str) -> bool:
    """Whether words at the head of a scan were put there later: the number that the file is named by, or what says
    that it was released.

    >>> from fonds.model import Original
    >>> draft = Draft("", Original("box 3/104-0412.pdf", "0" * 64, "application/pdf"))
    >>> [is_stamp(draft, words) for words in ("104-0412 SECRET", "Approved for Release 2031", "The lamp is lit")]
    [True, True, False]
    """
    stem = letters(PurePosixPath(draft.original.name).stem)
    bare = letters(words)
    if sum(map(str.isdigit, stem)) >= FIGURES and stem in bare:
        return True
    return any(letters(stamp) in bare for stamp in table("scan_heads")["stamps"]["words"])


def is_readable(draft: Draft, words: str) -> bool:
    """Whether these first words of the paper may stand for a title."""
    if is_poor(draft) or is_stamp(draft, words):
        return False
    placed = next((sheet.words for sheet in draft.layout if sheet.words), ())
    return not placed or _is_sure(placed[: len(words.split())], draft.reading)


def is_poor(draft: Draft) -> bool:
    """Whether the first page with words was read badly."""
    sheet = next((sheet for sheet in draft.layout if sheet.words), None)
    if sheet is None:
        return False
    counted = [(_size(word, draft.reading), word.confidence) for word in sheet.words]
    sure = [(size, confidence) for size, confidence in counted if confidence is not None]
    if sure:
        return sum(size * confidence for size, confidence in sure) < GOOD_PAGE * sum(size for size, _ in sure)
    return legibility(draft.reading[sheet.words[0].start : sheet.words[-1].end]) < GOOD_LAYER


def supplied(draft: Draft) -> str:
    """What a poor scan without a title is called.

    >>> from fonds.model import Original
    >>> from fonds.model.layout import Sheet
    >>> supplied(Draft("", Original("box 3/0412.pdf", "0" * 64, "application/pdf"), layout=(Sheet(1, 9, 9),)))
    'Scan of 0412, 1 page'
    """
    count = len(draft.layout)
    name = PurePosixPath(draft.original.name)
    return f"Scan of {name.stem or name}, {count} page{'' if count == 1 else 's'}"


def _size(word: Placed, reading: str) -> int:
    return sum(map(str.isalnum, reading[word.start : word.end]))


def _is_sure(words: Sequence[Placed], reading: str) -> bool:
    """Whether the engine is sure of the words, or whoever read them left nothing that is no word."""
    if not words:
        return False
    counted = [(size, word) for word in words if (size := _size(word, reading)) > SHORT]
    if any(word.confidence is None for word in words):
        return all(is_legible(reading[word.start : word.end]) for _, word in counted)
    if not counted or min(word.confidence or 0 for _, word in counted) < DOUBTED:
        return False
    mean = sum(size * (word.confidence or 0) for size, word in counted) / sum(size for size, _ in counted)
    return mean >= SURE


def _first(row: Row) -> int:
    """The number of the first word that is no speck."""
    return next((n for n, word in enumerate(row.words[: SPECKS + 1]) if len(letters(word.text)) > SPECKS), 0)


def _is_memorandum(row: Row) -> bool:
    n = _first(row)
    return n + 1 < len(row.words) and is_memorandum(row.words[n].text) and is_for(row.words[n + 1].text)


def _behind_subject(row: Row) -> list[Seen]:
    """The words behind the label, up to a wide gap."""
    names = table("scan_heads")["subject"]["labels"]
    for n, word in enumerate(row.words[: SPECKS + 1]):
        bare = letters(word.text)
        behind = n + 1
        while behind < len(row.words) and not letters(row.words[behind].text):
            behind += 1
        marked = any(sign in w.text for w in row.words[n:behind] for sign in ":;")
        if (bare in names or nearest(bare, names) == "subject") and marked:
            end = next((k for k in range(behind + 1, len(row.words)) if row.is_apart(k)), len(row.words))
            found = [w for w in row.words[behind:end] if letters(w.text)]
            return (
                [] if found and found[0].text.startswith("(") else found
            )  # what a form says is to be filled in
        if len(bare) > SPECKS:
            break
    return []


def _further(rows: Iterable[Row], first: Seen) -> Iterator[Seen]:
    """The words of the next rows that go on with a subject: below its beginning, and without a label."""
    above = first
    for row in rows:
        word = row.words[0]
        aside = abs(word.at.left - first.at.left) > INDENT * first.height
        if aside or label(word.text) or word.at.top - above.at.top > NEXT * first.height:
            return
        end = next((k for k in range(1, len(row.words)) if row.is_apart(k)), len(row.words))
        yield from row.words[:end]
        above = word


def _stand_together(words: Sequence[Seen], reading: str) -> bool:
    """Whether nothing else stands between them in the text but specks."""
    own = sum(len(word.text) for word in words)
    between = "".join(reading[words[0].at.start : words[-1].at.end].split())
    return len(between) <= own + SPECKS * len(words) // 2
