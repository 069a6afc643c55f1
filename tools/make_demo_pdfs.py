"""Make the three PDFs of the demo archive.

    python tools/make_demo_pdfs.py          # writes into demo/, beside this folder

| file | what it is |
|---|---|
| 1957-07-10-penhallow-to-wetherby-no-88.pdf | two page images and no text: the scan that goes with the .txt of that name |
| 1957-07-18-roe-to-admiralty.pdf | one page with a text layer: companion of the .txt of that name |
| 1958-01-20-report-of-the-commission-of-inquiry.pdf | two pages with a text layer, a document by itself; its words stand below |

The companions take their words from the .txt, so that the two cannot drift apart. The scan is typed letter by letter in
Courier, stamped, rendered by PDFium, and then spoilt as a tired copying machine would do it: soft focus, grey paper, specks,
a slight turn. Each step draws on a seeded generator and the PDFs carry no date, so a second run writes the same bytes.

Needs reportlab 5.1, Pillow 13.0 and pypdfium2 5.15 (the versions that the committed files were made with; others will do,
but may differ by some bytes). They are no dependency of Fonds: install them in an environment of their own.
"""

import io
import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

DEMO = Path(__file__).resolve().parent.parent / "demo"
LEGATION = DEMO / "Port Regent Legation"
BRIDGE = DEMO / "Papers of the Bridge"

WIDTH, HEIGHT = A4
MARGIN = 25 * mm
FONT_SIZE = 10.5
CHARACTER_WIDTH = 0.6 * FONT_SIZE  # Courier: every character is 600/1000 of the size
LEADING = 15.0
SCAN_DPI = 130
JPEG_QUALITY = 38
INVENTED = "Invented for the Fonds demonstration archive. No such state, person or paper ever existed."

REPORT = """\
STRAIT COMMISSION
COMMISSION OF INQUIRY

Confidential
Copy 1 of 6

REPORT ON THE STOPPING OF THE SWING SPAN OF THE ARDEL BRIDGE
Ismara, 20 January 1958

To the Strait Commission

1. The Commission of Inquiry consisted of one engineer from each of the five States: E. Hallam Pryce (Halvern), chairman; \
Fang Shouyi (Shuochuan); Ma Eun-sil (Garam); R. Kolosov (Yarovia); Ilse Darrant (Tavara). It sat on thirty-one days, heard \
forty-four statements and, by the account of the Customs House, drank nine hundred and sixty cups of coffee.

2. The facts are not in dispute. At ten minutes past two on the morning of 9 July 1957 the span, while opening, stopped at an \
angle of forty-one degrees. The key of the main pinion was not in its place and has not been recovered. On the night of \
17 to 18 July the span was opened by hand. On 19 July a new key was fitted, and since then the span has worked without a fault.

3. The Commission considered four causes.

(a) A vessel. None was within two miles. The Commission has this from three navies, which agree on nothing else.

(b) An explosion. The seal which was seen at half past eleven was seen again at three, in good health.

(c) The hand of man. The key can be drawn only with the drift, and the drift was hanging on its nail. The nail was examined.

(d) Fatigue of metal. The bed of the key is known to have been worn.

4. The Commission finds, by four votes, one member remarking that she would vote with the others, that the stopping of the span \
was due to fatigue of metal.1

5. The Commission also examined the key which is now in place. It is in excellent condition for a key that is six months old. \
By its wear, and by a date upon one face, the Commission would have put its age at thirty-seven years. The Commission did not \
pursue the point, which lay outside its terms of reference.

6. It is recommended that a second key be cast. On the question where it should be kept five proposals were received, one \
from each member, and these are annexed without comment.

E. HALLAM PRYCE, Chairman

1 Note by Mr. Kolosov: “Iron gets tired. So do commissions.”

Source: NAT, Strait Commission, box 1, folder 11.
Rights: Invented for the Fonds demonstration archive. No such state, person or paper ever existed.
"""


def canvas(buffer: io.BytesIO, title: str) -> Canvas:
    """A PDF without a clock in it."""
    made = Canvas(buffer, pagesize=A4, invariant=1)
    made.setTitle(title)
    made.setAuthor("Fonds demonstration archive")
    made.setSubject(INVENTED)
    return made


def typed_lines(path: Path) -> list[str]:
    """The lines of a plain text as a typist would break them, without what the archivist added: title, Source, Rights."""
    columns = int((WIDTH - 2 * MARGIN) / CHARACTER_WIDTH)
    lines: list[str] = []
    _, paper = path.read_text(encoding="utf-8").split("\n\n", 1)
    for line in paper.splitlines():
        if line.startswith(("Source: ", "Rights: ")):
            continue
        row = ""
        for word in line.split():
            if row and len(row) + 1 + len(word) > columns:
                lines.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        lines.append(row)
    return lines


def stamp(page: Canvas, words: list[str], x: float, y: float, degrees: float) -> None:
    """A rubber stamp: a frame with one word or two, put down in haste."""
    wide = max(len(w) for w in words) * 8.4 + 16
    page.saveState()
    page.translate(x, y)
    page.rotate(degrees)
    page.setStrokeGray(0.35)
    page.setFillGray(0.35)
    page.setLineWidth(1.6)
    page.rect(0, 0, wide, 18 * len(words) + 8)
    page.setFont("Courier-Bold", 13)
    for i, word in enumerate(reversed(words)):
        page.drawCentredString(wide / 2, 9 + 18 * i, word)
    page.restoreState()


def typescript(lines: list[str], title: str, rows_to_a_page: int, chance: random.Random) -> bytes:
    """The lines struck one letter at a time, none quite level and none quite as black as the last."""
    buffer = io.BytesIO()
    page = canvas(buffer, title)
    pages = [lines[i : i + rows_to_a_page] for i in range(0, len(lines), rows_to_a_page)]
    for number, rows in enumerate(pages, 1):
        y = HEIGHT - MARGIN - 20
        for row in rows:
            x = MARGIN
            for letter in row:
                page.setFillGray(chance.uniform(0.02, 0.22))
                page.setFont("Courier", FONT_SIZE)
                page.drawString(x + chance.gauss(0, 0.16), y + chance.gauss(0, 0.28), letter)
                x += CHARACTER_WIDTH
            y -= LEADING
        page.setFillGray(0.15)
        page.drawCentredString(WIDTH / 2, HEIGHT - MARGIN + 8, f"- {number} -")
        if number == 1:
            stamp(page, ["RECEIVED IN CIPHER", "11 JULY 1957"], 340, HEIGHT - 150, -5)
        else:
            stamp(page, ["DECLASSIFIED", "14 MARCH 1988"], 330, 190, 8)
        page.setFont("Courier", 7)
        page.drawCentredString(WIDTH / 2, 22, INVENTED)
        page.showPage()
    page.save()
    return buffer.getvalue()


def copied(sheet: Image.Image, chance: random.Random) -> Image.Image:
    """The sheet as a tired machine copies it."""
    grey = sheet.convert("L").filter(ImageFilter.GaussianBlur(0.6))
    paper = Image.new("L", grey.size, 232)
    soft = Image.frombytes("L", (60, 84), chance.randbytes(60 * 84)).resize(
        grey.size, Image.Resampling.BICUBIC
    )
    paper = Image.blend(paper, soft, 0.025)
    grey = ImageChops.multiply(grey, paper)
    for _ in range(260):
        x, y, dark = (
            chance.randrange(grey.width - 2),
            chance.randrange(grey.height - 2),
            chance.randrange(60, 170),
        )
        grey.paste(dark, (x, y, x + chance.choice((1, 1, 1, 2)), y + chance.choice((1, 1, 2))))
    return grey.rotate(chance.uniform(-0.9, 0.9), Image.Resampling.BICUBIC, fillcolor=215)


def scan(typescript_pdf: bytes, title: str, chance: random.Random) -> bytes:
    """A PDF of page images only."""
    buffer = io.BytesIO()
    page = canvas(buffer, title)
    for sheet in pypdfium2.PdfDocument(typescript_pdf):
        image = copied(sheet.render(scale=SCAN_DPI / 72).to_pil(), chance)
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=JPEG_QUALITY, optimize=True)
        jpeg.seek(0)
        page.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)
        page.showPage()
    page.save()
    return buffer.getvalue()


def teleprint(lines: list[str], title: str) -> bytes:
    """A clean typescript with a text layer, one line of it to one line of text."""
    buffer = io.BytesIO()
    page = canvas(buffer, title)
    page.setFont("Courier", FONT_SIZE)
    y = HEIGHT - MARGIN
    for line in lines:
        if y < MARGIN:
            page.showPage()
            page.setFont("Courier", FONT_SIZE)
            y = HEIGHT - MARGIN
        page.drawString(MARGIN, y, line)
        y -= LEADING
    page.setFont("Courier", 7)
    page.drawCentredString(WIDTH / 2, 22, INVENTED)
    page.save()
    return buffer.getvalue()


def printed(text: str, title: str) -> bytes:
    """A report set in Times, its head centred, with a text layer."""
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=12.5, leading=18, spaceAfter=9)
    head = ParagraphStyle("head", parent=body, alignment=TA_CENTER, spaceAfter=2)
    flow = []
    style = head
    for block in text.strip().split("\n\n"):
        if block.startswith("To the "):
            style = body
        for line in block.splitlines():
            flow.append(Paragraph(line, style))
        if style is head:
            flow.append(Paragraph("&nbsp;", head))
    buffer = io.BytesIO()
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author="Fonds demonstration archive",
        subject=INVENTED,
        invariant=1,
    ).build(flow)
    return buffer.getvalue()


def main() -> None:
    chance = random.Random(19570709)
    telegram = LEGATION / "1957-07-10-penhallow-to-wetherby-no-88.txt"
    title = "Telegram No. 88, Penhallow to Wetherby"
    struck = typescript(typed_lines(telegram), title, 38, chance)
    made = {telegram.with_suffix(".pdf"): scan(struck, title, chance)}
    signal = LEGATION / "1957-07-18-roe-to-admiralty.txt"
    made[signal.with_suffix(".pdf")] = teleprint(typed_lines(signal), "Telegram No. 114, Roe to Admiralty")
    report = BRIDGE / "1958-01-20-report-of-the-commission-of-inquiry.pdf"
    made[report] = printed(REPORT, "Report on the Stopping of the Swing Span of the Ardel Bridge")
    for path, data in made.items():
        path.write_bytes(data)
        print(f"{len(data):8} bytes  {path.relative_to(DEMO)}")


if __name__ == "__main__":
    main()
