"""The printable report, as a page, as a file from a disk, and on paper."""

from __future__ import annotations

import re

import pytest

from crosswire.store.database import open_record
from crosswire.view import links, printing
from crosswire.view.terminal import keys


@pytest.fixture(scope="module")
def file(examples_record, tmp_path_factory):
    with open_record(examples_record) as record:
        whole = printing.whole(record, keys.story(record, "ecuador"))
    path = tmp_path_factory.mktemp("printed") / "story.html"
    path.write_text(whole, encoding="utf-8")
    return path


def test_a_number_leads_to_its_words_and_on_to_the_report(reader, addresses):
    reader.open(addresses["printed"])
    first = reader.page.locator(".account .refs a").first
    first.click()
    note = reader.page.locator("li:target")
    words = note.locator("mark").inner_text()
    note.get_by_role("link", name=re.compile("characters")).click()
    reader.page.wait_for_url(re.compile("/report"))
    assert words.split()[0] in reader.page.locator("#at, #at mark, mark#at").first.inner_text()


def test_the_story_offers_it(reader, addresses):
    reader.open(addresses["story"])
    reader.page.get_by_role("link", name="printable report").click()
    reader.page.wait_for_url(re.compile(links.printed("[^/]+")))


def test_the_file_opens_from_a_disk_and_fetches_nothing(browser, file):
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: said.append(m.text))
    page.goto(file.as_uri())
    assert page.locator("main").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"  # its style is in force
    assert (asked, said) == ([file.as_uri()], [])
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    assert paper.startswith(b"%PDF")
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842)} or not sizes
    assert 3 < len(re.findall(rb"/Type\s*/Page[^s]", paper)) < 40
