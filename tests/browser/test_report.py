"""The reader in a browser: layers at once, the words under the pointer and the focus, and where they lead."""

from __future__ import annotations

import re

import pytest

from crosswire.store.database import open_record
from crosswire.view.reports.legend import NAMES
from tests.browser.chromium import PHONE

TEXT = "document.querySelector('.words-of-report').textContent"


@pytest.fixture(scope="module")
def texts(examples_record):
    with open_record(examples_record) as record:
        return {r["document_id"]: r["text"] for r in record.rows("SELECT document_id, text FROM documents")}


def test_layers_go_on_and_off_and_the_text_stays(reader, texts):
    for document_id, text in texts.items():
        reader.open(f"/report?id={document_id}")
        assert reader.page.evaluate(TEXT) == text
        reader.press(*"12345678")
        assert reader.page.evaluate(TEXT) == text
    assert "layers=times,places,actors,passages" in reader.page.url
    reader.page.reload()  # the address holds the state
    on = reader.page.locator(".chip[aria-current]").evaluate_all("nodes => nodes.map(n => n.dataset.layer)")
    assert on == ["times", "places", "actors", "passages"]


def test_a_claim_leads_to_its_event(reader):
    reader.open("/report?id=04-post&layers=claims")
    piece = reader.page.locator("a.in-claims[href]").nth(2)
    target = piece.get_attribute("href")
    piece.click()
    reader.page.wait_for_url(re.compile("/event/"))
    assert reader.at == target


def test_a_layer_that_is_off_leads_nowhere(reader):
    reader.open("/report?id=04-post&layers=claims,quotes")
    assert reader.page.locator(".words-of-report a[href^='/event/']").count() > 0
    reader.press("1", "2")
    assert reader.page.locator(".words-of-report a[href]").count() == 0
    reader.press("3")
    assert reader.page.locator(".words-of-report a[href]").count() > 0


def test_the_pointer_shows_what_words_were_read_as(reader):
    reader.open("/report?id=04-post")
    reader.page.locator(".words-of-report .in-quantities", has_text="1,200 troops").hover()
    card = reader.page.locator(".here-notes")
    card.get_by_text("1,200 troops · role not known").wait_for()
    reader.page.locator(".words-of-report .in-quantities", has_text="14 people").hover()
    card.get_by_text("14 people · killed").wait_for()
    reader.page.mouse.move(2, 2)  # it stays, so that its links can be reached
    card.locator("a", has_text="Toll of Ecuador").first.click()
    reader.page.wait_for_url(re.compile("/event/"))


def test_escape_empties_the_card(reader):
    reader.open("/report?id=04-post")
    reader.page.locator("a.in-claims[href]").first.focus()
    assert reader.page.locator(".here-notes .note").count() >= 1
    reader.press("Escape")
    assert reader.page.locator(".here-notes .note, .lit").count() == 0


def test_claims_are_stepped_through_and_opened_by_keyboard(reader):
    reader.open("/report?id=04-post")
    reader.press("j", "j", "j")
    note = reader.page.locator(".layer .note:focus-within")
    assert note.get_attribute("data-layer") == "claims"
    lit = reader.page.locator(".words-of-report .lit").all_inner_texts()
    assert "".join(lit) == note.locator(".note-words").inner_text()
    reader.press("Enter")
    reader.page.wait_for_url(re.compile("/event/"))


def test_tab_stops_once_at_each_span_and_says_what_it_is(reader):
    reader.open(f"/report?id=02-aw&layers={','.join(NAMES)}")
    stops = reader.page.locator(".words-of-report a[href]:not([tabindex])")
    described = stops.evaluate_all("nodes => nodes.map(n => n.getAttribute('aria-describedby'))")
    assert len(described) > 20
    assert len(described) == len(set(described))
    stops.first.focus()
    assert reader.page.locator(".here-notes .note").count() >= 1


def test_a_highlight_is_scrolled_to_with_and_without_its_anchor(reader, texts):
    start = texts["10-litoral"].rindex(".") - 40
    for anchor in ("#at", ""):
        reader.open(f"/report?id=10-litoral&at={start}-{start + 30}{anchor}")
        reader.page.wait_for_function("scrollY > 0")
        box = reader.page.locator("#at").bounding_box()
        assert 60 < box["y"] < 860


def test_beside_a_highlight_stands_what_was_read_there(reader):
    reader.open("/report?id=10-litoral")
    note = reader.page.locator("#layer-claims .note").last
    said = note.locator(".note-says").inner_text()
    note.locator(".note-spot").click()
    reader.page.wait_for_url(re.compile("at="))
    assert reader.page.locator(".here-notes .note-says").first.inner_text() == said


def test_without_scripts_layers_are_links_and_claims_lead_on(open_reader, served):
    reader = open_reader(served, js=False)
    reader.open("/report?id=04-post")
    assert reader.page.locator(".here").is_hidden()
    reader.page.locator(".chip[data-layer='claims']").click()
    assert "claims" not in reader.at.split("layers=")[1]
    reader.page.locator(".chip[data-layer='claims']").click()
    reader.page.locator(".note-lead").first.click()
    assert reader.at.startswith("/event/")


def test_on_a_phone_a_first_touch_shows_and_a_second_leads_on(open_reader, served):
    reader = open_reader(served, width=PHONE[0], height=PHONE[1])
    reader.open("/report?id=04-post&layers=claims")
    piece = reader.page.locator("a.in-claims[href]").nth(6)
    piece.click()
    assert reader.at.startswith("/report")
    assert reader.page.locator(".here.open .note").count() >= 1
    assert reader.faults() == []
    reader.page.locator(".here-close").click()
    assert reader.page.locator(".here.open").count() == 0
    piece.click()
    piece.click()
    reader.page.wait_for_url(re.compile("/event/"))


def test_a_hostile_report_is_only_text(open_reader, hostile_served, hostile_record):
    reader = open_reader(hostile_served)
    with open_record(hostile_record) as record:
        reports = record.rows("SELECT document_id, text FROM documents")
    for report in reports:
        reader.page.goto(f"{reader.address}/reports")
        reader.page.evaluate("id => { location.href = '/report?' + new URLSearchParams({ id }) }", report["document_id"])
        reader.page.wait_for_url(re.compile(r"/report\?"))
        assert reader.page.evaluate(TEXT) == report["text"]
        reader.press(*"45678")
        assert reader.page.evaluate(TEXT) == report["text"]
        assert reader.page.locator("main script, main img, .words-of-report svg").count() == 0
        assert reader.page.locator("bdi.unseen").count() == reader.page.evaluate(
            "document.querySelectorAll('.words-of-report bdi.unseen').length"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_layers_at_once_are_accessible(open_reader, served, scheme):
    reader = open_reader(served, scheme=scheme)
    reader.open(f"/report?id=05-radio&layers={','.join(NAMES)}&at=300-420")
    for layer in reader.page.locator("details.layer").all():
        layer.evaluate("node => { node.open = true }")
    assert reader.faults() == []
    assert reader.overflow() <= 0, reader.wide_things()
    reader.picture(f"report-layers-{scheme}")
