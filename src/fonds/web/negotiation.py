"""Which form of a document a client asks for by its ``Accept`` header (RFC 9110, section 12.5.1).

A browser gets the page; ``curl -H 'Accept: application/x-bibtex'`` on the same address gets BibTeX. Whatever is no
media range is passed over, and so is a header that leaves nothing: an answer in the usual form is more use than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PAGE = ("text/html", "application/xhtml+xml")
MAX_CHARACTERS = 2000
MAX_RANGES = 50
_RANGE = re.compile(r"([\w!#$&^.+-]+|\*)/([\w!#$&^.+-]+|\*)", re.ASCII)
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


def ranges(header: str) -> list[tuple[str, str, float]]:
    """The media ranges of a header: type, subtype, quality; nonsense left out.

    >>> ranges("text/html;level=1;q=0.5, */*;q=0.1, q=2;;, a/b;q=9")
    [('text', 'html', 0.5), ('*', '*', 0.1), ('a', 'b', 1.0)]
    """
    found = []
    for item in header[:MAX_CHARACTERS].lower().split(",")[:MAX_RANGES]:
        name, *parameters = [part.strip() for part in item.split(";")]
        match = _RANGE.fullmatch(name)
        if not match or (match[1] == "*" and match[2] != "*"):
            continue
        given = [
            value.strip() for key, _, value in (p.partition("=") for p in parameters) if key.strip() == "q"
        ]
        quality = float(given[0]) if given and _QUALITY.fullmatch(given[0]) else 1.0
        found.append((match[1], match[2], quality))
    return found


def quality(media_type: str, asked: Sequence[tuple[str, str, float]]) -> float:
    """How much a type is wanted: what the most specific range says that matches it; 0 where none does."""
    main, _, sub = media_type.partition("/")
    best = max(
        ((t == main, s == sub, q) for t, s, q in asked if t in (main, "*") and s in (sub, "*")),
        default=(0, 0, 0.0),
    )
    return best[2]


def chosen(header: str, offered: Sequence[str]) -> str | None:
    """The type of ``offered`` that is wanted more than a page; ``None`` for the page. Earlier ones win.

    >>> chosen("application/x-bibtex, text/html;q=0.5", ["application/json", "application/x-bibtex"])
    'application/x-bibtex'
    >>> chosen("text/html,application/xml;q=0.9,*/*;q=0.8", ["application/xml"]) is chosen("zzz", ["a/b"]) is None
    True
    """
    asked = ranges(header)
    if not asked:
        return None
    page = max(quality(name, asked) for name in PAGE)
    best = max(offered, key=lambda name: quality(name, asked), default=None)
    return best if best is not None and quality(best, asked) > page else None
