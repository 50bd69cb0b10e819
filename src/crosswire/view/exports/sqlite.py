"""A record as one SQLite database with keys, indexes, views for people and full-text search, and Datasette's description of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from crosswire.errors import InputError
from crosswire.store.columns import KEYS, Column, about, columns, references
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection
from crosswire.view.exports.sheets import POINT
from crosswire.view.exports.tables import json_text

NAME, METADATA = "record.db", "metadata.json"
_TYPES = {"whole number": "INTEGER", "number": "REAL", "yes or no": "INTEGER"}
_VIEWS = {
    "events_readable": f"""
SELECT e.event_id, e.what, e.type, e."start", e."end", p.name AS place, {POINT}, a.name AS actor,
       t.name AS target, e.status, e.grade, e.reports, e.outlets, e.origins,
       (SELECT value FROM event_values v WHERE v.event_id = e.event_id AND v.field = 'quantity:killed' AND v.chosen) AS killed,
       (SELECT value FROM event_values v WHERE v.event_id = e.event_id AND v.field = 'quantity:injured' AND v.chosen) AS injured,
       s.title AS story
FROM events e LEFT JOIN places p ON p.place_id = e.place_id LEFT JOIN actors a ON a.actor_id = e.actor_id
LEFT JOIN actors t ON t.actor_id = e.target_id LEFT JOIN stories s ON s.story_id = e.story_id""",
    "who_says_what": """
SELECT c.claim_id, w.words, d.outlet, d.title AS report, d.published_at, o.name AS on_the_word_of, o.kind AS kind_of_origin,
       q.speaker_text AS speaker, q.stance, c.type, c.status, c.withdrawn, e.what AS event, e.event_id, e.grade, c.document_id
FROM claims c JOIN claim_words w ON w.claim_id = c.claim_id JOIN documents d ON d.document_id = c.document_id
LEFT JOIN origins o ON o.origin_id = c.origin_id LEFT JOIN quotes q ON q.quote_id = c.quote_id
LEFT JOIN events e ON e.event_id = c.event_id""",
}
_SEARCH = """
CREATE TABLE claim_words (claim_id TEXT PRIMARY KEY REFERENCES claims (claim_id), document_id TEXT REFERENCES documents (document_id),
    words TEXT);
INSERT INTO claim_words SELECT c.claim_id, c.document_id, substr(d.text, c."start" + 1, c."end" - c."start")
    FROM claims c JOIN documents d ON d.document_id = c.document_id ORDER BY c.rowid;
CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content="documents");
INSERT INTO documents_fts (documents_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE claim_words_fts USING fts5(words, content="claim_words");
INSERT INTO claim_words_fts (claim_words_fts) VALUES ('rebuild');
"""
_FACETS = {
    "events": ["type", "grade", "status"], "event_values": ["field", "standing"], "claims": ["type", "status"],
    "documents": ["outlet", "state"], "quotes": ["mode", "stance"], "findings": ["kind"], "origins": ["kind"],
    "events_readable": ["type", "grade", "place"], "who_says_what": ["outlet", "on_the_word_of", "grade"],
}  # fmt: skip
_LABELS = {"documents": "title", "events": "what", "actors": "name", "places": "name", "origins": "name", "stories": "title"}
_UNITS = {
    "places": {"lat": "degrees", "lon": "degrees", "precision_km": "km"}, "victims": {"age": "years"}, "rejects": {"bytes": "bytes"},
}  # fmt: skip


def _write(selection: Selection, folder: Path, _: Settings) -> list[Path]:
    path = folder / NAME
    try:
        _database(selection, path)
    except sqlite3.OperationalError as error:  # the disk is full, or gone
        raise InputError(f"{NAME} cannot be written: {error}.") from error
    described = folder / METADATA
    described.write_text(json.dumps(_described(selection), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path, described]


def _database(selection: Selection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA page_size = 4096")
        for table in selection.tables:
            database.execute(_create(table))
            _fill(database, selection, table)
            for column in references(table):
                database.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
        for name, select in _VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {select}")
        database.executescript(_SEARCH)
        database.commit()


def _create(table: str) -> str:
    lines = [f'"{c.name}" {_TYPES.get(c.kind, "TEXT")}{" NOT NULL" if c.required else ""}' for c in columns(table)]
    if table in KEYS:
        lines.append(f"PRIMARY KEY ({', '.join(KEYS[table])})")
    lines += [f'FOREIGN KEY ("{column}") REFERENCES "{to}" ("{KEYS[to][0]}")' for column, to in references(table).items()]
    return f'CREATE TABLE "{table}" ({", ".join(lines)})'


def _fill(database: sqlite3.Connection, selection: Selection, table: str) -> None:
    found = columns(table)
    insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(found))})'
    for rows in selection.batches(table):
        database.executemany(insert, ([_value(c, row[c.name]) for c in found] for row in rows))


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind == "JSON":
        return json_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _described(selection: Selection) -> dict[str, Any]:
    """The metadata that Datasette shows beside the tables."""
    tables = {name: _table(name, columns(name)) for name in selection.tables}
    tables["events_readable"] = {"description": "events with the names of who, whom and where", "facets": _FACETS["events_readable"]}
    tables["who_says_what"] = {"description": "every claim in its words, and on whose word", "facets": _FACETS["who_says_what"]}
    about_all = "What many reports say of a crisis: each row leads back to the words that say it."
    return {
        "title": f"Crosswire: {selection.record.path.name}",
        "description": about_all,
        "databases": {Path(NAME).stem: {"tables": tables}},
    }


def _table(name: str, found: Sequence[Column]) -> dict[str, Any]:
    told: dict[str, Any] = {"description": about(name), "columns": {c.name: c.meaning for c in found if c.meaning}}
    for key, known in (("facets", _FACETS), ("label_column", _LABELS), ("units", _UNITS)):
        if name in known:
            told[key] = known[name]
    return told


PROFILES = (
    Profile(
        "sqlite", "One SQLite database with views and full-text search: for Datasette, DB Browser for SQLite and SQL.", _write,
        ("Nothing: crosswire import makes the same record of it.",), whole=True,
    ),
)  # fmt: skip
