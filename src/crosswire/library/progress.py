"""How far a build has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Never

from tqdm import tqdm

Progress = Callable[[str, int, int], None]


class Bar:
    """A progress bar on a terminal or in a notebook: reports while they are read, then the stages over all of them."""

    def __init__(self, *, quiet: bool) -> None:
        drawn = sys.stderr.isatty() or "ipykernel" in sys.modules  # a notebook draws bars, too; a log is not to fill with them
        self._quiet, self._phase = quiet or not drawn, ""
        self._bar: tqdm[Never] | None = None

    def __call__(self, name: str, done: int, total: int) -> None:
        phase = "reading" if name == "reading" else "relating"
        if phase != self._phase:
            self.close()
            self._phase = phase
            self._bar = tqdm(total=total, desc=phase, file=sys.stderr, disable=self._quiet, leave=False, dynamic_ncols=True)
        if self._bar is not None:
            self._bar.set_postfix_str("" if phase == "reading" else name, refresh=False)
            self._bar.n = done
            self._bar.refresh()

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.close()


@contextmanager
def shown(progress: bool | Progress) -> Iterator[Progress]:
    """What is to be called as a build goes on: a bar, the caller's own function, or nothing that shows."""
    if callable(progress):
        yield progress
        return
    bar = Bar(quiet=not progress)
    try:
        yield bar
    finally:
        bar.close()
