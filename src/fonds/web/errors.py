"""Honest answers when there is nothing to show: what happened, and what there is instead.

``STATUS`` is the one table from exceptions to HTTP answers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from fonds.errors import ArchiveBusy, ArchiveError, FondsError, NotFound, UsageError, Withdrawn
from fonds.model import ids
from fonds.services import finding, moved, showing
from fonds.services.views import RecordLink, Suggestion
from fonds.web import addresses
from fonds.web.machines.problems import problem
from fonds.web.pages import page
from fonds.web.reading_room import archive

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (Withdrawn, 410),
    (NotFound, 404),
    (Http404, 404),
    (UsageError, 400),
    (SuspiciousOperation, 400),
    (ArchiveBusy, 503),
    (ArchiveError, 503),
    (DatabaseError, 503),
    (InterfaceError, 503),
)
TITLES = {
    400: "This could not be read",
    404: "There is nothing at this address",
    405: "This address is only for reading",
    410: "This document was withdrawn",
    500: "Something went wrong here",
    503: "The archive cannot be read just now",
}
MAX_WORDS = 6

log = logging.getLogger(__name__)


class MistypedId(NotFound):
    """An id whose check character is wrong; ``meant`` are documents one slip of the pen away."""

    def __init__(self, id: str, meant: tuple[RecordLink, ...]) -> None:
        super().__init__(f"The id “{id}” looks mistyped: its last character does not fit the others.")
        self.meant = meant


class Answers:
    """Django middleware: exceptions as pages. Views raise; nothing else catches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # SuspiciousOperation: another host's name, on whatever page; 400
        if request.method not in ("GET", "HEAD") and not takes_others(request):
            refused = page(request, "error.html", 405, title=TITLES[405], message="", records=(), wider=())
            refused.headers["Allow"] = "GET, HEAD"
            return refused
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The answer to what a view raised; ``None`` leaves a bug to ``broken``."""
        status = next((status for kind, status in STATUS if isinstance(fault, kind)), None)
        if status is None:
            return None
        if status == 404 and (elsewhere := moved_to(request)):
            return elsewhere
        if isinstance(fault, Withdrawn) and fault.merged_into:
            return merged(request, fault.id, fault.merged_into)
        if for_programs(request):
            return problem(status, str(fault) if isinstance(fault, FondsError) else "")
        message = str(fault) if isinstance(fault, FondsError) else ""
        records = fault.meant if isinstance(fault, MistypedId) else ()
        wider = suggestions(request.path) if status == 404 and not records else ()
        try:
            return page(
                request,
                "error.html",
                status,
                title=TITLES[status],
                message=message,
                records=records,
                wider=wider,
            )
        except FondsError:
            # Not even the archive's title can be had.
            return HttpResponse(f"{TITLES[503]}.\n", status=503, content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address at all, or one of the site that this archive has taken over from."""
    return moved_to(request) or page(
        request,
        "error.html",
        404,
        title=TITLES[404],
        message="",
        records=(),
        wider=suggestions(request.path),
    )


def moved_to(request: HttpRequest) -> HttpResponse | None:
    """301 to the document that was once published under this address, if there is one."""
    try:
        id = moved.record_at(archive(), request.path, request.META.get("QUERY_STRING", ""))
    except FondsError:
        return None
    if id is None:
        return None
    answer = HttpResponsePermanentRedirect(addresses.record(id))
    # A document that comes later may take the address over.
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def takes_others(request: HttpRequest) -> bool:
    """Whether the address answers methods other than GET and HEAD itself. None of them changes anything."""
    return for_programs(request) or (request.method == "POST" and request.path == addresses.OAI)


def for_programs(request: HttpRequest) -> bool:
    """Whether mistakes at this address are told as problem details, not as pages."""
    return request.path.startswith(addresses.FOR_PROGRAMS)


def merged(request: HttpRequest, id: str, into: str) -> HttpResponse:
    """301 to the same of the document that stands for this one now."""
    return HttpResponsePermanentRedirect(request.path.replace(id, into, 1))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that is no request; nothing is read, so that nothing can go wrong again."""
    return HttpResponse(f"{TITLES[400]}.\n", status=400, content_type="text/plain; charset=utf-8")


def broken(request: HttpRequest) -> HttpResponse:
    """A bug. The page asks nothing of the archive; the log has the trace."""
    return HttpResponse(
        f"{TITLES[500]}. The fault was written to the log.\n",
        status=500,
        content_type="text/plain; charset=utf-8",
    )


def suggestions(path: str) -> tuple[Suggestion, ...]:
    """What the words of an address lead to."""
    words = [
        word
        for word in unquote(path).replace("-", " ").replace("/", " ").replace("_", " ").split()
        if len(word) > 2
    ]
    text = " ".join(words[-MAX_WORDS:])[:80]
    if not text.isprintable() or not any(c.isalpha() for c in text):
        return ()
    try:
        found = finding.suggest(archive(), text, limit=5)
    except FondsError:
        return ()
    return found or (Suggestion(f"Search for “{text}”", text, "word"),)


def check_id(id: str) -> None:
    """MistypedId: the text cannot be the id of any document."""
    if not ids.is_valid(id):
        lower = id.lower()
        raise MistypedId(id, nearby(lower) if len(lower) == ids.LENGTH + 1 else ())


def nearby(id: str) -> tuple[RecordLink, ...]:
    """The documents whose id differs from a mistyped one by one character or two swapped neighbours."""
    candidates = {
        id[:place] + other + id[place + 1 :] for place in range(len(id)) for other in ids.ALPHABET
    } | {id[:place] + id[place + 1] + id[place] + id[place + 2 :] for place in range(len(id) - 1)}
    found = []
    for candidate in sorted(c for c in candidates if ids.is_valid(c)):
        try:
            found.append(showing.record(archive(), candidate).link)
        except NotFound:
            continue
    return tuple(found)
