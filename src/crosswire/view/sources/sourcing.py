"""Who copies whom, and on whose word outlets tell: outlets, agencies and speakers counted over a record, or over the reports of one story.

Every figure is of the record as it stands. A report whose outlet is not known speaks for itself: it is named after its id, as the
origins of a record name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from crosswire.store.database import Record

Row = dict[str, Any]

_REPORTS = """reports AS (
  SELECT document_id, outlet, coalesce(outlet, 'outlet not known (' || document_id || ')') AS voice,
         nullif(substr(published_at, 1, 10), '') AS day
  FROM documents WHERE {within})"""
_WITHIN = "document_id IN (SELECT document_id FROM story_documents WHERE story_id = $story)"

_OUTLETS = """, told AS (
  SELECT d.voice, count(*) AS claims,
         count(*) FILTER (o.kind <> 'speaker' AND lower(o.name) = lower(d.voice)) AS own,
         count(*) FILTER (o.kind = 'speaker') AS speakers,
         count(*) FILTER (o.kind = 'agency' AND lower(o.name) <> lower(d.voice)) AS agencies,
         count(*) FILTER (o.kind = 'outlet' AND lower(o.name) <> lower(d.voice)) AS others,
         any_value(o.origin_id) FILTER (o.kind <> 'speaker' AND lower(o.name) = lower(d.voice)) AS origin_id
  FROM reports d JOIN claims c USING (document_id) JOIN origins o USING (origin_id) GROUP BY d.voice),
alike AS (SELECT left_id, right_id, reasons[1].rule <> 'unknown' AS known FROM links WHERE kind = 'copy' AND joined),
takers AS (SELECT DISTINCT left_id AS document_id FROM alike WHERE known),
givers AS (SELECT DISTINCT right_id AS document_id FROM alike WHERE known),
took AS (SELECT d.voice, count(*) AS took FROM takers JOIN reports d USING (document_id) GROUP BY 1),
gave AS (SELECT d.voice, count(*) AS gave FROM givers JOIN reports d USING (document_id) GROUP BY 1),
ends AS (SELECT left_id AS document_id FROM alike UNION SELECT right_id FROM alike),
shares AS (SELECT d.voice, count(*) AS shares FROM ends JOIN reports d USING (document_id) GROUP BY 1)
SELECT d.voice AS name, any_value(d.outlet) AS outlet, any_value(d.document_id) AS document_id, count(*) AS reports,
       coalesce(any_value(claims), 0) AS claims, coalesce(any_value(own), 0) AS own, coalesce(any_value(speakers), 0) AS speakers,
       coalesce(any_value(agencies), 0) AS agencies, coalesce(any_value(others), 0) AS others,
       coalesce(any_value(took), 0) AS took, coalesce(any_value(gave), 0) AS gave, coalesce(any_value(shares), 0) AS shares,
       any_value(origin_id) AS origin_id, min(d.day) AS first, max(d.day) AS last
FROM reports d LEFT JOIN told USING (voice) LEFT JOIN took USING (voice) LEFT JOIN gave USING (voice) LEFT JOIN shares USING (voice)
GROUP BY d.voice ORDER BY reports DESC, name"""

# Passages of one report may overlap: each character counts once, and no passage that lies in a longer one
# ("reached" is where the ones before it end).
_PAIRS = """, pairs AS (
  SELECT k.left_id, k.right_id, k.score, l.voice AS taker, g.voice AS giver, k.reasons[1].rule AS rule, k.reasons[1].sentence AS reason
  FROM links k JOIN reports l ON l.document_id = k.left_id JOIN reports g ON g.document_id = k.right_id
  WHERE k.kind = 'copy' AND k.joined),
words AS (
  SELECT p.left_id, p.right_id, a.passage_id, a."start", a."end",
         max(a."end") OVER (PARTITION BY p.left_id, p.right_id ORDER BY a."start", a."end" DESC, a.passage_id
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
  FROM pairs p JOIN passages a ON a.document_id = p.left_id
  JOIN (SELECT DISTINCT passage_id, document_id FROM passages) b ON b.document_id = p.right_id AND b.passage_id = a.passage_id
  WHERE a.evidence AND a.kind <> 'recycled'),
shared AS (
  SELECT left_id, right_id, count(DISTINCT passage_id) FILTER ("end" > coalesce(reached, 0)) AS passages,
         sum(greatest(0, "end" - greatest("start", coalesce(reached, 0)))) AS characters
  FROM words GROUP BY left_id, right_id)
SELECT p.giver, p.taker, p.rule <> 'unknown' AS known, p.rule, p.reason, p.score, p.right_id AS given_id, p.left_id AS taken_id,
       coalesce(s.passages, 0) AS passages, coalesce(s.characters, 0)::BIGINT AS characters
FROM pairs p LEFT JOIN shared s USING (left_id, right_id) ORDER BY characters DESC, p.left_id, p.right_id"""

_CREDITED = """
SELECT o.name AS giver, o.origin_id, o.kind, d.voice AS taker, count(*) AS claims, count(DISTINCT d.document_id) AS reports
FROM reports d JOIN claims c USING (document_id) JOIN origins o USING (origin_id)
WHERE o.kind <> 'speaker' AND lower(o.name) <> lower(d.voice)
GROUP BY ALL ORDER BY reports DESC, claims DESC, giver, taker"""

# Counted in steps: rows that are alike are brought together before anything is counted, which is twice as fast.
_ORIGINS = """, each AS (SELECT origin_id, document_id, count(*) AS n FROM claims WHERE origin_id IS NOT NULL GROUP BY ALL),
happened AS (
  SELECT origin_id, count(event_id) AS events
  FROM (SELECT DISTINCT origin_id, event_id FROM claims SEMI JOIN reports USING (document_id)) GROUP BY 1),
told AS (
  SELECT origin_id, sum(n)::BIGINT AS claims, count(*) AS reports, count(DISTINCT voice) AS outlets
  FROM each JOIN reports USING (document_id) GROUP BY 1)
SELECT o.origin_id, o.name, o.kind, t.claims, h.events, t.outlets, t.reports
FROM told t JOIN happened h USING (origin_id) JOIN origins o USING (origin_id)
ORDER BY outlets DESC, claims DESC, o.name, o.origin_id"""

# Whom a claim came through: named by the report (nearest the outlet last), or the outlet from which its words were copied.
_THROUGH = """, asked AS (SELECT c.*, d.voice FROM claims c JOIN reports d USING (document_id) WHERE {which}),
copied AS (
  SELECT c.claim_id, arg_max(g.voice, (k.score, g.voice)) AS via
  FROM asked c JOIN links k ON k.left_id = c.document_id JOIN reports g ON g.document_id = k.right_id
  JOIN passages a ON a.document_id = c.document_id AND a."start" <= c.trigger_start AND c.trigger_end <= a."end"
  JOIN (SELECT DISTINCT passage_id, document_id FROM passages) b ON b.passage_id = a.passage_id AND b.document_id = k.right_id
  WHERE k.kind = 'copy' AND k.joined AND k.reasons[1].rule <> 'unknown' GROUP BY c.claim_id),
through AS (
  SELECT c.claim_id, c.origin_id, c.document_id, c.event_id, c.voice, o.name, o.kind,
         CASE WHEN len(q.relay) > 0 THEN 'named' ELSE 'copied' END AS how,
         nullif(coalesce(nullif(array_to_string(list_reverse(q.relay), ' → '), ''), k.via), o.name) AS via
  FROM asked c JOIN origins o USING (origin_id)
  LEFT JOIN quotes q ON q.quote_id = c.quote_id LEFT JOIN copied k ON k.claim_id = c.claim_id)"""
_PATHS = """
SELECT origin_id, name, kind, via, CASE WHEN via IS NOT NULL THEN string_agg(DISTINCT how, ' and ' ORDER BY how) END AS how,
       voice AS outlet, count(*) AS claims, count(DISTINCT document_id) AS reports
FROM through GROUP BY origin_id, name, kind, via, voice ORDER BY name, origin_id, via NULLS FIRST, claims DESC, outlet"""
_RESTS = """, through AS (
  SELECT c.claim_id, c.document_id, c.event_id, d.voice FROM claims c JOIN reports d USING (document_id) WHERE c.origin_id = $origin)"""
_BY_EVENT = """
SELECT event_id, count(*) AS claims, list(claim_id ORDER BY document_id, claim_id)[1:{most}] AS claim_ids, count(*) OVER () AS total
FROM through WHERE {which} GROUP BY event_id ORDER BY claims DESC, event_id LIMIT $limit OFFSET $offset"""
DIRECTLY = "directly"  # the way of claims that came through nobody
CLAIMS = 6  # of one event that a page shows


def _rows(record: Record, story: str, sql: str, **given: Any) -> list[Row]:
    told = {**given, "story": story} if story else given
    return record.rows("WITH " + _REPORTS.format(within=_WITHIN if story else "true") + sql, told)


def _kept(record: Record, story: str, name: str, sql: str) -> list[Row]:
    """The rows of a query over the whole record, made once; over one story, asked each time (its reports are few)."""
    return _rows(record, story, sql) if story else record.once(f"sourcing {name}", lambda: _rows(record, "", sql))


def outlets(record: Record, story: str = "") -> list[Row]:
    """The outlets, most reports first: claims, of these on the outlet's ``own`` word, and on that of speakers, agencies, other outlets;
    reports that ``took`` words from another outlet, that ``gave`` words, that ``shares`` words with another's whichever way."""
    return _kept(record, story, "outlets", _OUTLETS)


def pairs(record: Record, story: str = "") -> list[Row]:
    """Pairs of reports of two outlets that share text (``taken_id`` copied from ``given_id`` where ``known``), most characters first."""
    return _kept(record, story, "pairs", _PAIRS)


def credited(record: Record, story: str = "") -> list[Row]:
    """Claims of an outlet that rest on an agency or on another outlet, by giver and taker."""
    return _kept(record, story, "credited", _CREDITED)


def origins(record: Record, story: str = "") -> list[Row]:
    """The origins with their claims, events, outlets and reports; those whom most outlets carry first."""
    return _kept(record, story, "origins", _ORIGINS)


def paths(record: Record, origin_ids: Sequence[str] | None, story: str = "") -> list[Row]:
    """Through whom the claims of some origins (None: of all) came to which outlet, counted.

    ``via`` is None where nobody stands between; ``how`` is "named" (the report names who passed the words on), "copied" (the words stand
    in a passage that the report took from that outlet) or "copied and named".
    """
    which = "true" if origin_ids is None else "c.origin_id IN (SELECT unnest($origins))"
    given: dict[str, Any] = {} if origin_ids is None else {"origins": list(origin_ids)}
    return _rows(record, story, _THROUGH.format(which=which) + _PATHS, **given)


def by_event(record: Record, origin_id: str, outlet: str, via: str, limit: int, offset: int) -> list[Row]:
    """The claims that rest on an origin, by event, most claims first: of one ``outlet`` only, or only those that came ``via`` someone.

    Each row has event_id, ``claims`` (how many), ``claim_ids`` (of the first ones), and ``total``, how many events there are in all.
    ``via`` may be ``DIRECTLY``.
    """
    told: dict[str, Any] = {"origin": origin_id, "limit": limit, "offset": offset}
    which = ["true"]
    if outlet:
        which.append("voice = $outlet")
        told["outlet"] = outlet
    if via == DIRECTLY:
        which.append("via IS NULL")
    elif via:
        which.append("via = $via")
        told["via"] = via
    # Through whom each claim came is costly to find for an origin of many claims: only where it is asked.
    rests = _THROUGH.format(which="c.origin_id = $origin") if via else _RESTS
    return _rows(record, "", rests + _BY_EVENT.format(which=" AND ".join(which), most=CLAIMS), **told)


def on_whose_word(record: Record, outlet: str) -> list[Row]:
    """The origins on which the claims of an outlet rest, most claims first."""
    sql = """SELECT o.origin_id, o.name, o.kind, count(*) AS claims, count(DISTINCT d.document_id) AS reports
             FROM documents d JOIN claims c USING (document_id) JOIN origins o USING (origin_id) WHERE d.outlet = ?
             GROUP BY ALL ORDER BY claims DESC, reports DESC, o.name, o.origin_id"""
    return record.rows(sql, [outlet])


def copies(record: Record, story: str = "") -> list[Row]:
    """Which outlet's words stand in whose reports: one row for each two outlets and way, most reports first.

    ``reports`` counts the taker's; ``given_id``, ``taken_id`` are the two reports that share most; ``known`` is False where the way of
    the words is not known: ``giver`` and ``taker`` are then in the order of the alphabet.
    """
    found: dict[tuple[str, str, bool], list[Row]] = {}
    for pair in pairs(record, story):
        ends = (pair["giver"], pair["taker"])
        giver, taker = ends if pair["known"] else sorted(ends)
        found.setdefault((giver, taker, pair["known"]), []).append(pair)
    rows = [_edge(*key, group) for key, group in found.items()]
    return sorted(rows, key=lambda r: (-r["reports"], -r["characters"], r["giver"], r["taker"]))


def _edge(giver: str, taker: str, known: bool, group: Sequence[Row]) -> Row:
    most = group[0]  # pairs come with most characters first
    return {
        "giver": giver,
        "taker": taker,
        "known": known,
        "reports": max(len({p["taken_id"] for p in group}), 0 if known else len({p["given_id"] for p in group})),
        "pairs": len(group),
        "passages": sum(p["passages"] for p in group),
        "characters": sum(p["characters"] for p in group),
        "rules": _told(p["rule"] for p in group),
        "reason": most["reason"],
        "given_id": most["given_id"],
        "taken_id": most["taken_id"],
    }


_RULES = {"credit": "credit", "time": "earlier", "containment": "cut from it", "unknown": "way not known"}


def _told(rules: Iterable[str]) -> str:
    """The grounds of an edge, the commonest first: "credit 3, earlier 1"."""
    return ", ".join(f"{_RULES.get(rule, rule)} {n}" for rule, n in sorted(Counter(rules).items(), key=lambda r: (-r[1], r[0])))
