"""``/api/v1``: everything the pages show, as JSON, for programs of whatever host. Read only.

The addresses are the table ``endpoints.ENDPOINTS``; ``/api/v1/openapi.json`` describes them.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path

from fonds.errors import NotFound, UsageError
from fonds.model import Document, codec
from fonds.web import addresses
from fonds.web.machines import openapi, tokens
from fonds.web.machines.endpoints import ENDPOINTS, MOST, Endpoint, Page
from fonds.web.machines.problems import other_method, shared
from fonds.web.machines.schemas import plain
from fonds.web.pages import absolute, printable
from fonds.web.reading_room import archive

NAMES_A_PAGE = 200


def entry(request: HttpRequest) -> HttpResponse:
    """Where a program begins: the archive's name and the addresses."""
    if refused := other_method(request):
        return refused
    root = absolute(request, addresses.API)
    return _json(
        {
            "title": archive().title,
            "description": archive().description,
            "openapi": f"{root}/openapi.json",
            **({"dump": dump} if (dump := os.environ.get("FONDS_DUMP")) else {}),
            "addresses": {endpoint.name: root + endpoint.path for endpoint in ENDPOINTS},
        }
    )


def description(request: HttpRequest) -> HttpResponse:
    """The description of the API, OpenAPI 3.1."""
    return other_method(request) or _json(openapi.description())


def unknown(request: HttpRequest) -> HttpResponse:
    """Any other address below; a problem, not a page."""
    if refused := other_method(request):
        return refused
    raise NotFound(f"There is no such address; {addresses.API}/openapi.json lists those there are.")


def endpoint(request: HttpRequest, **given: str) -> HttpResponse:
    """What one address of the API answers."""
    if refused := other_method(request):
        return refused
    asked: Endpoint = BY_NAME[given.pop("endpoint")]
    made = asked.answer(archive(), _read(request, asked, given))
    page = made if isinstance(made, Page) else Page(made)
    if isinstance(page.value, Document):
        return _answer(codec.to_json(page.value))
    value = plain(page.value)
    link = None
    if page.next is not None:
        query = [(k, v) for k, values in request.GET.lists() for v in values if k != "cursor"]
        query.append(("cursor", tokens.make(asked.name, *page.next)))
        value["next_page"] = link = f"{absolute(request, request.path)}?{urlencode(query)}"
    answer = _json(value)
    if asked.goes_on:
        answer.headers["X-Page-Size-Max"] = str(MOST)
        if link:
            answer.headers["Link"] = f'<{link}>; rel="next"'
        for name, count in (("X-Total-Count", page.total), ("X-Reachable-Count", page.reachable)):
            if count is not None:
                answer.headers[name] = str(count)
    return answer


def _read(request: HttpRequest, asked: Endpoint, inside: dict[str, str]) -> dict[str, Any]:
    """The value of each parameter. UsageError: one that is not allowed, or not known."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in request.GET:
        if name not in known or known[name].place == "path":
            raise UsageError(f"There is no parameter {printable(name)[:40]!r} here.")
    return {
        name: parameter.read([inside[name]] if name in inside else request.GET.getlist(name))
        for name, parameter in known.items()
    }


def _json(value: object) -> HttpResponse:
    return _answer(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _answer(text: str) -> HttpResponse:
    # Halves of surrogate pairs, which a document may hold, are no UTF-8.
    return shared(HttpResponse(text.encode("utf-8", "replace"), content_type="application/json"))


BY_NAME = {asked.name: asked for asked in ENDPOINTS}


def patterns() -> list[URLPattern]:
    """Their addresses, for ``fonds.web.urls``."""
    root = addresses.API.removeprefix("/")
    found = [
        re_path(f"^{root}/?$", entry),
        re_path(f"^{root}/openapi.json$", description),
    ]
    for asked in ENDPOINTS:
        pattern = re.sub(
            r"\{(\w+)\}", lambda m: f"(?P<{m[1]}>{'.+' if m[1] in ('name', 'path') else '[^/]+'})", asked.path
        )
        found.append(re_path(f"^{root}{pattern}$", endpoint, {"endpoint": asked.name}))
    return [*found, re_path(f"^{root}/", unknown)]
