"""Comparing in a browser: from shared words to their counterpart, by pointer, keyboard and without scripts."""

from __future__ import annotations

import pytest

PAIR = "/compare?id=02-aw&id=04-post"


def test_shared_words_lead_to_their_counterpart_and_back(reader):
    reader.open(PAIR)
    first = reader.page.locator("#p3-0")
    first.click()
    assert reader.page.evaluate("document.activeElement.id") == "p3-1"
    assert reader.page.url.endswith("#p3-1")
    reader.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "p3-0"


def test_the_pointer_lights_words_wherever_they_stand(reader):
    reader.open(PAIR)
    reader.page.locator("#p3-0").hover()
    lit = reader.page.locator(".lit").evaluate_all("nodes => [...new Set(nodes.map(n => n.dataset.p))]")
    assert lit == ["3"]
    assert reader.page.locator("#text-1 .lit").count() >= 1
    assert reader.page.locator(".ribbon.lit").count() == 1


def test_reports_are_chosen_without_scripts(open_reader, served):
    reader = open_reader(served, js=False)
    reader.open("/compare?id=02-aw")
    reader.page.locator("input[value='05-radio']").check()
    reader.page.locator(".chooser button").click()
    assert reader.at == "/compare?id=02-aw&id=05-radio&q="
    assert reader.page.locator(".column").count() == 2


@pytest.mark.parametrize("path", [PAIR, "/compare?id=02-aw&id=03-courier&id=04-post&id=05-radio", "/compare?id=11-post"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_comparisons_are_accessible_and_fit(open_reader, served, path, width, scheme):
    reader = open_reader(served, width=width, scheme=scheme)
    reader.open(path)
    assert reader.faults() == []
    assert reader.overflow() <= 0, reader.wide_things()
