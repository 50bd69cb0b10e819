"""Child processes with limits, for code that takes strangers' files apart: what hangs, swells or crashes costs one child and one file.

A child is started when the first item comes, kept for those that follow, and ends with this process. It may use so much time for every
result and so much memory, opens no socket and writes no file. It leaves signals to its parent.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Literal, TypeVar

from crosswire.workers.spawning import context

if sys.platform != "win32":
    import resource

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

SECONDS = 20.0  # for one result
MEMORY = 1 << 30  # bytes beyond what a child has when it begins with an item
START = 120.0  # seconds in which a child must have loaded the function: a cold disk and a busy machine
AHEAD = 2  # items for every child whose results may wait for those of an earlier one
MOMENT = 0.002  # seconds: by then a child that is done has said so, and the next item can be sent before the caller goes to work

_READY, _RESULT, _DONE, _FAILED = range(4)
_NETWORK = ("socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostby")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item gave no further results: a limit that it ran into, ``died`` (the process ended), or ``failed`` (an exception)."""

    limit: Literal["time", "memory", "died", "failed"]
    detail: str


def _parent() -> tuple[int, dict[str, str]]:
    """By what a child belongs to its parent: the process, which may be a forked copy, and the settings that it has handed down."""
    return os.getpid(), {name: value for name, value in os.environ.items() if "CROSSWIRE" in name}


class _Child:
    """One child process and the pipe to it."""

    def __init__(self) -> None:
        ours = context()
        self.pipe, there = ours.Pipe()
        self.parent, self.deadline = _parent(), 0.0
        self._process = ours.Process(target=_serve, args=(there,), name="crosswire-fenced", daemon=True)
        self._process.start()
        there.close()

    def begin(self, order: bytes) -> None:
        """Send an item. Raises OSError where the child is gone."""
        self.pipe.send_bytes(order)
        self.deadline = time.monotonic() + START

    def end(self) -> int | None:
        """Kill the process; the code it ended with."""
        self._process.kill()
        self._process.join()
        self.pipe.close()
        return self._process.exitcode


_idle: list[_Child] = []
_lock = Lock()


def _begun(order: bytes) -> _Child:
    """A child that is at work on an item: one that was kept, else a new one."""
    while True:
        with _lock:
            child = _idle.pop() if _idle else None
        if child is None:
            child = _Child()
            child.begin(order)
            return child
        if child.parent[0] != os.getpid():
            continue
        try:
            if child.parent != _parent():
                raise ChildProcessError("it reads by other settings")
            child.begin(order)
        except OSError:  # or it was killed while it waited
            child.end()
        else:
            return child


@dataclass(slots=True)
class _Job(Generic[ItemT, ResultT]):
    """An item, the child that works on it, and the results that were not yet handed on."""

    item: ItemT
    seconds: float
    memory: int
    child: _Child | None
    results: deque[ResultT | Failure] = field(default_factory=deque)

    def take(self) -> None:
        """Read one message of the child."""
        if self.child is None:
            return
        try:
            kind, value = self.child.pipe.recv()
        except (EOFError, OSError):
            code = self.child.end()
            self._fail(Failure("died", f"the process that read it ended with code {code}"))
            return
        self.child.deadline = time.monotonic() + self.seconds
        if kind == _RESULT:
            self.results.append(value)
        elif kind == _FAILED:
            self._fail(value)
        elif kind == _DONE:
            self._release(grown=value)

    def stop(self) -> None:
        """End the child, whose time is over."""
        self._fail(Failure("time", f"no result within {self.seconds:g} seconds"))

    def _fail(self, failure: Failure) -> None:
        self.results.append(failure)
        self._release(grown=True)

    def _release(self, *, grown: bool) -> None:
        child, self.child = self.child, None
        if child is None:
            return
        if grown:
            child.end()
            return
        with _lock:
            _idle.append(child)


def run(
    function: Callable[[ItemT], Iterator[ResultT]],
    items: Iterable[ItemT],
    *,
    workers: int = 1,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Iterator[tuple[ItemT, ResultT | Failure]]:
    """Each result of ``function`` with its item, in the order of the items; a :class:`Failure` is the last result of its item.

    ``function``, items and results must pickle, and stand in a module that can be imported. ``workers`` children work side by side.
    ``seconds``: the longest wait for one result; ``memory``: bytes, where the platform can limit them.
    """
    waiting = iter(items)
    jobs: deque[_Job[ItemT, ResultT]] = deque()
    try:
        while True:
            _begin(function, waiting, jobs, workers, seconds, memory)
            if not jobs:
                return
            first = jobs[0]
            if first.results:
                if first.child is not None:
                    _listen([first], MOMENT)
                    _begin(function, waiting, jobs, workers, seconds, memory)
                yield first.item, first.results.popleft()
            elif first.child is None:
                jobs.popleft()
            else:
                _listen([job for job in jobs if job.child is not None], None)
    finally:
        for job in jobs:
            if job.child is not None:
                job.child.end()


def _begin(
    function: Callable[[ItemT], Iterator[ResultT]],
    waiting: Iterator[ItemT],
    jobs: deque[_Job[ItemT, ResultT]],
    workers: int,
    seconds: float,
    memory: int,
) -> None:
    """Give items to children until all are busy, or too many results wait."""
    while len(jobs) < AHEAD * workers and sum(job.child is not None for job in jobs) < workers:
        try:
            item = next(waiting)
        except StopIteration:
            return
        jobs.append(_Job(item, seconds, memory, _begun(pickle.dumps((function, item, seconds, memory)))))


def _listen(jobs: list[_Job[ItemT, ResultT]], patience: float | None) -> None:
    """Take what children have to say. Without ``patience`` wait for it, and end those whose time is over."""
    busy = {job.child.pipe: job for job in jobs if job.child is not None}
    now = time.monotonic()
    until = min(job.child.deadline for job in busy.values() if job.child is not None) - now
    ready = wait(list(busy), max(0.0, until) if patience is None else patience)
    for pipe in ready:
        busy[pipe].take()  # type: ignore[index]  # wait gives back what it was given
    if patience is not None:
        return
    for pipe, job in busy.items():
        if pipe not in ready and job.child is not None and job.child.deadline <= time.monotonic():
            job.stop()


# ---- What runs in the child


def _serve(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.addaudithook(_refuse)
    first: int | None = None
    while True:
        try:
            order = pipe.recv_bytes()
        except (EOFError, OSError):  # the parent has ended
            return
        memory = _work(pipe, order)
        now = _memory()
        first = now if first is None else first
        pipe.send((_DONE, now - first > memory // 2))


def _work(pipe: Connection, order: bytes) -> int:
    """Send what a function finds in an item; what it may use of memory. Where it fails this process ends."""
    try:
        function, item, seconds, memory = pickle.loads(order)
        pipe.send((_READY, None))
        _limit_memory(memory)
        _limit_processor(seconds)
        for result in function(item):
            pipe.send((_RESULT, result))
            _limit_processor(seconds)
    except Exception as error:  # noqa: BLE001  whatever it was, the parent has to hear of it
        _limit_memory(None)
        pipe.send((_FAILED, _failure(error)))
        sys.exit()
    _limit_memory(None)
    return int(memory)


def _failure(error: Exception) -> Failure:
    if isinstance(error, MemoryError):
        return Failure("memory", "more memory than one file may take")
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return Failure("failed", f"{type(error).__name__}: {error}{where}")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: it sees what any library does, and cannot be taken off again."""
    if event.startswith("socket.") and event.startswith(_NETWORK):
        raise PermissionError("files are read without a network")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING and arguments[0] != os.devnull:
        raise PermissionError("files are read without writing any")


def _memory() -> int:
    """Bytes of address space that this process has; 0 where that is not told."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _limit_memory(memory: int | None) -> None:
    if sys.platform == "linux":
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = resource.RLIM_INFINITY if memory is None else _memory() + memory
        soft = hard if wanted == resource.RLIM_INFINITY or (hard != resource.RLIM_INFINITY and wanted > hard) else wanted
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _limit_processor(seconds: float) -> None:
    """The kernel ends a child that hangs after its parent was killed."""
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        wanted = int(time.process_time() + 2 * seconds + 10)
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
