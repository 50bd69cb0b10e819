"""A quote in the making: from the tokens that a rule names to offsets, and one draft for each stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from crosswire.extract.quote_marks import Quoted
from crosswire.extract.quote_speakers import Voice
from crosswire.extract.reported import Speech
from crosswire.extract.reporting_words import Cue
from crosswire.types import Mode

TRIMMED = frozenset(" \t\n\r\u00a0,.;:—–-…?!")
CLAUSES = frozenset({"clause"})
PASSED_ON = frozenset({"says", "tells", "reports", "confirms", "denies"})  # groups of verbs by which words are handed on
NO_CLAUSE = frozenset({"noun phrase", "name given", "infinitive", "noun of speech", "attitude"})  # rules of content that is no clause


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote being made: offsets, and what is known of it."""

    start: int
    end: int
    mode: Mode
    rule: str
    voice: Voice | None = None
    cue: Cue | None = None
    cue_at: tuple[int, int] | None = None
    cue_words: str | None = None
    stance: str | None = "says"
    relay: tuple[str, ...] = ()
    whole: bool = False  # a sentence in marks, which is speech whoever says it


def draft_of(doc: Doc, speech: Speech, marks: Sequence[Quoted]) -> Draft | None:
    """Offsets of a speech, without marks and punctuation around it; None where nothing is left."""
    tokens = _before_insert(doc, [t for t in doc[speech.left : speech.right] if not t.is_space], marks)
    while tokens and set(tokens[0].text) <= TRIMMED:
        tokens = tokens[1:]
    opening = {q.outer.start for q in marks}
    while tokens and (
        tokens[-1].idx in opening or (set(tokens[-1].text) <= TRIMMED and not (tokens[-1].text == "," and _before_mark(tokens[-1], marks)))
    ):
        tokens = tokens[:-1]
    if not tokens:
        return None
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    for q in marks:
        if q.outer.start >= start and q.end < end <= q.outer.end and q.outer.start == start:
            start, end = q.start, q.end
        elif (q.outer.start < start and end == q.outer.end) or (start < q.outer.start and q.start < end < q.end):
            end = q.end
        elif start <= q.outer.start and q.end == end:
            end = q.end if doc.text[q.end - 1] in ",.?!" else q.outer.end
    mode: Mode = "mixed" if any(q.outer.start < end and q.outer.end > start for q in marks) else "indirect"
    return Draft(start, end, mode, speech.rule, speech.voice, speech.cue, speech.cue_at, speech.cue_words, speech.stance, speech.relay)


def _before_insert(doc: Doc, tokens: list[Token], marks: Sequence[Quoted]) -> list[Token]:
    """The tokens up to a quote that a colon or a dash sets apart: it is a quote of its own."""
    for q in marks:
        # the span first: a long text has many marks, and few of them lie in a clause
        if tokens and tokens[0].idx < q.outer.start < tokens[-1].idx and doc.text[: q.outer.start].rstrip()[-1:] in {":", "—", "–"}:
            tokens = [t for t in tokens if t.idx < q.outer.start]
    return tokens


def _before_mark(token: Token, marks: Sequence[Quoted]) -> bool:
    return any(q.end == token.idx + 1 for q in marks)


def distinct(drafts: Iterator[Draft]) -> list[Draft]:
    """One draft for each stretch: of two that overlap for the most part, the one whose rule reads more of the parse."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.rule == "bare clause", d.rule == "attribution behind", -(d.end - d.start), d.start)):
        if not any((mostly(draft, k) and mostly(k, draft) and not _passed_on(draft, k)) or _same_stretch(draft, k) for k in kept):
            kept.append(draft)
    told = [d for d in kept if not _told_inside(d, kept)]
    return sorted((_relayed(d, told) for d in told), key=lambda d: (d.start, d.end))


def _same_stretch(draft: Draft, other: Draft) -> bool:
    return (draft.start, draft.end) == (other.start, other.end)


def _passed_on(draft: Draft, other: Draft) -> bool:
    """Whether words are reported inside the words of another: "A said that B had told him that ..."."""
    if draft.rule not in CLAUSES or draft.cue is None or draft.cue.group not in PASSED_ON or draft.voice is None or draft.voice.pronoun:
        return False
    if draft.cue.token.tag_ == "VBG" or draft.cue.token.dep_.startswith("acl") or other.cue is None:
        return False
    if other.voice is None or other.voice.pronoun:
        return False
    return draft is not other and other.start <= draft.voice.start and draft.cue.start < draft.start and draft.end <= other.end


def _relayed(draft: Draft, others: Sequence[Draft]) -> Draft:
    """A draft with everyone who passed its words on, nearest the outlet first."""
    over = sorted((d for d in others if _passed_on(draft, d) and d.voice), key=lambda d: d.start)
    names = [name for d in over for name in (*d.relay, *_name_of(d.voice))]
    return replace(draft, relay=(*names, *draft.relay)) if names else draft


def _name_of(voice: Voice | None) -> tuple[str, ...]:
    return () if voice is None or voice.pronoun else (voice.text,)


def _told_inside(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether somebody's attitude is told in the words of another ("she said that he plans to leave"): it belongs to these words."""
    if draft.rule not in NO_CLAUSE:
        return False
    told = draft.cue.start if draft.cue else draft.cue_at[0] if draft.cue_at else draft.start
    return any(d is not draft and d.start <= told and draft.end <= d.end for d in others)


def mostly(draft: Draft, other: Draft) -> bool:
    """Whether more than half of a draft lies in another."""
    shared = min(draft.end, other.end) - max(draft.start, other.start)
    return shared > 0.5 * (draft.end - draft.start)
