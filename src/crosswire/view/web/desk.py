"""The desk of the reading room: the one open record, that pages read and that decisions change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crosswire.config import now, who
from crosswire.errors import UsageError
from crosswire.judging import Bench, Judged
from crosswire.reconcile.judgements import Ask
from crosswire.store.database import Record, connected
from crosswire.store.owning import Owned, own_record


class Desk:
    """A record that a server owns while it runs. ``by``: who judges where a page names nobody; ``clock``: this moment, ISO 8601."""

    def __init__(self, owned: Owned, by: str = "", clock: Callable[[str], str] = now, *, looking: bool = False) -> None:
        self._owned, self._bench = owned, Bench(owned)
        self.by, self._clock, self._looking = by or who(), clock, looking

    @property
    def generation(self) -> int:
        """Grows by one with every change of the record."""
        return self._owned.generation

    def reading(self) -> Record:
        """The record as it stands, for one request: it stays so for this request whatever is decided meanwhile."""
        return self._owned.reading()

    def decide(self, verdict: str, words: tuple[str, ...], by: str = "", note: str = "") -> Judged:
        """Write a judgement down and work it in. Raises UsageError where it makes no sense of the record."""
        return self._changing().decide(self._ask(verdict, words, by, note))

    def undo(self, decision_id: str) -> Judged:
        """Take a decision back. Raises UsageError where there is none with that id, or it was taken back before."""
        return self._changing().undo(decision_id, at=self._now())

    def note(self, decision_id: str, note: str) -> Judged:
        """Put a note to a decision; an empty one takes the note away."""
        return self._changing().note(decision_id, note.strip() or None)

    def edit(self, decision_id: str, verdict: str, value: str = "", by: str = "", note: str | None = None) -> Judged:
        """Judge otherwise what a decision is about: it is taken back and another one appended. ``note`` None keeps the note."""
        return self._changing().edit(decision_id, self._ask(verdict, (value,) if value else (), by, note))

    @property
    def working(self) -> bool:
        """Whether judgements that wait are being worked in."""
        return self._bench.working

    def warm(self) -> None:
        """Read what the first judgement needs."""
        self._bench.warm()

    def end(self) -> None:
        """Work nothing more in."""
        self._bench.end()

    def catch_up(self) -> None:
        """Work in the decisions that stand in the file and not in the record."""
        if not self._looking:
            self._bench.bring_up()

    def _now(self) -> str:
        """Of two judgements on one thing the later counts, so two within one second must be told apart."""
        return self._clock("milliseconds")

    def _changing(self) -> Bench:
        if self._looking:
            raise UsageError("This record is open for reading only.")
        return self._bench

    def _ask(self, verdict: str, words: tuple[str, ...], by: str, note: str | None) -> Ask:
        return Ask(verdict, words, by.strip() or self.by, self._now(), note if note is None else note.strip() or None)


@contextmanager
def opened(path: Path, by: str = "") -> Iterator[Desk]:
    """The desk with a record on it, which this process owns until the end. Raises the errors of opening one."""
    with own_record(path) as owned:
        desk = Desk(owned, by)
        desk.catch_up()
        try:
            yield desk
        finally:
            desk.end()


@contextmanager
def looking(path: Path) -> Iterator[Desk]:
    """The desk with a record that is only looked at: other processes may look at it too, and nothing can be judged."""
    with connected(path, read_only=True) as connection:
        yield Desk(Owned(connection, path), looking=True)
