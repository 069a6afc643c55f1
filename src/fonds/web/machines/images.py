"""``/iiif/image/ID/N``: page images to zoom into, by IIIF's Image API 3.0, level 2.

An image is a page as it is rendered at the finest; it is never made larger. https://iiif.io/api/image/3.0/
"""

from __future__ import annotations

import json
import re
from fractions import Fraction

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fonds.errors import NotFound, UsageError
from fonds.services import documents, scans, showing
from fonds.services.scans import Piece
from fonds.services.views import RecordView
from fonds.web import addresses
from fonds.web.downloads import KEPT, scan_pages
from fonds.web.machines.problems import other_method, shared
from fonds.web.pages import absolute
from fonds.web.reading_room import archive

CONTEXT = "http://iiif.io/api/image/3/context.json"
MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'
TILE = 512
FACTORS = (1, 2, 4, 8)
_NUMBER = r"\d{1,9}"
_DECIMAL = r"\d{1,9}(?:\.\d{1,9})?"


def sizes(record: RecordView) -> list[tuple[int, int]]:
    """Width and height of each page image, through all files."""
    found: list[tuple[int, int]] = []
    for file in record.files:
        if file.pages:
            known = scans.page_sizes(archive(), record.id, file.sha256)
            found += [known[n] if n < len(known) else (0, 0) for n in range(file.pages)]
    return found


def service(request: HttpRequest, id: str, number: int, size: tuple[int, int]) -> dict[str, object]:
    """An image as manifests and ``info.json`` tell of it."""
    width, height = size
    return {
        "id": absolute(request, addresses.image(id, number)),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "tiles": [{"width": TILE, "scaleFactors": list(FACTORS)}],
        "sizes": [{"width": -(-width // n), "height": -(-height // n)} for n in reversed(FACTORS)],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": ["mirroring", "regionSquare"],
    }


def info(request: HttpRequest, id: str, number: str) -> HttpResponse:
    """What an image server says of an image."""
    if refused := other_method(request):
        return refused
    record, size = _image(id, int(number))
    told = {"@context": CONTEXT, **service(request, record.id, int(number), size)}
    return shared(HttpResponse(json.dumps(told), content_type=MEDIA_TYPE))


def base(request: HttpRequest, id: str, number: str) -> HttpResponse:
    """An image without saying which part: leads to what there is."""
    if refused := other_method(request):
        return refused
    return shared(
        HttpResponseRedirect(absolute(request, f"{addresses.image(id, int(number))}/info.json"), status=303)
    )


def part(request: HttpRequest, id: str, number: str, asked: str) -> HttpResponse:
    """A part of a page image in a size, turned, in a quality and format."""
    if refused := other_method(request):
        return refused
    record, size = _image(id, int(number))
    wanted = read(asked, size)
    file, page = scan_pages(record)[int(number) - 1]
    data, media_type = scans.piece(archive(), id, file.sha256, page, wanted)
    made = shared(HttpResponse(data, content_type=media_type))
    made.headers["Cache-Control"] = KEPT
    made.headers["Link"] = '<http://iiif.io/api/image/3/level2.json>;rel="profile"'
    return made


def _image(id: str, number: int) -> tuple[RecordView, tuple[int, int]]:
    record = showing.record(archive(), id)
    if record.withdrawn:
        raise documents.unknown(id)
    found = sizes(record)
    if not 1 <= number <= len(found) or not all(found[number - 1]):
        raise NotFound(f"The document {id} has no such page image.")
    return record, found[number - 1]


def read(asked: str, size: tuple[int, int]) -> Piece:
    """What ``region/size/rotation/quality.format`` means for an image of that size. UsageError: nothing.

    >>> read("full/max/0/default.jpg", (1000, 2000))
    Piece(left=0, top=0, right=1000, bottom=2000, width=1000, height=2000, turned=0, mirrored=False, quality='default', encoding='jpg')
    >>> piece = read("square/!100,50/!90/gray.png", (1000, 2000))
    >>> piece.left, piece.top, piece.right, piece.bottom, piece.width, piece.height, piece.turned, piece.mirrored
    (0, 500, 1000, 1500, 50, 50, 90, True)
    >>> piece = read("pct:50,50,100,10/pct:50/0/default.jpg", (1000, 2000))
    >>> piece.left, piece.top, piece.right, piece.bottom, piece.width, piece.height
    (500, 1000, 1000, 1200, 250, 100)
    """
    match = re.fullmatch(r"([^/]+)/([^/]+)/(!?)(\d{1,3}(?:\.0+)?)/([a-z]+)\.([a-z0-9]+)", asked, re.ASCII)
    if match is None:
        raise UsageError("An image is asked for as region/size/rotation/quality.format.")
    region, scaled, mirrored, turned, quality, encoding = match.groups()
    if float(turned) not in (0, 90, 180, 270, 360):
        raise UsageError("Images are turned by 0, 90, 180 or 270 degrees.")
    if quality not in scans.QUALITIES:
        raise UsageError(f"A quality is one of {', '.join(scans.QUALITIES)}.")
    if encoding not in scans.ENCODINGS:
        raise UsageError(f"A format is one of {', '.join(scans.ENCODINGS)}.")
    box = _region(region, size)
    width, height = _size(scaled, box[2] - box[0], box[3] - box[1])
    return Piece(*box, width, height, int(float(turned)) % 360, bool(mirrored), quality, encoding)


def _region(text: str, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    if text == "full":
        return 0, 0, width, height
    if text == "square":
        side = min(size)
        left, top = (width - side) // 2, (height - side) // 2
        return left, top, left + side, top + side
    if match := re.fullmatch(rf"({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})", text, re.ASCII):
        left, top, wide, high = map(int, match.groups())
    elif match := re.fullmatch(rf"pct:({_DECIMAL}),({_DECIMAL}),({_DECIMAL}),({_DECIMAL})", text, re.ASCII):
        shares = [Fraction(share) / 100 for share in match.groups()]
        left, top, wide, high = (round(share * whole) for share, whole in zip(shares, size * 2, strict=True))
    else:
        raise UsageError("A region is full, square, x,y,w,h or pct:x,y,w,h.")
    right, bottom = min(left + wide, width), min(top + high, height)
    if left >= right or top >= bottom:
        raise UsageError("That region holds nothing of the image.")
    return left, top, right, bottom


def _size(text: str, width: int, height: int) -> tuple[int, int]:
    """The size that a region of this one is brought to; never a larger one."""
    whole = Fraction(width, height)
    if text == "max":
        return width, height
    if match := re.fullmatch(rf"pct:({_DECIMAL})", text, re.ASCII):
        share = Fraction(match[1]) / 100
        found = round(width * share), round(height * share)
    elif match := re.fullmatch(rf"(!?)({_NUMBER}),({_NUMBER})", text, re.ASCII):
        found = int(match[2]), int(match[3])
        if match[1]:
            share = min(Fraction(found[0], width), Fraction(found[1], height), Fraction(1))
            found = (
                max(1, round(width * share)) if share else 0,
                max(1, round(height * share)) if share else 0,
            )
    elif match := re.fullmatch(rf"({_NUMBER}),", text, re.ASCII):
        found = int(match[1]), max(1, round(int(match[1]) / whole))
    elif match := re.fullmatch(rf",({_NUMBER})", text, re.ASCII):
        found = max(1, round(int(match[1]) * whole)), int(match[1])
    else:
        raise UsageError("A size is max, w,h, w, or ,h or pct:n or !w,h; larger ones (^) are not made.")
    if not 0 < found[0] <= width or not 0 < found[1] <= height:
        raise UsageError(f"That region can be had from 1,1 to {width},{height}.")
    return found
