"""What the readers of harm share: a deed, the word list, and the words that belong together in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.claim_arguments import heads
from crosswire.types import Harm
from crosswire.wordlists import words_of

LIST = "harm.toml"
NOT = frozenset({"not", "n't", "never", "neither", "nor", "nobody", "none", "no"})
SUPPOSED = frozenset({"if", "unless", "whether", "lest"})
STEPS = 4


@dataclass(frozen=True, slots=True)
class Deed:
    """One word that tells of harm.

    ``role`` is ``killed``, ``injured`` or ``hit`` (shot or struck: the outcome is told elsewhere); ``people`` are the heads of those
    who suffer it; ``own`` says that they did it to themselves.
    """

    token: Token
    role: Harm
    people: tuple[Token, ...]
    rule: str
    own: bool = False


def group(name: str) -> frozenset[str]:
    """One group of the list."""
    return words_of(LIST, name)


def unreal(token: Token) -> bool:
    """Whether the clause of a word tells what did not happen, or may not have: "would", "tried to", "if", "not"."""
    at = token
    for step in range(STEPS):
        for child in at.children:
            if child.dep_ in ("aux", "aux:pass") and child.lower_ in group("maybe") and (step == 0 or at.pos_ == "VERB"):
                return True
            if child.dep_ == "mark" and child.lower_ in SUPPOSED:
                return True
            if step == 0 and (child.lower_ in NOT or _none(child) or _nearly(child)):
                return True
        above = at.head
        if _made_up(at, above):
            return True
        if above.i == at.i or at.dep_ in ("parataxis", "acl:relcl", "ccomp", "root"):
            return False
        if at.dep_ in ("xcomp", "acl", "advcl", "obj", "nmod", "obl") and above.lemma_.lower() in group("unreal"):
            return True
        at = above
    return False


def _nearly(child: Token) -> bool:
    return child.lower_ in ("nearly", "almost") and child.i < child.head.i and child.nbor(1).pos_ in ("VERB", "AUX", "ADJ")


def _made_up(at: Token, above: Token) -> bool:
    """Whether what stands above a clause takes it back ("it is false that", "a hoax"), or makes a play of it ("on stage")."""
    if any(c.dep_.startswith(("obl", "compound", "nmod")) and _acted(c) for c in at.children):
        return True
    if above.i == at.i:
        return False
    if at.dep_ in ("ccomp", "csubj", "csubj:pass", "acl", "xcomp") and above.lemma_.lower() in group("untrue"):
        return True
    if at.dep_ in ("ccomp", "xcomp") and above.lemma_ == "let" and any(c.lower_ in NOT for c in above.children):
        return True  # "don't let my son die"
    if at.dep_ in ("acl", "acl:relcl", "ccomp") and above.dep_.startswith("nsubj") and above.head.lemma_.lower() in group("untrue"):
        return True  # "the report that he was killed is a hoax"
    return at.dep_ == "acl:relcl" and above.dep_ == "obj" and above.head.lemma_.lower() in group("acting")


def _acted(word: Token) -> bool:
    """ "on stage", "in a film", "her stage death"."""
    if word.lemma_.lower() not in group("acted"):
        return False
    return word.dep_ == "compound" or any(c.dep_ == "case" and c.lower_ in ("on", "in") for c in word.children)


def _none(child: Token) -> bool:
    return child.dep_.split(":")[0] in ("nsubj", "obj") and any(c.lower_ in ("no", "neither") and c.dep_ != "conj" for c in child.children)


def fatal(token: Token) -> bool:
    """Whether a hit is said to be deadly; not where that is said of a part only ("five were shot, two fatally")."""
    return any(c.lower_ in group("fatally") and abs(c.i - token.i) <= 2 and token.doc[c.i - 1].text != "," for c in token.children)


def all_heads(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The words and what is joined to them; of "two of the five victims" the two, of "three others, two men and a woman" the three."""
    found = dict.fromkeys(h for t in tokens for h in heads(t))
    return tuple(t for t in found if not _within(t, found) and not _named_behind(t, found))


def _within(token: Token, found: Mapping[Token, None]) -> bool:
    above = token.head
    if above not in found or above.i == token.i:
        return False
    if token.dep_ == "nmod":
        return above.pos_ == "NUM"
    listed = any(c.dep_ == "appos" and above.i < c.i < token.i and c.ent_type_ != "PERSON" for c in above.children)
    return token.dep_ == "conj" and listed and any(c.dep_ == "nummod" for c in above.children)


def _named_behind(token: Token, found: Mapping[Token, None]) -> bool:
    """ "her daughter Kim Bell", where the parse takes the two for a list."""
    if token.pos_ != "NOUN" or token.i + 1 >= len(token.doc):
        return False
    name = token.nbor(1)
    return name.ent_type_ == "PERSON" and any(t.ent_type_ == "PERSON" and t.head == token.head and 0 < t.i - token.i <= 3 for t in found)


def before(word: Token) -> tuple[Token, ...]:
    """The noun, number or age right in front of a word, where a headline's grammar hides how they belong together."""
    front = word.nbor(-1) if word.i > word.sent.start else None
    plain = front is not None and (front.pos_ in ("NOUN", "NUM") or front.lower_ in ("old", "another"))
    return (front,) if front is not None and plain else ()
