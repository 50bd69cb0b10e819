"""The map of a record as a picture, and the table of the counts that reports contest."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from crosswire.errors import InputError, UsageError
from crosswire.library import displays
from crosswire.store.database import Record
from crosswire.view.asking.filters import NAMES
from crosswire.view.asking.query import Query
from crosswire.view.drawing import maps
from crosswire.view.pages import maps as page

Row = dict[str, Any]
_WIDTH, _HEIGHT = page.WIDE
# Every value of a count on which reports conflict, with the words of the earliest report that gives it.
CONTESTED = """
WITH disputed AS (SELECT DISTINCT event_id, field FROM event_values
                  WHERE standing = 'conflicting' AND NOT withdrawn AND starts_with(field, 'quantity:')),
given AS (SELECT v.* FROM event_values v JOIN disputed USING (event_id, field)),
claimed AS (SELECT value_id, low, best, high, unnest(claims) AS claim_id FROM given),
said AS (SELECT c.value_id, arg_min(substr(d.text, q."start" + 1, q."end" - q."start"),
                                    (coalesce(d.published_at, '9999'), d.document_id, q."start")) AS words
         FROM claimed c JOIN quantities q ON q.claim_id = c.claim_id AND (q.low = c.low OR q.best = c.best OR q.high = c.high)
         JOIN documents d ON d.document_id = q.document_id GROUP BY c.value_id),
told AS (SELECT value_id, list(DISTINCT d.outlet ORDER BY d.outlet) FILTER (d.outlet IS NOT NULL) AS outlets
         FROM (SELECT value_id, unnest(documents) AS document_id FROM given) JOIN documents d USING (document_id) GROUP BY 1),
known AS (SELECT value_id, list(DISTINCT o.name ORDER BY o.name) AS origins
          FROM (SELECT value_id, unnest(origins) AS origin_id FROM given) JOIN origins o USING (origin_id) GROUP BY 1)
SELECT e.what AS event, e."start" AS day, p.name AS place, substr(g.field, 10) AS field, g.value, g.low, g.best, g.high,
       CASE WHEN g.withdrawn THEN 'withdrawn' ELSE g.standing END AS standing, g.chosen AS stands, told.outlets, known.origins, said.words,
       g.event_id, g.value_id
FROM given g JOIN events e USING (event_id) LEFT JOIN places p USING (place_id) LEFT JOIN said USING (value_id)
LEFT JOIN told USING (value_id) LEFT JOIN known USING (value_id)
ORDER BY e."start" NULLS LAST, g.event_id, g.field, g.chosen DESC, g.best DESC NULLS LAST, g.value
"""  # fmt: skip


@dataclass(frozen=True, slots=True)
class Map:
    """Where events happened: ``svg`` is a picture with its style in it. ``places`` are plain rows, those without a point among them.

    ``unplaced`` is how many of the events have no known place, and are not on it.
    """

    svg: str = field(repr=False)
    places: tuple[Row, ...] = field(repr=False)
    events: int
    unplaced: int

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture to a file whose name ends in .svg. Raises UsageError for another, InputError where it cannot be written."""
        if Path(path).suffix.lower() != ".svg":
            raise UsageError(f"{path} is no .svg: the map is a vector picture; save it as {Path(path).with_suffix('.svg')}.")
        try:
            Path(path).write_text(self.svg, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}.") from error
        return Path(path)

    def _repr_svg_(self) -> str:
        return self.svg


def drawn(record: Record, filters: dict[str, object]) -> Map:
    """The map of the events that filters let through: those of the page's address, ``since`` and ``until`` for its days."""
    asked = {{"since": "from", "until": "to"}.get(name, name): value for name, value in filters.items() if value is not None}
    if unknown := sorted(set(asked) - set(NAMES) - {"at", "show"}):
        known = ", ".join({"from": "since", "to": "until"}.get(name, name) for name in NAMES)
        raise UsageError(f"There is no filter {unknown[0]!r}; there are: {known}.")
    given = [(name, one.isoformat() if isinstance(one, date) else str(one)) for name, value in asked.items() for one in _each(value)]
    model = page.model(record, Query.of("/map", {}, given))
    picture = str(maps.draw(model["places"], _WIDTH, _HEIGHT, frame=model["frame"]))
    alone = re.sub(r'<a href="[^"]*"', "<g", picture).replace("</a>", "</g>")  # a picture of its own leads nowhere
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="crosswire" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}">'
    svg = f"{head}<style>{displays.style()}</style>{alone}</svg>"
    return Map(svg, tuple(model["places"]), model["events"], model["unplaced"])


def _each(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)
