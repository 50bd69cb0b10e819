"""Named-entity corpora -> sentences with one set of nine labels.

Labels: PERSON ORG LOC NORP FAC DATE MONEY PRODUCT MISC as BIO tags. An empty tag means "not known":
a corpus without a class (wikigold has no dates) leaves such words out of the loss instead of teaching "no name".
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.names_gmb import count_names, gmb
from training.names_gum import gum_names
from training.tags import DEMONYM, MAX_WORDS, Named, bucket, detokenise, put, read_bio, spans
from training.treebanks import Sentence, ewt, pud

# --- Worldwide newswire ---
WORLDWIDE = {
    "Person": "PERSON", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Facility": "FAC",
    "Date": "DATE", "Money": "MONEY", "Product": "PRODUCT", "Misc": "MISC",
}  # fmt: skip


def worldwide(corpora: Path, wanted: str) -> Iterator[Named]:
    """Articles of en-worldwide-newswire: 82 % train, 6 % dev, 12 % test by the hash of the file's name."""
    root = corpora / "en-worldwide-newswire"
    for path in sorted((root / "processed_annotated").glob("*.tsv")):
        name = path.name[:-8]
        part = bucket(name)
        if ("test" if part < 12 else "dev" if part < 18 else "train") != wanted:
            continue
        original = root / "original_articles" / f"{name}.txt"
        raw = original.read_text(encoding="utf-8", errors="replace") if original.exists() else ""
        at, opens = 0, True
        for lines in read_bio(path, 0, 1, "\t"):
            rows = [r for r in lines if not r[0].startswith("http")]
            words = [w for w, _ in rows]
            if not words:
                continue
            spaces = detokenise(words)
            for i, w in enumerate(words):
                k = raw.find(w, at, at + 300)
                if k >= 0:
                    at = k + len(w)
                    spaces[i] = at >= len(raw) or raw[at].isspace()
            yield Named(words, spaces, ["O" if t == "O" else t[:2] + WORLDWIDE[t[2:]] for _, t in rows], opens, name)
            opens = False


# --- Wikipedia sets with other label sets ---
DATELIKE = re.compile(
    r"(1[5-9]|20)\d\d|\d+|January|February|March|April|June|July|August|September|October|November|December"
    r"|[A-Z]\w+day|\$|million|billion|years?|century"
)
CROSSNER = {
    "person": "PERSON", "politician": "PERSON", "writer": "PERSON", "musicalartist": "PERSON", "scientist": "PERSON",
    "researcher": "PERSON",
    "organisation": "ORG", "organization": "ORG", "politicalparty": "ORG", "university": "ORG", "band": "ORG", "location": "LOC",
    "country": "LOC", "event": "MISC", "election": "MISC", "conference": "MISC", "award": "MISC", "product": "PRODUCT",
}  # fmt: skip
THREE = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}


def mapped(rows: Sequence[tuple[str, str]], labels: dict[str, str], source: str) -> Named:
    """One sentence of a set that knows fewer classes than ours: what it does not know becomes "not known"."""
    words, raw = [w for w, _ in rows], [t for _, t in rows]
    tags = ["O"] * len(words)
    for start, end, label in spans(raw):
        new = labels.get(label, "")
        if not new and end - start == 1 and DEMONYM.match(words[start]):
            new = "NORP"
        put(tags, start, end, new)
    for i, word in enumerate(words):
        if tags[i] == "O" and (DATELIKE.fullmatch(word) or (i and DEMONYM.match(word))):
            tags[i] = ""
    return Named(words, detokenise(words), tags, True, source)


def wikipedia_sets(corpora: Path) -> tuple[list[Named], list[Named]]:
    """CrossNER's five fields, and wikigold."""
    fields = ("politics", "literature", "music", "science", "ai")
    files = [corpora / f"CrossNER/ner_data/{f}/{part}.txt" for f in fields for part in ("train", "dev", "test")]
    cross = [mapped(s, CROSSNER, "crossner") for f in files for s in read_bio(f)]
    gold = next((corpora / "wikigold").rglob("wikigold.conll.txt"))
    return cross, [mapped(s, THREE, "wikigold") for s in read_bio(gold)]


# --- UniversalNER ---
def universal(path: Path, treebank: Iterable[Sentence]) -> Iterator[tuple[str, list[tuple[str, str]], list[bool]]]:
    """UniversalNER rows with the treebank's sentence ids and spaces."""
    by_text = {"".join(t.form for t in s.tokens): s for s in treebank}
    for rows in read_bio(path, 1, 2, "\t"):
        words = [w for w, _ in rows]
        found = by_text.get("".join(words))
        fits = found is not None and len(found.tokens) == len(words)
        spaces = [t.space for t in found.tokens] if found and fits else detokenise(words)
        yield found.sent_id if found else "", rows, spaces


def universal_ewt(corpora: Path, split: str) -> list[Named]:
    """UniversalNER on EWT, for training on its dev part."""
    path = corpora / f"UNER_English-EWT/en_ewt-ud-{split}.iob2"
    found = universal(path, ewt(corpora, split))
    return [Named(m.words, spaces, m.tags, True, "uner-ewt") for m, spaces in ((mapped(r, THREE, ""), s) for _, r, s in found)]


def universal_pud(corpora: Path) -> list[Named]:
    """UniversalNER on PUD, for testing only; ``source`` is the sentence's id."""
    found = universal(corpora / "UNER_English-PUD/en_pud-ud-test.iob2", pud(corpora))
    return [
        Named([w for w, _ in rows], spaces, ["O" if t == "O" else t[:2] + THREE.get(t[2:], "MISC") for _, t in rows], True, sent_id)
        for sent_id, rows, spaces in found
    ]


# --- the mixture ---
def cut(sentence: Named) -> Iterator[Named]:
    """Pieces of at most ``MAX_WORDS`` words, never through a name."""
    start, n = 0, len(sentence.words)
    while start < n:
        end = min(start + MAX_WORDS, n)
        while end < n and sentence.tags[end].startswith("I-"):
            end += 1
        yield Named(sentence.words[start:end], sentence.spaces[start:end], sentence.tags[start:end], sentence.opens, sentence.source)
        start = end


def train_names(corpora: Path, gmb_sentences: int, seed: int) -> list[Named]:
    """The mixture that names are learned from; good annotation counts twice, GMB is sampled."""
    world = list(worldwide(corpora, "train"))
    silver = list(gmb(corpora, count_names((s.words, s.tags) for s in world)))
    random.Random(seed).shuffle(silver)
    cross, wiki = wikipedia_sets(corpora)
    twice = [*world, *gum_names(corpora, "train"), *wiki, *universal_ewt(corpora, "dev")]
    return [piece for s in [*twice, *twice, *cross, *silver[:gmb_sentences]] for piece in cut(s) if piece.words]


def closing_names(corpora: Path) -> list[Named]:
    """The mixture of the closing steps: news annotated by hand, and UniversalNER, whose spans are those that people expect."""
    universal_names = [*universal_ewt(corpora, "dev"), *universal_ewt(corpora, "test")]
    _, wiki = wikipedia_sets(corpora)
    mixture = [*worldwide(corpora, "train"), *gum_names(corpora, "train"), *wiki, *universal_names * 6]
    return [piece for s in mixture for piece in cut(s) if piece.words]
