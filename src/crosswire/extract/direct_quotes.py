"""Who speaks the words in quote marks: the attribution behind, before or around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from crosswire.extract.quote_marks import Quoted
from crosswire.extract.quote_speakers import Voice, name_before, name_in_front, news_name, subject_of, tokens_between, voice_of
from crosswire.extract.reported import quoted_as_saying
from crosswire.extract.reporting_words import FINITE, Cue, cue_of, is_in
from crosswire.types import Span

STOPS = frozenset({".", "!", "?", ";"})
TAIL = 45  # tokens behind a quote in which its attribution may stand
INVERTED = 2  # tokens before the verb in '"...", later said X'


@dataclass(frozen=True, slots=True)
class Attribution:
    """The verb and the speaker of words in marks; ``rule`` says where they stood."""

    cue: Cue | None
    voice: Voice | None
    rule: str
    relay: tuple[str, ...] = ()


def attribution_of(doc: Doc, quoted: Quoted, room: Span, outlet: str | None) -> Attribution | None:
    """The attribution of one quote: behind it, else before it. ``room`` is the block between the neighbouring quotes."""
    behind = _behind(doc, quoted, Span(quoted.outer.end, room.end), outlet)
    before = _before(doc, Span(room.start, quoted.outer.start), outlet)
    inside = doc.text[quoted.start : quoted.end].rstrip()
    if before and before.rule == "colon before":
        return before
    return behind if behind and (not before or inside[-1:] == "," or doc.text[quoted.outer.end : quoted.outer.end + 1] == ",") else before


# --- behind: "...," X said / said X ------------------------------------------------------------------------------------------
def _behind(doc: Doc, quoted: Quoted, room: Span, outlet: str | None) -> Attribution | None:
    tail = _until_stop(tokens_between(doc, room.start, room.end))[:TAIL]
    inside = doc.text[quoted.start : quoted.end].rstrip()[-1:]
    comma = inside == "," or (tail and tail[0].text in {",", "—", "–", "-"})
    if tail and tail[0].text in {",", "—", "–", "-"}:
        tail = tail[1:]
    if not tail or inside in {".", "…"} or not (comma or inside in "?!" or cue_of(tail[0])):
        return None
    cues = [(k, c) for k, c in enumerate(map(cue_of, tail)) if c and not _is_relative(c.token)]
    for _, cue in cues:
        if passed := quoted_as_saying(cue, outlet):
            return Attribution(cue, passed[0], "quoted as saying", passed[1])
    for k, cue in sorted(cues, key=lambda c: (not _finite(c[1].token), c[0])):
        token = cue.token
        if k <= INVERTED and all(t.pos_ in {"ADV", "AUX"} for t in tail[:k]):
            return Attribution(cue, _inverted(doc, token, tail), "verb behind")
        return Attribution(cue, _subject(doc, token, tail[0].i), "subject and verb behind")
    return None


def _finite(token: Token) -> bool:
    """A verb that can be the main one; the parser takes "said X" for a participle now and then."""
    return token.tag_ in FINITE or (token.tag_ in {"VBN", "VB"} and token.dep_ not in {"acl", "amod"})


def _is_relative(token: Token) -> bool:
    before = token.nbor(-1).lower_ if token.i else ""
    return token.dep_ == "acl:relcl" or before in {"who", "which", "to"}


def _inverted(doc: Doc, verb: Token, tail: Sequence[Token]) -> Voice | None:
    own = [
        c
        for c in verb.children
        if c.dep_ in {"nsubj", "nsubj:pass", "obj", "ccomp"}
        and verb.i < c.i <= tail[-1].i
        and c.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "DET"}
    ]
    if own:
        return voice_of(own[0])
    head = name_before(doc, verb.i + 1, min(verb.i + 14, tail[-1].i + 1))
    return voice_of(head) if head is not None else None


def _subject(doc: Doc, verb: Token, first: int) -> Voice | None:
    head = subject_of(verb)
    if head is None or not first <= head.i < verb.i:
        head = name_in_front(verb)
    if head is None or not first <= head.i < verb.i:
        head = name_before(doc, first, verb.i)
    return voice_of(head) if head is not None else None


# --- before: X said: "...", X told reporters, "..." --------------------------------------------------------------------------
def _before(doc: Doc, room: Span, outlet: str | None) -> Attribution | None:
    head = _since_stop(tokens_between(doc, room.start, room.end))
    if not head:
        return None
    last = head[-1]
    if last.text == ":":
        return _introduced(doc, head[:-1], "colon before", outlet)
    cues = [c for c in map(cue_of, head) if c and not _is_relative(c.token) and c.token.tag_ != "VB"]
    if not cues:
        return None
    cue = cues[-1]
    gap = [t for t in head if t.i > cue.last.i]
    plain = not any(t.tag_ in FINITE for t in gap)
    if (
        (last.text == "," and len(gap) <= 12 and plain)
        or (len(gap) <= 1 and not any(t.tag_ == "TO" for t in gap) and "clause" in cue.takes | _uttered(cue))
        or (last.lower_ == "that" and len(gap) <= 8)
    ):
        return Attribution(cue, _subject(doc, cue.token, head[0].i), "verb before")
    return None


def _uttered(cue: Cue) -> frozenset[str]:
    return frozenset({"clause"}) if cue.group == "voices" else frozenset()


def _introduced(doc: Doc, head: Sequence[Token], rule: str, outlet: str | None) -> Attribution | None:
    cues = [c for c in map(cue_of, head) if c]
    if cues:
        cue = cues[-1]
        if is_in("citing", cue.words) and cue.token.tag_ == "VBG":
            objects = [c for c in cue.token.children if c.dep_ in {"obj", "iobj"}]
            by = subject_of(cue.token)
            name = news_name(by, outlet, sure=True) if by is not None and by.pos_ != "PRON" else None
            return Attribution(cue, voice_of(objects[0]), "citing before", (name,) if name else ()) if objects else None
        voice = _subject(doc, cue.token, head[0].i) if cue.token.i > head[0].i else _inverted(doc, cue.token, head)  # "Added Berg: ..."
        return Attribution(cue, voice, rule)
    if not head:
        return None
    verbs = [t for t in head if t.tag_ in FINITE]
    who = subject_of(verbs[0]) if verbs else name_before(doc, head[0].i, head[-1].i + 1)
    if who is None or (verbs and who.ent_type_ != "PERSON" and who.pos_ != "PRON"):
        return None
    return Attribution(None, voice_of(who), rule)


def _until_stop(tokens: Sequence[Token]) -> list[Token]:
    cut = next((k for k, t in enumerate(tokens) if t.text in STOPS), len(tokens))
    return list(tokens[:cut])


def _since_stop(tokens: Sequence[Token]) -> list[Token]:
    cut = max((k for k, t in enumerate(tokens) if t.text in STOPS), default=-1)
    return list(tokens[cut + 1 :])
