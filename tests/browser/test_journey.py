"""The way that every reader goes: from the overview to a story, an event, a cell of its matrix, and the characters in the report."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from crosswire.store.database import open_record


@pytest.fixture(scope="module")
def texts(examples_record):
    with open_record(examples_record) as record:
        return {r["document_id"]: r["text"] for r in record.rows("SELECT document_id, text FROM documents")}


def test_from_the_overview_down_to_the_characters(reader, texts):
    page = reader.page
    reader.open("/")
    page.locator("main a[href^='/story/']").first.click()
    page.wait_for_url(re.compile("/story/"))
    page.locator("main .account a[href^='/event/']").first.click()
    page.wait_for_url(re.compile("/event/"))
    page.locator("table.matrix a.said").first.click()
    page.wait_for_url(re.compile(r"/report\?"))
    asked = parse_qs(urlsplit(page.url).query)
    start, end = map(int, asked["at"][0].split("-"))
    marked = "".join(page.locator("mark").all_inner_texts())
    assert marked.split() == texts[asked["id"][0]][start:end].split()
    assert page.locator("mark").first.is_visible()


def test_the_same_way_by_keyboard_alone(reader):
    page = reader.page
    reader.open("/")
    reader.press("g", "s")
    page.wait_for_url(re.compile("/stories"))
    reader.press("j", "Enter")
    page.wait_for_url(re.compile("/story/"))
    reader.press("j", "Enter")
    page.wait_for_url(re.compile("/event/"))
    page.locator("table.matrix a.said").first.focus()
    reader.press("Enter")
    page.wait_for_url(re.compile(r"/report\?"))
    assert page.locator("mark").first.is_visible()


def test_a_search_leads_to_the_words(reader):
    page = reader.page
    reader.open("/")
    reader.press("/")
    page.keyboard.type("mangroves")
    reader.press("Enter")
    page.wait_for_url(re.compile(r"/search\?"))
    page.locator("main a[href*='/report?']").first.click()
    page.wait_for_url(re.compile(r"/report\?"))
    assert "mangroves" in page.locator("main").inner_text()


def test_every_page_is_data_too(reader):
    reader.open("/")
    link = reader.page.get_by_role("link", name="this page as JSON")
    answer = reader.page.request.get(reader.address + (link.get_attribute("href") or ""))
    assert answer.ok
    assert answer.json()["title"]
