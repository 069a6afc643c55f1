"""Searching, narrowing, taking off, opening: with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def total(page: Page) -> int:
    words = page.get_by_role("status").inner_text()
    return int(re.sub(r"\D", "", words))


def test_search_narrow_take_off_open(either: Page) -> None:
    page = either
    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).fill("bridge")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_title(re.compile("^bridge – "))
    everything = total(page)
    assert everything > 10

    narrow = page.get_by_role("complementary", name="Narrow the results")
    link = narrow.get_by_role("link", name=re.compile(r"^Telegram\s+\d"))
    promised = int(re.sub(r"\D", "", link.inner_text()))
    link.click()
    expect(page).to_have_url(re.compile("type=telegram"))
    assert total(page) == promised < everything
    expect(narrow.get_by_role("link", name=re.compile("Telegram"))).to_have_attribute("aria-current", "true")

    page.get_by_role("link", name="Take off Type: Telegram").click()
    expect(page).not_to_have_url(re.compile("type="))
    assert total(page) == everything

    hit = page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first
    title = hit.inner_text()
    hit.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_words_are_marked_in_passages(either: Page) -> None:
    either.goto("/search?q=lamp")
    expect(either.locator(".hits mark").first).to_have_text(re.compile("lamp", re.IGNORECASE))


def test_words_of_other_scripts_are_found(either: Page) -> None:
    for word in ("мост", "铁路", "철도"):
        either.goto(f"/search?q={word}")
        assert total(either) > 0, word


def test_a_name_finds_its_pseudonym_and_says_so(either: Page) -> None:
    either.goto("/search?q=Zaborov")
    also = either.locator(".also")
    expect(also).to_contain_text("Lugov")
    both = total(either)
    also.get_by_role("link").click()
    expect(either).to_have_url(re.compile("names=off"))
    assert total(either) < both


def test_sorting_and_paging_keep_the_query(either: Page) -> None:
    either.goto("/search?q=bridge")
    either.get_by_role("link", name="oldest first").click()
    expect(either).to_have_url(re.compile(r"q=bridge.*sort=date"))
    expect(either.get_by_role("link", name="oldest first")).to_have_attribute("aria-current", "true")
    first = either.locator(".hits h2").first.inner_text()
    either.get_by_role("link", name="next page").click()
    expect(either).to_have_url(re.compile(r"sort=date.*page=2"))
    expect(either.locator(".hits h2").first).not_to_have_text(first)


def test_years_are_links(either: Page) -> None:
    either.goto("/search?q=bridge")
    chart = either.get_by_role("group", name="Documents by year")
    chart.get_by_role("link", name=re.compile("^1957:")).click()
    expect(either).to_have_url(re.compile("year=1957"))
    expect(either.locator(".chosen")).to_contain_text("1957")


def test_nothing_found_says_what_comes_nearest(either: Page) -> None:
    either.goto("/search?q=Ostashov")
    expect(either.get_by_role("heading", name="Nothing was found")).to_be_visible()
    either.get_by_role("link", name=re.compile("Ostashev", re.IGNORECASE)).first.click()
    expect(either.locator("h1")).to_be_attached()
    expect(either).not_to_have_url(re.compile("Ostashov"))


def test_home_leads_to_years_and_collections(either: Page) -> None:
    either.goto("/")
    either.get_by_role("link", name=re.compile("^1957: ")).click()
    expect(either.get_by_role("heading", level=1)).to_have_text("1957")
    either.goto("/")
    either.get_by_role("main").get_by_role("link", name="Papers of the Bridge").click()
    expect(either.get_by_role("heading", level=1)).to_have_text("Papers of the Bridge")


def test_suggestions_by_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("Verr", delay=30)
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("Verrin")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Verrin")


def test_suggestions_can_be_shut(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("Verr", delay=30)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_dragging_over_years_narrows(page: Page) -> None:
    page.goto("/search?q=bridge")
    bars = page.locator(".facets svg [data-year]")
    first, last = bars.first.bounding_box(), bars.last.bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] - 1)
    page.mouse.down()
    page.mouse.move(last["x"] + 1, last["y"] + last["height"] - 1, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"year=\d{4}\.\.\d{4}"))


def test_ticked_documents_are_cited(either: Page) -> None:
    either.goto("/search?q=bridge")
    for n in (0, 2):
        either.locator('input[form="basket"]').nth(n).check()
    either.get_by_role("button", name="Cite the ticked documents").click()
    either.wait_for_url("**/basket?*")
    gathered = either.get_by_role("main").get_by_role("listitem").filter(has=either.get_by_role("checkbox"))
    expect(gathered).to_have_count(2)
    either.get_by_role("link", name="MLA").click()
    expect(gathered).to_have_count(2)
    gathered.first.get_by_role("checkbox").uncheck()
    either.get_by_role("button", name="Keep what is ticked").click()
    expect(gathered).to_have_count(1)


def test_the_browser_remembers_what_was_ticked_on_other_pages(page: Page) -> None:
    page.goto("/search?q=bridge")
    page.locator('input[form="basket"]').first.check()
    page.goto("/search?q=lamp")
    page.locator('input[form="basket"]:not(:checked)').first.check()
    page.get_by_role("link", name="Basket (2)").click()
    expect(page.get_by_role("main").get_by_role("checkbox")).to_have_count(2)
    page.goto("/search?q=bridge")
    expect(page.locator('input[form="basket"]').first).to_be_checked()
