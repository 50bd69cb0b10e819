"""Speech without quote marks: what a reporting verb, "according to" or a headline's colon says that somebody said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from crosswire.extract.quote_speakers import Voice, name_in_front, news_name, relay_of, subject_of, voice_of
from crosswire.extract.reported_nouns import noun, number, set_number
from crosswire.extract.reporting_words import FINITE, Cue, cue_of, is_in

MARK_CHARACTERS = frozenset("\"“”„«»‹›‘’'`")
SILENT = frozenset(
    {
        "i",
        "we",
        "you",
        "one",
        "nobody",
        "no-one",
        "anyone",
        "everyone",
        "there",
        "this",
        "what",
        "these",
        "those",
        "neither",
        "none",
        "whoever",
    }
)
STUDIES = frozenset({"find", "show", "suggest", "learn", "establish", "determine"})
STUDY_NOUNS = frozenset(
    "report study poll survey inquiry enquiry investigation document record data figure image footage analysis research review audit "
    "statistic census examination test autopsy commission panel court researcher scientist investigator expert".split()
)
NO_SUBJECT = frozenset({"ADP", "SCONJ", "CCONJ", "VERB", "AUX", "ADV"})
CONDITIONS = frozenset({"unless", "if", "until", "once"})
FAR = 10  # tokens between a verb and its "that"


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
        cue = cue_of(token, counting=True)
        if cue is None or not _asserted(cue):
            continue
        spoken = _quoted_as_saying(cue, outlet) or _speaker(cue, outlet)
        if spoken is None:
            continue
        voice, relay = spoken
        found = _content(cue, sentence)
        if found:
            left, right, rule = found
            yield Speech(left, right, cue, voice, rule, relay, cue.stance)


# --- whose words -----------------------------------------------------------------------------------------------------------
def _asserted(cue: Cue) -> bool:
    """Whether somebody is said to have said it: not "refused to say", "if they say", "did not say"."""
    verb = cue.token
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}
    own = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)  # "put", "read": taggers confuse past and base form
    if verb.tag_ == "VB" and not auxiliaries - {"to"} and not own:
        return False
    if "to" in {c.lower_ for c in verb.children if c.dep_ in {"mark", "aux"} and c.tag_ == "TO"}:
        return False
    negated = any(c.lower_ in {"not", "n't", "n’t", "never"} for c in verb.children)
    return not negated or cue.stance in {"denies", "doubts"}


def _speaker(cue: Cue, outlet: str | None) -> tuple[Voice, tuple[str, ...]] | None:
    verb = cue.token
    if any(c.dep_ == "aux:pass" for c in verb.children):
        agents = [c for c in verb.children if c.dep_ == "obl:agent"]
        return (voice_of(agents[0]), ()) if agents else None
    subject = subject_of(verb) or name_in_front(verb)
    near = [*verb.children, *(subject.children if subject is not None else ())]
    cited = next((s for s in near if s.dep_ in {"advcl", "acl"} and s.tag_ == "VBG" and is_in("citing", s.lemma_.lower())), None)
    if (
        subject is None
        or subject.lower_ in SILENT
        or (verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children) and verb.dep_ in {"acl", "amod"})
    ):
        return None
    if cue.words in STUDIES and not (subject.lemma_.lower() in STUDY_NOUNS or (cue.words == "find" and subject.ent_type_)):
        return None
    if cited is not None:
        source = next((c for c in cited.children if c.dep_ == "obj"), None)
        name = news_name(subject, outlet, sure=True) if subject.pos_ != "PRON" else None
        if source is not None and cited.i < verb.i:
            return voice_of(source), (name,) if name else ()
    return voice_of(subject), relay_of(verb, outlet)


def _quoted_as_saying(cue: Cue, outlet: str | None) -> tuple[Voice, tuple[str, ...]] | None:
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


# --- which words -----------------------------------------------------------------------------------------------------------
def _content(cue: Cue, sentence: Sequence[Token]) -> tuple[int, int, str] | None:
    verb, last = cue.token, sentence[-1].i + 1
    if "clause" in cue.takes:
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and _rightward(c, verb)), None)
        if clause is not None:
            start = max(clause.left_edge.i, cue.last.i + 1)
            if not _apart(cue, start):
                return start, _with_second(verb.doc, min(clause.right_edge.i + 1, last), last), "clause"
        that = _that_behind(cue, last)
        if that is not None:
            return that + 1, _clause_end(verb.doc, that + 1, last), "that"
    if "infinitive" in cue.takes and (to := _infinitive(cue, last)):
        return (*to, "infinitive")
    if "set" in cue.takes and (put := set_number(verb)):
        return (*put, "number set")
    if "number" in cue.takes and (counted := number(cue)):
        return (*counted, "number")
    if ("noun" in cue.takes or cue.words in {"call for", "appeal"}) and (held := noun(cue)):
        return (*held, "noun phrase")
    if "clause" in cue.takes and cue.stance not in {"asks", "demands"} and _bare_clause(cue, last):
        return cue.last.i + 1, _clause_end(verb.doc, cue.last.i + 1, last), "bare clause"
    return None


def _apart(cue: Cue, start: int) -> bool:
    """Whether a comma parts a verb from the clause behind it: then the clause goes on from before ("If so, he said, it will close")."""
    doc = cue.token.doc
    start += doc[start].text == ","
    if any(t.text == ";" for t in doc[cue.last.i + 1 : start]):
        return True
    return doc[start].lower_ in {"who", "whose", "which"} or (
        doc[start - 1].text == "," and doc[start].lower_ != "that" and start - 2 >= cue.last.i
    )


def _with_second(doc: Doc, end: int, last: int) -> int:
    """The end of a clause, with the "and that ..." or "unless ..." behind it."""
    if end < last and doc[end].lower_ in CONDITIONS:
        return _clause_end(doc, end, last)
    at = end + 1 if end < last and doc[end].text == "," else end
    return _clause_end(doc, at + 2, last) if at + 2 < last and doc[at].lower_ in {"and", "but"} and doc[at + 1].lower_ == "that" else end


def _rightward(clause: Token, verb: Token) -> bool:
    """Whether a clause stands behind its verb, and not around it ("The figure, he said, was wrong")."""
    return clause.left_edge.i > verb.i


def _that_behind(cue: Cue, last: int) -> int | None:
    doc = cue.token.doc
    for at in range(cue.last.i + 1, min(cue.last.i + 1 + FAR, last)):
        token = doc[at]
        if token.lower_ in {"that", "whether", "how", "why"} and token.tag_ in {"IN", "WRB"}:
            return at if token.lower_ == "that" else at - 1
        if token.tag_ in FINITE or token.text in {";", ":"} or cue_of(token):
            return None
    return None


def _clause_end(doc: Doc, start: int, last: int) -> int:
    return next((i for i in range(start, last) if doc[i].text in {";", "—", "–", ":"}), last)


def _bare_clause(cue: Cue, last: int) -> bool:
    doc, at = cue.token.doc, cue.last.i + 1
    if at >= last or doc[at].is_punct or doc[at].lower_ == "what" or doc[at].pos_ in NO_SUBJECT or doc[at].ent_type_ == "DATE":
        return False
    rest = doc[at : _clause_end(doc, at, last)]
    finite = next((t for t in rest if t.tag_ in FINITE), None)
    if finite is None or cue.token.tag_ not in FINITE | {"VBN"} or finite.dep_ == "acl:relcl":
        return False
    return not any(t.text in {",", "who", "which"} for t in doc[at : finite.i])


def _infinitive(cue: Cue, last: int) -> tuple[int, int] | None:
    for child in cue.token.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl", "obl"} and child.i > cue.token.i:
            to = next((c for c in child.lefts if c.tag_ == "TO" and c.i > cue.token.i), None)
            if to is not None:
                start = to.i - 1 if to.nbor(-1).lower_ == "not" else to.i
                return start, _with_second(child.doc, min(child.right_edge.i + 1, last), last)
    return _to_behind(cue, last)


def _to_behind(cue: Cue, last: int) -> tuple[int, int] | None:
    """An infinitive that the parse hangs elsewhere: the first "to" with a verb, no verb or comma before it."""
    doc = cue.token.doc
    for at in range(cue.last.i + 1, min(cue.last.i + FAR, last - 1)):
        token = doc[at]
        if token.tag_ == "TO" and any(t.tag_ == "VB" for t in doc[at + 1 : at + 3]):
            verb = next(t for t in doc[at + 1 : last] if t.tag_ == "VB")
            return (at - 1 if doc[at - 1].lower_ == "not" else at), min(max(verb.right_edge.i + 1, verb.i + 1), last)
        if token.tag_.startswith("VB") or token.text in {",", ";", ":"}:
            return None
    return None
