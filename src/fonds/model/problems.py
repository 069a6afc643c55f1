"""Makes problems from the table ``data/problems.toml``, so that a code has one wording and severity."""

from __future__ import annotations

from collections.abc import Mapping

from fonds.data import table
from fonds.model.evidence import Problem


def problem(code: str, where: Mapping[str, object] | None = None, **details: object) -> Problem:
    """The problem with that code; ``details`` fill the names in its message. An unlisted code is a bug: KeyError.

    >>> problem("empty-file").message
    'the file is empty'
    """
    row = table("problems")[code]
    return Problem(code, row["severity"], row["message"].format(**details), where)
