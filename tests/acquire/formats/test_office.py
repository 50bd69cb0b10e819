"""DOCX and RTF -> lines and single reports; hostile files."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest

from crosswire.acquire.formats import told
from crosswire.acquire.formats.base import Budget, Source
from crosswire.acquire.formats.office_docx import read_docx
from crosswire.acquire.formats.office_rtf import read_rtf
from crosswire.errors import RejectedInput
from tests.acquire.formats import databases as make
from tests.acquire.formats.databases import Sample

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(body: str, *, head: str = "", more: dict[str, str] | None = None) -> bytes:
    """A DOCX with this inside its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return out.getvalue()


def lines(body: str, **more: str) -> list[str]:
    return [line.text for line in read_docx(Source("a.docx", "a", content=package(body, **more))).lines]


def p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("Nine ") + r("died.")), ["Nine died."]),
        (p(r("A") + "<w:r><w:br/></w:r>" + r("B") + "<w:r><w:tab/></w:r>" + r("C")), ["A", "B C"]),
        (p(f"<w:ins>{r('kept')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"), ["kept"]),
        (p(f"<w:moveFrom>{r('gone')}</w:moveFrom>") + p(f"<w:moveTo>{r('moved')}</w:moveTo>"), ["moved"]),
        (f"<w:sdt><w:sdtContent>{p(r('in a control'))}</w:sdtContent></w:sdt>", ["in a control"]),
        (p(r("Nine\u00a0people\u00a0") + r("died")), ["Nine people died"]),
        (f"<w:tbl><w:tr><w:tc>{p(r('Dead'))}</w:tc><w:tc>{p(r('9'))}</w:tc></w:tr></w:tbl>", ["Dead | 9"]),
        (f"<w:tbl><w:tr><w:tc>{p(r('LP'))}</w:tc><w:tc>{p(r('A.'))}{p(r('B.'))}</w:tc></w:tr></w:tbl>", ["LP", "A.", "B."]),
        (f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{p(r('A'))}</w:tc></w:tr></w:tbl>{p('')}</w:tc></w:tr></w:tbl>", ["A"]),
        (
            f'<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:txbxContent>{p(r("box"))}'
            f"</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p(r('box'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{r('round it')}</w:p>",
            ["box", "round it"],
        ),
        (p("") + p(r(" ")), []),
    ],
)
def test_what_is_the_text_of_a_docx(body, expected):
    assert lines(body) == expected


def test_a_strict_docx_and_a_document_by_another_name():
    plain = package(p(r("Nine died.")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
        archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="a" Type="{kind}" Target="/word/document2.xml"/></Relationships>')
        body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>Ten died.</w:t></w:r></w:p></w:body></w:document>'
        archive.writestr("word/document2.xml", body)
    assert [one.content for one in (*make.reports(plain), *make.reports(out.getvalue()))] == [b"Nine died.", b"Ten died."]


def test_footnotes_stand_at_the_end():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = f'<Relationships><Relationship Id="a" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    note = f"<w:footnotes {W}><w:footnote>{p(r('A survivor told us.'))}</w:footnote></w:footnotes>"
    content = package(p(r("Nine died.")), more={"word/_rels/document.xml.rels": rels, "word/footnotes.xml": note})
    assert make.reports(content)[0].content == b"Nine died.\n\nA survivor told us."


def test_a_single_report_with_a_styled_title():
    document = docx.Document()
    document.add_heading("Bridge falls at Tarn", 1)
    document.add_paragraph("Nine people died when the bridge fell.")
    out = io.BytesIO()
    document.save(out)
    (found,) = make.reports(out.getvalue())
    assert (found.document_id, found.path, found.parser, found.given.title) == ("export", "export.bin", "docx", "Bridge falls at Tarn")
    assert found.content == b"Bridge falls at Tarn\n\nNine people died when the bridge fell."


def test_a_single_report_in_rtf():
    (found,) = make.reports(make.as_rtf(["Bridge falls at Tarn", "Größe – “nine” 💧 dead; naïve", "Dead | 9"]))
    assert (found.document_id, found.parser) == ("export", "rtf")
    assert found.content.decode() == "Bridge falls at Tarn\n\nGröße – “nine” 💧 dead; naïve\n\nDead | 9"


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (rb"{\rtf1 A\par{\*\generator Writer}B\line C}", ["A", "B", "C"]),
        (rb"{\rtf1\ansicpg1251 \'cd\'e5\'f2\par}", ["Нет"]),
        (rb"{\rtf1 {\pict\wmetafile8\bin12 }}{\\par no}}after\par}", ["after"]),
        (b"{\\rtf1 {\\pict\\pngblip " + b"89504e47" * 400 + b"}after\\par}", ["after"]),
        (rb'{\rtf1 {\field{\*\fldinst{HYPERLINK "http://a.example/x"}}{\fldrslt{Nine died}}} today\par}', ["Nine died today"]),
        (rb"{\rtf1 {\header Page 1}{\footnote x}body\par}", ["body"]),
        (rb"{\rtf1 cut off in the mid", ["cut off in the mid"]),
    ],
)
def test_what_is_the_text_of_an_rtf(rtf, expected):
    assert [line.text for line in read_rtf(Source("a.rtf", "a", content=rtf))] == expected


def test_the_address_of_a_link():
    content = rb'{\rtf1 {\field{\*\fldinst HYPERLINK "http://a.example/x"}{\fldrslt Nine died}}\par plain\par}'
    assert [line.address for line in read_rtf(Source("a.rtf", "a", content=content))] == ["http://a.example/x", ""]


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [zipped(a=package(p(r("x")))), zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<x/>"}), b"PK\x03\x04"]
)
def test_other_zips_are_no_docx(content):
    form = told(Source("a", "a", content=content).head())
    assert form is None or form.name != "docx"


@pytest.mark.parametrize(
    ("content", "reason", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown-format", "save it as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (package(""), "empty", "without text"),
        (b"{\\rtf1 }", "empty", "without text"),
        (b"{\\rtf1 \\u9999999999? x}", "unreadable", "damaged RTF"),
    ],
)
def test_what_cannot_be_read_says_why(content, reason, word):
    (fault,) = make.rejects(content)
    assert (fault.reason, word in fault.detail) == (reason, True)


def test_a_truncated_docx():
    content = package(p(r("Nine died.")) * 50)
    (fault,) = make.rejects(content[:-30])
    assert fault.reason == "unreadable"


def test_what_stands_before_damage_is_kept():
    _, (kept, fault) = make.read(package(p(r("Nine died.")) + "<w:p><w:r><w:t>ten & more"))
    assert (kept.content, fault.reason) == (b"Nine died.", "unreadable")


def test_a_bomb_is_stopped_by_the_count_of_bytes():
    content = package(p(r("A" * 30_000)) * 200)
    with pytest.raises(RejectedInput, match="inflation-limit"):
        read_docx(Source("a.docx", "a", content=content, budget=Budget(1_000_000)))


def test_entities_are_not_expanded():
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9))
    head = f'<!DOCTYPE w [<!ENTITY a0 "ha"><!ENTITY x SYSTEM "file:///etc/passwd">{levels}]>'
    start = time.process_time()
    found = make.read(package(p(r("before")) + p(r("&a8;")) + p(r("&x;")), head=head))[1]
    assert time.process_time() - start < 1
    assert sum(len(one.content) for one in found if hasattr(one, "content")) < 100


def test_deep_nesting_is_no_crash():
    found = make.read(package("<w:sdt>" * 5000 + p(r("x"))))[1]
    assert found[-1].reason in ("unreadable", "empty")


def test_time_is_linear_in_the_number_of_articles():
    def seconds(count: int) -> float:
        content = make.as_rtf(make.nexis_new([Sample()] * count))
        start = time.process_time()
        assert len(make.reports(content)) == count
        return time.process_time() - start

    seconds(5)
    # The best of three, since machines are noisy; what grows with the square takes sixteen times as long.
    assert min(seconds(800) for _ in range(3)) < 12 * max(min(seconds(200) for _ in range(3)), 0.01)


def test_a_hostile_rtf_of_links_takes_no_time():
    content = b"{\\rtf1 " + b'{\\field{\\*\\fldinst HYPERLINK "x' * 20_000
    start = time.process_time()
    read_rtf(Source("a.rtf", "a", content=content))
    assert time.process_time() - start < 3
