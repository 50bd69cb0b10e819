"""One file -> its reports, through as many archives as it takes. Runs in a child process, save for what is light."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from crosswire.acquire.formats import told
from crosswire.acquire.formats.base import Source
from crosswire.acquire.metadata import NAME
from crosswire.acquire.raw import RawReport, Sidecar
from crosswire.errors import RejectedInput
from crosswire.types import Reject

ResultT = TypeVar("ResultT")


def read_source(source: Source) -> Iterator[RawReport | Reject | Sidecar]:
    """All that a file holds. Whatever goes wrong becomes a reject; what was found before is kept."""
    yield from guarded(_read(source), partial(refused, source))


def _read(source: Source) -> Iterator[RawReport | Reject | Sidecar]:
    if source.depth and PurePosixPath(source.shown).name.lower() == NAME:
        yield Sidecar(source.shown, source.read())
        return
    empty = True
    for found in told(source.head()).read(source):
        empty = False
        if isinstance(found, Source):
            yield from read_source(found)
        elif isinstance(found, RawReport):
            yield replace(found, given=found.given.over(source.given))
        else:
            yield found
    if empty:
        raise RejectedInput("empty", "no report in it")


def guarded(results: Iterator[ResultT], refuse: Callable[[str, str], Reject]) -> Iterator[ResultT | Reject]:
    """Results, and at the end of them why there are no more, if something went wrong: ``refuse(reason, detail)``.

    MemoryError alone is passed on: the process has to end.
    """
    try:
        yield from results
    except RejectedInput as error:
        yield refuse(error.reason, error.detail)
    except OSError as error:
        yield refuse("unreadable", error.strerror or str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  one input that trips a parser must not cost the user the other thousand
        where = traceback.extract_tb(error.__traceback__)[-1]
        yield refuse("parser-failed", f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")


def refused(source: Source, reason: str, detail: str) -> Reject:
    """The row of ``rejects`` for a file, or for what is left of it."""
    state, size = hashlib.sha256(), 0
    try:
        with source.packed() as stream:
            while piece := stream.read(1 << 20):
                state.update(piece)
                size += len(piece)
    except OSError:
        return Reject(source.shown, reason, detail, None, None)
    return Reject(source.shown, reason, detail, size, state.hexdigest())
