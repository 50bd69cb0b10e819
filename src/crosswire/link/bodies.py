"""Whom a person speaks for: the body in the title before a name, or in the words after it.

A body counts if it is named, or is an institution called by its noun ("the hospital's director"); never people described ("the
terrorists", "the families"), of whom a report only happens to tell beside a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from crosswire.extract.actor_lists import singular
from crosswire.extract.name_text import keys_of
from crosswire.link.holders import head_of, title_of
from crosswire.types import Actor, ActorMention
from crosswire.wordlists import words_of

NEAR = 60  # characters between a name and the body that the person is said to speak for
BODIES = frozenset({"government", "organisation", "armed group"})
SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press secretary|minister|ministry|secretary|president|premier|chancellor|head|chief|boss"
    r"|director|commander|chair(?:man|woman|person)?|governor|ambassador|envoy|coordinator|co-ordinator|leader|general|colonel|official|officer)s?\b",
    re.IGNORECASE,
)
_MINISTERS = frozenset({"minister", "secretary"})
_MINISTRIES = frozenset({"ministry", "department"})
_RANKS = frozenset(
    "deputy vice assistant associate first second permanent acting interim chief senior junior general state affairs press federal".split()
)
_SPELT = {"defense": "defence", "labor": "labour", "economic": "economy"}
_APART = re.compile(r"[.;:!?\n\"“”]|\)\s*[-–—]|\b(?:and|but|that|when|while|said|says|told|met|with|by|to)\b")
_VERB = re.compile(r"\b(?!(?:united|retired|combined|armed|allied|based|unified)\b)[a-z]{2,}ed\b")
_SPEAKING = re.compile(r"\b(?:speaks|speaking|spoke) for\b")


def bodies_of(texts: Mapping[str, str], actors: Mapping[str, Actor], mentions: Mapping[str, Sequence[ActorMention]]) -> dict[str, str]:
    """person -> the body that reports say most often to be that person's; ``mentions`` by document."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for document_id in sorted(mentions):
        text, rows = texts[document_id], mentions[document_id]
        bodies = [m for m in rows if _is_body(m, actors, text)]
        for person in (m for m in rows if _kind(m, actors) == "person" and m.form != "pronoun"):
            body = _beside(text, person, bodies) or _ministry(person, bodies, actors) or _in_role(person, rows, actors)
            if body:
                counts[person.actor_id][body] += 1
    return {p: max(sorted(found), key=lambda b: found[b]) for p, found in counts.items()}


def _kind(mention: ActorMention, actors: Mapping[str, Actor]) -> str | None:
    actor = actors.get(mention.actor_id)
    return actor.kind if actor else None


def _is_body(mention: ActorMention, actors: Mapping[str, Actor], text: str) -> bool:
    if _kind(mention, actors) not in BODIES:
        return False
    return mention.form == "name" or head_of(text[mention.start : mention.end]) in (
        words_of("agencies.toml", "institution") | words_of("agencies.toml", "body")
    )


def _beside(text: str, person: ActorMention, bodies: Sequence[ActorMention]) -> str | None:
    """The nearest body that the words at a person's mention say to be that person's, if any."""
    if person.form == "name":
        found = [(b.start - person.start, b) for b in bodies if _speaks_for(text, person, b)]
    else:
        said = text[person.start : person.end]
        found = [(b.start, b) for b in bodies if person.start <= b.start and b.end <= person.end and SPEAKS_FOR.search(said)]
    return min(found, key=lambda f: (abs(f[0]), f[0], f[1].actor_id))[1].actor_id if found else None


def _ministry(person: ActorMention, bodies: Iterable[ActorMention], actors: Mapping[str, Actor]) -> str | None:
    """The one ministry in the report over which a minister is set: "the interior minister", "the Ministry of Interior"."""
    title = title_of(person.role or "")
    if title is None or title.noun not in _MINISTERS or "opposition" in title.which:
        return None
    own, country = _portfolio(title.which), actors[person.actor_id].country
    fitting = {b.actor_id for b in bodies if own and own == _portfolio(keys_of(actors[b.actor_id].name), _MINISTRIES)}
    alike = {a for a in fitting if country in (None, actors[a].country)}
    return alike.pop() if len(alike) == 1 else None


def _in_role(person: ActorMention, rows: Iterable[ActorMention], actors: Mapping[str, Actor]) -> str | None:
    """The one body in the report that a person's title names: "police spokesman", "union leader" beside "the unions"."""
    title = title_of(person.role or "")
    if title is None or not SPEAKS_FOR.fullmatch(title.noun):
        return None
    said = frozenset(map(singular, title.which - _RANKS))
    country = actors[person.actor_id].country
    fitting = {m.actor_id for m in rows if _kind(m, actors) in BODIES and m.form != "pronoun" and _fits(said, actors[m.actor_id].name)}
    alike = {b for b in fitting if len(fitting) == 1 or country in (None, actors[b].country)}
    return alike.pop() if len(alike) == 1 else None


def _fits(said: frozenset[str], name: str) -> bool:
    """Whether words of a title name a body: its noun among them, and no other word of which only one of the two has some."""
    own = frozenset(map(singular, keys_of(name)))
    return singular(head_of(name)) in said and (said <= own or own <= said)


def _portfolio(keys: Collection[str], needed: frozenset[str] = frozenset()) -> frozenset[str]:
    """The words that say what a minister or ministry is over; empty where none of the needed words is there."""
    said = {_SPELT.get(k, k) for k in keys}
    return frozenset(said & words_of("titles.toml", "before_office") - _RANKS) if said & needed or not needed else frozenset()


def _speaks_for(text: str, person: ActorMention, body: ActorMention) -> bool:
    """ "Pentagon press secretary X", "X, the ministry's spokesman,", "X of the ministry": no other party or verb between them."""
    if person.start <= body.start and body.end <= person.end:
        return True
    before = body.start <= person.start
    low, high = (body, person) if before else (person, body)
    between = text[low.end : high.start]
    if len(between) > NEAR or _APART.search(between) or _VERB.search(between):
        return False
    after = "" if before else re.split(r"[.,;:!?\n\"“”()]", text[body.end : body.end + NEAR // 2])[0]
    return bool(SPEAKS_FOR.search(f"{between} {after}") or _SPEAKING.search(between) or _holds_office(between, before, person.role))


def _holds_office(between: str, before: bool, role: str | None) -> bool:
    """ "General X of the army": the office stands before the name, and nothing but "of" before the body."""
    small = re.fullmatch(r"[\s,'’s]*" if before else r"\s*,?\s*(?:of|for|at|from)(?: the)?\s*", between)
    return bool(small and role and SPEAKS_FOR.search(role))
