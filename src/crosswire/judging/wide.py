"""Judgements on actors and stories: these are made of all reports together, so all of the record is related anew.

A small record is, while the person waits. Of a larger one the judgement is written down, marked ``waiting``, and a process of its own
works it in, while pages are read and other judgements made; of a very large one that is left to the next build.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event, Thread

from crosswire import pipeline
from crosswire.errors import CrosswireError
from crosswire.store import tombstones
from crosswire.store.database import read_tables
from crosswire.store.owning import Draft, Owned
from crosswire.store.reading import as_read
from crosswire.types import Decision, Tables
from crosswire.workers import local

KINDS = ("entity_", "document_")  # what judgements on actors and stories are about
AT_ONCE = 200  # reports that are related anew while a person waits: ten seconds or so
BEHIND = 3000  # reports that a process of its own relates anew: some minutes
PATIENCE = 5.0  # seconds that the end waits for a thread to see that it is over

# What the stages make of what was read.
MADE = ("documents", "entities", "entities_read", "mentions_found",
        "actors", "actor_mentions", "namings", "quotes", "claims", "passages", "origins", "stories", "story_documents",
        "events", "event_values", "findings", "links", "decisions")  # fmt: skip


def is_wide(decision: Decision) -> bool:
    """Whether a judgement is on actors or stories."""
    return decision.subject.startswith(KINDS)


def write(draft: Draft, before: Tables, after: Tables) -> None:
    """Write down the tables that are different, and the index of the names in them."""
    for name in MADE:
        if getattr(before, name) != getattr(after, name):
            draft.replace(name, getattr(after, name))
    if before.actors != after.actors:
        draft.index_names()
    if before.documents != after.documents:  # other reports count now, so other words are rare: the next judgement makes its ground anew
        for name in ("word_rarity", "text_families"):
            draft.rows(f"DELETE FROM {name}")


def bury(draft: Draft, before: Tables, after: Tables, at: str) -> None:
    """Keep what became of events that a judgement of that moment took away."""
    lost = {e.event_id for e in before.events} - {e.event_id for e in after.events}
    ends = tombstones.bury(draft, {c.claim_id: c.event_id for c in before.claims if c.event_id}, lost, at)
    draft.rows("DELETE FROM tombstones")
    if ends:
        draft.fill("tombstones", {name: [getattr(e, name) for e in ends] for name in tombstones.COLUMNS})


class Behind:
    """What goes on behind the pages: a record related anew in a process of its own, as often as judgements wait for it.

    ``log`` reads the decisions of the file, ``finish`` works in those that were made meanwhile, ``after`` follows that.
    """

    def __init__(
        self, owned: Owned, log: Callable[[], Sequence[Decision]], finish: Callable[[Draft], None], after: Callable[[], None]
    ) -> None:
        self._owned, self._log, self._finish, self._after = owned, log, finish, after
        self._wanted, self.ended, self.working = Event(), Event(), False
        self._threads: list[Thread] = []

    def want(self) -> None:
        """Have the record related anew, soon."""
        self._wanted.set()
        if not any(t.name == "relating" and t.is_alive() for t in self._threads):
            self.start("relating", self._relate)

    def start(self, name: str, work: Callable[[], None]) -> None:
        """Have some work done by a thread of its own; where it fails since the record is being closed, that is no failure."""

        def quietly() -> None:
            try:
                work()
            except (CrosswireError, ChildProcessError):
                if not self.ended.is_set():
                    raise

        thread = Thread(target=quietly, name=name, daemon=True)
        self._threads = [*(t for t in self._threads if t.is_alive()), thread]
        thread.start()

    def end(self) -> None:
        """No more of it; what is under way is not written down."""
        self.ended.set()
        self._wanted.set()
        for thread in self._threads:
            if thread.is_alive():  # Ctrl-C may come between a thread's being made and its start
                thread.join(PATIENCE)

    def _relate(self) -> None:
        while self._wanted.wait() and not self.ended.is_set():
            self._wanted.clear()
            self.working = True
            try:
                self.once()
            finally:
                self.working = False

    def once(self) -> None:
        """Relate the record anew."""
        before, _ = read_tables(self._owned.reading())
        given = replace(as_read(before), decisions=tuple(self._log()))
        after = local.apart(pipeline.relate, given, self.ended)
        if not self.ended.is_set():
            with self._owned.changing() as draft:
                now = read_tables(draft)[0]
                write(draft, now, after)
                bury(draft, now, after, max((d.withdrawn_at or d.at for d in after.decisions), default=""))
                self._finish(draft)
            self._after()
