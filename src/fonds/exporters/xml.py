"""XML written as text: what every XML exporter shares.

Elements are put together from strings, because a tree costs five times as much. What XML 1.0 has no place for
(most control characters, halves of surrogate pairs) becomes U+FFFD; a carriage return is written as a reference,
so that it comes back.

>>> element("p", text("R&D\\r\\x1b"), n='"1"')
'<p n="&quot;1&quot;">R&amp;D&#13;�</p>'
>>> element("ptr", target=None)
'<ptr/>'
"""

from __future__ import annotations

import re

PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MARKUP = re.compile("[&<>\r]")
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = str.maketrans({**_NAMES, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# Underscores stand for what no name of Python may hold: xml_id is xml:id, when_custom is when-custom.
_ATTRIBUTES = {"xml_id": "xml:id", "xml_lang": "xml:lang", "class_": "class", "from_": "from"}


def legal(value: str) -> str:
    """The text with U+FFFD for what XML may not hold."""
    return _ILLEGAL.sub("\ufffd", value)


def text(value: str | None) -> str:
    """The text, to stand between tags."""
    return _MARKUP.sub(lambda match: _NAMES[match[0]], legal(value)) if value else ""


def element(name: str, content: str = "", /, **attributes: str | None) -> str:
    """An element around what is XML already; attributes that are ``None`` or empty are left out."""
    given = "".join(
        f' {_ATTRIBUTES.get(key) or key.replace("_", "-")}="{legal(value).translate(_IN_ATTRIBUTE)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def leaf(name: str, value: str | None, /, **attributes: str | None) -> str:
    """An element around words; nothing where there are none."""
    return element(name, text(value), **attributes) if value else ""
