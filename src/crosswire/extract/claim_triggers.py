"""Which words of a sentence report an event: verbs and event nouns of the lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments, arguments_of, heads, undergone
from crosswire.extract.claim_words import Rule, frame, noun_rules, verb_rules

NAMED_PLACES = frozenset({"LOC", "FAC"})
NAMED_ACTORS = frozenset({"PERSON", "ORG", "NORP", "LOC"})
PARTICLES = frozenset({"compound:prt", "advmod", "case"})
PERSONS = frozenset("him her them he she they we us me i who whom".split())
DOZENS = frozenset({"dozen", "hundred", "thousand", "score"})
STATES = frozenset({"force", "place", "effect", "progress", "way"})  # "the curfew is in force"
NOT = frozenset({"not", "n't", "never", "neither", "nor", "hardly"})
NONE = frozenset({"nobody", "none", "nothing", "no-one"})
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


def triggers_of(sentence: Tokens, places: frozenset[int], *, title: bool) -> list[Trigger]:
    """Every word of a sentence that reports an event, in order, before those of one happening are merged.

    ``places`` are the indices of the words that the places layer reads as places.
    """
    reader = _Reader(places)
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
        if child.dep_.split(":")[0] in ("nsubj", "obj") and (child.lower_ in NONE or any(_no(d) for d in child.children)):
            return True
    return False


def _no(token: Token) -> bool:
    return (token.lower_ in ("no", "neither") and token.dep_ in ("det", "cc:preconj", "advmod")) or (
        token.lower_ == "not" and token.dep_ == "advmod"
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Matches words with the lists; ``places`` as in :func:`triggers_of`."""

    places: frozenset[int]

    # --- verbs
    def verb(self, token: Token) -> Trigger | None:
        if not _verbal(token):
            return None
        found = [r for lemma in lemmas_of(token) for r in verb_rules().get(lemma, ())]
        if not found:
            return None
        arguments = arguments_of(token)
        rule = next((r for r in sorted(found, key=lambda r: r.plain) if self.meets(r, token, arguments)), None)
        if rule is None:
            return None
        return Trigger(token, token, rule, undergone(arguments) if rule.suffers else arguments, "verb")

    def meets(self, rule: Rule, verb: Token, arguments: Arguments) -> bool:
        if rule.negated and not negated(verb):
            return False
        if rule.unless and _excluded(rule, verb):
            return False
        if rule.clause:
            clause = _complement(verb, rule.clause)
            if clause is None:
                return False
            if rule.then and not ((inner := self.verb(clause)) and inner.rule.type in rule.then):
                return False
        return all(self.fills(arguments, slot, wanted) for slot, wanted in rule.conditions)

    def fills(self, arguments: Arguments, slot: str, wanted: frozenset[str]) -> bool:
        if "@passive" in wanted and arguments.passive and not arguments.subjects:
            return True
        return any(self.answers(head, wanted) for token in arguments.of(slot) for head in heads(token))

    def answers(self, token: Token, wanted: frozenset[str]) -> bool:
        lemma = token.lemma_.lower()
        before = f"{token.doc[token.i - 1].lower_} {lemma}" if token.i else lemma
        if lemma in wanted or token.lower_ in wanted or before in wanted:
            return True
        if any(f"~{c.lemma_.lower()}" in wanted for c in token.children if c.dep_ in ("compound", "amod")):
            return True
        return any(self.is_unit(token, unit) for unit in wanted if unit.startswith("@"))

    def is_unit(self, token: Token, unit: str) -> bool:
        name = token.ent_type_
        if unit == "@place":
            return token.i in self.places or name in NAMED_PLACES
        if unit == "@number":
            return token.pos_ == "NUM" and name not in ("DATE", "MONEY")
        if unit == "@people":
            return name in ("PERSON", "NORP") or token.lower_ in PERSONS or (token.pos_ == "NUM" and name not in ("DATE", "MONEY"))
        if unit == "@armed":
            return name in ("ORG", "NORP")
        return unit == "@actor" and name in NAMED_ACTORS

    # --- nouns
    def noun(self, token: Token, verbs: dict[int, Trigger], sentence: Tokens, *, title: bool) -> Trigger | None:
        if token.i in verbs or token.dep_ in ("compound", "flat"):
            return None
        before = token.doc[token.i - 1].lemma_.lower() if token.i else ""
        lemma = token.lemma_.lower()
        rule = next((r for name in (f"{before} {lemma}", lemma) for r in noun_rules().get(name, ())), None)
        if rule is None or not (token.pos_ in ("NOUN", "PROPN") or (token.pos_ in ("ADJ", "VERB") and rule.counted)):
            return None
        verb = clause_verb(token)
        if verb is not None and verb.i in verbs:
            return None
        if rule.counted:
            return Trigger(token, verb or token, rule, _noun_arguments(token), "counted") if _counted(token, verb, sentence) else None
        if verb is not None and _carries(verb, token):
            return Trigger(token, verb, rule, _with_verb(_noun_arguments(token), verb), "light")
        if rule.alone and not verbs and (title or (token.pos_ == "NOUN" and _told(token))):
            return Trigger(token, token, rule, _noun_arguments(token), "noun")
        return None


def _verbal(token: Token) -> bool:
    if token.pos_ == "VERB":
        return token.dep_ not in ("amod", "case", "compound", "fixed")
    return token.pos_ == "AUX" and token.dep_ not in ("aux", "aux:pass")


def _excluded(rule: Rule, verb: Token) -> bool:
    beside = [c for c in verb.children if c.dep_ in ("obj", "xcomp", "obl", "nsubj:pass")]
    return any(c.lemma_.lower() in rule.unless or ("*" in rule.unless and c.dep_ == "obj") for c in beside)


def _complement(verb: Token, kind: str) -> Token | None:
    for child in verb.children:
        to = any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in child.children)
        if child.dep_ in ("xcomp", "ccomp", "advcl") and (to or (kind == "any" and child.dep_ != "advcl")):
            return child
    return None


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
    if any(c.dep_ == "cop" for c in verb.children):
        return noun.i in own and verb.lemma_.lower() in STATES
    lemmas = set(lemmas_of(verb))
    direct = {h.i for t in arguments.objects for h in heads(t)}
    if lemmas & frame("light") and noun.i in direct:
        return True
    return bool(lemmas & frame("occur")) and noun.i in own | direct


def _counted(noun: Token, verb: Token | None, sentence: Tokens) -> bool:
    """Whether a counting noun has its number: in its phrase, or near by where a verb tells the count."""
    if any(_number(t) for t in noun.subtree) or _number(noun.head):
        return True
    if verb is not None and verb.pos_ == "VERB" and not set(lemmas_of(verb)) & frame("toll-verbs"):
        return False
    first, last = max(sentence.start, noun.i - NEAR), min(sentence.end, noun.i + NEAR + 1)
    return any(_number(t) for t in noun.doc[first:last])


def _number(token: Token) -> bool:
    return (token.pos_ == "NUM" and token.ent_type_ not in ("DATE", "MONEY")) or token.lemma_.lower() in DOZENS


def _told(noun: Token) -> bool:
    """Whether a noun alone says enough of an event: who, whom, where or when."""
    return any(c.dep_.split(":")[0] in ("nmod", "acl") or c.ent_type_ for c in noun.children)


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
