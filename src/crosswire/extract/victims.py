"""Who was killed or hurt, person by person: also those whom no numeral counts ("a man was shot dead", "the mayor and his driver").

A row is a person, or people of whom the words say how many. Rows are what a report says, one for each time that it says it;
who of them is the same person is for :mod:`crosswire.reconcile.casualties` to find.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.harm_deeds import deeds
from crosswire.extract.harm_words import Deed
from crosswire.extract.quantity_roles import is_age
from crosswire.extract.victim_people import Person, describe, uncounted
from crosswire.types import HARMFUL, Claim, Harm, Mention, Quantity, Victim, make_id

MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
PHRASES = re.compile(
    rf"\b(?P<both>murder[-–\s]+suicide)\b"
    rf"|\b(?P<times>{'|'.join(MULTIPLES)})[-\s](?P<what>(?:fatal|deadly)\s+(?:shooting|stabbing)|homicide|murder|killing|slaying|suicide|shooting|stabbing)\b",
    re.IGNORECASE,
)
# "left seven people dead, including the gunman": whoever killed them is counted with them.
WITH_DOER = re.compile(
    r"[^.;\n]{0,40}\b(?:including|among\s+them|counting)\s+(?:\w+\s+){0,3}"
    r"(?:gunm[ae]n|shooters?|suspects?|attackers?|assailants?|bombers?|killers?|perpetrators?|hijackers?)\b",
    re.IGNORECASE,
)
CREDIT = re.compile(r"\s*/\s*[A-Z]")  # "(Ann Bell / Orvan Tribune)": who took the picture
NOT_TOLD = re.compile(r"\b(?:attempted|possible|alleged|suspected)\s+$", re.IGNORECASE)


def read(page: Page, claims: Sequence[Claim], quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> list[Victim]:
    """The victims that a document tells of, sorted by offset; each with the claim whose clause tells it, where there is one."""
    counts = _Counts(page, claims, quantities, mentions)
    rows: dict[tuple[int, int, str], Victim] = {}
    for sentence in page.sentence_tokens():
        if page.kind_at(sentence.start_char) == "caption":
            continue
        for row in (*_told(sentence, counts), *_phrases(page, sentence, counts)):
            rows.setdefault((row.start, row.end, row.role), row)
    return sorted(rows.values(), key=lambda v: (v.start, v.end, v.role))


class _Counts:
    """The other layers of one document, looked up by token."""

    def __init__(self, page: Page, claims: Sequence[Claim], quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> None:
        self.document_id = page.document.document_id
        self.claims = sorted(claims, key=lambda c: (c.trigger_start, c.claim_id))
        self.starts = [c.trigger_start for c in self.claims]
        self.numbers = _numbers(page, quantities)
        self.entities: dict[int, str] = {}
        for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start, m.mention_id)):
            self.entities.setdefault(mention.start, mention.entity_id)

    def claim_at(self, token: Token) -> str | None:
        """The claim whose trigger is the word, or the nearest word above it; else the nearest claim of harm in the sentence."""
        sentence = token.sent
        first, last = bisect_left(self.starts, sentence.start_char), bisect_left(self.starts, sentence.end_char)
        triggers = {c.trigger_start: c for c in self.claims[first:last]}
        for above in (token, *token.ancestors):
            if above.idx in triggers and triggers[above.idx].type in HARMFUL:
                return triggers[above.idx].claim_id
        near = [c for c in triggers.values() if c.type in HARMFUL]
        return min(near, key=lambda c: (abs(c.trigger_start - token.idx), c.claim_id)).claim_id if near else None


def _numbers(page: Page, quantities: Sequence[Quantity]) -> Mapping[int, int]:
    """Index of each token of an exact count -> the count; 0 for counts that are not exact."""
    found: dict[int, int] = {}
    for quantity in quantities:
        if quantity.unit_kind in ("people", None):
            exact = quantity.modality == "exact" and quantity.best is not None and float(quantity.best).is_integer()
            exact = exact and not is_age(page.doc.text, quantity.start, quantity.end)
            for token in page.tokens(quantity.start, quantity.end):
                if token.pos_ == "NUM":
                    found[token.i] = int(quantity.best or 0) if exact else 0
    return found


def _told(sentence: Tokens, counts: _Counts) -> list[Victim]:
    rows = []
    for deed in deeds(sentence):
        if any(uncounted(head, counts.numbers) for head in deed.people):
            continue  # "soldiers and a child": nobody can say how many
        people = [describe(head, counts.numbers) for head in deed.people]
        rows += [_row(deed, person, counts) for person in people if person is not None and not CREDIT.match(sentence.doc.text, person.end)]
    return [row for row in rows if not any(_nearer(other, row) for other in rows)]


def _nearer(a: Victim, b: Victim) -> bool:
    """Whether several people are told of by a nearer word otherwise: of "1 killed, 4 others wounded" the four were not killed."""
    if b.number < 2 or (a.start, a.end) != (b.start, b.end) or {a.role, b.role} != {"killed", "injured"}:
        return False
    return abs(a.deed_start - a.end) < abs(b.deed_start - b.end)


def _row(deed: Deed, person: Person, counts: _Counts) -> Victim:
    at = deed.token
    doer = "+doer" if person.number > 1 and WITH_DOER.match(at.doc.text, max(person.end, at.idx + len(at))) else ""
    return Victim(
        make_id("victim", counts.document_id, person.start, person.end, at.idx, deed.role),
        counts.document_id, person.start, person.end, at.idx, at.idx + len(at), deed.role, person.number, person.name, person.age,
        person.sex, deed.own, person.anew, counts.entities.get(person.start), counts.claim_at(at), f"{deed.rule}/{person.how}{doer}",
    )  # fmt: skip


def _phrases(page: Page, sentence: Tokens, counts: _Counts) -> Iterator[Victim]:
    """ "a double homicide", "an apparent murder-suicide": two died, whoever they were."""
    text = sentence.text
    for found in PHRASES.finditer(text):
        if NOT_TOLD.search(text[: found.start()]):
            continue
        start, end = sentence.start_char + found.start(), sentence.start_char + found.end()
        number = 2 if found["both"] else MULTIPLES[found["times"].lower()]
        role: Harm = "hit" if not found["both"] and found["what"].lower() in ("shooting", "stabbing") else "killed"
        token = page.tokens(start, end)[-1]
        yield Victim(
            make_id("victim", counts.document_id, start, end, start, role), counts.document_id, start, end, start, end, role, number,
            None, None, None, False, False, None, counts.claim_at(token), "phrase",
        )  # fmt: skip
