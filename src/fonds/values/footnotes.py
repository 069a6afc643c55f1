"""Notes as one copies them from a page: where one note ends and the next begins, and the citations in each.

A note begins on a line of its own, mostly with its number; a line that begins otherwise goes on with the note before,
unless an empty line parts them. Within a note a semicolon outside of brackets and quotation marks parts citations,
where both sides have a figure; words such as "see also" before a citation do not belong to it.

>>> text = "1. NAT, f. 45, op. 1, d. 343, l. 72; see also GAVS, f. 12,\\nop. 4, d. 118.\\n\\n2 Ibid., l. 75."
>>> [text[a:b] for a, b in citations(text)]
['NAT, f. 45, op. 1, d. 343, l. 72', 'GAVS, f. 12,\\nop. 4, d. 118.', 'Ibid., l. 75.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAK = re.compile(
    r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:\[?\(?\d{1,3}[\]).]?|[*†‡•–-])[^\S\n]+[^\W\d_\"“«„‘'(\[])|\n(?=[^\S\n]*[¹²³⁰-⁹])"
)
_NUMBER = re.compile(
    r"\s*(?:(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s*|\d{1,3}\s+(?=[^\W\d_\"“«„‘'(\[])|[¹²³⁰-⁹]+\s*|[*†‡•–-]\s+)"
)
_PROTECTED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"\n]*\"|«[^«»]*»")
_SIGNAL = re.compile(
    r"(?:(?:for\s[\w\s]{1,40},\s)?(?:see(?:,)?(?:\s(?:also|for\s(?:example|instance)))?|cf\.?|compare|also\sin|also|and|quoted\sin|cited\sin|in|source:|sources:|см\.(?:\sтакже)?|также|ср\.|и)[,:]?\s+)+",
    re.IGNORECASE,
)
MOST = 500
"""Citations that are told of one text."""


def citations(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each citation, in order."""
    count = 0
    for start, end in _notes(text):
        for a, b in _parts(text, start, end):
            count += 1
            if count > MOST:
                return
            yield a, b


def _notes(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text)
        number = _NUMBER.match(text, at, end)
        start = number.end() if number else at
        if text[start:end].strip():
            yield start, end
        at = found.end() if found else end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    protected = [m.span() for m in _PROTECTED.finditer(text, start, end)]
    cuts = [start]
    for m in re.compile(";").finditer(text, start, end):
        inside = any(a < m.start() < b for a, b in protected)
        if not inside and _has_figure(text[cuts[-1] : m.start()]) and _is_more(text[m.end() : end]):
            cuts.append(m.end())
    for a, b in zip(cuts, [*(c - 1 for c in cuts[1:]), end], strict=True):
        signal = _SIGNAL.match(text, a + len(text[a:b]) - len(text[a:b].lstrip()), b)
        first = signal.end() if signal else a
        piece = text[first:b]
        low, high = first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())
        if low < high:
            yield low, high


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _is_more(rest: str) -> bool:
    """Whether what follows a semicolon is a citation and not more leaves of the one before."""
    piece = rest.split(";")[0]
    return _has_figure(piece) and any(c.isalpha() for c in piece)
