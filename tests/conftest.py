"""Fixtures that every test may use, and the loader of case files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crosswire.acquire.sentences import Page, read_sentences
from crosswire.language import English, load
from crosswire.types import Document, Segment

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def english() -> English:
    """The shipped language pipeline."""
    return load()


@pytest.fixture(scope="session")
def page_of(english: English) -> Callable[..., Page]:
    """``page_of(text, published="2030-03-14", outlet=None)``: the text as one body, analysed."""

    def make(text: str, published: str | None = "2030-03-14", outlet: str | None = None, document_id: str = "d1") -> Page:
        document = Document(
            document_id=document_id, sha256="0" * 64, path="d1.txt", url=None, outlet=outlet, title=None, byline=None,
            published_at=published, published_from="given" if published else None, published_earliest=None, published_latest=None,
            language="en", text=text, parser="text",
        )  # fmt: skip
        segments = [Segment(document_id, 0, len(text), "body", "test")] if text.strip() else []
        return read_sentences(document, segments, english)

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold beside the repository; tests that use it are skipped where it is not there."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the gold sets beside the repository are not here")
    return SHARED


def read_cases(layer: str) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """The cases of ``tests/cases/<layer>``: (name, case, whether it is known to fail)."""
    for path in sorted((CASES / layer).glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("//"):
                yield f"{path.stem}:{number}", json.loads(line), path.stem == "known_failures"


def case_params(layer: str) -> list[Any]:
    """The cases of a layer as pytest parameters; known failures are strict: one that is mended breaks the build until it is moved."""
    return [
        pytest.param(case, id=name, marks=[pytest.mark.xfail(strict=True, reason="known failure")] if fails else [])
        for name, case, fails in read_cases(layer)
    ]
