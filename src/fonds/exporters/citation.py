"""A document's citation as text or HTML, written by citeproc-py after the styles in ``data/csl``.

The styles are ours. The common ones serve every kind of work, and citeproc-py 0.11 renders documents of an
archive wrongly with them: a translator stands in the author's place and again behind the title, the digital
archive is lost, one publication date is given twice, and a citation takes 40 ms. Ours know one kind of work.

What a style file cannot know is done here, in ``_reference``, before it sees the document:

- An author or recipient whom the title names is not repeated: “Telegram, Roshchin to Filippov,” 13 May 1950.
  "Roshchin to" in the title is followed by the recipient, under whatever name. Reference lists keep the
  author, because they are sorted by it.
- A date is put in words, so that uncertain (?) and approximate (ca.) dates, intervals and alternatives differ.
- All places where the document is kept are given, the ranges of leaves with an en dash; the first publication
  whose title is known is the container, with place, publisher and year in one.
- A title loses its final stop; quotation marks in a quoted title become single.
- For HTML, all words of the document are escaped.

Behind the style, a comma or stop that follows a closing quotation mark is set before it, as in American
use; citeproc-py does not do it. In HTML the permalink is a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from threading import Lock
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import html, plain
from citeproc.source import BibliographySource, LiteralDate, Name, Reference
from citeproc.string import String

from fonds.errors import UsageError
from fonds.exporters import csl, dates, description
from fonds.exporters.dates import Wording
from fonds.exporters.description import line, unstopped
from fonds.model import Document, Source


@dataclass(frozen=True, slots=True)
class Style:
    """A style that can be asked for. ``csl`` is a file in ``data/csl``; ``note`` takes its notes, else its
    reference list; ``quotes_title`` and ``gives_place`` tell how it treats titles and places of publication."""

    name: str
    title: str
    csl: str
    note: bool = False
    wording: Wording = dates.DAY_FIRST
    quotes_title: bool = True
    gives_place: bool = True


STYLES: tuple[Style, ...] = (
    Style("chicago-notes", "Chicago, note", "chicago", note=True),
    Style("chicago-bibliography", "Chicago, bibliography", "chicago"),
    Style("mla", "MLA", "mla", wording=dates.DAY_FIRST_SHORT, gives_place=False),
    Style("apa", "APA", "apa", wording=dates.YEAR_FIRST, quotes_title=False, gives_place=False),
)

FORMATS = ("text", "html")

_FORMATTERS = {"text": plain, "html": html}
_NAMES = ("author", "recipient", "translator", "container-author", "editor")
_TEXTS = ("genre", "container-title", "page", "source", "URL")

_KEY = "document"
_WORD = re.compile(r"[^\W_]+")

# citeproc-py keeps its state in the parsed style: one citation at a time.
_one_at_a_time = Lock()


def style_named(name: str) -> Style:
    """The style of that name. UsageError: there is none."""
    for style in STYLES:
        if style.name == name:
            return style
    known = ", ".join(style.name for style in STYLES)
    raise UsageError(f"There is no citation style {name!r}; choose one of {known}.")


def cite(
    document: Document,
    style: str = "chicago-notes",
    format: str = "text",
    address: str | None = None,
    archive_title: str | None = None,
) -> str:
    """The citation; ``address`` is the permalink, ``archive_title`` the name of the archive that shows it.

    UsageError: unknown style or format.
    """
    chosen = style_named(style)
    if format not in FORMATS:
        raise UsageError(f"There is no citation format {format!r}; choose one of {', '.join(FORMATS)}.")
    in_html = format == "html"
    reference = _reference(document, chosen, in_html, address, archive_title)
    with _one_at_a_time:
        text = _render(chosen, reference, _FORMATTERS[format])
    if chosen.quotes_title:
        text = _punctuate(text)
    return _in_html(text, document, line(address)) if in_html else text


def cite_many(
    documents: Iterable[Document],
    style: str = "chicago-notes",
    format: str = "text",
    address: Callable[[str], str] | None = None,
    archive_title: str | None = None,
) -> Iterator[str]:
    """The citations in the order of the documents; ``address`` gives the permalink of an id."""
    for document in documents:
        yield cite(document, style, format, address and address(document.id), archive_title)


@cache
def _parsed(name: str) -> Any:
    with files("fonds.data").joinpath("csl", f"{name}.csl").open("rb") as file:
        # The tests validate the styles against the CSL schema.
        return CitationStylesStyle(file, validate=False)


def _render(style: Style, reference: Any, formatter: Any) -> str:
    source = BibliographySource()
    source.add(reference)
    bibliography = CitationStylesBibliography(_parsed(style.csl), source, formatter)
    citation = Citation([CitationItem(_KEY)])
    bibliography.register(citation)
    rendered = bibliography.cite(citation, _no_such) if style.note else bibliography.bibliography()[0]
    return str(rendered)


def _no_such(item: Any) -> str:
    raise KeyError(item.key)


def _reference(
    document: Document, style: Style, in_html: bool, address: str | None, archive_title: str | None
) -> Any:
    """The document as citeproc-py wants it, shaped as told in the head of this module."""
    safe = _escape if in_html else str
    item = csl.item(document, address, archive_title)
    title = unstopped(item["title"])
    book = description.printed(document)
    places = description.holdings(document, but=book, typographic=True)
    people = {role: [name["literal"] for name in item.get(role, ())] for role in _NAMES}
    named = _words_of(title)
    if not any(_names(named, f"{author} to") for author in people["author"]):
        people["recipient"] = [name for name in people["recipient"] if not _names(named, name)]
    else:
        people["recipient"] = []
    if style.note:
        people["author"] = [name for name in people["author"] if not _names(named, name)]
    texts = {variable: item.get(variable, "") for variable in _TEXTS} | {
        "title": _inner_quotes(title) if style.quotes_title else title,
        "volume": ", pt. ".join(part for part in (item.get("volume"), item.get("part")) if part),
        "publisher": _imprint(book, style.gives_place) if book else "",
        "archive": "; ".join(map(str, places)),
    }
    values: dict[str, Any] = {key: String(safe(text)) for key, text in texts.items() if text}
    values |= {role: [Name(literal=safe(name)) for name in names] for role, names in people.items() if names}
    if document.date:
        values["issued"] = LiteralDate(safe(line(dates.words(document.date, style.wording))))
    return Reference(_KEY, item["type"], **{key.replace("-", "_"): value for key, value in values.items()})


def _words_of(text: str) -> str:
    """The words of a text in small letters, each between spaces."""
    return " " + " ".join(_WORD.findall(text.casefold())) + " "


def _names(words: str, name: str) -> bool:
    """Whether a text, as ``_words_of`` gives it, holds the name."""
    return _words_of(name) in words


def _imprint(book: Source, with_place: bool) -> str:
    """ "Beijing: Zhongyang wenxian chubanshe, 1987"; the place alone where no publisher is known."""
    place, publisher, year = line(book.place), line(book.publisher), line(book.year)
    house = ": ".join(part for part in (place, publisher) if part) if with_place else publisher or place
    return ", ".join(part for part in (house, year) if part)


def _inner_quotes(title: str) -> str:
    """The title with single quotation marks, to stand between double ones.

    >>> _inner_quotes('Talk on "peace" and “war”')
    'Talk on ‘peace’ and ‘war’'
    """
    title = re.sub(r'(?<![^\s(\[])"', "‘", title).replace('"', "’")
    return title.replace("“", "‘").replace("”", "’")


def _punctuate(text: str) -> str:
    return re.sub(r"”([.,])", lambda match: match[1] + "”", text).replace("?.”", "?”").replace("!.”", "!”")


def _in_html(text: str, document: Document, address: str) -> str:
    """The last touches: a translated title is not in italics, the permalink is a link."""
    book = description.printed(document)
    translated = f" [{_escape(line(book.translated_title))}]" if book else ""
    text = text.replace(f"{translated}</i>", f"</i>{translated}") if translated else text
    if not re.match(r"https?://", address):
        return text
    before, shown, after = text.rpartition(_escape(address))
    return f'{before}<a href="{escape(address)}">{shown}</a>{after}' if shown else text


def _escape(text: str) -> str:
    return escape(text, quote=False)
