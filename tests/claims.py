"""What a document's evidence claims: that the words of a value stand in the span that is given for it.

``claims(document, reading)`` resolves each evidence path in the document's JSON and compares the value there
with the words that its span cuts out of the reading text. What holds depends on the kind of value:

- a value with its wording (``as_written``: who, when, where, mark, source, reference): the span holds the
  wording, or the wording the span (a date's span may stop at the day where the wording has the hour too);
- a name, title, number or other text: the words of the value, each, stand in the span;
- an alias: the alias stands in the span, or what it means does;
- a code (document type, language): the span's own words, read as such a code, give it;
- a turn, note or message: the span is the value's own;
- a type inferred from a sign, by a method of ``INFERRED``: the span shows the sign, which is not empty.

Words are compared without case, accents and punctuation.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fonds.model import Document
from fonds.model.codec import Json, encode
from fonds.values import languages, types

INFERRED = ("messages/", "conversation/", "cable/")
"""Beginnings of methods that tell a document's type by its look: a telegram by its head, a letter by its salutation."""


@dataclass(frozen=True)
class Claim:
    """One evidence, the value at its path, the words at its span."""

    path: str
    method: str
    value: Any
    words: str
    holds: bool


def claims(document: Document, reading: str) -> Iterator[Claim]:
    """Every evidence of the document as a claim about the reading text."""
    content = encode(document)
    for evidence in document.evidence:
        words = reading[evidence.start : evidence.end]
        inside = 0 <= evidence.start < evidence.end <= len(reading)
        try:
            value = resolve(content, evidence.path)
        except (KeyError, IndexError, ValueError):
            yield Claim(evidence.path, evidence.method, None, words, False)
            continue
        holds = inside and bool(words.strip())
        if not (evidence.path == "/type" and evidence.method.startswith(INFERRED)):
            holds = holds and _holds(value, evidence.path, words, evidence.start, evidence.end)
        yield Claim(evidence.path, evidence.method, value, words, holds)


def broken(document: Document, reading: str) -> list[Claim]:
    """The claims that do not hold."""
    return [claim for claim in claims(document, reading) if not claim.holds]


def resolve(content: Json, pointer: str) -> Any:
    """The value at a JSON Pointer (RFC 6901)."""
    value: Any = content
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def _stand_in(value: str, words: str) -> bool:
    """Whether every word of the value stands among the words; words may be joined or parted by hyphens there."""
    wanted, given = words_of(value), words_of(words)
    return set(wanted) <= set(given) or "".join(wanted) in "".join(given)


def _holds(value: Any, path: str, words: str, start: int, end: int) -> bool:
    field = path.split("/")[1]
    if field == "type":
        found = types.find(words)
        return found is not None and value == found.name
    if field in ("languages", "original_languages"):
        return value in [languages.tag(word) for word in re.findall(r"[^\W\d_]+", words)]
    if value is True:
        return field == "excerpt" and re.search("excerpt|extract", words, re.IGNORECASE) is not None
    if isinstance(value, str):
        return _stand_in(value, words)
    if "as_written" in value:
        squashed, written = "".join(words_of(words)), "".join(words_of(value["as_written"]))
        return written in squashed or squashed in written
    if "alias" in value:
        return _stand_in(value["alias"], words) or _stand_in(value["name"], words)
    if "copy" in value:
        return {str(value["copy"]), str(value.get("of", value["copy"]))} <= set(re.findall(r"\d+", words))
    if "start" in value:  # a turn, note or message that tells its own span
        own = value["start"] == start and value["end"] == end
        return own and ("text" not in value or _stand_in(value["text"], words))
    return _stand_in(value["name"], words)
