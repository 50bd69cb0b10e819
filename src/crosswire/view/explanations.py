"""``crosswire explain``: the way from an event, a value, a claim, a finding ... down to characters in the reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from crosswire.errors import InputError
from crosswire.store.database import Record
from crosswire.view import queries, terminal
from crosswire.view.judgements import decision
from crosswire.view.terminal import COUNTS, days, plural, wrapped

Row = dict[str, Any]
AROUND = 60  # characters of context on each side of the words


class Explainer:
    """Prints lines for one record; every line of evidence names report, offsets and the words at them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.documents, self.names = queries.documents(record), queries.names_of(record)

    def words(self, document_id: str, start: int, end: int, indent: str) -> Iterator[str]:
        """The words at a span, marked with >> <<, in their context."""
        report = self.documents[document_id]
        text = report["text"]
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        yield f"{indent}{report['outlet'] or 'outlet not known'} ({document_id}), characters {start}-{end}:"
        yield wrapped(f"...{before}>>{text[start:end]}<<{after}...", indent + "  ", indent + "  ")

    def reasons(self, row: Row, indent: str) -> Iterator[str]:
        """The reasons of one link."""
        verb = "joined with" if row["joined"] else "kept apart from"
        yield f"{indent}{row['left_id']} {verb} {row['right_id']} (score {row['score']:.2f})"
        for reason in row["reasons"]:
            yield wrapped(f"{reason['rule']} {reason['score']:+.2f}: {reason['sentence']}", indent + "    ", indent + "  - ")

    def event(self, event: Row) -> Iterator[str]:
        """An event: its values, its claims, why they were joined, its findings."""
        yield wrapped(f"Event: {event['what']}", "  ", "")
        yield f"  {event['type']}, {event['status']}, {days(event['start'], event['end'])}, grade {event['grade']}"
        yield "  " + ", ".join(plural(event[k], s) for k, s in COUNTS)
        yield "Values (* what stands for its field):"
        for value in queries.values(self.record, event["event_id"]):
            how = "withdrawn" if value["withdrawn"] else value["standing"]
            mark = "* " if value["chosen"] else "- "
            yield wrapped(f"{value['field']} = {value['value']}: {how}  [{value['value_id']}]", "      ", f"  {mark}")
        claims = queries.claims(self.record, event["event_id"])
        yield f"{plural(len(claims), 'claim')}:"
        for claim in claims:
            yield from self.claim(claim, "  ")
        ids = {c["claim_id"] for c in claims}
        inside = [r for c in sorted(ids) for r in queries.links_of(self.record, c) if r["kind"] == "claim" and r["left_id"] == c]
        joined = [r for r in inside if r["right_id"] in ids]
        if joined:
            yield "Why these claims were joined:"
        for row in joined:
            yield from self.reasons(row, "  ")
        for finding in queries.findings(self.record, event["event_id"]):
            yield from self.finding(finding)

    def value(self, value: Row) -> Iterator[str]:
        """One value of an event: its standing, and the claims that give it."""
        bounds = ", ".join(f"{k} {value[k]:g}" for k in ("low", "best", "high") if value[k] is not None)
        yield wrapped(f"Value: {value['field']} = {value['value']} ({value['standing']}){'; ' + bounds if bounds else ''}", "  ", "")
        if value["field_best"] is not None or value["field_low"] is not None:
            yield f"  the field, of all that counts: {terminal.bounds(value)}"
        yield f"  of event {value['event_id']}, from {plural(len(value['origins']), 'origin')}: " + ", ".join(
            self.names.get(o, o) for o in value["origins"]
        )
        for claim_id in value["claims"]:
            claim = queries.one(self.record, "claims", "claim_id", claim_id)
            if claim:
                yield from self.claim(claim, "  ")

    def claim(self, claim: Row, indent: str = "") -> Iterator[str]:
        """One claim: its clause, its slots, whose words it is in, where it comes from."""
        slots = ", ".join(f"{k} {self.names[claim[c]]}" for k, c in (("actor", "actor_id"), ("target", "target_id"), ("place", "place_id"))
                          if claim[c] in self.names)  # fmt: skip
        yield f"{indent}Claim {claim['claim_id']}: {claim['type']}, {claim['status']}, {days(claim['time_start'], claim['time_end'])}"
        if slots:
            yield wrapped(slots, indent + "    ", indent + "  ")
        yield f"{indent}  rule {claim['rule']}, confidence {claim['confidence']:.2f}"
        yield from self.words(claim["document_id"], claim["start"], claim["end"], indent + "  ")
        for quantity in self.record.rows("SELECT * FROM quantities WHERE claim_id = ? ORDER BY start", [claim["claim_id"]]):
            yield from self.quantity(quantity, indent + "  ")
        quote = queries.one(self.record, "quotes", "quote_id", claim["quote_id"]) if claim["quote_id"] else None
        if quote:
            yield from self.quote(quote, indent + "  ")
        yield f"{indent}  origin: {self.names.get(claim['origin_id'] or '', 'not known')} [{claim['origin_id']}]"
        for row in queries.links_of(self.record, claim["claim_id"]):
            if row["kind"] == "origin" and row["left_id"] == claim["claim_id"]:
                yield from self.reasons(row, indent + "    ")

    def quantity(self, quantity: Row, indent: str = "") -> Iterator[str]:
        """A counted amount."""
        value = "/".join("?" if quantity[k] is None else f"{quantity[k]:g}" for k in ("low", "best", "high"))
        what = f"{quantity['unit'] or 'unit not known'}, role {quantity['role'] or 'not known'}"
        yield f"{indent}Quantity: low/best/high {value}, {quantity['modality']}, {what}"
        yield f"{indent}  rule {quantity['rule']}  [{quantity['quantity_id']}]"
        yield from self.words(quantity["document_id"], quantity["start"], quantity["end"], indent + "  ")

    def victim(self, victim: Row) -> Iterator[str]:
        """Someone who came to harm: what is told of them, in which words, by which rule."""
        told = [victim["name"], f"aged {victim['age']}" if victim["age"] is not None else None]
        yield f"Victim: {', '.join(t for t in told if t) or 'not named'}, {victim['role']}, counted as {victim['number']}"
        yield f"  rule {victim['rule']}; claim {victim['claim_id'] or 'not known'}"
        yield from self.words(victim["document_id"], victim["start"], victim["end"], "  ")

    def place(self, place: Row) -> Iterator[str]:
        """A place: its point and radius, and where it is named, by which rule."""
        point = "no point" if place["lat"] is None else f"{place['lat']:.3f}, {place['lon']:.3f}, within {place['precision_km'] or 0:g} km"
        yield f"Place: {place['name']} ({place['country'] or 'country not known'}), {point}"
        yield f"  from {place['gazetteer']}, {place['gazetteer_id']}"
        named = 'SELECT * FROM place_mentions WHERE place_id = $1 OR list_contains(runners_up, $1) ORDER BY document_id, "start"'
        for m in self.record.rows(named, [place["place_id"]]):
            yield f"  rule {m['rule']}" if m["place_id"] == place["place_id"] else "  a runner-up, not chosen"
            yield from self.words(m["document_id"], m["start"], m["end"], "  ")

    def quote(self, quote: Row, indent: str = "") -> Iterator[str]:
        """Reported speech and who is behind it."""
        speaker = self.names.get(quote["speaker_id"] or "", quote["speaker_text"] or "speaker not known")
        relay = f", passed on by {', '.join(quote['relay'])}" if quote["relay"] else ""
        how = f"{quote['mode']}, {quote['stance']} ({quote['cue']}), rule {quote['rule']}"
        yield f"{indent}Said by {speaker}{relay}: {how}  [{quote['quote_id']}]"
        yield from self.words(quote["document_id"], quote["start"], quote["end"], indent + "  ")

    def finding(self, finding: Row) -> Iterator[str]:
        """A finding and the words of each side."""
        holds = "" if finding["holds"] is None else (", holds" if finding["holds"] else ", does not hold")
        yield wrapped(f"Finding ({finding['kind']} of {finding['field']}{holds}): {finding['text']}  [{finding['finding_id']}]", "  ", "")
        for value in finding["values"]:
            yield wrapped(f"{value['value']} in {', '.join(value['documents'])}", "    ", "  - ")
            for span in value["spans"]:
                yield from self.words(span["document_id"], span["start"], span["end"], "    ")

    def actor(self, actor: Row) -> Iterator[str]:
        """An actor, by which names it goes, and why those were taken for one."""
        yield f"Actor: {actor['name']} ({actor['kind'] or 'kind not known'}, {actor['country'] or 'country not known'})"
        yield wrapped("also: " + ", ".join(actor["aliases"]), "    ", "  ")
        mentions = self.record.rows('SELECT * FROM actor_mentions WHERE actor_id = ? ORDER BY document_id, "start"', [actor["actor_id"]])
        for entity in sorted({m["entity_id"] for m in mentions}):
            for row in queries.links_of(self.record, entity):
                if row["kind"] == "entity" and row["left_id"] == entity:
                    yield from self.reasons(row, "  ")
        yield f"{plural(len(mentions), 'mention')}:"
        for m in mentions:
            yield from self.words(m["document_id"], m["start"], m["end"], "  ")

    def passage(self, passage: Row) -> Iterator[str]:
        """A shared passage, at every place where it stands."""
        yield f"Passage ({passage['kind']}), at:"
        for row in self.record.rows("SELECT * FROM passages WHERE passage_id = ? ORDER BY document_id", [passage["passage_id"]]):
            yield f"  similarity {row['similarity']:.2f}"
            yield from self.words(row["document_id"], row["start"], row["end"], "  ")

    def origin(self, origin: Row) -> Iterator[str]:
        """An origin and the claims that rest on it."""
        yield f"Origin: {origin['name']} ({origin['kind']})"
        for claim in self.record.rows('SELECT * FROM claims WHERE origin_id = ? ORDER BY document_id, "start"', [origin["origin_id"]]):
            yield from self.claim(claim, "  ")

    def story(self, story: Row) -> Iterator[str]:
        """A story: its reports, and why each was put beside another."""
        yield wrapped(f"Story: {story['title']}", "  ", "")
        yield f"  published {days(story['start'], story['end'])}"
        reports = queries.story_documents(self.record, story["story_id"])
        for i in reports:
            report = self.documents[i]
            yield wrapped(f"{i}: {report['outlet'] or 'outlet not known'}, {report['published_at'] or 'undated'}", "      ", "  - ")
            yield from self.words(i, 0, min(len(report["text"]), AROUND), "    ")
        for i in reports:
            for row in queries.links_of(self.record, i):
                if row["kind"] == "document" and row["left_id"] == i and row["right_id"] in reports:
                    yield from self.reasons(row, "  ")

    def document(self, document: Row) -> Iterator[str]:
        """A report: what is known of it, and how each stretch of it was read."""
        yield f"Report {document['document_id']}: {document['outlet'] or 'outlet not known'}, {document['published_at'] or 'undated'}"
        yield f"  date from: {document['published_from'] or 'not known'}; parser {document['parser']}; sha256 {document['sha256']}"
        for warning in document["warnings"]:
            yield wrapped(f"warning: {warning}", "    ", "  ")
        for s in self.record.rows('SELECT * FROM segments WHERE document_id = ? ORDER BY "start"', [document["document_id"]]):
            text = " ".join(document["text"][s["start"] : s["end"]].split())
            yield f"  {s['start']:>6}-{s['end']:<6} {s['kind']:<9} ({s['rule']}) {text[:40]}"


def explain(record: Record, key: str) -> Iterator[str]:
    """The lines that explain whatever has that id. Raises InputError where nothing has."""
    explainer = Explainer(record)
    kinds: tuple[tuple[str, str, Callable[[Row], Iterator[str]]], ...] = (
        ("events", "event_id", explainer.event), ("event_values", "value_id", explainer.value), ("claims", "claim_id", explainer.claim),
        ("findings", "finding_id", explainer.finding), ("quotes", "quote_id", explainer.quote),
        ("quantities", "quantity_id", explainer.quantity), ("actors", "actor_id", explainer.actor),
        ("passages", "passage_id", explainer.passage), ("origins", "origin_id", explainer.origin),
        ("victims", "victim_id", explainer.victim), ("places", "place_id", explainer.place),
        ("stories", "story_id", explainer.story), ("documents", "document_id", explainer.document),
        ("decisions", "decision_id", decision),
    )  # fmt: skip
    for table, column, tell in kinds:
        row = queries.one(record, table, column, key)
        if row is not None:
            yield from tell(row)
            return
    raise InputError(f"Nothing in {record.path} has the id {key!r}. The ids stand in square brackets in: crosswire show {record.path}")
