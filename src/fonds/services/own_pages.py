"""Asking the pages from within: what a browser would get at an address, without a server.

The pages are a room above, which services do not know. They are met where a web server meets them too: Django
is told in its settings which pages there are (DJANGO_SETTINGS_MODULE), and is given a request.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from fonds.errors import UsageError

COPY = "fonds.copy"
"""Set in the environment of a request whose answer is kept as a file. No header of a client can set it."""
_FILE_NAME = re.compile(r'filename="([^"]+)"|filename\*=utf-8\'\'(\S+)')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pages say: ``media_type`` without parameters; ``name`` of a download; ``location`` of what moved."""

    status: int
    media_type: str
    body: bytes
    name: str | None = None
    location: str | None = None


class Pages:
    """The pages of the archive that this process has open, as they are at ``address`` ("https://papers.example.org").

    UsageError: that is no address of a site.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            raise UsageError(f"{address!r} is no address of a site; it is like https://papers.example.org.")
        self.scheme, self.host, self.prefix = parts.scheme, parts.netloc, parts.path.rstrip("/")

    @property
    def address(self) -> str:
        """Of the site, without a slash at its end."""
        return f"{self.scheme}://{self.host}{self.prefix}"

    def get(self, target: str) -> Answer:
        """The answer to GET for a path with its query."""
        from django.core.handlers.wsgi import WSGIRequest

        path, _, query = target.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path).encode("utf-8", "surrogateescape").decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.host,
            "SERVER_PORT": "443" if self.scheme == "https" else "80",
            "HTTP_HOST": self.host,
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(),
            COPY: True,
        }
        response = self._handler.get_response(WSGIRequest(environ))
        body: bytes = response.content
        found = _FILE_NAME.search(response.headers.get("Content-Disposition", ""))
        media_type = response.headers.get("Content-Type", "").partition(";")[0]
        if self.prefix and media_type.startswith(("text/", "application/")):
            # Views write addresses from the root; a site in a folder of its host has all of them below it.
            root = f"{self.scheme}://{self.host}/"
            body = body.replace(root.encode(), f"{self.address}/".encode())
        return Answer(
            status=response.status_code,
            media_type=media_type,
            body=body,
            name=unquote(found[1] or found[2]) if found else None,
            location=response.headers.get("Location"),
        )

    @cached_property
    def _handler(self):  # type: ignore[no-untyped-def]  # Django's own class
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler
        from django.http.request import split_domain_port

        if not getattr(settings, "ROOT_URLCONF", None):
            raise UsageError("The pages are not set up; DJANGO_SETTINGS_MODULE must name fonds.web.settings.")
        host, _ = split_domain_port(self.host)
        if host not in settings.ALLOWED_HOSTS:
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, host]
        return WSGIHandler()
