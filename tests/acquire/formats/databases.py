"""Makes exports as Nexis and Factiva write them, in every container; all text is invented."""

from __future__ import annotations

import html
import io
import textwrap
from dataclasses import dataclass

import docx

from crosswire.acquire.formats import told
from crosswire.acquire.formats.base import Found, Source
from crosswire.acquire.raw import RawReport
from crosswire.errors import RejectedInput
from crosswire.types import Reject

MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Sample:
    """One article that goes into an export."""

    title: str = "Shell kills nine in the market of Tarn"
    outlet: str = "The Harbour Post"
    day: tuple[int, int, int] = (2030, 6, 16)
    byline: str = "Anna Field"
    paragraphs: tuple[str, ...] = (
        "TARN (Wire) - A shell killed nine people on Sunday, the hospital said.",
        "The army said that it had not fired.",
    )
    number: str = "HARB000020300616ea6g00001"

    @property
    def iso(self) -> str:
        return "{:04}-{:02}-{:02}".format(*self.day)

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.paragraphs))


def nexis_new(samples: list[Sample], *, cover: bool = True) -> list[str]:
    """The paragraphs of a Nexis Uni delivery."""
    lines = [
        "User Name: A Reader",
        "Date and Time: Friday, 20 December 2030 7:08:00 PM GMT",
        "Job Number: 79561234",
        f"Documents ({len(samples)})",
    ]
    for i, s in enumerate(samples, 1):
        lines += [f"{i}. {s.title}", "Client/Matter: -None-", "Search Terms: market", "Search Type: Terms and Connectors", "Narrowed by:"]
        lines += ["Content Type | Narrowed by", "News | Sources: Any; Timeline: 2030"]
    lines = lines if cover else []
    for s in samples:
        year, month, day = s.day
        lines += [s.title, s.outlet, f"{MONTHS[month - 1]} {day}, {year} Monday", f"Copyright {year} {s.outlet} All Rights Reserved"]
        lines += ["Section: NEWS; Pg. 4", "Length: 120 words", *([f"Byline: {s.byline}"] if s.byline else []), "Body", *s.paragraphs]
        lines += ["Classification", "Language: ENGLISH", "Publication-Type: Newspaper", "Subject: MARKETS (90%); TOWNS (71%)"]
        lines += [f"Load-Date: {MONTHS[month - 1]} {day}, {year}", "End of Document"]
    return lines


def nexis_old(samples: list[Sample]) -> list[str]:
    """The paragraphs of a LexisNexis delivery."""
    lines = ["Download Request: Selected Items: 1-2", "Time Of Request: Friday, March 20, 2030 16:51:31", "Terms: (market)"]
    for i, s in enumerate(samples, 1):
        year, month, day = s.day
        lines += [f"{i} of {len(samples)} DOCUMENTS", s.outlet, f"{MONTHS[month - 1]} {day}, {year} Monday", s.title]
        lines += [*([f"BYLINE: {s.byline}"] if s.byline else []), "SECTION: NEWS; Pg. 6", "LENGTH: 155 words", *s.paragraphs]
        lines += [f"LOAD-DATE: {MONTHS[month - 1]} {day}, {year}", "LANGUAGE: ENGLISH", "PUBLICATION-TYPE: Newspaper", "JOURNAL-CODE: HP"]
        lines += [f"Copyright {year} {s.outlet} All Rights Reserved"]
    return lines


def factiva_displayed(samples: list[Sample]) -> list[str]:
    """The paragraphs of Factiva's articles for reading."""
    lines = []
    for s in samples:
        year, month, day = s.day
        lines += [
            s.title,
            *([f"By {s.byline}"] if s.byline else []),
            "1,274 words",
            f"{day} {MONTHS[month - 1]} {year}",
            "22:41",
            s.outlet,
            "HARB",
        ]
        lines += ["English", f"(c) {year} {s.outlet}", *s.paragraphs, f"Document {s.number}"]
    return [*lines, "Search Summary", "Text market", "Results Found 2", "Timestamp 20 June 2030 10:00"]


def factiva_coded(samples: list[Sample]) -> list[str]:
    """Factiva's articles with field codes, one row of two cells a field."""
    lines = []
    for s in samples:
        year, month, day = s.day
        lines += [
            "SE | World",
            f"HD | {s.title}",
            *([f"BY | By {s.byline}"] if s.byline else []),
            "WC | 274 words",
            f"PD | {day} {MONTHS[month - 1]} {year}",
        ]
        lines += ["ET | 22:41", f"SN | {s.outlet}", "SC | HARB", "LA | English", f"CY | (c) {year} {s.outlet}", "LP", *s.paragraphs[:1]]
        lines += [
            *(["TD", *s.paragraphs[1:]] if s.paragraphs[1:] else []),
            "NS | gvio : War | gcat : News",
            "PUB | A House",
            f"AN | Document {s.number}",
        ]
    return lines


def as_txt(lines: list[str]) -> bytes:
    return "\n\n".join(lines).encode()


def as_wrapped_txt(lines: list[str]) -> bytes:
    """Wrapped at 78, as LexisNexis wrote plain text."""
    return "\n\n".join("\n".join(textwrap.wrap(line, 78)) for line in lines).encode()


def as_docx(lines: list[str], links: dict[str, str] | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        if " | " in line:
            row = line.split(" | ")
            cells = document.add_table(rows=1, cols=len(row)).rows[0].cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
            continue
        paragraph = document.add_paragraph()
        if links and line in links:
            _link(paragraph, line, links[line])
        else:
            paragraph.add_run(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _link(paragraph, text: str, address: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = docx.oxml.OxmlElement("w:hyperlink")
    link.set(docx.oxml.ns.qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def rtf_escaped(text: str) -> str:
    out = []
    for unit in text.encode("utf-16-le").hex(" ", 2).split():
        code = int(unit[2:] + unit[:2], 16)
        out.append(chr(code) if code < 128 and chr(code) not in "\\{}" else f"\\u{code - 65536 if code > 32767 else code}?")
    return "".join(out)


def as_rtf(lines: list[str], links: dict[str, str] | None = None) -> bytes:
    body = []
    for line in lines:
        if " | " in line:
            body.append("\\trowd " + "".join(f"\\intbl {rtf_escaped(cell)}\\cell " for cell in line.split(" | ")) + "\\row\n")
        elif links and line in links:
            body.append(f'\\pard{{\\field{{\\*\\fldinst HYPERLINK "{links[line]}"}}{{\\fldrslt {rtf_escaped(line)}}}}}\\par\n')
        else:
            body.append(f"\\pard\\sb200 {{\\f0\\fs20 {rtf_escaped(line)}}}\\par\n")
    head = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}{\\header Page one}{\\pict\\pngblip 89504e470d0a}\n"
    return (head + "".join(body) + "}").encode("ascii")


def as_html(lines: list[str], *, title: str = "&nbsp;") -> bytes:
    body = "".join(f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c2">{html.escape(line)}</SPAN></P></DIV>\n' for line in lines)
    return f"<HTML><HEAD><STYLE>.c0 {{ color: red }}</STYLE><TITLE>{title}</TITLE></HEAD><BODY>{body}</BODY></HTML>".encode()


def factiva_page(samples: list[Sample], *, coded: bool) -> bytes:
    """The page that Factiva saves."""
    divs = []
    for s in samples:
        year, month, day = s.day
        date = f"{day} {MONTHS[month - 1]} {year}"
        text = [f'<p class="articleParagraph enarticleParagraph">{html.escape(p)}</p>' for p in s.paragraphs]
        if coded:
            fields = {
                "SE": "World",
                "HD": f"<b class='enHeadline'>{html.escape(s.title)}</b>",
                "BY": f"By {s.byline}" if s.byline else "",
                "WC": "274 words",
            }
            fields |= {
                "PD": date,
                "ET": "22:41",
                "SN": s.outlet,
                "LA": "English",
                "CY": f"(c) {year} {s.outlet}",
                "LP": text[0],
                "TD": "".join(text[1:]),
            }
            fields |= {"NS": "<br/>gvio : War", "PUB": "<br/>A House", "AN": f"<br/>Document {s.number}"}
            rows = "".join(f'<tr><td class="index"><b>{k}</b>&nbsp;</td><td>{v}</td></tr>' for k, v in fields.items() if v)
            divs.append(f'<div class="article enArticle"><table>{rows}</table><br/></div><span></span>')
        else:
            author = f'<div class="author">By {s.byline}</div>' if s.byline else ""
            head = f'<div>News</div><div id="hd"><span class="enHeadline">{html.escape(s.title)}</span>\n</div>{author}<div>808 words</div><div>{date}</div>'
            head += f"<div>{s.outlet}</div><div>HARB</div><div>1; National</div><div>13</div><div>English</div><div>(c) {year} {s.outlet} Ltd</div>"
            tail = f"<p>{s.outlet} Limited</p><p>Document {s.number}</p>"
            divs.append(
                f'<div id="article-{s.number}" class="article"><div class="article enArticle"><p>\n</p>{head}{"".join(text)}{tail}</div></div>'
            )
    style = "<style>" + ".a{margin:0}" * 20 + "</style>"
    bar = "<table><tr><td><h1>Factiva</h1></td><td><span>Dow Jones</span></td></tr></table>"
    return f"<!DOCTYPE html><html><head><title>Factiva</title>{style}</head><body>{bar}{''.join(divs)}<div>&copy; 2030 Factiva, Inc.</div></body></html>".encode()


def read(content: bytes, stem: str = "export") -> tuple[str | None, list[Found]]:
    """(name of the format, what was read); a reject that ends the reading stands last."""
    source = Source(f"{stem}.bin", stem, content=content)
    form = told(source.head())
    if form is None:
        return None, []
    out: list[Found] = []
    try:
        out.extend(form.read(source))  # what was yielded before an error is kept, as by the fence
    except RejectedInput as error:
        out.append(Reject(source.shown, error.reason, error.detail, None, None))
    return form.name, out


def reports(content: bytes) -> list[RawReport]:
    return [one for one in read(content)[1] if isinstance(one, RawReport)]


def rejects(content: bytes) -> list[Reject]:
    return [one for one in read(content)[1] if isinstance(one, Reject)]
