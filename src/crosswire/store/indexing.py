"""The index of words: what a search reads instead of every text. Made of texts and names alone, so that no decision outdates it.

``search_words`` has a row for each word of each report: how often it stands there and, counted in words, where first. ``search_names``
has one for each word in a name of an actor or a place, with how often that is mentioned. Words are folded as :func:`fold` does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

APOSTROPHES = "'’‘`´ʼʻʿʾ′"
_QUOTED = APOSTROPHES.replace("'", "''")
_WORD = r"[0-9]+(?:[.,][0-9]+)*|[\p{L}\p{N}]+"


def fold(text: str) -> str:
    """A text without case, accents and apostrophes, the ``s`` of a possessive gone with its apostrophe.

    >>> fold("The Shi`ite army’s Liţa"), fold("O'Neill's")
    ('the shiite army lita', 'oneill')
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(c for c in re.sub(r"['’`]s\b", "", bare, flags=re.ASCII) if c not in APOSTROPHES)


def folded(sql: str) -> str:
    """SQL that does the same to a text."""
    return f"regexp_replace(regexp_replace(strip_accents(lower({sql})), '[''’`]s\\b', '', 'g'), '[{_QUOTED}]', '', 'g')"


_NAMES = f"""
WITH names AS (
  SELECT 'actor' AS kind, actor_id AS id, unnest(list_append(aliases, name)) AS name, coalesce(n, 0) AS mentions
  FROM actors LEFT JOIN (SELECT actor_id, count(*) AS n FROM actor_mentions GROUP BY 1) USING (actor_id)
  UNION ALL SELECT 'place', place_id, name, coalesce(n, 0)
  FROM places LEFT JOIN (SELECT place_id, count(*) AS n FROM place_mentions GROUP BY 1) USING (place_id))
SELECT DISTINCT replace(word, ',', '') AS word, kind, id, mentions::INTEGER AS mentions
FROM (SELECT unnest(regexp_extract_all({folded("name")}, '{_WORD}')) AS word, kind, id, mentions FROM names)
ORDER BY word, mentions DESC, id"""
_TABLES = (
    """CREATE TABLE search_reports AS SELECT row_number() OVER (ORDER BY document_id)::INTEGER AS number, document_id FROM documents
       ORDER BY number""",
    f"""CREATE TABLE search_words AS
        WITH found AS (SELECT document_id, regexp_extract_all({folded("text")}, '{_WORD}') AS words FROM documents),
        each AS (SELECT document_id, unnest(words) AS word, generate_subscripts(words, 1) AS place FROM found)
        SELECT replace(word, ',', '') AS word, number, least(count(*), 255)::UTINYINT AS uses, least(min(place), 65535)::USMALLINT AS first
        FROM each JOIN search_reports USING (document_id) GROUP BY ALL ORDER BY word, number""",
    f"CREATE TABLE search_names AS {_NAMES}",
)


# Where people's judgements on actors change names.
NAMES_ANEW = ("DELETE FROM search_names", f"INSERT INTO search_names {_NAMES}")


def index_words(connection: Any) -> None:
    """Make the index of a record whose tables are filled, unless it has one."""
    if not connection.execute("SELECT 1 FROM information_schema.tables WHERE table_name = 'search_names'").fetchone():
        connection.begin()
        for table in _TABLES:
            connection.execute(table)
        connection.commit()
