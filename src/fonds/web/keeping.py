"""Pages kept as they were made until the archive changes.

The page of a document or a search takes some milliseconds to make and is the same for everybody, so it is made once. What
it is made of is the database, the index and the address; a page is given again only for the same address
and while both others are as they were, whichever process may have written to them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.cache import set_response_etag

from fonds.web.reading_room import archive

MOST_BYTES = 32_000_000
"""Of all pages together: some two thousand."""
LARGEST = 1_000_000
"""Bytes of one page; a larger one is made each time."""


class Kept:
    """Pages by address, those asked for last; of one state of the archive."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: object = None
        self._pages: OrderedDict[str, HttpResponse] = OrderedDict()
        self._bytes = 0

    def get(self, state: object, address: str) -> HttpResponse | None:
        """The page, if it was kept in this state."""
        with self._lock:
            if state != self._state or address not in self._pages:
                return None
            self._pages.move_to_end(address)
            return self._pages[address]

    def put(self, state: object, address: str, page: HttpResponse) -> None:
        """Keeps a page that was made after the state was looked at."""
        size = len(page.content)
        if size > LARGEST:
            return
        with self._lock:
            if state != self._state:
                self._pages.clear()
                self._state, self._bytes = state, 0
            elif address in self._pages:
                return
            self._pages[address] = page
            self._bytes += size
            while self._bytes > MOST_BYTES:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.content)


kept = Kept()


def keep(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose pages depend on nothing but the address and the archive."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **values: object) -> HttpResponse:
        state = archive().state()
        address = request.build_absolute_uri()
        found = kept.get(state, address)
        if found is None:
            made = view(request, *args, **values)
            if made.status_code != 200:
                return made
            set_response_etag(made)
            kept.put(state, address, found := made)
        # A copy, since what comes after adds to the headers.
        return HttpResponse(found.content, headers=dict(found.items()))

    return answer
