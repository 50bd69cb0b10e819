"""Reported speech: direct, indirect and mixed quotes, their speakers, cues and relays.

Quote marks are paired in the text; attributions are read from the parse and, where that fails, from the surface. ``start:end``
excludes the marks and keeps the comma inside the closing one. A mixed quote spans the whole reported clause; words in marks that
no clause holds ("what it called a “purge”") are a mixed quote of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from crosswire.acquire.sentences import READ, Page
from crosswire.extract.attributions import according, behind, headline
from crosswire.extract.direct_quotes import Attribution, attribution_of
from crosswire.extract.quote_marks import Quoted, blocks, continues, quoted_in
from crosswire.extract.quote_speakers import Voice, governing_cue, relay_of, subject_of, tokens_between, voice_of
from crosswire.extract.reported import MARK_CHARACTERS, SILENT, Speech, complements
from crosswire.extract.reporting_words import Cue, cue_of
from crosswire.types import Mode, Quote, Span, make_id

STARTERS = frozenset(".!?:;,—–-…([")
TRIMMED = frozenset(" \t\n\r\u00a0,.;:—–-…?!")
FULL = 4  # words from which an unattributed quote in a running quotation is speech and not a scare word


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


def read(page: Page) -> list[Quote]:
    """Every piece of reported speech of title, body and captions, sorted by its offsets; ``speaker_id`` is None."""
    drafts: list[Draft] = []
    unclosed: Quoted | None = None
    waiting: list[Draft] = []  # quotes that ran on into the next paragraph, speaker not yet named
    for segment in sorted(page.segments, key=lambda s: s.start):
        if segment.kind not in READ:
            continue
        for block in blocks(page.document.text, segment.start, segment.end):
            marks = quoted_in(page.document.text, block)
            found = _block(page, block, marks, title=segment.kind == "title")
            reopened = bool(marks) and continues(unclosed, marks[0], block)
            held = waiting if reopened else []
            carried = _carried([*held, *found], drafts[-1] if reopened and drafts and not held else None)
            drafts += carried
            waiting = [*held, *found] if marks and not marks[-1].closed and not carried else []
            unclosed = marks[-1] if marks and not marks[-1].closed else None
    rows = {_quote(page.document.document_id, d) for d in drafts if d.start < d.end}
    return sorted(rows, key=lambda q: (q.start, q.end, q.quote_id))


def _quote(document_id: str, draft: Draft) -> Quote:
    cue_at = (draft.cue.start, draft.cue.end) if draft.cue else draft.cue_at
    voice = draft.voice
    return Quote(
        quote_id=make_id("quote", document_id, draft.start, draft.end),
        document_id=document_id, start=draft.start, end=draft.end, mode=draft.mode,
        cue_start=cue_at[0] if cue_at else None, cue_end=cue_at[1] if cue_at else None,
        cue=draft.cue.words if draft.cue else draft.cue_words, stance=draft.stance,
        speaker_text=voice.text if voice else None, speaker_start=voice.start if voice else None, speaker_end=voice.end if voice else None,
        speaker_id=None, relay=draft.relay, rule=draft.rule,
    )  # fmt: skip


# --- one paragraph -----------------------------------------------------------------------------------------------------------
def _block(page: Page, block: Span, marks: Sequence[Quoted], *, title: bool) -> list[Draft]:
    doc, outlet = page.doc, page.document.outlet
    reported = _distinct(_reported(doc, block, marks, outlet, title=title))
    wholes, drafts = [], []
    for draft in reported:
        same = next((q for q in marks if _same(draft, q, doc.text)), None)
        if same:
            wholes.append(same)
            drafts.append(replace(draft, start=same.start, end=same.end, mode="direct"))
        elif not any(q.outer.start < draft.start < q.end or _two_halves(draft, q, doc.text) for q in marks):
            drafts.append(draft)
    rooms = _rooms(block, marks)
    for quoted, room in zip(marks, rooms, strict=True):
        if quoted in wholes or any(d.start <= quoted.start and quoted.end <= d.end for d in drafts):
            continue
        spoken = _spoken(doc, quoted, block, room, outlet)
        if spoken:
            drafts = [d for d in drafts if not _mostly(d, spoken)]
            drafts.append(spoken)
    return sorted(drafts, key=lambda d: (d.start, d.end))


def _two_halves(draft: Draft, quoted: Quoted, text: str) -> bool:
    """Whether a clause around an attribution begins with a quote of its own ('"The road," he said, "is lost"')."""
    comma = text[quoted.end - 1] in ",?!" or text[quoted.outer.end : quoted.outer.end + 1] == ","
    return comma and draft.start <= quoted.start < quoted.end < draft.end and quoted.outer.start <= draft.start


def _rooms(block: Span, marks: Sequence[Quoted]) -> list[Span]:
    edges = [block.start, *(e for q in marks for e in (q.outer.start, q.outer.end)), block.end]
    return [Span(edges[2 * k], edges[2 * k + 3]) for k in range(len(marks))]


def _mostly(draft: Draft, other: Draft) -> bool:
    shared = min(draft.end, other.end) - max(draft.start, other.start)
    return shared > 0.5 * (draft.end - draft.start)


def _same(draft: Draft, quoted: Quoted, text: str) -> bool:
    """Whether a reported clause is just the words in marks."""
    return (
        quoted.outer.start <= draft.start <= quoted.start + 1
        and not set(text[quoted.end : draft.end]) - TRIMMED - MARK_CHARACTERS
        and draft.end >= quoted.end - 2
    )


# --- words in marks ----------------------------------------------------------------------------------------------------------
def _spoken(doc: Doc, quoted: Quoted, block: Span, room: Span, outlet: str | None) -> Draft | None:
    before = doc.text[block.start : quoted.outer.start].rstrip()
    opens = not before or before[-1] in STARTERS or before[-1] in MARK_CHARACTERS
    found = attribution_of(doc, quoted, room, outlet)
    if found and found.voice and (opens or found.rule == "verb before"):
        return _direct(quoted, found, outlet)
    if not opens:
        return _fragment(doc, quoted, block, outlet)
    return Draft(quoted.start, quoted.end, "direct", "unattributed" if quoted.closed else "unclosed")


def _direct(quoted: Quoted, found: Attribution, outlet: str | None) -> Draft:
    relay = found.relay or (relay_of(found.cue.token, outlet) if found.cue else ())
    return Draft(
        quoted.start,
        quoted.end,
        "direct",
        found.rule,
        found.voice,
        found.cue,
        stance=found.cue.stance if found.cue else "says",
        relay=relay,
    )


def _fragment(doc: Doc, quoted: Quoted, block: Span, outlet: str | None) -> Draft | None:
    """Words in marks inside a clause: the speaker is the subject of the reporting verb above them."""
    tokens = tokens_between(doc, quoted.start, quoted.end)
    if not tokens:
        return None
    span = doc.char_span(block.start, block.end, alignment_mode="expand")
    top = next((t for t in tokens if t.head.i not in {k.i for k in tokens}), tokens[0])
    verb = governing_cue(top, (span.start, span.end)) if span is not None else None
    cue = cue_of(verb) if verb is not None else None
    if cue is None or cue.group == "voices":
        return None
    agents = [c for c in cue.token.children if c.dep_ == "obl:agent"]
    own = any(c.dep_ == "nsubj" for c in cue.token.children)
    passive = not own and (any(c.dep_ == "aux:pass" for c in cue.token.children) or (cue.token.tag_ == "VBN" and cue.token.dep_ == "acl"))
    who = (agents[0] if agents else None) if passive else subject_of(cue.token)
    if who is None or who.lower_ in SILENT:
        return None
    return Draft(quoted.start, quoted.end, "mixed", "fragment", voice_of(who), cue, stance=cue.stance, relay=relay_of(cue.token, outlet))


# --- words without marks -----------------------------------------------------------------------------------------------------
def _reported(doc: Doc, block: Span, marks: Sequence[Quoted], outlet: str | None, *, title: bool) -> Iterator[Draft]:
    span = doc.char_span(block.start, block.end, alignment_mode="expand")
    if span is None:
        return
    hidden = {t.i for q in marks for t in tokens_between(doc, q.outer.start, q.outer.end)}
    for sentence in _sentences(span):
        found = [s for s in complements(sentence, outlet) if not (title and s.rule == "noun phrase")]
        taken = {s.cue.token.i for s in found if s.cue}
        found += [s for s in behind(sentence, outlet) if not s.cue or s.cue.token.i not in taken]
        found += according(sentence, outlet)
        yield from (d for s in found if (d := _draft(doc, s, marks)) and not (s.cue and s.cue.token.i in hidden))
    if title or len(list(_sentences(span))) == 1:
        yield from (d for s in headline([t for t in span if not t.is_space]) if (d := _draft(doc, s, marks)))


def _sentences(span: Iterable[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in span:
        if token.is_space:
            continue
        if sentence and token.is_sent_start:
            yield sentence
            sentence = []
        sentence.append(token)
    if sentence:
        yield sentence


def _draft(doc: Doc, speech: Speech, marks: Sequence[Quoted]) -> Draft | None:
    """Offsets of a speech, without "that", marks and punctuation around it; None where nothing is left."""
    tokens = _before_insert(doc, [t for t in doc[speech.left : speech.right] if not t.is_space], marks)
    while tokens and ((tokens[0].lower_ == "that" and tokens[0].tag_ in {"IN", "DT"}) or set(tokens[0].text) <= TRIMMED):
        tokens = tokens[1:]
    while tokens and set(tokens[-1].text) <= TRIMMED and not (tokens[-1].text == "," and _before_mark(tokens[-1], marks)):
        tokens = tokens[:-1]
    if not tokens:
        return None
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    for q in marks:
        if q.outer.start >= start and q.end < end <= q.outer.end and q.outer.start == start:
            start, end = q.start, q.end
        elif q.outer.start < start and end == q.outer.end:
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


def _distinct(drafts: Iterator[Draft]) -> list[Draft]:
    """One draft for each stretch: of two that overlap for the most part, the one whose rule reads more of the parse."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.rule == "bare clause", d.rule == "attribution behind", -(d.end - d.start), d.start)):
        if not any((_mostly(draft, k) and _mostly(k, draft)) or (k.start == draft.start and k.end == draft.end) for k in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, d.end))


# --- from quote to quote -----------------------------------------------------------------------------------------------------
def _carried(drafts: Sequence[Draft], last: Draft | None) -> list[Draft]:
    """Give a quote without an attribution the speaker of the one before it; hand a relay on to what the same voice goes on to say."""
    out: list[Draft] = []
    for k, draft in enumerate(drafts):
        made = draft
        if draft.voice is None:
            source = last or next((d for d in drafts[k:] if d.voice and draft.rule == "unclosed"), None)
            if source is None or source.voice is None:
                continue
            made = replace(
                draft,
                voice=source.voice,
                cue=source.cue,
                cue_at=source.cue_at,
                cue_words=source.cue_words,
                stance=source.stance,
                relay=source.relay,
                rule="carried over",
            )
        elif last and not draft.relay and last.relay and draft.voice.pronoun:
            made = replace(draft, relay=last.relay)
        out.append(made)
        last = made if last is None or made.end >= last.end else last
    return out
