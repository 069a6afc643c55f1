"""What every answer tells the browser: load nothing from elsewhere, run nothing inline, frame nothing.

Threat: a page of the archive that holds mark-up of its own. Escaping comes first; if it ever fails, the
policy below leaves the mark-up without effect.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
COPIED = "; ".join(part for part in POLICY.split("; ") if not part.startswith("frame-"))
"""Of a page kept as a file, which has to say it itself; about frames only a server can speak."""
COPIED_SEARCH = COPIED.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""Of the copy's search page: its index is read by WebAssembly, which is compiled but never made from text."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware that sets HEADERS on every answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer
