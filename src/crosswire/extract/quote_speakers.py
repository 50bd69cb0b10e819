"""Who speaks: the words that name the subject of a reporting verb, and the outlet that passed the words on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from crosswire.extract.reporting_words import FINITE, cue_of, is_in
from crosswire.wordlists import words_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
SHARED = frozenset({"conj", "xcomp", "advcl", "parataxis"})  # a verb without a subject of its own has that of the word it hangs on
DROPPED = frozenset({"acl:relcl", "acl", "appos", "punct", "conj", "cc", "parataxis", "advcl", "dep", "cop", "advmod", "list", "ccomp"})
ASIDE = frozenset({"appos", "acl:relcl"})  # what stands in these is the reporter's own, whatever verb is above
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NAMED = frozenset({"PERSON", "ORG", "NORP", "LOC", "FAC", "MISC", "PRODUCT"})
TOLD = frozenset({"tell", "inform", "assure", "brief", "remind"})
LONGEST = 12  # tokens of a description that names a speaker


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that name a speaker, as they stand; ``head`` is the offset-bearing head token, ``pronoun`` whether they are one."""

    start: int
    end: int
    text: str
    pronoun: bool
    head: Token


def subject_of(verb: Token, depth: int = 4) -> Token | None:
    """The head of a verb's subject; one without its own has that of the verb (or the noun) on which it hangs."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own:
        subject = min(own, key=lambda t: abs(t.i - verb.i))
        return antecedent(subject, verb)
    if verb.tag_ == "VBG" and (held := _held_by_with(verb)) is not None:
        return held
    if verb.dep_ == "conj" and cue_of(verb) and not cue_of(verb.head) and (above := governing_cue(verb, (0, verb.i), 3)) is not None:
        return subject_of(above, depth - 1) if depth else None
    if depth and verb.dep_ in SHARED and verb.head.i != verb.i:
        if verb.head.pos_ in {"VERB", "AUX", "ADJ"} or verb.head.tag_.startswith("VB") or verb.dep_ == "conj":
            return subject_of(verb.head, depth - 1)
        return verb.head if verb.head.pos_ in NOUNS else None
    if verb.dep_ in {"acl", "acl:relcl"} and verb.head.pos_ in NOUNS:
        return verb.head if verb.head.lower_ != "what" else name_in_front(verb)
    return None


def name_in_front(verb: Token) -> Token | None:
    """The name, noun or pronoun right before a finite verb, for a verb that the parse leaves without a subject."""
    if verb.tag_ not in FINITE or verb.i == verb.sent.start:
        return None
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and (doc[at].text == "," or doc[at].pos_ in {"ADV", "AUX"}):
        at -= 1
    named = next((e for e in verb.sent.ents if e.start <= at < e.end and e.label_ in NAMED), None)
    if named is not None:
        return named.root
    if doc[at].pos_ == "PRON" and doc[at].lower_ in RELATIVE:
        return None
    return doc[at] if doc[at].pos_ in NOUNS else None


def _held_by_with(verb: Token) -> Token | None:
    """ "with the ministry announcing ...": the noun in front, where the parse gives the participle no subject."""
    before = verb.nbor(-1) if verb.i else verb
    if before.pos_ not in {"NOUN", "PROPN"}:
        return None
    head = before
    while head.dep_ in {"flat", "compound"} and head.head.pos_ in {"NOUN", "PROPN"} and head.head.i < verb.i:
        head = head.head
    edge = head.left_edge.i
    return head if any(t.lower_ == "with" for t in verb.doc[max(0, edge - 1) : edge + 1]) else None


def antecedent(relative: Token, verb: Token) -> Token | None:
    """The noun for which a relative pronoun stands as the subject of a verb; any other subject is itself."""
    if relative.lower_ not in RELATIVE or relative.pos_ != "PRON":
        return relative
    clause = verb
    while clause.dep_ == "conj" and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ == "acl:relcl" and clause.head.i < relative.i:
        return clause.head
    before = [t for t in verb.doc[max(0, relative.i - 6) : relative.i] if t.pos_ in {"NOUN", "PROPN"}]
    return before[-1] if before else None


def voice_of(head: Token) -> Voice:
    """The speaker whom a noun phrase names: the bare name inside it if it has one, else its core without "the"."""
    doc = head.doc
    if head.pos_ == "PRON":
        return _voice(doc, head.i, head.i + 1, head)
    author = _author(head)
    if author is not None:
        return voice_of(author)
    named = _name(head)
    if named is not None:
        return _voice(doc, *named, head)
    return _voice(doc, *_core(head), head)


def _author(head: Token) -> Token | None:
    """Whose statement, count or report it is: "its statement", "a UN count", "the statement by the union"."""
    if not is_in("utterances", head.lemma_.lower()) or head.ent_type_:
        return None
    for child in head.children:
        by = child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in {"by", "from"} for c in child.children)
        if (
            child.dep_ == "nmod:poss"
            or by
            or (child.dep_ in {"compound", "amod", "nmod"} and child.i < head.i and child.ent_type_ in {"ORG", "PERSON"})
        ):
            return child
    return None


def _voice(doc: Doc, left: int, right: int, head: Token) -> Voice:
    while left < right - 1 and (doc[left].lower_ == "the" or doc[left].is_punct or doc[left].is_space):
        left += 1
    while right - 1 > left and (doc[right - 1].is_punct or doc[right - 1].is_space or doc[right - 1].lower_ in {"'s", "’s"}):
        right -= 1
    start, end = doc[left].idx, doc[right - 1].idx + len(doc[right - 1])
    return Voice(start, end, doc[left:right].text, right - left == 1 and doc[left].pos_ == "PRON", head)


def _name(head: Token) -> tuple[int, int] | None:
    """A person's name in the phrase (its head, or an apposition to it), else the name that the head is part of."""
    heads = [head, *(c for c in head.children if c.dep_ in {"appos", "flat", "nmod:desc", "compound"})]
    heads += [g for h in heads[1:] if h.dep_ == "appos" for g in h.children if g.dep_ in {"flat", "appos"}]
    ents = [(e, h) for e in head.sent.ents for h in heads if e.start <= h.i < e.end]
    people = [e for e, h in ents if e.label_ == "PERSON" and (h.i == head.i or h.dep_ in {"appos", "flat"} or h.i > head.i)]
    people = people or [
        e for e in head.sent.ents if e.label_ == "PERSON" and head.i < e.start <= head.right_edge.i and e.root.dep_ == "appos"
    ]
    if people:
        return people[0].start, people[0].end
    if head.pos_ == "NOUN":
        groups = [e for e, h in ents if e.label_ in {"ORG", "MISC"} and h.dep_ in {"appos", "flat"} and h.i > head.i]
        if groups:
            return groups[0].start, groups[0].end
    own = [e for e, h in ents if h.i == head.i and e.label_ in NAMED]
    if own and (_core(head)[1] <= own[0].end or head.doc[own[0].end].lower_ in {"in", "at"}):
        return own[0].start, own[0].end
    return None


def _core(head: Token) -> tuple[int, int]:
    """The phrase around a head without what only comments on it: relative clauses, appositions, a second conjunct."""
    keep = sorted(_kept(head))
    at = keep.index(head.i)
    left = right = at
    while left > 0 and keep[left - 1] == keep[left] - 1:
        left -= 1
    while right + 1 < len(keep) and keep[right + 1] == keep[right] + 1 and keep[right + 1] - keep[left] < LONGEST:
        right += 1
    return keep[left], keep[right] + 1


def _kept(head: Token, *, top: bool = True) -> Iterator[int]:
    yield head.i
    named = head.pos_ == "PROPN"
    for child in head.children:
        if (child.dep_ == "case" and top) or (child.dep_ == "amod" and child.is_sent_start and cue_of(child)):  # "Added Berg: ..."
            continue
        if child.dep_ == "punct" and child.text not in {"-", "‑"}:
            continue
        if (child.dep_ == "obl" and head.pos_ != "ADJ") or (named and top and child.dep_ in {"nmod", "obl"} and _placed(child)):
            continue
        if child.dep_ not in DROPPED - {"punct"} or (child.dep_ == "advmod" and child.i < head.i):
            yield from _kept(child, top=False)


def _placed(child: Token) -> bool:
    """Whether a phrase says where a body sits ("the Ministry of Defence in Madrid")."""
    return any(c.dep_ == "case" and c.lower_ in {"in", "at"} for c in child.children)


def name_before(doc: Doc, left: int, right: int) -> Token | None:
    """The head of the noun phrase in tokens ``left:right`` where the parse gives none: a person, another name, the last noun."""
    tokens = [t for t in doc[left:right] if not t.is_space]
    if not tokens:
        return None
    for label in ("PERSON", "ORG"):
        for ent in doc[left:right].ents:
            if ent.label_ == label:
                return ent.root
    cut = next((k for k, t in enumerate(tokens) if t.text in {",", "(", "–", "—"} and k), len(tokens))
    nouns = [t for t in tokens[:cut] if t.pos_ in NOUNS]
    heads = [t for t in nouns if t.head.i not in {n.i for n in nouns}]
    found = heads or nouns
    return found[0] if found else None


def relay_of(verb: Token, outlet: str | None) -> tuple[str, ...]:
    """The outlet to which words were said ("told the newspaper X"), unless it is the one that reports."""
    for child in verb.children:
        if child.dep_ in {"iobj", "obj", "obl"} and abs(child.i - verb.i) <= LONGEST:
            told = child.dep_ != "obl" and child.i > verb.i and verb.lemma_.lower() in TOLD
            if not told and not (child.dep_ == "obl" and any(c.lower_ == "to" for c in child.children if c.dep_ == "case")):
                continue
            name = news_name(child, outlet)
            if name:
                return (name,)
    return ()


def news_name(head: Token, outlet: str | None, *, sure: bool = False) -> str | None:
    """The name of the outlet that a noun phrase names, or None; ``sure`` where the verb says that it is one."""
    phrase = list(head.doc[head.left_edge.i : head.right_edge.i + 1])
    words = {t.lemma_.lower() for t in phrase} | {t.lower_ for t in phrase}
    if not sure and (words & {"this", "our", "these"} or any(is_in("not_relays", w) for w in words)):
        return None
    core = range(*_core(head))
    apposed = {c.i for c in head.children if c.dep_ in {"appos", "flat", "compound"}}
    inside = [e for e in head.sent.ents if (e.root.i in core or e.root.i in apposed) and e.label_ in NAMED - {"PERSON", "NORP"}]
    named = [e for e in inside if e.start <= head.i < e.end] or inside
    capital = head.pos_ == "PROPN"
    if not (sure or any(is_in("news_nouns", w) for w in words) or _is_agency(named[0].text if named else head.text)):
        return None
    if head.pos_ == "PRON":
        return None
    text = _full_name(named[0].root if named else head) if named or capital else voice_of(head).text
    text = text.removeprefix("the ").removeprefix("The ")
    return None if same_outlet(text, outlet) else text


def _full_name(token: Token) -> str:
    """The run of proper nouns around a token; taggers cut "Valley Today" after its place name."""
    doc, left, right = token.doc, token.i, token.i + 1
    while left > token.sent.start and (
        doc[left - 1].pos_ == "PROPN" or (doc[left - 1].ent_iob_ == "B" and doc[left].ent_iob_ == "I") or doc[left].ent_iob_ == "I"
    ):
        left -= 1
    while right < token.sent.end and (doc[right].pos_ == "PROPN" or doc[right].ent_iob_ == "I"):
        right += 1
    return str(doc[left:right].text)


def _is_agency(name: str) -> bool:
    return name.removeprefix("the ") in words_of("agencies.toml", "agency")


def same_outlet(name: str, outlet: str | None) -> bool:
    """Whether a name stands for the reporting outlet itself: its words, one of them, or its letters."""
    if not outlet:
        return False
    mine, theirs = _words(outlet), _words(name)
    if theirs and (set(theirs) <= set(mine) or set(mine) <= set(theirs)):
        return True
    letters = name.replace(".", "")
    return (
        letters.isupper()
        and len(letters) <= 6
        and _subsequence(letters.casefold(), "".join(mine))
        and bool(mine)
        and letters[0].casefold() == mine[0][0]
    )


def _words(name: str) -> list[str]:
    return [w for w in name.casefold().replace(".", "").split() if w != "the"]


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def governing_cue(token: Token, within: tuple[int, int], steps: int = 6) -> Token | None:
    """The nearest reporting verb above a token in its tree, inside the tokens ``within``."""
    at = token
    for _ in range(steps):
        if at.head.i == at.i or at.dep_ in ASIDE or (at.dep_ in SUBJECTS and cue_of(at.head)):
            return None
        at = at.head
        if within[0] <= at.i < within[1] and cue_of(at):
            return at
    return None


def tokens_between(doc: Doc, start: int, end: int) -> Sequence[Token]:
    """The tokens that begin in ``start:end`` (offsets) and are not blank."""
    span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    return [t for t in span if start <= t.idx < end and not t.is_space] if span is not None else []
