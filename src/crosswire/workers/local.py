"""Run a function over many items, here or in a pool of processes; results come in the order of the items."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from threading import Event
from typing import TypeVar

from crosswire.workers import spawning

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
AHEAD = 4  # items for every process that wait to be worked on, or to be handed on


def default_workers(items: int) -> int:
    """How many processes pay off: each loads the language pipeline (a second or two), so a few reports run in one."""
    return max(1, min(os.cpu_count() or 1, items // 20))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run(function: Callable[[ItemT], ResultT], items: Iterable[ItemT], workers: int) -> Iterator[ResultT]:
    """``function`` over ``items`` in ``workers`` processes; with 1, in this one. The function and its results must pickle.

    Items are taken as they are needed, a few ahead: what makes them can go on meanwhile.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    pool = ProcessPoolExecutor(workers, mp_context=spawning.context(), initializer=_leave_interrupts_to_the_parent)
    begun: deque[Future[ResultT]] = deque()
    try:
        for item in items:
            begun.append(pool.submit(function, item))
            if len(begun) >= AHEAD * workers:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def apart(function: Callable[[ItemT], ResultT], item: ItemT, stop: Event) -> ResultT:
    """``function`` of one item in a process of its own, so that the threads of this one go on; it ends with this one, and on ``stop``.

    Both and the result must pickle. Raises ChildProcessError where that process ends without a result; it has said why.
    """
    context = spawning.context()
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
