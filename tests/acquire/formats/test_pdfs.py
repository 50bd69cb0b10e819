"""PDF files, written here object by object."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from crosswire.acquire.formats.pdf_lines import Line, paragraphs
from tests.acquire.formats.reading import read

FIRST = [
    "The bridge over the Arua river fell on Mon-",
    "day and nine people were hurt, the council",
    "of Arua said in a statement on Tuesday.",
]
SECOND = ["A well-known engineer had warned of it in", "March, and asked for a self-", "contained crossing that was never built."]


def pdf(*pages: bytes, info: str = "", packed: bool = True) -> bytes:
    """A file of these content streams."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, page in enumerate(pages):
        data = zlib.compress(page) if packed else page
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(data)}{' /Filter /FlateDecode' if packed else ''} >>\nstream\n".encode() + data + b"\nendstream")
    objects.append(f"<< /CreationDate (D:20310601120000Z) {info} >>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


def drawn(*lines: tuple[float, float, float, str]) -> bytes:
    """A page with text at (x, y) in a size."""
    return "".join(
        f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET\n"
        for x, y, size, text in lines
    ).encode("cp1252")


def block(lines: list[str], top: float, x: float = 70) -> list[tuple[float, float, float, str]]:
    return [(x, top - 14 * i, 11, text) for i, text in enumerate(lines)]


REPORT = drawn((70, 780, 18, "Bridge falls at Arua"), *block(FIRST, 740), *block(SECOND, 680))


def test_lines_become_paragraphs_and_cut_words_whole():
    found = read(pdf(REPORT), "r.bin")
    assert (found.format, found.rejects) == ("pdf", [])
    (document,) = found.documents
    assert document.text.split("\n\n") == [
        "Bridge falls at Arua",
        "The bridge over the Arua river fell on Monday and nine people were hurt, the council of Arua said in a statement on Tuesday.",
        "A well-known engineer had warned of it in March, and asked for a self-contained crossing that was never built.",
    ]
    assert (document.title, document.path, document.parser) == ("Bridge falls at Arua", "r.bin", "pdf")


def test_the_day_it_was_made_is_no_day_of_publication():
    (document,) = read(pdf(REPORT)).documents
    assert (document.published_at, document.published_earliest, document.published_latest) == (None, None, None)


@pytest.mark.parametrize(
    ("info", "title", "byline"),
    [
        ("/Title (Bridge falls at Arua) /Author (Council of Arua)", "Bridge falls at Arua", None),
        ("/Title (Microsoft Word - bridge_v3.doc) /Author (jlee2)", "Bridge falls at Arua", None),
        ("/Title (The council of Arua said) /Author (Ann Lee)", "The council of Arua said", "Ann Lee"),
    ],
)
def test_entries_count_only_where_the_text_says_the_same(info, title, byline):
    report = REPORT + drawn((70, 600, 11, "By Ann Lee"))
    (raw,) = read(pdf(report, info=info)).reports
    assert (raw.given.title, raw.given.byline) == (title, byline)


def test_running_heads_and_page_numbers_are_kept_once_and_never():
    pages = [
        drawn(
            (70, 800, 9, "Arua Relief Bulletin No. 4"),
            *block([f"Camp {word} was emptied on Monday night because of", "the flood, and 14 tents were lost."], 700),
            (290, 30, 9, str(number + 6)),
        )
        for number, word in enumerate(("one", "two", "three"))
    ]
    (document,) = read(pdf(*pages)).documents
    assert document.text.count("Arua Relief Bulletin") == 1
    assert [line for line in document.text.split("\n\n") if line.isdigit()] == []
    assert document.text.count("14 tents") == 3
    assert "5 lines of running heads and page numbers were left out" in document.warnings


def test_a_number_at_the_edge_that_is_no_page_number_stays():
    (document,) = read(pdf(drawn(*block(FIRST, 740), (70, 40, 11, "14")), drawn(*block(SECOND, 740), (70, 40, 11, "90")))).documents
    assert document.text.split("\n\n")[-1] == "90"


def test_a_sentence_goes_on_over_the_page():
    (document,) = read(pdf(drawn(*block(FIRST[:2], 60)), drawn(*block(FIRST[2:], 780)))).documents
    assert (
        document.text
        == "The bridge over the Arua river fell on Monday and nine people were hurt, the council of Arua said in a statement on Tuesday."
    )


@pytest.mark.parametrize("by_row", [True, False])
def test_two_columns_are_read_one_after_the_other(by_row):
    left, right = (
        block([*FIRST, "Two roads are shut until the end of the week."], 700, 60),
        block([*SECOND, "The mayor of Arua asked for help from Goma."], 700, 320),
    )
    lines = [line for pair in zip(left, right, strict=True) for line in pair] if by_row else [*left, *right]
    (document,) = read(pdf(drawn((60, 780, 16, "A bridge falls at Arua"), *lines))).documents
    text = " ".join(document.text.split())
    assert text.index("end of the week") < text.index("well-known engineer")
    assert "fell on Monday and nine people" in text


def test_a_raised_number_is_a_note_and_no_digit_of_the_count():
    (document,) = read(
        pdf(
            drawn(
                (70, 700, 11, "The council counted that the dead were 14"),
                (290, 704, 6, "3"),
                (296, 700, 11, "and that forty people are missing."),
            )
        )
    ).documents
    assert "were 14 [3] and that" in document.text


def locked(password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(REPORT)))), io.BytesIO()
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_a_password_is_needed_or_not():
    assert read(locked("secret")).reasons == ["encrypted"]
    assert read(locked("")).documents[0].title == "Bridge falls at Arua"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf(b"q 595 0 0 842 0 0 cm Q"), "needs-ocr"),
        (pdf(drawn((70, 700, 11, "COPY"))), "needs-ocr"),
        (pdf(b" " * 30_000_000 + REPORT), "inflation-limit"),
        (b"%PDF-1.4\nrubbish", "unreadable"),
        (b"%PDF-1.4\n", "unreadable"),
    ],
)
def test_files_that_cannot_be_read(content, reason):
    found = read(content)
    assert (found.reports, found.reasons) == ([], [reason])


def test_pages_that_are_pictures_are_named():
    (raw,) = read(pdf(REPORT, b"q Q", drawn(*block(SECOND, 700)))).reports
    assert any("no text layer on page 2" in warning for warning in raw.warnings)


def test_inflation_counts_against_the_file():
    assert read(pdf(REPORT + b" " * 5_000_000), left=1_000_000).reasons == ["inflation-limit"]


LINES = st.builds(
    Line, st.text("abC 1-.\u00ad", min_size=1, max_size=20).filter(str.strip), st.floats(0, 600), st.floats(0, 800), st.floats(1, 30)
)


@given(st.lists(st.lists(LINES, max_size=8), max_size=4))
def test_no_letter_is_lost_but_those_of_running_lines(pages):
    found = paragraphs(pages)
    if not found.notes:
        drawn_letters = sorted(c for page in pages for line in page for c in line.text if c.isalpha() and c.isascii())
        assert sorted(c for text in found.paragraphs for c in text if c.isalpha() and c.isascii()) == drawn_letters


def test_many_lines_take_no_time():
    began = time.monotonic()
    paragraphs([[Line(f"word {i} and more of it-", 70, 800 - i % 50 * 14, 11) for i in range(2000)] for _ in range(10)])
    assert time.monotonic() - began < 3
