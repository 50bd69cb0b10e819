"""One actor: what it is, what it did and said, where it is mentioned, and why its names were taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view.sources import naming

Row = dict[str, Any]

ROLES, PARTS, EVENTS, ALL_EVENTS, EXAMPLES, NEAR = 12, 24, 6, 200, 3, 10

_GATHER = """CREATE OR REPLACE TEMP TABLE own_mentions AS
SELECT document_id, entity_id, "start", "end", form, role FROM actor_mentions WHERE actor_id = ?"""
_EVENTS = """
SELECT e.event_id, e.what, e.type, e.status, e.grade, e."start", e."end", p.name AS place, e.reports, e.outlets, e.origins,
       e.families
FROM events e LEFT JOIN places p USING (place_id) WHERE e.{side} = ? AND {kind}
ORDER BY e.reports DESC, e.origins DESC, e.event_id LIMIT {most}"""
_WHY = """
WITH own AS (SELECT DISTINCT entity_id FROM own_mentions),
reasons AS (SELECT unnest(k.reasons) AS r
            FROM links k SEMI JOIN own a ON k.left_id = a.entity_id SEMI JOIN own b ON k.right_id = b.entity_id
            WHERE k.kind = 'entity' AND k.joined)
SELECT r.rule AS rule, count(*) AS pairs, list(DISTINCT r.sentence ORDER BY r.sentence)[1:{examples}] AS sentences,
       count(DISTINCT r.sentence) AS others
FROM reasons GROUP BY 1 ORDER BY pairs DESC, rule"""
# Kept apart by a rule or by a person, with the reason. In most records these are few, in many none.
_APART = """SELECT left_id, right_id, reasons[1].sentence AS reason FROM links WHERE kind = 'entity' AND NOT joined"""
_OWN = "SELECT DISTINCT entity_id FROM own_mentions"
_HAVE = "SELECT DISTINCT entity_id, actor_id FROM actor_mentions WHERE entity_id IN (SELECT unnest(?)) AND actor_id <> ?"
# Names that several actors bear, with the first of these: "police" in small letters is no name.
_SHARED = """
SELECT alias, list(actor_id ORDER BY actor_id)[1:{most}] AS actors FROM (SELECT unnest(aliases) AS alias, actor_id FROM actors)
WHERE length(alias) > 2 AND upper(alias[1]) = alias[1] GROUP BY alias HAVING count(*) > 1"""
_QUOTES = """
SELECT q.quote_id, q.document_id, q."start", q."end", q.mode, q.stance, q.cue, q.relay, d.published_at
FROM quotes q JOIN documents d USING (document_id) WHERE q.speaker_id = $actor AND {which}
ORDER BY d.published_at NULLS LAST, q.document_id, q."start" LIMIT $limit OFFSET $offset"""
_MENTIONS = """
SELECT m.document_id, m."start", m."end", m.form, m.role FROM own_mentions m JOIN documents d USING (document_id)
ORDER BY d.published_at NULLS LAST, m.document_id, m."start" LIMIT ? OFFSET ?"""


def gather(record: Record, actor_id: str) -> None:
    """Bring its mentions together in a table that only this reader has, ``own_mentions``: what is asked of them needs no further scan.

    To be called before ``counts``, ``roles``, ``reasons``, ``near`` and ``mentions``.
    """
    record.rows(_GATHER, [actor_id])


def counts(record: Record, actor_id: str) -> Row:
    """mentions, reports, outlets (known ones), quotes."""
    sql = """SELECT count(*) AS mentions, count(DISTINCT document_id) AS reports, count(DISTINCT d.outlet) AS outlets
             FROM own_mentions m JOIN documents d USING (document_id)"""
    quotes = record.rows("SELECT count(*) AS n FROM quotes WHERE speaker_id = ?", [actor_id])[0]["n"]
    return {**record.rows(sql)[0], "quotes": quotes}


def roles(record: Record) -> list[Row]:
    """The titles and offices said of it: role, times."""
    sql = f"""SELECT role, count(*) AS times FROM own_mentions WHERE role IS NOT NULL
              GROUP BY 1 ORDER BY times DESC, role LIMIT {ROLES}"""
    return record.rows(sql)


def kin(record: Record, actor: Row) -> Row:
    """``whole``: what it is part of, or None; ``parts``: what is part of it, most mentioned first."""
    whole = record.rows("SELECT actor_id, name FROM actors WHERE actor_id = ?", [actor["part_of"]]) if actor["part_of"] else []
    sql = f"""SELECT a.actor_id, a.name, count(*) AS mentions FROM actors a JOIN actor_mentions m USING (actor_id)
              WHERE a.part_of = ? GROUP BY ALL ORDER BY mentions DESC, a.name, a.actor_id LIMIT {PARTS}"""
    return {"whole": whole[0] if whole else None, "parts": record.rows(sql, [actor["actor_id"]])}


def events(record: Record, actor_id: str, side: str, chosen: str) -> Row:
    """The events in which it acts ("actor_id") or is acted on ("target_id"), most reported first; how many of which ``types``.

    ``chosen`` is "" for the first few, "all", or a type.
    """
    types = record.rows(f"SELECT type, count(*) AS n FROM events WHERE {side} = ? GROUP BY 1 ORDER BY n DESC, type", [actor_id])
    kind = chosen if chosen in {t["type"] for t in types} else None
    sql = _EVENTS.format(side=side, kind="e.type = ?" if kind else "true", most=ALL_EVENTS if chosen else EVENTS)
    rows = record.rows(sql, [actor_id, *([kind] if kind else [])])
    return {"events": rows, "total": sum(t["n"] for t in types), "types": types, "chosen": chosen}


def reasons(record: Record) -> list[Row]:
    """Why its mentions in many reports were taken for one: rule, pairs of mentions joined by it, some sentences, how many there are."""
    return record.rows(_WHY.format(examples=EXAMPLES))


def near(record: Record, actor: Row) -> list[Row]:
    """Actors that are not this one though they may look so: kept apart (``reason``), or with a name in common (``shared``)."""
    found: dict[str, Row] = {i: {"reason": reason, "shared": []} for i, reason in _apart(record, actor["actor_id"]).items()}
    shared = record.once("names of several actors", lambda: {r["alias"]: r["actors"] for r in record.rows(_SHARED.format(most=NEAR))})
    for name in sorted({actor["name"], *actor["aliases"]}):
        for other in shared.get(name, ()):
            if other != actor["actor_id"]:
                found.setdefault(other, {"reason": None, "shared": []})["shared"].append(name)
    if not found:
        return []
    sql = """SELECT a.actor_id, a.name, a.kind, a.country, count(*) AS mentions, count(DISTINCT m.document_id) AS reports
             FROM actors a JOIN actor_mentions m USING (actor_id) WHERE a.actor_id IN (SELECT unnest(?)) GROUP BY ALL"""
    rows = [{**row, **found[row["actor_id"]]} for row in record.rows(sql, [list(found)])]
    like = (actor["kind"], actor["country"])
    return sorted(
        rows, key=lambda r: (r["reason"] is None, (r["kind"], r["country"]) != like, -len(r["shared"]), r["name"], r["actor_id"])
    )[:NEAR]


def _apart(record: Record, actor_id: str) -> dict[str, str]:
    """The actors that a rule or a person keeps apart from this one, with the reason."""
    links = record.once("entities kept apart", lambda: record.rows(_APART))
    if not links:
        return {}
    own = {r["entity_id"] for r in record.rows(_OWN)}
    reasons = {k["right_id" if k["left_id"] in own else "left_id"]: k["reason"] for k in links if own & {k["left_id"], k["right_id"]}}
    found = record.rows(_HAVE, [list(reasons), actor_id]) if reasons else []
    return {r["actor_id"]: reasons[r["entity_id"]] for r in sorted(found, key=lambda r: (r["actor_id"], r["entity_id"]))}


def stances(record: Record, actor_id: str) -> list[Row]:
    """How it speaks: stance (says, denies, ...), quotes."""
    sql = "SELECT stance, count(*) AS quotes FROM quotes WHERE speaker_id = ? GROUP BY 1 ORDER BY quotes DESC, stance"
    return record.rows(sql, [actor_id])


def quotes(record: Record, actor_id: str, stance: str, limit: int, offset: int) -> list[Row]:
    """What it said, in the order of publication."""
    told: dict[str, Any] = {"actor": actor_id, "limit": limit, "offset": offset}
    if stance:
        told["stance"] = stance
    return record.rows(_QUOTES.format(which="q.stance = $stance" if stance else "true"), told)


def mentions(record: Record, limit: int, offset: int) -> list[Row]:
    """Where it is mentioned, in the order of publication: document_id, start, end, form, role."""
    return record.rows(_MENTIONS, [limit, offset])


def called(record: Record, actor_id: str, word: str, outlet: str, reports: int, page: int) -> tuple[list[Row], int]:
    """(where it is called by a word, or by an outlet, on this page of so many reports; how many reports there are in all)."""
    found = naming.reports_of_word(record, actor_id, word, outlet)
    ids = list(dict.fromkeys(r["document_id"] for r in found))
    here = set(ids[(page - 1) * reports : page * reports])
    spots = naming.spans(record, actor_id, [r for r in found if r["document_id"] in here])
    order = {i: n for n, i in enumerate(ids)}
    kept = [s for s in spots if not word or s["word"].lower() == word.lower()]
    return sorted(kept, key=lambda s: (order[s["document_id"]], s["start"])), len(ids)


def words(record: Record, actor_id: str, most: int) -> Row:
    """By which words outlets call it: ``rows`` for ``naming.html``, how many outlets are ``left`` out, and all as ``flat`` rows."""
    flat: Sequence[Row] = naming.words_of(record, [actor_id])[actor_id]
    rows, left = naming.by_outlet(flat, most)
    return {"rows": rows, "left": left, "flat": [{k: v for k, v in r.items() if k != "actor_id"} for r in flat]}
