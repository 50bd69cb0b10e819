"""By which words outlets call an actor, and where each word stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crosswire.store.database import Record
from crosswire.view.sources import voices
from crosswire.view.sources.voices import STORY, VOICE

Row = dict[str, Any]

KINDS = ("loaded", "neutral", "name")
WORDS = 10  # of one kind that an outlet's cell shows

# What outlets are compared by: a word in small letters, singular and plural alike. Actors of one outlet only are left out first: most are.
_DIFFER = f"""
WITH shared AS (
  SELECT actor_id FROM namings n JOIN documents d USING (document_id) WHERE {{within}} GROUP BY 1 HAVING min({VOICE}) <> max({VOICE})),
said AS (
  SELECT n.actor_id, {VOICE} AS outlet, n.kind, n.uses,
         CASE WHEN n.kind = 'name' THEN lower(n.text) ELSE regexp_replace(lower(n.text), 's$', '') END AS word
  FROM namings n JOIN shared USING (actor_id) JOIN documents d USING (document_id) WHERE {{within}}),
words AS (SELECT actor_id, kind, word, count(DISTINCT outlet) AS outlets, sum(uses) AS uses FROM said GROUP BY ALL),
outlets AS (SELECT actor_id, count(DISTINCT outlet) AS outlets FROM said GROUP BY 1)
SELECT a.actor_id, lower(a.name || ' ' || array_to_string(a.aliases, ' ')) AS names, sum(w.uses)::BIGINT AS uses,
       list(DISTINCT w.kind) AS kinds
FROM words w JOIN outlets o USING (actor_id) JOIN actors a USING (actor_id) GROUP BY ALL
HAVING max(w.outlets) < any_value(o.outlets) OR bool_or(w.kind = 'loaded' AND w.outlets < o.outlets)
ORDER BY uses DESC, a.actor_id"""
_OF_OUTLET = f"SELECT n.actor_id FROM namings n JOIN documents d USING (document_id) WHERE {VOICE} = $outlet"
_MOST_NAMED = """
SELECT n.actor_id, sum(n.uses) AS uses, count(*) OVER () AS total FROM namings n WHERE {which}
GROUP BY 1 ORDER BY uses DESC, n.actor_id LIMIT $limit OFFSET $offset"""
_ROWS = f"""
SELECT n.actor_id, {VOICE} AS outlet, n.kind, n.text, sum(n.uses)::BIGINT AS uses, count(DISTINCT n.document_id) AS reports
FROM namings n JOIN documents d USING (document_id) WHERE {{within}} AND n.actor_id IN (SELECT unnest($actors))
GROUP BY ALL ORDER BY n.actor_id, outlet, uses DESC, n.text"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actors: those named in a story's reports, named by an outlet, called by a word of a kind, with these words in their names."""

    story: str = ""
    outlet: str = ""
    kind: str = ""
    words: tuple[str, ...] = ()


def differing(record: Record, asked: Asked) -> list[str]:
    """The actors whom outlets call by different words, most named first: no word is used by all, or a loaded one by some only."""
    if asked.story:
        rows = record.rows(_DIFFER.format(within=STORY), {"story": asked.story})
    else:
        rows = record.once("naming differing", lambda: record.rows(_DIFFER.format(within="true")))
    if asked.outlet:
        of_outlet = {r["actor_id"] for r in record.rows(_OF_OUTLET, {"outlet": asked.outlet})}
        rows = [r for r in rows if r["actor_id"] in of_outlet]
    kept = (r for r in rows if not asked.kind or asked.kind in r["kinds"])
    return [r["actor_id"] for r in kept if all(w in r["names"] for w in asked.words)]


def most_named(record: Record, asked: Asked, limit: int, offset: int) -> tuple[list[str], int]:
    """(the actors that are named most, how many there are in all)."""
    which, told = ["true"], dict[str, Any](limit=limit, offset=offset)
    if asked.story:
        which.append(STORY)
        told["story"] = asked.story
    if asked.kind:
        which.append("n.actor_id IN (SELECT actor_id FROM namings WHERE kind = $kind)")
        told["kind"] = asked.kind
    if asked.outlet:
        which.append(f"n.actor_id IN ({_OF_OUTLET})")
        told["outlet"] = asked.outlet
    if asked.words:
        found = [f"contains(lower(name || ' ' || array_to_string(aliases, ' ')), $word{i})" for i in range(len(asked.words))]
        which.append(f"n.actor_id IN (SELECT actor_id FROM actors WHERE {' AND '.join(found)})")
        told.update((f"word{i}", word) for i, word in enumerate(asked.words))
    rows = record.rows(_MOST_NAMED.format(which=" AND ".join(which)), told)
    return [r["actor_id"] for r in rows], rows[0]["total"] if rows else 0


def words_of(record: Record, actor_ids: Sequence[str], story: str = "") -> dict[str, list[Row]]:
    """actor_id -> the words that each outlet uses for it: outlet, kind, text, uses, reports; an outlet's commonest first.

    Of a loaded word also ``quoted`` and ``reported``: how many of its uses stand in a quotation, and in the indirect speech of others
    (None for other words: it is not asked of them).
    """
    counted = voices.counted(record, actor_ids, story)
    told: dict[str, Any] = {"actors": list(actor_ids), **({"story": story} if story else {})}
    found: dict[str, list[Row]] = {i: [] for i in actor_ids}
    for row in record.rows(_ROWS.format(within=STORY if story else "true"), told):
        key = (row["actor_id"], row["outlet"], row["text"])
        of_others = {how: counted[*key, how] if row["kind"] == "loaded" else None for how in voices.HOW}
        found[row["actor_id"]].append({**row, **of_others})
    return found


def by_outlet(words: Iterable[Row], most: int, first: str = "") -> tuple[list[Row], int]:
    """(the outlets that use most words, each with its words by kind; how many outlets are left out). ``first`` names the one on top."""
    groups = [(outlet, list(rows)) for outlet, rows in groupby(words, key=lambda r: str(r["outlet"]))]
    groups.sort(key=lambda g: (g[0] != first, -sum(r["uses"] for r in g[1]), g[0]))
    return [_cells(outlet, rows) for outlet, rows in groups[:most]], max(0, len(groups) - most)


def _cells(outlet: str, rows: Sequence[Row]) -> Row:
    cells: Row = {"outlet": outlet, "uses": sum(r["uses"] for r in rows), "more": 0}
    for kind in KINDS:
        found = [{k: r[k] for k in ("text", "uses", "reports", *voices.HOW)} for r in rows if r["kind"] == kind]
        cells[kind] = found[:WORDS]
        cells["more"] += len(found[WORDS:])
    return cells


# --- where a word stands ----------------------------------------------------------------------------------------------
# A naming says how a mention reads, not where it stands: the mentions of its report are read again. Armed people without a name ("the
# bandits") count for the one armed group that the report names; they have no naming of their own there.
_NAMINGS = """
SELECT n.document_id, n.text, n.kind, n.uses, d.outlet FROM namings n JOIN documents d USING (document_id)
WHERE n.actor_id = $actor AND n.document_id IN (
  SELECT x.document_id FROM namings x JOIN documents y USING (document_id) WHERE x.actor_id = $actor AND {which})
ORDER BY d.published_at NULLS LAST, n.document_id, n.text"""
_MENTIONS = """
SELECT m.document_id, m."start", m."end", m.form = 'name' AS named, substr(d.text, m."start" + 1, m."end" - m."start") AS said,
       substr(d.text, greatest(m."start" - 40, 0) + 1, least(m."start", 40)) AS before
FROM actor_mentions m JOIN documents d USING (document_id)
WHERE m.document_id IN (SELECT unnest($documents)) AND d.document_id IN (SELECT unnest($documents)) AND m.form <> 'pronoun'
  AND (m.actor_id = $actor OR (m.actor_id IN (SELECT actor_id FROM actors WHERE kind = 'armed group')
       AND $actor IN (SELECT actor_id FROM actors WHERE kind = 'armed group')
       AND NOT EXISTS (SELECT 1 FROM namings n WHERE n.actor_id = m.actor_id AND n.document_id = m.document_id)))
ORDER BY m.document_id, m."start" """


def reports_of_word(record: Record, actor_id: str, word: str, outlet: str) -> list[Row]:
    """The namings of the reports in which an actor is called so (by that outlet): in the order of publication."""
    which, told = ["true"], {"actor": actor_id}
    if word:
        which.append("lower(x.text) = lower($word)")
        told["word"] = word
    if outlet:
        which.append("coalesce(y.outlet, 'outlet not known (' || y.document_id || ')') = $outlet")
        told["outlet"] = outlet
    return record.rows(_NAMINGS.format(which=" AND ".join(which)), told)


def spans(record: Record, actor_id: str, namings: Sequence[Row]) -> list[Row]:
    """Where the words of these namings stand: document_id, start, end, and ``word``, the naming's text."""
    told: dict[str, list[Row]] = {}
    for row in namings:
        told.setdefault(row["document_id"], []).append(row)
    if not told:
        return []
    mentions = record.rows(_MENTIONS, {"actor": actor_id, "documents": list(told)})
    found = ({**m, "word": voices.which(m, told[m["document_id"]])} for m in mentions)
    return [{k: m[k] for k in ("document_id", "start", "end", "word")} for m in found if m["word"] is not None]
