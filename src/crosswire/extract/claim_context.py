"""What a claim leaves unsaid, taken from the claims told beside it in the same report.

News says once who struck whom, where and when, and then tells on: "Nineteen people were killed", "Six of them were children".
A claim without an actor, a target, a place or days of its own takes those of the nearest claim that can tell of the same
happening; of a fight, the side that is not said is the one that the report names as the other's enemy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from crosswire.extract.claim_counts import TOLD_AGAIN
from crosswire.extract.claim_entities import members, role_words
from crosswire.extract.claim_slots import Index, says_where, scene_of
from crosswire.extract.claim_states import unnamed
from crosswire.extract.claim_words import argument_class
from crosswire.types import Claim, Entity

REACH = 600  # characters; on the dev crises 300 gave fewer right days and places, 5000 hardly more
OTHER_DAYS = timedelta(days=31)  # a claim of a month before or after is no place for this one's; of other days it may be
FAR = 1500  # characters; beyond, the place of another claim is hardly ever the same
#: Acts of words are each by their own speaker; only what is done is told on with others' words.
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID", "CONSULT", "SANCTION", "COOPERATE"})
TOLD_ON = frozenset({"ASSAULT", "PROTEST"})  # of one happening, told in many claims
ABROAD = frozenset({"MOBILIZE", "ASSAULT", "RETREAT"})  # what forces do in another country
OF_AUTHORITIES = frozenset({"martial-law", "arrest", "deport"})
BETWEEN = frozenset({"CONSULT", "AGREE"})  # what two do with each other
ANSWERED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AGREE"})
_THAT = re.compile(r"\s(?:the|that|this|those|these|all|such)\s(?:the\s)?(\w+)(?!\s(?:of|by|from|that|to)\b)")
FORCES = "the state's forces"
UNKNOWN = "; actor not known"  # the clause says who acts, but no mention of the report stands for them
BORROWED = " from context"
CROWD_CONTROL = ":coerce-crowd-control;"
ENEMY = "actor from context: the only enemy told of"
LESS_SURE = 0.03  # for each slot that is borrowed: on the crises 21 of 39 actors and targets, 75 of 110 places were right


def with_context(claims: Sequence[Claim], titles: int, index: Index) -> list[Claim]:
    """The claims in the same order, with what they leave unsaid filled from their neighbours.

    The first ``titles`` claims stand in the title, which sums up what comes after: they take from the claims that follow. Each of
    the others takes from those before it, the nearest first, then from those after it, then from the title.
    """
    enemies = _enemies(claims, index)
    claims = [_for_its_state(_against(claim, enemies, index), index) for claim in claims]
    told: list[Claim] = []
    for i, claim in enumerate(claims):
        head, after = tuple(reversed(told[:titles])), claims[max(i + 1, titles) :]
        others = after if i < titles else (*reversed(told[titles:]), *after, *head)
        told.append(_filled(claim, others, index))
    return [_unsure(_by_the_state(_for_its_state(c, index) if c.type == "MOBILIZE" else c, index)) for c in told]


def _unsure(claim: Claim) -> Claim:
    """A claim with borrowed slots is the less sure."""
    return replace(claim, confidence=round(claim.confidence - LESS_SURE * claim.rule.count(BORROWED), 2))


def _filled(claim: Claim, others: Sequence[Claim], index: Index) -> Claim:
    said = claim
    alike = [o for o in others if o.type == claim.type and abs(o.trigger_start - claim.trigger_start) <= FAR]
    near = next((o for o in alike if abs(o.trigger_start - claim.trigger_start) <= REACH), None)
    if near is not None and near.status == claim.status and claim.time_start is None and near.time_start:
        claim = replace(claim, time_start=near.time_start, time_end=near.time_end, time_from="context")
    march = _march(claim, others)
    if claim.place_id is None and (place := _place(claim, [march, *alike] if march else alike, index)):
        claim = replace(claim, place_id=place, rule=f"{claim.rule}; place from context")
    claim = _answered(_paired(claim, others, index), others, index)
    if claim.type in DEEDS:
        again = f":{TOLD_AGAIN};" in claim.rule  # the same people by their number alone: what befell them is what was told
        same = [o for o in alike if again or (_one(o, claim, index) and _told_on(o, said, index))]
        claim = _with(claim, "actor", next((o.actor_entity for o in same if _lends(o, claim, index)), None))
        if again:
            claim = _with(claim, "target", next((o.target_entity for o in same if o.target_entity), None))
        if march and _crowd(claim.target_entity, index):
            claim = _with(replace(claim, target_entity=None), "target", march.actor_entity or claim.target_entity)
        if claim.type == "PROTEST":
            crowd = [o for o in same if o.actor_entity == claim.actor_entity]
            claim = _with(claim, "target", next((o.target_entity for o in crowd if o.target_entity), None))
    return claim


def _with(claim: Claim, slot: str, entity: str | None) -> Claim:
    """A claim with an actor or target that its own words do not say; nobody acts on himself."""
    said = claim.actor_entity if slot == "actor" else claim.target_entity
    if slot == "actor" and UNKNOWN in claim.rule:
        return claim
    if said or entity is None or entity in (claim.actor_entity, claim.target_entity):
        return claim
    rule = f"{claim.rule}; {slot} from context"
    return replace(claim, actor_entity=entity, rule=rule) if slot == "actor" else replace(claim, target_entity=entity, rule=rule)


def _place(claim: Claim, alike: Sequence[Claim], index: Index) -> str | None:
    """The place of a claim of the type close by, else the scene of the paragraph, else the place of a claim of the type farther off.

    On the dev crises 65 of 100 places were right in this order; the scene last 60, the scene first 64. A claim that says where, in words
    that no gazetteer knows, has no place: another one would be wrong.
    """
    if says_where(claim, index):
        return None
    alike = [o for o in alike if o.place_id and not _apart(o, claim)]
    near = (o.place_id for o in alike if abs(o.trigger_start - claim.trigger_start) <= REACH)
    return next(near, None) or scene_of(claim.trigger_start, index) or next((o.place_id for o in alike), None)


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two claims are of times so far from each other that they are not of one matter."""
    if one.time_start is None or other.time_start is None:
        return False
    first, last = sorted((one, other), key=lambda c: c.time_start or date.min)
    return first.time_end is not None and (last.time_start or date.min) - first.time_end > OTHER_DAYS


def _paired(claim: Claim, others: Sequence[Claim], index: Index) -> Claim:
    """ "The talks resumed", "both sides agreed": between those who were last said to talk or agree."""
    if claim.type not in BETWEEN or claim.target_entity or not _parties(claim.actor_entity, index) or UNKNOWN in claim.rule:
        return claim
    pairs = (o for o in others if o.type in BETWEEN and _known(o.actor_entity, index) and _known(o.target_entity, index))
    pair = next((o for o in pairs if abs(o.trigger_start - claim.trigger_start) <= FAR), None)
    if pair is None:
        return claim
    rule = f"{claim.rule}; actor from context; target from context"
    return replace(claim, actor_entity=pair.actor_entity, target_entity=pair.target_entity, rule=rule)


def _answered(claim: Claim, others: Sequence[Claim], index: Index) -> Claim:
    """ "The ministry rejected the accusation", "the demands": that of whoever was last said to accuse or ask."""
    if claim.type != "REJECT" or claim.target_entity:
        return claim
    said = _THAT.search(index.doc.text, claim.trigger_end, claim.end)
    if said is None or said[1].lower().removesuffix("s") not in role_words("contested"):
        return claim
    before = (o for o in others if o.type in ANSWERED and 0 < claim.trigger_start - o.trigger_start <= REACH)
    other = next((o for o in before if o.actor_entity and o.actor_entity != claim.actor_entity), None)
    return _with(claim, "target", other.actor_entity) if other else claim


def _march(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    """The protest told shortly before, which force on a crowd was used against ("police fired tear gas; 17 people were held")."""
    if claim.type != "COERCE" or CROWD_CONTROL not in claim.rule:
        return None
    return next((o for o in others if o.type == "PROTEST" and 0 < claim.trigger_start - o.trigger_start <= REACH), None)


def _crowd(entity: str | None, index: Index) -> bool:
    """Whether it is nobody, or people of a crowd by no more than such a noun."""
    known = index.entities.get(entity or "")
    return entity is None or (known is not None and unnamed(known) and set(known.name.lower().split()) <= role_words("crowds"))


def _lends(other: Claim, claim: Claim, index: Index) -> bool:
    """Whether who acts in another claim can act in this one: not who was only taken for the enemy there, and of harm, somebody armed."""
    if other.actor_entity is None or ENEMY in other.rule:
        return False
    known = index.entities.get(other.actor_entity)
    if claim.type != "ASSAULT" or known is None:
        return True
    return known.kind != "person" and not (unnamed(known) and _unarmed(known))


def _unarmed(people: Entity) -> bool:
    """Whether people who are only described can hardly be those who harm others: no word of theirs is one for the armed."""
    words = {w.removesuffix(ending) for w in people.name.lower().split() for ending in ("", "s")}
    return not words & (argument_class("armed") | members().keys())


def _known(entity: str | None, index: Index) -> bool:
    """Whether it is somebody with a name."""
    return entity is not None and not index.unnamed(entity)


def _parties(entity: str | None, index: Index) -> bool:
    known = index.entities.get(entity or "")
    return entity is None or (known is not None and unnamed(known) and set(known.name.lower().split()) <= role_words("parties"))


def _one(other: Claim, claim: Claim, index: Index) -> bool:
    """Whether two claims of a type can tell of one happening: nothing that both say of place and days differs."""
    if abs(other.trigger_start - claim.trigger_start) > REACH:
        return False
    if other.place_id and claim.place_id and not index.one_place(other.place_id, claim.place_id):
        return False
    return not (other.time_start and claim.time_start and other.time_start != claim.time_start)


def _told_on(other: Claim, claim: Claim, index: Index) -> bool:
    """Whether what a claim itself says makes it more of what another tells, so that one acts in both.

    Victims follow the attack they fell in and a crowd stays together; but who arrests, sends or helps here need not be who did so
    one sentence before: there the same people, or the same place on the same day, must be said.
    """
    if claim.type in TOLD_ON:
        return not _own_people(other.actor_entity, claim.target_entity, index)
    if claim.target_entity and claim.target_entity == other.target_entity:
        return True
    there = claim.place_id is not None and claim.place_id == other.place_id
    return there and claim.time_start is not None and claim.time_start == other.time_start


def _own_people(actor: str | None, target: str | None, index: Index) -> bool:
    """Whether those who came to harm are of the body that would have harmed them ("police fired; 14 officers were hurt")."""
    body, people = index.entities.get(actor or ""), index.entities.get(target or "")
    if body is None or people is None or not unnamed(people):
        return False
    noun = people.name.lower().split()[-1]
    return (body.known_as or "").partition(":")[2] in {members().get(noun), members().get(noun.removesuffix("s"))} - {None}


# --- the other side ------------------------------------------------------------------------------------------------------
def _enemies(claims: Iterable[Claim], index: Index) -> dict[str, set[str]]:
    """Side -> the sides that the report says fight it: a side is an armed group, or a state with all its forces.

    Where no claim says who fights whom, the one armed group that a report names fights the state's forces that fall in it.
    """
    out: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.type == "ASSAULT":
            one, other = _side(claim.actor_entity, index), _side(claim.target_entity, index)
            if one and other and one != other:
                out[one].add(other)
                out[other].add(one)
    groups = [e.entity_id for e in index.entities.values() if e.kind == "armed group" and not unnamed(e)]
    if not out and len(groups) == 1:
        out[FORCES] = set(groups)
    return out


def _side(entity: str | None, index: Index) -> str | None:
    known = index.entities.get(entity or "")
    if known is None:
        return entity
    if known.kind in ("government", "country"):
        return index.state(known.country) if known.country else None
    return known.entity_id if known.kind == "armed group" and not unnamed(known) else None


def _against(claim: Claim, enemies: dict[str, set[str]], index: Index) -> Claim:
    """The one enemy of the side that is said, for the side that is not."""
    if claim.type != "ASSAULT" or (claim.actor_entity and claim.target_entity):
        return claim
    said = claim.actor_entity or claim.target_entity
    other = enemies.get(_side(said, index) or "", set())
    known = index.entities.get(said or "")
    if not other and claim.target_entity and known is not None and known.kind == "government":
        other = enemies.get(FORCES, set())
    if len(other) != 1:
        return claim
    enemy = next(iter(other))
    slot = "target" if claim.actor_entity else "actor"
    rule = f"{claim.rule}; {slot} from context: the only enemy told of"
    return replace(claim, target_entity=enemy, rule=rule) if slot == "target" else replace(claim, actor_entity=enemy, rule=rule)


# --- whose act it is -----------------------------------------------------------------------------------------------------
def _for_its_state(claim: Claim, index: Index) -> Claim:
    """Forces that are sent abroad, and whoever sends them, act for their state ("the Pentagon is sending marines to ...")."""
    known = index.entities.get(claim.actor_entity or "")
    if claim.type not in ABROAD or known is None or known.country is None or known.kind not in ("government", "person"):
        return claim
    land = index.land(claim.place_id)
    if land in (None, known.country) or (known.kind == "person" and not _heads_a_state(known)):
        return claim
    body = (known.known_as or "").partition(":")[2]
    if body == "police" or (claim.type != "MOBILIZE" and body.startswith("ministry")):
        return claim
    return replace(claim, actor_entity=index.state(known.country), rule=f"{claim.rule}; actor for its state")


def _by_the_state(claim: Claim, index: Index) -> Claim:
    """Only the authorities impose a curfew or arrest people, as long as nobody else is said to; to them, else, a protest is addressed."""
    land = index.land(claim.place_id)
    if land is None:
        return claim
    state = index.state(land)
    if claim.type == "PROTEST" and claim.target_entity is None and claim.actor_entity != state:
        return replace(claim, target_entity=state, rule=f"{claim.rule}; target of the place")
    said = index.doc.text[claim.trigger_start : claim.trigger_end].lower().rstrip("s")
    if claim.actor_entity or claim.type != "COERCE" or not (claim.mode in OF_AUTHORITIES or said == "curfew"):
        return claim
    target = None if claim.target_entity == state else claim.target_entity
    return replace(claim, actor_entity=state, target_entity=target, rule=f"{claim.rule}; actor of the place")


def _heads_a_state(person: Entity) -> bool:
    return any(office in role.lower() for role in person.roles for office in role_words("heads-of-state"))
