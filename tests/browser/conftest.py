"""Fixtures of the browser tests: one Chromium for a run, one served record of the examples, and a reader a test.

``reader.open("/story/...")`` opens a page of the examples; ``open_reader(served, js=False, width=390)`` makes any other;
``serve(record)`` starts a reading room over a copy of a test's own. ``CROSSWIRE_SCREENSHOTS`` or ``--screenshots`` names a folder for pictures.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crosswire.store.database import open_record
from tests import samples
from tests.browser import chromium
from tests.browser.chromium import WIDE, Reader
from tests.browser.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NO_CHROMIUM = "no browser tests: no Chromium is installed (apt-get install chromium, or name one in CROSSWIRE_CHROMIUM)"
NO_PLAYWRIGHT = "no browser tests: Playwright is not installed (make test installs it)"
OpenReader = Callable[..., Reader]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip every test here, for one reason, where there is no browser; from a fixture each test would be listed."""
    if chromium.program() is None:
        pytest.skip(NO_CHROMIUM)
    if not all(find_spec(name) for name in ("playwright", "axe_playwright_python")):
        pytest.skip(NO_PLAYWRIGHT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.program(), args=chromium.arguments())
        yield started
        started.close()


@pytest.fixture(scope="session")
def pictures(request) -> Path | None:
    """The folder of screenshots; None where nobody asked for them, since they take a third of the time."""
    named = request.config.getoption("--screenshots") or os.environ.get("CROSSWIRE_SCREENSHOTS")
    if not named:
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def serving(tmp_path_factory) -> Iterator[Callable[[Path], Served]]:
    """``serving(record)``: a reading room over a copy of it, until the run ends; nobody judges in it."""
    with ExitStack() as running:

        def start(record: Path) -> Served:
            return running.enter_context(Served(Path(shutil.copy(record, tmp_path_factory.mktemp("served") / record.name))))

        yield start


@pytest.fixture(scope="session")
def served(browser, serving, examples_record) -> Served:
    """The reading room over the examples, for tests that only read. ``served.address``."""
    return serving(examples_record)


@pytest.fixture(scope="session")
def hostile_served(browser, serving, hostile_record) -> Served:
    """The reading room over reports full of scripts."""
    return serving(hostile_record)


@pytest.fixture
def serve(browser, tmp_path) -> Iterator[Callable[..., Served]]:
    """``serve(record)``: a reading room of the test's own over a copy of a record, which it may judge; ``serve(record, own=True)`` over itself."""
    with ExitStack() as running:

        def start(record: Path, *options: str, own: bool = False) -> Served:
            path = record if own else Path(shutil.copy(record, tmp_path / record.name))
            return running.enter_context(Served(path, *options))

        yield start


@pytest.fixture(scope="session")
def addresses(examples_record) -> dict[str, str]:
    """Page name -> its sample address in the examples."""
    with open_record(examples_record) as record:
        return samples.addresses(record)


@pytest.fixture(scope="session")
def standing(browser, pictures) -> Iterator[OpenReader]:
    """``standing(served, ...)``: a reader for many tests, whose browser keeps fonts and styles; each test clears and checks its troubles."""
    with ExitStack() as open_contexts:
        yield partial(_reader, browser, pictures, open_contexts)


@pytest.fixture
def open_reader(browser, pictures) -> Iterator[OpenReader]:
    """``open_reader(served, width=, height=, scheme=, js=)``: a reader at a reading room; in the end none may have had troubles."""
    readers: list[Reader] = []
    with ExitStack() as open_contexts:

        def make(served: Served, **options: object) -> Reader:
            readers.append(_reader(browser, pictures, open_contexts, served, **options))
            return readers[-1]

        yield make
    assert [t for r in readers for t in r.troubles] == []


def _reader(
    browser: Browser, pictures: Path | None, closing: ExitStack, served: Served, *, width: int = WIDE[0], height: int = WIDE[1],
    scheme: str = "light", js: bool = True,
) -> Reader:  # fmt: skip
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=js, reduced_motion="reduce")
    closing.callback(context.close)
    return Reader(context, served.address, pictures)


@pytest.fixture
def reader(open_reader, served) -> Reader:
    """A reader at the examples, 1280 pixels wide, in light."""
    return open_reader(served)
