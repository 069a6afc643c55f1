"""HTML that was saved under the name of a text: what a browser would show of it, line by line, by lxml.

Block elements stand on lines of their own, headings and paragraphs with an empty line around them; the
cells of a table row are parted by tabs. What no reader sees (head, scripts, styles, forms' choices) is left out.
Which elements are which stands in ``data/html_elements.toml``.

>>> rendered("<html><head><title>x</title></head><body><h1>Telegram</h1><p>To <b>Orlo</b><br>Closed.</p></body>")
'Telegram\\n\\nTo Orlo\\nClosed.\\n'

Limits: no style sheets, so that what they hide is shown; pictures leave nothing, not even their description;
elements nested more than some hundreds deep are lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from fonds.data import table

_START = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CLOSING = re.compile(r"</(?:p|div|span|td|li|h\d|a|b|i|em|strong|font)\s*>", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Ends nothing: a browser shows what stands behind it, such as a second page, and libxml2 does not."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
"""A browser makes one blank of these, not of blanks that must not break."""
FEW_TAGS = 5
"""So many closing tags in the first SAMPLE characters a text may quote; more make it a piece of a page."""
SAMPLE = 5_000


def begins_as_page(text: str) -> bool:
    """Whether a text begins as a page of HTML does."""
    return _START.match(text[:SAMPLE]) is not None


def is_html(text: str) -> bool:
    """Whether a text is HTML: it begins as a page does, or is full of tags."""
    return begins_as_page(text) or (
        text.count("</", 0, SAMPLE) > FEW_TAGS and len(_CLOSING.findall(text[:SAMPLE])) > FEW_TAGS
    )


def rendered(text: str) -> str:
    """The words of the page, top to bottom; the empty string where there are none."""
    root = parsed(text)
    return "" if root is None else shown(root)


def parsed(text: str) -> Any:
    """The root element of the page, an lxml element; None where there is none."""
    from lxml import etree  # a slow import, for which most batches have no use

    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    return etree.fromstring(_END.sub("", text).encode("utf-8", "replace"), parser)


def shown(root: Any, without: Collection[Any] = ()) -> str:
    """The words of an element and all in it, but for the elements ``without``."""
    from lxml import etree

    hidden, rows, paragraphs = (
        frozenset(table("html_elements")[key]) for key in ("unseen", "lines", "paragraphs")
    )
    out: list[str] = []
    unseen = typed = 0  # how many elements that hide their words, or keep their line ends, are open
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag, step = element.tag, 1 if event == "start" else -1
        unseen += step * (tag in hidden or element in without)
        typed += step * (tag == "pre")
        if not unseen:
            out.append("\n\n" if tag in paragraphs else "\n" if tag in rows else "")
            out.append({"br": "\n", "td": "\t", "th": "\t"}.get(tag, "") if event == "end" else "")
            tail = element.tail if element is not root else ""  # stands behind the element
            words = (element.text if event == "start" else tail) or ""
            out.append(words if typed else _SPACES.sub(" ", words).replace("\xa0", " "))
    lines = "\n".join(line.strip() for line in "".join(out).split("\n")).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n" if lines else ""
