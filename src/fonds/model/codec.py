"""Documents to and from JSON: one codec, driven by the dataclasses themselves.

Keys that hold nothing (``None``, an empty list, the offset -1) are left out, but for those that the
contract requires. A trailing underscore of a Python name is dropped. ``from_json(to_json(document)) == document``.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any

import orjson

from fonds.model.document import Document

Json = dict[str, Any]
# Lists that the contract requires even where they are empty.
ALWAYS = frozenset({"from_", "to"})


_PLAIN = frozenset({str, int, float, bool, type(None)})
_Plan = tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[str, bool], ...], tuple[str, ...]]
_PLANS: dict[type, _Plan] = {}


def _plan(kind: Any) -> _Plan:
    """What gets all attributes of a dataclass at once; for each its JSON key and whether to keep it when empty; and
    the keys alone where all are always kept."""
    names = [f.name for f in fields(kind)]
    keys = tuple((f.name.rstrip("_"), f.default is MISSING or f.name in ALWAYS) for f in fields(kind))
    # Half of what a document is made of, its evidence and paragraphs, has nothing that may be left out.
    full = all(f.type == "str" or (f.type in ("int", "float") and f.default is MISSING) for f in fields(kind))
    plan = attrgetter(*names, "__class__"), keys, tuple(key for key, _ in keys) if full else ()
    return _PLANS.setdefault(kind, plan)  # a getter of two names and more gives a tuple


def encode(value: Any) -> Any:
    """A dataclass as plain JSON values; other values unchanged, tuples and mappings copied."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [encode(item) for item in value]
    plan = _PLANS.get(kind)
    if plan is None:
        # Asking whether it is a mapping takes long; a class once met is known to be none.
        if isinstance(value, Mapping):
            return {key: encode(item) for key, item in value.items()}
        plan = _plan(kind)
    attributes, keys, full = plan
    if full:
        return dict(zip(full, attributes(value), strict=False))
    out: Json = {}
    for (key, keep), item in zip(keys, attributes(value), strict=False):
        kind = type(item)
        if kind is str:
            out[key] = item
        elif kind is tuple:
            if item or keep:
                out[key] = [encode(one) for one in item]
        elif keep or (item is not None and item != -1):
            out[key] = item if kind in _PLAIN else encode(item)
    return out


Decoder = Callable[[Any], Any]


@cache
def _decoder(hint: Any) -> Decoder | None:
    """A function from JSON to a value of the type that the hint names; None where it is the same in both."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        item = _decoder(arguments[0])
        return tuple if item is None else lambda value: tuple(map(item, value))
    if origin in (typing.Union, types.UnionType):
        # A null never comes here: it is taken for an absent key.
        (inner,) = (_decoder(a) for a in arguments if a is not type(None))
        return inner
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(_dataclass, hint)
    return None


@cache
def _fields(kind: type) -> tuple[Json, dict[str, tuple[str, Decoder | None]]]:
    """Attributes without a default, and JSON key -> (attribute, decoder)."""
    hints = typing.get_type_hints(kind)
    required = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return dict.fromkeys(required), {
        f.name.rstrip("_"): (f.name, _decoder(hints[f.name])) for f in fields(kind)
    }


def _dataclass(kind: type, value: Json) -> Any:
    # Optional keys may be absent or null (the contract allows both); unknown keys are passed over.
    required, known = _fields(kind)
    given = required.copy()
    for key, item in value.items():
        if item is not None and key in known:
            name, decoder = known[key]
            given[name] = item if decoder is None else decoder(item)
    return kind(**given)


def decode(value: Json) -> Document:
    """A document from its JSON object."""
    document = _dataclass(Document, value)
    assert isinstance(document, Document)
    return document


def to_json(document: Document) -> str:
    """One line of JSON, keys in the order of the dataclass, characters unescaped."""
    value = encode(document)
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # half of a surrogate pair, which is no UTF-8
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(line: str | bytes) -> Document:
    """The document that ``to_json`` wrote."""
    try:
        return decode(orjson.loads(line))
    except orjson.JSONDecodeError:  # half of a surrogate pair, or none at all; this says which
        return decode(json.loads(line))
