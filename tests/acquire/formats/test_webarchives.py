"""WARC and WACZ files, made here."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile
import zlib
from datetime import date

import pytest

from crosswire.acquire.formats.webarchives import _joined
from tests.acquire.formats.reading import read

HTML = [("Content-Type", "text/html")]


def page(word: str, charset: str = "utf-8") -> bytes:
    words = f"Nine people drowned in the {word} on Monday, the council of Arua said, and forty are missing. "
    return f"<!doctype html><html><head><title>{word}</title></head><body><article><h1>The {word}</h1>{f'<p>{words}</p>' * 4}</article></body></html>".encode(
        charset
    )


def one(kind: str, url: str, block: bytes, media: str) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2031-05-06T07:00:00Z",
        "Content-Type": media,
        "Content-Length": str(len(block)),
    }
    return b"WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in head.items()).encode() + b"\r\n" + block + b"\r\n\r\n"


def archive(*records, packed=False) -> bytes:
    """(address, body, status, headers, type of record) of each record, the last three with defaults."""
    parts = [one("warcinfo", "urn:info", b"software: a test\r\n", "application/warc-fields")]
    for url, body, *more in records:
        status, headers, kind = [*more, *["200 OK", HTML, "response"][len(more) :]]
        if kind == "response":
            head = f"HTTP/1.1 {status}\r\n" + "".join(f"{key}: {value}\r\n" for key, value in headers) + "\r\n"
            parts.append(one("request", url, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"))
            parts.append(one(kind, url, head.encode() + body, "application/http; msgtype=response"))
        else:
            parts.append(one(kind, url, body, dict(headers)["Content-Type"]))
    return b"".join(gzip.compress(part) if packed else part for part in parts)


def coded(coding: str, body: bytes):
    return body, "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", coding)]


def test_pages_are_reports_and_nothing_else_is():
    found = read(
        archive(
            ("https://a.example/1", page("flood")),
            ("https://a.example/2", b"", "301 Moved", [("Location", "https://a.example/1")]),
            ("https://a.example/3", page("error"), "404 Not Found"),
            ("https://a.example/p.png", b"\x89PNG", "200 OK", [("Content-Type", "image/png")]),
            ("https://a.example/4", b"Plain words on the flood.", "200 OK", [("Content-Type", "text/plain; charset=utf-8")], "resource"),
            ("https://a.example/5", b"", "200 OK", HTML),
            ("https://a.example/1", page("flood")),
            ("https://a.example/1", page("flood, again")),
        ),
        "x.dat",
    )
    assert (found.format, found.rejects) == ("warc", [])
    assert [(raw.given.url[-1], raw.format, raw.path) for raw in found.reports] == [
        ("1", "page", "x.dat#1"),
        ("4", "text", "x.dat#2"),
        ("1", "page", "x.dat#3"),
    ]
    first = found.documents[0]
    assert (first.title, first.url, first.parser) == ("The flood", "https://a.example/1", "warc, trafilatura")


def test_the_day_of_fetching_only_bounds_the_day_of_publication():
    dated = page("flood").replace(b"<article>", b'<article><time itemprop="datePublished" datetime="2031-05-04">4 May</time>')
    found = read(archive(("https://a.example/1", page("flood")), ("https://a.example/2", dated)))
    assert found.reports[0].given.latest == date(2031, 5, 6)
    bounded, known = found.documents
    assert (bounded.published_at, bounded.published_latest) == (None, date(2031, 5, 6))
    assert known.published_at == "2031-05-04"


@pytest.mark.parametrize(
    "record",
    [
        coded("gzip", gzip.compress(page("flood"))),
        coded("deflate", zlib.compress(page("flood"))),
        coded("deflate", zlib.compress(page("flood"))[2:-4]),
        coded("gzip", page("flood")),
        coded("br", page("flood")),
        (
            b"5\r\n" + page("flood")[:5] + b"\r\nFFF;x=y\r\n" + page("flood")[5:] + b"\r\n0\r\n\r\n",
            "200 OK",
            [*HTML, ("Transfer-Encoding", "chunked")],
        ),
        (page("flood"), "200 OK", [*HTML, ("Transfer-Encoding", "chunked")]),
    ],
)
def test_codings_are_undone(record):
    found = read(archive(("https://a.example/1", *record)))
    assert found.rejects == []
    assert found.documents[0].title == "The flood"


def test_chunks_are_joined():
    assert _joined(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") == b"abcde"


def test_the_character_set_of_the_answer_counts():
    found = read(
        archive(("https://a.example/1", page("crue à Gómez", "cp1252"), "200 OK", [("Content-Type", "text/html; charset=windows-1252")]))
    )
    assert found.documents[0].title == "The crue à Gómez"


def test_a_broken_page_is_a_reject_and_the_others_are_read():
    bomb = zlib.compress(b"<html>" + b" " * 21_000_000)
    found = read(
        archive(
            ("https://a.example/1", *coded("gzip", b"\x1f\x8bdamaged")),
            ("https://a.example/2", *coded("br", b"\x8b\x02\x80")),
            ("https://a.example/3", *coded("deflate", bomb)),
            ("https://a.example/4", page("flood")),
        ),
        "x.warc",
    )
    assert [(path, reason) for path, reason, _ in found.rejects] == [
        ("x.warc#1", "unreadable"),
        ("x.warc#2", "unreadable"),
        ("x.warc#3", "inflation-limit"),
    ]
    assert [raw.given.url for raw in found.reports] == ["https://a.example/4"]
    assert "'br'" in found.rejects[1][2]


@pytest.mark.parametrize("cut", [10, 300, 900])
def test_a_cut_file_keeps_what_came_before(cut):
    content = archive(("https://a.example/1", page("flood")), ("https://a.example/2", page("fire")))
    found = read(content[:-cut], "x.warc")
    assert [raw.given.url[-1] for raw in found.reports] == ["1"]
    assert found.reasons == ["truncated"]


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\nWARC-Target-URI: a\r\n\r\n\r\n\r\nrubbish",
        b"WARC/9\r\n\r\n" + b"\0" * 100,
        b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 99999999999\r\nContent-Type: text/html\r\nWARC-Target-URI: https://a.example\r\n\r\n<p>short",
    ],
)
def test_rubbish_is_one_reject(content, capsys):
    found = read(content)
    assert (found.reports, len(found.rejects)) == ([], 1)
    assert found.reasons[0] in ("truncated", "not-a-report")
    assert capsys.readouterr().err == ""


def test_an_archive_without_pages_says_so():
    found = read(archive(("https://a.example/p.png", b"\x89PNG", "200 OK", [("Content-Type", "image/png")])))
    assert found.reasons == ["not-a-report"]


def test_a_pdf_in_an_archive_is_read_in_its_turn():
    found = read(archive(("https://a.example/r.pdf", b"%PDF-1.4 ...", "200 OK", [("Content-Type", "application/pdf")])), "x.warc")
    assert [(one.shown, one.given.url) for one in found.inner] == [("x.warc#1", "https://a.example/r.pdf")]


def wacz(warc: bytes, *, pages: list[str], name: str = "data.warc.gz") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as members:
        members.writestr(f"archive/{name}", warc)
        members.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url, "title": "t", "ts": "2031-05-06T07:00:00Z"} for url in pages)]
        members.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)) + "\n{broken")
        members.writestr("datapackage.json", "{}")
    return out.getvalue()


def test_a_wacz_gives_the_pages_that_were_visited():
    records = (
        ("https://a.example/start", b"", "302 Found", [("Location", "/1")]),
        ("https://a.example/1", page("flood")),
        ("https://ads.example/frame", page("offer")),
    )
    found = read(wacz(archive(*records, packed=True), pages=["https://a.example/start#top"]), "x.zip")
    assert (found.format, [raw.given.url for raw in found.reports]) == ("wacz", ["https://a.example/1"])
    everything = read(wacz(archive(*records), pages=[], name="data.warc"))
    assert len(everything.reports) == 2


def test_a_damaged_wacz_keeps_what_could_be_read():
    warc = archive(("https://a.example/1", page("flood")), ("https://a.example/2", page("fire")), packed=True)
    found = read(wacz(warc[:-60], pages=[]))
    assert ([raw.given.url[-1] for raw in found.reports], found.reasons) == (["1"], ["truncated"])


def test_no_archive_takes_long():
    began = time.monotonic()
    read(b"WARC/1.0\r\n" + b"a: b\r\n" * 50_000)
    read(archive(*(("https://a.example/1", b"<p>" * 50_000) for _ in range(20))))
    read(b"WARC/1.0\r\n" + b"\n" * 500_000)
    assert time.monotonic() - began < 4


def test_what_a_site_says_to_robots_is_no_report_and_feeds_and_rows_are():
    feed = b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>Flood</title><description>Nine drowned.</description></item></channel></rss>"
    row = json.dumps({"title": "Flood", "body": "Nine people drowned in the flood at Arua on Monday, the mayor said. " * 3}).encode()

    def served(media: str):
        return "200 OK", [("Content-Type", media)]

    found = read(
        archive(
            ("https://a.example/robots.txt", b"User-agent: *\nDisallow: /\n", *served("text/plain")),
            ("https://a.example/feed", feed, *served("application/rss+xml; charset=utf-8")),
            ("https://a.example/api/1", row, *served("application/json")),
            ("https://a.example/api/2", b'{"count": 7}', *served("application/json")),
            ("https://a.example/sitemap.xml", b"<?xml version='1.0'?><urlset><url/></urlset>", *served("text/xml")),
        )
    )
    assert (found.reports, found.rejects) == ([], [])
    inner = [read(one.content, one.shown) for one in found.inner]
    assert [(one.format, len(one.reports)) for one in inner] == [("feed", 1), ("json-lines", 1)]
    assert [one.given.url for one in found.inner] == [None, None]
