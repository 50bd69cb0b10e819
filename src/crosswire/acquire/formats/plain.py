"""One report a file, as it stands: a web page, or plain text. Told last: whatever is text is at least that."""

from __future__ import annotations

from collections.abc import Iterator

from crosswire.acquire.decoding import decode
from crosswire.acquire.formats.base import FileFormat, Found, Source, head_text
from crosswire.acquire.pages import looks_like_page
from crosswire.acquire.raw import Format, RawReport


def _is_page(head: bytes) -> bool:
    return looks_like_page(head_text(head))


def _read_page(source: Source) -> Iterator[Found]:
    yield _read(source, "page")


def _read_text(source: Source) -> Iterator[Found]:
    yield _read(source, "text")


def _read(source: Source, form: Format) -> RawReport:
    content = source.read()
    decode(content, page=form == "page", most=source.budget.most)  # what is no text is rejected here
    return RawReport(source.stem, source.shown, content, form)


FORMATS = (
    FileFormat("page", _is_page, _read_page, light=True),
    FileFormat("text", lambda _: True, _read_text, light=True),
)
