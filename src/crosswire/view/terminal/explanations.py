"""``crosswire explain``: the way from an event, a value, a claim, a finding ... down to characters in the reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from crosswire.errors import NotFound
from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.reports import spans
from crosswire.view.reports.fates import fates
from crosswire.view.reports.spans import Spot
from crosswire.view.terminal import event_lines, keys
from crosswire.view.terminal.event_lines import AROUND, place
from crosswire.view.terminal.judgements import decision
from crosswire.view.terminal.record_lines import outlets_of, quoted, wrapped
from crosswire.view.words import bounds, clip, days, field, kind, plural

Row = dict[str, Any]
MOST = 40  # mentions, claims ... of one thing, unless everything is asked for
# Table, column of its id, what the explainer's method is called.
KINDS = (
    ("events", "event_id", "event"), ("event_values", "value_id", "value"), ("claims", "claim_id", "claim"),
    ("findings", "finding_id", "finding"), ("quotes", "quote_id", "quote"), ("quantities", "quantity_id", "quantity"),
    ("actors", "actor_id", "actor"), ("passages", "passage_id", "passage"), ("origins", "origin_id", "origin"),
    ("victims", "victim_id", "victim"), ("places", "place_id", "place"), ("stories", "story_id", "story"),
    ("documents", "document_id", "document"), ("decisions", "decision_id", "decision"),
)  # fmt: skip


def explain(record: Record, key: str, *, everything: bool = False) -> Iterator[str]:
    """The lines that explain whatever has that id, or an id that begins so. Raises NotFound where none is, InputError where several are."""
    name, row = item(record, key)
    tell: Callable[[Row], Iterator[str]] = getattr(Explainer(record, everything=everything), name)
    yield from tell(row)


def item(record: Record, key: str) -> tuple[str, Row]:
    """(what it is, its row) for an id. Raises NotFound where the record has no such id, InputError where several begin so."""
    for look in (queries.one, keys.item):
        for table, column, name in KINDS:
            row = look(record, table, column, key)
            if row is not None:
                return name, row
    raise NotFound(f"Nothing in {record.path} has the id {key!r}. The ids stand in square brackets in: crosswire show {record.path}")


class Explainer:
    """Prints lines for one record; every line of evidence names report, offsets and the words at them."""

    def __init__(self, record: Record, *, everything: bool = False) -> None:
        self.record, self.everything = record, everything
        self.outlets = outlets_of(record)
        self.names: dict[str, str] = record.once("names of all", lambda: queries.names_of(record))
        self.fates = record.once("fates of reports", lambda: fates(record))
        self._words: dict[Spot, Row] = {}

    def some(self, rows: list[Row]) -> Iterator[Row]:
        """The first of many rows, their words read at once."""
        shown = rows if self.everything else rows[:MOST]
        self.fetch((r["document_id"], r["start"], r["end"]) for r in shown)
        yield from shown

    def fetch(self, spots: Iterable[Spot]) -> None:
        """Read the words at these spans together."""
        self._words.update(spans.by_spot(self.record, spots, AROUND))

    def words(self, document_id: str, start: int, end: int, indent: str) -> Iterator[str]:
        """The words at a span, marked with >> <<, in their context."""
        at = (document_id, start, end)
        if at not in self._words:
            self.fetch([at])
        yield wrapped(f"{place(self._words[at])}:", indent + "  ", indent)
        yield wrapped(quoted(self._words[at]), indent + "  ")

    def more(self, rows: list[Row], noun: str) -> Iterator[str]:
        """How many were left out."""
        if len(rows) > MOST and not self.everything:
            yield f"and {plural(len(rows) - MOST, f'more {noun}')}: --all"

    def reasons(self, row: Row, indent: str) -> Iterator[str]:
        """The reasons of one link."""
        verb = "joined with" if row["joined"] else "kept apart from"
        yield wrapped(f"{row['left_id']} {verb} {row['right_id']} (score {row['score']:.2f})", indent + "  ", indent)
        for reason in row["reasons"]:
            yield wrapped(f"{reason['rule']} {reason['score']:+.2f}: {reason['sentence']}", indent + "    ", indent + "  - ")

    def event(self, event: Row) -> Iterator[str]:
        """An event: its values, its claims, why they were joined, its findings."""
        yield from event_lines.lines(self.record, event["event_id"], everything=self.everything)

    def value(self, value: Row) -> Iterator[str]:
        """One value of an event: its standing, and the claims that give it."""
        counted = (value["low"], value["best"], value["high"])
        told = f"; {bounds(*counted)}" if counted != (None, None, None) else ""
        yield wrapped(f"{field(value['field'])} = {value['value']} ({value['standing']}{told})", "  ", "Value: ")
        whole = (value["field_low"], value["field_best"], value["field_high"])
        if whole != (None, None, None):
            yield f"  the field, of all that counts: {bounds(*whole)}"
        event = queries.one(self.record, "events", "event_id", value["event_id"])
        yield wrapped(f"of the event: {event['what'] if event else 'not known'}  [{value['event_id']}]", "    ", "  ")
        named = [f"{self.names.get(o, 'not known')} [{o}]" for o in value["origins"]]
        yield wrapped(f"from {plural(len(named), 'origin')}: {', '.join(named)}", "    ", "  ")
        claims = self.record.rows("SELECT * FROM claims WHERE claim_id IN (SELECT unnest(?)) ORDER BY claim_id", [value["claims"]])
        for claim in self.some(claims):
            yield from self.claim(claim, "  ")
        yield from self.more(claims, "claim")

    def claim(self, claim: Row, indent: str = "") -> Iterator[str]:
        """One claim: its clause, its slots, whose words it is in, where it comes from."""
        slots = ", ".join(f"{k} {self.names[claim[c]]}" for k, c in (("actor", "actor_id"), ("target", "target_id"), ("place", "place_id"))
                          if claim[c] in self.names)  # fmt: skip
        about = f"{kind(claim['type'])}, {claim['status']}, {days(claim['time_start'], claim['time_end'])}"
        yield wrapped(f"{about}  [{claim['claim_id']}]", indent + "  ", f"{indent}Claim: ")
        if slots:
            yield wrapped(slots, indent + "    ", indent + "  ")
        if claim["withdrawn"]:
            yield wrapped(self.fates[claim["document_id"]], indent + "    ", indent + "  ")
        yield wrapped(f"rule {claim['rule']}; confidence {claim['confidence']:.2f}", indent + "    ", indent + "  ")
        yield from self.words(claim["document_id"], claim["start"], claim["end"], indent + "  ")
        for quantity in self.record.rows('SELECT * FROM quantities WHERE claim_id = ? ORDER BY "start"', [claim["claim_id"]]):
            yield from self.quantity(quantity, indent + "  ")
        quote = queries.one(self.record, "quotes", "quote_id", claim["quote_id"]) if claim["quote_id"] else None
        if quote:
            yield from self.quote(quote, indent + "  ")
        origin = f"{self.names.get(claim['origin_id'] or '', 'not known')}  [{claim['origin_id'] or 'none'}]"
        yield wrapped(f"origin: {origin}", indent + "    ", indent + "  ")
        for row in queries.links_of(self.record, claim["claim_id"]):
            if row["kind"] == "origin" and row["left_id"] == claim["claim_id"]:
                yield from self.reasons(row, indent + "    ")

    def quantity(self, quantity: Row, indent: str = "") -> Iterator[str]:
        """A counted amount."""
        value = "/".join("?" if quantity[k] is None else f"{quantity[k]:,.10g}" for k in ("low", "best", "high"))
        what = f"{quantity['unit'] or 'unit not known'}, role {quantity['role'] or 'not known'}"
        yield wrapped(f"low/best/high {value}, {quantity['modality']}, {what}", indent + "  ", f"{indent}Quantity: ")
        yield wrapped(f"rule {quantity['rule']}  [{quantity['quantity_id']}]", indent + "    ", indent + "  ")
        yield from self.words(quantity["document_id"], quantity["start"], quantity["end"], indent + "  ")

    def victim(self, victim: Row) -> Iterator[str]:
        """Someone who came to harm: what is told of them, in which words, by which rule."""
        told = [victim["name"], f"aged {victim['age']}" if victim["age"] is not None else None]
        named = ", ".join(t for t in told if t) or "not named"
        yield wrapped(f"{named}, {victim['role']}, counted as {victim['number']}", "  ", "Victim: ")
        yield wrapped(f"rule {victim['rule']}; claim {victim['claim_id'] or 'not known'}", "    ", "  ")
        yield from self.words(victim["document_id"], victim["start"], victim["end"], "  ")

    def place(self, place_: Row) -> Iterator[str]:
        """A place: its point and radius, and where it is named, by which rule."""
        at = "no point" if place_["lat"] is None else f"{place_['lat']:.3f}, {place_['lon']:.3f}, within {place_['precision_km'] or 0:g} km"
        yield wrapped(f"{place_['name']} ({place_['country'] or 'country not known'}), {at}", "  ", "Place: ")
        yield wrapped(f"from {place_['gazetteer']}, {place_['gazetteer_id']}", "    ", "  ")
        named = 'SELECT * FROM place_mentions WHERE place_id = $1 OR list_contains(runners_up, $1) ORDER BY document_id, "start"'
        mentions = self.record.rows(named, [place_["place_id"]])
        for m in self.some(mentions):
            yield wrapped(f"rule {m['rule']}" if m["place_id"] == place_["place_id"] else "a runner-up, not chosen", "    ", "  ")
            yield from self.words(m["document_id"], m["start"], m["end"], "  ")
        yield from self.more(mentions, "mention")

    def quote(self, quote: Row, indent: str = "") -> Iterator[str]:
        """Reported speech and who is behind it."""
        speaker = self.names.get(quote["speaker_id"] or "", quote["speaker_text"] or "speaker not known")
        relay = f", passed on by {', '.join(quote['relay'])}" if quote["relay"] else ""
        how = f"{quote['mode']}, {quote['stance']} ({quote['cue']}), rule {quote['rule']}"
        yield wrapped(f"{speaker}{relay}: {how}  [{quote['quote_id']}]", indent + "  ", f"{indent}Said by ")
        yield from self.words(quote["document_id"], quote["start"], quote["end"], indent + "  ")

    def finding(self, finding: Row) -> Iterator[str]:
        """A finding and the words of each side."""
        self.fetch(event_lines.spots_of([finding]))
        yield from event_lines.found(finding, self._words, "")

    def actor(self, actor: Row) -> Iterator[str]:
        """An actor, by which names it goes, and why those were taken for one."""
        yield wrapped(f"{actor['name']} ({actor['kind'] or 'kind not known'}, {actor['country'] or 'country not known'})", "  ", "Actor: ")
        yield wrapped("also: " + ", ".join(actor["aliases"]), "    ", "  ")
        mentions = self.record.rows('SELECT * FROM actor_mentions WHERE actor_id = ? ORDER BY document_id, "start"', [actor["actor_id"]])
        sql = """SELECT * FROM links WHERE kind = 'entity' AND left_id IN (SELECT unnest(?))
                 ORDER BY joined DESC, score DESC, left_id, right_id"""
        rows = self.record.rows(sql, [sorted({m["entity_id"] for m in mentions})])
        for row in rows if self.everything else rows[:MOST]:
            yield from self.reasons(row, "  ")
        yield from self.more(rows, "reason")
        yield f"{plural(len(mentions), 'mention')}:"
        for m in self.some(mentions):
            yield from self.words(m["document_id"], m["start"], m["end"], "  ")
        yield from self.more(mentions, "mention")

    def passage(self, passage: Row) -> Iterator[str]:
        """A shared passage, at every place where it stands."""
        yield f"Passage ({passage['kind']}), at:"
        rows = self.record.rows('SELECT * FROM passages WHERE passage_id = ? ORDER BY document_id, "start"', [passage["passage_id"]])
        for row in self.some(rows):
            yield f"  similarity {row['similarity']:.2f}"
            yield from self.words(row["document_id"], row["start"], row["end"], "  ")
        yield from self.more(rows, "place")

    def origin(self, origin: Row) -> Iterator[str]:
        """An origin and the claims that rest on it."""
        yield wrapped(f"{origin['name']} ({origin['kind']})", "  ", "Origin: ")
        rows = self.record.rows('SELECT * FROM claims WHERE origin_id = ? ORDER BY document_id, "start"', [origin["origin_id"]])
        for claim in self.some(rows):
            yield from self.claim(claim, "  ")
        yield from self.more(rows, "claim")

    def story(self, story: Row) -> Iterator[str]:
        """A story: its reports, and why each was put beside another."""
        yield wrapped(story["title"], "  ", "Story: ")
        yield f"  published {days(story['start'], story['end'])}"
        sql = """SELECT document_id, published_at, 0 AS "start", least(length(text), ?) AS "end" FROM story_documents
                 JOIN documents USING (document_id) WHERE story_id = ? ORDER BY document_id"""
        reports = self.record.rows(sql, [AROUND, story["story_id"]])
        for report in self.some(reports):
            key = report["document_id"]
            yield wrapped(f"{self.outlets[key]}, {report['published_at'] or 'undated'}: {key}", "      ", "  - ")
            yield from self.words(key, report["start"], report["end"], "    ")
        yield from self.more(reports, "report")
        sql = """SELECT * FROM links WHERE kind = 'document' AND left_id IN (SELECT unnest($ids)) AND right_id IN (SELECT unnest($ids))
                 ORDER BY joined DESC, score DESC, left_id, right_id"""
        rows = self.record.rows(sql, {"ids": [r["document_id"] for r in reports]})
        for row in rows if self.everything else rows[:MOST]:
            yield from self.reasons(row, "  ")
        yield from self.more(rows, "reason")

    def document(self, document: Row) -> Iterator[str]:
        """A report: what is known of it, and how each stretch of it was read."""
        told = f"{document['outlet'] or 'outlet not known'}, {document['published_at'] or 'undated'}  [{document['document_id']}]"
        yield wrapped(told, "  ", "Report: ")
        about = f"date from: {document['published_from'] or 'not known'}; parser {document['parser']}; sha256 {document['sha256']}"
        yield wrapped(about, "    ", "  ")
        if document["document_id"] in self.fates:
            yield wrapped(self.fates[document["document_id"]], "    ", "  ")
        if document["replaces"]:
            yield wrapped(f"a newer version of {document['replaces']}", "    ", "  ")
        for warning in document["warnings"]:
            yield wrapped(f"warning: {warning}", "    ", "  ")
        for s in self.record.rows('SELECT * FROM segments WHERE document_id = ? ORDER BY "start"', [document["document_id"]]):
            text = clip(document["text"][s["start"] : s["end"]], 40)
            yield wrapped(f"{s['start']}-{s['end']} {s['kind']} ({s['rule']}): {text}", "      ", "  ")

    def decision(self, row: Row) -> Iterator[str]:
        """A person's judgement."""
        yield from decision(row)
