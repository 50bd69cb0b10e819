"""Readies the reading room beside its first requests: templates, outlines of countries, what is kept while a record stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Thread

from crosswire.errors import CrosswireError
from crosswire.view import shapes
from crosswire.view.asking.query import Query
from crosswire.view.pages import Page
from crosswire.view.web import rendering
from crosswire.view.web.desk import Desk
from crosswire.view.web.registry import PAGES


@contextmanager
def warming(desk: Desk) -> Iterator[None]:
    """Get ready in a thread of its own, which ends with the block: soon, for it does one small thing after another."""
    ended = Event()
    thread = Thread(target=_warm, args=(desk, ended), name="warming pages", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _warm(desk: Desk, ended: Event) -> None:
    for step in steps(desk):
        if ended.is_set():
            return
        with suppress(CrosswireError):  # a page that cannot be made says so to whoever asks for it
            step()


def steps(desk: Desk) -> Iterator[Callable[[], object]]:
    """What is to be done, what most people need first."""
    every = [page for page in PAGES if "{" not in page.path]
    yield partial(_made, desk, every[0])
    yield shapes.world
    for page in PAGES:
        yield partial(rendering.environment().get_template, f"{page.name}.html")
    for page in every[1:]:
        yield partial(_made, desk, page)


def _made(desk: Desk, page: Page) -> None:
    page.model(desk.reading(), Query.of(page.path, {}, ()))
