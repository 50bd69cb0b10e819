"""Conflicts and updates inside an event: values of one field that cannot both be right, and counts that were brought up to date.

A conflict is worth a reader's time, so doubt is given to the reports: ranges that meet, a part and its whole, a town in its
province, a plan and its deed are no conflict; a count of victims that grows from one day's reports to the next is an update.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from crosswire.reconcile import fields, statuses
from crosswire.reconcile.agreement import LEAST, one_deed, particulars
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.judged import Judged
from crosswire.reconcile.loose import ESTIMATE, RIVAL
from crosswire.reconcile.nouns import ANYONE, head
from crosswire.reconcile.numbers import GROWING, Count, clash, field_of, grew, role_in, top
from crosswire.reconcile.standing import Said
from crosswire.reconcile.wording import field_words, finding, sides, told
from crosswire.types import Claim, Event, Finding

NOBODY = Judged()
ECHO = 350  # characters: two sentences or so
FIELDS = ("actor", "place", "time", "status")
# Deeds on the ground: whose they were, where and when can be in dispute. Words (a demand, an accusation) are said again and again.
DEEDS = frozenset("ASSAULT DISASTER COERCE MOBILIZE PROTEST RETREAT AID SANCTION CONSULT COOPERATE".split())

OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
SAME_SUBJECT = re.compile(r"\band (?:also |then )?(?:say|says|said|count\w*|report\w*|add\w*|claim\w*|estimat\w*)\b", re.IGNORECASE)


def find(event: Event, claims: Sequence[Claim], shelf: Shelf, verdicts: Judged = NOBODY) -> list[Finding]:
    """The conflicts and updates of one event. What was taken back, or judged wrong, takes no part; what a person decided is settled."""
    standing = [c for c in claims if c.claim_id not in shelf.taken_back]
    said = verdicts.voices(event.event_id, fields.read([*standing, *echoes(standing, shelf)], shelf))
    found: list[Finding] = []
    for field, voices in sorted(said.items()):
        if field.endswith((":part", ":expected")) or field.startswith("quantity:none") or field == "quantity":
            continue  # of a bare number nobody knows what it counts
        here: list[Finding] = []
        if field.split(":")[0] == "quantity":
            here = _counts(event, field, [v for v in voices if not (_derived(v) or besides(v, shelf))], shelf)
        elif field in FIELDS:
            here = _others(event, field, voices, shelf, said)
        settled = verdicts.choice(event.event_id, field, (v.label for v in voices)) is not None
        found += [f for f in here if not (settled and f.kind == "conflict")]  # how reports brought a count up to date stays told
    return found


def echoes(claims: Sequence[Claim], shelf: Shelf) -> list[Claim]:
    """Clauses of other events that only hand on another's number for what a claim just counted ("the police put it at 1,200").

    Where their own event was told of after that count, they answer this, not the count.
    """
    here, found = {c.claim_id for c in claims}, {}
    for claim in claims:
        for other in shelf.claims_of.get(claim.document_id, ()):
            near = 0 < other.trigger_start - claim.trigger_start < ECHO and other.claim_id not in here and other.status == claim.status
            told = any(
                claim.trigger_start < c.trigger_start < other.trigger_start and c.event_id == other.event_id
                for c in shelf.claims_of[claim.document_id]
            )
            if near and not told and other.type == claim.type and _rival_count(claim, other, shelf):
                found[other.claim_id] = other
    return [found[i] for i in sorted(found)]


def _rival_count(claim: Claim, other: Claim, shelf: Shelf) -> bool:
    """Whether the second clause hands on a number of what the first one counts."""
    text = shelf.documents[other.document_id].text[other.start : other.end]
    mine = {field_of(q, claim) for q in shelf.quantities.get(claim.claim_id, ())}
    return bool(RIVAL.search(text)) and any(field_of(q, other) in mine for q in shelf.quantities.get(other.claim_id, ()))


def _clashing(voices: Sequence[Said], field: str, shelf: Shelf) -> list[Said]:
    """The voices whose values are in conflict with another one's, in their order."""
    relate = fields.relation(field, shelf.actors)
    first: dict[str, Said] = {}
    for voice in voices:
        first.setdefault(voice.key, voice)
    keys: set[str] = set()
    for a, b in combinations(voices, 2):
        if a.key == b.key or relate(a, b) != "conflicting" or relate(first[a.key], first[b.key]) == "updated":
            continue
        if may_clash(a, b, field, voices, shelf):
            keys |= {a.key, b.key}
    return [v for v in voices if v.key in keys]


def may_clash(a: Said, b: Said, field: str, voices: Sequence[Said], shelf: Shelf) -> bool:
    """Whether two values that cannot both be right come from two who contradict one another.

    One source does not contradict itself inside a report, unless the report hands the numbers to different people ("police put
    it at ..., organisers claimed ..."). Two that give the other's number as well (14 set out, 12 arrived) count two things.
    Parties, places and days must come from two sources in two reports.
    """
    if not field.startswith("quantity"):
        return a.origin != b.origin and a.document_id != b.document_id and _of_one_deed(a, b, field, shelf)
    if _continued(a, shelf) or _continued(b, shelf):
        return False
    if frozenset((_amount(a), _amount(b))) in shelf.summed:  # a part and its whole, or two parts of one
        return False
    if a.document_id == b.document_id:
        if _one_hand(a, b, shelf) or _another_between(a, b, shelf):
            return False
        rivals = handed_on(a, shelf, RIVAL) or handed_on(b, shelf, RIVAL)
        given = [handed_on(v, shelf, ESTIMATE) for v in (a, b)]
        return rivals or ((all(given) or (a.origin != b.origin and any(given))) and _in_common(a, b, shelf) >= LEAST)
    if _also_says(a, b, voices, shelf) or _also_says(b, a, voices, shelf):
        return False
    return _counterpart(a, b, field, voices, shelf) and _counterpart(b, a, field, voices, shelf)


def _derived(said: Said) -> bool:
    """Whether a number is our sum of the victims that a report tells of one by one, not a number that it gives."""
    return isinstance(said.data, Count) and said.data.quantity.rule.startswith("victims")


def besides(said: Said, shelf: Shelf) -> bool:
    """Whether a number counts those besides somebody who is named ("on her and eight others")."""
    document_id, start, end = said.span
    text = shelf.documents[document_id].text
    others = OTHERS.search(text[start : end + 12])
    return others is not None and bool(re.search(r"\b(?:and|with|alongside)\s+(?:\w+\s+)?$", text[max(start - 20, 0) : start]))


def _amount(said: Said) -> str:
    return said.data.quantity.quantity_id if isinstance(said.data, Count) else ""


def _one_hand(a: Said, b: Said, shelf: Shelf) -> bool:
    """Whether one clause gives both numbers, or goes on with the same subject ("count 900 and say that 250 left"): two counts."""
    first, second = sorted((a.span, b.span))
    between = shelf.documents[a.document_id].text[first[2] : second[1]]
    return not re.search(r"[.;!?]\s|\n", between) and (not ESTIMATE.search(between) or bool(SAME_SUBJECT.search(between)))


def _another_between(a: Said, b: Said, shelf: Shelf) -> bool:
    """Whether a report counts people of another event between two numbers: a bare second number answers that count, and so does one
    that says what it counts, where it counts the same of them ("18 died ... four were killed ... officials speak of six dead")."""
    first, second = sorted((a, b), key=lambda v: v.span)
    if not isinstance(second.data, Count):
        return False
    bare, role = "bare" in second.data.quantity.rule, role_in(second.data.quantity, second.data.claim)
    event = {c.event_id for v in (a, b) if (c := shelf.claims.get(v.claim_id))}
    return any(
        first.span[2] <= q.start < second.span[1] and q.unit_kind in (None, "people") and _answered(role_in(q, c), role, bare=bare)
        for c in shelf.claims_of.get(a.document_id, ())
        if c.event_id not in event
        for q in shelf.quantities.get(c.claim_id, ())
    )


def _answered(role: str | None, asked: str | None, *, bare: bool) -> bool:
    return role is not None and (bare or role == asked)


def handed_on(said: Said, shelf: Shelf, words: re.Pattern[str]) -> bool:
    """Whether the words right around a number give it to someone ("police put the crowd at 4,000", "46, by its own count")."""
    text, (_, start, end) = shelf.documents[said.document_id].text, said.span
    before = re.split(r"[.;!?]\s", text[max(start - 90, 0) : start])[-1]
    after = re.split(r"[.;!?]\s", text[end : end + 70])[0]
    return bool(words.search(before) or words.search(after))


def _in_common(a: Said, b: Said, shelf: Shelf, aside: str = "") -> int:
    """How many particulars two counts have in common; below 0 where they cannot be of one deed."""
    left, right = shelf.claims.get(a.claim_id), shelf.claims.get(b.claim_id)
    found = particulars(left, right, shelf, aside) if left and right else None
    nouns = [head(v.data.quantity) for v in (a, b) if isinstance(v.data, Count)]
    same_noun = len(nouns) == 2 and nouns[0] == nouns[1] != "" and nouns[0] not in ANYONE
    return -1 if found is None else len(found) + same_noun


def _counterpart(a: Said, b: Said, field: str, voices: Sequence[Said], shelf: Shelf) -> bool:
    """Whether ``b``, of all numbers that its source gives in its report, is the one that counts what ``a`` counts."""
    near = _in_common(a, b, shelf)
    others = [v for v in voices if v.document_id == b.document_id and v.key != b.key and not handed_on(v, shelf, RIVAL)]
    if near < LEAST or any(_in_common(a, v, shelf) > near for v in others):
        return False
    role = field.split(":")[1] if ":" in field else ""
    if role not in GROWING or handed_on(b, shelf, RIVAL) or not isinstance(b.data, Count):
        return True  # of those harmed, a report's smaller numbers are parts of its toll, or what it was
    return not any(isinstance(v.data, Count) and top(v.data) > top(b.data) for v in others)


def _of_one_deed(a: Said, b: Said, field: str, shelf: Shelf) -> bool:
    """Whether the clauses that name two parties, places or days are of one deed, by all that they say besides."""
    left, right = shelf.claims.get(a.claim_id), shelf.claims.get(b.claim_id)
    if left is None or right is None or not one_deed(left, right, shelf, aside=field):
        return False
    return field != "actor" or frozenset((a.key, b.key)) in shelf.opposed


def _also_says(voice: Said, other: Said, voices: Sequence[Said], shelf: Shelf) -> bool:
    """Whether the same report itself gives, in its own name, a number that agrees with the other one's too."""
    return any(
        v.document_id == voice.document_id and v.key != voice.key and _agree(v, other) and not handed_on(v, shelf, RIVAL) for v in voices
    )


def _continued(said: Said, shelf: Shelf) -> bool:
    """Whether a number goes on behind another of the same source ("count 900 and say that 250 left"): it counts something else."""
    document_id, start, _ = said.span
    before = re.split(r"[.;!?]\s|\n", shelf.documents[document_id].text[max(start - 160, 0) : start])[-1]
    found = SAME_SUBJECT.search(before)
    return found is not None and bool(re.search(r"\d", before[: found.start()]))


def _agree(a: Said, b: Said) -> bool:
    return isinstance(a.data, Count) and isinstance(b.data, Count) and not clash(a.data, b.data)


def _counts(event: Event, field: str, voices: Sequence[Said], shelf: Shelf) -> list[Finding]:
    found = []
    clashing = _clashing(voices, field, shelf)
    if clashing:
        values = sides(clashing)
        text = f"Reports do not agree on {field_words(field)}: {told(clashing, shelf.documents, shelf.speakers)}."
        found.append(finding("conflict", event.event_id, field, values, text))
    steps = _grown(voices, field, shelf)
    if len(steps) > 1:
        values = sides(steps)
        text = f"{field_words(field).capitalize()} was brought up to date: {', then '.join(f'{s.label} ({s.published})' for s in steps)}."
        found.append(finding("update", event.event_id, field, values, text))
    return found


def _grown(voices: Sequence[Said], field: str, shelf: Shelf) -> list[Said]:
    """Growth from day to day: each step larger than all before it and not said before; the first report of each number."""
    steps: list[Said] = []
    for voice in voices:
        if not isinstance(voice.data, Count):
            continue
        last = steps[-1] if steps else None
        if last is None or (isinstance(last.data, Count) and grew(last.data, voice.data, field) and _brings_up(voice, last, voices, shelf)):
            steps.append(voice)
    return steps


def _brings_up(voice: Said, last: Said, voices: Sequence[Said], shelf: Shelf) -> bool:
    """Whether a larger number is news of the same deed. Late reports seldom repeat its day: without it, one particular more is asked."""
    if not (_larger(voice, last) and _new(voice, last, voices)):
        return False
    return _in_common(voice, last, shelf) >= LEAST or _in_common(voice, last, shelf, "time") > LEAST


def _new(voice: Said, last: Said, voices: Sequence[Said]) -> bool:
    """Whether nobody gave the number when the earlier one was published."""
    return not any(v.key == voice.key and v.published and last.published and v.published <= last.published for v in voices)


def _larger(a: Said, b: Said) -> bool:
    left, right = (next((v for v in (s.best, s.low, s.high) if v is not None), 0.0) for s in (a, b))
    return left > right


def _others(event: Event, field: str, voices: Sequence[Said], shelf: Shelf, said: Mapping[str, Sequence[Said]]) -> list[Finding]:
    if field == "status":
        return statuses.find(event, voices, shelf)
    if event.type not in DEEDS:
        return []
    clashing = [v for v in _clashing(voices, field, shelf) if v.firm and (field != "time" or _one_day(v))]
    if field == "actor":
        suffer = {v.key for v in said.get("target", ())}
        clashing = [v for v in clashing if v.key not in suffer]
    if not _stands_out(clashing, voices):
        return []
    values = sides(clashing)
    text = f"Reports do not agree on {field_words(field)}: {told(clashing, shelf.documents, shelf.speakers)}."
    return [finding("conflict", event.event_id, field, values, text)]


def _one_day(said: Said) -> bool:
    """Whether a single day is given that is not the day of the report, which is when it was said as often as when it happened."""
    claim = said.data
    return isinstance(claim, Claim) and claim.time_start == claim.time_end and claim.time_start != said.published


def _stands_out(clashing: Sequence[Said], voices: Sequence[Said]) -> bool:
    """Each side must say nothing but its value: a report that names both parties, or both days, does not contradict the other."""
    named: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        named[voice.document_id].add(voice.key)
    firm = [v for v in clashing if len(named[v.document_id]) == 1]
    return len({v.key for v in firm}) > 1 and len({v.document_id for v in firm}) > 1
