"""Pictures of every kind of page, to be looked at: ``python tests/browser/shots.py ADDRESS FOLDER``.

ADDRESS is that of a running demo archive. Each page is taken on a desk (1280 pixels) and on a phone
(390), light and dark.
"""

from __future__ import annotations

import argparse
import re
import shutil
import urllib.request
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
PAPERS = {
    "telegram": 'title:"No. 1911"',
    "conversation": 'type:"memorandum of conversation" Ismara "first session"',
    "parallel": 'title:"No. 311"',
    "scanned": 'title:"No. 114"',
    "diary": '"Old Baek" flour',
}
PAGES = {
    "home": "/",
    "results": "/search?q=bridge",
    "no-results": "/search?q=Ostashov+zzzz",
    "people": "/people/",
    "places": "/places/",
    "holdings": "/holdings/",
    "collections": "/collections/",
    "collection": "/collections/Papers%20of%20the%20Bridge",
    "year": "/dates/1957",
    "resolve": "/resolve",
    "about": "/about",
    "not-found": "/nothing/bridge",
}


def read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        text: str = answer.read().decode()
        return text


def pages(site: str) -> dict[str, str]:
    """Name of the picture -> path."""
    found = dict(PAGES)
    for name, query in PAPERS.items():
        hit = re.search(r'<h2><a href="(/d/[0-9a-z]+)">', read(f"{site}/search?q={quote(query)}"))
        if hit:
            found[name] = hit[1]
    if "telegram" in found:
        html = read(site + found["telegram"])
        found["evidence"] = f"{found['telegram']}?evidence=1"
        found["cite"] = f"{found['telegram']}/cite"
        for name, pattern in {
            "person": r"/people/[0-9a-z]+",
            "place": r"/places/[0-9a-z]+",
            "file": r"/holdings/[^\"]+/[^\"]+/[^\"]+",
            "missing": r"/missing/[^\"]+",
        }.items():
            link = re.search(f'href="({pattern})"', html)
            if link:
                found[name] = link[1]
    if "parallel" in found:
        found["side-by-side"] = f"{found['parallel']}?view=side"
    if "scanned" in found:
        found["scan"] = f"{found['scanned']}?view=side"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", help="names of pictures")
    parser.add_argument("--whole", action="store_true", help="the whole page, not the first screen")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, path in pages(given.address.rstrip("/")).items():
            if given.only and name not in given.only:
                continue
            for device, width, height in (("desk", 1280, 900), ("phone", 390, 844)):
                for light in ("light", "dark"):
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme="dark" if light == "dark" else "light",
                        device_scale_factor=1 if device == "desk" else 2,
                    )
                    page = context.new_page()
                    page.goto(given.address.rstrip("/") + path)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=given.folder / f"{name}-{device}-{light}.png", full_page=given.whole)
                    context.close()
        browser.close()


if __name__ == "__main__":
    main()
