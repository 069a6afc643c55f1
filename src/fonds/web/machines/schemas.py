"""Values as JSON, and the JSON Schema of their classes: both from the dataclasses, so that they agree.

What has no value is left out, where the class has a default for it; a trailing underscore is dropped.

>>> from fonds.services.views import PersonLink
>>> plain(PersonLink("b1wfs30st", "Venn"))
{'id': 'b1wfs30st', 'name': 'Venn'}
>>> known = {}
>>> schema(PersonLink, known)
{'$ref': '#/components/schemas/PersonLink'}
>>> known["PersonLink"]["required"]
['id', 'name']
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from fonds.model import Document, codec

Json = dict[str, Any]
_SIMPLE: Mapping[type, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    types.NoneType: {"type": "null"},
}


def plain(value: Any) -> Any:
    """A value as JSON has it; documents and their parts by the codec of the contract."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if type(value).__module__.startswith(Document.__module__.rsplit(".", 1)[0]):
        return codec.encode(value)
    out: Json = {}
    for name, key, kept in _keys(type(value)):
        item = getattr(value, name)
        if kept or (item is not None and item != ()):
            out[key] = plain(item)
    return out


@cache
def _keys(kind: type) -> list[tuple[str, str, bool]]:
    """(attribute, key, whether it is always there)."""
    return [
        (f.name, f.name.rstrip("_"), _is_kept(f.name, f.default is MISSING and f.default_factory is MISSING))
        for f in fields(kind)
    ]


def _is_kept(name: str, required: bool) -> bool:
    return required or name in codec.ALWAYS


def schema(hint: Any, known: dict[str, Json]) -> Json:
    """The JSON Schema of a type; classes go into ``known`` and are referred to."""
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": schema(arguments[0], known)}
    if origin is tuple:
        items = [schema(argument, known) for argument in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [schema(argument, known) for argument in arguments]}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema(arguments[1], known)}
    if isinstance(hint, type) and is_dataclass(hint):
        if hint.__name__ not in known:
            known[hint.__name__] = {}  # a class may hold others of itself
            known[hint.__name__].update(_object(hint, known))
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    return {}


def _object(kind: type, known: dict[str, Json]) -> Json:
    hints = typing.get_type_hints(kind)
    properties: Json = {}
    for name, key, kept in _keys(kind):
        hint = hints[name]
        if not kept:
            # A key without value is not there, so none is null.
            rest = [argument for argument in typing.get_args(hint) if argument is not types.NoneType]
            if types.NoneType in typing.get_args(hint) and len(rest) == 1:
                hint = rest[0]
        properties[key] = schema(hint, known)
    required = [key for _, key, kept in _keys(kind) if kept]
    found: Json = {
        "type": "object",
        "description": " ".join((inspect.getdoc(kind) or "").split()),
        "properties": properties,
        "additionalProperties": False,
    }
    return found | ({"required": required} if required else {})
