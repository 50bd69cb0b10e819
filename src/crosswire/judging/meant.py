"""The ids that a person means, who may have given the beginnings of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from crosswire.errors import InputError
from crosswire.reconcile.judgements import Ask
from crosswire.store.beginnings import may_stand
from crosswire.store.database import Record

NAMED = 5  # of several that begin alike, so many are named
# The kind that an id begins with -> the table that has it, and its column.
TABLES: Mapping[str, tuple[str, str]] = {
    "claim": ("claims", "claim_id"), "quantity": ("quantities", "quantity_id"), "quote": ("quotes", "quote_id"),
    "event": ("events", "event_id"), "value": ("event_values", "value_id"), "finding": ("findings", "finding_id"),
    "actor": ("actors", "actor_id"), "entity": ("entities", "entity_id"), "mention": ("actor_mentions", "mention_id"),
    "story": ("stories", "story_id"),
}  # fmt: skip
REPORTS = ("documents", "document_id")


def ask(record: Record, given: Ask) -> Ask:
    """What a person asks, with whole ids. Raises InputError where several ids begin so; one that there is not stays as it is."""
    ids = 1 if given.verdict == "value" else len(given.words)
    return replace(given, words=(*(_whole(record, word) for word in given.words[:ids]), *given.words[ids:]))


def _whole(record: Record, key: str) -> str:
    if not may_stand(key):
        return key
    table, column = TABLES.get(key.partition("_")[0], REPORTS)
    sql = f'SELECT DISTINCT "{column}" AS id FROM "{table}" WHERE starts_with("{column}", ?) ORDER BY 1'
    return only(key, [row["id"] for row in record.rows(sql, [key])])


def only(key: str, ids: Iterable[str]) -> str:
    """The one of some ids that is a key, or begins like it; the key itself where there is none. Raises InputError where several do."""
    begun = sorted({i for i in ids if i.startswith(key)}) if may_stand(key) else []
    if not begun or key in begun:
        return key
    if len(begun) > 1:
        more = f" and {len(begun) - NAMED:,} more" if len(begun) > NAMED else ""
        raise InputError(f"{key!r} may mean {', '.join(begun[:NAMED])}{more}. Say more of it.")
    return begun[0]
