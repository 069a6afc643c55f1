"""``/resolve``: footnote in, document out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.errors import UsageError
from fonds.web.pages import page
from fonds.web.reading_room import archive

MOST_CHARACTERS = 6000
"""Of a text in an address, which servers and proxies cut at some length; ``fonds resolve`` takes more."""


def show(request: HttpRequest) -> HttpResponse:
    """The form, and under it what each citation of ``?text=`` leads to."""
    from fonds.services import resolving  # with the grammars of citations: a server starts without them

    given = request.GET.get("text", "").replace("\r\n", "\n")
    if len(given) > MOST_CHARACTERS:
        raise UsageError(
            f"The notes have {len(given)} characters; no more than {MOST_CHARACTERS} are taken at once. "
            "Give them in parts, or to the command `fonds resolve`."
        )
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in given)
    answers = resolving.resolve(archive(), text) if text.strip() else ()
    return page(
        request,
        "resolve.html",
        text=text,
        answers=answers,
        sentence=resolving.sentence,
        most=MOST_CHARACTERS,
        index=not text,
        room="resolve",
    )
