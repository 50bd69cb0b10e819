"""What was read, apart from what the stages made of it: a record keeps both, so that it can be related anew and grow.

Nothing of a report is read twice: the rows of :class:`crosswire.types.Extraction` are in the record's tables, and what the stages change
in them can be taken back (``entities_read``, ``mentions_found``; ids that are filled later are emptied).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, replace
from typing import Any

from crosswire.link import known_elsewhere, versions
from crosswire.types import Extraction, Reject, Tables

READ = tuple(f.name for f in fields(Extraction) if f.name not in ("document", "places"))
# The order of rows inside a report; tables that no stage sorts anew keep the order in which they were read.
ORDER: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "claims": lambda c: (c.trigger_start, c.trigger_end, c.claim_id),
    "mentions": lambda m: (m.start, m.end, m.mention_id),
}


def ordered(tables: Tables) -> Tables:
    """The tables as they are read, each sorted by report, whichever order the reports came in."""
    rows = {name: tuple(sorted(getattr(tables, name), key=lambda r: r.document_id)) for name in ("documents", *READ)}
    for name, key in ORDER.items():
        rows[name] = tuple(sorted(rows[name], key=lambda r, key=key: (r.document_id, *key(r))))  # type: ignore[misc]
    return replace(
        tables,
        **rows,
        places=tuple(sorted({p.place_id: p for p in tables.places}.values(), key=lambda p: p.place_id)),
        rejects=sorted_rejects(tables.rejects),
        receipts=tuple(sorted(tables.receipts, key=lambda r: r.document_id)),
    )


def sorted_rejects(rows: Iterable[Reject]) -> tuple[Reject, ...]:
    """What could not be taken in, in the order of the table."""
    return tuple(sorted(rows, key=lambda r: (r.path, r.reason, r.detail)))


def as_read(tables: Tables) -> Tables:
    """The tables as they were when the reports had been read, before anything was linked."""
    bare = versions.unmarked(known_elsewhere.undone(tables))
    read = Tables(
        documents=bare.documents,
        places=bare.places,
        rejects=bare.rejects,
        receipts=bare.receipts,
        **{name: getattr(bare, name) for name in READ if name not in ("quotes", "claims")},
        quotes=tuple(replace(q, speaker_id=None) for q in bare.quotes),
        claims=tuple(replace(c, actor_id=None, target_id=None, origin_id=None, event_id=None) for c in bare.claims),
    )
    return ordered(read)


def together(read: Tables, more: Tables, without: Collection[str] = ()) -> Tables:
    """What was read earlier and what was read now; ``without``: earlier reports that were read anew."""

    def kept(name: str) -> tuple[Any, ...]:
        return tuple(r for r in getattr(read, name) if r.document_id not in without)

    rows = {name: (*kept(name), *getattr(more, name)) for name in ("documents", "receipts", *READ)}
    named = {p for m in rows["place_mentions"] for p in (m.place_id, *m.runners_up)} | {c.place_id for c in rows["claims"]}
    places = tuple(p for p in (*read.places, *more.places) if p.place_id in named)
    return ordered(Tables(**rows, places=places, rejects=(*read.rejects, *more.rejects)))
