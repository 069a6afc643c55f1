"""What can be asked of the API: each parameter with its bounds, which are both checked and documented.

>>> limit = Parameter("limit", "items", kind="integer", minimum=1, maximum=100, default=20)
>>> limit.read([]), limit.read(["7"])
(20, 7)
>>> limit.read(["10000"])
Traceback (most recent call last):
    ...
fonds.errors.UsageError: limit is a whole number from 1 to 100.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fonds.errors import UsageError
from fonds.web.machines.schemas import Json

MAX_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address. ``kind`` is a JSON type; ``place`` is ``query`` or ``path``; ``many``: it may be
    given again and again, so many times."""

    name: str
    description: str
    kind: str = "string"
    place: str = "query"
    pattern: str | None = None
    longest: int = 200
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()
    default: Any = None
    many: int = 0

    def read(self, given: Sequence[str]) -> Any:
        """Its value. UsageError: it has none that is allowed."""
        if len(given) > max(1, self.many):
            raise UsageError(f"{self.name} is given {len(given)} times; {max(1, self.many)} at most.")
        values = [self._value(text) for text in given]
        if self.many:
            return tuple(values)
        return values[0] if values else self.default

    def _value(self, text: str) -> str | int | bool:
        if self.kind == "integer":
            plain = text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
            if not plain or not self.minimum <= int(text) <= self.maximum:
                raise UsageError(f"{self.name} is a whole number from {self.minimum} to {self.maximum}.")
            return int(text)
        if self.kind == "boolean":
            if text not in ("true", "false"):
                raise UsageError(f"{self.name} is true or false.")
            return text == "true"
        if self.choices and text not in self.choices:
            raise UsageError(f"{self.name} is one of {', '.join(self.choices)}.")
        if len(text) > self.longest:
            raise UsageError(f"{self.name} has {self.longest} characters at most.")
        if self.pattern and not re.fullmatch(self.pattern, text, re.ASCII):
            raise UsageError(f"{self.name} is written {self.pattern}.")
        return text

    def described(self) -> Json:
        """As OpenAPI has it."""
        one: Json = {"type": self.kind}
        if self.kind == "integer":
            one |= {"minimum": self.minimum, "maximum": self.maximum}
        elif self.kind == "string":
            one |= {"enum": list(self.choices)} if self.choices else {"maxLength": self.longest}
            if self.pattern:
                one["pattern"] = f"^{self.pattern}$"
            if self.place == "path":
                one["minLength"] = 1
        if self.default is not None:
            one["default"] = self.default
        schema = {"type": "array", "items": one, "maxItems": self.many} if self.many else one
        found: Json = {
            "name": self.name,
            "in": self.place,
            "description": self.description,
            "schema": schema,
        }
        return found | ({"required": True} if self.place == "path" else {})
