"""Where an address lies in a copy made of files, and pages whose links lead from file to file.

The path of an address is the same in the copy: ``/d/ID`` is the page of the folder ``d/ID``, which any web server
gives at that address. Links in pages name the file, and start from the page they stand on, so that they also lead
somewhere where there is no server. What stood behind ``?`` is a folder more, since a file has no query.

>>> path_of("/d/b1wfs30st"), path_of("/d/b1wfs30st.ris"), path_of("/")
('d/b1wfs30st/index.html', 'd/b1wfs30st.ris', 'index.html')
>>> path_of("/d/b1wfs30st?view=scan"), path_of("/people/?initial=%D0%96")
('d/b1wfs30st/view=scan/index.html', 'people/initial=~D0~96/index.html')
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote

SEARCH = "/search"
"""The page whose query stays a query: a script reads it."""
INDEX = "index.html"
LONGEST = 120
"""Bytes of one step of a path; file systems end at 255, some at less."""
_FILE = re.compile(r"\.[a-z0-9]{1,8}(\.[a-z]{2,8})?$")
# What file systems of memory sticks refuse in a name.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|~]|[. ]$')
_SET = re.compile(rb'( srcset=")([^"]*)(")')
_MANY = re.compile(rb'((?:href|src|action)=")(/(?!/)[^"]*)(")')
_CSS = re.compile(rb'url\("?([\w./-]+)"?\)')


@lru_cache(maxsize=65536)
def path_of(address: str) -> str:
    """The file of an address that stands for a page, or for a file that has a suffix in its address."""
    path, _, query = address.partition("?")
    steps = [_step(step) for step in unquote(path).strip("/").split("/") if step]
    if query:
        pairs = sorted(parse_qsl(query, keep_blank_values=True))
        steps.append(
            _step(
                ",".join(f"{quote(k, safe='')}={quote(v, safe='')}".replace("%", "~") for k, v in pairs), "~"
            )
        )
        return "/".join([*steps, INDEX])
    if not path.endswith("/") and steps and _FILE.search(steps[-1]) and not path.startswith("/collections/"):
        return "/".join(steps)
    return "/".join([*steps, INDEX])


def path_of_download(address: str, name: str | None, media_type: str) -> str:
    """The file of an address that has no suffix: a folder that holds it under its own name.

    >>> path_of_download("/d/b1wfs30st/scan/2?dpi=200", None, "image/png")
    'd/b1wfs30st/scan/2/dpi=200.png'
    """
    import mimetypes

    folder = path_of(address).removesuffix(f"/{INDEX}")
    if name:
        return f"{folder}/{_step(name)}"
    return folder + (mimetypes.guess_extension(media_type) or "")


def path_of_original(sha256: str, name: str) -> str:
    """The file of an original, which may belong to hundreds of documents.

    >>> path_of_original("9b1d" * 16, "volume 2.xml")
    'files/9b1d9b1d9b1d9b1d/volume 2.xml'
    """
    return f"files/{sha256[:16]}/{_step(name.rsplit('/', 1)[-1])}"


def _step(text: str, allowed: str = "") -> str:
    """One step of a path, with what no file system likes written as ``~`` and its number."""
    safe = _UNSAFE.sub(
        lambda m: (
            m[0] if m[0] == allowed else "".join(f"~{b:02X}" for b in m[0].encode("utf-8", "surrogatepass"))
        ),
        text,
    )
    if safe in ("", INDEX) or len(safe.encode("utf-8", "surrogatepass")) > LONGEST:
        suffix = re.search(r"\.[\w]{1,8}$", safe)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] + (suffix[0] if suffix else "")
    return safe


def rewritten(page: bytes, here: str, place: Callable[[str], str | None]) -> bytes:
    """A page whose links lead to files; ``here`` is its own. ``place`` gives the file of an address from the root.

    Links to what the copy does not have lose their address. Our templates write every attribute in double quotes
    and escape them elsewhere, so a pattern is enough to find them all; ``fonds publish`` looks again.
    """
    up = "../" * here.count("/")

    def lead(address: bytes) -> bytes:
        target, hash, fragment = html.unescape(address.decode("utf-8")).partition("#")
        path, _, query = target.partition("?")
        if path == SEARCH:
            file: str | None = f"{quote(path_of(SEARCH))}{'?' if query else ''}{query}"
        else:
            file = place(target)
            file = quote(file) if file is not None else None
        if file is None:
            return b"#"
        return html.escape(f"{up}{file}{hash}{fragment}").encode()

    def link(found: re.Match[bytes]) -> bytes:
        return found[1] + lead(found[2]) + found[3]

    def images(found: re.Match[bytes]) -> bytes:
        parts = (part.strip().split(b" ") for part in found[2].split(b","))
        return found[1] + b", ".join(b" ".join([lead(part[0]), *part[1:]]) for part in parts) + found[3]

    return _SET.sub(images, _MANY.sub(link, page))


def links_in_css(sheet: bytes) -> list[str]:
    """The files that a style sheet names."""
    return [found.decode() for found in _CSS.findall(sheet)]
