"""A judgement worked in where it can matter: the stories that it touches are related anew, the rest of the record stays as it is.

They are given what the stages must know of all other reports, so that the record comes out as if all of it had been related anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from crosswire.judging import excerpts, far, sources
from crosswire.judging.keeping import Keeping
from crosswire.judging.sources import Sources
from crosswire.link import events
from crosswire.reconcile import decisions, findings, judged, values
from crosswire.reconcile.fields import AGAINST, opposed_by
from crosswire.store.owning import Draft
from crosswire.types import Decision, Excerpt, Tables

TABLES = ("events", "event_values", "findings", "links")  # of which rows come, go and change
STATEMENT = "conflict speaker"  # the field of a decision on a statement in two mouths


@dataclass(frozen=True, slots=True)
class Related:
    """The stories that judgements touch, as they were and as they are."""

    before: Excerpt
    after: Excerpt


def relate(draft: Draft, keeping: Keeping, touched: Collection[str], log: Sequence[Decision], rows: Sequence[Decision]) -> Related:
    """Relate the stories of some reports anew under the decisions of the file, and write down what is different.

    ``rows`` are the decisions as the record has them. Those on actors and stories are in neither.
    """
    seen: set[str] = set(touched)
    found: Sources | None = None
    while True:
        before = _load(draft, seen, log, rows)
        own = _own(draft, keeping, before, log, rows)
        others = [d for d in rows if d.decision_id not in own]
        part = replace(before, decisions=tuple(d for d in log if d.decision_id in own))
        part = _grounded(draft, keeping, part, others)
        told = _excerpt(events.join(decisions.apply(_bare(part))))
        found = found or _traced(draft, keeping, before, told)
        after = _excerpt(values.settle(_with_origins(told, found)))
        wider = _origins_elsewhere(found) | _sides_elsewhere(draft, before, after)
        if wider <= {d.document_id for d in part.documents}:
            break
        seen |= wider
    before = replace(before, decisions=tuple(d for d in rows if d.decision_id in own))
    before, after = _findings(draft, keeping, before, after, others)
    _write(draft, before, after, found)
    return Related(before, after)


def _excerpt(tables: Tables) -> Excerpt:
    """A stage gives back the kind of tables that it was given."""
    return cast("Excerpt", tables)


def _load(draft: Draft, touched: Iterable[str], log: Sequence[Decision], rows: Sequence[Decision]) -> Excerpt:
    named = {d.value for d in (*log, *rows) if d.value} | {d.said for d in (*log, *rows) if d.said}
    return excerpts.load(draft, excerpts.around(draft, touched), named)


def _own(draft: Draft, keeping: Keeping, part: Excerpt, log: Sequence[Decision], rows: Sequence[Decision]) -> set[str]:
    """The ids of the decisions that are about the stories: made on words of theirs, or on rows that they have; those on any statement, and
    those on nothing that the record has."""
    here = {d.document_id for d in part.documents}
    ids = {c.claim_id for c in part.claims} | {c.event_id for c in part.claims} | {v.value_id for v in part.event_values}
    ids |= {q.quote_id for q in part.quotes} | {q.quantity_id for q in part.quantities} | {f.finding_id for f in part.findings}

    def mine(decision: Decision) -> bool:
        if decision.field is not None and decision.field.startswith((STATEMENT, far.NAMING)):
            return True
        homes = keeping.homes(draft, decision)  # two of them and one is not here: it joins nothing, else the other would be here, too
        subjects = decision.subject.split()
        return homes <= here if homes else bool(ids & set(subjects)) or not excerpts.homes(draft, subjects)

    return {d.decision_id for d in (*log, *rows) if mine(d)}


def _grounded(draft: Draft, keeping: Keeping, part: Excerpt, others: Sequence[Decision]) -> Excerpt:
    """The excerpt with what is known of the other reports, those among them that have the words of its decisions in full."""
    hashes, here = {d.sha256 for d in part.documents}, {d.document_id for d in part.documents}
    elsewhere = [a for d in part.decisions for a in (d.anchor, d.other) if a and a.sha256 not in hashes]
    more = {d.document_id: d for a in elsewhere for d in excerpts.with_words(draft, a) if d.document_id not in here}
    part = replace(part, documents=(*part.documents, *more.values()))
    return excerpts.grounded(draft, part, keeping.ground(draft), here, judged.read(others).wrong)


def _bare(part: Excerpt) -> Excerpt:
    """The excerpt without what the stages are about to make."""
    return replace(part, claims=tuple(replace(c, event_id=None) for c in part.claims), events=(), event_values=(), findings=(), links=())


def _traced(draft: Draft, keeping: Keeping, before: Excerpt, told: Excerpt) -> Sources | None:
    """The origins of all claims, where some are in other events now."""
    was = {c.claim_id: c.event_id for c in before.claims}
    if all(was[c.claim_id] == c.event_id for c in told.claims):
        return None
    memory = keeping.memory(draft)
    return sources.trace(draft, memory, told.claims) if memory else None


def _with_origins(told: Excerpt, found: Sources | None) -> Excerpt:
    if found is None:
        return told
    claims = tuple(replace(c, origin_id=found.origin_of[c.claim_id]) for c in told.claims)
    here = {c.origin_id for c in claims}
    return replace(told, claims=claims, origins=tuple(o for o in found.origins if o.origin_id in here))


def _origins_elsewhere(found: Sources | None) -> frozenset[str]:
    return found.changed if found else frozenset()


def _sides_elsewhere(draft: Draft, before: Excerpt, after: Excerpt) -> set[str]:
    """The reports that tell of two actors of whom it is known no longer, or only now, that one acts against the other."""
    then, now = (_sides(after, judged.read(t.decisions).wrong) for t in (before, after))
    pairs = [tuple(pair) for pair in (then ^ now) - after.opposed_rightly]
    if not pairs:
        return set()
    sql = """SELECT DISTINCT c.document_id FROM claims c JOIN story_documents USING (document_id) WHERE story_id IN (
                 SELECT s.story_id FROM claims a JOIN story_documents s USING (document_id) WHERE a.actor_id = $one
                 INTERSECT SELECT s.story_id FROM claims b JOIN story_documents s USING (document_id) WHERE b.actor_id = $other)"""
    return {row["document_id"] for one, other in pairs for row in draft.rows(sql, {"one": one, "other": other})}


def _sides(part: Excerpt, wrong: Collection[str]) -> frozenset[frozenset[str]]:
    counting = (c for c in part.claims if c.type in AGAINST and c.claim_id not in wrong and not c.withdrawn)
    against = ((c.actor_id, c.target_id) for c in counting)
    return opposed_by(against, {a.actor_id: a.part_of for a in part.actors})


def _findings(draft: Draft, keeping: Keeping, before: Excerpt, after: Excerpt, others: Sequence[Decision]) -> tuple[Excerpt, Excerpt]:
    """The findings that were and that are, each with those on statements and names that may have changed."""
    verdicts = judged.read([*after.decisions, *others])
    own = [*before.decisions, *after.decisions]
    on_all = far.find(draft, before, after, keeping.pairs(draft, verdicts.wrong), verdicts, own)
    found = _excerpt(findings.find(after))
    closed = _excerpt(decisions.close(far.on_these(on_all, found)))
    return replace(before, findings=(*(f for f in before.findings if not far.is_far(f)), *on_all.before)), closed


def _write(draft: Draft, before: Excerpt, after: Excerpt, found: Sources | None) -> None:
    """Write down the rows that are different."""
    for name in TABLES:
        _swap(draft, name, getattr(before, name), getattr(after, name))
    if found:
        _swap(draft, "links", found.before, found.after)
        _swap(draft, "origins", draft.some("origins", "true", ()), found.origins)
    was = {c.claim_id: (c.event_id, c.origin_id) for c in before.claims}
    draft.update("claims", [c for c in after.claims if was[c.claim_id] != (c.event_id, c.origin_id)], ("event_id", "origin_id"))
    _swap(draft, "decisions", before.decisions, after.decisions)


def _swap(draft: Draft, name: str, before: Sequence[object], after: Sequence[object]) -> None:
    gone, fresh = set(before) - set(after), set(after) - set(before)
    if name == "links":  # two links may be known by the same ids: what stays of them is put back
        keys = {(k.kind, k.left_id, k.right_id) for k in (*gone, *fresh)}  # type: ignore[attr-defined]
        gone, fresh = ({k for k in rows if (k.kind, k.left_id, k.right_id) in keys} for rows in (before, after))  # type: ignore[attr-defined]
    draft.delete(name, [r for r in before if r in gone])
    draft.insert(name, [r for r in after if r in fresh])
