"""The verbs and nouns that report speech, looked up for tokens (``wordlists/reporting.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from crosswire.wordlists import load_toml, words_of

LIST = "reporting.toml"
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
def _particles() -> dict[str, tuple[str, ...]]:
    """verb -> the particles with which it stands in the list."""
    out: dict[str, list[str]] = {}
    for entry in _verbs():
        verb, _, rest = entry.partition(" ")
        if rest:
            out.setdefault(verb, []).append(rest)
    return {verb: tuple(sorted(rests)) for verb, rests in out.items()}


def cue_of(token: Token, *, counting: bool = False) -> Cue | None:
    """The cue that a token is, or None; a verb with its particle comes before the bare verb.

    ``counting`` takes in the verbs that report only by setting a number ("put the toll at 12").
    """
    said = token.lower_ == "said"  # taggers take it for a noun or an adjective behind a long subject
    if not (said or token.tag_.startswith("VB")):
        return None
    lemma = "say" if said else token.lemma_.lower()
    for particle in _particles().get(lemma, ()):
        last = _behind(token, particle)
        if last is not None:
            entry = f"{lemma} {particle}"
            return Cue(token, entry, *_verbs()[entry], last)
    if lemma not in _verbs():
        return None
    group, stance, takes = _verbs()[lemma]
    return Cue(token, lemma, group, stance, takes, token) if counting or takes != {"set"} else None


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
