"""Under which word a mention is counted, and whose word it is: an outlet's own, or that of somebody whom it quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from crosswire.store.database import Record

Row = dict[str, Any]

HOW = ("quoted", "reported")  # in a quotation or as what somebody calls them; in the indirect speech of somebody
VOICE = "coalesce(d.outlet, 'outlet not known (' || d.document_id || ')')"
STORY = "n.document_id IN (SELECT document_id FROM story_documents WHERE story_id = $story)"

# Loaded words in the words of others. SQL leaves out most of an outlet's own, coarsely.
_OTHERS = f"""
WITH wanted AS (SELECT DISTINCT n.actor_id, n.document_id FROM namings n
                WHERE n.kind = 'loaded' AND {{within}}),
armed AS (SELECT actor_id FROM actors WHERE kind = 'armed group'),
met AS (
  SELECT w.actor_id, m.document_id, m."start", m."end", m.form = 'name' AS named
  FROM wanted w JOIN actor_mentions m ON m.document_id = w.document_id
  WHERE m.form <> 'pronoun' AND m.document_id IN (SELECT unnest($documents)) AND (m.actor_id = w.actor_id OR (
    m.actor_id IN (SELECT actor_id FROM armed) AND w.actor_id IN (SELECT actor_id FROM armed)
    AND NOT EXISTS (SELECT 1 FROM namings x WHERE x.document_id IN (SELECT unnest($documents))
                    AND x.actor_id = m.actor_id AND x.document_id = m.document_id)))),
spoken AS (SELECT m.document_id, m."start", m."end", bool_or(q.mode = 'direct') AS direct FROM met m
           JOIN (SELECT * FROM quotes WHERE document_id IN (SELECT unnest($documents))) q
             ON q.document_id = m.document_id AND q."start" <= m."start" AND m."end" <= q."end" GROUP BY ALL),
said AS (
  SELECT m.*, {VOICE} AS outlet, s.direct, substr(d.text, m."start" + 1, m."end" - m."start") AS said,
         substr(d.text, greatest(m."start" - 40, 0) + 1, least(m."start", 40)) AS before
  FROM met m JOIN (SELECT * FROM documents WHERE document_id IN (SELECT unnest($documents))) d ON d.document_id = m.document_id
  LEFT JOIN spoken s ON s.document_id = m.document_id AND s."start" = m."start" AND s."end" = m."end")
SELECT * FROM said
WHERE direct IS NOT NULL OR regexp_matches(before, '(?i)call|brand|label|dubb|known as|described as|so-called|[“"«‘]$')"""
# The reports are told to every part of that by a list: DuckDB would read the whole of each table otherwise.
_DOCUMENTS = "SELECT DISTINCT n.document_id FROM namings n WHERE n.kind = 'loaded' AND {within} ORDER BY 1"
_USED = """
SELECT n.actor_id, n.document_id, n.text, n.kind FROM namings n
JOIN (SELECT DISTINCT n.actor_id, n.document_id FROM namings n WHERE n.kind = 'loaded' AND {within}) w
  ON w.actor_id = n.actor_id AND w.document_id = n.document_id
WHERE n.kind <> 'name' ORDER BY n.actor_id, n.document_id, n.text"""
# "whom the government calls terrorists", "the so-called bandits"; a mark of quotation stands right before the word.
_GIVEN = re.compile(
    r"(?:\b(?:call(?:s|ed|ing)?(?!\s+(?:on|for|off|up)\b)|brand(?:s|ed)?|label(?:s|led|ed)?|dub(?:s|bed)|(?:known|described) as)"
    r"(?:\W+(?:them|him|her|it|these|those|the|a|an)\b)*|so-called)\W+$|[“\"‘«]$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_DOUBT = re.compile(r"(?:so-called|self-styled|self-proclaimed|self-declared)\W+(?:group\W+)?$", re.IGNORECASE)


def counted(record: Record, actor_ids: Sequence[str], story: str = "") -> Counter[tuple[str, str, str, str]]:
    """(actor, outlet, loaded word, how of :data:`HOW`) -> how many of its uses are not in the outlet's own voice.

    Of these actors at least: for many the answer is made for all, and kept.
    """
    if story:
        return _counted(of_others(record, STORY, {"story": story}))
    if len(actor_ids) == 1:
        return _counted(of_others(record, "n.actor_id = $actor", {"actor": actor_ids[0]}))
    return record.once("loaded words of others", lambda: _counted(of_others(record, "true", {})))


def _counted(mentions: Sequence[Row]) -> Counter[tuple[str, str, str, str]]:
    return Counter((m["actor_id"], m["outlet"], m["word"], m["how"]) for m in mentions)


def at(record: Record, actor_id: str, documents: Sequence[str]) -> dict[tuple[str, int, int], str]:
    """(document_id, start, end) of the loaded words for an actor in these reports that are not the outlet's own -> how."""
    within = "n.actor_id = $actor AND n.document_id IN (SELECT unnest($reports))"
    rows = of_others(record, within, {"actor": actor_id, "reports": list(documents)})
    return {(r["document_id"], r["start"], r["end"]): r["how"] for r in rows}


def of_others(record: Record, within: str, told: dict[str, Any]) -> list[Row]:
    """Where reports call actors by a loaded word that is not their own: actor_id, outlet, document_id, start, end, word, how.

    ``within`` is a condition on the namings (``n``), with what it is ``told``.
    """
    documents = [r["document_id"] for r in record.rows(_DOCUMENTS.format(within=within), told)]
    if not documents:
        return []
    mentions = record.rows(_OTHERS.format(within=within), {**told, "documents": documents})
    used: dict[tuple[str, str], list[Row]] = {}
    for row in record.rows(_USED.format(within=within), told) if mentions else ():
        used.setdefault((row["actor_id"], row["document_id"]), []).append(row)
    found = []
    for m in mentions:
        own = used.get((m["actor_id"], m["document_id"]), [])
        word, told_by = which(m, own), how(m)
        if told_by and any(n["text"] == word and n["kind"] == "loaded" for n in own):
            found.append({**{k: m[k] for k in ("actor_id", "outlet", "document_id", "start", "end")}, "word": word, "how": told_by})
    return found


def how(mention: Row) -> str | None:
    """Whose word a mention is: None for the outlet's own."""
    if mention["direct"] or (not mention["named"] and _GIVEN.search(mention["before"])):
        return "quoted"
    return None if mention["direct"] is None else "reported"


def which(mention: Row, namings: Sequence[Row]) -> str | None:
    """The naming under which a mention is counted."""
    line = " ".join(mention["said"].split())
    if mention["named"]:
        doubted = f"so-called {line}" if _DOUBT.search(mention["before"]) else line
        return next((n["text"] for n in namings if n["text"] == doubted), None)
    return longest(line, [n["text"] for n in namings if n["kind"] != "name"])


def longest(said: str, words: Sequence[str]) -> str | None:
    """Which of some words a description is: the whole of it, else the longest that stands in it.

    >>> longest("the Armed  Group", ["group", "armed group"]), longest("his brother", ["bandits"])
    ('armed group', None)
    """
    line = " ".join(said.lower().split())
    if line in words:
        return line
    return max((w for w in words if _holds(line, w.strip("“”").lower())), key=len, default=None)


def _holds(line: str, words: str) -> bool:
    """Whether a line has words in their order."""
    waiting = iter(_WORD.findall(line))
    return all(any(word == it for it in waiting) for word in _WORD.findall(words))
