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
- A message inside another paper is cited with parties, kind, number and date, "in" the paper.
- Page ranges get their full last page and are then shortened as the style wants; citeproc-py loses digits of a
  range that comes shortened ("140-1").

Behind the style, a comma or stop that follows a closing quotation mark is set before it, as in American use;
citeproc-py does not do it. Text and HTML are written from that one result, in which two characters that no
text may hold mark italics: so they say the same, and nothing of a document can become a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from threading import Lock
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source import BibliographySource, LiteralDate, Name, Reference
from citeproc.string import String

from fonds.errors import NotFound, UsageError
from fonds.exporters import csl, dates, description
from fonds.exporters.dates import Wording
from fonds.exporters.description import line, unstopped
from fonds.model import Document, Source


@dataclass(frozen=True, slots=True)
class Style:
    """A style that can be asked for. ``csl`` is a file in ``data/csl``; ``note`` takes its notes, else its
    reference list; ``quotes_title`` and ``gives_place`` tell how it treats titles and places of publication,
    ``ranges`` how it shortens the last page: ``chicago``, ``two`` (to two digits) or ``full``."""

    name: str
    title: str
    csl: str
    note: bool = False
    wording: Wording = dates.DAY_FIRST
    quotes_title: bool = True
    gives_place: bool = True
    ranges: str = "chicago"
    undated: str = "n.d."
    """What stands for a date that is not known; "" where nothing does."""


STYLES: tuple[Style, ...] = (
    Style("chicago-notes", "Chicago, note", "chicago", note=True),
    Style("chicago-bibliography", "Chicago, bibliography", "chicago"),
    Style("turabian-notes", "Turabian, note", "chicago", note=True, wording=dates.MONTH_FIRST),
    Style("turabian-bibliography", "Turabian, bibliography", "chicago", wording=dates.MONTH_FIRST),
    Style("mla", "MLA", "mla", wording=dates.DAY_FIRST_SHORT, gives_place=False, ranges="two", undated=""),
    Style(
        "apa", "APA", "apa", wording=dates.YEAR_FIRST, quotes_title=False, gives_place=False, ranges="full"
    ),
)

FORMATS = ("text", "html")

# Unicode keeps these for inner use; texts of the world do not have them.
_ITALIC, _UPRIGHT = "\ufdd0", "\ufdd1"
_MARKS = re.compile(f"[{_ITALIC}{_UPRIGHT}]")
_FORMATTER = SimpleNamespace(preformat=str, Italic=lambda text: f"{_ITALIC}{text}{_UPRIGHT}")

_PEOPLE = ("author", "recipient", "translator", "container-author", "editor")
_TEXTS = ("container-title", "source", "URL")

_KEY = "document"
_RANGE = re.compile(r"(?<![\w.])(\d+) ?[-–—] ?(\d+)(?!\w)")
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
    message: str | None = None,
) -> str:
    """The citation; ``address`` is the permalink, ``archive_title`` the name of the archive that shows it, ``message`` the
    id of a message inside the document, which is then cited "in" it.

    UsageError: unknown style or format. NotFound: no such message.
    """
    chosen = style_named(style)
    if format not in FORMATS:
        raise UsageError(f"There is no citation format {format!r}; choose one of {', '.join(FORMATS)}.")
    inside = _inside(document, message, chosen)
    reference = _reference(document, chosen, address, archive_title, bool(inside))
    with _one_at_a_time:
        text = _render(chosen, reference)
    text = inside + _punctuate(text, chosen, document)
    return _as_html(text, line(address)) if format == "html" else _MARKS.sub("", text)


def _inside(document: Document, id: str | None, style: Style) -> str:
    """What stands before the citation of a document where a message inside it is cited; "" for the document itself."""
    if id is None or ((outer := description.outermost(document)) and outer.id == id):
        return ""
    message = next((message for message in document.messages if message.id == id), None)
    if message is None:
        raise NotFound(
            f"The document has no message {id[:20]!r} inside; its messages are listed on its page."
        )
    senders, recipients = (_and([line(who.name) for who in people]) for people in (message.from_, message.to))
    what = " no. ".join(filter(None, (line(message.kind) or "message", line(message.number))))
    when = line(dates.words(message.sent, style.wording)) if message.sent else style.undated
    addressed = f"{what[0].upper()}{what[1:]}{f' to {recipients}' if recipients else ''}"
    if style.note:
        way = (f"{senders} to {recipients}" if recipients else senders, what) if senders else (addressed,)
        return _clean(", ".join(filter(None, (*way, when, "in "))))
    if not style.quotes_title:
        parts = (senders, f"({when})", f"[{addressed}]") if senders else (f"[{addressed}]", f"({when})")
    else:
        parts = (senders, addressed, when)
    return _clean("".join(f"{part}." + " " for part in map(_unended, filter(None, parts))) + "In ")


def _unended(text: str) -> str:
    return text.removesuffix(".")


def _and(names: list[str]) -> str:
    names = [name for name in names if name]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


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


def _render(style: Style, reference: Any) -> str:
    source = BibliographySource()
    source.add(reference)
    bibliography = CitationStylesBibliography(_parsed(style.csl), source, _FORMATTER)
    citation = Citation([CitationItem(_KEY)])
    bibliography.register(citation)
    rendered = bibliography.cite(citation, _no_such) if style.note else bibliography.bibliography()[0]
    return str(rendered)


def _no_such(item: Any) -> str:
    raise KeyError(item.key)


def _reference(
    document: Document, style: Style, address: str | None, archive_title: str | None, holds: bool
) -> Any:
    """The document as citeproc-py wants it, shaped as told in the head of this module; ``holds``: a message that is
    cited stands in it, so that it need not be sorted by its author."""
    item = csl.item(document, address, archive_title)
    title = unstopped(item["title"])
    book = description.printed(document)
    texts = {variable: item.get(variable, "") for variable in _TEXTS} | {
        "title": _inner_quotes(title) if style.quotes_title else title,
        # A title that was supplied begins with the genre.
        "genre": item.get("genre", "") if line(document.title) else "",
        "volume": ", pt. ".join(item[part] for part in ("volume", "part") if part in item),
        "page": _pages(item.get("page", ""), style.ranges),
        "publisher": _imprint(book, style.gives_place) if book else "",
        "archive": "; ".join(map(str, description.holdings(document, but=book, typographic=True))),
    }
    values: dict[str, Any] = {variable: String(_clean(text)) for variable, text in texts.items() if text}
    for variable, names in _people(item, title, style.note or holds).items():
        values[variable] = [Name(literal=_clean(name)) for name in names]
    if document.date:
        values["issued"] = LiteralDate(_clean(line(dates.words(document.date, style.wording))))
    reference = Reference(_KEY, item["type"], **{name.replace("-", "_"): values[name] for name in values})
    # citeproc-py tests every variable under a name with underscores, but takes names under their own.
    reference.update(values)
    return reference


def _people(item: csl.Item, title: str, is_note: bool) -> dict[str, list[str]]:
    """The names to give, by variable, without those that the title gives already."""
    people = {
        variable: [name["literal"] for name in item[variable]] for variable in _PEOPLE if variable in item
    }
    told = _words_of(title)
    senders = people.get("author", [])
    is_told = any(_words_of(f"{sender} to") in told for sender in senders)
    people["recipient"] = [
        name for name in people.get("recipient", []) if not (is_told or _words_of(name) in told)
    ]
    if is_note:
        people["author"] = [name for name in senders if _words_of(name) not in told]
    return {variable: names for variable, names in people.items() if names}


def _words_of(text: str) -> str:
    """The words of a text in small letters, each between spaces; initials left out, if there is more."""
    words = _WORD.findall(text.casefold())
    return " " + " ".join([word for word in words if len(word) > 1] or words) + " "


def _imprint(book: Source, with_place: bool) -> str:
    """ "Beijing: Zhongyang wenxian chubanshe, 1987"; the place alone where no publisher is known."""
    place, publisher, year = line(book.place), line(book.publisher), line(book.year)
    house = ": ".join(part for part in (place, publisher) if part) if with_place else publisher or place
    return ", ".join(part for part in (house, year) if part)


def _pages(text: str, ranges: str) -> str:
    """The ranges in the text, as a style shortens them. Chicago Manual of Style, "Inclusive numbers".

    >>> [_pages(pages, "chicago") for pages in ("83-4", "100-4", "107-8", "140-2", "1496-1500")]
    ['83–84', '100–104', '107–8', '140–42', '1496–500']
    >>> _pages("83-4, 103-104", "two"), _pages("140-2", "full")
    ('83–84, 103–04', '140–142')
    """
    return _RANGE.sub(lambda match: f"{match[1]}–{_last_page(match[1], match[2], ranges)}", text)


def _last_page(first: str, last: str, ranges: str) -> str:
    whole = first[: max(0, len(first) - len(last))] + last
    last = whole if int(whole) >= int(first) else last
    if ranges == "full" or len(last) != len(first) or len(first) < 3:
        return last
    if ranges == "chicago" and first.endswith("00"):
        return last
    changed = next((place for place in range(len(last)) if first[place] != last[place]), len(last) - 1)
    if ranges == "chicago" and first[-2] == "0":
        return last[changed:]
    return last[min(changed, len(last) - 2) :]


def _inner_quotes(title: str) -> str:
    """The title with single quotation marks, to stand between double ones.

    >>> _inner_quotes('Talk on "peace" and “war”')
    'Talk on ‘peace’ and ‘war’'
    """
    title = re.sub(r'(?<![^\s(\[])"', "‘", title).replace('"', "’")
    return title.replace("“", "‘").replace("”", "’")


def _clean(text: str) -> str:
    return _MARKS.sub("", text)


def _punctuate(text: str, style: Style, document: Document) -> str:
    """Stops and commas where they belong at quotation marks and italics; translated titles are upright."""
    book = description.printed(document)
    if book and line(book.translated_title):
        translated = f" [{_clean(line(book.translated_title))}]"
        text = text.replace(f"{translated}{_UPRIGHT}", f"{_UPRIGHT}{translated}")
    if style.quotes_title:
        text = re.sub(r"”([.,])", r"\1”", text)
        text = re.sub(r"([.?!])\.”", r"\1”", text)
    return re.sub(rf"([.,;:?!]){_UPRIGHT}\1", rf"\1{_UPRIGHT}", text)


def _as_html(text: str, address: str) -> str:
    """Escaped, with italics, and with the permalink as a link if it is one of the web."""
    before, link, after = text.rpartition(address) if re.match(r"https?://", address) else (text, "", "")
    anchor = f'<a href="{escape(link)}">{_escape(link)}</a>' if link else ""
    return (_escape(before) + anchor + _escape(after)).replace(_ITALIC, "<i>").replace(_UPRIGHT, "</i>")


def _escape(text: str) -> str:
    return escape(text, quote=False)
