"""How right a record is on reports of which a person has written down what a careful reader finds in them.

The person's file quotes the reports, so that it does not depend on offsets: :mod:`crosswire.view.measuring.gold` says how it is written.
A layer that the file has no rows for is not measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crosswire.store.database import Record
from crosswire.view.measuring import happenings, spoken, values
from crosswire.view.measuring.figures import Figure
from crosswire.view.measuring.folding import Texts
from crosswire.view.measuring.gold import scope

__all__ = ["Figure", "measure"]


def measure(record: Record, gold: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of all layers that ``gold`` has rows for, in the order in which a record is made."""
    return tuple(_figures(record, gold))


def _figures(record: Record, gold: Mapping[str, Any]) -> Iterator[Figure]:
    texts = Texts.of(record, scope(gold))
    names = spoken.Names.of(record, gold)
    whole = {name for name, rows in gold.items() if rows and name not in gold["partial"]}
    if "quotes" in whole:
        yield from spoken.quotes(record, texts, names, gold["quotes"])
    if "times" in whole:
        yield values.times(record, texts, gold["times"])
    if "quantities" in whole:
        yield from values.quantities(record, texts, gold["quantities"], gold["measures"])
    if "places" in whole:
        yield values.places(record, texts, gold["places"], gold["places_as_actors"])
    if "actors" in whole:
        yield spoken.actors(record, texts, gold["actors"])
    if "events" in whole:
        yield from happenings.figures(record, texts, names, gold)
    if "stories" in whole:
        yield happenings.stories(record, gold["stories"])
