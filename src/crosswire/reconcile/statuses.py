"""Whether it happened: a report that asserts a deed against one that denies it, or that says it is but considered.

A denial inside an event counts where it denies the deed: not its purpose ("not sent for combat"), not its manner ("without a
shot"), not what a clause without a subject goes on to tell ("a second shell fell and did not explode").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crosswire.link.claim_views import content_words
from crosswire.reconcile import fields
from crosswire.reconcile.agreement import particulars, without_subject
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.standing import Said
from crosswire.reconcile.wording import finding, listed, outlets, quoted, sides
from crosswire.types import Claim, Document, Event, Finding

# A manner ("without firing a shot") or a condition ("would not survive unless ...") contradicts nobody.
NO_DENIAL = re.compile(r"^\s*without\b|\b(?:would|will|could|may|might|unless|if)\b", re.IGNORECASE)
# Behind the word for the deed: what it is for or how it is done. To deny that ("not sent for combat") is not to deny the deed.
PURPOSE = re.compile(
    r"^\W*(?:for\b|in order to\b|so as to\b|because\b|as (?:a|an|part)\b|out of\b|on behalf\b|to (?!(?:the|an?|its?|their|his|her)\b)[a-z])"
)
# That nobody claimed a deed, or that some were not hurt in it, does not deny it.
NO_CLAIM = re.compile(r"\b(?:claim\w*|responsibility)\b", re.IGNORECASE)
NO_HARM = re.compile(
    r"^\W*(?:no|not (?:a|one|a single)) [\w-]+ (?:was|were|is|are|ha[sd] been|have been) (?:hurt|killed|injured|harmed|wounded|hit)\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"^\W*there (?:were|was|had been|have been) no (?:arrests?|casualt\w+|injur\w+|deaths?|victims?|incidents?|clashes)\b", re.IGNORECASE
)
INFINITIVE = re.compile(r"^\W*(?:to|for|in order to|so as to)\s", re.IGNORECASE)
# A wish is no plan yet: who says that somebody wants it says that it may be.
WISHES = "want|hop|hope|seek|sought|consider|mull|weigh|willing|keen|eager|would like"
WISH = re.compile(rf"\b(?:{WISHES})(?:s|ed|d|ing)?\b[^.;,]{{0,12}}$", re.IGNORECASE)


def contested(voices: Sequence[Said], shelf: Shelf) -> tuple[list[Said], list[Said]]:
    """(who asserts, who denies) the deed of one event, each in contradiction with at least one of the others; both empty or neither."""
    denials = [v for v in voices if v.key == "denied" and _denies(v, shelf)]
    asserted = [v for v in voices if v.key != "denied" and any(_against(v, d, shelf) for d in denials)]
    denied = [d for d in denials if any(_against(v, d, shelf) for v in asserted)]
    return (asserted, denied) if asserted and denied else ([], [])


def find(event: Event, voices: Sequence[Said], shelf: Shelf) -> list[Finding]:
    """One says it happened, another that it did not; or one that it is done, another of the same day that it is but considered."""
    asserted, denied = contested(voices, shelf)
    if not denied:
        return _unsure(event, voices, shelf)
    values = sides([*asserted, *denied])
    text = (
        f"{outlets([v.document_id for v in asserted], shelf.documents)} report it as {listed(sorted({v.key for v in asserted}))}; "
        f"{outlets([v.document_id for v in denied], shelf.documents)} as denied: {quoted(_words(denied[0], shelf))}."
    )
    return [finding("conflict", event.event_id, "status", values, text)]


def _denies(said: Said, shelf: Shelf) -> bool:
    """Whether a denial is of the deed itself."""
    return isinstance(said.data, Claim) and denies(_words(said, shelf), said.data, shelf.documents[said.document_id].text)


def denies(clause: str, claim: Claim, text: str) -> bool:
    """Whether a clause denies the deed itself, not its purpose, its manner or a condition; ``text`` is the report's."""
    if NO_DENIAL.search(clause) or NO_CLAIM.search(clause) or NO_HARM.match(clause) or without_subject(clause):
        return False
    return not (INFINITIVE.match(text[claim.start : claim.trigger_start]) or PURPOSE.match(text[claim.trigger_end : claim.end]))


def one_word(a: Claim, b: Claim, texts: Mapping[str, str]) -> bool:
    """Whether the word for the deed in the one claim stands, or has a near-synonym, in the other."""
    left, right = (set(content_words(texts[c.document_id][c.start : c.end])) for c in (a, b))
    deeds = [set(content_words(texts[c.document_id][c.trigger_start : c.trigger_end])) for c in (a, b)]
    return bool(deeds[0] & right or deeds[1] & left)


def contests(denial: Claim, claim: Claim, documents: Mapping[str, Document]) -> bool:
    """Whether a denial, which says more than that there was none of something, is of the deed that a claim of another outlet asserts."""
    texts = {d: documents[d].text for d in (denial.document_id, claim.document_id)}
    clause, outlets_of = texts[denial.document_id][denial.start : denial.end], {documents[d].outlet or d for d in texts}
    apart = len(outlets_of) == len(texts) > 1 and claim.status != "denied"
    return apart and not BARE.match(clause) and denies(clause, denial, texts[denial.document_id]) and one_word(claim, denial, texts)


def _against(voice: Said, denial: Said, shelf: Shelf) -> bool:
    """Whether a denial from elsewhere is of the deed that a voice asserts; a bare "there were no arrests" must be of its place or day."""
    if not isinstance(voice.data, Claim) or not isinstance(denial.data, Claim):
        return False
    if not (_apart(voice, denial) and one_word(voice.data, denial.data, {d: shelf.documents[d].text for d in _both(voice, denial)})):
        return False
    if not BARE.match(_words(denial, shelf)):
        return True
    return bool((particulars(voice.data, denial.data, shelf) or frozenset()) & {"place", "time"})


def _both(a: Said, b: Said) -> tuple[str, str]:
    return a.document_id, b.document_id


def _apart(a: Said, b: Said) -> bool:
    return a.origin != b.origin and a.claim_id != b.claim_id and a.outlet != b.outlet


def _unsure(event: Event, voices: Sequence[Said], shelf: Shelf) -> list[Finding]:
    """Done in one report and merely considered, or wished, in another of the same days."""
    stages: dict[str, set[str]] = {}
    for v in voices:
        stages.setdefault(v.document_id, set()).add("possible" if _wished(v, shelf) else v.key)
    maybe = [v for v in voices if stages[v.document_id] == {"possible"}]
    done = [v for v in voices if v.key == "happened" and not stages[v.document_id] & fields.OPEN_STATUS]
    pairs = [(m, d) for m in maybe for d in done if _same_days(m, d) and _apart(m, d) and _of_one(m, d, shelf)]
    if not pairs:
        return []
    values = sides([*dict.fromkeys(m for m, _ in pairs), *dict.fromkeys(d for _, d in pairs)])
    text = (
        f"{outlets([m.document_id for m, _ in pairs], shelf.documents)} write that it may happen, "
        f"{outlets([d.document_id for _, d in pairs], shelf.documents)} that it has: {quoted(_words(pairs[0][1], shelf))}."
    )
    return [finding("conflict", event.event_id, "status", values, text)]


def _wished(said: Said, shelf: Shelf) -> bool:
    if said.key not in fields.OPEN_STATUS:
        return False
    text = shelf.documents[said.document_id].text
    return said.key == "possible" or bool(WISH.search(re.sub(r"\s+to\s*$", " ", text[max(said.span[1] - 40, 0) : said.span[1]])))


def _same_days(a: Said, b: Said) -> bool:
    return bool(a.published and b.published and abs((a.published - b.published).days) <= 1) or a.published is b.published is None


def _of_one(a: Said, b: Said, shelf: Shelf) -> bool:
    """Whether two claims have the deed, or two parties, in common."""
    if not isinstance(a.data, Claim) or not isinstance(b.data, Claim) or a.data.type != b.data.type:
        return False
    found = particulars(a.data, b.data, shelf) or frozenset()
    return {"actor", "target"} <= found or ("deed" in found and len(found) > 1)


def _words(said: Said, shelf: Shelf) -> str:
    if isinstance(said.data, Claim):
        return shelf.documents[said.document_id].text[said.data.start : said.data.end]
    return said.label
