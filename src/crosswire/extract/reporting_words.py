"""The verbs and nouns that report speech, looked up for tokens (``wordlists/reporting.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from crosswire.wordlists import load_toml, words_of

LIST = "reporting.toml"
NOUNS = "reporting_nouns.toml"
NEAR_PARTICLE = 3  # words between a verb and its particle ("called again for")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports: its token, its entry in the list, what it says of the speaker's stance and what may hold its content."""

    token: Token
    words: str
    group: str
    stance: str
    takes: frozenset[str]
    last: Token  # the particle, else the verb itself

    @property
    def utters(self) -> bool:
        """Whether the verb is one of utterance; else it tells of an attitude ("plans to leave") or a count."""
        return self.words in _utterances()

    @property
    def start(self) -> int:
        """Offset of the verb."""
        return int(self.token.idx)

    @property
    def end(self) -> int:
        """Offset behind the verb or its particle where that stands next to it."""
        end = self.last if self.last.i == self.token.i + 1 else self.token
        return int(end.idx + len(end))


@cache
def _verbs() -> dict[str, tuple[str, str, frozenset[str]]]:
    """verb -> (group, stance, takes); a verb of two groups has the first one's stance and what either takes."""
    out: dict[str, tuple[str, str, frozenset[str]]] = {}
    for group, keys in load_toml(LIST).items():
        if "takes" not in keys:
            continue
        for word in keys["words"]:
            first, stance, takes = out.get(word, (group, keys.get("stance", group), frozenset()))
            out[word] = (first, stance, takes | frozenset(keys["takes"]))
    return out


@cache
def _utterances() -> frozenset[str]:
    """The verbs of utterance: those of at least one group that is neither an attitude (``speech = false``) nor a count."""
    groups = load_toml(LIST).values()
    return frozenset(w for keys in groups if keys.get("takes", ["set"]) != ["set"] and keys.get("speech", True) for w in keys["words"])


@cache
def _particles() -> dict[str, tuple[str, ...]]:
    """verb -> the particles with which it stands in the list."""
    out: dict[str, list[str]] = {}
    for entry in _verbs():
        verb, _, rest = entry.partition(" ")
        if rest:
            out.setdefault(verb, []).append(rest)
    return {verb: tuple(sorted(rests)) for verb, rests in out.items()}


@cache
def _leads(adjectives: bool) -> dict[str, tuple[str, frozenset[str]]]:
    """noun or adjective -> (stance, the words that may lead its content: "that", "to", prepositions)."""
    out: dict[str, tuple[str, frozenset[str]]] = {}
    for keys in load_toml(NOUNS).values():
        for word in keys["words"] if keys.get("adjectives", False) is adjectives else ():
            stance, leads = out.get(word, (keys["stance"], frozenset()))
            out[word] = (stance, leads | frozenset(keys["leads"]))
    return out


def noun_cue(lemma: str) -> tuple[str, frozenset[str]] | None:
    """The stance of a noun of speech and what may lead its content, or None."""
    return _leads(False).get(lemma)


def adjective_cue(word: str) -> tuple[str, frozenset[str]] | None:
    """The same for an adjective ("confident that ...")."""
    return _leads(True).get(word)


def cue_of(token: Token, *, wide: bool = False) -> Cue | None:
    """The cue that a token is, or None; a verb with its particle comes before the bare verb.

    ``wide`` takes in verbs that report an attitude ("plans to leave") or only set a number ("put the toll at 12").
    """
    said = token.lower_ == "said"  # taggers take it for a noun or an adjective behind a long subject
    if not (said or token.tag_.startswith("VB")):
        return None
    lemma = "say" if said else token.lemma_.lower()
    for particle in _particles().get(lemma, ()):
        last = _behind(token, particle)
        entry = f"{lemma} {particle}"
        if last is not None and (wide or entry in _utterances()):
            return Cue(token, entry, *_verbs()[entry], last)
    if lemma not in (_verbs() if wide else _utterances()):
        return None
    return Cue(token, lemma, *_verbs()[lemma], token)


def _behind(verb: Token, particle: str) -> Token | None:
    words = particle.split()
    doc = verb.doc
    for at in range(verb.i + 1, min(verb.i + 1 + NEAR_PARTICLE, len(doc))):
        if [t.lower_ for t in doc[at : at + len(words)]] == words and (at == verb.i + 1 or doc[at - 1].pos_ in {"ADV", "PRON", "NOUN"}):
            return doc[at + len(words) - 1]
        if doc[at].is_punct:
            return None
    return None


def is_in(group: str, word: str) -> bool:
    """Whether a word (small letters) stands in a group of the list."""
    return word in words_of(LIST, group)
