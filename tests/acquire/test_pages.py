"""HTML pages. Cases: ``tests/cases/pages``; ``body`` and ``caption`` are in segments of that kind, ``gone`` in none of body or title."""

from __future__ import annotations

import json

import pytest

from crosswire.acquire.leftovers import mark
from crosswire.acquire.opening import open_report
from crosswire.acquire.pages import looks_like_page, read_page
from crosswire.acquire.raw import Given, RawReport
from crosswire.errors import RejectedInput
from tests.conftest import case_params


def _open(html: str, **given):
    opened = open_report(RawReport("d1", "d1.html", html.encode(), "page", Given(**given)))
    document = opened.document
    return document, [(s.kind, document.text[s.start : s.end]) for s in mark(document, opened.hints)]


@pytest.mark.parametrize("case", case_params("pages"))
def test_pages(case):
    document, found = _open(case["html"])
    for column in ("title", "outlet", "byline", "published_at", "url"):
        if column in case:
            assert getattr(document, column) == case[column], column
    assert found[0] == ("title", document.title)
    kept = [text for kind, text in found if kind == "body"]
    assert [text for text in case["body"] if text in kept] == case["body"]
    assert [t for t in kept if t in case["body"]] == case["body"], "in the order of the page"
    for text in case.get("caption", []):
        assert ("caption", text) in found
    for text in case.get("gone", []):
        assert not any(text in t for kind, t in found if kind in ("title", "body", "caption")), text


ARTICLE = "".join(f"<p>Paragraph {n} says that nine people drowned in the flood and that forty are missing.</p>" for n in range(6))


def test_a_title_that_a_person_gave_goes_before_the_page():
    document, found = _open(f"<html><body><h1>Another</h1>{ARTICLE}</body></html>", title="The given one")
    assert document.title == "The given one"
    assert found[0] == ("title", "The given one")


def test_what_a_person_said_goes_before_the_markup():
    html = f'<html><head><meta property="og:site_name" content="Page"></head><body><h1>Dam bursts</h1>{ARTICLE}</body></html>'
    document, _ = _open(html, outlet="Given", published_at="2031-01-01", url="https://given.example/2030/02/03/x")
    assert (document.outlet, document.published_at, document.published_from) == ("Given", "2031-01-01", "given")


def test_the_address_dates_a_page_that_does_not_date_itself():
    document, _ = _open(f"<html><body><h1>Dam bursts</h1>{ARTICLE}</body></html>", url="https://given.example/2030/02/03/x")
    assert (document.published_at, document.published_from) == ("2030-02-03", "url")


def test_a_heading_that_is_the_outlets_name_is_no_title():
    head = "<head><title>Dam bursts above Arua - Upland Post</title></head>"
    document, _ = _open(f"<html>{head}<body><h1>Upland Post</h1><h1>Dam bursts above Arua</h1>{ARTICLE}</body></html>")
    assert (document.title, document.outlet) == ("Dam bursts above Arua", "Upland Post")


def test_a_page_gives_the_same_text_every_time():
    html = f"<html><body><article><h1>Dam bursts</h1>{ARTICLE}{ARTICLE}</article></body></html>"
    assert len({read_page(html).text for _ in range(6)}) == 1


def test_deep_nesting_does_not_hide_the_article():
    html = "<html><body>" + "<div>" * 400 + ARTICLE + "</div>" * 400 + "</body></html>"
    assert "nine people drowned" in read_page(html).text


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><p>Hi</p></body></html>", "<!doctype html>", "<p>"])
def test_pages_without_an_article_are_refused(html):
    with pytest.raises(RejectedInput) as refused:
        read_page(html)
    assert refused.value.reason == "no-article"


def test_pages_longer_than_any_report_are_refused():
    with pytest.raises(RejectedInput) as refused:
        read_page("<html><body><p>" + "word " * 300_000 + "</p></body></html>")
    assert refused.value.reason == "too-large"


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("<?xml version='1.0'?>\n<html>", True),
        ("<!-- saved -->\n<html>", True),
        ("<p>one</p><p>two</p><p>three</p>", True),
        ("Dam bursts\n\n<b>Nine</b> drowned", False),
        ("<3 from Arua", False),
    ],
)
def test_pages_are_told_by_content(text, is_page):
    assert looks_like_page(text) is is_page


BODY = "Nine people drowned in the flood at Arua on Monday, the mayor said. Forty are missing, and the road is shut until Friday."


def test_a_text_that_only_the_data_for_programs_hold_is_the_report():
    data = json.dumps(
        {"@type": "NewsArticle", "headline": "Flood at Arua", "articleBody": f"{BODY}\n\n{BODY} Again.", "datePublished": "2031-05-06"}
    )
    page = f'<html><head><title>Flood at Arua</title><script type="application/ld+json">{data}</script></head><body><div id="root"></div>%s</body></html>'
    document, _ = _open(page % "<noscript>You need to enable JavaScript to run this app.</noscript>")
    assert (document.text, document.parser) == (f"Flood at Arua\n\n{BODY}\n\n{BODY} Again.", "json-ld")
    shown, _ = _open(page % f"<article><h1>Flood at Arua</h1><p>{BODY}</p><p>{BODY}</p></article>")
    assert shown.parser == "trafilatura"


def test_a_wall_of_consent_is_no_article_and_a_report_on_cookies_is_one():
    wall = (
        "<html><head><title>Arua Post</title></head><body><h1>Before you continue</h1><p>We and our partners use cookies to store and access "
        "information on your device. You can accept or reject all of them.</p><p>By clicking Accept all you agree to the processing of your "
        "personal data for the purposes described here.</p></body></html>"
    )
    with pytest.raises(RejectedInput, match="cookies"):
        read_page(wall)
    assert read_page(f"<html><body><article><p>Sites that use cookies were fined on Monday.</p><p>{BODY}</p></article></body></html>")
