"""The sheets of the workbook: what each shows, as SQL over the rows that are wanted (``{claims}`` stands for those of that table)."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = """substr(d.text, x."start" + 1, x."end" - x."start")"""

# A country and what spans countries have no point, as place_kind() of happenings has it: their middle says nothing of where it was.
POINTLESS = "(p.gazetteer = 'dr5hn' AND length(p.gazetteer_id) = 2) OR (p.gazetteer <> 'dr5hn' AND p.country IS NULL)"
POINT = f"""CASE WHEN {POINTLESS} THEN NULL ELSE p.lat END AS latitude,
       CASE WHEN {POINTLESS} THEN NULL ELSE p.lon END AS longitude, p.precision_km"""

SHEETS: Mapping[str, str] = {
    "events": f"""
SELECT e.event_id, e.what, e.type, e."start", e."end", p.name AS place, p.country, {POINT}, a.name AS actor,
       t.name AS target, e.status, e.grade, e.reports, e.outlets, e.origins, e.families, k.value AS killed, k.field_low AS killed_low,
       k.field_best AS killed_best, k.field_high AS killed_high, i.value AS injured, s.title AS story
FROM {{events}} e LEFT JOIN places p ON p.place_id = e.place_id LEFT JOIN actors a ON a.actor_id = e.actor_id
LEFT JOIN actors t ON t.actor_id = e.target_id LEFT JOIN stories s ON s.story_id = e.story_id
LEFT JOIN (SELECT * FROM event_values WHERE chosen AND field = 'quantity:killed') k ON k.event_id = e.event_id
LEFT JOIN (SELECT * FROM event_values WHERE chosen AND field = 'quantity:injured') i ON i.event_id = e.event_id
ORDER BY e."start" NULLS LAST, e.event_id""",
    "values": """
SELECT v.event_id, e.what, v.field, v.value, v.low, v.best, v.high, v.standing, v.chosen, v.withdrawn, len(v.documents) AS reports,
       len(v.origins) AS origins, v.families, v.documents, v.value_id
FROM {event_values} v JOIN events e ON e.event_id = v.event_id ORDER BY v.event_id, v.field, v.value""",
    "claims": f"""
SELECT x.claim_id, x.event_id, {_WORDS} AS words, x.type, a.name AS actor, t.name AS target, p.name AS place, x.time_start, x.time_end,
       x.status, o.name AS on_the_word_of, o.kind AS kind_of_origin, d.outlet, d.title AS report, d.published_at, x.document_id, x."start",
       x."end", x.confidence, x.withdrawn
FROM {{claims}} x JOIN documents d ON d.document_id = x.document_id LEFT JOIN actors a ON a.actor_id = x.actor_id
LEFT JOIN actors t ON t.actor_id = x.target_id LEFT JOIN places p ON p.place_id = x.place_id
LEFT JOIN origins o ON o.origin_id = x.origin_id ORDER BY x.document_id, x."start", x.claim_id""",
    "quotes": f"""
SELECT x.quote_id, {_WORDS} AS quote, x.mode, x.stance, x.cue, coalesce(a.name, x.speaker_text) AS speaker, x.speaker_text, x.relay,
       d.outlet, d.title AS report, d.published_at, x.document_id, x."start", x."end"
FROM {{quotes}} x JOIN documents d ON d.document_id = x.document_id LEFT JOIN actors a ON a.actor_id = x.speaker_id
ORDER BY x.document_id, x."start", x.quote_id""",
    "findings": """
SELECT f.finding_id, f.kind, f.field, f.text, f.holds, e.what, f.event_id, f."values"
FROM {findings} f LEFT JOIN events e ON e.event_id = f.event_id ORDER BY f.kind, f.finding_id""",
    "reports": """
SELECT document_id, title, outlet, byline, published_at, published_from, published_earliest, published_latest, state, replaces, language,
       url, path, parser, len(text) AS characters, warnings, sha256
FROM {documents} ORDER BY published_at NULLS LAST, document_id""",
    "origins": """
SELECT o.origin_id, o.name, o.kind, count(c.claim_id) AS claims, count(DISTINCT c.document_id) AS reports
FROM {origins} o LEFT JOIN {claims} c ON c.origin_id = o.origin_id GROUP BY ALL ORDER BY claims DESC, o.origin_id""",
    "actors": """
SELECT a.actor_id, a.name, a.kind, a.country, b.name AS part_of, a.aliases
FROM {actors} a LEFT JOIN actors b ON b.actor_id = a.part_of ORDER BY a.name, a.actor_id""",
    "places": """
SELECT place_id, name, country, admin1, lat AS latitude, lon AS longitude, precision_km, gazetteer, gazetteer_id
FROM {places} ORDER BY name, place_id""",
}
