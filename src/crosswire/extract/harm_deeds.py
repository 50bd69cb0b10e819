"""Which words of a sentence tell that someone was killed or hurt, and whom: verbs, states, hospital beds, and nouns of death.

What is only tried, threatened, feared, denied or supposed is left out. Words are in ``wordlists/harm.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments, arguments_of, is_passive
from crosswire.extract.harm_nouns import noun_deeds
from crosswire.extract.harm_words import Deed, all_heads, before, fatal, group, unreal
from crosswire.types import Harm

SELF = frozenset({"himself", "herself", "themselves", "themself"})
DEATH_WITHIN = 9  # words from a verb to its "to death"


def deeds(sentence: Tokens) -> list[Deed]:
    """What a sentence tells of people killed or hurt, in the order of its words."""
    found = [replace(deed, people=_meant(deed)) for token in sentence for deed in _of(token)]
    return [d for d in found if d.people and not unreal(d.token)]


def _meant(deed: Deed) -> tuple[Token, ...]:
    """Those of whom nothing else is said: in "one killed, four others wounded" the four were not killed."""
    other = group("injured") if deed.role == "killed" else group("dead")
    if any(c.lower_ in ("or", "either") and c.dep_.startswith("cc") for t in deed.people for c in t.children):
        return ()  # "his brother or a friend": one of them
    return tuple(
        t for t in deed.people if not any(c.lower_ in other and c.i != deed.token.i and c.dep_ in ("acl", "amod") for c in t.children)
    )


def _of(token: Token) -> Iterator[Deed]:
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("compound", "aux", "aux:pass", "cop"):
        yield from _verb(token)
    if token.lower_ in group("dead") | group("injured") and token.pos_ in ("ADJ", "VERB", "NOUN"):
        yield from _state(token)
    if token.pos_ in ("NOUN", "PROPN"):
        yield from noun_deeds(token)


# --- verbs
def _verb(verb: Token) -> Iterator[Deed]:
    lemma = verb.lemma_.lower()
    arguments = arguments_of(verb)
    hurt = all_heads(arguments.objects) or _shared_objects(verb, lemma)
    own = any(t.lower_ in SELF for t in hurt)
    front = before(verb) if verb.tag_ in ("VBD", "VBN") else ()
    if own:
        people = all_heads(arguments.subjects)
    elif front and front[0].head == verb and front[0].dep_ in ("compound", "dep", "amod"):
        people = front  # "two held after child shot"
    else:
        people = hurt if hurt or not _headline(verb, arguments) else all_heads(arguments.subjects) or front
    if verb.dep_ == "amod":
        return  # "the wounded man": a state
    if lemma in group("die"):
        suffers = all_heads(arguments.subjects) if not is_passive(verb) else hurt
        if suffers and not (lemma in group("kill") and arguments.objects):
            yield Deed(verb, "killed", suffers, f"verb:{lemma}")
            return
    if lemma in group("kill"):
        yield Deed(verb, "killed", people, f"verb:{lemma}", own)
    elif lemma in group("hurt"):
        yield Deed(verb, "killed" if fatal(verb) else "injured", people, f"verb:{lemma}", own)
    elif lemma in group("hit") or (lemma in group("struck") and _by_missile(verb, arguments)):
        dead = fatal(verb) or _to_death(verb, arguments)
        yield Deed(verb, "killed" if dead else "hit", people, f"verb:{lemma}{'+dead' if dead else ''}", own)
    elif lemma in ("gun", "mow") and any(c.lower_ == "down" for c in verb.children):
        yield Deed(verb, "killed" if lemma == "gun" else "hit", people, f"verb:{lemma} down", own)
    elif _to_death(verb, arguments) and lemma in ("beat", "bleed", "stone", "burn", "hack", "crush", "put", "freeze", "choke", "starve"):
        yield Deed(verb, "killed", hurt or all_heads(arguments.subjects), f"verb:{lemma} to death", own)
    else:
        yield from _phrases(verb, lemma, arguments, hurt)


def _phrases(verb: Token, lemma: str, arguments: Arguments, hurt: tuple[Token, ...]) -> Iterator[Deed]:
    """Verbs that tell of harm only with what hangs on them: "lost his life", "took her own life", "was taken to hospital"."""
    objects = {t.lemma_.lower() for t in hurt}
    subjects = all_heads(arguments.subjects)
    ends_life = "life" in objects or "lives" in {t.lower_ for t in hurt}
    if lemma == "lose" and ends_life:
        yield Deed(verb, "killed", subjects, "verb:lose life")
    elif lemma in ("take", "end") and ends_life and any(c.lower_ == "own" for t in hurt for c in t.children):
        yield Deed(verb, "killed", subjects, "verb:take own life", own=True)
    elif lemma in ("commit", "die") and "suicide" in objects:
        yield Deed(verb, "killed", subjects, "verb:commit suicide", own=True)
    elif (
        lemma == "turn" and objects & {"gun", "weapon", "rifle", "pistol", "knife", "handgun", "shotgun", "firearm"} and _on_self(arguments)
    ):
        yield Deed(verb, "killed", subjects, "verb:turn gun on self", own=True)  # so said of suicides only
    elif lemma == "die" and subjects:
        yield Deed(verb, "killed", subjects, "verb:die")
    elif lemma in group("suffer") and objects & group("wounds"):
        deadly = any(fatal(t) for t in hurt)
        own = any("self" in c.lower_ for t in hurt for c in t.children)
        yield Deed(verb, "killed" if deadly else "hit", subjects, f"verb:{lemma} wound", own=own and not deadly)
    elif lemma in group("carry") and (where := _hospital(arguments)):
        yield Deed(verb, "injured", hurt if arguments.passive or lemma in ("take", "rush", "fly", "airlift") else subjects, where)
    elif lemma in ("treat",) and arguments.passive and any(p == "for" for p, _ in arguments.obliques):
        yield Deed(verb, "injured", hurt, "verb:treat for")
    elif (
        lemma in ("expect", "list")
        and arguments.passive
        and any(
            c.dep_ in ("xcomp", "obl", "ccomp") and c.lemma_.lower() in ("survive", "recover", "live", "condition") for c in verb.children
        )
    ):
        yield Deed(verb, "injured", hurt, f"verb:{lemma} to live")


def _shared_objects(verb: Token, lemma: str) -> tuple[Token, ...]:
    """ "shot and killed three guards": what the second verb does to someone, the first did."""
    if lemma not in group("hit") | group("kill") | group("hurt") or is_passive(verb):
        return ()
    joined = (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i == 2)
    return next((all_heads(a.objects) for c in joined if not is_passive(c) and (a := arguments_of(c)).objects), ())


def _headline(verb: Token, arguments: Arguments) -> bool:
    """ "Man shot in Orvan": a headline leaves out "was"; a gunman who shoots has an object, or shoots at someone."""
    if arguments.objects or verb.tag_ not in ("VBD", "VBN") or any(p in ("at", "into", "on", "through") for p, _ in arguments.obliques):
        return False
    return not any(c.dep_ in ("aux", "advmod", "compound:prt") and c.lower_ in ("has", "have", "had", "back", "up") for c in verb.children)


def _hospital(arguments: Arguments) -> str:
    """The rule by which obliques tell of a hospital bed, or nothing."""
    for preposition, token in arguments.obliques:
        words = {t.lower_ for t in token.subtree}
        if preposition in ("to", "at", "in", "into", "by") and words & group("hospitals"):
            return "verb:to hospital"
        if preposition == "in" and token.lemma_.lower() == "condition" and words & group("conditions"):
            return "verb:in condition"
    return ""


def _by_missile(verb: Token, arguments: Arguments) -> bool:
    words = [t for p, t in arguments.obliques if p in ("by", "in", "with")] + list(arguments.subjects)
    words += [c for c in verb.children if c.dep_ in ("obl:agent", "obl")]
    named = {w.lemma_.lower() for t in words for w in (t, *t.children)}
    return bool(named & group("missiles"))


def _to_death(verb: Token, arguments: Arguments) -> bool:
    if any(p == "to" and t.lower_ == "death" for p, t in arguments.obliques):
        return True
    if any(c.lower_ == "dead" and c.i > verb.i and c.dep_ != "conj" and all(g.dep_ != "nsubj" for g in c.children) for c in verb.children):
        return True
    for word in verb.doc[verb.i + 2 : verb.i + DEATH_WITHIN]:  # "stabbed two nurses to death", where the parse hangs it on the nurses
        if word.lower_ == "death" and word.nbor(-1).lower_ == "to":
            return next((a for a in word.ancestors if a.pos_ == "VERB"), word) == verb
    return False


def _on_self(arguments: Arguments) -> bool:
    return any(p in ("on", "upon", "against") and t.lower_ in SELF for p, t in arguments.obliques)


# --- states
def _state(word: Token) -> Iterator[Deed]:
    """ "the driver was dead", "was pronounced dead", "was found wounded", "the slain officer"."""
    role: Harm = "killed" if word.lower_ in group("dead") else "injured"
    rule = f"state:{word.lower_}"
    if role == "killed" and (named := _identified(word)):
        yield named
    elif word.dep_ == "amod" and word.head.pos_ in ("NOUN", "PROPN"):
        if not any(t.is_punct or t.pos_ == "NUM" for t in word.doc[word.i + 1 : word.head.i]):  # "one dead, three others hurt"
            yield Deed(word, role, (word.head,), rule)
    elif word.i > word.sent.start and (
        word.nbor(-1).lower_ in ("old", "another") or (word.nbor(-1).pos_ == "NUM" and word.head != word.nbor(-1).head)
    ):
        yield Deed(word, role, before(word), rule)
    elif any(c.dep_ == "nummod" and word.i - 2 <= c.i < word.i for c in word.children):
        yield Deed(word, role, (word,), f"{rule}+left" if word.head.lemma_ == "leave" else rule)
    elif word.dep_ in ("xcomp", "obj", "obl", "advcl", "amod", "acl", "advmod", "ccomp") and word.head.lemma_.lower() in group("found"):
        arguments = arguments_of(word.head)
        rule += "+left" if word.head.lemma_ == "leave" else ""
        yield Deed(word, role, all_heads(t for t in arguments.objects if t.i != word.i) or all_heads(arguments.subjects), rule)
    elif any(c.dep_ == "cop" for c in word.children) or (word.pos_ == "ADJ" and any(c.dep_ == "nsubj" for c in word.children)):
        yield Deed(word, role, all_heads(c for c in word.children if c.dep_.startswith("nsubj")), rule)
    elif word.pos_ == "ADJ" and word.dep_ in ("acl", "appos") and word.head.pos_ in ("NOUN", "PROPN"):
        yield Deed(word, role, (word.head,), rule)


def _identified(word: Token) -> Deed | None:
    """ "identified the dead as Ann Bell and Tom Reed", "those killed were named as": who is named; told by the naming verb."""
    noun = word.head if word.dep_ in ("amod", "acl") else word
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj:pass") or verb.lemma_.lower() not in ("identify", "name"):
        return None
    people = all_heads(t for p, t in arguments_of(verb).obliques if p == "as")
    return Deed(verb, "killed", people, f"state:{word.lower_}+named") if people else None
