"""Child processes that are fresh interpreters, and know nothing of the script or notebook that asked for them.

Python's own "spawn" imports the caller's ``__main__`` again in every child: a script that calls ``crosswire.build`` without
``if __name__ == "__main__"`` would build again in each, and fail. What runs in our children stands in modules of ours, so they do without.
A forked child is no way out: a copy of onnxruntime's and DuckDB's threads can hang.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Lock
from types import ModuleType
from typing import Any, cast

_ONE_AT_A_TIME = Lock()


@contextmanager
def _unnamed_main() -> Iterator[None]:
    """While a child is started: a main module of no file and no name, which the child is therefore not told to import."""
    with _ONE_AT_A_TIME:
        kept = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = kept


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802  the name that multiprocessing calls
        with _unnamed_main():
            return cast("Any", SpawnProcess)._Popen(process_obj)


class _Context(SpawnContext):
    Process = _Process


def context() -> SpawnContext:
    """The context for pools, processes and pipes; what is handed to them must pickle, and stand in a module other than ``__main__``."""
    return _Context()
