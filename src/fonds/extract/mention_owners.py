"""Whose a paper is, as the words before it say."""

from __future__ import annotations

from dataclasses import replace

from fonds.extract import mention_forms as forms
from fonds.extract import mention_words
from fonds.model import Who
from fonds.values import persons


def as_post(owner: Who | None) -> Who | None:
    """Numbers are counted by posts: "Cairo's 46" is of those who sit there, unless a person is named by office."""
    return replace(owner, kind="body") if owner and not owner.role else owner


def whose_is(whose: str, owner: str) -> tuple[str, Who | None]:
    """Whose a paper is, as its lead says: a word of its own, or a name."""
    if whose:
        return forms.WHOSE.get(whose.lower(), whose.lower()), None
    if owner:
        plain = owner.lower().removeprefix("the ")
        if by := mention_words.coined_by(plain):
            return by, None
        if plain in forms.POSTS:
            return "post", None
        if plain in forms.HOMES:
            return "home", None
        return "", who(owner)
    return "", None


def who(name: str) -> Who:
    if name.lower() in forms.PRONOUNS:
        return Who(name.lower())
    return persons.parse(name).who
