"""Who does what to whom in a clause: the logical subject, object and obliques of a verb, whatever way the sentence is turned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from crosswire.extract.claim_words import frame
from crosswire.wordlists import words_of

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
OBJECTS = frozenset({"obj", "iobj"})
STEPS = 5  # how many clauses up a subject is looked for
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words that fill the places of a verb, by what they mean, not by where they stand.

    ``subjects`` act, ``objects`` undergo; ``obliques`` stand under a preposition (lower case, beside the word).
    """

    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    obliques: tuple[tuple[str, Token], ...]
    passive: bool

    def of(self, slot: str) -> tuple[Token, ...]:
        """The words of a slot: ``subject``, ``object``, ``oblique``, ``any`` (object, oblique) or ``whole`` (all)."""
        obliques = tuple(token for _, token in self.obliques)
        if slot == "subject":
            return self.subjects
        if slot == "object":
            return self.objects
        if slot == "oblique":
            return obliques
        return (*self.objects, *obliques) if slot == "any" else (*self.objects, *obliques, *self.subjects)


def undergone(arguments: Arguments) -> Arguments:
    """The arguments of a verb whose subject undergoes what it tells ("12 people died"): nobody acts."""
    return replace(arguments, subjects=(), objects=(*arguments.subjects, *arguments.objects))


def arguments_of(verb: Token) -> Arguments:
    """The arguments of a verb, shared subjects and relative pronouns resolved."""
    passive = is_passive(verb)
    own = _subjects(verb) or _headline_subject(verb)
    grammatical = tuple(antecedent(t) for t in own) or _shared_subject(verb)
    agents = _agents(verb) if passive else tuple(c for c in verb.children if c.dep_ == "obl:agent")
    direct = tuple(antecedent(c) for c in verb.children if c.dep_ in OBJECTS)
    beside = (c for c in verb.children if c.dep_.split(":")[0] in ("obl", "nmod") and c not in agents)
    obliques = tuple((case_of(c), antecedent(c)) for c in beside if not case_of(c).startswith("according"))  # who says so is no part of it
    if passive:
        return Arguments(agents, (*grammatical, *direct), obliques, passive=True)
    return Arguments(grammatical, direct or _relative_object(verb), obliques, passive=False)


def _subjects(verb: Token) -> tuple[Token, ...]:
    """The grammatical subjects of a verb, without who says it behind a comma, which some parses hang there ("nine died, X said")."""
    own = tuple(c for c in verb.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS)
    if verb.dep_ != "ccomp" or verb.head.i < verb.i or not any(c.i < verb.i for c in own):
        return own
    return tuple(c for c in own if c.i < verb.i)


def _agents(verb: Token) -> tuple[Token, ...]:
    """Who does what a passive verb tells: under "by", of the verb or, as some parses have it, of a phrase behind it."""
    own = tuple(c for c in verb.children if c.dep_ == "obl:agent" or (case_of(c) == "by" and c.dep_.startswith("obl")))
    behind = (g for c in verb.rights if c.dep_.split(":")[0] in ("obl", "obj") for g in c.rights)
    return own or tuple(g for g in behind if g.dep_ == "nmod" and case_of(g) == "by" and g.ent_type_ not in ("DATE", "TIME"))[:1]


def _headline_subject(verb: Token) -> tuple[Token, ...]:
    """The noun right before a finite verb that the parse took for part of a name ("Government orders 160 to ...")."""
    if verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return ()
    return tuple(c for c in verb.children if c.dep_ in ("compound", "dep") and c.pos_ in ("NOUN", "PROPN") and c.i == verb.i - 1)


def is_passive(verb: Token) -> bool:
    """Whether a verb's grammatical subject undergoes what it tells."""
    deps = {c.dep_ for c in verb.children}
    if verb.lower_ in words_of("event_roles.toml", "adjective-participles") and not any(case_of(c) == "by" for c in verb.children):
        return False
    if deps & {"nsubj:pass", "aux:pass", "obl:agent", "csubj:pass"}:
        return True
    if _suffered(verb, deps):
        return True
    if verb.tag_ != "VBN" or deps & {"aux", "obj", "nsubj"}:
        return False
    if verb.dep_ in ("acl", "advcl", "ROOT", "amod", "parataxis", "xcomp"):
        return True
    return verb.dep_ == "conj" and verb.head != verb and is_passive(verb.head)


def _suffered(verb: Token, deps: set[str]) -> bool:
    """A count before a bare participle that some parses take for the past ("14 people killed and 31 wounded")."""
    if verb.tag_ not in ("VBD", "VBN") or deps & {"aux", "obj", "ccomp", "xcomp"}:
        return False
    if verb.lemma_.lower() not in words_of("event_roles.toml", "suffered"):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and (subject.pos_ == "NUM" or any(c.dep_ == "nummod" for c in subject.children))


def antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for; any other word itself."""
    if token.lower_ not in RELATIVES or token.tag_ not in ("WP", "WDT", "WP$", "IN", "DT"):
        return token
    clause = token.head
    while clause.dep_ == "conj" and clause.head != clause:
        clause = clause.head
    noun = clause.head if clause.dep_ in ("acl:relcl", "acl") else None
    if noun is None and "relcl" in clause.dep_:
        noun = next(
            (t for t in reversed(list(token.doc[token.sent.start : token.i])) if t.pos_ in ("NOUN", "PROPN") and t.i + 3 > token.i), None
        )
    return noun if noun is not None and noun != token else token


def heads(token: Token) -> Iterator[Token]:
    """A word, what it is a measure of ("hundreds of executions"), and what is joined to it by "and"."""
    yield token
    if token.lemma_.lower() in frame("measures") or token.pos_ == "NUM":
        for child in token.children:
            if child.dep_ == "nmod" and case_of(child) == "of":
                yield from heads(child)
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
            yield from heads(child)


def case_of(token: Token) -> str:
    """The preposition that a word stands under, small ("on behalf of" in full); "" where there is none."""
    words = [c.lower_ for c in token.children if c.dep_ == "case"]
    return " ".join(words)


def _shared_subject(verb: Token) -> tuple[Token, ...]:
    """The grammatical subject that a verb takes over from the clause it hangs on, or from the noun it describes."""
    token = verb
    for _ in range(STEPS):
        parent, dep = token.head, token.dep_.split(":")[0]
        if parent == token:
            return ()
        if dep == "acl" and "relcl" not in token.dep_:
            if token.tag_ == "VB" and parent.dep_ == "ROOT":
                return (parent,)  # a headline: "Ministry to send more doctors"
            return (parent,) if token.tag_ in ("VBG", "VBN") and token == verb else ()
        if parent.pos_ in ("NOUN", "PROPN") and dep in ("parataxis", "xcomp", "ccomp", "advcl", "csubj") and token.tag_ == "VB":
            return (parent,)  # the same, as other parses have it
        if dep not in ("conj", "xcomp", "advcl") or parent.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
            return ()
        if dep == "advcl" and any(
            c.dep_ == "mark" and c.lower_ not in ("to", "after", "before", "by", "for", "while", "of") for c in token.children
        ):
            return ()
        if dep == "xcomp":
            control = [c for c in parent.children if c.dep_ in OBJECTS]
            if control and parent.lemma_ not in ("promise", "threaten", "use"):
                return (control[-1],)
        found = tuple(antecedent(c) for c in parent.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS)
        if found:
            return found
        token = parent
    return ()


def _relative_object(verb: Token) -> tuple[Token, ...]:
    """The noun that a relative clause without a pronoun describes ("the town they took")."""
    if verb.dep_ == "acl:relcl" and any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVES for c in verb.children):
        return (verb.head,)
    return ()
