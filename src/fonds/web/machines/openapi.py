"""The API's description of itself: OpenAPI 3.1, made from the table of endpoints and the classes they answer with."""

from __future__ import annotations

import inspect
from functools import cache

from fonds import __version__
from fonds.web import addresses
from fonds.web.machines.endpoints import ENDPOINTS, Endpoint
from fonds.web.machines.problems import MEDIA_TYPE, SCHEMA
from fonds.web.machines.schemas import Json, schema

ABOUT = """Everything that the pages show, to be read by programs. Nothing can be changed here.

Lists go on: an answer that is a part of one has the address of the next part under `next_page` and in a `Link` header;
how many items one answer can hold, how many there are and how many can be reached is told in headers. A value that
is not known is left out. Dates are EDTF; spans count Unicode code points of the reading text."""


@cache
def description() -> Json:
    """The whole of it; the same for every archive, as the server's address is relative."""
    known: dict[str, Json] = {"ProblemDetails": dict(SCHEMA)}
    paths = {endpoint.path: {"get": _operation(endpoint, known)} for endpoint in ENDPOINTS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Fonds", "version": __version__, "description": ABOUT},
        "servers": [{"url": addresses.API}],
        "paths": paths,
        "components": {"schemas": known},
    }


def _operation(endpoint: Endpoint, known: dict[str, Json]) -> Json:
    told = " ".join((inspect.getdoc(endpoint.answer) or "").split())
    found = schema(endpoint.gives, known)
    if endpoint.goes_on:
        # The class closes its keys, so the one more is written into a class of its own.
        name = f"{endpoint.gives.__name__}Part"
        if name not in known:
            whole = known[endpoint.gives.__name__]
            link = {"type": "string", "format": "uri", "description": "where the list goes on"}
            known[name] = whole | {"properties": {**whole["properties"], "next_page": link}}
        found = {"$ref": f"#/components/schemas/{name}"}
    answers: Json = {
        "200": {
            "description": told,
            "headers": _headers(endpoint),
            "content": {"application/json": {"schema": found}},
        },
        "304": {"description": "It is as the ETag in If-None-Match says."},
        "400": _problem("A parameter is not as described."),
        "503": _problem("The archive cannot be read just now."),
    }
    if endpoint.may_lack:
        answers["404"] = _problem("There is no such thing in this archive.")
    if endpoint.path.startswith("/documents/"):
        answers["301"] = {"description": "It was merged into the document at Location."}
        answers["410"] = _problem("The document was withdrawn.")
    return {
        "operationId": endpoint.name,
        "summary": told.partition(". ")[0].rstrip("."),
        "description": told,
        "parameters": [parameter.described() for parameter in endpoint.parameters],
        "responses": dict(sorted(answers.items())),
    }


def _problem(words: str) -> Json:
    return {
        "description": words,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
    }


def _headers(endpoint: Endpoint) -> Json:
    def counted(words: str) -> Json:
        return {"description": words, "schema": {"type": "integer"}}

    found: Json = {"ETag": {"description": "changes with the answer", "schema": {"type": "string"}}}
    if endpoint.goes_on:
        found |= {
            "Link": {"description": "where the list goes on, rel=next", "schema": {"type": "string"}},
            "X-Page-Size-Max": counted("items that one answer holds at most"),
            "X-Total-Count": counted("items of the whole list, where they are counted"),
            "X-Reachable-Count": counted("items that can be reached, where that is less"),
        }
    return found
