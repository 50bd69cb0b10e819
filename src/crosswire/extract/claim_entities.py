"""Which entity the words of a phrase mean: its head, the body that the head acts for, or a state by its adjective."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from crosswire.extract.claim_arguments import case_of
from crosswire.extract.claim_slots import Index
from crosswire.extract.claim_words import frame
from crosswire.wordlists import load_toml, words_of

ROLES = "event_roles.toml"
OWNERS = frozenset({"amod", "compound", "nmod:poss", "flat", "nmod:desc", "appos"})  # how a name stands inside a phrase
OWNING = frozenset({"of", "from", "for", "in", "by"})
LOYAL = frozenset({"loyal", "faithful", "allied", "answerable", "sympathetic", "subordinate"})
SPEAKERS = frozenset({"we", "i", "us", "our", "my", "ours", "me"})
COUNTED = frozenset({"DATE", "TIME"})


@cache
def role_words(group: str) -> frozenset[str]:
    """The words of one group of event_roles.toml."""
    return words_of(ROLES, group)


def entity_of(token: Token, index: Index, *, loose: bool = False) -> str | None:
    """The entity that a noun phrase names: by its head word, or by the name that stands with a head which acts for it.

    ``loose`` takes any name inside the phrase ("the army's offer"), as a target does.
    """
    said = index.by_word.get(token.i)
    if said is not None and not (index.places_by_word.get(token.i) and _mistaken(said, index)):
        return _meant(token, said, index)
    lemma = token.lemma_.lower()
    if token.i in index.states and token.pos_ != "ADV":
        return index.state(index.states[token.i])
    if not loose and lemma not in frame("group-nouns") and lemma not in role_words("deputies") and token.pos_ != "PROPN":
        return None
    return next(_owners(token, index), None)


def _meant(token: Token, said: str, index: Index) -> str:
    """Unnamed people who act for a body ("envoys of the council", "league chiefs", "Ghanaian officials") stand for it."""
    if token.lower_ in SPEAKERS or not index.unnamed(said):
        return said
    lemma = token.lemma_.lower()
    if lemma in role_words("deputies"):
        owner = next((x for x in _owners(token, index) if x != said and not index.unnamed(x) and _stands(lemma, x, index)), None)
        if owner:
            return owner
    country = index.country(said)
    forces = _forces(lemma, country, token, index)
    if forces:
        return forces
    adjective = country is not None and any(index.states.get(c.i) == country for c in token.children)
    return index.state(country) if country and adjective and lemma in role_words("officials") else said


def _forces(noun: str, country: str | None, token: Token, index: Index) -> str | None:
    """The army, navy, air force or police that a report names, for its people: "two sailors were hurt".

    Where nothing says of which country they are, it must have been named before them.
    """
    body = members().get(noun)
    if body is None:
        return None
    known = [e for e in index.entities.values() if (e.known_as or "").partition(":")[2] == body and country in (None, e.country)]
    if len(known) != 1 or (country is None and not any(m.entity_id == known[0].entity_id and m.start < token.idx for m in index.mentions)):
        return None
    return known[0].entity_id


@cache
def members() -> dict[str, str]:
    """A noun for one of the people of a force -> the force ("army", "navy", "air force", "police")."""
    groups = {name: keys for name, keys in load_toml(ROLES).items() if name.startswith("members.")}
    return {word: name.partition(".")[2] for name, keys in groups.items() for word in keys["words"]}


def spoken_for(entity: str, index: Index) -> str:
    """The body whose words a spokesman's are, where the report says whose he is; anybody else himself."""
    known = index.entities.get(entity)
    if known is None or known.kind not in ("person", None):
        return entity
    for mention in index.mentions:
        span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand") if mention.entity_id == entity else None
        for noun in _titles_of(span.root) if span is not None else ():
            body = next((x for x in _owners(noun, index) if x != entity), None)
            if noun.lemma_.lower() in role_words("spokesmen") and body and _stands(noun.lemma_.lower(), body, index):
                return body
    return entity


def _titles_of(name: Token) -> Iterator[Token]:
    """A name and the nouns beside it that say what its bearer is: "police spokesman X", "X, its spokesman", "the spokesman, X"."""
    yield name
    yield from (c for c in name.children if c.dep_ in ("appos", "compound", "flat", "nmod:desc"))
    if name.dep_ in ("appos", "flat", "nmod:desc"):
        yield from (name.head, *(c for c in name.head.children if c.dep_ in ("compound", "nmod:desc") and c != name))


def _mistaken(entity: str, index: Index) -> bool:
    """Whether a town that is on the map was read as an organisation or a person."""
    known = index.entities.get(entity)
    return known is not None and known.known_as is None and known.kind in ("organisation", "person", None)


def _stands(noun: str, entity: str, index: Index) -> bool:
    """Whether people told by a noun stand for what they are named with: a body, or of officials their state."""
    known = index.entities.get(entity)
    if known is None or known.kind in ("organisation", "armed group", "government"):
        return True
    return known.kind == "country" and noun in role_words("officials")


def _owners(token: Token, index: Index) -> Iterator[str]:
    """The names inside a phrase, those before its head first."""
    for child in token.children:
        if child.dep_ in OWNERS:
            if child.i in index.by_word:
                yield index.by_word[child.i]
            elif child.i in index.states:
                yield index.state(index.states[child.i])
            elif child.dep_ == "compound":
                yield from _owners(child, index)
    for child in token.children:
        if child.dep_ == "nmod" and OWNING & set(case_of(child).split()):
            found = entity_of(child, index)
            if found:
                yield found
        elif child.lower_ in LOYAL:
            yield from (x for c in child.children if case_of(c) in ("to", "with") and (x := entity_of(c, index)))


def names_in(token: Token, index: Index) -> Iterator[str]:
    """Every name in the phrase or clause under a word, in order."""
    for word in _own_words(token):
        if word.ent_type_ in COUNTED:
            continue
        if word.i in index.by_word:
            yield index.by_word[word.i]
        elif word.i in index.states:
            yield index.state(index.states[word.i])


def _own_words(token: Token) -> Iterator[Token]:
    """The words of a phrase in order, without those of relative clauses, which tell another story."""
    apart = {t.i for c in token.subtree if c.dep_ == "acl:relcl" and c != token for t in c.subtree}
    return (t for t in token.subtree if t.i not in apart)
