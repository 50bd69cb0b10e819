"""Descriptions that denote an actor: "the insurgents", "a health official", "the ministry's spokesman"; and pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import noun_groups
from crosswire.types import ActorKind, Span

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
    if token.dep_ in ("compound", "amod", "flat") and token.head.pos_ in ("NOUN", "PROPN"):
        return None
    groups = noun_groups()
    lemma = token.lemma_.lower()
    before = [t for t in token.lefts if t.dep_ in ("compound", "amod")]
    longer = [f"{t.lemma_.lower()} {lemma}" for t in before[-1:]] + [f"{t.lower_} {lemma}" for t in before[-1:]]
    longer += [f"{lemma} of {c.lower_}" for c in token.rights if c.dep_ == "nmod" and any(g.lower_ == "of" for g in c.children)]
    for noun in [*longer, lemma, token.lower_]:
        if noun in groups and token.pos_ != "ADJ":
            return (noun, *groups[noun])
    return None


def _left_edge(page: Page, token: Token) -> Token:
    """The first token of the phrase: its determiner or owner where it has one, else the farthest adjective or noun that touches it."""
    owners = [t for t in token.lefts if t.dep_ in ("det", "det:predet", "nmod:poss")]
    inner = [t for t in token.lefts if t.dep_ in INSIDE]
    left = token
    for t in sorted(owners[:1] or inner, key=lambda t: -t.i):
        edge = next(iter(t.subtree))
        between = page.doc[edge.i : left.i]
        if any(x.is_punct and x.text in ",;—–:" for x in between) or len(between) > 12:
            break
        left = edge
    while left.i < token.i and (
        left.is_punct or left.is_space or left.lower_ in ("least", "than") or left.pos_ in ("ADP", "ADV", "CCONJ", "SCONJ")
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
        left.idx, end, token.i, noun, group, kind, naming,
        determiner in DEFINITE or possessed, "many" if many else "one", token.dep_.startswith("nsubj"), tuple(t.text for t in inside),
    )  # fmt: skip


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
            out.append(Pronoun(token.idx, token.idx + len(token), token.i, *kind, token.dep_.startswith("nsubj")))
    return out


FILLERS = frozenset(
    {"be", "seem", "appear", "take", "emerge", "happen", "turn", "mean", "rain", "snow", "look", "matter", "transpire", "follow"}
)


def _real_it(token: Token) -> bool:
    if token.dep_ == "nmod:poss":
        return True
    if token.dep_ != "nsubj" or token.head.pos_ != "VERB":
        return False
    return token.head.lemma_ not in FILLERS and not any(c.dep_ in ("csubj", "expl") for c in token.head.children)
