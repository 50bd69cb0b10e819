"""On whose word a claim rests: the person or body that is quoted, and the party that it speaks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from crosswire.extract.actor_lists import noun_groups, singular
from crosswire.extract.name_text import keys_of
from crosswire.link.agencies import Outlets, is_agency
from crosswire.link.bodies import bodies_of
from crosswire.link.holders import head_of, held_by, one_institution
from crosswire.link.relays import cited_by
from crosswire.link.witnesses import is_itself, witness_of
from crosswire.types import Actor, ActorMention, Claim, Quote, Tables
from crosswire.wordlists import words_of
from crosswire.wordlists.folding import fold

# What a party does by saying so, or does openly: it is the first to know. Attacks and arrests have other witnesses.
OWN_ACTS = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN SANCTION MOBILIZE".split())
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Basis:
    """What a claim rests on. ``rank``: 0 a named speaker, 1 an unnamed one, 2 an agency, 3 the outlet itself."""

    rank: int
    kind: Literal["speaker", "agency", "outlet"]
    key: tuple[str, ...]
    name: str


class Speakers:
    """Who speaks for whom, over all documents."""

    def __init__(self, tables: Tables) -> None:
        self._texts = tables.texts()
        self._actors = {a.actor_id: a for a in tables.actors}
        self._outlet_of = {d.document_id: d.outlet for d in tables.documents}
        self._outlets = Outlets(o for o in self._outlet_of.values() if o)
        self._mentions: dict[str, list[ActorMention]] = defaultdict(list)
        for mention in tables.actor_mentions:
            self._mentions[mention.document_id].append(mention)
        self._quotes: dict[str, list[Quote]] = defaultdict(list)
        for quote in tables.quotes:
            self._quotes[quote.document_id].append(quote)
        self._holders = held_by(tables)
        self._bodies = bodies_of(self._texts, self._actors, self._mentions)
        speaking = {s for q in tables.quotes if (s := self._speaker(q))}
        self._one = one_institution(tables, speaking | {self._bodies.get(s, s) for s in speaking})

    def _speaker(self, quote: Quote) -> str | None:
        return self._holders.get(quote.quote_id, quote.speaker_id)

    def body(self, actor_id: str) -> str:
        """Whom an actor speaks for: the body that a person belongs to, else itself, or the one that stands for its institution."""
        actor = self._actors.get(actor_id)
        body = (actor.part_of or self._bodies.get(actor_id, actor_id)) if actor and actor.kind == "person" else actor_id
        return self._one.get(body, body)

    def party(self, actor_id: str | None) -> tuple[str, ...] | None:
        """The party that an actor belongs to: a state for its government, its bodies and their people; else the body itself."""
        if actor_id is None:
            return None
        actor = self._actors.get(self.body(actor_id))
        if actor is None:
            return ("party", actor_id)
        if actor.country and (actor.kind in ("country", "government") or self._in_office(actor)):
            return ("state", actor.country)
        if actor.kind == "government" and actor.actor_id in self._states:
            return ("state", self._states[actor.actor_id])
        return ("party", actor.actor_id)

    @cached_property
    def _states(self) -> Mapping[str, str]:
        """The state of a body that is named without one ("the army"): of the only such body with a state in the same reports."""
        named: dict[str, set[str]] = defaultdict(set)  # document -> bodies of a state and states
        bare: dict[str, set[str]] = defaultdict(set)  # body without a state -> documents
        for document_id, mentions in self._mentions.items():
            for actor in (a for m in mentions if (a := self._actors.get(m.actor_id)) and a.kind == "government"):
                if actor.country:
                    named[document_id].add(actor.actor_id)
                else:
                    bare[actor.actor_id].add(document_id)
        found: dict[str, str] = {}
        for actor_id, documents in bare.items():
            noun = _noun(self._actors[actor_id])
            fitting = {self._actors[b] for d in documents for b in named[d] if _same_body(noun, _noun(self._actors[b]))}
            states = {a.country for a in fitting if a.country}
            if len(states) == 1:
                found[actor_id] = states.pop()
        return found

    @cached_property
    def _roles(self) -> Mapping[str, frozenset[str]]:
        roles: dict[str, set[str]] = defaultdict(set)
        for mentions in self._mentions.values():
            for mention in mentions:
                if mention.role:
                    roles[mention.actor_id].add(fold(mention.role))
        return {a: frozenset(r) for a, r in roles.items()}

    def _in_office(self, actor: Actor) -> bool:
        """Whether a person of a country speaks for its state: ministers, presidents, officers; nobody "former" or of the opposition."""
        offices = words_of("agencies.toml", "office_of_state")
        return actor.kind == "person" and any(
            re.search(rf"\b{re.escape(o)}\b", role) and not re.search(r"\b(?:former|ex|opposition|party)\b", role)
            for role in self._roles.get(actor.actor_id, ())
            for o in offices
        )

    def basis(self, claim: Claim, quote: Quote) -> Basis | None:
        """On whose word a quoted claim rests: of an outlet that is quoted, on the word of whom it cites."""
        speaker = self._speaker(quote)
        own = self.witness(quote.document_id, quote.speaker_text or "")  # "a Star reporter said"
        if own:
            return own
        found = self._of_actor(speaker, claim, quote.speaker_text or "") if speaker else self._of_words(quote)
        return (self._cited(claim, quote) if found is None or found.kind != "speaker" else None) or found

    def _of_actor(self, speaker: str, claim: Claim, said: str) -> Basis:
        """A party that tells of its own act is one source, whichever official says it."""
        body, party = self.body(speaker), self.party(speaker)
        name = self._name(body) or said
        outlet = self._outlet(body)
        if outlet:
            return outlet
        if party and (party == self.party(claim.actor_id) or self._of_own(party, claim)):
            return Basis(0, "speaker", party, name)
        return Basis(0, "speaker", self._forces(body) or ("actor", body), name)

    def _within(self, quote: Quote) -> bool:
        """Whether a quote stands in somebody's words, so that "we" and "our" in it are his."""
        others = (q for q in self._quotes[quote.document_id] if q.quote_id != quote.quote_id)
        at = quote.start if quote.speaker_start is None else quote.speaker_start
        return bool(quote.relay) or any(q.start <= at < q.end for q in others)

    def _of_words(self, quote: Quote) -> Basis | None:
        """A speaker who is nobody that the record knows: an outlet, or an unnamed source, which is the report's own."""
        said = quote.speaker_text
        if not said or (is_itself(said) and not self._within(quote)):
            return None
        agency = Basis(2, "agency", ("outlet", fold(said)), said) if is_agency(said) else None
        return self._outlet_named(said) or agency or Basis(1, "speaker", ("words", quote.document_id, fold(_ARTICLE.sub("", said))), said)

    def _cited(self, claim: Claim, quote: Quote) -> Basis | None:
        """Whom a quoted outlet cites: an unnamed source is that outlet's own, in whatever report it is passed on."""
        text = self._texts[quote.document_id]
        span = cited_by(text, quote) if quote.speaker_text else None
        if span is None:
            return None
        named = [m for m in self._mentions[quote.document_id] if m.start < span.end and span.start < m.end and m.form != "pronoun"]
        if named:
            return self._of_actor(min(named, key=lambda m: (m.start, -m.end, m.actor_id)).actor_id, claim, text[span.start : span.end])
        said = _ARTICLE.sub("", text[span.start : span.end])
        if head_of(said) not in words_of("agencies.toml", "vague_speaker"):  # "citing concerns over safety"
            return None
        return Basis(1, "speaker", ("words", fold(_ARTICLE.sub("", quote.speaker_text or "")), fold(said)), said)

    def _of_own(self, party: tuple[str, ...], claim: Claim) -> bool:
        """Whether a state's speaker tells of an act for which no other party is named: of sending, agreeing, refusing, its own."""
        actor = self._actors.get(claim.actor_id or "")
        unnamed = actor is None or (actor.country is None and actor.kind == "government" and actor.actor_id not in self._states)
        return party[0] == "state" and claim.type in OWN_ACTS and unnamed

    def _forces(self, body: str) -> tuple[str, ...] | None:
        """The state, for the armed forces that it speaks through on any matter of war: its defence ministry, army, navy, general staff."""
        actor = self._actors.get(body)
        party = self.party(body)
        if actor and party and party[0] == "state" and words_of("agencies.toml", "armed_forces") & set(fold(actor.name).split()):
            return party
        return None

    def _outlet(self, body: str) -> Basis | None:
        """The outlet of another report that is quoted here is the source that it is there."""
        actor = self._actors.get(body)
        if actor is None or actor.kind not in ("organisation", None):
            return None
        return self._outlet_named(actor.name)

    def _outlet_named(self, name: str) -> Basis | None:
        outlet = next(iter(self._outlets.called(name)), None)
        return Basis(3, "agency" if is_agency(outlet) else "outlet", ("outlet", fold(outlet)), outlet) if outlet else None

    def relayed_by(self, quote: Quote) -> str | None:
        """The outlet, one whose reports are here, its own ones too, that a report has a quote from: the speaker itself, or the last to
        pass it on."""
        names = [*reversed(quote.relay), quote.speaker_text or "", getattr(self._actors.get(quote.speaker_id or ""), "name", "")]
        return next((o for n in names if n for o in self._outlets.called(n)), None)

    def witness(self, document_id: str, sentence: str) -> Basis | None:
        """The outlet whose own people saw or counted what a sentence of a report tells."""
        name = witness_of(sentence, self._outlet_of.get(document_id), self._known_outlet)
        return self._outlet_named(name) or Basis(2, "agency", ("outlet", fold(name)), name) if name else None

    def _known_outlet(self, name: str) -> str | None:
        return next(iter(self._outlets.called(name)), name if is_agency(name) else None)

    def state(self, country: str) -> str | None:
        """The name under which a state speaks by more than one of its bodies: its government, else the country."""
        own = [a for a in self._actors.values() if a.country == country and a.kind in ("government", "country")]
        rank = {a: ("government" not in fold(a.name).split(), a.kind != "country", a.actor_id) for a in own}
        fit = [a for a in own if not rank[a][0] or not rank[a][1]]
        return min(fit, key=lambda a: rank[a]).name if fit else None

    def of_statement(self, actor_id: str) -> Basis:
        """The basis of what an actor is reported to have said."""
        body = self.body(actor_id)
        return self._outlet(body) or Basis(0, "speaker", self.party(actor_id) or ("party", actor_id), self._name(body) or actor_id)

    def words(self, quote: Quote) -> str:
        """The words of a quote."""
        return self._texts[quote.document_id][quote.start : quote.end]

    def _name(self, actor_id: str) -> str | None:
        """An actor's name for an origin: a proper name rather than a description, and never a word that takes a side."""
        actor = self._actors.get(actor_id)
        if actor is None or is_proper(actor.name):
            return actor.name if actor else None
        proper = [a for a in actor.aliases if is_proper(a)]
        if proper:
            return max(proper, key=lambda a: (len(a), a))
        last = keys_of(actor.name)[-1:]
        group = noun_groups().get(singular(last[0])) if last else None
        return f"unnamed {group[1]}" if group and group[2] == "loaded" else actor.name


def is_proper(name: str) -> bool:
    """Whether a name is somebody's own: a capital behind its first word, or one word alone that is no common noun for an actor.

    >>> is_proper("Delta Hospital"), is_proper("the Delta"), is_proper("Two sources"), is_proper("Villagers"), is_proper("The hospital")
    (True, True, False, False, False)
    """
    words = _ARTICLE.sub("", name).split()
    if len(words) == 1:
        return words[0][:1].isupper() and singular(words[0].lower()) not in noun_groups()
    return any(w[:1].isupper() for w in words[1:]) or (name[:1].islower() and any(w[:1].isupper() for w in words))


def _noun(actor: Actor) -> str:
    return fold(actor.name).split()[-1] if fold(actor.name) else ""


def _same_body(bare: str, named: str) -> bool:
    """Whether "the army", named without a state, can be a body that is named with one: the same noun, or both the armed forces."""
    forces = words_of("agencies.toml", "armed_forces")
    return bool(bare) and (bare == named or (bare in forces and named in forces))


def quote_of(quotes: Iterable[Quote], claim: Claim) -> Quote | None:
    """The shortest quote that holds a claim's trigger, or whose cue the trigger is ("denied that ...")."""
    found = [
        q
        for q in quotes
        if _holds(q.start, q.end, claim) or (q.cue_start is not None and q.cue_end is not None and _holds(q.cue_start, q.cue_end, claim))
    ]
    return min(found, key=lambda q: (q.end - q.start, q.start, q.quote_id), default=None)


def _holds(start: int, end: int, claim: Claim) -> bool:
    return start <= claim.trigger_start and claim.trigger_end <= end
