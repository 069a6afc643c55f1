"""Style sheet, script, fonts and icon. Their address holds a digest of them all, so they are kept for a year.

Only files of ``static/`` that are listed when the process starts are ever served.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from django.http import Http404, HttpRequest, HttpResponse

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
COMPRESSED = ("css", "js", "svg", "txt")
YEAR_SECONDS = 365 * 24 * 3600


@cache
def _contents() -> dict[str, bytes]:
    """Every static file by its path below ``static/``."""
    found: dict[str, bytes] = {}

    def walk(folder: Traversable, prefix: str) -> None:
        for entry in folder.iterdir():
            if entry.is_dir():
                walk(entry, f"{prefix}{entry.name}/")
            elif entry.name.rsplit(".", 1)[-1] in TYPES:
                found[prefix + entry.name] = entry.read_bytes()

    walk(files(__package__).joinpath("static"), "")
    return found


@cache
def digest() -> str:
    """Eight characters that change when any static file does."""
    total = hashlib.sha256()
    for name, data in sorted(_contents().items()):
        total.update(name.encode() + b"\0" + data)
    return total.hexdigest()[:8]


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress(_contents()[name], mtime=0)


def address(name: str) -> str:
    """Where a static file is served."""
    if name not in _contents():
        raise KeyError(name)
    return f"/static/{digest()}/{name}"


def serve(request: HttpRequest, stamp: str, name: str) -> HttpResponse:
    """A static file. An old digest gives the present file, not to be kept."""
    data = _contents().get(name)
    if data is None:
        raise Http404("There is no such file.")
    suffix = name.rsplit(".", 1)[-1]
    encoded = suffix in COMPRESSED and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(_compressed(name) if encoded else data, content_type=TYPES[suffix])
    if encoded:
        response.headers["Content-Encoding"] = "gzip"
    if suffix in COMPRESSED:
        response.headers["Vary"] = "Accept-Encoding"
    fresh = stamp == digest()
    response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable" if fresh else "no-cache"
    return response


def icon(request: HttpRequest) -> HttpResponse:
    """The icon, where browsers ask for it whatever a page says."""
    return serve(request, "", "icon.svg")


def health(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; touches nothing."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
