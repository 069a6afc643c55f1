"""The examples in docstrings hold, in every module that has some."""

import doctest
import importlib
import pkgutil

import django
import pytest

import fonds

NAMES = ["fonds", *(module.name for module in pkgutil.walk_packages(fonds.__path__, "fonds."))]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(("__main__", ".wsgi"))])
def test_examples(name: str) -> None:
    django.setup()
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_values_show_examples() -> None:
    """A module of values says by example what it takes."""
    names = [name for name in NAMES if name.startswith("fonds.values.") and name not in WITHOUT]
    finder = doctest.DocTestFinder()
    assert [n for n in names if not any(t.examples for t in finder.find(importlib.import_module(n)))] == []


WITHOUT = {"fonds.values.date_forms", "fonds.values.lines"}
"""Parts of others, which show them."""
