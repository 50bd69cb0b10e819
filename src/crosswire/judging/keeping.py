"""What is costly to read of a record, kept from one judgement to the next: none of it changes with a judgement on what one story says."""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock

from crosswire.judging import excerpts, far, sources
from crosswire.judging.excerpts import Ground
from crosswire.judging.far import Pairs
from crosswire.judging.sources import Memory
from crosswire.store.database import Record
from crosswire.types import Anchor, Decision

MOST = 6000  # reports; of more, what must be read of all texts for it is not kept: origins, and statements in two mouths, wait for a build


class Keeping:
    """Read at the first need; a new one is wanted where actors or stories have changed. May be shared by threads."""

    def __init__(self) -> None:
        self._ground: Ground | None = None
        self._memory: Memory | None = None
        self._pairs: dict[frozenset[str], Pairs] = {}
        self._homes: dict[Anchor, str | None] = {}
        self._reading = {name: Lock() for name in ("ground", "memory", "pairs")}

    def homes(self, record: Record, decision: Decision) -> set[str]:
        """The reports that the words of a decision stand in now."""
        anchored = [a for a in (decision.anchor, decision.other) if a]
        for anchor in anchored:
            if anchor not in self._homes:
                self._homes[anchor] = excerpts.home(record, anchor)
        return {found for a in anchored if (found := self._homes[a])}

    def ground(self, record: Record) -> Ground:
        """What the stages know of all reports."""
        with self._reading["ground"]:
            self._ground = self._ground or excerpts.ground(record)
            return self._ground

    def memory(self, record: Record) -> Memory | None:
        """What origins are traced from; None where that is too much to be kept."""
        with self._reading["memory"]:
            if self._memory is None and _fits(record):
                self._memory = sources.memory(record)
            return self._memory

    def pairs(self, record: Record, wrong: Collection[str]) -> Pairs | None:
        """The pairs of quotes that put one statement into two mouths; ``wrong``: quotes that do not count. None where they are too many."""
        without = frozenset(i for i in wrong if i.startswith("quote_"))
        with self._reading["pairs"]:
            if without not in self._pairs and _fits(record):
                kept = {key: pairs for key, pairs in self._pairs.items() if not key}  # that of no quote left out is wanted again and again
                self._pairs = {**kept, without: far.pairs_of(record, self.ground(record).rarity, without)}
            return self._pairs.get(without)


def _fits(record: Record) -> bool:
    return int(record.rows("SELECT count(*) AS n FROM documents")[0]["n"]) <= MOST
