"""The event in a browser: from a figure in the matrix down to the highlighted characters, the setting of words, the way by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.chromium import PHONE


@pytest.fixture
def page(reader, addresses):
    reader.open(addresses["event"])
    return reader.page


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_matrix_leads_to_the_highlighted_characters(reader, page):
    killed = page.locator('tr[data-field="quantity:killed"] a.said')
    said = [words(t) for t in killed.all_inner_texts()]
    assert len(said) > 3
    for n, told in enumerate(said[:4]):
        page.locator('tr[data-field="quantity:killed"] a.said').nth(n).click()
        page.wait_for_url(re.compile(r"/report\?id=.*&at=\d+-\d+#at"))
        mark = page.locator("mark")
        assert words("".join(mark.all_inner_texts())) == told
        assert mark.first.is_visible()
        page.go_back()


def test_the_pointer_shows_a_cell_in_its_setting(page):
    cell = page.locator("td a.said").first
    cell.hover()
    tip = page.locator(".tip")
    tip.wait_for()
    assert words(tip.locator("mark").inner_text()) == words(cell.inner_text())
    assert len(tip.inner_text()) > len(cell.inner_text()) + 20
    page.mouse.move(2, 2)
    tip.wait_for(state="hidden")


def test_the_focus_shows_it_too_and_escape_takes_it_away(reader, page):
    page.locator("td a.said").nth(1).focus()
    page.locator(".tip").wait_for()
    reader.press("Escape")
    page.locator(".tip").wait_for(state="hidden")


def test_judging_is_reached_by_keyboard(page):
    page.locator("details.values > summary").first.focus()
    page.keyboard.press("Enter")
    page.locator("details.values[open] .judge > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.values .judge[open] button").first.is_visible()


def test_on_a_phone_fields_are_cards_and_nothing_sticks_out(open_reader, served, addresses):
    phone = open_reader(served, width=PHONE[0])
    phone.open(addresses["event"])
    assert phone.overflow() <= 0, phone.wide_things()
    box = phone.page.locator('tr[data-field="quantity:killed"]').bounding_box()
    assert box
    assert box["width"] <= PHONE[0]
    assert phone.page.locator("td[data-source]").first.is_visible()


def test_without_scripts_the_setting_is_the_links_title(open_reader, served, addresses):
    bare = open_reader(served, js=False)
    bare.open(addresses["event"])
    cell = bare.page.locator("td a.said").first
    assert f"⟦{words(cell.inner_text())}⟧" in words(cell.get_attribute("title") or "")


def test_a_wrong_value_is_judged_from_the_page_and_taken_back(open_reader, serve, examples_record, addresses):
    own = open_reader(serve(examples_record))
    own.open(addresses["event"])
    page = own.page
    row = page.locator('tr[data-field="quantity:killed"]')
    row.locator("details.values > summary").click()
    value = row.locator("details.values li", has_text="conflicting").first
    value.locator(".judge > summary").click()
    value.locator(".judge button", has_text="wrong").click()
    page.locator(".done").wait_for()
    assert "wrong" in page.locator(".done").inner_text()
    assert page.locator(".verdict").count() > 0
    page.locator(".done button").click()
    page.wait_for_url(re.compile("/event/"))
    page.locator(".verdict").first.wait_for(state="detached")
