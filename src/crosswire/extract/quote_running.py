"""From paragraph to paragraph: what introduces a quote, goes on with it, or opens it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crosswire.extract.quote_drafts import Draft
from crosswire.extract.quote_marks import Quoted, continues
from crosswire.types import Span


class Running:
    """The drafts of a text so far, and what its last paragraph leaves open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._drafts: list[Draft] = []
        self._unclosed: Quoted | None = None
        self._before: Span | None = None  # the paragraph in front
        self._waiting: list[Draft] = []  # quotes that ran on into the next paragraph, speaker not yet named

    def lead(self, block: Span, marks: Sequence[Quoted]) -> int:
        """Where the words begin that may introduce a paragraph's quotes: in the paragraph in front if its colon announces them."""
        before = self._before
        opens = bool(marks) and marks[0].outer.start == block.start
        announced = before is not None and opens and self._text[before.start : before.end].rstrip()[-1:] == ":"
        return before.start if before is not None and announced else block.start

    def add(self, found: Sequence[Draft], block: Span, marks: Sequence[Quoted]) -> None:
        """Take in a paragraph's drafts: with the speaker of the quote that it opens again or goes on with."""
        again = bool(marks) and (continues(self._unclosed, marks[0], block) or self._goes_on(block, marks))
        held = self._waiting if again else []
        if not again:
            self._drafts += [d for d in self._waiting if d.whole]
        together = _carried([*held, *found], self._drafts[-1] if again and self._drafts and not held else None)
        open_end = bool(marks) and not marks[-1].closed
        self._unclosed = marks[-1] if open_end else None
        self._waiting = [*held, *found] if open_end and not any(d.voice for d in together) else []
        if not self._waiting:
            self._drafts += together
        self._before = block

    def close(self) -> list[Draft]:
        """Every draft of the text; a quote that nobody is named for takes the speaker of the same words elsewhere (titles, captions)."""
        drafts = [*self._drafts, *(d for d in self._waiting if d.whole)]
        said = {self._words(d): d for d in reversed(drafts) if d.voice and d.mode == "direct"}
        return [self._said_elsewhere(d, said) if d.voice is None else d for d in drafts]

    def _words(self, draft: Draft) -> str:
        return "".join(c for c in self._text[draft.start : draft.end].casefold() if c.isalnum())

    def _said_elsewhere(self, draft: Draft, said: Mapping[str, Draft]) -> Draft:
        words = self._words(draft)
        source = said.get(words) or next((d for w, d in said.items() if w.startswith(words)), None)
        return _spoken_by(draft, source, "same words") if source else draft

    def _goes_on(self, block: Span, marks: Sequence[Quoted]) -> bool:
        """Whether a paragraph of nothing but a quote goes on with what the paragraph in front ended in: words of a named speaker."""
        text, before = self._text, self._before
        if before is None or not self._drafts or len(marks) != 1 or text[block.start : marks[0].outer.start].strip():
            return False
        if text[marks[0].outer.end : block.end].strip() or text[before.start : before.end].rstrip()[-1:] in {":", "?"}:
            return False
        last = self._drafts[-1]
        return last.mode != "indirect" and before.start <= last.start and (last.cue is None or last.cue.group != "calls")


def _carried(drafts: Sequence[Draft], last: Draft | None) -> list[Draft]:
    """Give a quote without an attribution the speaker of the one before it; hand a relay on to what the same voice goes on to say."""
    out: list[Draft] = []
    for k, draft in enumerate(drafts):
        made = draft
        if draft.voice is None:
            source = last or next((d for d in drafts[k:] if d.voice and draft.rule == "unclosed"), None)
            if source is None or source.voice is None:
                out += [draft] if draft.whole else []
                continue
            made = _spoken_by(draft, source, "carried over")
        elif last and not draft.relay and last.relay and draft.voice.pronoun:
            made = replace(draft, relay=last.relay)
        out.append(made)
        last = made if last is None or made.end >= last.end else last
    return out


def _spoken_by(draft: Draft, source: Draft, rule: str) -> Draft:
    """A draft with the attribution of another."""
    return replace(
        draft, voice=source.voice, cue=source.cue, cue_at=source.cue_at, cue_words=source.cue_words,
        stance=source.stance, relay=source.relay, rule=rule,
    )  # fmt: skip
