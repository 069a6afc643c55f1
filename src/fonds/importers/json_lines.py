"""Documents as JSON Lines, one a line, as ``fonds export`` and ``fonds read`` write them.

What the line states is taken as it stands: nothing is recognised anew. An export carries the reading text under
the key ``reading``, in which spans count; without it the words of the document are the reading text, and what
rested on places in another text (evidence, marks in the text) is left out. An id that is valid is kept where nobody
has it. Which document of the archive a mention means is found out again, since that depends on what else is here.

Shape and types of a line are checked against the document's own dataclasses (``fonds.model``); a line that
does not fit is reported with its number.

Limits: the files named in a line (original, scans) do not come with it; the line is its original here.
"""

from __future__ import annotations

import io
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import Any, BinaryIO

from fonds.importers.importer import MAX_BYTES, Member, unpacked
from fonds.model import Document, Draft, Message, Original, Paragraph, Problem, Reference, codec, ids
from fonds.model.document import TYPES
from fonds.model.problems import problem
from fonds.values import edtf

MAX_LINE = 64 * 1024 * 1024
"""Bytes of one document."""
MOST_BAD = 100
"""A file that begins with so many lines which are no documents holds something else."""
STATES = frozenset({"resolved", "missing", "ambiguous", "unresolved"})
_DAY = re.compile(r"-?\d{4}-\d\d-\d\d")
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_OWN_KEYS = re.compile(rb'"(?:text|original|title)"\s*:')


class JsonLines:
    """See the module."""

    name = "jsonl"
    title = "Documents as JSON Lines, as `fonds export` writes them"
    media_types = ("application/x-ndjson", "application/jsonl")
    suffixes = (".jsonl", ".ndjson")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """By an object at the beginning, with keys of a document or under the name of such a file."""
        begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
        named = name.lower().removesuffix(".gz").endswith(self.suffixes)
        return 0.95 if begins and named else 0.85 if begins and len(_OWN_KEYS.findall(head)) > 1 else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """A draft for each line; without text where a line is no document."""
        none = True
        for _, line in _lines(io.BytesIO(data)):
            none = False
            if isinstance(line, Problem):
                yield Draft("", original, problems=(line,))
                continue
            try:
                yield _draft(line, original)
            except _Unfit as error:
                yield Draft("", original, problems=(problem("broken-line", reason=str(error)),))
        if none:
            yield Draft("", original, problems=(problem("empty-file"),))

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        """Its lines."""
        bad = 0
        for where, line in _lines(unpacked(file)):
            if isinstance(line, Problem):
                yield line
                continue
            if bad == MOST_BAD:
                yield problem("no-documents", where, lines=bad)
                return
            try:
                value = _value(line)
                document = codec.decode(_checked(value, Original("", "", "")))
                _nested(document.messages)
            except _Unfit as error:
                yield problem("broken-line", where, reason=str(error))
                bad += bad >= 0
                continue
            bad = -1  # there are documents in it
            key = value.get("id") if ids.is_valid(str(value.get("id"))) else None
            yield Member(
                str(key or f"line {where['line']}"),
                line,
                self.name,
                collection=document.collection,
                states_collection=True,
                where=where,
            )


class _Unfit(ValueError):
    """A line that is no document; the words say why."""


def _lines(file: BinaryIO) -> Iterator[tuple[dict[str, int], bytes | Problem]]:
    """Lines that hold anything, with their numbers; one that is too long is passed over."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        where = {"line": number}
        if len(line) > MAX_LINE:
            size = len(line)
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
                size += len(line)
            yield where, problem("too-large", where, size_bytes=size, max_bytes=MAX_LINE)
        elif stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield where, stripped


def _value(line: bytes) -> dict[str, Any]:
    """The object of a line. _Unfit: it is none."""
    try:
        value = json.loads(line.decode("utf-8", "replace"))
    except ValueError as error:
        raise _Unfit(f"it is no JSON ({error})"[:200]) from error
    except RecursionError as error:
        raise _Unfit("it is nested too deep") from error
    if not isinstance(value, dict):
        raise _Unfit("it is no object")
    found = _clean(value) if b"\\u" in line or b"\x00" in line else value
    assert isinstance(found, dict)
    return found


def _clean(value: Any) -> Any:
    """The same without characters that are none in any text: NUL and halves of pairs become U+FFFD."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return {_clean(k): _clean(v) for k, v in value.items()} if isinstance(value, dict) else value


def _checked(value: dict[str, Any], original: Original) -> dict[str, Any]:
    """The object with what may be absent filled in. _Unfit: it does not fit the dataclasses."""
    given = {key: item for key, item in value.items() if item is not None}
    for key in ("title", "text"):
        if not isinstance(given.get(key), str) or not (given[key].strip() or key == "text"):
            raise _Unfit(f"{key} is missing or no text")
    given.setdefault("id", "")
    given.setdefault("type", "other")
    if given["type"] not in TYPES:
        given.setdefault("type_as_written", given["type"])
        given["type"] = "other"
    if isinstance(given.get("original"), Mapping | None):
        stated = {k: v for k, v in (given.get("original") or {}).items() if v}
        given["original"] = codec.encode(original) | stated
    _fits(Document, given, "")
    return given


@cache
def _hints(kind: type) -> dict[str, tuple[Any, bool]]:
    """JSON key -> type and whether it must be there, of a dataclass."""
    hints = typing.get_type_hints(kind)
    return {
        f.name.rstrip("_"): (hints[f.name], f.default is MISSING and f.default_factory is MISSING)
        for f in fields(kind)
    }


def _fits(hint: Any, value: Any, path: str) -> None:
    """_Unfit: the value is none of that type; the words give its place as a JSON Pointer."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (hint,) = (argument for argument in arguments if argument is not type(None))
        if value is not None:
            _fits(hint, value, path)
    elif origin is tuple:
        if not isinstance(value, list):
            raise _Unfit(f"{path} is no list")
        for n, item in enumerate(value):
            _fits(arguments[0], item, f"{path}/{n}")
    elif isinstance(hint, type) and is_dataclass(hint):
        if not isinstance(value, dict):
            raise _Unfit(f"{path} is no object")
        for key, (inner, required) in _hints(hint).items():
            item = value.get(key)
            if item is not None:
                _fits(inner, item, f"{path}/{key}")
            elif required and type(None) not in typing.get_args(inner):
                raise _Unfit(f"{path}/{key} is missing")
        if hint.__name__ == "When":
            _is_when(value, path)
    elif origin is not None:
        if not isinstance(value, dict):
            raise _Unfit(f"{path} is no object")
    else:
        accepted = (int, float) if hint is float else hint
        if not isinstance(value, accepted) or (isinstance(value, bool) and hint is not bool):
            raise _Unfit(f"{path} is no {hint.__name__}")


def _is_when(value: Mapping[str, Any], path: str) -> None:
    if not edtf.is_valid(value["edtf"]):
        raise _Unfit(f"{path}/edtf is no date of ISO 8601-2: {value['edtf'][:40]!r}")
    for key in ("earliest", "latest"):
        if value.get(key) and not _DAY.fullmatch(value[key]):
            raise _Unfit(f"{path}/{key} is no day: {value[key][:40]!r}")


def _draft(line: bytes, original: Original) -> Draft:
    """The draft of a line. _Unfit: it is no document."""
    value = _value(line)
    document = codec.decode(_checked(value, original))
    reading = value.get("reading")
    problems: list[Problem] = []
    if not isinstance(reading, str) or not _lies_in(document, len(reading)):
        had = bool(document.evidence)
        document, reading = _unplaced(document)
        if had:
            problems.append(problem("evidence-dropped"))
    if not ids.is_valid(document.id):
        document = replace(document, id="")
    document = replace(document, messages=_nested(document.messages))
    document = replace(
        document,
        references=tuple(_unlinked(document, reference) for reference in document.references),
        problems=(*document.problems, *problems),
    )
    return Draft(reading, document.original, document=document)


def _nested(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages, each with a parent only among those before it, so that none encloses itself."""
    seen: set[str] = set()
    out = []
    for message in messages:
        out.append(message if message.parent in seen else replace(message, parent=None))
        seen.add(message.id)
    if len(seen) < len(messages):
        raise _Unfit("two messages have the same id")
    return tuple(out)


def _lies_in(document: Document, length: int) -> bool:
    """Whether every span is one of a text of that length."""
    spans: list[Any] = [*document.paragraphs, *document.evidence, *document.references]
    if not all(0 <= part.start <= part.end <= length for part in spans):
        return False
    loose: list[Any] = [*document.messages, *document.turns, *document.notes, *document.aliases]
    if not all(-1 <= part.start <= part.end <= length for part in loose):
        return False
    return bool(document.paragraphs) or not document.text


def _unplaced(document: Document) -> tuple[Document, str]:
    """The document with its own words as the reading text, and what has no place there without one."""
    reading = document.text
    paragraphs, at = [], 0
    for words in reading.split("\n\n"):
        if words.strip():
            paragraphs.append(Paragraph(at, at + len(words)))
        at += len(words) + 2
    references, at = [], 0
    for reference in document.references:
        start = reading.find(reference.as_written, at) if reference.as_written else -1
        if start >= 0:
            at = start + len(reference.as_written)
            references.append(replace(reference, start=start, end=at))
    return (
        replace(
            document,
            paragraphs=tuple(paragraphs),
            evidence=(),
            references=tuple(references),
            messages=tuple(replace(m, start=-1, end=-1) for m in document.messages),
            turns=tuple(replace(t, start=-1, end=-1) for t in document.turns),
            notes=tuple(replace(n, start=-1, end=-1) for n in document.notes),
            aliases=tuple(replace(a, start=-1, end=-1) for a in document.aliases),
            problems=tuple(replace(p, where=None) for p in document.problems),
        ),
        reading,
    )


def _unlinked(document: Document, reference: Reference) -> Reference:
    """The mention as the reader left it: what it means in another archive is for this one to find out."""
    own = {message.id for message in document.messages}
    state = reference.state if reference.state in STATES else "unresolved"
    if reference.resolves_to not in own:
        state = "unresolved" if state == "resolved" else state
        reference = replace(reference, resolves_to=None)
    if not own.issuperset(reference.candidates):
        state = "unresolved" if state == "ambiguous" else state
        reference = replace(reference, candidates=())
    return replace(reference, state=state)
