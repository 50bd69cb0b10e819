"""Reports full of scripts, on every page: no dialog, no request elsewhere, no violation of the policy; their words stand there as words."""

from __future__ import annotations

import pytest

from crosswire.store.database import open_record
from crosswire.view.web.registry import PAGES
from tests import samples
from tests.browser.chromium import PHONE

NAMES = [p.name for p in PAGES]


@pytest.fixture(scope="module")
def hostile_addresses(hostile_record):
    with open_record(hostile_record) as record:
        return samples.addresses(record)


@pytest.fixture(scope="module")
def at_hostile_reports(standing, hostile_served):
    return standing(hostile_served, width=PHONE[0], height=PHONE[1])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_report_runs(at_hostile_reports, hostile_addresses, name):
    reader = at_hostile_reports
    reader.troubles.clear()
    assert reader.open(hostile_addresses[name]).status == 200
    assert (
        reader.page.locator("main script, main img[onerror], main [onload], main a[href^='javascript'], main a[href^='data']").count() == 0
    )
    assert reader.overflow() <= 0, reader.wide_things()
    assert reader.troubles == []


def test_the_words_of_a_script_can_be_read(open_reader, hostile_served, hostile_record):
    reader = open_reader(hostile_served)
    with open_record(hostile_record) as record:
        reader.open(f"/story/{samples.first(record, 'story_id')}")
    assert "<script>alert(1)</script>" in reader.page.locator("main").inner_text()
