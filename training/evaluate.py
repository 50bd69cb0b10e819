"""Figures of the pipeline from raw text, as a user's report comes in: nothing is given but characters.

Tags, lemmas and arcs are scored by character spans in the manner of the CoNLL 2018 shared task (F1; LAS without subtypes);
names by exact span and label.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from crosswire.language import English
from crosswire.types import Span
from training.names import universal_pud, worldwide
from training.tags import Named, spans
from training.treebanks import Sentence, gum, pud

THREE = frozenset(("PERSON", "ORG", "LOC"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word for scoring, its span counted in characters that are not white space; ``head`` is None for a root."""

    span: Span
    tag: str
    lemma: str
    head: Span | None
    dep: str


def paragraphs(sentences: Iterable[Sentence], most: int = 40) -> Iterator[list[Sentence]]:
    """Sentences in runs that stood together."""
    run: list[Sentence] = []
    for s in sentences:
        if run and (s.new_document or s.new_paragraph or len(run) >= most):
            yield run
            run = []
        run.append(s)
    if run:
        yield run


def gold_text(run: Sequence[Sentence]) -> str:
    """The text of a run of sentences."""
    return "".join("".join(t.form + (" " if t.space else "") for t in s.tokens).rstrip() + " " for s in run).rstrip()


def gold_words(run: Sequence[Sentence]) -> tuple[list[Word], set[Span]]:
    """The words of a run, and its sentences."""
    words: list[Word] = []
    sentences: set[Span] = set()
    at = 0
    for s in run:
        places = []
        for t in s.tokens:
            size = len("".join(t.form.split()))
            places.append(Span(at, at + size))
            at += size
        sentences.add(Span(places[0].start, places[-1].end))
        for t, place in zip(s.tokens, places, strict=True):
            words.append(Word(place, t.xpos, t.lemma, places[t.head - 1] if t.head else None, t.dep.split(":")[0]))
    return words, sentences


def ink(text: str) -> list[int]:
    """For every offset, how many characters before it are not white space."""
    out = [0]
    for ch in text:
        out.append(out[-1] + (not ch.isspace()))
    return out


def _place(token: Token, where: Sequence[int]) -> Span:
    return Span(where[token.idx], where[token.idx + len(token)])


def found_words(doc: Doc, sentences: Sequence[Span]) -> tuple[list[Word], set[Span]]:
    """The same of an analysed text."""
    where = ink(doc.text)
    words = []
    for t in doc:
        if not t.is_space:
            head = None if t.head.i == t.i else _place(t.head, where)
            words.append(Word(_place(t, where), t.tag_, t.lemma_, head, t.dep_.lower().split(":")[0]))
    return words, {Span(where[s.start], where[s.end]) for s in sentences}


def score_trees(english: English, sentences: Iterable[Sentence]) -> dict[str, float]:
    """F1 of words, sentences, XPOS, lemmas, UAS, LAS, in per cent."""
    n: Counter[str] = Counter()
    for run in paragraphs(sentences):
        text = gold_text(run)
        gold, gold_sentences = gold_words(run)
        found, found_sentences = found_words(*english.read(text, [Span(0, len(text))]))
        n.update(gold=len(gold), found=len(found), sents=2 * len(gold_sentences & found_sentences))
        n["all sents"] += len(gold_sentences) + len(found_sentences)
        at = {w.span: w for w in gold}
        for w in found:
            g = at.get(w.span)
            if g is None:
                continue
            n.update(words=2, xpos=2 * (w.tag == g.tag), lemma=2 * (g.lemma in (w.lemma, "_")))
            n.update(uas=2 * (w.head == g.head), las=2 * (w.head == g.head and w.dep == g.dep))
    rates = {k: round(100 * n[k] / (n["gold"] + n["found"]), 2) for k in ("words", "xpos", "lemma", "uas", "las")}
    return rates | {"sents": round(100 * n["sents"] / n["all sents"], 2)}


def documents(sentences: Iterable[Named], most: int = 8) -> Iterator[list[Named]]:
    """Sentences of one article, at most ``most`` together."""
    run: list[Named] = []
    for s in sentences:
        if run and (s.opens or len(run) >= most):
            yield run
            run = []
        run.append(s)
    if run:
        yield run


def score_names(english: English, sentences: Iterable[Named], keep: frozenset[str] | None = None) -> dict[str, float]:
    """Precision, recall, F1 of names in per cent; ``keep`` limits both sides to some labels."""
    right = said = true = 0
    for run in documents(sentences):
        text, gold = "", set()
        for s in run:
            starts = []
            for word, space in zip(s.words, s.spaces, strict=True):
                starts.append((len(text), len(text) + len(word)))
                text += word + (" " if space else "")
            gold |= {(starts[a][0], starts[b - 1][1], label) for a, b, label in spans(s.tags)}
            text = text.rstrip() + " "
        text = text.rstrip()
        doc, _ = english.read(text, [Span(0, len(text))])
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        if keep:
            gold, found = ({x for x in side if x[2] in keep} for side in (gold, found))
        right, said, true = right + len(gold & found), said + len(found), true + len(gold)
    p, r = right / max(1, said), right / max(1, true)
    return {"p": round(100 * p, 2), "r": round(100 * r, 2), "f1": round(200 * p * r / (p + r), 2) if right else 0.0, "n": true}


def speed(english: English, sentences: Sequence[Sentence]) -> float:
    """Words a second, from raw text, in this process."""
    texts = [gold_text(run) for run in paragraphs(sentences, most=20)]
    english.read(texts[0], [Span(0, len(texts[0]))])
    began, words = time.process_time(), 0
    for text in texts[1:]:
        doc, _ = english.read(text, [Span(0, len(text))])
        words += len(doc)
    return words / (time.process_time() - began)


def figures(english: English, corpora: Path) -> dict[str, dict[str, float]]:
    """The figures of the model card. PUD is used nowhere else; GUM news is its dev and test parts."""
    news = frozenset(("news",))
    pud_news = [s for s in pud(corpora) if s.sent_id.startswith("n")]
    return {
        # first, while no sentence is in the pipeline's cache
        "speed, words a second of one core": {"words": round(speed(english, pud_news))},
        "PUD news": score_trees(english, _apart(pud_news)),
        "GUM news": score_trees(english, [*gum(corpora, "test", news), *gum(corpora, "dev", news)]),
        "GUM test": score_trees(english, gum(corpora, "test")),
        "names, PUD news (person, organisation, location)": score_names(
            english, [s for s in universal_pud(corpora) if s.source.startswith("n")], THREE
        ),
        "names, Worldwide newswire, nine classes": score_names(english, worldwide(corpora, "test")),
        "names, Worldwide newswire (person, organisation, location)": score_names(english, worldwide(corpora, "test"), THREE),
    }


def _apart(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """PUD's sentences come from as many texts: each is a paragraph of its own."""
    for s in sentences:
        s.new_paragraph = True
        yield s
