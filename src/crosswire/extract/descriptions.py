"""Descriptions that denote an actor: "the insurgents", "a health official", "the ministry's spokesman"; and pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import noun_groups, nouns_of
from crosswire.types import ActorKind, Span
from crosswire.wordlists import load_toml, words_of

Number = Literal["one", "many"]
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})
NEGATIVE = frozenset({"no", "any", "every", "each", "what", "which", "whatever"})
INSIDE = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "advmod", "det:predet", "punct", "flat", "nmod:desc", "nmod:unmarked"}
)
PRONOUNS: dict[str, tuple[str, Number]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", "one")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", "one")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("", "many")),
    **dict.fromkeys(("it", "its", "itself"), ("n", "one")),
}


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase with a common noun for an actor. ``noun`` is the singular head as the word list has it."""

    start: int
    end: int
    head: int  # token index
    noun: str
    group: str
    kind: ActorKind
    naming: str
    definite: bool
    number: Number
    subject: bool
    told_by: tuple[str, ...]  # the adjectives and nouns before the head, as said

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third person."""

    start: int
    end: int
    head: int
    gender: str
    number: Number
    subject: bool
    speaks: bool  # it, or what it owns, is the subject of a verb of saying


def read_descriptions(page: Page, names: Sequence[Span]) -> list[Description]:
    """The descriptions of actors outside names, in order."""
    out = []
    for sentence in page.sentence_tokens():
        for token in sentence:
            found = _describe(token) if token.pos_ in ("NOUN", "PROPN", "ADJ") else None
            if found is None:
                continue
            head = Span(token.idx, token.idx + len(token))
            if any(head.overlaps(n) for n in names):
                continue
            out.append(_phrase(page, token, found))
    return out


AUDIENCE = frozenset({"reporter", "journalist", "correspondent", "newsman"})  # "told reporters" names nobody who acts


def _describe(token: Token) -> tuple[str, str, ActorKind, str] | None:
    """(noun, group, kind, naming) where a token heads a phrase for an actor."""
    if token.lemma_.lower() in AUDIENCE and token.dep_ in ("obj", "iobj", "obl"):
        return None
    if _modifies(token) or _of_an_office(token):
        return None
    groups = noun_groups()
    lemma = token.lemma_.lower()
    before = [t for t in token.lefts if t.dep_ in ("compound", "amod")]
    longer = [f"{t.lemma_.lower()} {lemma}" for t in before[-1:]] + [f"{t.lower_} {lemma}" for t in before[-1:]]
    longer += [f"{lemma} of {c.lower_}" for c in token.rights if c.dep_ == "nmod" and any(g.lower_ == "of" for g in c.children)]
    if token.tag_ == "NNPS" and token.i and token.nbor(-1).lower_ == "ethnic":
        return ("people", *groups["people"])
    for noun in [*longer, lemma, token.lower_]:
        if noun in groups and token.pos_ != "ADJ":
            thing = noun in words_of("actor_nouns.toml", "also_things") and not _meant_to_act(token)
            return None if thing or _bare_kind(token, noun, groups[noun][0]) else (noun, *groups[noun])
    return None


TITLED = frozenset({"nsubj", "nsubj:pass", "appos", "ROOT", "root", "nmod:desc", "vocative"})
GENERAL = frozenset({"movement", "group", "organisation", "organization", "party", "alliance", "coalition", "union", "agency"})


def _bare_kind(token: Token, noun: str, group: str) -> bool:
    """ "bomber, fighter and transport aircraft", "taken hostage", "freedom of movement": without an article one is a kind or a state and
    nobody, except in headlines and titles; and a force that is no plural ("by force") is none."""
    if noun == "force" and token.tag_ != "NNS":
        return True
    if token.tag_ != "NN" or token.dep_ in TITLED or any(t.dep_ in INSIDE and not t.is_punct for t in token.lefts):
        return False
    if group == "group":
        return noun in GENERAL
    return _individual(noun, group) or (group in ("people", "civilians") and token.dep_ != "nmod" and not any(token.rights))


def _modifies(token: Token) -> bool:
    """Whether a noun only qualifies another, or is one of a list that does: "bomber and fighter aircraft"."""
    if token.tag_ in ("NN", "NNP") and not any(t.dep_ in ("det", "nmod:poss", "amod", "nummod") for t in token.lefts):
        while token.dep_ == "conj":
            token = token.head
    return token.dep_ in ("compound", "amod", "flat") and token.head.pos_ in ("NOUN", "PROPN")


def _of_an_office(token: Token) -> bool:
    """ "the chief of staff", "the director of operations": a noun that is part of an office is nobody of its own."""
    if token.dep_ != "nmod" or token.i < 2:
        return False
    before = token.doc[token.i - 2 : token.i]
    return before[1].lower_ == "of" and f"{before[0].lower_} of {token.lower_}" in words_of("titles.toml", "offices")


LIFELESS = frozenset({"dead", "lifeless", "burned", "burnt", "charred", "mutilated", "headless", "naked", "human", "decomposed", "student"})


def _meant_to_act(token: Token) -> bool:
    """Whether a noun that also names a thing ("body", "front", "mission") is said of those who act: it is the subject of an active verb,
    or speaks by "according to", and no owner or adjective makes it a thing."""
    if token.lower_ == "bodies" or any(t.dep_ == "nmod:poss" or t.lower_ in LIFELESS for t in token.lefts):
        return False
    if token.dep_ == "nsubj" and token.head.pos_ == "VERB":
        return True
    return token.dep_ == "obl:agent" or any(t.dep_ == "case" and t.lower_ in ("by", "according") for t in token.lefts)


OPENING, CLOSING = frozenset({"“", "``", "«", '"'}), frozenset({"”", "''", "»", '"'})


def _left_edge(page: Page, token: Token) -> Token:
    """The first token of the phrase: its determiner or owner where it has one, else the farthest adjective or noun that touches it."""
    owners = [t for t in token.lefts if t.dep_ in ("det", "det:predet", "nmod:poss") and t.lower_ != "whose"]
    inner = [t for t in token.lefts if t.dep_ in INSIDE and t.lower_ != "whose"]
    left = token
    for t in sorted(owners[:1] or inner, key=lambda t: -t.i):
        edge = next(iter(t.subtree))
        between = page.doc[edge.i : left.i]
        if any(x.is_punct and x.text in ",;—–:" for x in between) or len(between) > 12:
            break
        left = edge
    marked = any(x.text in CLOSING for x in page.doc[left.i + 1 : token.i])
    if marked and left.text not in OPENING:  # ``“guilty” officers`` is cut at a mark, not inside the words
        before = page.doc[left.i - 1] if left.i else left
        left = before if before.text in OPENING else page.doc[max(x.i + 1 for x in page.doc[left.i + 1 : token.i] if x.text in CLOSING)]
    while (
        left.i < token.i
        and not (marked and left.text in OPENING)
        and (left.is_punct or left.is_space or left.lower_ in ("least", "than") or left.pos_ in ("ADP", "ADV", "CCONJ", "SCONJ"))
    ):
        left = left.nbor()
    return left


def _phrase(page: Page, token: Token, found: tuple[str, str, ActorKind, str]) -> Description:
    noun, group, kind, naming = found
    left = _left_edge(page, token)
    determiner = next((t.lower_ for t in token.lefts if t.dep_ in ("det", "nmod:poss", "det:predet")), "")
    possessed = any(t.dep_ == "nmod:poss" for t in token.lefts)
    inside = [t for t in page.doc[left.i : token.i] if t.pos_ in ("ADJ", "NOUN", "PROPN", "VERB") and t.lower_ not in noun.split()]
    many = "Number=Plur" in str(token.morph) or token.tag_ in ("NNS", "NNPS") or noun in ("police", "resistance", "personnel")
    end = _tail(token, group)
    return Description(
        left.idx, end, token.i, noun, group, kind if many or not _individual(noun, group) else "person", naming,
        determiner in DEFINITE or possessed, "many" if many else "one", token.dep_.startswith("nsubj"), tuple(t.text for t in inside),
    )  # fmt: skip


UNIFORMED = frozenset({"fighters", "fighters_loaded", "forces"})


def _individual(noun: str, group: str) -> bool:
    """Whether one of these is one person: a gunman and a soldier are, a militia and an army are not."""
    return group in UNIFORMED and noun.rsplit(maxsplit=1)[-1] not in words_of("actor_nouns.toml", "one_body") | nouns_of("group_names")


TAILS = frozenset({"of", "at", "in", "for", "from", "to", "with"})
LONGEST_TAIL = 7  # words


def _tail(token: Token, group: str) -> int:
    """The end of the phrase: "the governor of X", "a nurse at the hospital" take in what tells whom is meant."""
    end = token.idx + len(token)
    if group not in ("people", "people_loaded", "group"):
        return end
    for child in token.rights:
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        subtree = sorted(child.subtree, key=lambda t: t.i)
        adjacent = subtree[0].i == token.i + 1 and subtree[-1].i - subtree[0].i + 1 == len(subtree)
        if (
            child.dep_ == "nmod"
            and case in TAILS
            and adjacent
            and len(subtree) <= LONGEST_TAIL
            and not any(t.pos_ == "VERB" or t.is_punct for t in subtree)
        ):
            return subtree[-1].idx + len(subtree[-1])
        break
    return end


def read_pronouns(page: Page) -> list[Pronoun]:
    """Pronouns of the third person that may stand for an actor; "it" only as subject or object of a verb, never as filler."""
    out = []
    for sentence in page.sentence_tokens():
        for token in sentence:
            kind = PRONOUNS.get(token.lower_)
            if kind is None or token.pos_ not in ("PRON", "DET") or token.dep_ == "expl":
                continue
            if kind[0] == "n" and not _real_it(token):
                continue
            out.append(Pronoun(token.idx, token.idx + len(token), token.i, *kind, token.dep_.startswith("nsubj"), says(token)))
    return out


@cache
def _saying() -> frozenset[str]:
    """The verbs that hold speech (of :mod:`crosswire.wordlists` ``reporting.toml``), without those of attitude and of counting."""
    groups = load_toml("reporting.toml").values()
    return frozenset(w for g in groups if g.get("takes", ["set"]) != ["set"] and g.get("speech", True) for w in g["words"])


def says(token: Token) -> bool:
    """Whether a noun or pronoun speaks: "he said", "its statement said", "one of them said", "X, who told us"."""
    for _ in range(2 if token.pos_ in ("PRON", "DET") else 0):
        if token.dep_ in ("nmod:poss", "nmod"):
            token = token.head
    if token.dep_ == "nsubj":
        return token.head.lemma_ in _saying()
    return any(c.dep_ == "case" and c.lower_ == "according" for c in token.children)


FILLERS = frozenset(
    {"be", "seem", "appear", "take", "emerge", "happen", "turn", "mean", "rain", "snow", "look", "matter", "transpire", "follow"}
)


def _real_it(token: Token) -> bool:
    if token.dep_ == "nmod:poss":
        return True
    if token.dep_ != "nsubj" or token.head.pos_ != "VERB":
        return False
    return token.head.lemma_ not in FILLERS and not any(c.dep_ in ("csubj", "expl") for c in token.head.children)
