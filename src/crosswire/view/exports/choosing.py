"""The SQL by which a filter on events becomes a choice of rows in every table.

The ids that are wanted go into temporary tables ``<chosen>_<table>`` (column ``id``), each made from those before it.
"""

from __future__ import annotations

# Columns that may point at a row that is left out; all others point at what is chosen with them.
LOOSE = frozenset({("quantities", "claim_id"), ("victims", "claim_id"), ("claims", "event_id")})
OF_REPORTS = (
    "documents", "segments", "sentences", "entities", "actor_mentions", "place_mentions", "times", "quantities", "quotes", "victims",
    "passages", "namings",
)  # fmt: skip
_BY_ID = {
    "actors": "actor_id", "places": "place_id", "claims": "claim_id", "origins": "origin_id", "stories": "story_id",
    "events": "event_id", "event_values": "event_id", "findings": "finding_id",
}  # fmt: skip


def condition(table: str, chosen: str) -> str:
    """What must hold of a row ``t`` of a table for it to be wanted."""
    if table in OF_REPORTS:
        return _in("document_id", f"{chosen}_documents")
    if table in _BY_ID:
        return _in(_BY_ID[table], f"{chosen}_{'events' if table == 'event_values' else table}")
    return {
        "story_documents": f"{_in('story_id', f'{chosen}_stories')} AND {_in('document_id', f'{chosen}_documents')}",
        "links": f"{_in('left_id', f'{chosen}_known')} AND {_in('right_id', f'{chosen}_known')}",
        "decisions": f"(({_about(chosen)}) OR (t.state = 'orphaned' AND {_quoted(chosen)}))",
        "rejects": "false",
    }[table]


def _in(column: str, ids: str) -> str:
    return f't."{column}" IN (SELECT id FROM {ids})'


def _about(chosen: str) -> str:
    """All that a decision is about is chosen; of a pair of reports the names may hold spaces."""
    parts = f"NOT EXISTS (SELECT 1 FROM unnest(string_split(t.subject, ' ')) s(part) WHERE part NOT IN (SELECT id FROM {chosen}_known))"
    return f"{_in('subject', f'{chosen}_known')} OR {parts}"


def _quoted(chosen: str) -> str:
    """A decision whose subject is no longer known stands with the report that it quotes."""
    return f"t.anchor.sha256 IN (SELECT sha256 FROM documents WHERE document_id IN (SELECT id FROM {chosen}_documents))"


def steps(chosen: str, conditions: str) -> list[str]:
    """The statements that make the temporary tables; ``conditions`` is about an event ``e`` at a place ``p``."""
    made = {
        "events": f"SELECT e.event_id FROM events e LEFT JOIN places p USING (place_id) WHERE {conditions}",
        "claims": f"SELECT claim_id FROM claims WHERE event_id IN (SELECT id FROM {chosen}_events) "
        f"UNION SELECT unnest(claims) FROM event_values WHERE event_id IN (SELECT id FROM {chosen}_events) "
        f"UNION {_sides('claims', f'event_id IN (SELECT id FROM {chosen}_events)')}",
        "documents": _documents(chosen),
        "findings": _findings(chosen),
        "stories": f"SELECT DISTINCT story_id FROM events WHERE event_id IN (SELECT id FROM {chosen}_events)",
        "origins": f"SELECT origin_id FROM claims WHERE claim_id IN (SELECT id FROM {chosen}_claims) "
        f"UNION SELECT unnest(origins) FROM event_values WHERE event_id IN (SELECT id FROM {chosen}_events)",
        "places": _places(chosen),
        "actors": _actors(chosen),
        "known": _known(chosen),
    }
    return [f"CREATE TEMP TABLE {chosen}_{name} AS SELECT id FROM ({sql}) x(id) WHERE id IS NOT NULL" for name, sql in made.items()]


def _sides(name: str, which: str) -> str:
    """The ids that the sides of findings hold."""
    return f'SELECT unnest(flatten(list_transform("values", lambda v: v.{name}))) FROM findings WHERE {which}'


def _documents(chosen: str) -> str:
    of_events = f"event_id IN (SELECT id FROM {chosen}_events)"
    return (
        f"WITH RECURSIVE told(id) AS (SELECT document_id FROM claims WHERE claim_id IN (SELECT id FROM {chosen}_claims) "
        f"UNION SELECT unnest(documents) FROM event_values WHERE {of_events} UNION {_sides('documents', of_events)} "
        "UNION SELECT replaces FROM documents JOIN told ON document_id = id WHERE replaces IS NOT NULL) SELECT DISTINCT id FROM told"
    )


def _findings(chosen: str) -> str:
    """Those of the events, and those about no one event all of whose claims and reports are chosen."""

    def outside(name: str) -> str:
        ids = f'flatten(list_transform(f."values", lambda v: v.{name}))'
        return f"EXISTS (SELECT 1 FROM unnest({ids}) s(part) WHERE part NOT IN (SELECT id FROM {chosen}_{name}))"

    return (
        f"SELECT finding_id FROM findings f WHERE event_id IN (SELECT id FROM {chosen}_events) "
        f"OR (event_id IS NULL AND NOT {outside('claims')} AND NOT {outside('documents')})"
    )


def _places(chosen: str) -> str:
    mentions = f"FROM place_mentions WHERE document_id IN (SELECT id FROM {chosen}_documents)"
    return (
        f"SELECT place_id {mentions} UNION SELECT unnest(runners_up) {mentions} "
        f"UNION SELECT place_id FROM claims WHERE claim_id IN (SELECT id FROM {chosen}_claims) "
        f"UNION SELECT place_id FROM events WHERE event_id IN (SELECT id FROM {chosen}_events)"
    )


def _actors(chosen: str) -> str:
    of_reports = f"WHERE document_id IN (SELECT id FROM {chosen}_documents)"
    named = [f"SELECT actor_id FROM {table} {of_reports}" for table in ("actor_mentions", "namings")]
    named.append(f"SELECT speaker_id FROM quotes {of_reports}")
    for table, key in (("claims", "claim_id"), ("events", "event_id")):
        named += [f"SELECT {role}_id FROM {table} WHERE {key} IN (SELECT id FROM {chosen}_{table})" for role in ("actor", "target")]
    return (
        f"WITH RECURSIVE named(id) AS ({' UNION '.join(named)} "
        "UNION SELECT part_of FROM actors JOIN named ON actor_id = id WHERE part_of IS NOT NULL) SELECT DISTINCT id FROM named"
    )


def _known(chosen: str) -> str:
    """Every id that a link or a decision may name."""
    tables = ("events", "claims", "documents", "findings", "stories", "origins", "places", "actors")
    read = (("entities", "entity_id"), ("quotes", "quote_id"), ("quantities", "quantity_id"), ("victims", "victim_id"))
    of_reports = [f"SELECT {key} FROM {table} WHERE document_id IN (SELECT id FROM {chosen}_documents)" for table, key in read]
    values = f"SELECT value_id FROM event_values WHERE event_id IN (SELECT id FROM {chosen}_events)"
    return " UNION ".join([*(f"SELECT id FROM {chosen}_{t}" for t in tables), *of_reports, values])
