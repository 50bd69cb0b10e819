"""Run a function over many items, here or in a pool of processes; results come in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def default_workers(items: int) -> int:
    """How many processes pay off: each loads the language pipeline (a second or two), so a few reports run in one."""
    return max(1, min(os.cpu_count() or 1, items // 20))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run(function: Callable[[ItemT], ResultT], items: Iterable[ItemT], workers: int) -> Iterator[ResultT]:
    """``function`` over ``items`` in ``workers`` processes; with 1, in this one. The function and its results must pickle."""
    if workers <= 1:
        yield from map(function, items)
        return
    # Fresh interpreters: a forked copy of onnxruntime's and DuckDB's threads can hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)
    try:
        yield from pool.map(function, items, chunksize=4)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
