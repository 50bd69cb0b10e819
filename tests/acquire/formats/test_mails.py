"""E-mails of press offices, and mbox files of them."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from tests.acquire.formats.reading import read

WORDS = "Nine people were hurt on Monday when the bridge of Arua fell, the prefecture said. Two are in hospital."
HTML = f"<html><body><table><tr><td><p>{WORDS}</p><p>The road is shut until Friday, it said, and the school at Goma as well.</p></td></tr></table></body></html>"


def mail(text: str | None = WORDS, page: str | None = None, **heads: str) -> EmailMessage:
    message = EmailMessage()
    usual = {
        "From": "Préfecture d’Arua <press@arua.example>",
        "To": "desk@x.example",
        "Subject": "Bridge falls",
        "Date": "Tue, 06 May 2031 09:00:00 +0300",
        "Message-ID": "<1@arua.example>",
    }
    for key, value in {**usual, **{key.replace("_", "-"): value for key, value in heads.items()}}.items():
        message[key] = value
    if text is not None:
        message.set_content(text)
    if page is not None:
        message.add_alternative(page, subtype="html")
    return message


def test_a_press_release():
    found = read(mail(Subject="Fwd: RE: [EXT] Bridge falls at Arua").as_bytes(), "m.dat")
    assert (found.format, found.rejects) == ("mail", [])
    (document,) = found.documents
    assert (document.title, document.outlet, document.parser, document.path) == (
        "Bridge falls at Arua",
        "Préfecture d’Arua",
        "mail",
        "m.dat",
    )
    assert (document.published_at, document.published_from) == ("2031-05-06T09:00:00+03:00", "given")
    assert document.text == f"Bridge falls at Arua\n\n{WORDS}\n"


@pytest.mark.parametrize(("charset", "coding"), [("utf-8", "base64"), ("iso-8859-1", "quoted-printable"), ("utf-8", "8bit")])
def test_codings(charset, coding):
    message = mail(None)
    message.set_content("Le café à Arua was shut.", charset=charset, cte=coding)
    assert read(message.as_bytes()).reports[0].content.decode().strip() == "Le café à Arua was shut."


def test_an_unknown_character_set_is_read_all_the_same():
    content = mail().as_bytes().replace(b'charset="utf-8"', b'charset="klingon"')
    assert WORDS in read(content).documents[0].text


def test_the_plain_part_goes_first_unless_it_only_points_to_the_other():
    assert read(mail(WORDS, HTML).as_bytes()).reports[0].format == "text"
    pointing = read(mail("Please open this mail in a browser.", HTML).as_bytes())
    assert pointing.reports[0].format == "page"
    assert WORDS in pointing.documents[0].text


def test_lines_that_flow_are_joined():
    message = mail(None)
    message.set_content("Nine people were \nhurt on Monday.\n> quoted \nlast\n")
    message.set_param("format", "flowed")
    assert read(message.as_bytes()).reports[0].content.decode().startswith("Nine people were hurt on Monday.\n>")


@pytest.mark.parametrize(
    ("date", "read_as"),
    [
        ("Mon, 5 May 2031 10:00:00 +0200", "2031-05-05T10:00:00+02:00"),
        ("Mon, May 5, 2031 at 9:15 PM", "2031-05-05"),
        ("Monday, May 5, 2031 9:15 PM", "2031-05-05"),
        ("soon", None),
    ],
)
def test_a_forwarded_message_is_the_report(date, read_as):
    inner = f"---------- Forwarded message ---------\nFrom: Arua Press Office <p@arua.example>\nDate: {date}\nSubject: A bridge falls\nTo: <a@b.example>\n\n\n{WORDS}"
    (raw,) = read(mail(f"FYI\n\n{inner}", From="Kim <kim@desk.example>", Subject="Fwd: bridge").as_bytes()).reports
    assert (raw.given.outlet, raw.given.title, raw.given.published_at) == ("Arua Press Office", "A bridge falls", read_as)
    assert raw.content.decode().strip() == WORDS
    assert bool(raw.warnings) == (read_as is None)


def test_what_is_attached_is_read_in_its_turn():
    message = mail("See attached.")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../report.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(mail(Subject="Inner"))
    found = read(message.as_bytes(), "m.eml")
    assert [(one.shown, one.stem) for one in found.inner] == [("m.eml/report.pdf", "report"), ("m.eml/message-2.eml", "message-2")]
    assert (found.inner[0].given.outlet, found.inner[0].given.published_at) == ("Préfecture d’Arua", "2031-05-06T09:00:00+03:00")
    assert found.reports == []
    assert read(found.inner[1].content).reports[0].given.title == "Inner"


def test_an_mbox_holds_many():
    line = b"From press@arua.example Tue May  6 09:00:00 2031\n"
    content = (
        line
        + mail().as_bytes()
        + b"\n"
        + line
        + mail("The council said:\n\nFrom now on the road is shut.\n").as_bytes().replace(b"\nFrom now", b"\n>From now")
        + b"\n"
        + line
        + b"Subject: x\nFrom: y\n\n"
    )
    found = read(content, "m.mbox")
    assert (found.format, [raw.path for raw in found.reports], [one[:2] for one in found.rejects]) == (
        "mail",
        ["m.mbox#1", "m.mbox#2"],
        [("m.mbox#3", "empty")],
    )
    assert "\nFrom now on" in found.reports[1].content.decode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (mail("").as_bytes(), "empty"),
        (mail().as_bytes().replace(b'text/plain; charset="utf-8"', b"application/pkcs7-mime"), "encrypted"),
        (
            b"From: a@b.example\nSubject: x\nDate: y\nMIME-Version: 1.0\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(1500)),
            "too-deep",
        ),
    ],
)
def test_mails_that_are_refused(content, reason):
    found = read(content)
    assert (found.format, found.reports, found.reasons) == ("mail", [], [reason])


@pytest.mark.parametrize(
    "text",
    [
        "From: Arua\n\nThe river rose.",
        "Date: 4 May 2031\nText: The river rose.",
        "Update: nine hurt\nSource: police\nSubject: none of it\n",
        "From Arua it was reported in 2031\n\nThe river rose.",
    ],
)
def test_plain_text_with_colons_is_no_mail(text):
    assert read(text.encode()).format != "mail"


@pytest.mark.filterwarnings("ignore")
def test_no_mail_takes_long():
    began = time.monotonic()
    usual = b"From: a@b.example\nSubject: x\nDate: y\nMIME-Version: 1.0\n"
    for content in (
        usual + b"\n" + b"-- \n" * 50_000,
        usual + b"\n" + b"From: a\n" * 50_000,
        usual + b"\n" + b"---- Forwarded message ----\n" * 20_000,
        usual + b"X: " + b"=?utf-8?q?a?= " * 2_000 + b"\n\ntext",
    ):
        read(content)
    assert time.monotonic() - began < 5


def saved(head: str) -> bytes:
    page = '<!DOCTYPE html><html><head><meta charset=3D"utf-8"><title>Bridge falls</title></head><body><article><h1>Bridge falls</h1>'
    return (
        f"{head}\nSubject: Bridge falls\nDate: Wed, 7 May 2031 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\n\n--B\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: quoted-printable\nContent-Location: https://arua.example/9\n\n"
        f"{page}<p>{WORDS}</p><p>{WORDS}</p></article></body></html>\n\n--B--\n"
    ).encode()


@pytest.mark.parametrize(
    "head",
    ["From: <Saved by Blink>\nSnapshot-Content-Location: https://arua.example/9", "From: <Saved by WebKit>"],
    ids=["chrome", "safari"],
)
def test_a_page_that_a_browser_saved_as_one_file_is_a_page(head):
    found = read(saved(head), "page.mhtml")
    assert (found.rejects, found.inner) == ([], [])
    (document,) = found.documents
    assert (document.url, document.outlet, document.published_at) == ("https://arua.example/9", None, None)
    assert (document.title, document.parser) == ("Bridge falls", "mhtml, trafilatura")


def test_mails_with_few_headers_in_an_mbox():
    one = f"From a@x Tue Mar  5 10:00:00 2030\nFrom: Arua Post <a@x.example>\nSubject: Bridge falls\nDate: Tue, 05 Mar 2030 10:00:00 +0000\n\n{WORDS}\n\n"
    found = read((one * 2).encode())
    assert (found.format, [d.outlet for d in found.documents]) == ("mail", ["Arua Post"] * 2)


def test_a_report_that_begins_like_a_letter_is_none():
    assert read(f"From: our correspondent\n\n{WORDS}".encode()).format == "text"


def test_nested_parts_without_end_are_refused_in_time():
    content = (
        b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + b"Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\n" * 20_000
    )
    begun = time.monotonic()
    found = read(content)
    assert (found.format, found.reasons) == ("mail", ["too-deep"])
    assert time.monotonic() - begun < 2
