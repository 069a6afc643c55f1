"""Take the picture in the README: ``python -m docs.picture`` (chromium and the environment of ``make setup``).

Builds the demo archive in a folder of its own, serves it, opens a document at desk width, and writes
``docs/images/document.png`` with as few colours as the page needs.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent / "images" / "document.png"
DOCUMENT = "6s39wswgq"
WIDTH_PX, HEIGHT_PX = 1280, 1180
COLOURS = 64


def main() -> None:
    """Takes it."""
    chromium = os.environ.get("FONDS_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        fonds = [sys.executable, "-m", "fonds"]
        subprocess.run([*fonds, "demo", "--no-serve", archive], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*fonds, "serve", "--archive", archive, "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+/", server.stdout.readline())
            assert address is not None, "the server did not start"
            with sync_playwright() as player:
                browser = player.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page(
                    viewport={"width": WIDTH_PX, "height": HEIGHT_PX}, color_scheme="light"
                )
                page.goto(f"{address[0]}d/{DOCUMENT}")
                page.evaluate("document.fonts.ready")
                taken = page.screenshot()
                browser.close()
        finally:
            server.terminate()
            server.wait()
    PICTURE.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"{PICTURE.name}: {PICTURE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
