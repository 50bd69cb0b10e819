"""Every page in Chromium: wide and narrow, light and dark, with and without scripts."""

from __future__ import annotations

import pytest

from crosswire.view.web.registry import PAGES
from tests.browser.chromium import PHONE

NAMES = [p.name for p in PAGES]


@pytest.fixture(scope="module")
def at_a_desk(standing, served):
    return standing(served)


@pytest.fixture(scope="module")
def in_the_dark(standing, served):
    return standing(served, scheme="dark")


@pytest.fixture(scope="module")
def on_a_phone(standing, served):
    return standing(served, width=PHONE[0], height=PHONE[1], scheme="dark")


@pytest.fixture(scope="module")
def without_scripts(standing, served):
    return standing(served, js=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_and_can_be_read_by_everyone(at_a_desk, addresses, name):
    at_a_desk.troubles.clear()
    assert at_a_desk.open(addresses[name]).status == 200
    assert at_a_desk.overflow() <= 0, at_a_desk.wide_things()
    assert at_a_desk.faults() == []
    at_a_desk.picture(f"{name}-wide")
    assert at_a_desk.troubles == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_a_telephone_in_the_dark(on_a_phone, addresses, name):
    on_a_phone.troubles.clear()
    on_a_phone.open(addresses[name])
    assert on_a_phone.overflow() <= 0, on_a_phone.wide_things()
    assert on_a_phone.faults("color-contrast", "scrollable-region-focusable", "target-size") == []
    on_a_phone.picture(f"{name}-phone")
    assert on_a_phone.troubles == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_without_scripts(without_scripts, addresses, name):
    without_scripts.troubles.clear()
    without_scripts.open(addresses[name])
    assert without_scripts.page.locator("main h1").inner_text().strip()
    assert len(without_scripts.page.locator("main").inner_text().split()) > 20
    assert without_scripts.troubles == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_read_in_the_dark(in_the_dark, addresses, name):
    in_the_dark.troubles.clear()
    assert in_the_dark.open(addresses[name]).status == 200
    assert in_the_dark.faults("color-contrast") == []
    in_the_dark.picture(f"{name}-dark")
    assert in_the_dark.troubles == []


def test_what_is_not_there_is_a_page_too(reader):
    assert reader.open("/event/none").status == 404
    reader.expect("404")
    assert reader.faults() == []
    assert "no event none" in reader.page.locator("main").inner_text()
