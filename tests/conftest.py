"""Fixtures that every test may use, and the loader of case files."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from crosswire import pipeline
from crosswire.acquire.sentences import Page, read_sentences
from crosswire.config import Options
from crosswire.language import English, load
from crosswire.types import Document, Segment
from tests import hostile

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the browser tests put their pictures."""
    parser.addoption("--screenshots", metavar="DIR", help="Keep a screenshot of every page in this folder.")


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


Kept = Callable[[str, Sequence[Path]], Path]


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Kept:
    """``built(name, sources)``: a record of those reports, made once for all processes of a run. To be read only: copy it to write to it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "records"
    folder.mkdir(exist_ok=True)

    def make(name: str, sources: Sequence[Path]) -> Path:
        record = folder / f"{name}.duckdb"
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not record.exists():
                pipeline.build(sources, record, Options(workers=1), at="2030-01-01T00:00:00+00:00")
        return record

    return make


@pytest.fixture(scope="session")
def examples_record(built: Kept) -> Path:
    """The record of ``examples/reports``. To be read only."""
    return built("examples", [EXAMPLES / "reports"])


@pytest.fixture(scope="session")
def hostile_record(built: Kept, tmp_path_factory) -> Path:
    """The record of a few reports that are full of scripts and strange characters. To be read only."""
    source = tmp_path_factory.mktemp("hostile") / "reports.jsonl"
    source.write_text("".join(json.dumps(r) + "\n" for r in hostile.REPORTS), encoding="utf-8")
    return built("hostile", [source])


@pytest.fixture
def own_copy(tmp_path) -> Callable[[Path], Path]:
    """``own_copy(record)``: a copy that a test may write to."""
    return lambda record: Path(shutil.copy(record, tmp_path / record.name))


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
