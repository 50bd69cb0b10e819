"""What is most worth a person's minute, in order: conflicts, links that could as well be otherwise, weak readings, orphaned decisions.

The usefulness of a question is its **doubt** times its **weight**. Doubt, from 0 to 1, is how likely an answer changes the record:

- a conflict of values or statuses 1, of speakers 0.8, of what happened 0.6 (nobody can choose a value there), a sum that does not hold 0.7;
- two claims kept apart: twice the chance that their log-odds give for one event, against where events are joined, at most 1;
- a claim that hangs on its event by one link: twice the chance against it, at most 1;
- an actor joined by a weak rule: 1 at a score of 0.5, falling to 0.5 at 0.75; two actors of one story and one name that stand apart 0.5;
- a number of dead or injured that one report gives: what its claim lacks of full confidence; an orphaned decision 1.

Weight is what hangs on it: log2(1 + reports) + log2(1 + origins) + 3 where the number killed is in question (1.5 where the event has
deaths) + 1 where its grade is contested. Of two events, reports and origins are those of the smaller: that much would join, or split.
An orphaned decision weighs 4: it is a person's work.

Every further question on the same event counts a sixth less, so that one event does not fill the queue. Equal questions stand by their
key. What a person judged (and did not take back) is not asked again. Each kind is cut to its first 200 in SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crosswire.link.events import JOIN_AT
from crosswire.store.database import Record

KINDS = ("conflict", "event", "actor", "reading", "orphan")
MOST = 200  # of one kind
NEAREST = 4_000  # links that are looked at for each question about links
AGAIN = 5 / 6  # what each further question on the same event counts

_WEIGHT = "(log2(1 + reports) + log2(1 + origins) + deaths + contested)"
# Of these grows every query: decisions in force, fields that a person gave a value, events that tell of deaths.
_COMMON = """
WITH ruled AS (SELECT verdict, subject, field FROM decisions WHERE withdrawn_at IS NULL AND state <> 'orphaned'),
settled AS (
    SELECT subject AS event_id, field FROM ruled WHERE verdict = 'value' AND starts_with(subject, 'event_')
    UNION SELECT v.event_id, v.field FROM event_values v JOIN ruled r ON r.subject = v.value_id WHERE r.verdict IN ('right', 'value')),
deadly AS (SELECT DISTINCT event_id FROM event_values WHERE starts_with(field, 'quantity:killed')),
parted AS (SELECT split_part(subject, ' ', 1) AS a, split_part(subject, ' ', 2) AS b FROM ruled WHERE verdict = 'different')"""

_CONFLICTS = """{common}, asked AS (
    SELECT f.finding_id AS key, [f.event_id] AS events, coalesce(e.origins, 1) AS origins,
           len(list_distinct(flatten(list_transform(f."values", lambda v: v.documents)))) AS reports,
           CASE WHEN starts_with(f.field, 'quantity:killed') THEN 3.0 WHEN d.event_id IS NOT NULL THEN 1.5 ELSE 0.0 END AS deaths,
           coalesce(e.grade = 'contested', false)::INT AS contested,
           CASE WHEN f.kind = 'arithmetic' THEN 0.7 WHEN f.field = 'what' THEN 0.6 WHEN f.field = 'speaker' THEN 0.8 ELSE 1.0 END AS doubt
    FROM findings f LEFT JOIN events e ON e.event_id = f.event_id LEFT JOIN deadly d ON d.event_id = f.event_id
    WHERE (f.kind = 'conflict' OR (f.kind = 'arithmetic' AND f.holds = false))
      AND f.finding_id NOT IN (SELECT subject FROM ruled)
      AND NOT EXISTS (SELECT 1 FROM settled s WHERE s.event_id = f.event_id AND s.field = f.field) {story})"""
_IN_STORY = 'AND f."values"[1].documents[1] IN (SELECT document_id FROM story_documents WHERE story_id = $story)'

# Reasons, the widest column, are read of the nearest links alone; a reason of -9 or less keeps two apart for certain.
_APART = """{common}, nearest AS (
    SELECT rowid AS place FROM links WHERE kind = 'claim' AND NOT joined AND score >= $low {story}
    ORDER BY score DESC, left_id, right_id LIMIT $nearest),
near AS (
    SELECT left_id, right_id, score FROM links WHERE rowid IN (SELECT place FROM nearest) AND reasons[1].score > -9),
pairs AS (
    SELECT n.*, least(a.event_id, b.event_id) AS one, greatest(a.event_id, b.event_id) AS two
    FROM near n JOIN claims a ON a.claim_id = n.left_id JOIN claims b ON b.claim_id = n.right_id WHERE a.event_id <> b.event_id),
judged AS (
    SELECT least(a.event_id, b.event_id) AS one, greatest(a.event_id, b.event_id) AS two
    FROM parted p JOIN claims a ON a.claim_id = p.a JOIN claims b ON b.claim_id = p.b),
best AS (
    SELECT * FROM pairs p WHERE NOT EXISTS (SELECT 1 FROM judged j WHERE j.one = p.one AND j.two = p.two)
    QUALIFY row_number() OVER (PARTITION BY one, two ORDER BY score DESC, left_id, right_id) = 1),
asked AS (
    SELECT left_id || '.' || right_id AS key, [one, two] AS events, least(e.reports, f.reports) AS reports,
           least(e.origins, f.origins) AS origins, (e.grade = 'contested' OR f.grade = 'contested')::INT AS contested,
           CASE WHEN one IN (SELECT event_id FROM deadly) OR two IN (SELECT event_id FROM deadly) THEN 1.5 ELSE 0.0 END AS deaths,
           least(1.0, 2 / (1 + exp($join_at - score))) AS doubt
    FROM best b JOIN events e ON e.event_id = b.one JOIN events f ON f.event_id = b.two)"""

_HUNG = """{common}, low AS (
    SELECT left_id, right_id, score FROM links WHERE kind = 'claim' AND joined {story}
    ORDER BY score, left_id, right_id LIMIT $nearest),
ends AS (SELECT left_id AS id FROM low UNION SELECT right_id FROM low),
holds AS (
    SELECT id, max(score) AS top FROM (
        SELECT left_id AS id, score FROM links WHERE kind = 'claim' AND joined
        UNION ALL SELECT right_id, score FROM links WHERE kind = 'claim' AND joined)
    WHERE id IN (SELECT id FROM ends) GROUP BY id),
best AS (
    SELECT low.*, a.event_id FROM low JOIN holds x ON x.id = low.left_id JOIN holds y ON y.id = low.right_id
    JOIN claims a ON a.claim_id = low.left_id JOIN claims b ON b.claim_id = low.right_id AND b.event_id = a.event_id
    WHERE low.score >= least(x.top, y.top)
    QUALIFY row_number() OVER (PARTITION BY a.event_id ORDER BY low.score, left_id, right_id) = 1),
asked AS (
    SELECT left_id || '.' || right_id AS key, [b.event_id] AS events, 1 AS reports, 1 AS origins,
           (e.grade = 'contested')::INT AS contested,
           CASE WHEN b.event_id IN (SELECT event_id FROM deadly) THEN 1.5 ELSE 0.0 END AS deaths,
           least(1.0, 2 / (1 + exp(score - $join_at))) AS doubt
    FROM best b JOIN events e ON e.event_id = b.event_id)"""

_CLAIM_IN_STORY = """AND left_id IN (SELECT claim_id FROM claims JOIN story_documents USING (document_id) WHERE story_id = $story)"""

_WEAK_ACTORS = """{common}, low AS (
    SELECT left_id, right_id, score FROM links
    WHERE kind = 'entity' AND joined AND score BETWEEN 0.5 AND 0.75 {story}
    ORDER BY score, left_id, right_id LIMIT $nearest),
ends AS (SELECT left_id AS id FROM low UNION SELECT right_id FROM low),
named AS (SELECT DISTINCT entity_id AS id, actor_id FROM actor_mentions WHERE entity_id IN (SELECT id FROM ends)),
acts AS (
    SELECT id, count(*) AS n FROM (SELECT actor_entity AS id FROM claims UNION ALL SELECT target_entity FROM claims)
    WHERE id IN (SELECT id FROM ends) GROUP BY id),
best AS (
    SELECT low.*, n.actor_id, least(coalesce(x.n, 0), coalesce(y.n, 0)) AS claims
    FROM low JOIN named n ON n.id = low.left_id LEFT JOIN acts x ON x.id = low.left_id LEFT JOIN acts y ON y.id = low.right_id
    QUALIFY row_number() OVER (PARTITION BY n.actor_id ORDER BY score, claims DESC, left_id, right_id) = 1),
asked AS (
    SELECT left_id || '.' || right_id AS key, [actor_id] AS events, 1 AS reports, claims AS origins, 0 AS contested, 0.0 AS deaths,
           1 - 2 * (score - 0.5) AS doubt FROM best)"""

_ENTITY_IN_STORY = """AND left_id IN (
    SELECT entity_id FROM actor_mentions JOIN story_documents USING (document_id) WHERE story_id = $story)"""

# Two actors of one kind and one story that share a name with a capital in it, held by at most three: "San Pedro hospital", twice.
_ALIKE = """{common}, names AS (
    SELECT DISTINCT actor_id, kind, country, lower(alias) AS name
    FROM (SELECT actor_id, kind, country, unnest(aliases) AS alias FROM actors WHERE kind <> 'country')
    WHERE lower(alias) <> alias AND NOT starts_with(alias, 'The ') AND NOT starts_with(alias, 'A ')),
few AS (SELECT name FROM names GROUP BY name HAVING count(*) BETWEEN 2 AND 3),
twins AS (
    SELECT DISTINCT a.actor_id AS one, b.actor_id AS two FROM names a JOIN names b ON a.name = b.name AND a.actor_id < b.actor_id
    WHERE a.name IN (SELECT name FROM few) AND a.kind = b.kind AND coalesce(a.country = b.country, true)),
heard AS (
    SELECT m.actor_id, s.story_id, min(m.entity_id) AS entity_id, count(*) AS n
    FROM actor_mentions m JOIN story_documents s USING (document_id)
    WHERE m.form = 'name' AND m.actor_id IN (SELECT one FROM twins UNION SELECT two FROM twins) {story} GROUP BY ALL),
judged AS (
    SELECT least(x.actor_id, y.actor_id) AS one, greatest(x.actor_id, y.actor_id) AS two
    FROM parted p JOIN actor_mentions x ON x.entity_id = p.a JOIN actor_mentions y ON y.entity_id = p.b),
asked AS (
    SELECT least(a.entity_id, b.entity_id) || '.' || greatest(a.entity_id, b.entity_id) AS key, [one] AS events, 1 AS reports,
           least(a.n, b.n) AS origins, 0 AS contested, 0.0 AS deaths, 0.5 AS doubt
    FROM twins t JOIN heard a ON a.actor_id = one JOIN heard b ON b.actor_id = two AND b.story_id = a.story_id
    WHERE NOT EXISTS (SELECT 1 FROM judged j WHERE j.one = t.one AND j.two = t.two)
    QUALIFY row_number() OVER (PARTITION BY one, two ORDER BY a.n + b.n DESC, a.story_id) = 1)"""

_READINGS = """{common}, asked AS (
    SELECT v.value_id AS key, [v.event_id] AS events, 1 AS reports, 1 AS origins, (e.grade = 'contested')::INT AS contested,
           CASE WHEN starts_with(v.field, 'quantity:killed') THEN 3.0 ELSE 1.5 END AS deaths, 1 - c.confidence AS doubt
    FROM event_values v JOIN events e USING (event_id) JOIN claims c ON c.claim_id = v.claims[1]
    WHERE v.field IN ('quantity:killed', 'quantity:injured') AND v.chosen AND len(v.documents) = 1 AND v.best > 0 {story}
      AND v.value_id NOT IN (SELECT subject FROM ruled) AND v.standing <> 'conflicting'
      AND NOT EXISTS (SELECT 1 FROM settled s WHERE s.event_id = v.event_id AND s.field = v.field))"""

_ORPHANS = """WITH asked AS (
    SELECT decision_id AS key, [decision_id] AS events, 1.0 AS doubt, 1 AS reports, 1 AS origins, 2 AS deaths, 0 AS contested
    FROM decisions WHERE state = 'orphaned' AND withdrawn_at IS NULL)"""

_EVENT_IN_STORY = "AND e.story_id = $story"
_ASKED = (
    ("conflict", _CONFLICTS, _IN_STORY),
    ("event", _APART, _CLAIM_IN_STORY),
    ("event", _HUNG, _CLAIM_IN_STORY),
    ("actor", _WEAK_ACTORS, _ENTITY_IN_STORY),
    ("actor", _ALIKE, "AND s.story_id = $story"),
    ("reading", _READINGS, _EVENT_IN_STORY),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A question: ``key`` names it (a finding, a value, a decision, or two claims or entities with a point between them), ``kind`` is one
    of ``KINDS``, ``score`` its usefulness, ``events`` what it is about (ids of events, or of an actor), for the sake of variety."""

    key: str
    kind: str
    score: float
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """The questions, most useful first, and how many there are of each kind before the cut."""

    items: tuple[Item, ...]
    waiting: dict[str, int]

    def asked(self, kind: str = "", skipped: Sequence[str] = (), sent: Sequence[str] = ()) -> list[Item]:
        """The questions of a kind (or all); those that were skipped last, in the order in which they were.

        ``sent`` are keys whose answers are on their way: they are left out, and what is on the same events comes after all others.
        """
        late = {key: n for n, key in enumerate(skipped)}
        touched = {e for i in self.items if i.key in sent for e in i.events}
        mine = [i for i in self.items if kind in ("", i.kind) and i.key not in sent]
        return sorted(mine, key=lambda i: (i.key in late, late.get(i.key, 0), not touched.isdisjoint(i.events)))


def of(record: Record, story_id: str = "") -> Queue:
    """The queue of a record, or of one story of it (orphans are of no story). Made once for as long as the record stays as it is."""
    return record.once(f"review queue {story_id}", lambda: _made(record, story_id))


def _made(record: Record, story_id: str) -> Queue:
    asked = [(kind, _rows(record, sql, story, story_id)) for kind, sql, story in _ASKED]
    if not story_id:
        asked.append(("orphan", _rows(record, _ORPHANS, "", "")))
    waiting = Counter[str]()
    for kind, rows in asked:
        waiting[kind] += rows[0]["waiting"] if rows else 0
    items = [Item(r["key"], kind, round(r["score"], 6), tuple(e for e in r["events"] if e)) for kind, rows in asked for r in rows]
    return Queue(tuple(varied(items)), {kind: waiting[kind] for kind in KINDS})


def _rows(record: Record, sql: str, story: str, story_id: str) -> list[dict[str, Any]]:
    whole = sql.format(common=_COMMON, story=story if story_id else "")
    whole += (
        f" SELECT key, events, doubt * {_WEIGHT} AS score, count(*) OVER () AS waiting FROM asked ORDER BY score DESC, key LIMIT {MOST}"
    )
    given = {"low": 0.0, "join_at": JOIN_AT, "nearest": NEAREST, "story": story_id}
    return record.rows(whole, {name: value for name, value in given.items() if f"${name}" in whole})


def varied(items: Iterable[Item]) -> list[Item]:
    """The questions by usefulness, each further one on the same event counting less."""
    seen: Counter[str] = Counter()
    told = []
    for item in sorted(items, key=lambda i: (-i.score, i.key)):
        told.append(replace(item, score=round(item.score * AGAIN ** max((seen[e] for e in item.events), default=0), 6)))
        seen.update(item.events)
    return sorted(told, key=lambda i: (-i.score, i.key))
