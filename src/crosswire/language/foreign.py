"""Any installed spaCy pipeline in place of the shipped one: ``--language en_core_web_trf``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import spacy
from spacy.tokens import Doc

from crosswire.errors import UsageError
from crosswire.language.clearnlp import NAMES, to_universal
from crosswire.language.rows import Rows, pieces
from crosswire.language.windows import Windowed
from crosswire.types import Span

# What a pipeline must annotate, and the component of spaCy that usually does.
NEEDED = {
    "TAG": "tags (tagger)", "DEP": "parse (parser)", "SENT_START": "sentence ends (parser)", "LEMMA": "lemmas (lemmatizer)",
    "ENT_IOB": "names (ner)",
}  # fmt: skip
PROBE = "The minister told reporters in Rome on Monday."
UNIVERSAL_MARKS = frozenset(("obl", "nmod", "case"))


class SpacyEnglish:
    """See :class:`crosswire.language.English`. Needs tags, a parse and names; UD and ClearNLP labels are both understood."""

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            self._nlp = spacy.load(name)
        except (OSError, ImportError, ValueError) as error:
            installed = ", ".join(sorted(spacy.util.get_installed_models())) or "none"
            raise UsageError(
                f"There is no language pipeline {name!r} ({str(error).splitlines()[0]}). Installed spaCy pipelines: {installed}. "
                "Leave --language out for the one that comes with Crosswire."
            ) from error
        self._nlp.tokenizer = Windowed(self._nlp.tokenizer, self._nlp.vocab)
        try:
            doc = self._nlp(PROBE)
        except ValueError as error:  # a component whose tables or neighbours are missing, in spaCy's words
            raise UsageError(f"The language pipeline {name!r} cannot read a sentence: {str(error).splitlines()[0]}") from error
        lacking = [what for flag, what in NEEDED.items() if not doc.has_annotation(flag)]
        if lacking:
            has = ", ".join(self._nlp.pipe_names) or "none"
            raise UsageError(f"The language pipeline {name!r} gives no {' and no '.join(lacking)}; its components: {has}.")
        self._universal = bool(UNIVERSAL_MARKS & {t.dep_ for t in doc}) and not any(t.dep_ == "pobj" for t in doc)

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Doc, list[Span]]:
        """Analyse the named stretches; see :meth:`crosswire.language.English.read`."""
        rows, sentences = Rows(), []
        for start, end, wanted in pieces(len(text), spans):
            if not wanted:
                rows.add_plain(list(self._nlp.make_doc(text[start:end])), starts=True)
                continue
            for sentence in self._nlp(text[start:end]).sents:
                self._add(rows, sentence)
                kept = [t for t in sentence if not t.is_space]
                if kept:
                    sentences.append(Span(start + kept[0].idx, start + kept[-1].idx + len(kept[-1])))
        return rows.doc(self._nlp.vocab), sentences

    def _add(self, rows: Rows, sentence: Any) -> None:
        first = len(rows.words)
        rows.add_plain(list(sentence), starts=True)
        heads = [t.head.i - sentence.start for t in sentence]
        deps = ["ROOT" if t.head.i == t.i else t.dep_ for t in sentence]
        if not self._universal:
            heads, deps = to_universal(heads, deps, [t.pos_ for t in sentence], [t.lemma_ for t in sentence])
        for i, t in enumerate(sentence):
            at = first + i
            rows.tags[at], rows.pos[at], rows.morphs[at], rows.lemmas[at] = t.tag_, t.pos_, str(t.morph), t.lemma_
            rows.heads[at], rows.deps[at] = first + heads[i], deps[i]
            label = NAMES.get(t.ent_type_)
            rows.names[at] = f"{t.ent_iob_}-{label}" if label else "O"
