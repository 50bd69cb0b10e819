"""The timeline in a browser: marks lead to events, lanes to themselves, and the same stands in a table."""

from __future__ import annotations

import re

LINE = "#timeline .for-wide > svg"


def test_a_mark_leads_to_its_event(reader):
    reader.open("/timeline")
    mark = reader.page.locator(f"{LINE} a.mark").first
    words = mark.locator("title").text_content().split(": ", 1)[1]
    mark.locator(".sign").click()
    reader.page.wait_for_url(re.compile("/event/"))
    assert words.split(" (")[0].strip("… ")[:20] in reader.page.locator("main").inner_text()


def test_a_lane_leads_to_itself(reader):
    reader.open("/timeline")
    every = reader.page.locator(f"{LINE} a.mark").count()
    reader.page.locator(f"{LINE} text.lane").first.click()
    reader.page.wait_for_url(re.compile(r"type="))
    assert 0 < reader.page.locator(f"{LINE} a.mark").count() < every


def test_the_filters_go_along_to_the_map_and_back(reader):
    reader.open("/timeline?grade=corroborated")
    views = reader.page.get_by_role("navigation", name="The same choice as")
    views.get_by_role("link", name="map").click()
    reader.page.wait_for_url(re.compile(r"/map\?grade=corroborated"))
    reader.page.get_by_role("navigation", name="The same choice as").get_by_role("link", name="timeline").click()
    reader.page.wait_for_url(re.compile(r"/timeline\?grade=corroborated"))


def test_the_table_says_what_the_drawing_shows(reader):
    reader.open("/timeline")
    reader.page.get_by_text("The same as a table").click()
    rows = reader.page.locator(".as-table tbody tr")
    assert rows.count() == reader.page.locator(f"{LINE} a.mark").count()
    assert not reader.faults()
    reader.picture("timeline")


def test_words_on_a_phone_can_be_read(reader):
    reader.open("/timeline")
    reader.size(390, 844)
    narrow = reader.page.locator("#timeline .for-phone > svg")
    assert narrow.is_visible()
    assert narrow.locator("text.what").first.bounding_box()["height"] > 12
    assert reader.overflow() <= 0
    reader.picture("timeline-phone")
