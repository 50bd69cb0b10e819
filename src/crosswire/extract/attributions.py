"""Attributions that stand behind, inside or before the clause they qualify: "..., X said", "according to X", "...: officials"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from crosswire.extract.quote_speakers import SUBJECTS, name_before, relay_of, voice_of
from crosswire.extract.reported import MARK_CHARACTERS, SILENT, Speech, studied
from crosswire.extract.reported_content import ADDRESSED
from crosswire.extract.reporting_words import FINITE, Cue, cue_of, is_in

OPENERS = frozenset("but and yet so meanwhile however moreover also nevertheless still separately nonetheless".split())
HANGING = frozenset("which where when that who whom and but or while as although though because if since until what".split())
SUBORDINATE = frozenset("if when once unless although though while whenever should until before after because whatever even".split())
NO_GO_ON = frozenset(
    "as while who which although though when where after before because "
    "since with despite including but and whose even just until amid".split()
)
PHRASE_STARTS = frozenset({"DET", "PROPN", "PRON", "NOUN", "NUM", "ADJ"})
FAR = 15  # tokens of a subject that the parse missed
DASHES = frozenset({"—", "–", "--"})


def behind(sentence: Sequence[Token], outlet: str | None) -> Iterator[Speech]:
    """ "The road was cut, the army said." and "If it rains, he added, the road will close."."""
    first, last = sentence[0].i, sentence[-1].i + 1
    doc = sentence[0].doc
    for token in sentence:
        cue = cue_of(token)
        if cue is None or (token.tag_ not in FINITE | {"VBN"} and token.lower_ != "said") or not _may_follow(cue):
            continue
        frame = _frame(cue, first, last)
        if frame is None:
            continue
        start, who = frame
        if not studied(cue, who):
            continue
        left = _clause_start(sentence, first, start - 1)
        right = start - 1 if doc[start - 1].text == "," else start
        for content in _around(cue, who, left, right, last):
            yield Speech(*content, cue, voice_of(who), "attribution behind", relay_of(token, outlet), cue.stance)


def _may_follow(cue: Cue) -> bool:
    return "clause" in cue.takes or cue.words == "go on"


def _frame(cue: Cue, first: int, last: int) -> tuple[int, Token] | None:
    """Where ", X said" begins (behind its comma) and who X is."""
    verb = cue.token
    doc = verb.doc
    if any(c.dep_ == "aux:pass" for c in verb.children) or any(c.lower_ in {"not", "n't", "never"} for c in verb.children):
        return None
    own = any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)
    if verb.i > first and _after_comma(doc[verb.i - 1]) and not own and cue.words != "tell":
        who = next((c for c in verb.children if c.dep_ in SUBJECTS | {"obj"} and c.i > verb.i), None)
        if who is None and verb.i + 1 < last and doc[verb.i + 1].pos_ in {"PROPN", "DET", "NOUN"}:
            who = name_before(doc, verb.i + 1, min(verb.i + 10, last))
        return (verb.i, who) if who is not None and who.lower_ not in SILENT else None
    who = max((c for c in verb.children if c.dep_ in {"nsubj", "nsubj:outer"} and c.i < verb.i), key=lambda c: c.i, default=None)
    if who is None and not own:
        return _unparsed(verb, first)
    if who is None or who.lower_ in SILENT | HANGING:
        return None
    start = min(who.left_edge.i, who.i)
    if start <= first or not _after_comma(doc[start - 1]):
        start = next((i + 1 for i in range(who.i - 1, first, -1) if doc[i].text == ","), first)
        if start <= first or any(t.tag_ in FINITE for t in doc[start : verb.i]):
            return None
    hung = doc[start].pos_ == "CCONJ" or any(t.pos_ == "SCONJ" or t.lower_ in HANGING - {"and", "or"} for t in doc[start : who.i])
    return None if hung else (start, who)


def _unparsed(verb: Token, first: int) -> tuple[int, Token] | None:
    """ ", the head of the clinic that took them in said" where the parse gives "said" no subject."""
    doc = verb.doc
    start = next((i + 1 for i in range(verb.i - 1, max(first, verb.i - FAR), -1) if doc[i].text == ","), None)
    if (
        verb.lower_ != "said"
        or start is None
        or doc[start].pos_ not in {"DET", "PROPN", "PRON", "NOUN", "NUM", "ADJ"}
        or doc[start].lower_ in HANGING
    ):
        return None
    if any(t.tag_ in FINITE and doc[t.i - 1].lower_ not in {"who", "that", "which"} for t in doc[start : verb.i]):
        return None
    who = name_before(doc, start, verb.i)
    return (start, who) if who is not None and who.lower_ not in SILENT else None


def _after_comma(token: Token) -> bool:
    return token.text == "," or (token.text in MARK_CHARACTERS and token.i > 0 and token.nbor(-1).text in {",", "?", "!"})


def _clause_start(sentence: Sequence[Token], first: int, stop: int) -> int:
    """Behind the last semicolon or colon before ``stop``, and behind "But" and "Meanwhile,"."""
    doc = sentence[0].doc
    start = first
    for i in range(first, stop):
        if doc[i].text == ";" or (doc[i].text == ":" and not (i > first and doc[i - 1].like_num)):
            start = i + 1
    while start < stop and (doc[start].lower_ in OPENERS or doc[start].text == "," or doc[start].is_space):
        start += 1
    return start


def _around(cue: Cue, who: Token, left: int, right: int, last: int) -> list[tuple[int, int]]:
    """The clause before an attribution, the one behind it, or both as one."""
    doc = cue.token.doc
    comma = next((i for i in range(cue.last.i + 1, last) if doc[i].text in {",", ";"} | DASHES), last)
    rest = comma + 1 if comma < last and doc[comma].text == "," else last
    end = next((i for i in range(rest, last) if doc[i].text in {";"} | DASHES), last)
    before, after = [t for t in doc[left:right] if not t.is_punct], [t for t in doc[rest:end] if not t.is_punct]
    if before and before[0].tag_ == "VBN" and before[0].lemma_.lower() in ADDRESSED:
        before = []  # "Asked whether it would open, he said": what was put to him
    finite = any(t.tag_ in FINITE for t in before)
    goes_on = len(after) >= 2 and after[0].lower_ not in NO_GO_ON and after[0].tag_ != "VBG" and not _hangs_on(after[0], cue, who)
    if (before and before[-1].lower_ in HANGING | {"in"}) or _only_relative(before):
        return [(rest, end)] if goes_on else []
    if goes_on and any(t.tag_ in FINITE for t in after) and (not finite or before[0].lower_ in SUBORDINATE or after[0].tag_ in FINITE):
        return _interrupted(doc, left, right, rest, end)
    if not before or (not finite and not any(t.tag_.startswith("VB") for t in before)):
        return _interrupted(doc, left, right, rest, end) if before and goes_on else []
    return [(left, right)]


def _interrupted(doc: Doc, left: int, right: int, rest: int, end: int) -> list[tuple[int, int]]:
    """What stands on both sides of an attribution: two pieces, as the halves of an interrupted direct quote are.

    An adverbial in front of it is no piece of its own: before words in marks it tells of the occasion.
    """
    if doc[left].pos_ not in {"ADP", "NUM", "ADV"} or any(t.tag_ in FINITE for t in doc[left:right]):
        return [(left, right), (rest, end)]
    return [(rest, end)] if doc[rest].text in MARK_CHARACTERS | {"''", "``"} else [(left, end)]


def _hangs_on(token: Token, cue: Cue, who: Token) -> bool:
    """Whether the words behind an attribution tell of the saying ("..., she said, her voice breaking") or of who says it."""
    return (token.dep_ == "advcl" and token.head.i == cue.token.i) or (token.i > who.i > cue.token.i and who.is_ancestor(token))


def _only_relative(before: Sequence[Token]) -> bool:
    return len(before) >= 1 and before[-1].pos_ == "ADP" and len(before) <= 1


# --- according to ------------------------------------------------------------------------------------------------------------
def according(sentence: Sequence[Token], outlet: str | None) -> Iterator[Speech]:
    """ "According to X, S", "S, according to X", "S1 and, according to X, S2"; "S, by X's own count"."""
    del outlet
    doc, last = sentence[0].doc, sentence[-1].i + 1
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < last and doc[token.i + 1].lower_ == "to":
            who = _object(token, last)
            words, at = "according to", (token.idx, doc[token.i + 1].idx + len(doc[token.i + 1]))
        elif token.lower_ == "by" and (who := _own_count(token, last)) is not None:
            words, at = "by own count", (token.idx, token.idx + len(token))
        else:
            continue
        if who is None or (
            is_in("hearsay", who.lemma_.lower()) and not any(c.dep_ in {"nmod", "nmod:poss", "compound"} for c in who.children)
        ):
            continue
        content = _qualified(sentence, token.i, _phrase_end(who, last), last)
        if content:
            yield Speech(*content, None, voice_of(who), words, cue_words=words, cue_at=at)


def _object(token: Token, last: int) -> Token | None:
    head = token.head if token.dep_ in {"case", "fixed", "mark"} and token.head.i > token.i else None
    head = head or next((c for c in token.children if c.i > token.i + 1 and c.dep_ in {"obl", "obj", "nmod"}), None)
    return head if head is not None else name_before(token.doc, token.i + 2, min(token.i + 12, last))


def _own_count(token: Token, last: int) -> Token | None:
    noun = token.head
    if not (token.dep_ == "case" and token.i < noun.i < last and is_in("own_count", noun.lemma_.lower())):
        return None
    return next((c for c in noun.children if c.dep_ == "nmod:poss"), None)


def _phrase_end(who: Token, last: int) -> int:
    """The end of the source's phrase: its relative clause belongs to it, what follows a comma at its end does not."""
    doc = who.doc
    return next((i for i in range(who.i + 1, last) if doc[i].text in {",", ";", ":"} | DASHES), last)


def _qualified(sentence: Sequence[Token], at: int, end: int, last: int) -> tuple[int, int] | None:
    doc, first = sentence[0].doc, sentence[0].i
    start = _clause_start(sentence, first, at)
    before = [t for t in doc[start:at] if not t.is_punct]
    stop = next((i for i in range(end, last) if doc[i].text == ";"), last)
    if not before or before[-1].lower_ in HANGING:
        return (end + 1, stop) if end + 1 < stop else None
    if end < last and doc[end].text == "," and not any(t.tag_ in FINITE for t in before):
        return end + 1, stop
    return start, at


# --- as X reported -----------------------------------------------------------------------------------------------------------
def as_said(sentence: Sequence[Token], outlet: str | None) -> Iterator[Speech]:
    """ "As X reported, S" and "As reported by X, S"."""
    doc, first, last = sentence[0].doc, sentence[0].i, sentence[-1].i + 1
    comma = next((i for i in range(first + 2, min(first + FAR, last)) if doc[i].text == ","), None)
    if sentence[0].lower_ != "as" or comma is None or comma + 3 > last:
        return
    for token in doc[first + 1 : comma]:
        cue = cue_of(token)
        if cue is None or "clause" not in cue.takes or token.tag_ not in FINITE | {"VBN"}:
            continue
        by = next((c for c in token.children if c.dep_ == "obl:agent" and c.i < comma), None)
        who = by if token.i == first + 1 else next((c for c in token.children if c.dep_ in SUBJECTS and c.i < token.i), None)
        if who is not None and who.lower_ not in SILENT:
            yield Speech(comma + 1, last, cue, voice_of(who), "as said", relay_of(token, outlet), cue.stance)
        return


# --- headlines ---------------------------------------------------------------------------------------------------------------
def headline(tokens: Sequence[Token]) -> Iterator[Speech]:
    """ "US to send troops: Pentagon", "Spokesman: no troops were sent", "Minister says ..." is left to the verb."""
    doc = tokens[0].doc
    colons = [t.i for t in tokens if t.text == ":"]
    if not colons:
        return
    first, last = tokens[0].i, tokens[-1].i + 1
    for left, right, content in ((colons[-1] + 1, last, (first, colons[-1])), (first, colons[0], (colons[0] + 1, last))):
        source = [t for t in doc[left:right] if not t.is_punct and not t.is_space]
        words = doc[content[0] : content[1]]
        if source and len(source) <= 5 and _is_source(source) and len(words) >= 3 and any(t.pos_ in {"VERB", "AUX"} for t in words):
            head = name_before(doc, left, right)
            if head is not None:
                at = (doc[colons[-1]].idx, doc[colons[-1]].idx + 1)
                yield Speech(*content, None, voice_of(head), "headline", cue_words=":", cue_at=at)
                return


def _is_source(tokens: Sequence[Token]) -> bool:
    if any(t.tag_ in FINITE | {"VB", "VBG"} for t in tokens):
        return False
    return is_in("source_nouns", tokens[-1].lemma_.lower()) or all(t.ent_type_ in {"PERSON", "ORG"} for t in tokens)
