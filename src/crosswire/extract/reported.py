"""Speech without quote marks: what a reporting verb, "according to" or a headline's colon says that somebody said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.quote_speakers import Voice, governing_cue, name_in_front, news_name, relay_of, subject_of, voice_of
from crosswire.extract.reported_content import ADDRESSED, content_of
from crosswire.extract.reporting_words import FINITE, Cue, cue_of, is_in

MARK_CHARACTERS = frozenset("\"“”„«»‹›‘’'`")
SILENT = frozenset("i we you my our your one nobody no-one anyone everyone there this what these those neither none whoever".split())
STUDIES = frozenset({"find", "show", "learn", "establish", "determine"})
NAMING = frozenset({"named", "identified", "quoted", "cited"})
ANONYMOUS = 6  # tokens behind a verb of asking within which anonymity is asked for
BODIES = frozenset({"ORG", "LOC", "NORP"})  # name types


@dataclass(frozen=True, slots=True)
class Speech:
    """Tokens ``left:right`` are the content; ``cue`` its verb (None: ``cue_words`` at ``cue_at``)."""

    left: int
    right: int
    cue: Cue | None
    voice: Voice
    rule: str
    relay: tuple[str, ...] = ()
    stance: str = "says"
    cue_words: str | None = None
    cue_at: tuple[int, int] | None = None


def complements(sentence: Sequence[Token], outlet: str | None) -> Iterator[Speech]:
    """What stands behind a reporting verb: a clause, an infinitive, a number or a noun phrase."""
    for token in sentence:
        cue = cue_of(token, wide=True)
        if cue is None or not _asserted(cue) or _of_oneself(cue):
            continue
        spoken = quoted_as_saying(cue, outlet) or _speaker(cue, outlet)
        if spoken is None:
            continue
        voice, relay = spoken
        found = content_of(cue, sentence)
        if found and not (found[2] == "noun phrase" and _takes_sides(cue) and is_body(voice.head)):
            left, right, rule = found
            yield Speech(left, right, cue, voice, rule, relay, cue.stance)


# --- whose words -----------------------------------------------------------------------------------------------------------
def _asserted(cue: Cue) -> bool:
    """Whether somebody is said to have said it: not "refused to say", "if they say", "did not say"."""
    verb = cue.token
    if verb.tag_ == "VB" and verb.dep_ in {"xcomp", "advcl"} and is_in("going_on", verb.head.lemma_.lower()):
        return verb.head.tag_ in FINITE
    if verb.tag_ == "VB" and verb.dep_ == "advcl" and verb.head.tag_ in FINITE and cue.utters and verb.head.i < verb.i:
        return True  # "took to the radio to say that"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}
    own = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)  # "put", "read": taggers confuse past and base form
    if verb.tag_ == "VB" and not auxiliaries - {"to"} and not own:
        return False
    if "to" in {c.lower_ for c in verb.children if c.dep_ in {"mark", "aux"} and c.tag_ == "TO"}:
        return False
    negated = any(c.lower_ in {"not", "n't", "n’t", "never"} for c in verb.children)
    return not negated or cue.stance in {"denies", "doubts"}


def _of_oneself(cue: Cue) -> bool:
    """ "asked not to be named", "identified himself as X": how a source is called, and no words of theirs."""
    after = cue.token.doc[cue.last.i + 1 : cue.last.i + ANONYMOUS]
    if cue.words in {"identify", "introduce"} and any(t.lower_.endswith(("self", "selves")) for t in after[:1]):
        return True
    said = [t.lower_ for t in after]
    if cue.words not in {"ask", "request", "demand", "insist on", "decline", "refuse", "plead", "beg", "prefer"}:
        return False
    passive = "be" in said[:3] and said[0] in {"not", "to"} and bool(NAMING & set(said[:5]))
    return passive or bool({"anonymity", "anonymous"} & set(said))


def _speaker(cue: Cue, outlet: str | None) -> tuple[Voice, tuple[str, ...]] | None:
    verb = cue.token
    if any(c.dep_ == "aux:pass" for c in verb.children):
        agents = [c for c in verb.children if c.dep_ == "obl:agent"]
        return (voice_of(agents[0]), ()) if agents else None
    subject = _going_on(verb) or subject_of(verb) or name_in_front(verb)
    near = [*verb.children, *(subject.children if subject is not None else ())]
    cited = next((s for s in near if s.dep_ in {"advcl", "acl"} and s.tag_ == "VBG" and is_in("citing", s.lemma_.lower())), None)
    if (
        subject is None
        or subject.lower_ in SILENT
        or (verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children) and (verb.dep_ in {"acl", "amod"} or _put_to_them(verb)))
    ):
        return None
    if cue.group in {"threatens", "promises"} and is_in("voiceless", subject.lemma_.lower()):
        return None
    if not cue.utters and "set" not in cue.takes and is_body(subject):
        return None
    if not studied(cue, subject):
        return None
    if cited is not None:
        source = next((c for c in cited.children if c.dep_ == "obj"), None)
        name = news_name(subject, outlet, sure=True) if subject.pos_ != "PRON" else None
        if source is not None and cited.i < verb.i:
            return voice_of(source), (name,) if name else ()
    return voice_of(subject), relay_of(verb, outlet)


def _put_to_them(verb: Token) -> bool:
    """ "Asked whether it would open, he said", "Told that it was shut, she ...": what was put to a speaker is not their words."""
    own = any(c.dep_.startswith("nsubj") for c in verb.children)
    return verb.dep_ == "advcl" and not own and verb.head.i > verb.i and verb.lemma_.lower() in ADDRESSED


def studied(cue: Cue, subject: Token) -> bool:
    """Whether "shows" and "finds" tell of what a study or an inquirer says; what others find, they find and do not say."""
    return cue.words not in STUDIES or is_in("study_nouns", subject.lemma_.lower()) or (cue.words == "find" and bool(subject.ent_type_))


def _going_on(verb: Token) -> Token | None:
    """Who goes on in a participle that the parse hangs inside the words before it ("said the road was closed, adding that ...")."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == verb.sent.start or verb.nbor(-1).text != ",":
        return None
    above = governing_cue(verb, (verb.sent.start, verb.i), 3)
    return subject_of(above) if above is not None and above.i != verb.head.i else None


def _takes_sides(cue: Cue) -> bool:
    return is_in("supports", cue.words) or is_in("rejects", cue.words) or cue.words == "recall"  # a state recalls its envoy


def is_body(subject: Token) -> bool:
    """Whether a state, a force or another body is meant: what it wants or plans is its policy, an act, and nobody's words."""
    return subject.ent_type_ in BODIES or is_in("body_nouns", subject.lemma_.lower())


def quoted_as_saying(cue: Cue, outlet: str | None) -> tuple[Voice, tuple[str, ...]] | None:
    """ "The agency quoted X as saying", "X was quoted by the agency as saying"."""
    verb = cue.token
    above = verb.head
    if verb.tag_ != "VBG" or not any(t.lower_ == "as" for t in verb.doc[max(0, verb.i - 2) : verb.i]):
        return None
    steps = 0
    while not is_in("quoting_verbs", above.lemma_.lower()) and above.head.i != above.i and steps < 3:
        above, steps = above.head, steps + 1
    if not is_in("quoting_verbs", above.lemma_.lower()):
        return None
    if any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in above.children):
        said, by = subject_of(above), next((c for c in above.children if c.dep_ == "obl:agent"), None)
    else:
        said, by = next((c for c in above.children if c.dep_ in {"obj", "iobj"}), None), subject_of(above)
    if said is None:
        return None
    name = news_name(by, outlet, sure=True) if by is not None and by.pos_ != "PRON" else None
    return voice_of(said), (name,) if name else ()
