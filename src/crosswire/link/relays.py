"""Whom an outlet cites, where a report has something from that outlet: "the Star reported, citing a nurse at the clinic"."""

from __future__ import annotations

import re

from crosswire.types import Quote, Span
from crosswire.wordlists import words_of

_CITING = re.compile(
    r"\b(?:citing|quoting|attributing (?:it|this|that|the \w+) to)\s+(?P<who>(?:[^\s,.;:!?()\"“”]|\.(?=\w)|,(?=\d))[^,;:!?()\n\"“”]{1,70}?)"
    r"(?=\s+(?:as|that|who|said|says|reported|reports|on (?:condition|[A-Z][a-z]+day))\b|\.(?:\s|$)|[,;:!?()\n\"“”]|$)"
)
_END = re.compile(r"[.!?][\"”’']?(?:\s|$)|\n")


def cited_by(text: str, quote: Quote) -> Span | None:
    """Where the words stand that say whom the speaker of a quote cites; None where it cites nobody, or only "reports".

    Looked at is the sentence that the speaker and the quote's end stand in.
    """
    low = min(quote.start, quote.speaker_start if quote.speaker_start is not None else quote.start)
    last = max(quote.end, quote.speaker_end or quote.end, quote.cue_end or quote.end)
    stop = _END.search(text, last)
    end = stop.start() + 1 if stop else len(text)
    for found in _CITING.finditer(text, max(low - 2, 0), end):
        who = found["who"].split()
        if not {w.lower() for w in who} & words_of("agencies.toml", "media"):
            return Span(*found.span("who"))
    return None
