"""Transcripts: lines that begin with who speaks ("MINISTER OKELLO: ...", "Q: ... A: ...")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from crosswire.extract.quote_drafts import Draft
from crosswire.extract.quote_speakers import Voice
from crosswire.extract.reporting_words import is_in
from crosswire.types import Span

LEAST = 2  # labelled lines beside each other that make a transcript: one alone may be a headline's or a list's
NEAR = 2  # characters between two lines beside each other
_LABEL = re.compile(r"[ \t]*(?P<name>(?:[A-Z][A-Z.'’\-]*\.?(?:[ \t]+|(?=:))){1,6}|Q(?:uestion)?|A(?:nswer)?):[ \t]+(?=\S)")
_ASKED = re.compile(r"(?:Q|QUESTION|MODERATOR|REPORTER|HOST|INTERVIEWER|PRESENTER|ANCHOR|JOURNALIST)\b", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:A|ANSWER)$", re.IGNORECASE)


def transcript(doc: Doc, blocks: Sequence[Span]) -> dict[Span, Draft | None]:
    """The lines of a text that are a transcript's, each with what is said in it; None for a question and for words of nobody known.

    Who answers under a bare "A" is the one person whom the report introduced as the speaker in a labelled line before.
    """
    lines = [(block, label) for block in blocks if (label := _LABEL.match(doc.text, block.start, block.end))]
    beside = {b for (a, _), (b, _) in pairwise(lines) if b.start - a.end <= NEAR} | {
        a for (a, _), (b, _) in pairwise(lines) if b.start - a.end <= NEAR
    }
    out: dict[Span, Draft | None] = {}
    named: Voice | None = None
    for block, label in lines:
        if block not in beside or len(beside) < LEAST:
            continue
        name = label["name"].strip()
        if _ASKED.match(name):
            out[block] = None
            continue
        if not _ANSWERED.match(name):
            named = _voice(doc, label.start("name"), label.start("name") + len(name))
        out[block] = _draft(doc, label.end(), block.end, named)
    return out


def _draft(doc: Doc, start: int, end: int, voice: Voice | None) -> Draft | None:
    """What a line says, without marks around it."""
    text = doc.text[start:end].rstrip()
    if not text or voice is None:
        return None
    inner = text.strip('"“”')
    first = start + text.index(inner) if inner else start
    return Draft(first, first + len(inner), "direct", "transcript", voice, stance="says") if inner else None


def _voice(doc: Doc, start: int, end: int) -> Voice | None:
    """The name in a label, its title left out where a name stands behind it ("MINISTER OKELLO": Okello)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    words: list[Token] = [t for t in span if not t.is_punct]
    names = [t for t in words if not is_in("label_titles", t.lower_.rstrip("."))] or words
    first, last = names[0], words[-1]
    return Voice(first.idx, last.idx + len(last), doc.text[first.idx : last.idx + len(last)], False, last)
