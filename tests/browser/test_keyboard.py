"""The keyboard, on any page: search, help, the menu, the items of a list, the way past the menu."""

from __future__ import annotations

import pytest

from crosswire.view.web.registry import MENU

FOCUSED = "document.activeElement"


def test_a_slash_searches(reader):
    reader.open("/")
    reader.press("/")
    assert reader.page.evaluate(f"{FOCUSED}.name") == "q"
    reader.press("j", "?", "g")  # within a field keys are letters
    assert reader.page.locator(".find input").input_value() == "j?g"
    reader.press("Escape")
    assert reader.page.evaluate(f"{FOCUSED}.name") is None


def test_a_question_mark_shows_the_keys(reader):
    reader.open("/")
    reader.press("?")
    assert reader.page.locator("dialog.help").is_visible()
    reader.press("Escape")
    assert not reader.page.locator("dialog.help").is_visible()


@pytest.mark.parametrize(("path", "key"), [(path, key) for path, _, key in MENU])
def test_g_and_a_letter_lead_to_a_page(reader, addresses, path, key):
    reader.open(addresses["story"])
    reader.press("g", key)
    reader.page.wait_for_url(reader.address + path)


def test_j_and_k_step_through_a_list_and_enter_opens(reader, addresses):
    reader.open(addresses["story"])
    items = reader.page.locator("[data-item]").count()
    assert items > 1
    inside = "[...document.querySelectorAll('[data-item]')].findIndex(i => i.contains(document.activeElement))"
    steps = []
    for key in "jjk":
        reader.press(key)
        steps.append(reader.page.evaluate(inside))
    assert steps == [0, 1, 0]
    reader.press("Enter")
    reader.page.wait_for_url(lambda url: "/event/" in url)


def test_the_first_tab_leads_past_the_menu(reader):
    reader.open("/")
    reader.press("Tab")
    assert "skip" in reader.page.evaluate(f"{FOCUSED}.className")
    assert reader.page.evaluate(f"{FOCUSED}.getBoundingClientRect().left") >= 0
    reader.press("Enter")
    assert reader.page.evaluate(f"{FOCUSED}.id") == "main"


def test_d_turns_the_light_and_it_stays(reader):
    reader.open("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = reader.page.evaluate(paper)
    reader.press("d")
    dark = reader.page.evaluate(paper)
    reader.open("/")
    assert light != dark == reader.page.evaluate(paper)
