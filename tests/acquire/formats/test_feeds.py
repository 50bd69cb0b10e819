"""RSS and Atom feeds."""

from __future__ import annotations

import time
from datetime import date

import pytest

from tests.acquire.formats.reading import read

WORDS = "The river rose four metres in a night and the council of Arua said that three villages had to be emptied."
FULL = f"<p>{WORDS}</p><p>Nobody was <b>hurt</b>, it said &amp; the road is shut.</p>"
DIRT = '<script>alert(1)</script><img src="https://beacon.example/x.gif" onerror="go()"><style>p {}</style>'


def rss(*items: str, before: str = "") -> bytes:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?>{before}<rss version="2.0" {spaces}><channel><title>Arua Post</title><link>https://a.example/</link>{"".join(items)}</channel></rss>'.encode()


def item(body: str, title: str = "Flood &amp; fire", more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://a.example/1</link>{more}{body}</item>"


def content(markup: str) -> str:
    return f"<content:encoded><![CDATA[{markup}]]></content:encoded>"


def test_an_item_with_its_full_text():
    more = "<guid>tag:a.example,2031:1</guid><pubDate>Sun, 04 May 2031 10:00:00 +0300</pubDate><dc:creator>Ann Lee</dc:creator><description>Short.</description>"
    found = read(rss(item(content(FULL + DIRT), more=more)), "feed.dat")
    assert (found.format, found.rejects) == ("feed", [])
    (document,) = found.documents
    assert (document.document_id, document.url, document.outlet, document.byline) == (
        "tag:a.example,2031:1",
        "https://a.example/1",
        "Arua Post",
        "Ann Lee",
    )
    assert (document.title, document.published_at, document.path) == ("Flood & fire", "2031-05-04T10:00:00+03:00", "feed.dat#1")
    assert document.text == f"Flood & fire\n\n{WORDS}\n\nNobody was hurt, it said & the road is shut."
    assert document.warnings == ()


def test_a_summary_is_kept_and_marked():
    found = read(
        rss(
            item(f"<description>{WORDS}</description>"),
            item(content(f"<p>{WORDS}</p><p>Continue reading at the Post</p>")),
            item(f"<description><![CDATA[{FULL * 5}]]></description>"),
        )
    )
    marked = ["the feed has only a summary of it" in document.warnings for document in found.documents]
    assert marked == [True, True, False]
    assert found.documents[0].text.endswith(WORDS)


def test_an_item_without_a_text_is_a_reject():
    found = read(rss(item(""), item(content(FULL))), "f.xml")
    assert [(path, reason) for path, reason, _ in found.rejects] == [("f.xml#1", "missing-text")]
    assert [raw.path for raw in found.reports] == ["f.xml#2"]


def atom(entry: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Arua &lt;b&gt;Post&lt;/b&gt;</title><entry><title>Flood</title><link rel="alternate" href="https://a.example/1"/>{entry}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{FULL}</div></content></entry></feed>'.encode()


def test_atom_tells_publication_from_change():
    both = (
        read(
            atom(
                "<published>2031-05-04T10:00:00Z</published><updated>2031-05-05T09:00:00Z</updated><source><title>Lake Wire</title></source>"
            )
        )
        .reports[0]
        .given
    )
    assert (both.published_at, both.modified_at, both.outlet) == ("2031-05-04T10:00:00+00:00", "2031-05-05T09:00:00+00:00", "Lake Wire")
    changed = read(atom("<updated>2031-05-05T09:00:00Z</updated>")).reports[0].given
    assert (changed.published_at, changed.latest, changed.modified_at, changed.outlet) == (
        None,
        date(2031, 5, 5),
        "2031-05-05T09:00:00+00:00",
        "Arua Post",
    )


def test_rss_1_has_the_date_of_the_item():
    feed = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Arua Post</title></channel><item><title>Flood</title><description>{WORDS}</description><dc:date>2031-05-04</dc:date></item></rdf:RDF>'
    assert read(feed.encode()).reports[0].given.published_at == "2031-05-04"


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (rss(item(content("&x;")), before='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "unreadable"),
        (rss(item(content("&b;")), before='<!DOCTYPE rss [<!entity a "aaaa"><!ENTITY b "&a;&a;">]>'), "unreadable"),
        (rss(), "empty"),
    ],
)
def test_feeds_that_are_refused(feed, reason):
    found = read(feed)
    assert (found.format, found.reports, found.reasons) == ("feed", [], [reason])


def test_a_cut_feed_keeps_its_whole_items():
    found = read(rss(item(content(FULL)), item(content(FULL)))[:-70])
    assert (len(found.reports), found.reasons) == (1, ["truncated"])


def test_a_feed_that_is_not_well_formed_is_read_with_a_word():
    found = read(rss(item(content(FULL)), "<broken & <item>"))
    assert found.reports
    assert "no well-formed XML" in found.reports[0].warnings[0]


@pytest.mark.parametrize("text", ["<html><body><p>feed</p></body></html>", "<feed>me</feed>", "An RSS feed is <rss>", "<svg><rss/></svg>"])
def test_other_markup_is_no_feed(text):
    assert read(text.encode()).format != "feed"


def test_no_feed_takes_long():
    began = time.monotonic()
    read(rss(item(content("<div>" * 20_000))))
    read(rss(item(content("<p>a" * 20_000))))
    read(rss("<item>" * 3_000))
    assert time.monotonic() - began < 5
