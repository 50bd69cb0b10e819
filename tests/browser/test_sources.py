"""Sources and names in a browser: from a line of the graph to the shared words, from a loaded word to its characters."""

from __future__ import annotations

import re

import pytest


def test_a_line_of_the_graph_leads_to_the_two_reports(reader):
    reader.open("/sources")
    line = reader.page.get_by_role("link", name=re.compile("^Andean Wire → Quito Courier"))
    line.focus()
    reader.press("Enter")
    reader.page.wait_for_url(re.compile(r"/compare\?id=02-aw&id=03-courier"))


def test_a_line_can_be_pressed_where_it_is_thin(reader):
    reader.open("/sources")
    box = reader.page.get_by_role("link", name=re.compile("^Quito Courier → The Pacific Post")).locator(".line").bounding_box()
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 3)
    reader.page.wait_for_url(re.compile(r"/compare\?id=03-courier&id=04-post"))


def test_a_loaded_word_leads_to_its_highlighted_characters(reader):
    reader.open("/names")
    reader.page.get_by_role("link", name=re.compile("loaded: terrorists ×3")).first.click()
    reader.page.wait_for_url(re.compile(r"/actor/.*word=terrorists.*#mentions"))
    marks = reader.page.locator("#mentions ~ div mark")
    assert marks.count() == 3
    assert all("terrorists" in text.lower() for text in marks.all_inner_texts())
    reader.page.locator("#mentions ~ div .words footer a").first.click()
    reader.page.wait_for_url(re.compile(r"/report\?id=.*&at="))
    assert "terrorists" in "".join(reader.page.locator("mark").all_inner_texts()).lower()


def test_a_figure_of_a_way_leads_to_its_claims(reader):
    reader.open("/sources?list=speakers")
    row = reader.page.locator("tr[data-item]").filter(has_text="Rosalba Quiñónez")
    row.get_by_role("link", name=re.compile("Litoral Today")).click()
    reader.page.wait_for_url(re.compile(r"/origin/.*via=Andean"))
    assert reader.page.locator(".rests .words mark").count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
@pytest.mark.parametrize("path", ["/sources?list=outlets", "/names?show=all", "/outlet?name=The%20Pacific%20Post", "/outlet"])
def test_lists_are_accessible_and_fit(open_reader, served, path, width, scheme):
    reader = open_reader(served, width=width, scheme=scheme)
    reader.open(path)
    assert reader.overflow() <= 0
    assert not reader.faults()
