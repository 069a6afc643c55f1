"""Pages that are images: what is read on them, and where each word stands.

A page is turned grey, freed of specks and ragged edges (``fonds.importers.page_cleaning``) and given to the engine
(``fonds.importers.tesseract``); where that is in doubt of what it reads, it is asked again in other ways, and
the answers are made one (``fonds.importers.several_readings``). The language pack is chosen once a file, on its first page with enough words: that is read in English; small words
of another language, or a look of the engine at the script where nothing is legible, name the pack to read it again
with. A page that lies on its side is turned. What is read of specks, rules and edges is left out.

Nothing here asks whether to recognise: that is said by whoever reads (``using``), because it takes seconds a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from fonds.data import table
from fonds.importers import tesseract
from fonds.importers.page_cleaning import cleaned, softened
from fonds.importers.several_readings import combined, has_columns, sureness
from fonds.importers.tesseract import EngineFailed, Tesseract, Word
from fonds.model import Problem
from fonds.model.layout import Placed, Sheet
from fonds.model.problems import problem
from fonds.values import languages
from fonds.values.legibility import is_legible, legibility, weight

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
"""At which pages are recognised; what the engine is made for."""
MAX_PIXELS = 100_000_000
"""Of an image that is decoded at all: a sheet of A0 at 250 dpi. Its colours take four bytes each."""
PAGE_PIXELS = 40_000_000
"""Of the page that is recognised: A2 at 300 dpi; a larger one is read smaller."""
GOOD, POOR = 0.9, 0.75
"""Legibility of a text layer that is taken as it is; below the other, script and bearing are looked at. Printed
editions have 0.94 to 1, cables 0.9 to 1, good layers of scans 0.92 to 0.99, bad ones 0.6 to 0.9 (150 documents, 217
and 56 pages, November 2026)."""
HEAD_PAGES, GOOD_HEAD = 3, 0.98
"""On the first pages, where the head stands, a layer has to be better: among running text that is well read, labels,
stamps and what is typed behind them are often not."""
BETTER = 1.25
"""By so much must a layer outweigh what is recognised: of equals, our reading has the lines of heads and forms."""
ENOUGH_WORDS = 20
"""On a page, to tell its language."""
HARD = 0.8
"""Legibility of a page below which the reader is told."""
SURE_OF_TURN = 2.0
DOUBTFUL = 85
"""How sure the engine has to be of a page's letters in the mean, not to be asked again."""
CONTRAST = 40
"""Of 255: steps between the darkest and the brightest grey that a page with anything on it has."""
NOISE_CONFIDENCE = 40
"""Lines of which the engine is less sure, and that hold no legible word, are specks."""
PAGE_BREAK = "\n\f\n"


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page image of so many pixels; the words are spans of ``text``."""

    text: str
    width: int
    height: int
    words: tuple[Placed, ...] = ()
    recognised: bool = True


@dataclass(frozen=True, slots=True)
class _Choice:
    asked: bool
    engine: Tesseract | None = None
    kept: Mapping[int, Page] = field(default_factory=dict)
    going_on: Callable[[float], None] | None = None


_chosen: ContextVar[_Choice | None] = ContextVar("recognition", default=None)


@contextmanager
def using(
    *,
    recognise: bool,
    kept: Mapping[int, Page] | None = None,
    going_on: Callable[[float], None] | None = None,
) -> Iterator[None]:
    """While it lasts, pages are recognised or not; those in ``kept`` (by number) need not be looked at again.
    ``going_on`` is told before each run of the engine of the seconds that it may take."""
    token = _chosen.set(
        _Choice(recognise, tesseract.installed() if recognise else None, kept or {}, going_on)
    )
    try:
        yield
    finally:
        _chosen.reset(token)


def pages_of(reading: str, sheets: Iterable[Sheet]) -> dict[int, Page]:
    """The pages that a reading text and its layout were assembled of, by number."""
    found = {}
    for sheet in sheets:
        if sheet.words:
            start = reading.rfind("\f", 0, sheet.words[0].start) + 1
            start += len(reading[start:]) - len(reading[start:].lstrip("\n"))
            end = reading.find("\f", start)
            text = reading[start : end if end >= 0 else None].rstrip("\n")
            words = _moved(sheet.words, -start)
            found[sheet.number] = Page(text, sheet.width, sheet.height, words, sheet.recognised)
        else:
            found[sheet.number] = Page("", sheet.width, sheet.height)
    return found


def assembled(pages: Sequence[tuple[int, Page | str]]) -> tuple[str, tuple[Sheet, ...]]:
    """The reading text of (number, page), parted by form feeds, and the layout of those that are more than a text.

    >>> page = Page("Lamp lit.", 100, 200, (Placed(0, 4, 1, 1, 9, 5), Placed(5, 9, 11, 1, 19, 5)))
    >>> text, (sheet,) = assembled([(1, "Cover"), (2, page)])
    >>> text, [text[word.start : word.end] for word in sheet.words], pages_of(text, [sheet]) == {2: page}
    ('Cover\\n\\x0c\\nLamp lit.', ['Lamp', 'lit.'], True)
    """
    texts: list[str] = []
    sheets = []
    at = 0
    for number, page in pages:
        text = page if isinstance(page, str) else page.text
        if isinstance(page, Page):
            words = _moved(page.words, at)
            sheets.append(Sheet(number, page.width, page.height, words, page.recognised))
        texts.append(text)
        at += len(text) + len(PAGE_BREAK)
    return PAGE_BREAK.join(texts), tuple(sheets)


def _moved(words: Iterable[Placed], by: int) -> tuple[Placed, ...]:
    return tuple(replace(word, start=word.start + by, end=word.end + by) for word in words)


class Recogniser:
    """Recognises the pages of one file. ``problems`` says what a person should know about it."""

    def __init__(self) -> None:
        choice = _chosen.get() or _Choice(False)
        self.is_asked, self.engine, self._kept = choice.asked, choice.engine, choice.kept
        self._going_on = choice.going_on or (lambda seconds: None)
        self.pack: str | None = None
        self.read = self.looked = self.unread = 0
        self._faults: list[Problem] = []
        self._missing: str | None = None
        self._poor: list[int] = []

    def kept(self, number: int) -> Page | None:
        """The page as it was read before."""
        page = self._kept.get(number)
        if page is not None:
            self.looked += 1
            self.taken(number, page)
        return page

    def page(self, number: int, image: Callable[[], Image]) -> Page | None:
        """What stands on the image, which is made grey and about DPI dots per inch; None where it is not recognised,
        for a reason that is noted."""
        if self.engine is None:
            self.unread += self.is_asked
            return None
        try:
            page = self._page(image())
        except EngineFailed as error:
            self._faults.append(
                problem("page-not-recognised", {"page": number}, page=number, reason=str(error))
            )
            return None
        self.looked += 1
        return page

    def fault(self, found: Problem) -> None:
        """Notes what is wrong with a page."""
        self._faults.append(found)

    def problems(self) -> tuple[Problem, ...]:
        """What was found, once the file is read."""
        found = list(self._faults)
        if self.unread:
            found.append(problem("no-ocr-engine", count=self.unread))
        if self.read and self.engine:
            found.append(problem("recognised-text", count=self.read))
        if self._poor:
            found.append(problem("poor-recognition", {"page": self._poor[0]}, count=len(self._poor)))
        if self._missing:
            package = f"tesseract-ocr-{self._missing.replace('_', '-')}"
            found.append(problem("no-language-pack", language=self._missing, package=package))
        return tuple(found)

    def taken(self, number: int, page: Page) -> None:
        """Notes that these are the words of the page."""
        if not (page.words and page.recognised):
            return
        self.read += 1
        if legibility(page.text) < HARD:
            self._poor.append(number)

    def _page(self, image: Image) -> Page:
        assert self.engine
        size, image = image.size, cleaned(image.convert("L"))
        low, high = cast("tuple[int, int]", image.getextrema())
        if high - low < CONTRAST:
            return Page("", *size)  # an empty sheet
        words, degrees, script = self._read(image, self.pack or self._first), 0, ""
        if words and legibility(_text(words)) < POOR and (bearing := self.engine.bearing(image, dpi=DPI)):
            script = bearing.script
            if bearing.degrees and bearing.confidence >= SURE_OF_TURN:
                turned = image.rotate(-bearing.degrees, expand=True)
                better = self._read(turned, self.pack or self._first)
                if weight(_text(better)) > weight(_text(words)):
                    image, words, degrees = turned, better, bearing.degrees
        if self.pack is None and len(words) >= ENOUGH_WORDS:
            words = self._in_its_language(image, words, script)
        if words and sureness(words) < DOUBTFUL:
            words = self._read_again(image, words)
        return _enlarged(_turned_back(_laid_out(words, *image.size), degrees), *size)

    @property
    def _first(self) -> str:
        assert self.engine
        return "eng" if "eng" in self.engine.languages else min(self.engine.languages - {"osd"})

    def _read(self, image: Image, pack: str, *, one_column: bool = False) -> tuple[Word, ...]:
        assert self.engine
        self._going_on(tesseract.TIMEOUT_SECONDS)
        return self.engine.words(image, pack, dpi=DPI, one_column=one_column)

    def _read_again(self, image: Image, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """The words of a doubtful page, read in other ways as well. Where the engine saw no columns it may have cut a
        head of labels and values into some; and blurred letters hang together again."""
        one_column, pack = not has_columns(words), self.pack or self._first
        readings = [words]
        for seen in (image, softened(image)):
            if seen is image and not one_column:
                continue
            readings.append(self._read(seen, pack, one_column=one_column))
            if sureness(readings[-1]) >= DOUBTFUL:
                break
        return combined(readings)

    def _in_its_language(self, image: Image, words: tuple[Word, ...], script: str) -> tuple[Word, ...]:
        """The words, read again where they turn out to be in another language or script than that of the first try."""
        assert self.engine
        text = _text(words)
        wanted = table("packs")["languages"].get(languages.guess(text) or "")
        if wanted is None and legibility(text) < POOR:
            packs = table("packs")["scripts"].get(script, [])
            wanted = next((pack for pack in packs if pack in self.engine.languages), next(iter(packs), None))
        if wanted is None:
            return words
        if wanted not in self.engine.languages:
            self._missing = wanted
            return words
        self.pack = wanted
        return words if wanted == self._first else self._read(image, wanted)


def _text(words: Sequence[Word]) -> str:
    return _laid_out(words, 1, 1).text


def _enlarged(page: Page, width: int, height: int) -> Page:
    """The page with its boxes on a sheet of that size."""
    if (page.width, page.height) == (width, height):
        return page
    x, y = width / page.width, height / page.height
    words = tuple(
        replace(
            w,
            left=round(w.left * x),
            top=round(w.top * y),
            right=round(w.right * x),
            bottom=round(w.bottom * y),
        )
        for w in page.words
    )
    return Page(page.text, width, height, words)


def _turned_back(page: Page, degrees: int) -> Page:
    """The page as it lay before it was turned clockwise, with the boxes of its words."""
    if not degrees:
        return page
    width, height = page.width, page.height

    def box(w: Placed) -> tuple[int, int, int, int]:
        if degrees == 90:
            return w.top, width - w.right, w.bottom, width - w.left
        if degrees == 180:
            return width - w.right, height - w.bottom, width - w.left, height - w.top
        return height - w.bottom, w.left, height - w.top, w.right

    words = tuple(Placed(word.start, word.end, *box(word), word.confidence) for word in page.words)
    if degrees != 180:
        width, height = height, width
    return Page(page.text, width, height, words)


def _laid_out(words: Sequence[Word], width: int, height: int) -> Page:
    """Words as text: a line a line, an empty line between paragraphs."""
    text: list[str] = []
    placed = []
    at = 0
    before: tuple[int, int, int] | None = None
    for line, group in groupby(words, key=attrgetter("line")):
        of_line = list(group)
        if _is_noise(of_line):
            continue
        if before is not None:
            gap = "\n" if before[:2] == line[:2] else "\n\n"
            text.append(gap)
            at += len(gap)
        before = line
        for n, word in enumerate(of_line):
            if n:
                text.append(" ")
                at += 1
            text.append(word.text)
            box = word.left, word.top, word.right, word.bottom
            placed.append(Placed(at, at + len(word.text), *box, round(word.confidence)))
            at += len(word.text)
    return Page("".join(text), width, height, tuple(placed))


def _is_noise(line: Sequence[Word]) -> bool:
    """Whether a line was read of specks: no word looks like one, and the engine doubts them all."""
    if any(is_legible(word.text) and sum(map(str.isalnum, word.text)) > 2 for word in line):
        return False
    return all(word.confidence < NOISE_CONFIDENCE or not any(map(str.isalnum, word.text)) for word in line)
