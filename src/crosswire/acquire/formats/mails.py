"""E-mails of press offices: one message (RFC 5322, .eml), or many in one file (mbox, RFC 4155).

The text is the plain part where there is one, else the HTML part. A forwarded message is the report, not the words around it. What is
attached and can be read is a report of its own. Signatures and "unsubscribe" lines stay in the text, where they are marked as leftovers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import NamedTuple, cast

from crosswire.acquire.dates import parse_given
from crosswire.acquire.decoding import MAX_BYTES
from crosswire.acquire.formats.base import FileFormat, Found, Source, head_text
from crosswire.acquire.formats.fragments import plain_text
from crosswire.acquire.raw import Given, RawReport, clean_name
from crosswire.errors import RejectedInput
from crosswire.types import Reject

_HEADER = re.compile(r"([A-Za-z][A-Za-z-]{1,60}):(?: |$)", re.MULTILINE)
_WHO = frozenset({"from", "sender", "subject"})
_TRACE = frozenset({"date", "message-id", "received", "mime-version", "return-path", "delivered-to", "content-type", "x-mailer", "to"})
_LEAST = frozenset({"from", "subject", "date"})
_SAVED = re.compile(r"[<\"\s]*saved by ", re.IGNORECASE)  # Chrome, Edge, Safari, Internet Explorer
_MBOX = re.compile(rb"From \S+.{0,80}\d{4}\s*$")
_PREFIX = re.compile(r"^(?:\s*(?:(?:re|fwd?|fw|aw|wg|tr|sv|vs)\s*(?:\[\d+\])?\s*:|\[ext(?:ernal)?\]))+\s*", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^(?:-{2,}\s*(?:forwarded message|original message)\s*-{2,}|begin forwarded message:)[^\n]*\n\s*"
    r"((?:(?:[ \t*]*(?:from|date|sent|to|cc|subject|reply-to)[ \t*]*:[^\n]*\n)(?:[ \t]+[^\n]+\n)*){2,8})",
    re.IGNORECASE | re.MULTILINE,
)
_NEVER = (
    "image/",
    "audio/",
    "video/",
    "application/pgp",
    "application/pkcs7",
    "application/x-pkcs7",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
)
_PARTED = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_PARTS = 200
_FEW = 8  # words; a mail with fewer around something attached only hands that on


class _Said(NamedTuple):
    """What a message's head says."""

    outlet: str | None
    title: str | None
    published_at: str | None
    url: str | None
    notes: tuple[str, ...]


def _is_mail(head: bytes) -> bool:
    """Whether a text begins with the headers of a message, or with the line that stands before each in an mbox."""
    text = head_text(head).lstrip("\ufeff\n ")
    boxed = _MBOX.match(head.split(b"\n", 1)[0]) is not None
    if boxed:
        text = text.partition("\n")[2]
    names = {name.lower() for name in _HEADER.findall(text[:20_000].split("\n\n", 1)[0])}
    if _HEADER.match(text) is None or not names & _WHO:
        return False
    return names >= _LEAST or (len(names & (_WHO | _TRACE)) >= (2 if boxed else 3) and len(names & _TRACE) >= (1 if boxed else 2))


def _read(source: Source) -> Iterator[Found]:
    messages = list(_messages(source))
    for number, content in enumerate(messages, start=1):
        shown, name = (source.shown, source.stem) if len(messages) == 1 else (f"{source.shown}#{number}", f"{source.stem}-{number}")
        try:
            yield from _message(replace(source, shown=shown, stem=name, path=None, content=content, packing=()))
        except RejectedInput as error:
            yield Reject(shown, error.reason, error.detail, len(content), None)


def _messages(source: Source) -> Iterator[bytes]:
    """The messages of a file. In an mbox each begins with a line "From ..." behind an empty line; ">From" in a text is "From"."""
    content = source.read(5 * MAX_BYTES)
    if not _MBOX.match(content.split(b"\n", 1)[0]):
        yield content
        return
    lines: list[bytes] = []
    empty = True
    for line in content.split(b"\n"):
        if empty and _MBOX.match(line):
            if lines:
                yield b"\n".join(lines)
            lines = []
        else:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
        empty = not line.strip()
    yield b"\n".join(lines)


def _message(source: Source) -> Iterator[Found]:
    if len(_PARTED.findall(source.content or b"")) > _PARTS:
        raise RejectedInput("too-deep", f"more than {_PARTS} parts with parts of their own")
    try:
        message = message_from_bytes(source.content or b"", policy=policy.default)
        kind = message.get_content_type()
        if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
            raise RejectedInput("encrypted", "the mail is encrypted: save its text and give that")
        if saved := _saved_page(source, message):
            yield saved
            return
        text, page = _body(message)
        attached = [part for part in message.iter_attachments() if _is_readable(part)] if message.is_multipart() else []
    except RecursionError as error:
        raise RejectedInput("unreadable", "its parts lie in one another too deeply") from error
    said = _head(message)
    if not attached or len((text or plain_text(page or "")).split()) >= _FEW:
        yield _report(source, said, text, page)
    given = Given(outlet=said.outlet, published_at=said.published_at).over(source.given)
    for number, part in enumerate(attached, start=1):
        yield _attached(source, part, number, given)


def _saved_page(source: Source, message: EmailMessage) -> RawReport | None:
    """The page that a browser saved as one file (MHTML, RFC 2557). Its date is the day of saving, which says nothing of the report."""
    address = _header(message, "snapshot-content-location")
    if not address and not _SAVED.match(_header(message, "from")):
        return None
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise RejectedInput("no-article", "a saved page without HTML")
    address = address or clean_name(str(page.get("content-location") or ""))
    given = Given(url=address if re.match(r"https?://", address, re.IGNORECASE) else None)
    return RawReport(source.stem, source.shown, _content(page).encode("utf-8", "replace"), "page", given, parser="mhtml")


def _report(source: Source, said: _Said, text: str | None, page: str | None) -> RawReport:
    if not (text or page):
        raise RejectedInput("empty", "a mail without text")
    if text and (inner := _FORWARDED.search(text)):
        said, text = _forwarded(inner[1], said), text[inner.end() :].strip() or text
    given = Given(url=said.url, outlet=said.outlet, title=said.title, published_at=said.published_at)
    content = (text or page or "").encode("utf-8", "replace")
    return RawReport(source.stem, source.shown, content, "text" if text else "page", given, said.notes, "mail")


def _body(message: EmailMessage) -> tuple[str | None, str | None]:
    """(plain text, None) or (None, HTML): the plain part, unless it only points to the other."""
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    text = _content(plain) if plain is not None else ""
    if plain is not None and plain.get_param("format") == "flowed":
        text = re.sub(r"(?<=\S) \n(?=[^\s>-])", " ", text)  # a line that goes on ends with a space (RFC 3676)
    markup = _content(page) if page is not None else ""
    if markup.strip() and len(text.split()) < 20 and len(plain_text(markup).split()) > 2 * len(text.split()):
        return None, markup
    return (text, None) if text.strip() else (None, markup or None)


def _content(part: MIMEPart) -> str:
    """The text of a part; a character set that nobody knows, or that it is not in, is read as UTF-8 or cp1252."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    for name in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(name).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("cp1252", "replace").replace("\r\n", "\n")


def _head(message: EmailMessage) -> _Said:
    date, notes = _date(_header(message, "date"))
    address = re.search(r"https?://[^\s<>]+", _header(message, "archived-at"))
    return _Said(_sender(_header(message, "from")), _subject(_header(message, "subject")), date, address[0] if address else None, notes)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean_name(str(message.get(name) or ""))
    except (AttributeError, IndexError, TypeError, ValueError, KeyError):  # what the header parser of the standard library lets through
        return ""


def _forwarded(block: str, outer: _Said) -> _Said:
    """What the head of a forwarded message says; what it leaves out is not known, because the outer head is about somebody else."""
    found = {key.lower(): value.strip(" \t*") for key, value in re.findall(r"^[ \t*]*([\w-]+)[ \t*]*:([^\n]*)", block, re.MULTILINE)}
    date, notes = _date(found.get("date") or found.get("sent") or "")
    return _Said(_sender(found.get("from", "")), _subject(found.get("subject", "")) or outer.title, date, None, notes)


def _subject(said: str) -> str | None:
    return clean_name(_PREFIX.sub("", said)) or None


def _sender(said: str) -> str | None:
    """The name of who sent it, else the host of the address."""
    name = re.sub(r"<[^<>]*>|\[mailto:[^\]]*\]", "", said).strip(" \"'\t,")
    if name and "@" not in name:
        return clean_name(name)
    host = re.search(r"@([\w.-]+\.\w+)", said)
    return host[1].lower() if host else None


def _date(said: str) -> tuple[str | None, tuple[str, ...]]:
    """A date in a head with its zone, as ISO 8601; where a forwarding program wrote it in its own way, the day at least."""
    if not said:
        return None, ()
    if not re.search(r"\d\s*[ap]\.?m\b", said, re.IGNORECASE):
        try:
            return parsedate_to_datetime(said).isoformat(), ()
        except (TypeError, ValueError, IndexError):
            pass
    try:
        return parse_given(said).at, ()
    except ValueError:
        return None, (f"published: the mail's date {said[:60]!r} cannot be read",)


def _is_readable(part: MIMEPart) -> bool:
    """Whether something attached may be a report: a file with a name, or a whole message."""
    kind = part.get_content_type()
    return kind == "message/rfc822" or (bool(part.get_filename()) and not kind.startswith(_NEVER))


def _attached(source: Source, part: MIMEPart, number: int, given: Given) -> Source:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else part
        return source.member(f"message-{number}.eml", cast("EmailMessage", inner).as_bytes())  # its own head says more
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    source.budget.spend(len(content))
    return source.member(part.get_filename() or f"attached-{number}", content, given)


FORMATS = (FileFormat("mail", _is_mail, _read),)
