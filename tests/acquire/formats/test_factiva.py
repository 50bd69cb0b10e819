"""Exports of Factiva -> articles."""

from __future__ import annotations

import textwrap
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.acquire.files import open_report
from crosswire.acquire.formats import told
from tests.acquire.formats import databases as make
from tests.acquire.formats.databases import Sample

TWO = [
    Sample(),
    Sample(
        "Council of Tarn meets for the first time",
        "Tarn Gazette",
        (2030, 7, 3),
        "",
        ("IN the town hall it met.", "TD."),
        "TGAZ000020300703ea6h0001r",
    ),
]
SHAPES = {
    "displayed-txt": lambda s: make.as_txt(make.factiva_displayed(s)),
    "displayed-rtf": lambda s: make.as_rtf(make.factiva_displayed(s)),
    "displayed-docx": lambda s: make.as_docx(make.factiva_displayed(s)),
    "displayed-html": lambda s: make.factiva_page(s, coded=False),
    "coded-txt": lambda s: make.as_txt(make.factiva_coded(s)),
    "coded-rtf": lambda s: make.as_rtf(make.factiva_coded(s)),
    "coded-docx": lambda s: make.as_docx(make.factiva_coded(s)),
    "coded-html": lambda s: make.factiva_page(s, coded=True),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_article_with_its_fields(shape):
    found = make.reports(SHAPES[shape](TWO))
    assert [(r.document_id, r.named, r.given.title, r.given.outlet, r.given.published_at, r.given.byline or "") for r in found] == [
        (s.number, True, s.title, s.outlet, s.iso, s.byline) for s in TWO
    ]
    assert [r.content.decode() for r in found] == [s.text for s in TWO]
    assert {r.parser for r in found} == {f"factiva-{shape.split('-')[1]}"}


def test_the_summary_of_the_search_is_no_article():
    assert [r.path for r in make.read(SHAPES["displayed-txt"](TWO))[1]] == ["export.bin#1", "export.bin#2"]


def test_the_opened_report_has_title_byline_and_day():
    document = open_report(make.reports(SHAPES["displayed-html"](TWO))[0]).document
    assert (document.title, document.byline, document.published_at, document.text) == (TWO[0].title, TWO[0].byline, TWO[0].iso, TWO[0].text)


words = st.sampled_from("river council shell market army hospital north people said killed nine the of in town night road".split())
sentences = st.lists(words, min_size=4, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")
traps = st.sampled_from(
    ["IN the town 300 words were said.", "RE the letter, he said no.", "Document HARB0 was signed on 3 May 2030.", "HD was not shown."]
)
articles = st.builds(
    Sample,
    st.lists(words, min_size=5, max_size=9).map(lambda w: " ".join(w).capitalize()),
    st.sampled_from(["The Harbour Post", "Tarn Gazette (Tarn)", "WIRE (English)"]),
    st.dates(date(1985, 1, 1), date(2035, 12, 31)).map(lambda d: (d.year, d.month, d.day)),
    st.sampled_from(["", "Anna Field", "Lena Lake and Omar Reed"]),
    st.lists(sentences | traps, min_size=1, max_size=5).map(tuple),
    st.integers(0, 99999).map(lambda n: f"HARB0000{n:05}ea6g000xx"),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(articles, min_size=1, max_size=6), st.sampled_from(sorted(SHAPES)))
def test_an_export_of_any_articles_splits_into_these(samples, shape):
    found = make.reports(SHAPES[shape](samples))
    assert [(r.content.decode(), r.given.outlet, r.given.published_at, r.document_id) for r in found] == [
        (s.text, s.outlet, s.iso, s.number) for s in samples
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<html><head><title>Factiva is sold</title></head><body><p>Nine people.</p></body></html>",
        '<html><body><div class="article"><h1>Dam bursts</h1><p>274 words</p><p>The river rose.</p></div></body></html>',
        "Dam bursts\n\nThe notice had 274 words.\n\n274 words\n\nDocument retention was not known.",
        "HD video\n\nThe river rose.\n\nLA was dry.",
    ],
)
def test_a_report_that_only_looks_alike_is_none(text):
    form = told(text.encode())
    assert form is None or not form.name.startswith("factiva")


def displayed(top: list[str], facts: list[str], body: list[str]) -> bytes:
    return make.as_txt([*top, "274 words", *facts, *body, "Document HARB000020300616ea6g000xx"])


FACTS = ["16 June 2030", "22:41", "Harbour News", "HARB", "English", "(c) 2030 Harbour News Ltd"]


def only(content: bytes):
    (found,) = make.read(content)[1]
    return found


@pytest.mark.parametrize(
    ("top", "title", "byline"),
    [
        (["Shell kills nine"], "Shell kills nine", None),
        (["News", "Shell kills nine in the market"], "Shell kills nine in the market", None),
        (["Shell kills nine in the market of", "Tarn after dark"], "Shell kills nine in the market of Tarn after dark", None),
        (["Shell Kills Nine in the Market of", "Tarn After Dark"], "Shell Kills Nine in the Market of Tarn After Dark", None),
        (["World News", "Shell kills nine in the market", "Anna Field"], "Shell kills nine in the market", "Anna Field"),
        (
            ["Shell kills nine in the market", "BY ANNA FIELD, Our Man in Tarn"],
            "Shell kills nine in the market",
            "ANNA FIELD, Our Man in Tarn",
        ),
    ],
)
def test_what_stands_above_the_number_of_words(top, title, byline):
    found = only(displayed(top, FACTS, ["It fell."]))
    assert (found.given.title, found.given.byline) == (title, byline)


@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        [*FACTS[:1], *FACTS[2:]],
        [*FACTS[:4], "1; National", "13", *FACTS[4:]],
        FACTS[:5],
        [*FACTS, "All Rights Reserved."],
        FACTS[:4],
    ],
)
def test_where_the_text_begins(facts):
    found = only(displayed(["Shell kills nine"], facts, ["It fell on Sunday.", "Nine died."]))
    assert found.content.decode() == "Shell kills nine\n\nIt fell on Sunday.\n\nNine died."
    assert (found.given.outlet, found.given.published_at) == ("Harbour News", "2030-06-16")


def test_the_publishers_line_is_dropped_and_a_short_last_line_is_not():
    assert only(displayed(["Shell kills nine"], FACTS, ["It fell.", "Harbour News Limited"])).content.decode().endswith("It fell.")
    assert only(displayed(["Shell kills nine"], FACTS, ["It fell.", "More follows"])).content.decode().endswith("More follows")


def test_an_agency_that_is_credited_is_in_the_byline():
    lines = make.factiva_coded([Sample()])
    lines.insert(3, "CR | Harbour Wire")
    assert only(make.as_txt(lines)).given.byline == "Anna Field; Harbour Wire"


def test_codes_alone_in_their_line_and_codes_before_a_blank():
    lines = make.factiva_coded([Sample()])
    alone = [part for line in lines for part in line.split(" | ", 1)]
    blank = [line.replace(" | ", " ", 1) for line in lines]
    assert only(make.as_txt(alone)).content == only(make.as_txt(blank)).content == Sample().text.encode()


def test_wrapped_text():
    head = "\n".join(
        [
            "Shell kills nine in the market of the town of Tarn at last,",
            "and the army denies that it fired",
            "By Anna Field",
            "274 words",
            *FACTS,
        ]
    )
    body = [
        "A shell that fell on the market of Tarn on Sunday killed nine people, the head of the hospital of the town said on Monday, and",
        "By noon the army said that it had not fired; nobody was there, it said, and nobody had seen it. Not one.",
    ]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, 70)) for text in body)
    found = only(f"{head}\n\n{wrapped}\n\nDocument HARB000020300616ea6g000xx\n".encode())
    assert found.given.title == "Shell kills nine in the market of the town of Tarn at last, and the army denies that it fired"
    assert found.content.decode().split("\n\n")[1:] == body


def test_a_date_in_digits_is_a_bracket():
    found = only(displayed(["Shell kills nine"], ["03/04/2030", *FACTS[1:]], ["It fell."]))
    assert (found.given.published_at, found.given.earliest, found.given.latest) == (None, date(2030, 3, 4), date(2030, 4, 3))


def test_a_deletion_is_withdrawn():
    assert only(displayed(["This is a deletion"], FACTS, ["The publisher took it back."])).given.withdrawn


def test_a_headline_alone_is_a_report():
    assert only(displayed(["SHELL KILLS NINE IN TARN - HOSPITAL"], FACTS, [])).content == b"SHELL KILLS NINE IN TARN - HOSPITAL"


def test_a_cut_file_keeps_what_is_there_and_says_so():
    kept = make.reports(make.as_txt(make.factiva_coded(TWO)[:-3]))
    assert [r.content.decode() for r in kept] == [s.text for s in TWO]
    assert kept[1].warnings == ("the file ends before this article's accession number",)


def test_a_page_without_articles_is_a_reject_that_says_what_was_looked_for():
    (fault,) = make.rejects(make.factiva_page([], coded=False))
    assert fault.reason == "no-article"
    assert "accession number" in fault.detail


@pytest.mark.parametrize("coded", [True, False])
def test_time_is_linear_in_the_number_of_articles(coded):
    def seconds(count: int) -> float:
        content = make.factiva_page([Sample()] * count, coded=coded)
        start = time.process_time()
        assert len(make.reports(content)) == count
        return time.process_time() - start

    seconds(10)
    # The best of three, since machines are noisy; what grows with the square takes sixteen times as long.
    assert min(seconds(800) for _ in range(3)) < 12 * max(min(seconds(200) for _ in range(3)), 0.01)
