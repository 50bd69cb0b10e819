"""What children are asked to do in ``test_fenced``: they import this module by its name."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def behave(job: tuple[Any, ...]) -> Iterator[Any]:
    what, *rest = job
    yield from globals()[what](*rest)


def echo(*values: Any) -> Iterator[Any]:
    yield from values


def slowly(seconds: float, *values: Any) -> Iterator[Any]:
    for value in values:
        time.sleep(seconds)
        yield value


def hang(*before: Any) -> Iterator[Any]:
    yield from before
    while True:
        pass


def swell(megabytes: int) -> Iterator[int]:
    held = bytearray(megabytes << 20)
    held[::4096] = b"x" * len(held[::4096])
    yield len(held)


def die(*before: Any) -> Iterator[Any]:
    yield from before
    os._exit(7)


def fail(*before: Any) -> Iterator[Any]:
    yield from before
    raise ValueError("no such chapter")


def connect() -> Iterator[str]:
    for attempt in (socket.socket, lambda: socket.create_connection(("127.0.0.1", 9)), lambda: socket.getaddrinfo("localhost", 80)):
        try:
            attempt()
        except PermissionError as error:
            yield str(error)


def write(path: str) -> Iterator[str]:
    try:
        Path(path).write_text("x", encoding="utf-8")
    except PermissionError as error:
        yield str(error)


def who() -> Iterator[int]:
    yield os.getpid()


def slow_who(seconds: float) -> Iterator[int]:
    time.sleep(seconds)
    yield os.getpid()


def setting(name: str) -> Iterator[str | None]:
    yield os.environ.get(name)
