"""Which claim a quantity belongs to, and what the claim's verb makes of the people it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from crosswire.extract.claim_triggers import Trigger
from crosswire.extract.quantity_roles import is_age
from crosswire.types import Claim, Quantity


def assign(doc: Doc, found: Sequence[tuple[Claim, Trigger]], quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with the claim whose clause holds them most closely; sorted by place in the text."""
    out = [_assigned(doc, found, quantity) for quantity in quantities]
    return sorted(out, key=lambda q: (q.start, q.end, q.quantity_id))


def _assigned(doc: Doc, found: Sequence[tuple[Claim, Trigger]], quantity: Quantity) -> Quantity:
    span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
    holding = [(c, t) for c, t in found if c.start <= quantity.start and quantity.end <= c.end]
    if not holding or span is None or is_age(doc.text, quantity.start, quantity.end):
        return quantity
    above = [span.root.i, *(a.i for a in span.root.ancestors)]
    claim, trigger = min(holding, key=lambda pair: (_nearness(pair[1], above), pair[0].end - pair[0].start, pair[0].claim_id))
    role = quantity.role or (_role(trigger, span.root) if quantity.unit_kind in ("people", None) else None)
    return replace(quantity, claim_id=claim.claim_id, role=role)


def _nearness(trigger: Trigger, above: Sequence[int]) -> int:
    """How far a quantity hangs under the nearest word of a claim: two for each step of the tree; far when none governs it.

    What a participle says of the noun before it ("the 200 soldiers being sent") is one step further than the verb over that noun.
    """
    governed = [2 * above.index(t.verb.i) for t in trigger.all if t.verb.i in above]
    described = [2 * above.index(w.i) + 3 for t in trigger.all for w in (*t.arguments.objects, *t.arguments.subjects) if w.i in above]
    return min(governed + described, default=2 * len(above) + 100)


def _role(trigger: Trigger, head: Token) -> str | None:
    """The role that the nearest verb gives its object; its subject, where it has none or its rule asks for a subject ("fled")."""
    chain = [head, *head.ancestors]
    by_verb = {t.verb.i: t for t in trigger.all}
    for low, token in zip(chain, [*chain[1:], None], strict=False):
        if low.dep_ == "acl:relcl" and low.i not in by_verb:
            return None  # "the pilot of a plane that took off with 90 people was held"
        if token is not None and token.i in by_verb:
            one = by_verb[token.i]
            return one.rule.role if low.i in {w.i for w in _counted(one)} else None
    above = {t.i for t in chain}
    return next((t.rule.role for t in trigger.all if t.verb.dep_ == "acl" and any(w.i in above for w in t.arguments.objects)), None)


def _counted(trigger: Trigger) -> tuple[Token, ...]:
    """The words whose number tells how many underwent the act."""
    slots = {slot for slot, _ in trigger.rule.conditions}
    by_subject = "subject" in slots and "object" not in slots and not trigger.rule.suffers
    return trigger.arguments.subjects if by_subject else trigger.arguments.objects or trigger.arguments.subjects
