"""Every kind of page: nothing that axe-core objects to, nothing wider than the screen, usable by keyboard."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from fonds.services.static_paths import path_of

pytestmark = pytest.mark.browser

KINDS = {
    "home": "/",
    "results": "/search?q=bridge",
    "narrowed results": "/search?q=bridge&type=telegram&year=1957&language=en",
    "no results": "/search?q=Ostashov+zzzz",
    "document": "DOC",
    "document with evidence": "DOC?evidence=1",
    "conversation": "TALK",
    "original text": "RUSSIAN?view=ru",
    "side by side": "RUSSIAN?view=side",
    "scan": "SCAN?view=scan",
    "cite": "DOC/cite",
    "versions": "DOC/versions",
    "people": "/people/",
    "person": "PERSON",
    "places": "/places/",
    "place": "PLACE",
    "holdings": "/holdings/",
    "file": "FILE",
    "collections": "/collections/",
    "collection": "/collections/Papers%20of%20the%20Bridge",
    "year": "/dates/1957",
    "day": "/dates/1957-07-18",
    "missing": "MISSING",
    "resolve": "/resolve",
    "basket": "/basket?add=DOC",
    "about": "/about",
    "not found": "/nothing/bridge",
    "mistyped": "/d/b1wfs30s0",
}


ASKED = ("results", "narrowed results", "no results", "resolve", "basket", "not found", "mistyped")
"""Kinds that only a server makes; a copy has a search of its own."""


@pytest.fixture(scope="session")
def addresses(served: str, document: Callable[[str], str]) -> dict[str, str]:
    """The address of each kind."""
    paper = document('title:"No. 1911"')
    with urllib.request.urlopen(served + paper) as answer:
        html = answer.read().decode()
    link = {
        word: re.search(pattern, html)
        for word, pattern in {
            "PERSON": r'href="(/people/[0-9a-z]+)"',
            "PLACE": r'href="(/places/[0-9a-z]+)"',
            "FILE": r'href="(/holdings/[^"]+/[^"]+/[^"]+)"',
            "MISSING": r'href="(/missing/[^"]+)"',
        }.items()
    }
    words = {word: found[1] for word, found in link.items() if found} | {
        "DOC": paper,
        "TALK": document('type:"memorandum of conversation" Ismara "first session"'),
        "RUSSIAN": document('title:"No. 311"'),
        "SCAN": document('title:"No. 114"'),
    }
    assert len(words) == 8
    return {kind: re.sub("[A-Z]{3,}", lambda m: words[m[0]], address) for kind, address in KINDS.items()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(
    new_page: Callable[..., Page], addresses: dict[str, str], kind: str, dark: bool
) -> None:
    page = new_page(dark=dark)
    page.goto(addresses[kind])
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_shows_it_without_scrolling_sideways(
    new_page: Callable[..., Page], addresses: dict[str, str], kind: str
) -> None:
    page = new_page(phone=True)
    page.goto(addresses[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ASKED])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("site", ["published"], indirect=True, scope="session")
def test_axe_finds_nothing_in_a_copy(
    new_page: Callable[..., Page], addresses: dict[str, str], kind: str, phone: bool
) -> None:
    page = new_page(phone=phone)
    answer = page.goto(f"/{quote(path_of(addresses[kind]))}")
    assert answer
    assert answer.ok
    assert not phone or page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", ["cite", "share", "suggestions"])
def test_axe_finds_nothing_in_what_scripts_open(page: Page, addresses: dict[str, str], kind: str) -> None:
    page.goto(addresses["document"])
    if kind == "cite":
        page.get_by_role("link", name="Cite", exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
    elif kind == "share":
        page.get_by_text("Share", exact=True).click()
    else:
        page.get_by_role("combobox").press_sequentially("Verr", delay=30)
        expect(page.get_by_role("listbox")).to_be_visible()
        page.keyboard.press("ArrowDown")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_light_and_dark_differ_and_both_can_be_read(
    new_page: Callable[..., Page], addresses: dict[str, str]
) -> None:
    """Text on its ground has at least the contrast of WCAG's level AAA, 7 to 1."""
    grounds = set()
    for dark in (False, True):
        page = new_page(dark=dark)
        page.goto(addresses["document"])
        colours = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.prose p')).color,"
            " getComputedStyle(document.querySelector('.prose a.mention')).color,"
            " getComputedStyle(document.querySelector('.kicker')).color]"
        )
        ground, *inks = (luminance(colour) for colour in colours)
        grounds.add(colours[0])
        for ink in inks:
            light, shade = max(ink, ground), min(ink, ground)
            assert (light + 0.05) / (shade + 0.05) >= 7
    assert len(grounds) == 2


def luminance(colour: str) -> float:
    """WCAG's relative luminance of "rgb(r, g, b)"."""
    channels = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_keyboard_gets_to_the_content(either: Page) -> None:
    either.goto("/about")
    either.keyboard.press("Tab")
    skip = either.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    either.keyboard.press("Enter")
    expect(either).to_have_url(re.compile("#main$"))


def test_fonds_serves_its_own_fonts(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["document"])
    page.wait_for_function("document.fonts.status === 'loaded'")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"Fonds Serif", "Fonds Sans", "Fonds Serif Display"} <= {name.strip('"') for name in loaded}


def test_a_first_page_is_light(page: Page, addresses: dict[str, str]) -> None:
    sizes = {"document": 0, "stylesheet": 0}

    def add(response) -> None:
        kind = response.request.resource_type
        if kind in sizes:
            sizes[kind] += response.request.sizes()["responseBodySize"]

    page.on("requestfinished", lambda request: add(request.response()))
    page.goto(addresses["document"])
    page.wait_for_load_state("networkidle")
    assert sizes["stylesheet"] > 0
    assert sum(sizes.values()) < 50_000
