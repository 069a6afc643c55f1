"""One pattern for many phrases of a table, built as a tree so that it is quick to try.

Python's expressions try alternatives one after the other; phrases that begin alike are therefore
folded together. The longest phrase wins.

>>> import re
>>> pattern(["op", "opis", "or", "d"])
'(?:d|o(?:p(?:is)?|r))'
>>> re.match(pattern(["in {language}"], language="Czech|Polish"), "in  Polish")[0]
'in  Polish'

A blank stands for any white space, a full stop inside a phrase may be followed by one blank, and
``{name}`` for the pattern given under that name. Compile with ``re.IGNORECASE`` where case does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ATOM = re.compile(r"\{(\w+)\}|\s+|\.(?=.)|.", re.DOTALL)
_STOP = r"\.\s?"
_Tree = dict[str, "_Tree"]


def pattern(phrases: Iterable[str], **holes: str) -> str:
    """A regular expression that matches any of the phrases."""
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        for atom in _ATOM.finditer(phrase):
            node = node.setdefault(_expression(atom, holes), {})
        node[""] = {}
    return _alternatives(tree)


def _expression(atom: re.Match[str], holes: dict[str, str]) -> str:
    if atom[1]:
        return f"(?:{holes[atom[1]]})"
    if atom[0].isspace():
        return r"\s+"
    return _STOP if atom[0] == "." and atom.end() < len(atom.string) else re.escape(atom[0])


def _alternatives(tree: _Tree) -> str:
    branches = sorted(
        (atom + _alternatives(rest) for atom, rest in tree.items() if atom),
        # Of a full stop that ends a phrase and one that goes on, the longer is to be tried first.
        key=lambda branch: (not branch.startswith(_STOP), branch),
    )
    if not branches:
        return ""
    if "" in tree:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
