"""By which words each report calls an actor: its names, neutral nouns, and words that take a side.

Where a report names one armed group only, what it says of armed people without a name ("the bandits") is taken as said of that group.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from crosswire.extract.actor_lists import noun_groups, singular
from crosswire.types import Actor, ActorMention, Naming
from crosswire.wordlists import words_of as list_words

_SO_CALLED = re.compile(r"(?:so-called|self-styled|self-proclaimed|self-declared)\s+(?:group\s+)?[\"'“‘`]?$", re.IGNORECASE)
_LAST = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def namings_of(texts: Mapping[str, str], mentions: Sequence[ActorMention], actors: Sequence[Actor] = ()) -> tuple[Naming, ...]:
    """One row per actor, report and word, with how often it is used; pronouns say nothing."""
    uses: Counter[tuple[str, str, str, str]] = Counter()
    meant = _meant(mentions, actors)
    for mention in mentions:
        if mention.form != "pronoun":
            said, kind = _naming(texts[mention.document_id], mention)
            uses[meant.get((mention.document_id, mention.actor_id), mention.actor_id), mention.document_id, said, kind] += 1
    return tuple(Naming(a, d, t, k, n) for (a, d, t, k), n in sorted(uses.items()))  # type: ignore[arg-type]


def _meant(mentions: Sequence[ActorMention], actors: Sequence[Actor]) -> dict[tuple[str, str], str]:
    """(report, armed people without a name) -> the one armed group that the report names."""
    armed = {a.actor_id for a in actors if a.kind == "armed group"}
    named_anywhere = {m.actor_id for m in mentions if m.form == "name"}
    groups: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.form == "name" and mention.actor_id in armed:
            groups[mention.document_id].add(mention.actor_id)
    return {
        (m.document_id, m.actor_id): next(iter(groups[m.document_id]))
        for m in mentions
        if m.actor_id in armed and m.actor_id not in named_anywhere and len(groups[m.document_id]) == 1
    }


def _naming(text: str, mention: ActorMention) -> tuple[str, Literal["name", "neutral", "loaded"]]:
    said = " ".join(text[mention.start : mention.end].split())
    if mention.form == "name":
        doubt = _SO_CALLED.search(text, max(0, mention.start - 40), mention.start)
        return (f"so-called {said}", "loaded") if doubt else (said, "name")
    words = _LAST.findall(said)
    for n in (3, 2, 1):
        tail = [w.lower() for w in words[-n:]]
        found = noun_groups().get(" ".join([*tail[:-1], singular(tail[-1])])) if tail and len(tail) == n else None
        if found:
            judged = [w.lower() for w in words[:-n] if w.lower() in list_words("actor_nouns.toml", "loaded_words")]
            called = " ".join([*judged[-1:], *tail])
            if _in_scare_quotes(text, mention):
                return f"“{called}”", "loaded"
            return called, "loaded" if judged or found[2] == "loaded" else "neutral"
    return said.lower(), "neutral"


_OPENS, _CLOSES = frozenset("“\"‘'«`"), frozenset("”\"’'»´")


def _in_scare_quotes(text: str, mention: ActorMention) -> bool:
    """Whether quotation marks enclose a noun alone: the “government”; a quoted sentence is another's word, not a doubt."""
    start = mention.start
    for article in ("the ", "The "):
        start += len(article) if text.startswith(article, start) else 0
    inside = text[start : mention.end]
    tight = text[max(0, start - 1) : start] in _OPENS and text[mention.end : mention.end + 1] in _CLOSES
    return (tight and start > 0) or (inside[:1] in _OPENS and inside[-1:] in _CLOSES)
