"""``crosswire serve`` as a user starts it: a process of its own, whose address is read from what it prints."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.conftest import ROOT

STARTS_WITHIN, STOPS_WITHIN = 60.0, 15.0  # seconds; two cores may be busy with other tests


class Served:
    """A running reading room: ``address`` ("http://127.0.0.1:4711"), ``record`` its file. Stops at the end of a ``with``."""

    def __init__(self, record: Path, *options: str) -> None:
        self.record = record
        self.errors = record.with_suffix(".stderr")
        path = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
        command = [sys.executable, "-m", "crosswire", "serve", str(record), "--no-browser", *options]
        with self.errors.open("w") as sink:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=sink, text=True, env={**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
            )
        try:
            self.address = self._address()
        except BaseException:
            self.stop()
            raise

    def _address(self) -> str:
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            line = self.process.stdout.readline() if waiting.select(STARTS_WITHIN) else ""
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found is None:
            raise AssertionError(f"crosswire serve said {line!r}, not its address; {self.errors.read_text()}")
        return found.group(0)

    def stop(self) -> str:
        """End it as Ctrl-C does; returns what it wrote to standard error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return self.errors.read_text()

    def __enter__(self) -> Served:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
