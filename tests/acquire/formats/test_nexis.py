"""Exports of Nexis Uni and LexisNexis -> articles."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.acquire.files import open_report
from crosswire.acquire.formats import told
from crosswire.acquire.formats.office_dates import Dated, date_line
from tests.acquire.formats import databases as make
from tests.acquire.formats.databases import Sample

TWO = [
    Sample(),
    Sample(
        "Council of Tarn meets",
        "Tarn Gazette",
        (2030, 7, 3),
        "",
        ("The council met on Tuesday and said nothing.", "Type: of meeting it would not say."),
    ),
]
SHAPES = {
    "new-txt": (make.nexis_new, make.as_txt, "nexis-txt"),
    "new-docx": (make.nexis_new, make.as_docx, "nexis-docx"),
    "new-rtf": (make.nexis_new, make.as_rtf, "nexis-rtf"),
    "old-txt": (make.nexis_old, make.as_txt, "nexis-txt"),
    "old-wrapped": (make.nexis_old, make.as_wrapped_txt, "nexis-txt"),
    "old-html": (make.nexis_old, make.as_html, "nexis-html"),
    "old-docx": (make.nexis_old, make.as_docx, "nexis-docx"),
    "old-rtf": (make.nexis_old, make.as_rtf, "nexis-rtf"),
}


def made(shape: str, samples: list[Sample]) -> bytes:
    lines, container, _ = SHAPES[shape]
    return container(lines(samples))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_article_with_its_fields(shape):
    found = make.reports(made(shape, TWO))
    assert [(r.given.title, r.given.outlet, r.given.published_at, r.given.byline or "") for r in found] == [
        (s.title, s.outlet, s.iso, s.byline) for s in TWO
    ]
    assert [r.content.decode() for r in found] == [s.text for s in TWO]
    assert {r.parser for r in found} == {SHAPES[shape][2]}
    assert [r.path for r in found] == ["export.bin#1", "export.bin#2"]


def test_an_article_is_the_same_report_in_every_export():
    ids = {(r.document_id, r.sha256) for shape in SHAPES for r in make.reports(made(shape, [TWO[1], *TWO]))}
    assert len(ids) == 2


def test_one_text_in_two_papers_is_two_reports():
    ids = [r.document_id for r in make.reports(made("new-txt", [Sample(), Sample(outlet="Tarn Gazette")]))]
    assert len(set(ids)) == 2
    assert ids[0].startswith("the-harbour-post-2030-06-16-")


@pytest.mark.parametrize("container", [make.as_docx, make.as_rtf])
def test_the_databases_own_number_is_the_id(container):
    link = "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:5CGX-MT21-AAAA-00000-00&context="
    (found,) = make.reports(container(make.nexis_new([Sample()], cover=False), {Sample().title: link}))
    assert (found.document_id, found.named) == ("5CGX-MT21-AAAA-00000-00", True)


def test_the_opened_report_has_title_byline_and_day():
    document = open_report(make.reports(made("old-wrapped", TWO))[0]).document
    assert (document.title, document.byline, document.published_at, document.outlet) == (
        TWO[0].title,
        TWO[0].byline,
        TWO[0].iso,
        TWO[0].outlet,
    )
    assert document.text == TWO[0].text


words = st.sampled_from("river council shell market army hospital north people said killed nine the of in town night road".split())
sentences = st.lists(words, min_size=4, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")
traps = st.sampled_from(
    [
        "It said 1 of 3 DOCUMENTS was signed.",
        "LENGTH: of the queue was two miles.",
        "Load-Date: they wrote on the box.",
        "The End of Document was torn off.",
    ]
)
articles = st.builds(
    Sample,
    st.lists(words, min_size=4, max_size=9).map(lambda w: " ".join(w).capitalize()),
    st.sampled_from(["The Harbour Post", "Tarn Gazette (Tarn)", "WIRE (English)"]),
    st.dates(date(1985, 1, 1), date(2035, 12, 31)).map(lambda d: (d.year, d.month, d.day)),
    st.sampled_from(["", "Anna Field", "Lena Lake and Omar Reed"]),
    st.lists(sentences | traps, min_size=1, max_size=5).map(lambda p: (*p, "That was all that anybody knew.")),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(articles, min_size=1, max_size=6), st.sampled_from(sorted(SHAPES)))
def test_an_export_of_any_articles_splits_into_these(samples, shape):
    found = make.reports(made(shape, samples))
    assert [(r.content.decode(), r.given.outlet, r.given.published_at) for r in found] == [(s.text, s.outlet, s.iso) for s in samples]


@pytest.mark.parametrize(
    "text",
    [
        "Dam bursts\n\nLENGTH: 300 words was all that it said in the notice.\n\nThe river rose in the night.",
        "Dam bursts\n\nHe signed 1 of 3 documents.\n\n1 of 3 DOCUMENTS\n\nThe river rose.",
        "Dam bursts\n\nEnd of Document\n\nThe river rose in the night.",
        "Dam bursts\n\nByline: none. The Load-Date: of the lorry was not known.\n\nThe river rose.",
        "<html><body><p>Length: 300 words</p><p>Load-Date: June 3, 2030</p></body></html>",
        '{"text": "1 of 3 DOCUMENTS\\n\\nLENGTH: 300 words"}\n',
    ],
)
def test_a_report_that_only_mentions_such_words_is_none(text):
    form = told(text.encode())
    assert form is None or not form.name.startswith(("nexis", "factiva"))


def new(head: list[str], body: list[str], tail: list[str] | None = None) -> bytes:
    """One article of Nexis Uni, line by line."""
    return make.as_txt([*head, *body, *(tail if tail is not None else ["Load-Date: June 17, 2030"]), "End of Document"])


HEAD = ["Shell kills nine", "The Harbour Post", "June 16, 2030 Monday", "Copyright 2030 HP", "Length: 12 words"]


def only(content: bytes):
    (found,) = make.read(content)[1]
    return found


def test_a_title_that_runs_over_two_lines():
    assert only(new(["Shell kills nine in Tarn, and", "the army denies it", *HEAD[1:], "Body"], ["It fell."])).given.title == (
        "Shell kills nine in Tarn, and the army denies it"
    )


def test_without_the_body_heading_and_without_fields():
    assert only(new(HEAD, ["It fell on Sunday.", "Nine died."])).content.decode() == "Shell kills nine\n\nIt fell on Sunday.\n\nNine died."
    bare = only(new(HEAD[:3], ["It fell on Sunday."]))
    assert (bare.given.title, bare.given.outlet, bare.content.decode()) == (
        "Shell kills nine",
        "The Harbour Post",
        "Shell kills nine\n\nIt fell on Sunday.",
    )


@pytest.mark.parametrize("top", [HEAD[1:], ["No Headline In Original", *HEAD[1:]]])
def test_an_article_without_a_title(top):
    found = only(new([*top, "Body"], ["It fell on Sunday."]))
    assert (found.given.title, found.given.outlet, found.content) == (None, "The Harbour Post", b"It fell on Sunday.")


def test_a_date_far_down_is_no_head():
    body = ["It fell on Sunday.", *["Nobody was there."] * 12, "June 18, 2030", "Nine died."]
    found = only(new(["Shell kills nine"], body))
    assert (found.given.title, found.given.dated) == ("Shell kills nine", False)
    assert found.content.decode() == "\n\n".join(["Shell kills nine", *body])


def test_non_breaking_spaces_are_spaces():
    head = [line.replace(": ", ":\u00a0").replace(", ", ",\u00a0") for line in [*HEAD, "Byline: Anna\u00a0Field"]]
    found = only(new([*head, "Body"], ["It fell."]))
    assert (found.given.byline, found.given.published_at) == ("Anna Field", "2030-06-16")


def test_highlight_dateline_captions_and_corrections_are_text():
    fields = [*HEAD, "Byline: Anna Field", "Dateline: TARN, June 16 (Wire)", "Highlight: The army denies it.", "Body"]
    tail = [
        "Graphic",
        "PHOTO: The market of Tarn on Sunday.",
        "Correction-Date: June 19, 2030",
        "Correction: Ten died, not nine.",
        "Load-Date: June 17, 2030",
    ]
    found = only(new(fields, ["A shell fell on the market."], tail))
    assert found.content.decode().split("\n\n") == [
        "Shell kills nine", "The army denies it.", "TARN, June 16 (Wire) — A shell fell on the market.", "PHOTO: The market of Tarn on Sunday.",
        "Correction: Ten died, not nine.",
    ]  # fmt: skip
    assert found.given.modified_at == "2030-06-19"


def test_a_dateline_that_the_text_has_is_not_said_twice():
    found = only(new([*HEAD, "Dateline: TARN", "Body"], ["TARN -- A shell fell."]))
    assert found.content.decode() == "Shell kills nine\n\nTARN -- A shell fell."


def test_the_address_of_a_web_article():
    tail = ["Load-Date: June 17, 2030", "URL: http://www.harbour.example/2030/shell", "Language: ENGLISH"]
    assert only(new([*HEAD, "Body"], ["It fell."], tail)).given.url == "http://www.harbour.example/2030/shell"


def test_last_lines_that_look_like_weak_fields_stay():
    body = ["It fell on Sunday.", "Country: Tarnland", "City: Tarn"]
    assert only(new([*HEAD, "Body"], body)).content.decode() == "\n\n".join(["Shell kills nine", *body])


def test_a_date_in_digits_that_can_be_read_in_two_ways_is_a_bracket():
    found = only(new([*HEAD[:2], "03/04/2030", *HEAD[3:], "Body"], ["It fell."]))
    assert (found.given.published_at, found.given.earliest, found.given.latest) == (None, date(2030, 3, 4), date(2030, 4, 3))
    assert "03/04/2030 can be read as two days" in found.warnings[0]


def test_without_a_date_it_says_so():
    found = only(new([*HEAD[:2], *HEAD[3:], "Body"], ["It fell."]))
    assert (found.given.title, found.given.outlet, found.given.dated) == ("Shell kills nine", "The Harbour Post", False)
    assert found.warnings == ("the export has no date line that can be read for this article",)


def test_an_article_of_another_language():
    head = ["Granate tötet neun", "Hafenbote", "16. Juni 2030 Montag", "Copyright 2030 HB", "Length: 12 Wörter", "Body"]
    found = only(new(head, ["Auf dem Markt."], ["Classification", "Language: GERMAN; DEUTSCH", "Load-Date: June 17, 2030"]))
    assert (found.given.published_at, found.content.decode()) == ("2030-06-16", "Granate tötet neun\n\nAuf dem Markt.")


def test_duplicate_entries_have_one_id():
    a, b = make.reports(made("new-docx", [Sample(), Sample()]))
    assert (a.document_id, a.content) == (b.document_id, b.content)


def test_a_cut_file_keeps_what_is_there_and_says_so():
    content = make.as_txt(make.nexis_new(TWO)[:-4])
    kept = make.reports(content)
    assert [r.content.decode() for r in kept] == [TWO[0].text, TWO[1].text]
    assert "the file ends before this article's end" in kept[1].warnings


def test_a_cover_page_that_counts_others_is_a_reject():
    lines = make.nexis_new(TWO)
    (fault,) = make.rejects(make.as_txt(lines[: lines.index("End of Document") + 1]))
    assert (fault.path, fault.reason) == ("export.bin#cover", "not-a-report")
    assert "2 documents, and 1 were found" in fault.detail


def test_a_cover_page_alone_is_a_reject_that_says_what_was_looked_for():
    lines = make.nexis_new([])
    (fault,) = make.rejects(make.as_txt(lines))
    assert fault.reason == "no-article"
    assert "End of Document" in fault.detail


def test_a_document_that_nexis_could_not_deliver():
    lost = ["We are sorry but there is an error in this document and it is not possible to display it.", "End of Document"]
    _, (good, bad) = make.read(make.as_txt([*make.nexis_new([Sample()], cover=False), *lost]))
    assert (good.given.title, bad.reason, bad.path) == (Sample().title, "not-a-report", "export.bin#2")


def test_time_is_linear_in_the_number_of_articles():
    def seconds(count: int) -> float:
        content = make.as_txt(make.nexis_new([Sample()] * count))
        start = time.process_time()
        assert len(make.reports(content)) == count
        return time.process_time() - start

    seconds(10)
    # The best of three, since machines are noisy; what grows with the square takes sixteen times as long.
    assert min(seconds(5000) for _ in range(3)) < 12 * max(min(seconds(1250) for _ in range(3)), 0.01)


DATES = {
    "June 16, 2014 Monday": "2014-06-16",
    "Monday 16th June 2014 10:02 PM GMT": "2014-06-16T22:02:00+00:00",
    "Monday, June 16, 2014": "2014-06-16",
    "16 June 2014": "2014-06-16",
    "May 2, 2002, Thursday,, FINAL EDITION": "2002-05-02",
    "June 16, 2014 Monday 12:05 AM EST": "2014-06-16",
    "June 16, 2014 Monday 12:05 AM GMT": "2014-06-16T00:05:00+00:00",
    "Sept. 3, 2014": "2014-09-03",
    "lundi 16 juin 2014": "2014-06-16",
    "16 de junio de 2014": "2014-06-16",
    "2014-06-16": "2014-06-16",
    "16.06.2014": "2014-06-16",
    "16/06/2014": "2014-06-16",
    "06/16/2014": "2014-06-16",
    "04/04/2014": "2014-04-04",
}


@pytest.mark.parametrize("line", DATES)
def test_date_lines(line):
    found = date_line(line)
    assert found is not None
    assert found.at == DATES[line]


@pytest.mark.parametrize(
    "line",
    [
        "On June 16, 2014 the army came.",
        "June 16, 2014 was the day on which the army came into the town.",
        "31 June 2014",
        "13/13/2014",
        "Market 2014",
        "",
        "June",
    ],
)
def test_what_is_no_date_line(line):
    assert date_line(line) is None


def test_a_month_is_a_bracket():
    assert date_line("June 2014") == Dated(None, date(2014, 6, 1), date(2014, 6, 30))
