"""Run a function over many items, here or in a pool of processes; results come in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from threading import Event
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


def apart(function: Callable[[ItemT], ResultT], item: ItemT, stop: Event) -> ResultT:
    """``function`` of one item in a process of its own, so that the threads of this one go on; it ends with this one, and on ``stop``.

    Both and the result must pickle. Raises ChildProcessError where that process ends without a result; it has said why.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_answer, args=(there, function), daemon=True)
    process.start()
    there.close()
    try:
        here.send(item)
        while not here.poll(0.2):
            if stop.is_set():
                process.kill()
        result: ResultT = here.recv()
    except (EOFError, OSError) as error:
        raise ChildProcessError("A process that was to work this out ended without a result.") from error
    finally:
        here.close()
        process.join()
    return result


def _answer(pipe: Connection, function: Callable[[ItemT], ResultT]) -> None:
    _leave_interrupts_to_the_parent()
    pipe.send(function(pipe.recv()))
