"""The published demo archive: full text in the browser, facets, other scripts, and what of it a disk alone gives."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from published import broken_links

pytest.importorskip("pagefind", reason="the extra publish is not installed")
pytestmark = pytest.mark.browser


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page; a script error or a breach of the policy fails the test."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert complaints == []


def hits(page: Page) -> list[str]:
    page.wait_for_selector("#copied-search[data-done]")
    return page.locator("#hits h2").all_inner_texts()


def test_no_link_is_broken(copy: Path) -> None:
    assert list(broken_links(copy)) == []


def test_from_the_first_page_to_a_document(reader: Page, published: str) -> None:
    reader.goto(f"{published}/")
    reader.locator(".ask input").first.fill("bridge authority")
    reader.locator(".ask button").first.click()
    found = hits(reader)
    assert any("Directive No. 9 of the Bridge Authority" in title for title in found)
    assert reader.locator("#hits mark").count() > 0
    reader.locator("#hits h2 a").first.click()
    expect(reader.locator("h1.title")).to_have_text(found[0])


@pytest.mark.parametrize("words", ["铁道兵", "命令", "моста", "мост", '"bridge authority"'])
def test_words_of_every_script(reader: Page, published: str, words: str) -> None:
    reader.goto(f"{published}/search/?q={quote(words)}")
    assert hits(reader)
    expect(reader.locator("#hits .passage").first).to_contain_text(
        {"моста": "мост", '"bridge authority"': "Bridge"}.get(words, words)
    )


def test_facets_narrow_and_count(reader: Page, published: str) -> None:
    reader.goto(f"{published}/search/")
    all_of_them = len(hits(reader))
    assert all_of_them == 10
    link = reader.locator('[data-facet="type"] a').first
    name, count = link.locator("span").all_inner_texts()
    link.click()
    hits(reader)
    assert reader.locator("#count").inner_text().split()[0] == count
    assert reader.locator("#hits .kicker").first.inner_text().startswith(name)
    reader.locator("#chosen a").first.click()
    assert len(hits(reader)) == all_of_them


def test_old_search_links_keep_their_meaning(reader: Page, published: str) -> None:
    reader.goto(f"{published}/search/?year=1957..1958&sort=-date")
    assert hits(reader)
    assert "1958" in reader.locator("#hits .kicker").first.inner_text()


def test_tabs_and_citations_on_the_page(reader: Page, published: str) -> None:
    reader.goto(f"{published}/search/?q=%D0%BC%D0%BE%D1%81%D1%82")
    hits(reader)
    reader.locator("#hits h2 a").first.click()
    reader.locator(".actions a", has_text="Cite").click()
    expect(reader.locator("dialog .cites")).to_be_visible()
    address = reader.locator("dialog .files a").first.get_attribute("href")
    assert address
    assert urllib.request.urlopen(address).status == 200
    reader.locator("dialog .shut").click()
    reader.locator("a.switch").click()
    expect(reader.locator("a.switch.on")).to_be_visible()


def test_from_a_memory_stick(reader: Page, copy: Path) -> None:
    reader.goto(f"{copy.as_uri()}/index.html")
    reader.locator(".ask input").first.fill("bridge authority")
    reader.locator(".ask button").first.click()
    assert any("Bridge Authority" in title for title in hits(reader))
    expect(reader.locator("#note")).to_contain_text("not the full texts")
    reader.locator("#hits h2 a").first.click()
    expect(reader.locator("h1.title")).to_contain_text("Bridge Authority")


def test_without_scripts_there_are_lists(browser: Browser, published: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published}/search/")
    page.get_by_role("link", name="people", exact=True).click()
    expect(page.locator("h1")).to_have_text("People and bodies")
    page.locator(".names a").first.click()
    expect(page.locator("h1")).to_be_visible()
    context.close()
