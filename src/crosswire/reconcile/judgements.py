"""A person's judgement on rows of a record, made into a decision that can be found again: ids turned into what can be judged, and anchored.

Two events are judged by a claim of each, two actors by an entity of each, two stories by a report of each: what a report says stays, while
events, actors and stories are made anew by every build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from crosswire.errors import UsageError
from crosswire.link.verdicts import report_key
from crosswire.reconcile import anchors
from crosswire.reconcile.decision_lines import VERDICTS
from crosswire.reconcile.decisions import field_of, said_of
from crosswire.reconcile.judged import amount_of, days_of
from crosswire.types import Anchor, Claim, Decision, Document, Excerpt, Status, Tables, make_id

PAIRS = ("same", "different")
FIELDS = 3  # value EVENT FIELD VALUE
FIELDS_OF_AN_EVENT = ("actor", "place", "quantity:injured", "quantity:killed", "status", "target", "time")
TITLE = 160  # characters of a report's beginning by which it is found again


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is judged: its id, the words that it stands at, and of a value or finding what it said of which field."""

    key: str
    anchor: Anchor | None
    field: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person gave: a verdict, ids (and for ``value`` the value, or field and value), who, when, and a note."""

    verdict: str
    words: tuple[str, ...]
    by: str
    at: str
    note: str | None = None


def make(tables: Tables, ask: Ask) -> Decision:
    """The decision that a person asks for. Raises UsageError where it makes no sense of the record."""
    _check_verdict(ask.verdict)
    first, other, value = _asked(tables, ask)
    subject = f"{first.key} {other.key}" if other else first.key
    return Decision(
        make_id("decision", ask.verdict, subject, first.field, value, ask.by, ask.at), ask.verdict,  # type: ignore[arg-type]
        subject, value, first.anchor, ask.by, ask.at, ask.note, None, "orphaned", other.anchor if other else None, first.field, first.said,
    )  # fmt: skip


def _check_verdict(verdict: str) -> None:
    if verdict not in VERDICTS:
        raise UsageError(f"{verdict!r} is no verdict; there are: {', '.join(VERDICTS)}.")


def otherwise(old: Decision, ask: Ask) -> Decision:
    """Another judgement on what a decision is about; ``ask.words`` holds the value of a ``value``. Raises UsageError where it cannot be."""
    verdict = ask.verdict or old.verdict
    _check_verdict(verdict)
    value = ask.words[0] if ask.words else old.value if verdict == old.verdict else None
    pair = old.verdict in PAIRS
    if pair != (verdict in PAIRS) or (verdict == "value" and not (value and old.field and old.subject.startswith(("value_", "event_")))):
        raise UsageError(f"'{old.verdict}' on {old.subject} cannot be made '{verdict}'{'' if value else ' without a value'}.")
    if verdict != "value" and old.subject.startswith("event_") and old.field:
        raise UsageError(f"The field {old.field} of an event can be given another value; '{verdict}' is for one of its values.")
    if verdict == "value":
        check_value(old.field or "", value or "")
    return replace(
        old,
        decision_id=make_id("decision", verdict, old.subject, old.field, value, ask.by, ask.at),
        verdict=verdict,  # type: ignore[arg-type]
        value=value if verdict == "value" else None,
        by=ask.by,
        at=ask.at,
        note=ask.note if ask.note is not None else old.note,
    )


def _asked(tables: Tables, ask: Ask) -> tuple[Subject, Subject | None, str | None]:
    """(what is judged, the second of a pair, the value decided)."""
    words = ask.words
    if ask.verdict in PAIRS:
        if len(words) != 2 or words[0] == words[1]:
            raise UsageError(
                f"'{ask.verdict}' takes two different ids: of claims or events, of actors or entities, or of reports or stories."
            )
        return *_pair(tables, words[0], words[1]), None
    if ask.verdict == "value":
        if len(words) == FIELDS:
            event = _single(tables, words[0])
            if not event.key.startswith("event_"):
                raise UsageError(f"{words[0]} is no event; 'value' takes an event, a field and a value, or a value's id and a value.")
            return Subject(event.key, event.anchor, words[1]), None, _fitting(tables, words[0], words[1], words[2])
        if len(words) != 2 or not words[0].startswith("value_"):
            raise UsageError("'value' takes the id of an event's value and what is right instead, or an event, a field and a value.")
        subject = _single(tables, words[0])
        return subject, None, _fitting(tables, "", subject.field or "", words[1])
    if len(words) != 1:
        raise UsageError(f"'{ask.verdict}' takes one id: of a claim, amount, quote, event, value, finding or report.")
    return _single(tables, words[0]), None, None


def _fitting(tables: Tables, event_id: str, name: str, value: str) -> str:
    """The value, where it is one that its field can have; ``event_id`` is the event of a field that a person names."""
    known = {*FIELDS_OF_AN_EVENT, *(v.field for v in tables.event_values), *(f"quantity:{q.role}" for q in tables.quantities if q.role)}
    known |= tables.known_fields if isinstance(tables, Excerpt) else set()
    if event_id and name not in known:
        here = sorted({v.field for v in tables.event_values if v.event_id == event_id} | set(FIELDS_OF_AN_EVENT))
        raise UsageError(f"{name} is no field of an event. This event has or can have: {', '.join(here)}.")
    if name == "place" and value not in {p.name for p in tables.places}:
        raise UsageError(f"The record has no place called {value!r}. Give the name of a place that one of its reports names.")
    return check_value(name, value)


def check_value(name: str, value: str) -> str:
    """The value, where a field can have it. Raises UsageError."""
    if name.startswith("quantity") and amount_of(value) is None:
        raise UsageError(f"{value!r} is no number for {name}: write it as 24, 'at least 24', 'up to 24' or 'about 24'.")
    if name == "status" and value not in get_args(Status):
        raise UsageError(f"{value!r} is no status; there are: {', '.join(get_args(Status))}.")
    if name == "time" and (days_of(value) is None or "…" in value):
        raise UsageError(f"{value!r} is no time: write a day as 2030-03-04, or days, the first one first, as 2030-03-04/2030-03-06.")
    return value


# --- one thing ----------------------------------------------------------------------------------------------------------
def _single(tables: Tables, key: str) -> Subject:
    readers: Mapping[str, Callable[[Tables, str], Subject | None]] = {
        "claim": _claim, "quantity": _amount, "quote": _quote, "event": _event, "value": _value, "finding": _finding,
    }  # fmt: skip
    reader = readers.get(key.split("_", maxsplit=1)[0])
    found = (reader(tables, key) if reader else None) or (_report(tables, key) if key in _documents(tables) else None)
    if found is None:
        raise UsageError(f"The record has no claim, amount, quote, event, value, finding or report {key}.")
    return found


def _documents(tables: Tables) -> dict[str, Document]:
    return {d.document_id: d for d in tables.documents}


def _at(tables: Tables, document_id: str, start: int, end: int) -> Anchor:
    return anchors.make(_documents(tables)[document_id], start, end)


def _claim(tables: Tables, key: str) -> Subject | None:
    row = next((c for c in tables.claims if c.claim_id == key), None)
    return Subject(key, _at(tables, row.document_id, row.start, row.end)) if row else None


def _amount(tables: Tables, key: str) -> Subject | None:
    row = next((q for q in tables.quantities if q.quantity_id == key), None)
    return Subject(key, _at(tables, row.document_id, row.start, row.end)) if row else None


def _quote(tables: Tables, key: str) -> Subject | None:
    row = next((q for q in tables.quotes if q.quote_id == key), None)
    return Subject(key, _at(tables, row.document_id, row.start, row.end)) if row else None


def _event(tables: Tables, key: str) -> Subject | None:
    best = _best_claim(tables, key)
    return Subject(key, _at(tables, best.document_id, best.start, best.end)) if best else None


def _value(tables: Tables, key: str) -> Subject | None:
    row = next((v for v in tables.event_values if v.value_id == key), None)
    if row is None:
        return None
    telling = {q.claim_id for q in tables.quantities if (q.low, q.best, q.high) == (row.low, row.best, row.high)}
    said = (c for c in tables.claims if c.claim_id in row.claims)
    claims = sorted(said, key=lambda c: (c.claim_id not in telling, c.document_id, c.start, c.claim_id))
    event = _event(tables, row.event_id)
    anchor = _at(tables, claims[0].document_id, claims[0].start, claims[0].end) if claims else (event.anchor if event else None)
    return Subject(key, anchor, row.field, row.value)


def _finding(tables: Tables, key: str) -> Subject | None:
    row = next((f for f in tables.findings if f.finding_id == key), None)
    if row is None:
        return None
    spans = sorted(span for v in row.values for span in v.spans)
    event = _event(tables, row.event_id) if row.event_id else None
    anchor = _at(tables, *spans[0]) if spans else (event.anchor if event else None)
    return Subject(key, anchor, field_of(row), said_of(row))


# --- two of a kind --------------------------------------------------------------------------------------------------------
def _pair(tables: Tables, left: str, right: str) -> tuple[Subject, Subject]:
    for kind in (_claims_of, _entities_of, _reports_of):
        found = kind(tables, left, right)
        if found:
            if found[0].key == found[1].key:
                raise UsageError(f"{left} and {right} are one and the same.")
            return found
    unknown = [key for key in (left, right) if not any(find(tables, key) for find in (_claim, _event, _entity, _report))]
    if unknown:
        raise UsageError(f"The record has no claim, event, actor, entity, mention, report or story {' and no '.join(unknown)}.")
    raise UsageError(
        f"{left} and {right} are not of a kind: name two claims or events, two actors, entities or mentions, or two reports or stories."
    )


def _claims_of(tables: Tables, left: str, right: str) -> tuple[Subject, Subject] | None:
    first = _claim(tables, left) or _told(tables, left, right)
    second = _claim(tables, right) or _told(tables, right, left)
    return (first, second) if first and second else None


def _told(tables: Tables, event_id: str, other: str) -> Subject | None:
    """The claim that stands for an event beside another claim: the one most surely joined with it, else the event's best."""
    mine = {c.claim_id for c in tables.claims if c.event_id == event_id} - {other}
    beside = {(row.right_id if row.left_id == other else row.left_id): row.score for row in tables.links
              if row.kind == "claim" and row.joined and other in (row.left_id, row.right_id)}  # fmt: skip
    near = max((c for c in mine if c in beside), key=lambda c: (beside[c], c), default=None)
    best = near or getattr(_best_claim(tables, event_id, other), "claim_id", None)
    return _claim(tables, best) if best else None


def _best_claim(tables: Tables, event_id: str, but: str = "") -> Claim | None:
    """The claim that an event takes its line from, else its surest."""
    what = next((e.what for e in tables.events if e.event_id == event_id), "")
    texts = tables.texts()
    mine = [c for c in tables.claims if c.event_id == event_id and c.claim_id != but]
    return min(mine, key=lambda c: (what not in texts[c.document_id][c.start : c.end], -c.confidence, c.claim_id), default=None)


def _entities_of(tables: Tables, left: str, right: str) -> tuple[Subject, Subject] | None:
    first, second = _entity(tables, left), _entity(tables, right)
    return (first, second) if first and second else None


def _entity(tables: Tables, key: str) -> Subject | None:
    """An entity by its own id, by a mention of it, or as the one that an actor is most often named by."""
    rows = [m for m in tables.actor_mentions if key in (m.entity_id, m.mention_id, m.actor_id)]
    if not rows:
        return None
    entities = [m.entity_id for m in rows if m.form == "name"] or [m.entity_id for m in rows]
    entity = max(sorted(set(entities)), key=entities.count)
    first = min((m for m in rows if m.entity_id == entity), key=lambda m: (m.form != "name", m.start, m.end, m.mention_id))
    return Subject(entity, _at(tables, first.document_id, first.start, first.end))


def _reports_of(tables: Tables, left: str, right: str) -> tuple[Subject, Subject] | None:
    first, second = _report(tables, left), _report(tables, right)
    return (first, second) if first and second else None


def _report(tables: Tables, key: str) -> Subject | None:
    """A report by its id, or the first one of a story. Its own id is what it is found by; the anchor shows a reader its first words."""
    ids: Sequence[str] = sorted(r.document_id for r in tables.story_documents if r.story_id == key) or [key]
    document = _documents(tables).get(ids[0])
    return Subject(report_key(ids[0]), anchors.make(document, 0, min(len(document.text), TITLE))) if document else None
