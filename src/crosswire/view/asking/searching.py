"""Search over everything: for each kind of thing, how many answer to what was asked, and the best of them.

Words are looked up in the record's index, never by reading every text. Texts are read only of the reports that are shown, of the best
``PHRASES`` that may hold a phrase, and of the best ``DEEP`` whose quotations are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.asking import lookups
from crosswire.view.asking.lookups import Condition
from crosswire.view.asking.matching import Asked, Finder, Term
from crosswire.view.reports import spans

Row = dict[str, Any]
Found = tuple[int, bool, list[Row]]  # how many, whether there may be more, the rows of this page

PHRASES, DEEP = 1000, 200
AROUND = 100  # characters of a report on each side of the words
_NAMED = {
    "actor": """SELECT (SELECT count(*) FROM all_hits) AS total,
                actor_id AS id, name, kind, country, aliases, mentions FROM hits JOIN actors ON actor_id = id
                ORDER BY mentions DESC, name, id""",
    "place": """SELECT (SELECT count(*) FROM all_hits) AS total,
                place_id AS id, name, country, admin1, mentions FROM hits JOIN places ON place_id = id
                ORDER BY mentions DESC, name, id""",
}
_EVENTS = """SELECT count(*) OVER () AS total,
             e.event_id, e.what, e.type, e.status, e."start", e."end", e.grade, e.origins, e.reports, p.name AS place
             FROM events e LEFT JOIN places p USING (place_id) WHERE {} ORDER BY e.origins DESC, e.reports DESC, e.event_id"""
_VALUED = "e.event_id IN (SELECT event_id FROM event_values WHERE best = ? OR low = ? OR high = ?)"
_DATED = 'coalesce(e."end", e."start") >= ? AND coalesce(e."start", e."end") <= ?'
_REPORTS = "SELECT d.document_id, d.outlet, d.title, d.published_at, d.text FROM documents d WHERE d.document_id IN (SELECT unnest(?))"
_HOLDING = "SELECT d.document_id FROM documents d WHERE d.document_id IN (SELECT unnest(?)) AND {}"
# What is said in some reports ({0}: quotes or quantities): each report is read once, and each piece is cut out of it once.
_SAID = """
WITH texts AS MATERIALIZED (SELECT document_id, outlet, published_at, text FROM documents WHERE document_id IN (SELECT unnest(?))),
said AS MATERIALIZED (SELECT q.*, d.outlet, d.published_at, substr(d.text, q."start" + 1, q."end" - q."start") AS words
                      FROM {0} q JOIN texts d USING (document_id) WHERE q.document_id IN (SELECT document_id FROM texts))
SELECT {1} FROM said WHERE {2} ORDER BY {3}"""
_QUOTES = ('quote_id, document_id, "start", "end", speaker_id, speaker_text AS speaker, outlet, published_at, words',
           'document_id, "start", quote_id')  # fmt: skip
_COUNTS = ('quantity_id, document_id, "start", "end", low, best, high, unit, role, claim_id',
           'role IS NULL, document_id, "start", quantity_id')  # fmt: skip
_QUANTITIES = """SELECT count(*) OVER () AS total,
                 q.quantity_id, q.document_id, q."start", q."end", q.low, q.best, q.high, q.unit, q.role, q.claim_id
                 FROM quantities q WHERE {}
                 ORDER BY q.role IS NULL, q.document_id, q."start", q.quantity_id"""
_CLAIMS = "SELECT claim_id, event_id FROM claims WHERE claim_id IN (SELECT unnest(?))"
_FINDINGS = """SELECT count(*) OVER () AS total, f.finding_id, f.event_id, f.kind, f.holds, f.text FROM findings f WHERE {}
               ORDER BY f.kind <> 'conflict', f.kind, f.finding_id"""
_STORIES = """SELECT count(*) OVER () AS total, s.story_id, s.title, s."start", s."end", s.documents FROM stories s WHERE {}
              ORDER BY s.documents DESC, s.story_id"""


def named(kind: str) -> Callable[[Record, Asked, int, int], Found]:
    """The search for actors or places ("actor", "place") by any of their names, those mentioned most first."""

    def search(record: Record, asked: Asked, limit: int, offset: int) -> Found:
        if not asked.terms:
            return 0, False, []
        hits, values = lookups.names(asked.terms, kind)
        best = f"SELECT * FROM all_hits ORDER BY mentions DESC, id LIMIT {limit} OFFSET {offset}"
        sql = f"WITH all_hits AS MATERIALIZED ({hits}), hits AS ({best}) {_NAMED[kind]}"
        rows = record.rows(sql, values) if limit else []
        if not rows and (offset or not limit):
            return record.rows(f"SELECT count(*) AS n FROM ({hits})", values)[0]["n"], False, []
        totals = [row.pop("total") for row in rows]
        total = totals[0] if totals else 0
        return total, False, [_by_which(row, asked) for row in rows]

    return search


def _by_which(row: Row, asked: Asked) -> Row:
    """An actor with ``alias``, the name by which it was found where that is not its own."""
    find = Finder(asked.terms)
    others = [a for a in row.pop("aliases", ()) or () if not find.all_in(row["name"]) and find.all_in(a)]
    return {**row, "alias": others[0] if others else None}


def outlets(record: Record, asked: Asked, limit: int, offset: int) -> Found:
    """Outlets by name, those with most reports first."""
    sql = "SELECT outlet, count(*) AS reports FROM documents WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY reports DESC, outlet"
    known = record.once("outlets", lambda: record.rows(sql))
    find = Finder(asked.terms)
    rows = [row for row in known if asked.terms and find.all_in(row["outlet"])]
    return len(rows), False, rows[offset : offset + limit]


def events(record: Record, asked: Asked, limit: int, offset: int) -> Found:
    """Events whose line or names have the words, of those days, with that figure."""
    words = lookups.of_events(asked.words)
    parts = [words] if asked.words else []
    if asked.number is not None:
        (line, given), n = lookups.of_events([t for t in asked.terms if t not in asked.words]), asked.number
        parts.append((f"({line} OR {_VALUED})", [*given, n, n, n]))
    if asked.days:
        parts.append((_DATED, list(asked.days)))
    return _counted(record, "events e", _EVENTS, parts, limit, offset)


def stories(record: Record, asked: Asked, limit: int, offset: int) -> Found:
    """Stories by their titles."""
    return _counted(record, "stories s", _STORIES, [lookups.told("s.title", asked.terms)] if asked.terms else [], limit, offset)


def findings(record: Record, asked: Asked, limit: int, offset: int) -> Found:
    """Findings by their sentences, conflicts first."""
    return _counted(record, "findings f", _FINDINGS, [lookups.told("f.text", asked.terms)] if asked.terms else [], limit, offset)


def amounts(record: Record, asked: Asked, limit: int, offset: int) -> Found:
    """Counts and amounts with that figure as their best, lowest or highest, and with the other words in what is counted."""
    parts: list[Condition] = [("(q.best = ? OR q.low = ? OR q.high = ?)", [asked.number] * 3)]
    if asked.words:
        parts.append(lookups.told("concat_ws(' ', q.unit, q.role)", asked.words))
    total, more, rows = _counted(record, "quantities q", _QUANTITIES, parts, limit, offset)
    return total, more, _said(record, rows)


def _said(record: Record, rows: Sequence[Row]) -> list[Row]:
    """Quantities with the event of their claim, and ``said``, their words where they stand."""
    at = spans.by_spot(record, map(_span, rows), around=60)
    claims = sorted({r["claim_id"] for r in rows if r["claim_id"]})
    events = {r["claim_id"]: r["event_id"] for r in record.rows(_CLAIMS, [claims])} if claims else {}
    return [{**{k: v for k, v in r.items() if k != "claim_id"}, "event_id": events.get(r["claim_id"]), "said": at[_span(r)]} for r in rows]


def _span(row: Row) -> spans.Spot:
    return (row["document_id"], row["start"], row["end"])


def _counted(record: Record, table: str, sql: str, parts: Sequence[Condition], limit: int, offset: int) -> Found:
    """The rows of a page and their number by one query, since what costs is to find them; without a page, only the number."""
    if not parts:
        return 0, False, []
    where, values = lookups.both(parts)
    rows = record.rows(f"{sql.format(where)} LIMIT {limit} OFFSET {offset}", values) if limit else []
    if not rows and (offset or not limit):
        return record.rows(f"SELECT count(*) AS n FROM {table} WHERE {where}", values)[0]["n"], False, []
    totals = [row.pop("total") for row in rows]
    return (totals[0] if totals else 0), False, rows


class Reports:
    """The reports that answer, best first, and what stands in them."""

    def __init__(self, record: Record, asked: Asked) -> None:
        self._record, self._asked = record, asked
        self._terms = asked.terms
        self.more = False
        self.ids = self._ranked()

    def _ranked(self) -> list[str]:
        parts: list[Condition] = []
        if self._asked.days:
            first, last = (day.isoformat() for day in self._asked.days)
            parts.append(("substr(d.published_at, 1, 10) BETWEEN ? AND ?", [first, last]))
        where, values = lookups.both(parts)
        if not self._terms:
            rows = self._record.rows(f"SELECT d.document_id FROM documents d WHERE {where} ORDER BY 1", values) if parts else []
            return [r["document_id"] for r in rows]
        found, given = lookups.reports(self._terms)
        dated = f"WHERE document_id IN (SELECT d.document_id FROM documents d WHERE {where})" if parts else ""
        rows = self._record.rows(f"SELECT document_id FROM ({found}) {dated} ORDER BY score DESC, document_id", [*given, *values])
        return self._with_phrases([r["document_id"] for r in rows])

    def _with_phrases(self, ids: list[str]) -> list[str]:
        """Of reports that have the words of each phrase, those in which they follow each other; of many, the best are looked at."""
        phrases = [t for t in self._terms if t.exact and len(t.words) > 1]
        if not phrases or not ids:
            return ids
        self.more = len(ids) > PHRASES
        where, values = lookups.told("d.text", phrases)
        holding = {r["document_id"] for r in self._record.rows(_HOLDING.format(where), [ids[:PHRASES], *values])}
        return [i for i in ids[:PHRASES] if i in holding]

    def search(self, record: Record, asked: Asked, limit: int, offset: int) -> Found:
        """The reports of a page, each with its words where they stand."""
        ids = self.ids[offset : offset + limit]
        texts = {r["document_id"]: r for r in record.rows(_REPORTS, [ids])} if ids else {}
        find = Finder(asked.terms)
        return len(self.ids), self.more, [_snippet(texts[i], find) for i in ids]

    def quotes(self, record: Record, asked: Asked, limit: int, offset: int) -> Found:
        """Quotations with all the words, looked for in the best ``DEEP`` reports."""
        if not asked.terms or not self.ids:
            return 0, False, []
        rows = self._in_the_best("quotes", _QUOTES, asked.terms)
        rank = {i: n for n, i in enumerate(self.ids[:DEEP])}
        rows.sort(key=lambda row: rank[row["document_id"]])
        page = rows[offset : offset + limit]
        names = queries.names(record, "actors", (row["speaker_id"] for row in page))
        find = Finder(asked.terms)
        shown = [
            {**row, "speaker": names.get(row["speaker_id"], row["speaker"]), "pieces": pieces(row["words"], find.spans(row["words"]))}
            for row in page
        ]
        return len(rows), len(self.ids) > DEEP, shown

    def _in_the_best(self, table: str, told: tuple[str, str], terms: Sequence[Term]) -> list[Row]:
        """What says all the terms in the best ``DEEP`` reports; ``told`` is what is asked of it, and the order."""
        where, values = lookups.told("words", terms)
        return self._record.rows(_SAID.format(table, told[0], where, told[1]), [self.ids[:DEEP], *values])

    def quantities(self, record: Record, asked: Asked, limit: int, offset: int) -> Found:
        """Counts and amounts with that figure; those told in such words ("dozens"), looked for in the best ``DEEP`` reports."""
        if asked.number is not None:
            return amounts(record, asked, limit, offset)
        if not asked.counting or not self.ids:
            return 0, False, []
        rows = self._in_the_best("quantities", _COUNTS, asked.counting)
        return len(rows), len(self.ids) > DEEP, _said(record, rows[offset : offset + limit])


def _snippet(row: Row, find: Finder) -> Row:
    """A report with ``pieces`` of its text around the place where most of what was asked stands close together, and that place."""
    text = row.pop("text")
    found = find.spans(text)
    if not found:
        return {**row, "start": None, "end": None, "cut": False, "pieces": pieces(text[: 2 * AROUND], []), "matches": 0}
    title = len(row["title"] or "")
    best = max(found, key=lambda at: (len({n for s, _, n in found if 0 <= s - at[0] < 2 * AROUND}), at[0] >= title, -at[0]))
    first, last = max(0, best[0] - AROUND), min(len(text), best[0] + 2 * AROUND)
    first = text.find(" ", first, best[0]) + 1 or first if first else 0
    last = max(text.rfind(" ", best[1], last), best[1]) if last < len(text) else last
    inside = [(s - first, e - first, n) for s, e, n in found if s >= first and e <= last]
    shown = pieces(text[first:last], inside)
    return {**row, "start": best[0], "end": best[1], "cut": first > 0, "pieces": shown, "matches": len(found)}


def pieces(text: str, found: Sequence[tuple[int, int, int]]) -> list[Row]:
    """A text in pieces, ``mark`` on those that were asked for.

    >>> [(p["text"], p["mark"]) for p in pieces("the air strike", [(4, 7, 0)])]
    [('the ', False), ('air', True), (' strike', False)]
    """
    made, at = [], 0
    for start, end, _ in found:
        made += [{"text": text[at:start], "mark": False}, {"text": text[start:end], "mark": True}]
        at = end
    return [p for p in (*made, {"text": text[at:], "mark": False}) if p["text"]]


def leads_to(record: Record, key: str) -> tuple[str, Row] | None:
    """(what it is, its row) of something whose id was typed in, or the beginning of it if no other begins so; None where there is none."""
    for what, (table, column, columns) in _KEYED.items():
        if key.startswith(f"{what}_") or what == "report":
            rows = record.rows(f'SELECT {columns} FROM {table} WHERE "{column}" = ? LIMIT 1', [key])
            if not rows and what != "report" and _SHORT.fullmatch(key):
                sql = f'SELECT DISTINCT {columns} FROM {table} WHERE "{column}" BETWEEN ? AND ? LIMIT 2'
                rows = record.rows(sql, [key, key + "g"])  # an id goes on in hexadecimal digits
            if len(rows) == 1:
                return what, rows[0]
    return None


_SHORT = re.compile(r"[a-z]+_[0-9a-f]{4,}")  # an id as a terminal shows it
_SPAN = 'document_id, "start", "end"'
_KEYED = {
    "event": ("events", "event_id", "event_id AS id"),
    "story": ("stories", "story_id", "story_id AS id"),
    "actor": ("actors", "actor_id", "actor_id AS id"),
    "place": ("places", "place_id", "place_id AS id"),
    "origin": ("origins", "origin_id", "origin_id AS id"),
    "finding": ("findings", "finding_id", "finding_id AS id"),
    "passage": ("passages", "passage_id", "passage_id AS id"),
    "claim": ("claims", "claim_id", "claim_id AS id"),
    "value": ("event_values", "value_id", "event_id AS id"),
    "quote": ("quotes", "quote_id", _SPAN),
    "quantity": ("quantities", "quantity_id", _SPAN),
    "sentence": ("sentences", "sentence_id", _SPAN),
    "victim": ("victims", "victim_id", _SPAN),
    "mention": ("actor_mentions", "mention_id", _SPAN),
    "report": ("documents", "document_id", "document_id AS id"),
}
