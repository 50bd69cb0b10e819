"""Search and lists, by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_word_is_found_and_followed_to_its_highlighted_characters_by_keyboard(reader):
    reader.open("/")
    reader.press("/")
    reader.page.keyboard.type("grey trousers")
    reader.press("Enter")
    reader.page.wait_for_url("**/search?q=grey*")
    reader.page.locator("#reports").wait_for()
    count = reader.page.locator("[data-item]").count()
    reader.press(*["j"] * count, "Enter")
    reader.page.wait_for_url("**/report?id=**")
    assert "at=" in reader.page.url
    expect(reader.page.locator("#at").first).to_be_in_viewport()


def test_an_event_is_opened_from_the_list_by_keyboard(reader):
    reader.open("/events?sort=origins")
    reader.press("j", "j", "k", "Enter")
    reader.page.wait_for_url("**/event/**")


def test_filters_work_without_scripts_and_go_along_to_the_map(served, open_reader):
    reader = open_reader(served, js=False)
    reader.open("/events")
    reader.page.get_by_label("Grade").select_option("corroborated")
    reader.page.get_by_role("button", name="Show").first.click()
    expect(reader.page).to_have_url(re.compile("grade=corroborated"))
    reader.page.get_by_role("link", name="timeline", exact=True).click()
    expect(reader.page).to_have_url(re.compile("/timeline.*grade=corroborated"))
    reader.page.get_by_role("link", name=re.compile("Grade")).click()
    expect(reader.page).to_have_url(re.compile("/timeline$"))


def test_the_folded_filters_open_where_one_of_them_is_chosen(reader):
    reader.open("/events")
    expect(reader.page.get_by_label("Status")).to_be_hidden()
    reader.page.get_by_text("more filters").click()
    expect(reader.page.get_by_label("Status")).to_be_visible()
    reader.open("/events?status=happened")
    expect(reader.page.get_by_label("Status")).to_be_visible()


def test_a_list_fits_a_phone(served, open_reader):
    reader = open_reader(served, width=390)
    for path in ("/events", "/reports", "/findings", "/claims", "/search?q=killed", "/events?q=nothing-of-the-kind"):
        reader.open(path)
        assert not reader.overflow(), path
        assert not reader.faults(), path
