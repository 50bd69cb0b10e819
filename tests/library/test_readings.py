"""One text read without a record, and what a notebook shows of it."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

import crosswire as cw
from crosswire.library import displays
from tests import hostile

TEXT = """Blast in Mosul kills twelve

Police said on Friday that 12 people were killed when a bomb exploded in a market in Mosul. "We heard two explosions," Ana Petrova, a doctor, told reporters.

Photo: Reuters"""


@pytest.fixture(scope="module")
def reading() -> cw.Reading:
    return cw.read(TEXT, title="Blast in Mosul kills twelve", outlet="The Star", published="2030-03-16")


def test_a_text_is_read_in_layers(reading):
    assert reading.text == TEXT
    assert "12 people" in [reading.text_of(q) for q in reading.quantities]
    assert "We heard two explosions," in [reading.text_of(q) for q in reading.quotes]
    assert [str(t.value_start) for t in reading.times] == ["2030-03-15"]
    assert {(p.name, p.country) for p in reading.places} == {("Mosul", "IQ")}
    assert "Ana Petrova" in {a.name for a in reading.actors}
    assert {reading.text_of(s) for s in reading.sentences} >= {"Blast in Mosul kills twelve"}
    assert any(c.type == "ASSAULT" for c in reading.claims)
    assert repr(reading).startswith("<Reading Blast in Mosul kills twelve: ")


def test_a_day_is_not_known_without_a_date_of_publication():
    reading = cw.read("Rebels left the town on Friday, the army said.")
    assert [t.value_start for t in reading.times] == [None]
    assert reading.document.published_at is None


def test_a_page_is_told_by_its_content():
    body = "<p>Soldiers left the port of Guayaquil on Monday, the army said in a statement to reporters.</p>" * 3
    reading = cw.read(f"<html><head><title>Port empty</title></head><body><article><h1>Port empty</h1>{body}</article></body></html>")
    assert "<p>" not in reading.text
    assert reading.claims


def test_what_cannot_be_read_is_said():
    with pytest.raises(cw.InputError, match="cannot be read: empty"):
        cw.read("  \n ")
    with pytest.raises(cw.InputError, match="date of publication"):
        cw.read(TEXT, published="some day")
    with pytest.raises(cw.InputError, match="takes the text"):
        cw.read(b"bytes")  # type: ignore[arg-type]
    with pytest.raises(cw.UsageError, match="no language pipeline"):
        cw.read(TEXT, language="en_nowhere")


def test_a_text_in_another_language_is_said_to_be_unread():
    text = "Le ministère a annoncé lundi que douze personnes ont été tuées dans l'attaque du marché de la ville, a dit le gouverneur."
    reading = cw.read(text)
    assert not reading.claims
    for shown_as in (str(reading), repr(reading), reading._repr_html_()):
        assert "in French: kept, but nothing is read in it" in shown_as


def test_a_report_of_a_record_is_a_reading_too(record):
    report = record.report(record.documents.limit(1).fetchall()[0][0])
    assert {report.text_of(s) for s in report.sentences}
    assert (
        len(report.claims)
        == record.sql("SELECT count(*) FROM claims WHERE document_id = ?", [report.document.document_id]).fetchall()[0][0]
    )
    assert report.explain().startswith("Report:")
    assert "in-passages" in report._repr_html_()


def shown(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup)


def test_a_display_holds_the_text_and_says_on_hover_what_was_read(reading):
    page = shown(reading._repr_html_())
    (text,) = page.find_class("cw-text")
    assert text.text_content() == TEXT.replace("\n", "") or text.text_content().replace("\n", "") == TEXT.replace("\n", "")
    titles = " ".join(m.get("title") for m in text.find_class("m"))
    assert "said by" in titles
    assert "12 people" in titles
    assert {layer.get("class") for layer in page.find_class("sample")} >= {"sample in-claims", "sample in-quotes", "sample in-quantities"}
    assert not page.xpath("//a | //script | //link | //@href | //@src")


def test_nothing_of_a_report_becomes_markup():
    for report in hostile.REPORTS[:3]:
        reading = cw.read(report["text"], title=report.get("title"), outlet=report.get("outlet"))
        page = shown(reading._repr_html_())
        assert {e.tag for e in page.iter()} <= {"div", "style", "p", "b", "bdi", "span", "h1"}
        assert not [a for e in page.iter() for a in e.attrib if a.startswith("on") or a in ("href", "src", "style")]


def test_the_style_stays_inside_the_display():
    style = re.sub(r"@media [^{]+\{(.*?\}) \}", r"\1", displays.style())
    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*\}", style) for one in rule.split(",")]
    assert len(selectors) > 40
    assert [s for s in selectors if ".crosswire" not in s] == []
    assert displays.style().count("{") == displays.style().count("}")
    for name in set(re.findall(r"var\((--[a-z-]+)\)", displays.style())):
        assert displays.style().count(f"{name}:") >= 1, name


def test_the_matrix_shows_words_and_standing(record):
    event = record.event(record.sql("SELECT event_id FROM events ORDER BY reports DESC, event_id LIMIT 1").fetchall()[0][0])
    page = shown(event._repr_html_())
    cells = page.find_class("cw-given")
    assert len(cells) == len(event.matrix().cells)
    assert {c.get("class").split("-")[-1] for c in cells} <= {"agreed", "refined", "updated", "conflicting", "only", "withdrawn"}
    assert not page.xpath("//a | //script | //link")


def test_nothing_of_a_record_becomes_markup_in_a_matrix_or_on_the_map(hostile_record):
    with cw.open(hostile_record) as record:
        for event in record.list_events():
            page = shown(event._repr_html_())
            assert {e.tag for e in page.iter()} <= {"div", "style", "p", "b", "bdi", "span", "table", "thead", "tbody", "tr", "th", "td"}
            assert not [a for e in page.iter() for a in e.attrib if a.startswith("on") or a in ("href", "src", "style")]
        drawn = etree.fromstring(record.map().svg.encode())
        assert not drawn.xpath("//*[local-name()='script' or local-name()='a' or local-name()='image'] | //@onload | //@onclick")
