"""The last resort against a text that takes for ever: a clock that ends the work on it, where the platform has one."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from crosswire.errors import RejectedInput


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise RejectedInput (``time-limit``) in what runs inside after ``seconds``.

    Only in a main thread, on systems that have alarms, and where nobody else has set one; elsewhere the work goes on.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGALRM) != signal.SIG_DFL or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise RejectedInput("time-limit", f"not read within {seconds:,.0f} seconds")

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
