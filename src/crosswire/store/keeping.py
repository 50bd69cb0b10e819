"""What is made once of a record, for all who read it."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar, cast

Made = TypeVar("Made")


class Kept:
    """What is costly to make and holds for as long as a record stays as it is; requests in many threads share it."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}
        self._lock = RLock()

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` returns, made at the first call with that name."""
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return cast("Made", self._made[name])
