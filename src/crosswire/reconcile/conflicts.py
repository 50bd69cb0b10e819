"""Conflicts and updates inside an event: values of one field that cannot both be right, and counts that were brought up to date.

A conflict is worth a reader's time, so doubt is given to the reports: ranges that meet, a part and its whole, a town in its
province, a plan and its deed are no conflict; a count of victims that grows from one day's reports to the next is an update.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from crosswire.link.claim_views import content_words
from crosswire.reconcile import fields
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.loose import ESTIMATE, RIVAL
from crosswire.reconcile.numbers import Count, clash, grew
from crosswire.reconcile.standing import Said
from crosswire.reconcile.wording import field_words, finding, listed, outlets, quoted, sides
from crosswire.types import Claim, Event, Finding

FIELDS = ("actor", "place", "time", "status")
# Deeds on the ground: whose they were, where and when can be in dispute. Words (a demand, an accusation) are said again and again.
DEEDS = frozenset("ASSAULT DISASTER COERCE MOBILIZE PROTEST RETREAT AID SANCTION CONSULT COOPERATE".split())

# A manner ("without firing a shot") or a condition ("would not survive unless ...") contradicts nobody.
NO_DENIAL = re.compile(r"^\s*without\b|\b(?:would|will|could|may|might|unless|if)\b", re.IGNORECASE)
# Behind the word for the deed: what it is for or how it is done. To deny that ("not sent for combat") is not to deny the deed.
PURPOSE = re.compile(
    r"^\W*(?:for\b|in order to\b|so as to\b|because\b|as (?:a|an|part)\b|out of\b|on behalf\b|to (?!(?:the|an?|its?|their|his|her)\b)[a-z])"
)
SAME_SUBJECT = re.compile(r"\band (?:also |then )?(?:say|says|said|count\w*|report\w*|add\w*|claim\w*|estimat\w*)\b", re.IGNORECASE)
INFINITIVE = re.compile(r"^\W*(?:to|for|in order to|so as to)\s", re.IGNORECASE)


def find(event: Event, claims: Sequence[Claim], shelf: Shelf) -> list[Finding]:
    """The conflicts and updates of one event."""
    said = fields.read(claims, shelf)
    found: list[Finding] = []
    for field, voices in sorted(said.items()):
        if field.endswith(":part") or field.startswith("quantity:none"):
            continue
        if field.split(":")[0] == "quantity":
            found += _counts(event, field, voices, shelf)
        elif field in FIELDS:
            found += _others(event, field, voices, shelf, said)
    return found


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
        return a.origin != b.origin and a.document_id != b.document_id
    if a.document_id == b.document_id:
        if _one_hand(a, b, shelf):
            return False
        rivals = handed_on(a, shelf, RIVAL) or handed_on(b, shelf, RIVAL)
        return a.origin != b.origin or rivals or (handed_on(a, shelf, ESTIMATE) and handed_on(b, shelf, ESTIMATE))
    return not (_also_says(a, b, voices) or _also_says(b, a, voices))


def _one_hand(a: Said, b: Said, shelf: Shelf) -> bool:
    """Whether one clause gives both numbers, or goes on with the same subject ("count 900 and say that 250 left"): two counts."""
    first, second = sorted((a.span, b.span))
    between = shelf.documents[a.document_id].text[first[2] : second[1]]
    return not re.search(r"[.;!?]\s|\n", between) and (not ESTIMATE.search(between) or bool(SAME_SUBJECT.search(between)))


def handed_on(said: Said, shelf: Shelf, words: re.Pattern[str]) -> bool:
    """Whether the words right around a number give it to someone ("police put the crowd at 4,000", "46, by its own count")."""
    text, (_, start, end) = shelf.documents[said.document_id].text, said.span
    before = re.split(r"[.;!?]\s", text[max(start - 90, 0) : start])[-1]
    after = re.split(r"[.;!?]\s", text[end : end + 70])[0]
    return bool(words.search(before) or words.search(after))


def _also_says(voice: Said, other: Said, voices: Sequence[Said]) -> bool:
    """Whether the same source gives, in the same report, a number that agrees with the other one's too."""
    return any(v.document_id == voice.document_id and v.origin == voice.origin and v.key != voice.key and _agree(v, other) for v in voices)


def _agree(a: Said, b: Said) -> bool:
    return isinstance(a.data, Count) and isinstance(b.data, Count) and not clash(a.data, b.data)


def _counts(event: Event, field: str, voices: Sequence[Said], shelf: Shelf) -> list[Finding]:
    found = []
    clashing = _clashing(voices, field, shelf)
    if clashing:
        values = sides(clashing)
        told = "; ".join(f"{v.value} ({outlets(v.documents, shelf.documents)})" for v in values)
        text = f"Reports do not agree on {field_words(field)}: {told}."
        found.append(finding("conflict", event.event_id, field, values, text))
    steps = _grown(voices, field)
    if len(steps) > 1:
        values = sides(steps)
        text = f"{field_words(field).capitalize()} was brought up to date: {', then '.join(f'{s.label} ({s.published})' for s in steps)}."
        found.append(finding("update", event.event_id, field, values, text))
    return found


def _grown(voices: Sequence[Said], field: str) -> list[Said]:
    """Growth from day to day: each step larger than all before it and not said before; the first report of each number."""
    steps: list[Said] = []
    for voice in voices:
        if not isinstance(voice.data, Count):
            continue
        last = steps[-1] if steps else None
        if last is None or (
            isinstance(last.data, Count) and grew(last.data, voice.data, field) and _larger(voice, last) and _new(voice, last, voices)
        ):
            steps.append(voice)
    return steps


def _new(voice: Said, last: Said, voices: Sequence[Said]) -> bool:
    """Whether nobody gave the number when the earlier one was published."""
    return not any(v.key == voice.key and v.published and last.published and v.published <= last.published for v in voices)


def _larger(a: Said, b: Said) -> bool:
    left, right = (next((v for v in (s.best, s.low, s.high) if v is not None), 0.0) for s in (a, b))
    return left > right


def _others(event: Event, field: str, voices: Sequence[Said], shelf: Shelf, said: Mapping[str, Sequence[Said]]) -> list[Finding]:
    if field == "status":
        return _statuses(event, voices, shelf)
    if event.type not in DEEDS:
        return []
    clashing = [v for v in _clashing(voices, field, shelf) if v.firm and (field != "time" or _one_day(v))]
    if field == "actor":
        suffer = {v.key for v in said.get("target", ())}
        clashing = [v for v in clashing if v.key not in suffer]
    if not _stands_out(clashing, voices):
        return []
    values = sides(clashing)
    told = "; ".join(f"{v.value} ({outlets(v.documents, shelf.documents)})" for v in values)
    return [finding("conflict", event.event_id, field, values, f"Reports do not agree on {field_words(field)}: {told}.")]


def _one_day(said: Said) -> bool:
    return isinstance(said.data, Claim) and said.data.time_start == said.data.time_end


def _stands_out(clashing: Sequence[Said], voices: Sequence[Said]) -> bool:
    """Each side must say nothing but its value: a report that names both parties, or both days, does not contradict the other."""
    named: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        named[voice.document_id].add(voice.key)
    firm = [v for v in clashing if len(named[v.document_id]) == 1]
    return len({v.key for v in firm}) > 1 and len({v.document_id for v in firm}) > 1


def _statuses(event: Event, voices: Sequence[Said], shelf: Shelf) -> list[Finding]:
    """One says it happened, another that it did not; or one that it is done, another of the same day that it is but considered."""
    denials = [v for v in voices if v.key == "denied" and not NO_DENIAL.search(_words(v, shelf)) and not _of_purpose(v, shelf)]
    asserted = [v for v in voices if v.key != "denied" and any(_apart(v, d) and _one_deed(v, d, shelf) for d in denials)]
    denied = [d for d in denials if any(_apart(v, d) and _one_deed(v, d, shelf) for v in asserted)]
    if denied and asserted:
        values = sides([*asserted, *denied])
        text = (
            f"{outlets([v.document_id for v in asserted], shelf.documents)} report it as {listed(sorted({v.key for v in asserted}))}; "
            f"{outlets([v.document_id for v in denied], shelf.documents)} as denied: {quoted(_words(denied[0], shelf))}."
        )
        return [finding("conflict", event.event_id, "status", values, text)]
    return _unsure(event, voices, shelf)


def _of_purpose(said: Said, shelf: Shelf) -> bool:
    """Whether only the purpose or the manner of a deed is denied, not that it was done."""
    if not isinstance(said.data, Claim):
        return False
    claim, text = said.data, shelf.documents[said.document_id].text
    return bool(INFINITIVE.match(text[claim.start : claim.trigger_start]) or PURPOSE.match(text[claim.trigger_end : claim.end]))


def _one_deed(a: Said, b: Said, shelf: Shelf) -> bool:
    """Whether the word for the deed in the one stands, or has a near-synonym, in the other."""
    left, right = (set(content_words(_words(s, shelf))) for s in (a, b))
    deeds = [set(content_words(shelf.documents[s.document_id].text[s.span[1] : s.span[2]])) for s in (a, b)]
    return bool(deeds[0] & right or deeds[1] & left)


def _apart(a: Said, b: Said) -> bool:
    return a.origin != b.origin and a.claim_id != b.claim_id and a.outlet != b.outlet


def _unsure(event: Event, voices: Sequence[Said], shelf: Shelf) -> list[Finding]:
    """Done in one report and merely considered in another of the same days."""
    clear: Mapping[str, set[str]] = {d: {v.key for v in voices if v.document_id == d} for d in sorted({v.document_id for v in voices})}
    maybe = [v for v in voices if v.key == "possible" and clear[v.document_id] == {"possible"}]
    done = [v for v in voices if v.key == "happened" and not clear[v.document_id] & fields.OPEN_STATUS]
    pairs = [
        (m, d) for m in maybe for d in done if m.published and d.published and abs((m.published - d.published).days) <= 1 and _apart(m, d)
    ]
    if not pairs:
        return []
    values = sides([*dict.fromkeys(m for m, _ in pairs), *dict.fromkeys(d for _, d in pairs)])
    text = (
        f"{outlets([m.document_id for m, _ in pairs], shelf.documents)} write that it may happen, "
        f"{outlets([d.document_id for _, d in pairs], shelf.documents)} that it has: {quoted(_words(pairs[0][1], shelf))}."
    )
    return [finding("conflict", event.event_id, "status", values, text)]


def _words(said: Said, shelf: Shelf) -> str:
    if isinstance(said.data, Claim):
        return shelf.documents[said.document_id].text[said.data.start : said.data.end]
    return said.label
