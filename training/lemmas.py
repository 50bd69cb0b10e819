"""The lemmatiser's data: a (form, tag) table from the treebanks, and WordNet's endings, exceptions and word index.

The WordNet tables come out of the package spacy-lookups-data (MIT; WordNet 3.0 licence) at training time.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.treebanks import Sentence

KINDS = ("verb", "noun", "adj", "adv")


def form_table(sentences: Iterable[Sentence]) -> dict[str, str]:
    """ "form<TAB>tag" -> the lemma it carries most often; lower-cased forms count half."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for t in sentence.tokens:
            if t.lemma != "_" and "/" not in t.form:  # paths and addresses are no words
                counts[f"{t.form}\t{t.xpos}"][t.lemma] += 2
                counts[f"{t.form.lower()}\t{t.xpos}"][t.lemma] += 1
    return {k: max(sorted(c), key=c.__getitem__) for k, c in sorted(counts.items())}


def _wordnet(name: str) -> dict[str, Any]:
    spec = importlib.util.find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the package spacy-lookups-data: pip install -r training/requirements.txt")
    with gzip.open(Path(spec.origin).parent / "data" / f"en_lemma_{name}.json.gz", "rt", encoding="utf-8") as handle:
        found: dict[str, Any] = json.load(handle)
    return found


def _slip(key: str, lemma: str, wordnet: dict[str, Any]) -> bool:
    """Whether a treebank's lemma is no word where WordNet knows one for the form ("fled" -> "flead", "freed" -> "fre")."""
    form, tag = key.split("\t")
    kind = {"V": "verb", "N": "noun"}.get(tag[:1])
    if kind is None or tag in ("NN", "NNP", "NNPS") or lemma.lower() in wordnet["index"][kind]:
        return False
    low = form.lower()
    by_rule = [low[: len(low) - len(end)] + new for end, new in wordnet["rules"][kind] if end and low.endswith(end)]
    return low in wordnet["exceptions"][kind] or any(c in wordnet["index"][kind] for c in by_rule)


def lemma_tables(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """Everything that :class:`crosswire.language.lemmas.Lemmatiser` reads."""
    rules, exceptions, index = _wordnet("rules"), _wordnet("exc"), _wordnet("index")
    known = {"rules": rules, "exceptions": exceptions, "index": {k: frozenset(index.get(k, ())) for k in KINDS}}
    table = {k: v for k, v in form_table(sentences).items() if not _slip(k, v, known)}
    return {
        "table": table,
        "rules": {k: rules.get(k, []) for k in KINDS},
        "exceptions": {k: {w: v[0] for w, v in sorted(exceptions.get(k, {}).items())} for k in KINDS},
        "index": {k: " ".join(sorted(w for w in index.get(k, []) if " " not in w and "_" not in w)) for k in KINDS},
    }
