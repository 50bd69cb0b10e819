"""PDF files with a text layer (ISO 32000). One file is one report."""

from __future__ import annotations

from collections.abc import Iterator

from crosswire.acquire.formats.base import FileFormat, Found, Source


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]  # some have bytes before it (ISO 32000-1, appendix H)


def _read(source: Source) -> Iterator[Found]:
    from crosswire.acquire.formats.pdf_pages import read_pdf  # the main process only tells formats

    yield from read_pdf(source)


FORMATS = (FileFormat("pdf", _is_pdf, _read),)
