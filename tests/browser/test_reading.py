"""Reading a document: tabs, scan, nested messages, notes, evidence, citing; with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.conftest import BOTH
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, BOTH]

Find = Callable[[str], str]


@pytest.fixture
def conveying(document: Find) -> str:
    """A telegram that forwards two others."""
    return document('title:"No. 1911"')


@pytest.fixture
def with_russian(document: Find) -> str:
    """A telegram with its Russian original."""
    return document('title:"No. 311"')


@pytest.fixture
def scanned(document: Find) -> str:
    """A telegram with a scan."""
    return document('title:"No. 114"')


def test_tabs(either: Page, with_russian: str) -> None:
    either.goto(with_russian)
    tabs = either.get_by_role("navigation", name="Ways of reading")
    expect(tabs.get_by_role("link", name="English")).to_have_attribute("aria-current", "page")
    tabs.get_by_role("link", name="Русский").click()
    expect(either).to_have_url(re.compile(r"view(=|%3D)ru(/index\.html)?$"))
    expect(tabs.get_by_role("link", name="Русский")).to_have_attribute("aria-current", "page")
    expect(either.locator(".prose")).to_have_attribute("lang", "ru")
    tabs.get_by_role("link", name="Side by side").click()
    expect(either.locator('.sides [lang="ru"]')).to_be_visible()
    expect(either.locator('.sides [lang="en"]')).to_be_visible()


def test_tabs_change_without_a_reload_and_go_back(page: Page, with_russian: str) -> None:
    page.goto(with_russian)
    page.evaluate("window.kept = true")
    page.get_by_role("link", name="Русский").click()
    expect(page.locator(".prose")).to_have_attribute("lang", "ru")
    assert page.evaluate("window.kept")
    expect(page.get_by_role("link", name="Русский")).to_be_focused()
    page.go_back()
    expect(page.locator(".prose")).to_have_attribute("lang", "en")
    assert page.evaluate("window.kept")


def test_the_scan_is_seen_beside_the_text(either: Page, scanned: str) -> None:
    either.goto(scanned)
    either.get_by_role("link", name="Scan", exact=True).click()
    image = either.get_by_role("img", name="Page 1 of the scan")
    expect(image).to_be_visible()
    with either.expect_response(re.compile("/scan/1")) as shown:
        either.reload()
    assert shown.value.status in (200, 304)
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    with either.expect_download() as downloading:
        either.get_by_role("link", name=re.compile("^Download .*pdf")).click()
    assert downloading.value.suggested_filename.endswith(".pdf")
    either.get_by_role("link", name="Side by side").click()
    expect(either.get_by_role("img", name="Page 1 of the scan")).to_be_visible()
    expect(either.locator(".sides .prose")).to_be_visible()


def test_nested_messages_are_followed(either: Page, conveying: str) -> None:
    either.goto(conveying)
    outline = either.get_by_role("navigation", name="Outline")
    inner = outline.locator("ol ol").get_by_role("link")
    expect(inner).to_have_count(2)
    inner.nth(1).click()
    expect(either).to_have_url(re.compile("#m3$"))
    card = either.locator("#m3")
    expect(card).to_be_in_viewport()
    answers = card.get_by_role("link", name=inner.nth(0).inner_text())
    answers.click()
    expect(either).to_have_url(re.compile("#m2$"))
    expect(either.locator("#m2")).to_be_in_viewport()


def test_a_mention_of_what_is_not_here_leads_to_all_that_mention_it(either: Page, conveying: str) -> None:
    either.goto(conveying)
    either.locator(".prose a.missing").first.click()
    expect(either.locator(".stamp")).to_have_text("Not in this archive")
    papers = either.locator("section", has=either.get_by_role("heading", name="Documents that mention it"))
    expect(
        papers.get_by_role("listitem").filter(has=either.locator(f'a[href*="{conveying}"]'))
    ).to_have_count(1)


def test_notes_there_and_back(either: Page, document: Find) -> None:
    either.goto(document('"Old Baek" flour'))
    reference = either.locator(".noteref").first
    reference.click()
    note = either.locator(":target")
    expect(note).to_be_in_viewport()
    note.locator(".back").click()
    expect(reference).to_be_in_viewport()
    expect(either).to_have_url(re.compile("#nr1$"))


def test_evidence(either: Page, conveying: str) -> None:
    either.goto(conveying)
    expect(either.locator("mark.e")).to_have_count(0)
    either.get_by_role("link", name="Show the evidence for each fact").click()
    expect(either).to_have_url(re.compile("evidence(=|%3D)1"))
    panel = either.get_by_role("complementary", name="About this document")
    rest = panel.locator(".rests a").first
    quote = rest.inner_text().strip("“”")
    rest.click()
    expect(either.locator("mark:target")).to_have_text(quote)
    expect(either.locator("mark:target")).to_be_in_viewport()
    either.get_by_role("link", name="Evidence is shown; hide it").click()
    expect(either.locator("mark.e")).to_have_count(0)


def test_facts_and_words_light_up_together(page: Page, conveying: str) -> None:
    page.goto(conveying)
    page.get_by_role("link", name="Show the evidence for each fact").click()
    expect(page).to_have_url(re.compile("evidence(=|%3D)1"))
    rest = page.locator(".rests[data-e]").first
    mark = page.locator(f'mark[data-e="{rest.get_attribute("data-e")}"]')
    rest.hover()
    expect(mark.first).to_have_class(re.compile(r"\blit\b"))
    page.locator("h1").hover()
    expect(mark.first).not_to_have_class(re.compile(r"\blit\b"))


def test_citing_in_place_and_copying(page: Page, conveying: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(conveying)
    page.get_by_role("link", name="Cite", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("blockquote")).to_have_count(6)
    dialog.get_by_role("button", name="Copy MLA").click()
    expect(dialog.get_by_role("button", name="Copied MLA")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == dialog.locator("#cite-mla").inner_text()
    assert conveying in copied
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert conveying in page.url


def test_citing_without_scripts(new_page: Callable[..., Page], conveying: str) -> None:
    page = new_page(scripts=False)
    page.goto(conveying)
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page).to_have_url(re.compile(r"/cite(/index\.html)?$"))
    expect(page.locator("blockquote")).to_have_count(6)
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="RIS").click()
    assert downloading.value.suggested_filename.endswith(".ris")


def test_sharing(either: Page, conveying: str) -> None:
    either.goto(conveying)
    either.get_by_text("Share", exact=True).click()
    expect(either.locator("#permalink")).to_be_visible()
    assert either.locator("#permalink").inner_text().endswith(conveying)
    mail = either.get_by_role("link", name="E-mail").get_attribute("href")
    assert mail
    assert mail.startswith("mailto:?subject=")


def test_paragraphs_have_addresses(either: Page, conveying: str) -> None:
    either.goto(conveying)
    either.get_by_role("link", name="Paragraph 5", exact=True).click()
    expect(either).to_have_url(re.compile("#p5$"))
    expect(either.locator("#p5")).to_be_in_viewport()


def test_facts_lead_to_people_and_files(either: Page, conveying: str) -> None:
    either.goto(conveying)
    panel = either.get_by_role("complementary", name="About this document")
    panel.locator("dd").first.get_by_role("link").first.click()
    expect(either).to_have_url(re.compile("/people/"))
    expect(either.locator(f'main a[href*="{conveying}"]').first).to_be_visible()
    either.goto(conveying)
    panel.locator(".steps a").last.click()
    expect(either).to_have_url(re.compile("/holdings/"))
    expect(either.locator(f'main a[href*="{conveying}"]')).to_be_visible()


def test_neighbours_and_related(either: Page, conveying: str) -> None:
    either.goto(conveying)
    expect(either.locator(".related .reason").first).not_to_be_empty()
    either.get_by_role("navigation", name="Earlier and later documents").get_by_role("link").last.click()
    back = either.get_by_role("navigation", name="Earlier and later documents").get_by_role("link").first
    expect(back).to_have_attribute("href", re.compile(conveying))


def test_speakers_are_set_off(either: Page, document: Find) -> None:
    either.goto(document('type:"memorandum of conversation" Ismara "first session"'))
    expect(either.locator(".speaker").first).to_be_visible()
    outline = either.get_by_role("navigation", name="Outline")
    outline.get_by_role("link").last.click()
    expect(either.locator(":target .speaker").first).to_be_in_viewport()


def test_notes_stand_beside_their_lines_on_a_wide_desk(page: Page, document: Find) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(document('"Old Baek" flour'))
    page.wait_for_function("document.querySelector('.noted')")
    note, reference = page.locator("#n1").bounding_box(), page.locator("#nr1").bounding_box()
    assert note
    assert reference
    assert note["x"] > reference["x"]
    assert abs(note["y"] - reference["y"]) < 40
    page.set_viewport_size({"width": 800, "height": 900})
    expect(page.locator(".noted")).to_have_count(0)


def test_paper_holds_the_document_and_its_address(page: Page, conveying: str) -> None:
    page.goto(conveying)
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("complementary", name="About this document")).to_be_hidden()
    expect(page.locator(".print-only")).to_contain_text(conveying)
    expect(page.locator("#p1")).to_be_visible()
