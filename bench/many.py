"""A record of very many reports, made from any record by copying its rows as further stories: for measuring pages, not for reading.

Each copy has new ids and other days (eleven later than the copy before). Places, outlets, agencies and the actors that many reports
name stay the same, as they do where a crisis goes on; everyone else is new in each copy. Texts and offsets stay as they are.
"""

from __future__ import annotations

import math
from pathlib import Path

import duckdb

from crosswire.store.migrations import migrate
from crosswire.store.tables import TABLES

DAYS_APART, NAMED_OFTEN = 11, 4
# The columns by which a build sorts a table, where that is not its first column.
_ORDER = {
    **dict.fromkeys(
        ("segments", "sentences", "actor_mentions", "place_mentions", "times", "quantities", "quotes", "victims"), 'document_id, "start"'
    ),
    "entities": "document_id, entity_id",
    "passages": "passage_id, document_id",
    "story_documents": "story_id, document_id",
    "event_values": "event_id, field, value",
    "links": "left_id, right_id",
    "namings": "actor_id, document_id",
}
_MACROS = (
    # An id made from content keeps its looks, so that ids lie as scattered as in a real record.
    r"""CREATE MACRO anew(id, k) AS CASE WHEN starts_with(id, '=') THEN substr(id, 2)
        WHEN regexp_matches(id, '^[a-z]+_[0-9a-f]{26}$') THEN split_part(id, '_', 1) || '_' || left(md5(id || k), 26)
        ELSE id || '-' || k END""",
    f"CREATE MACRO later(day, k) AS CAST(day + CAST({DAYS_APART} * k AS INTEGER) AS DATE)",
    "CREATE MACRO published(moment, k) AS CAST(later(CAST(left(moment, 10) AS DATE), k) AS VARCHAR) || substr(moment, 11)",
)
_SHARED = f"""CREATE TEMP TABLE shared AS
    SELECT place_id AS id FROM source.places UNION ALL SELECT origin_id FROM source.origins WHERE kind <> 'speaker'
    UNION ALL SELECT actor_id FROM source.actor_mentions GROUP BY 1 HAVING count(DISTINCT document_id) >= {NAMED_OFTEN}
    UNION ALL SELECT origin_id FROM source.claims WHERE origin_id IN (SELECT origin_id FROM source.origins WHERE kind = 'speaker')
        GROUP BY 1 HAVING count(DISTINCT document_id) >= {NAMED_OFTEN}"""
_DOCUMENTS, _CLAIMS = "list_transform({0}, lambda x: x || '-' || k)", "list_transform({0}, lambda x: anew(x, k))"
_SPANS = "list_transform(v.spans, lambda s: {'document_id': s.document_id || '-' || k, 'start': s.start, 'end': s.end})"
_SIDE = f"{{'value': v.value, 'documents': {_DOCUMENTS}, 'claims': {_CLAIMS}, 'spans': {_SPANS}}}".replace("{0}", "v.documents", 1)
_SPECIAL = {
    ("documents", "sha256"): "sha256(sha256 || k)",
    ("documents", "published_at"): "published(published_at, k)",
    ("findings", "field"): "CASE WHEN field LIKE 'actor:%' THEN 'actor:' || anew(substr(field, 7), k) ELSE field END",
    ("findings", "values"): f'list_transform("values", lambda v: {_SIDE.replace("{0}", "v.claims", 1)})',
    ("event_values", "documents"): _DOCUMENTS.format("documents"),
    ("event_values", "claims"): _CLAIMS.format("claims"),
    ("event_values", "origins"): _CLAIMS.format("origins"),
}
_MAY_BE_SHARED = ("place_id", "origin_id", "actor_id", "target_id", "speaker_id", "part_of")
_IDS = ("actor_entity", "target_entity", "part_of")


def multiplied(source: Path, target: Path, reports: int) -> int:
    """Write a record of at least ``reports`` reports to ``target`` (which is replaced); how many it has."""
    target.unlink(missing_ok=True)
    connection = duckdb.connect(str(target))
    try:
        migrate(connection)
        connection.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        connection.execute(_SHARED)
        connection.execute("SET VARIABLE origins = (SELECT list(id) FROM shared WHERE id LIKE 'origin%')")
        for macro in _MACROS:
            connection.execute(macro)
        connection.execute("INSERT OR REPLACE INTO meta SELECT * FROM source.meta")
        had = connection.execute("SELECT count(*) FROM source.documents").fetchone()
        assert had is not None
        copies = math.ceil(reports / had[0])
        for table in TABLES:
            _copy(connection, table, copies)
        connection.execute("CHECKPOINT")
        return int(copies * had[0])
    finally:
        for name in ("anew", "later", "published"):
            connection.execute(f"DROP MACRO IF EXISTS {name}")
        connection.close()


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """(name, type) of the columns of a table of the source."""
    sql = "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'source' AND table_name = ?"
    return connection.execute(sql, [table]).fetchall()


def _mark(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """The source's rows with "=" before each id that all copies share."""
    told = []
    for name, _ in _columns(connection, table):
        if name in _MAY_BE_SHARED:
            told.append(f"""CASE WHEN "{name}" IN (SELECT id FROM shared) THEN '=' || "{name}" ELSE "{name}" END AS "{name}" """)
        elif (table, name) == ("event_values", "origins"):
            shared = "list_contains(getvariable('origins'), o)"
            told.append(f"list_transform(origins, lambda o: CASE WHEN {shared} THEN '=' || o ELSE o END) AS origins")
        else:
            told.append(f'"{name}"')
    connection.execute(f'CREATE OR REPLACE TEMP TABLE marked AS SELECT {", ".join(told)} FROM source."{table}"')


def _copy(connection: duckdb.DuckDBPyConnection, table: str, copies: int) -> None:
    _mark(connection, table)
    told = ", ".join(f'{_value(table, name, kind)} AS "{name}"' for name, kind in _columns(connection, table))
    once = "DISTINCT" if table in ("actors", "places", "origins", "namings") else ""
    times = f"range({copies}) AS times(k)"
    connection.execute(f'INSERT INTO "{table}" SELECT {once} {told} FROM marked CROSS JOIN {times} ORDER BY {_ORDER.get(table, "1")}')


def _value(table: str, column: str, kind: str) -> str:
    if (table, column) in _SPECIAL:
        return _SPECIAL[table, column]
    if kind == "DATE":
        return f'later("{column}", k)'
    if kind == "VARCHAR" and (column.endswith("_id") or column in _IDS) and column != "gazetteer_id":
        return f'anew("{column}", k)'
    return f'"{column}"'
