"""Reports of other programs, told apart by their keys."""

from __future__ import annotations

import json
from datetime import date

import pytest
import trafilatura
from hypothesis import given as drawn
from hypothesis import strategies as st

from crosswire.acquire.archives import read_mapping, read_row
from crosswire.acquire.opening import open_report
from crosswire.acquire.raw import RawReport
from crosswire.errors import RejectedInput

TEXT = "The river rose four metres in a night and the council said that three villages had to be emptied."

# name of the dialect, the row, and what is taken from it
CASES = {
    "ours": (
        {
            "document_id": "d1",
            "sha256": "0",
            "path": "a.txt",
            "outlet": "Arua Post",
            "title": "Flood",
            "byline": "Ann Lee",
            "published_at": "2031-05-04",
            "published_from": "given",
            "text": TEXT,
            "parser": "trafilatura",
            "state": "withdrawn",
        },
        "json-lines",
        {"outlet": "Arua Post", "published_at": "2031-05-04", "byline": "Ann Lee", "withdrawn": True},
    ),
    "ours, dated by its text": (
        {"document_id": "d1", "published_at": "2031-05-04", "published_from": "text", "text": TEXT},
        "json-lines",
        {"published_at": None},
    ),
    "trafilatura, from Python": (
        {
            "title": "Flood",
            "author": "Ann Lee; Bo Ray",
            "url": "https://a.example/1",
            "hostname": "a.example",
            "sitename": "Arua Post",
            "date": "2031-05-04",
            "filedate": "2032-01-01",
            "fingerprint": "f",
            "id": None,
            "raw_text": "x",
            "text": TEXT,
        },
        "trafilatura-json",
        {
            "url": "https://a.example/1",
            "outlet": "Arua Post",
            "published_at": "2031-05-04",
            "modified_at": None,
            "byline": "Ann Lee; Bo Ray",
        },
    ),
    "trafilatura, as it prints": (
        {
            "source": "https://a.example/1",
            "source-hostname": "Arua Post",
            "hostname": "a.example",
            "excerpt": "e",
            "date": "2031-05-04",
            "text": TEXT,
            "comments": "no",
        },
        "trafilatura-json",
        {"url": "https://a.example/1", "outlet": "Arua Post"},
    ),
    "news-please": (
        {
            "authors": ["Ann Lee", "Bo Ray"],
            "date_download": "2032-01-01 08:00:00",
            "date_modify": "2031-05-05 09:30:00",
            "date_publish": "2031-05-04 00:00:00",
            "filename": "x.json",
            "language": "en",
            "maintext": TEXT,
            "source_domain": "a.example",
            "text": None,
            "title": "Flood",
            "url": "https://a.example/1",
        },
        "news-please",
        {"outlet": "a.example", "published_at": "2031-05-04", "modified_at": "2031-05-05T09:30:00", "byline": "Ann Lee, Bo Ray"},
    ),
    "news-please without a date": (
        {"authors": [], "date_download": "2032-01-01 08:00:00", "date_modify": "None", "date_publish": "None", "maintext": TEXT},
        "news-please",
        {"published_at": None, "modified_at": None, "byline": None},
    ),
    "newspaper": (
        {
            "url": "https://www.a.example/1",
            "source_url": "https://www.a.example",
            "title": "Flood",
            "authors": ["Ann Lee"],
            "publish_date": "2031-05-04 00:00:00+00:00",
            "text": TEXT,
            "top_image": "i",
            "meta_site_name": "",
        },
        "newspaper",
        {"url": "https://www.a.example/1", "outlet": "a.example", "published_at": "2031-05-04"},
    ),
    "ninjs": (
        {
            "uri": "urn:wire:77",
            "type": "text",
            "headline": "Flood",
            "byline": "Ann Lee",
            "firstcreated": "2031-05-04T08:00:00Z",
            "versioncreated": "2031-05-04T09:15:00Z",
            "pubstatus": "usable",
            "provider": "Lake Wire",
            "ednote": "UPDATES toll",
            "body_text": TEXT,
        },
        "ninjs",
        {
            "url": None,
            "outlet": "Lake Wire",
            "published_at": "2031-05-04T08:00:00+00:00",
            "modified_at": "2031-05-04T09:15:00+00:00",
            "withdrawn": False,
        },
    ),
    "ninjs 2, canceled": (
        {
            "uri": "https://w.example/77",
            "versioncreated": "2031-05-04T09:15:00Z",
            "pubstatus": "canceled",
            "headlines": [{"role": "main", "value": "KILL: Flood"}],
            "bodies": [{"contenttype": "text/html", "value": f"<p>{TEXT}</p>"}, {"contenttype": "text/plain", "value": TEXT}],
            "infosources": [{"name": "Lake Wire"}],
        },
        "ninjs",
        {
            "url": "https://w.example/77",
            "outlet": "Lake Wire",
            "title": "KILL: Flood",
            "withdrawn": True,
            "published_at": "2031-05-04T09:15:00+00:00",
            "modified_at": None,
        },
    ),
    "schema.org": (
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "Organization", "name": "Arua Post"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Flood",
                    "articleBody": TEXT,
                    "datePublished": "2031-05-04T10:00:00+03:00",
                    "dateModified": "2031-05-04T12:00:00+03:00",
                    "author": [{"@type": "Person", "name": "Ann Lee"}],
                    "publisher": {"@type": "Organization", "name": "Arua Post"},
                    "mainEntityOfPage": {"@id": "https://a.example/1"},
                },
            ],
        },
        "newsarticle",
        {
            "url": "https://a.example/1",
            "outlet": "Arua Post",
            "title": "Flood",
            "byline": "Ann Lee",
            "published_at": "2031-05-04T10:00:00+03:00",
            "modified_at": "2031-05-04T12:00:00+03:00",
        },
    ),
    "anybody's": (
        {
            "Headline": "Flood",
            "Date Published": 1935792000000,
            "source": "Arua Post",
            "link": "https://a.example/1",
            "content": TEXT,
            "retracted": "yes",
        },
        "json-lines",
        {"url": "https://a.example/1", "outlet": "Arua Post", "title": "Flood", "published_at": "2031-05-06", "withdrawn": True},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_dialects(case):
    row, parser, expected = CASES[case]
    found = read_row(json.dumps(row).encode())
    assert found.parser == parser
    assert found.text == TEXT
    assert {key: getattr(found.given, key) for key in expected} == expected
    again = read_row(found.ours)
    assert (again.text, again.given.published_at, again.given.modified_at) == (
        found.text,
        found.given.published_at,
        found.given.modified_at,
    )


def test_what_trafilatura_prints_is_read():
    page = f"<html><head><title>Flood | Arua Post</title><meta property='og:site_name' content='Arua Post'><meta name='date' content='2031-05-04'><link rel='canonical' href='https://a.example/2031/flood'></head><body><article><h1>Flood</h1>{f'<p>{TEXT}</p>' * 4}</article></body></html>"
    printed = trafilatura.extract(page, output_format="json", with_metadata=True, url="https://a.example/2031/flood")
    found = read_row(printed.encode())
    assert (found.parser, found.given.url, found.given.outlet) == ("trafilatura-json", "https://a.example/2031/flood", "Arua Post")
    assert TEXT in found.text


def test_our_own_documents_come_back_as_they_were():
    first = open_report(RawReport("d1", "a.txt", f"Flood at Arua\n\nARUA, 4 May 2031 - {TEXT}".encode(), "text")).document
    row = {
        name: getattr(first, name)
        for name in ("document_id", "outlet", "title", "published_at", "published_from", "text", "byline", "parser")
    }
    found = read_row(json.dumps(row).encode())
    second = open_report(
        RawReport(found.id, "documents.jsonl#1", json.dumps(row).encode(), "row", found.given, parser=found.parser)
    ).document
    assert (second.text, second.title, second.published_at, second.published_from) == (first.text, first.title, first.published_at, "text")


def test_a_withdrawal_without_a_text_is_kept_as_its_notice():
    found = read_mapping(
        {
            "uri": "urn:1",
            "pubstatus": "canceled",
            "versioncreated": "2031-05-04T09:15:00Z",
            "headline": "KILL: Flood",
            "ednote": "The story is withdrawn: the figures were false.",
        }
    )
    assert found.given.withdrawn
    assert found.text == "KILL: Flood\n\nThe story is withdrawn: the figures were false."


def test_months_and_bad_dates():
    assert read_mapping({"text": TEXT, "date": "2031-05"}).given.latest == date(2031, 5, 31)
    found = read_mapping({"text": TEXT, "date": "04/05/2031", "updated": "soon"})
    assert (found.given.dated, len(found.warnings)) == (False, 2)


def test_json_in_another_encoding_is_read():
    assert "café" in (read_row('{"text": "The café was shut on Monday."}'.encode("cp1252")).text or "")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "html", "@graph", "@type", "bodies", "headlines", "value", "date", "uri", "pubstatus", "source", "name", "state"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=8,
)


@drawn(
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "text",
                "html",
                "@graph",
                "@type",
                "bodies",
                "headlines",
                "date",
                "uri",
                "pubstatus",
                "source",
                "published_from",
                "document_id",
                "maintext",
            ]
        ),
        JSON,
    )
)
def test_any_row_is_a_report_or_a_reject(row):
    try:
        found = read_row(json.dumps(row).encode())
    except RejectedInput:
        return
    assert bool(found.text) != bool(found.page)
    json.dumps([found.given.url, found.given.outlet, found.id], ensure_ascii=False).encode()
