"""The template environment: everything is escaped, and templates are compiled once."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from fonds.values import languages
from fonds.web import addresses, assets, chart, panel, results, security, wording


def environment(**options: Any) -> Environment:
    """Made by Django from the settings; templates lie in this package."""
    options |= {
        "autoescape": True,
        "auto_reload": False,
        "cache_size": -1,
        "loader": PackageLoader("fonds.web", "templates"),
        "lstrip_blocks": True,
        "trim_blocks": True,
        "undefined": StrictUndefined,
    }
    made = Environment(**options)
    made.globals |= {
        "address": addresses,
        "asset": assets.address,
        "chart": chart,
        "language": languages.name,
        "link_of": results.link_of,
        "panel": panel,
        "copied_policy": security.COPIED,
        "words": wording,
    }
    return made
