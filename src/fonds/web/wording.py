"""Small words for the pages: dates, names, counts, lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from fonds.model import When, Who
from fonds.values import edtf

UNDATED = "undated"


@lru_cache(maxsize=4096)
def when(value: When | None) -> str:
    """A date in words with its certainty; "undated" for none."""
    return edtf.in_words(value) if value else UNDATED


@lru_cache(maxsize=4096)
def edtf_words(value: str | None) -> str:
    """An EDTF string in words, without the wording of any page.

    >>> edtf_words("1950-05-13"), edtf_words("[1957-07-08,1957-08-07]"), edtf_words(None)
    ('13 May 1950', '8 July or 7 August 1957', 'undated')
    """
    return edtf.in_words(When(value, value)).partition(" (the page says")[0] if value else UNDATED


def span(first: str | None, last: str | None) -> str:
    """Two EDTF dates as years: "1950", "1950–1953" or nothing.

    >>> span("1950-05-13", "1953"), span("1950", "1950-12"), span(None, None)
    ('1950–1953', '1950', '')
    """
    ends = [end.strip("[]~?%")[:4] for end in (first, last) if end]
    return "–".join(dict.fromkeys(ends))


def day(value: date | datetime) -> str:
    """A calendar day: "3 March 1951"."""
    return f"{value.day} {edtf.MONTHS[value.month - 1]} {value.year}"


def day_of_year(value: date) -> str:
    """ "3 March"."""
    return f"{value.day} {edtf.MONTHS[value.month - 1]}"


def number(value: int) -> str:
    """A count with its thousands set apart by a thin space.

    >>> number(1504)
    '1\u2009504'
    """
    return f"{value:,}".replace(",", "\u2009") if value > 999 else str(value)


def count(value: int, one: str, many: str | None = None) -> str:
    """ "1 document", "12 documents".

    >>> count(1, "document"), count(0, "reply", "replies")
    ('1 document', '0 replies')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def several(items: Iterable[str], last: str = "and") -> str:
    """A list in words.

    >>> several(["Venn", "Orlo", "Sarn"])
    'Venn, Orlo and Sarn'
    """
    words = list(items)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def names(people: Iterable[Who]) -> str:
    """The names of some people in words."""
    return several([who.name for who in people])


def sentence_case(text: str) -> str:
    """The text with a capital first letter.

    >>> sentence_case("memorandum of conversation")
    'Memorandum of conversation'
    """
    return text[:1].upper() + text[1:]


def kind(type: str) -> str:
    """A document type at the head of a line; one that is known as "other" is just a document.

    >>> kind("telegram"), kind("other")
    ('Telegram', 'Document')
    """
    return "Document" if type == "other" else sentence_case(type)


def size(number_of_bytes: int) -> str:
    """A file's size.

    >>> size(812), size(48_000), size(3_400_000)
    ('812 bytes', '48 kB', '3.4 MB')
    """
    if number_of_bytes < 1000:
        return f"{number_of_bytes} bytes"
    if number_of_bytes < 1_000_000:
        return f"{number_of_bytes // 1000} kB"
    return f"{number_of_bytes / 1_000_000:.1f} MB"
