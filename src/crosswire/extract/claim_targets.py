"""On whom a claim's act is done, to whom it is said, with whom it is done.

Where a target stands differs by type and is data (wordlists/event_roles.toml): talks are *with* somebody, aid goes *to* somebody, and
who is asked is the subject of what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from crosswire.extract.claim_actors import RECIPROCAL, roles_of
from crosswire.extract.claim_arguments import Arguments, case_of, heads
from crosswire.extract.claim_entities import COUNTED, ROLES, entity_of, names_in, role_words
from crosswire.extract.claim_slots import Index
from crosswire.extract.claim_triggers import Trigger
from crosswire.wordlists import load_toml

OWN_OBJECTS = frozenset({"MOBILIZE", "SANCTION", "RETREAT"})  # what is sent, recalled or withdrawn may be one's own
OWN = frozenset({"its", "their", "his", "her", "our", "my"})
MEETING = frozenset({"CONSULT", "AGREE"})
SPOTS = frozenset({"in", "at", "on", "aboard", "inside", "near", "outside", "off", "by"})
LANDS = frozenset({"place", "place-object"})


@cache
def target_sources(kind: str) -> tuple[str, ...]:
    """Where the target of a type is looked for, best first."""
    return tuple(load_toml(ROLES)[f"target.{kind}"]["words"])


def target_of(trigger: Trigger, index: Index, actor: str | None) -> str | None:
    """The entity that the act is done to, said to or done with; never the actor itself."""
    search = Search(trigger, roles_of(trigger), index)
    for source in target_sources(_kind(trigger)):
        for found in search.under(source):
            if found != actor and not (source in LANDS and search.at_home(actor, found)):
                return found
    return None


def _kind(trigger: Trigger) -> str:
    """The list of places for a target: that of the rule or of the verb where it has its own, else that of the type."""
    lists = load_toml(ROLES)
    own = (f"{trigger.rule.type}.{trigger.rule.name}", f"{trigger.rule.type}.{trigger.verb.lemma_.lower()}")
    return next((kind for kind in own if f"target.{kind}" in lists), trigger.rule.type)


@dataclass(frozen=True, slots=True)
class Search:
    """The places of one trigger where a target can stand, each an iterator over the entities there, in the order of the text."""

    trigger: Trigger
    arguments: Arguments
    index: Index

    def under(self, source: str) -> Iterator[str]:
        """The entities at a place of event_roles.toml: one of ``READERS``, else the words under a preposition."""
        reader = READERS.get(source)
        if reader is not None:
            return reader(self)
        return self.heads(token for preposition, token in self.arguments.obliques if source in preposition.split(" "))

    def heads(self, tokens: Iterable[Token]) -> Iterator[str]:
        """The entities of words and of what is joined to them."""
        for token in tokens:
            for head in heads(token):
                found = entity_of(head, self.index, loose=True)
                if found:
                    yield found

    def at_home(self, actor: str | None, land: str) -> bool:
        """Whether a state's own bodies act in their own land, which then is not whom they act on; crowds protest at home."""
        known = self.index.entities.get(actor or "")
        if known is None or known.country is None or self.trigger.rule.type == "PROTEST":
            return False
        return self.index.state(known.country) == land and known.kind in ("government", "country", "person")

    def others(self) -> Iterator[str]:
        """The further ones of those who do something together: "A and B met", "envoys of A and of B"."""
        for token in self.arguments.subjects:
            behind = [c for c in token.children if c.dep_ == "nmod" and case_of(c) in ("of", "from", "between")]
            for head in (*list(heads(token))[1:], *(h for c in behind for h in list(heads(c))[1:])):
                found = entity_of(head, self.index)
                if found:
                    yield found

    def parties(self) -> Iterator[str]:
        """The further side of an act "between" two, or of sides that clash ("A and B clashed"); others who act together are no target."""
        subjects = self.arguments.subjects
        clash = self.trigger.verb.lemma_.lower() in role_words("clashing") and not self.arguments.objects
        for token in subjects:
            if clash or case_of(token) in ("between", "among"):
                yield from self.heads(list(heads(token))[1:2])

    def objects(self) -> Iterator[str]:
        """The direct and indirect objects."""
        own = self.trigger.rule.type in OWN_OBJECTS
        return self.heads(t for t in self.arguments.objects if not (own and _own(t)))

    def named_objects(self) -> Iterator[str]:
        """The objects that have a name: forces that are sent are whom it is done to only where they are a body of their own."""
        return (x for x in self.objects() if not self.index.unnamed(x))

    def receivers(self) -> Iterator[str]:
        """The indirect objects."""
        return self.heads(t for t in self.arguments.objects if t.dep_ == "iobj")

    def in_objects(self) -> Iterator[str]:
        """The names inside the objects ("rejected B's offer")."""
        for token in self.arguments.objects:
            yield from names_in(token, self.index)

    def in_obliques(self) -> Iterator[str]:
        """The names inside what stands under prepositions ("marched against the plans of B")."""
        meeting = self.trigger.rule.type in MEETING
        for case, token in self.arguments.obliques:
            if meeting and case in SPOTS:
                continue  # "talks opened aboard a Chilean ship": where they are held, not with whom
            if token.ent_type_ not in COUNTED and token.i not in self.index.places_by_word:
                yield from names_in(token, self.index)

    def clauses(self) -> list[Token]:
        """What is said, asked, threatened or promised."""
        verb = self.trigger.verb
        return [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > verb.i] if self.trigger.rule.gives else []

    def clause_subjects(self) -> Iterator[str]:
        """Who is to do what is asked ("demanded that B leave")."""
        inner = [c for clause in self.clauses() if clause.dep_ != "advcl" for c in clause.children]
        return self.heads(c for c in inner if c.dep_ in ("nsubj", "nsubj:pass"))

    def in_clauses(self) -> Iterator[str]:
        """The names in what is asked, threatened or promised."""
        for clause in self.clauses():
            yield from names_in(clause, self.index)

    def in_aims(self) -> Iterator[str]:
        """Against whom forces are sent ("to fight B")."""
        for token in self.trigger.verb.subtree:
            if token.pos_ == "VERB" and token.lemma_.lower() in role_words("aims") and token.i > self.trigger.verb.i:
                yield from self.heads(c for c in token.children if c.dep_ in ("obj", "obl"))

    def lands(self) -> Iterator[str]:
        """The states of the places that the verb's own phrases name; talks are held anywhere, but visits are to somebody."""
        rule = self.trigger.rule
        if (rule.type == "CONSULT" and rule.mode != "visit") or (rule.type in RECIPROCAL and self.trigger.how != "verb"):
            return
        for token in (*(t for _, t in self.arguments.obliques), *self.arguments.objects):
            yield from self.land(token)

    def lands_taken(self) -> Iterator[str]:
        """The states of the places that are taken or hit."""
        for token in self.arguments.objects:
            yield from self.land(token)

    def land(self, token: Token) -> Iterator[str]:
        """The states of the places in a phrase."""
        for word in (token, *token.subtree):
            land = self.index.land(self.index.places_by_word.get(word.i))
            if land:
                yield self.index.state(land)


def _own(token: Token) -> bool:
    """Whether it is said to be the actor's own ("recalled its ambassador")."""
    return any(c.dep_ == "nmod:poss" and c.lower_ in OWN for c in token.children)


READERS: dict[str, Callable[[Search], Iterator[str]]] = {
    "others": Search.others,
    "parties": Search.parties,
    "object": Search.objects,
    "named-object": Search.named_objects,
    "receiver": Search.receivers,
    "clause-subject": Search.clause_subjects,
    "in-object": Search.in_objects,
    "in-oblique": Search.in_obliques,
    "in-clause": Search.in_clauses,
    "in-aim": Search.in_aims,
    "place": Search.lands,
    "place-object": Search.lands_taken,
}
