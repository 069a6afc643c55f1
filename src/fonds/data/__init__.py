"""Tables of forms, names and abbreviations, as TOML; each says in its head where it comes from."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
"""The tables lie beside this module; to ask ``importlib.resources`` for them costs each start 20 M instructions."""


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``data/<name>.toml``. Callers must not change what they get."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
