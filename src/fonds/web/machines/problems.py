"""Mistakes told to programs: problem details (RFC 9457), and the headers of every answer for programs."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

MEDIA_TYPE = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"
SCHEMA = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "additionalProperties": False,
}
EXPOSED = "ETag, Link, X-Page-Size-Max, X-Reachable-Count, X-Total-Count"


def problem(status: int, detail: str) -> HttpResponse:
    """The answer to a mistake."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or HTTPStatus(status).description,
    }
    return shared(HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA_TYPE))


def shared(answer: HttpResponse) -> HttpResponse:
    """The same answer, for programs on pages of other hosts too; it may be kept, but is to be asked for again."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = EXPOSED
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers.setdefault("Cache-Control", "no-cache")
    return answer


def other_method(request: HttpRequest) -> HttpResponse | None:
    """The answer to anything but GET and HEAD; None for these."""
    if request.method in ("GET", "HEAD"):
        return None
    if request.method != "OPTIONS":
        refused = problem(405, "This address is only for reading.")
        refused.headers["Allow"] = METHODS
        return refused
    allowed = shared(HttpResponse(status=204))
    allowed.headers["Allow"] = METHODS
    allowed.headers["Access-Control-Allow-Methods"] = METHODS
    allowed.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    allowed.headers["Access-Control-Max-Age"] = "86400"
    return allowed
