"""Invented papers as page images, spoilt as scanning spoils them, to see what recognition makes of them."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path(__file__).resolve().parent.parent / "src" / "fonds" / "web" / "static" / "fonts"
DPI = 300
WIDTH, HEIGHT, MARGIN = 2550, 3300, 300

TELEGRAM = """SECRET

TELEGRAM

FROM: LEGATION PORT ANSELM
TO: MINISTRY OF FOREIGN AFFAIRS, MERRIN
NO. 214
DATE: May 12, 1931

Subject: Talks with the harbour master of Port Anselm.

1. I called on Mr. Orlov, the harbour master, yesterday morning. He received me at once and spoke for more than an
hour about the lamp on the northern mole. In his opinion the lamp could be lit again by the end of June, provided
that the council paid for the oil and that the keeper was given a second assistant.

2. He asked whether our government would object if the ships of Ismara were told of it first. I answered that I had
no instructions on this point, but that I would report his question without delay. He seemed satisfied, and showed me
the drawings of the new lantern, which is to be 4 metres high and to weigh 350 kilograms.

3. On leaving I met Captain Demin, who had come from the capital by the evening train. He told me in confidence that
the budget of the harbour had been cut by 12,000 crowns, and that nobody in the council believed in the date which
had been given to me. Please let me know by Friday, May 15, what I may say about our share of the cost.

4. The weather has been stormy for a week. Two fishing boats were lost near the southern cape, and their crews were
saved by the pilot cutter. The newspapers write of little else, and blame the council for the darkness on the mole.

VENN
"""

GERMAN = """Sehr geehrter Herr Minister,

der Hafenmeister hat mir gestern mitgeteilt, dass die Lampe auf der nördlichen Mole im Juni wieder angezündet wird.
Der Rat muss für das Öl bezahlen, und der Wärter soll einen zweiten Gehilfen bekommen. Ich habe ihm geantwortet, dass
ich zu dieser Frage keine Weisung habe und sie der Regierung ohne Verzug vorlegen werde.

Mit vorzüglicher Hochachtung bin ich Ihr ergebener
Johann Grünwald
"""

RUSSIAN = """Совершенно секретно

Товарищу Демину

Начальник порта сообщил мне вчера, что лампа на северном молу будет зажжена в июне, если совет заплатит за масло и
даст смотрителю второго помощника. Я ответил, что не имею указаний по этому вопросу и доложу о нем без промедления.
Погода всю неделю стоит бурная, и две рыбачьи лодки погибли у южного мыса. Прошу дать указания не позднее пятницы.

Орлов
"""


def font(size: int, script: str = "latin") -> ImageFont.FreeTypeFont:
    """The serif that the pages use."""
    return ImageFont.truetype(str(FONTS / f"serif-regular-{script}.woff2"), size)


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines that fit."""
    out = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        for line in paragraph.split("\n") if len(max(paragraph.split("\n"), key=len)) < 60 else [paragraph]:
            now = ""
            for word in line.split():
                longer = f"{now} {word}".strip()
                if face.getlength(longer) > width:
                    out.append(now)
                    now = word
                else:
                    now = longer
            out.append(now)
        out.append("")
    return out


def sheet(text: str, face: ImageFont.FreeTypeFont | None = None) -> Image.Image:
    """A clean page at 300 dpi with the text on it."""
    face = face or font(46)
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(page)
    y = MARGIN
    for line in wrapped(text, face, WIDTH - 2 * MARGIN):
        draw.text((MARGIN, y), line, 20, font=face)
        y += 66 if line else 40
    return page


def scanned(page: Image.Image, seed: int = 1, *, specks: float = 0.004, skew: float = 0.5) -> Image.Image:
    """The page as a poor scanner gives it: askew, blurred, uneven, black and white, with specks."""
    chance = random.Random(seed)
    page = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(1.6))
    grain = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), chance.randbytes(WIDTH // 2 * (HEIGHT // 2)))
    page = Image.blend(page, grain.resize(page.size, Image.Resampling.BILINEAR), 0.22)
    page = page.point(lambda value: 255 if value > 150 else 0)
    pixels = page.load()
    assert pixels is not None
    for _ in range(int(WIDTH * HEIGHT * specks)):
        x, y = chance.randrange(WIDTH - 1), chance.randrange(HEIGHT - 1)
        pixels[x, y] = 255 - pixels[x, y]  # type: ignore[operator]
    return page.convert("1")


def encoded(pages: Sequence[Image.Image], format: str = "TIFF") -> bytes:
    """The pages as a file."""
    out = io.BytesIO()
    options: dict[str, object] = {"dpi": (DPI, DPI), "resolution": DPI}
    if format in ("TIFF", "PDF") and len(pages) > 1:
        options |= {"save_all": True, "append_images": list(pages[1:])}
    if format == "TIFF":
        options["compression"] = "group4" if pages[0].mode == "1" else "tiff_lzw"
    pages[0].save(out, format, **options)
    return out.getvalue()


def word_errors(truth: str, read: str) -> float:
    """Words that are wrong, missing or too many (Levenshtein over words), for each word of the truth."""
    a, b = truth.split(), read.split()
    row = list(range(len(b) + 1))
    for i, word in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1] / max(1, len(a))
