"""Which words of a sentence report an event: verbs and event nouns of the lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments, arguments_of, heads, undergone
from crosswire.extract.claim_conditions import complement, excluded, fills, number
from crosswire.extract.claim_headlines import said_in_short, short_arguments
from crosswire.extract.claim_signs import accidental, beside, reported, to_come, unmeant
from crosswire.extract.claim_words import Rule, frame, noun_rules, verb_rules
from crosswire.types import Span

PARTICLES = frozenset({"compound:prt", "advmod", "case"})
STATES = frozenset({"force", "place", "effect", "progress", "way"})  # "the curfew is in force"
NOT = frozenset({"not", "n't", "never", "neither", "nor", "hardly"})
NONE = frozenset({"nobody", "none", "nothing", "no-one"})
DUE = frozenset({"must", "should", "ought"})
NEAR = 8  # words between a casualty noun and its number ("the number of dead stood, officials said, at nine")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports an event.

    ``verb`` is the word whose clause tells it (for a noun under "carry out": that verb); ``how`` is ``verb``, ``light`` (a
    noun that a verb carries), ``counted`` (a noun that counts) or ``noun``; ``merged`` are the further triggers of the
    same happening in the sentence.
    """

    token: Token
    verb: Token
    rule: Rule
    arguments: Arguments
    how: str
    merged: tuple[Trigger, ...] = field(default=())

    @property
    def all(self) -> tuple[Trigger, ...]:
        """This trigger and those merged with it."""
        return (self, *self.merged)


def span_of(trigger: Trigger) -> Span:
    """Where a trigger stands; with a phrase ("set the bus on fire") as far as the word that makes it one."""
    token = last = trigger.token
    if trigger.rule.phrase:
        wanted = frozenset().union(*(words for _, words in trigger.rule.conditions))
        last = next((t for t in token.doc[token.i : token.i + NEAR] if t.lower_ in wanted), token)
    return Span(token.idx, last.idx + len(last))


def triggers_of(sentence: Tokens, places: frozenset[int], *, title: bool) -> list[Trigger]:
    """Every word of a sentence that reports an event, in order, before those of one happening are merged.

    ``places`` are the indices of the words that the places layer reads as places.
    """
    reader = _Reader(places, title)
    verbs = [t for token in sentence if (t := reader.verb(token))]
    at = {t.token.i: t for t in verbs}
    nouns = [t for token in sentence if (t := reader.noun(token, at, sentence, title=title))]
    carried: dict[int, Trigger] = {}
    for t in nouns:
        carried.setdefault(t.verb.i, t)
    kept = [t for t in verbs if t.token.i not in carried] + list(carried.values())
    return sorted(kept, key=lambda t: t.token.i)


def lemmas_of(token: Token) -> list[str]:
    """The verb with each of its particles or prepositions ("carry out", "call for"), then the verb alone."""
    lemma = token.lemma_.lower()
    joined = [c.lower_ for c in token.children if c.dep_ in PARTICLES and token.i < c.i <= token.i + 6]
    if token.i + 1 < len(token.doc):
        joined.append(token.doc[token.i + 1].lower_)  # parsers disagree on what a particle hangs on
    obliques = [c for c in token.children if c.dep_.startswith("obl") and c.i > token.i and c.ent_type_ != "DATE"]
    joined += [c.lower_ for o in obliques for c in o.children if c.dep_ == "case"]
    return [*(f"{lemma} {p}" for p in dict.fromkeys(joined)), lemma]


def negated(verb: Token) -> bool:
    """Whether a clause is said not to be so: "not", "never", "without", "no" of its subject or object."""
    for child in verb.children:
        if child.lower_ in NOT and child.dep_ in ("advmod", "cc", "cc:preconj", "det"):
            return True
        if child.dep_ in ("mark", "case") and child.lower_ == "without":
            return True
        if child.dep_.split(":")[0] in ("nsubj", "obj") and _nobody(child):
            return True
    return False


def _no(token: Token) -> bool:
    return (token.lower_ in ("no", "neither") and token.dep_ in ("det", "cc:preconj", "advmod")) or (
        token.lower_ == "not" and token.dep_ == "advmod"
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Matches words with the lists; ``places`` and ``title`` as in :func:`triggers_of`."""

    places: frozenset[int]
    title: bool

    # --- verbs
    def verb(self, token: Token) -> Trigger | None:
        predicate = token.pos_ not in ("VERB", "AUX") and any(c.dep_ == "cop" for c in token.children)
        short = self.title and said_in_short(token)
        if not predicate and not short and not _verbal(token):
            return None
        names = _predicate_names(token) if predicate else lemmas_of(token)
        known = [r for name in names for r in verb_rules().get(name, ()) if r.predicate == predicate]
        any_verb = [r for name in _any_names(token, predicate=predicate) for r in verb_rules().get(name, ())]
        if not (known or any_verb):
            return None
        arguments = short_arguments(token) if short else arguments_of(token)
        ordered = [*sorted(known, key=lambda r: r.plain), *any_verb]
        rule = next((r for r in ordered if self.meets(r, token, arguments)), None)
        if rule is None:
            return None
        if rule.deliberate and (accidental(token) or (rule.never and fills(arguments, "whole", rule.never, self.places))):
            rule = unmeant(rule)
        arguments = undergone(arguments) if rule.suffers else arguments
        counting = _counting_verb(token) if rule.harm else None
        return Trigger(token, counting, rule, arguments, "counted") if counting else Trigger(token, token, rule, arguments, "verb")

    def meets(self, rule: Rule, verb: Token, arguments: Arguments) -> bool:
        if (rule.negated and not negated(verb)) or (rule.said and not reported(verb)):
            return False
        if (rule.unless and excluded(rule, verb)) or (rule.deliberate and not rule.harm and accidental(verb)):
            return False
        if (rule.context and not beside(verb, rule.context)) or (rule.future and not to_come(verb)):
            return False
        if not (rule.harm and rule.deliberate) and rule.never and fills(arguments, "whole", rule.never, self.places):
            return False
        if rule.inert and fills(arguments, "subject", rule.inert, self.places):
            return False
        if rule.clause:
            clause = complement(verb, rule.clause)
            if clause is None:
                return False
            if rule.then and not ((inner := self.verb(clause)) and inner.rule.type in rule.then):
                return False
        return all(fills(arguments, slot, wanted, self.places) for slot, wanted in rule.conditions)

    # --- nouns
    def noun(self, token: Token, verbs: dict[int, Trigger], sentence: Tokens, *, title: bool) -> Trigger | None:
        inside = token.dep_ in ("compound", "flat") and not (title and token.i == sentence.start)
        if inside or token.i in verbs or token.ent_type_ == "DATE":
            return None
        before = token.doc[token.i - 1].lemma_.lower() if token.i else ""
        lemma = token.lemma_.lower()
        known = [r for name in (f"{before} {lemma}", lemma) for r in noun_rules().get(name, ())]
        rule = next((r for r in known if not r.context or beside(token, r.context)), None)
        if rule is None or not (token.pos_ in ("NOUN", "PROPN") or (token.pos_ in ("ADJ", "VERB") and rule.counted)):
            return None
        if rule.never and any(c.lemma_.lower() in rule.never for c in token.children):
            return None
        if rule.deliberate and accidental(token):
            if not rule.counted:
                return None
            rule = unmeant(rule)
        verb = clause_verb(token)
        if verb is not None and verb.i in verbs:
            return None
        if rule.counted:
            arguments = replace(_noun_arguments(token), subjects=())  # "market toll", "Chad toll": nobody who acts
            return Trigger(token, verb or token, rule, arguments, "counted") if _counted(token, verb, sentence) else None
        if verb is not None and _carries(verb, token) and not (rule.type == "ASSAULT" and _vague(token, verb)):
            return Trigger(token, verb, rule, _with_verb(_noun_arguments(token), verb), "light")
        if verb is not None and verb.lemma_.lower() in frame("unreal-heads"):
            return None
        if rule.alone and not verbs and (title or (token.pos_ == "NOUN" and _told(token, dated=rule.dated))):
            return Trigger(token, token, rule, _noun_arguments(token), "noun")
        return None


def _verbal(token: Token) -> bool:
    if token.pos_ == "VERB" or any(c.dep_ == "aux:pass" for c in token.children):
        return token.dep_ not in ("amod", "case", "compound", "fixed")
    return token.pos_ == "AUX" and token.dep_ not in ("aux", "aux:pass")


def _predicate_names(token: Token) -> list[str]:
    """A word said with "be", with its preposition ("under arrest"), then alone."""
    case = " ".join(c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i)
    lemma = token.lemma_.lower()
    return [f"{case} {lemma}", lemma] if case else [lemma]


def _any_names(token: Token, *, predicate: bool) -> list[str]:
    """The names under which the list holds whatever verb is said with "must", or of no one."""
    due = [] if predicate else [f"* {c.lower_}" for c in token.children if c.dep_ == "aux" and c.lower_ in DUE]
    return [*due, "* none"] if any(c.dep_ == "nsubj" and _nobody(c) for c in token.children) else due


def _nobody(subject: Token) -> bool:
    return subject.lower_ in NONE or any(_no(c) for c in subject.children)


def clause_verb(token: Token) -> Token | None:
    """The verb (or the noun or adjective with "be") of the clause that a noun stands in."""
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children):
            return token
    return None


def _carries(verb: Token, noun: Token) -> bool:
    """Whether a verb only carries the noun: "carried out an attack", "an attack took place", "the curfew is in force"."""
    arguments = arguments_of(verb)
    own = {h.i for t in arguments.subjects for h in heads(t)}
    if verb.pos_ not in ("VERB", "AUX") and any(c.dep_ == "cop" for c in verb.children):
        return noun.i in own and verb.lemma_.lower() in STATES
    lemmas = set(lemmas_of(verb))
    direct = {h.i for t in arguments.objects for h in heads(t)}
    if lemmas & frame("light") and noun.i in direct:
        return noun.tag_ == "NN" or "hear" not in lemmas  # explosions that are heard, here and there, are no event
    return bool(lemmas & frame("occur")) and noun.i in own | direct


def _vague(noun: Token, verb: Token) -> bool:
    """Whether a clause tells of attacks as such ("they carry out attacks"): none is counted, named, dated or told as past."""
    if noun.tag_ != "NNS" or any(c.dep_ in ("det", "nummod") for c in noun.children):
        return False
    return verb.tag_ not in ("VBD", "VBN") and not any(t.ent_type_ or number(t) for t in verb.subtree)


def _counted(noun: Token, verb: Token | None, sentence: Tokens) -> bool:
    """Whether a counting noun has its number: in its phrase, or near by where a verb tells the count."""
    if any(number(t) for t in noun.subtree) or number(noun.head):
        return True
    if verb is not None and verb.pos_ == "VERB":
        if not set(lemmas_of(verb)) & frame("toll-verbs"):
            return False
        if any(number(c) for c in verb.children if c.dep_.split(":")[0] in ("obj", "obl")):
            return True
    first, last = max(sentence.start, noun.i - NEAR), min(sentence.end, noun.i + NEAR + 1)
    return any(number(t) for t in noun.doc[first:last])


def _counting_verb(verb: Token) -> Token | None:
    """The verb by which a count of victims moves: "rise" of "the number of people killed has risen to 11"."""
    count = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "nmod" else verb.head
    if count.lemma_.lower() not in frame("counting-nouns"):
        return None
    above = clause_verb(count)
    return above if above is not None and set(lemmas_of(above)) & frame("toll-verbs") else None


def _told(noun: Token, *, dated: bool) -> bool:
    """Whether a noun alone says enough of one event: whom or what it befell; of attacks in the plural also when or how many."""
    if not any(c.dep_.split(":")[0] in ("nmod", "acl") or c.ent_type_ for c in noun.children):
        return False
    if any(t.lemma_.lower() in frame("unreal-nouns") for t in (noun.head, *noun.lefts)):
        return False
    return (noun.tag_ == "NN" and not dated) or any(t.ent_type_ == "DATE" or number(t) for t in noun.subtree)


def _noun_arguments(noun: Token) -> Arguments:
    subjects = tuple(c for c in noun.children if c.dep_ in ("nmod:poss", "amod", "compound") or (c.dep_ == "nmod" and _under(c, {"by"})))
    objects = tuple(c for c in noun.children if c.dep_ == "nmod" and _under(c, {"of", "on", "against", "with"}))
    obliques = tuple(("in", c) for c in noun.children if c.dep_ == "nmod" and c not in objects and c not in subjects)
    return Arguments(subjects, objects, obliques, passive=False)


def _with_verb(noun: Arguments, verb: Token) -> Arguments:
    told = arguments_of(verb)
    if set(lemmas_of(verb)) & frame("undergoing"):
        return Arguments(noun.subjects, (*told.subjects, *noun.objects), (*noun.obliques, *told.obliques), passive=told.passive)
    carried_by = told.subjects if set(lemmas_of(verb)) & frame("light") else ()
    return Arguments(carried_by or noun.subjects, noun.objects, (*noun.obliques, *told.obliques), passive=told.passive)


def _under(token: Token, prepositions: set[str]) -> bool:
    return any(c.dep_ == "case" and c.lower_ in prepositions for c in token.children)
