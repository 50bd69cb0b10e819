"""Reported speech: direct, indirect and mixed quotes, their speakers, cues and relays.

Quote marks are paired in the text; attributions are read from the parse and, where that fails, from the surface. ``start:end``
excludes the marks and keeps the comma inside the closing one. A mixed quote spans the whole reported clause; words in marks that
no clause holds ("what it called a “purge”") are a mixed quote of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc, Token

from crosswire.acquire.sentences import READ, Page
from crosswire.extract.attributions import according, as_said, behind, headline
from crosswire.extract.direct_quotes import Attribution, attribution_of
from crosswire.extract.nominal_quotes import adjectival, nominal
from crosswire.extract.quote_drafts import TRIMMED, Draft, distinct, draft_of, mostly
from crosswire.extract.quote_marks import Quoted, blocks, quoted_in
from crosswire.extract.quote_running import Running
from crosswire.extract.quote_speakers import governing_cue, relay_of, subject_of, tokens_between, voice_of
from crosswire.extract.quote_transcripts import transcript
from crosswire.extract.reported import MARK_CHARACTERS, SILENT, complements
from crosswire.extract.reporting_words import FINITE, cue_of
from crosswire.types import Quote, Span, make_id

STARTERS = frozenset(".!?:;,—–-…([")
FULL = 4  # words from which an unattributed quote in a running quotation is speech and not a scare word


def read(page: Page) -> list[Quote]:
    """Every piece of reported speech of title, body and captions, sorted by its offsets; ``speaker_id`` is None."""
    text = page.document.text
    running = Running(text)
    read_from = [s for s in sorted(page.segments, key=lambda s: s.start) if s.kind in READ]
    lines = transcript(page.doc, [b for s in read_from if s.kind == "body" for b in blocks(text, s.start, s.end)])
    for segment in read_from:
        for block in blocks(text, segment.start, segment.end):
            if block in lines:
                said = lines[block]
                running.add([said] if said else [], block, ())
                continue
            marks = quoted_in(text, block)
            running.add(_block(page, block, marks, running.lead(block, marks), title=segment.kind == "title"), block, marks)
    rows = {_quote(page.document.document_id, d) for d in running.close() if d.start < d.end}
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
def _block(page: Page, block: Span, marks: Sequence[Quoted], lead: int, *, title: bool) -> list[Draft]:
    doc, text, outlet = page.doc, page.document.text, page.document.outlet
    reported = distinct(_reported(doc, block, marks, outlet, title=title))
    wholes, drafts = [], []
    for draft in reported:
        same = next((q for q in marks if _same(draft, q, text)), None)
        if same:
            wholes.append(same)
            drafts.append(replace(draft, start=same.start, end=same.end, mode="direct"))
        elif not any(q.outer.start < draft.start < q.end or _two_halves(draft, q, text) for q in marks):
            drafts.append(draft)
    rooms = _rooms(Span(lead, block.end), marks)
    for quoted, room in zip(marks, rooms, strict=True):
        if quoted in wholes or any(d.start <= quoted.start and quoted.end <= d.end and d.rule != "noun phrase" for d in drafts):
            continue
        spoken = _spoken(doc, quoted, block, room, outlet)
        if spoken:
            drafts = [d for d in drafts if not mostly(d, spoken)]
            drafts.append(spoken)
    return sorted(drafts, key=lambda d: (d.start, d.end))


def _two_halves(draft: Draft, quoted: Quoted, text: str) -> bool:
    """Whether a clause around an attribution begins with a quote of its own ('"The road," he said, "is lost"')."""
    comma = text[quoted.end - 1] in ",?!" or text[quoted.outer.end : quoted.outer.end + 1] == ","
    return comma and draft.start <= quoted.start < quoted.end < draft.end and quoted.outer.start <= draft.start


def _rooms(block: Span, marks: Sequence[Quoted]) -> list[Span]:
    edges = [block.start, *(e for q in marks for e in (q.outer.start, q.outer.end)), block.end]
    return [Span(edges[2 * k], edges[2 * k + 3]) for k in range(len(marks))]


def _same(draft: Draft, quoted: Quoted, text: str) -> bool:
    """Whether a reported clause is just the words in marks."""
    start = draft.start + len("that ") if text[draft.start : draft.start + 5].casefold() == "that " else draft.start
    return (
        quoted.outer.start <= start <= quoted.start + 1
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
    return Draft(quoted.start, quoted.end, "direct", "unattributed" if quoted.closed else "unclosed", whole=_is_speech(doc, quoted))


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
    if not tokens or _is_title(tokens):
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


def _is_speech(doc: Doc, quoted: Quoted) -> bool:
    """Whether words in marks are a sentence: a finite verb, and more words than a slogan or a name has."""
    tokens = [t for t in tokens_between(doc, quoted.start, quoted.end) if not t.is_punct]
    return len(tokens) >= FULL and any(t.tag_ in FINITE for t in tokens) and not _is_title(tokens)


def _is_title(tokens: Sequence[Token]) -> bool:
    """Whether words in marks are the name of a programme, a book or a group: capitals, and no verb."""
    words = [t for t in tokens if t.is_alpha and not t.is_stop]
    return len(words) > 1 and all(t.text[0].isupper() for t in words) and not any(t.tag_ in FINITE for t in tokens)


# --- words without marks -----------------------------------------------------------------------------------------------------
def _reported(doc: Doc, block: Span, marks: Sequence[Quoted], outlet: str | None, *, title: bool) -> Iterator[Draft]:
    span = doc.char_span(block.start, block.end, alignment_mode="expand")
    if span is None:
        return
    hidden = {t.i for q in marks for t in tokens_between(doc, q.outer.start, q.outer.end)}
    opening = {q.outer.start for q in marks}
    for sentence in _sentences(span, opening):
        found = [s for s in complements(sentence, outlet) if not (title and s.rule == "noun phrase")]
        taken = {s.cue.token.i for s in found if s.cue}
        found += [s for s in behind(sentence, outlet) if not s.cue or s.cue.token.i not in taken]
        found += [*according(sentence, outlet), *as_said(sentence, outlet)]
        found += [] if title else [*nominal(sentence, outlet), *adjectival(sentence, outlet)]
        yield from (d for s in found if (d := draft_of(doc, s, marks)) and not (s.cue and s.cue.token.i in hidden))
    if title or len(list(_sentences(span, opening))) == 1:
        yield from (d for s in headline([t for t in span if not t.is_space]) if (d := draft_of(doc, s, marks)))


def _sentences(span: Iterable[Token], opening: Set[int]) -> Iterator[list[Token]]:
    """The sentences of a paragraph; a mark that opens behind a full stop begins one, too, where the splitter saw none."""
    sentence: list[Token] = []
    for token in span:
        if token.is_space:
            continue
        if sentence and (token.is_sent_start or (token.idx in opening and sentence[-1].text in {".", "!", "?"})):
            yield sentence
            sentence = []
        sentence.append(token)
    if sentence:
        yield sentence
