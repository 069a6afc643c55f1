"""What every page module uses: rendering, reading the request leniently, the permalink."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines

from fonds.errors import UsageError
from fonds.services.own_pages import COPY
from fonds.web.reading_room import archive

MAX_QUERY_CHARACTERS = 2000
"""Longer queries are refused: nobody types them, and each character costs time."""
MAX_PAGE = 100_000
MAX_DIGITS = 8


@cache
def _template(name: str) -> Any:
    """A compiled template; without Django's own step, which adds a request's values that no page uses."""
    return engines["jinja2"].env.get_template(name)  # type: ignore[attr-defined]


def page(request: HttpRequest, template: str, status: int = 200, **values: Any) -> HttpResponse:
    """An HTML page. Browsers may keep it but ask each time whether it still holds (an ETag answers)."""
    values.setdefault("query", "")
    values.setdefault("room", None)
    values.setdefault("index", True)
    values.setdefault("policy", None)
    values["copy"] = is_copy(request)
    values.setdefault("links", ())
    made = _template(template).render(values | {"archive": archive()})
    response = HttpResponse(made, status=status)
    response.headers["Cache-Control"] = "no-cache"
    if "signposts" in values:
        response.headers["Link"] = values["signposts"]
    return response


def is_copy(request: HttpRequest) -> bool:
    """Whether the page will be a file (``fonds publish``): nothing can then be asked of a server."""
    return COPY in request.META


def query_of(request: HttpRequest) -> str:
    """The query of ``?q=``, cleaned of characters that are no text. UsageError: it is too long."""
    text = request.GET.get("q", "")
    if len(text) > MAX_QUERY_CHARACTERS:
        raise UsageError(
            f"The query has {len(text)} characters; no more than {MAX_QUERY_CHARACTERS} are searched. "
            "Take a few telling words of it."
        )
    return printable(text)


def printable(text: str) -> str:
    """The text without control characters and the like, which nobody means and no address can show."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def page_of(request: HttpRequest) -> int:
    """The page of ``?page=``; whatever is no number from 1 on is 1."""
    return min(max(number_in(request, "page") or 1, 1), MAX_PAGE)


def number_in(request: HttpRequest, name: str) -> int | None:
    """The number that a key of the query holds, if it is a sensible one."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None


def absolute(request: HttpRequest, path: str) -> str:
    """The full address of a path of this site."""
    return request.build_absolute_uri(path)
