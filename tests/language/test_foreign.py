"""Other spaCy pipelines in place of the shipped one."""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from crosswire.errors import UsageError
from crosswire.language.clearnlp import to_universal
from crosswire.language.foreign import SpacyEnglish
from crosswire.types import Span

# A sentence as spaCy's own English pipelines parse it: (word, tag, pos, lemma, head, ClearNLP relation, BIO name).
PARSED = [
    ("Soldiers", "NNS", "NOUN", "soldier", 2, "nsubjpass", "O"),
    ("were", "VBD", "AUX", "be", 2, "auxpass", "O"),
    ("sent", "VBN", "VERB", "send", 2, "ROOT", "O"),
    ("to", "IN", "ADP", "to", 2, "prep", "O"),
    ("Oslo", "NNP", "PROPN", "Oslo", 3, "pobj", "B-GPE"),
    ("by", "IN", "ADP", "by", 2, "agent", "O"),
    ("Norway", "NNP", "PROPN", "Norway", 5, "pobj", "B-GPE"),
    (".", ".", "PUNCT", ".", 2, "punct", "O"),
]


@Language.component("clearnlp_double")
def clearnlp_double(doc: Doc) -> Doc:
    """Annotates any text with the rows above, cut or repeated to fit: stands for a trained pipeline that is not installed here."""
    rows = [PARSED[i % len(PARSED)] for i in range(len(doc))]
    heads = [min((i // len(PARSED)) * len(PARSED) + r[4], len(doc) - 1) for i, r in enumerate(rows)]
    return Doc(
        doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], tags=[r[1] for r in rows], pos=[r[2] for r in rows],
        lemmas=[r[3] for r in rows], heads=heads, deps=[r[5] for r in rows], ents=[r[6] for r in rows],
    )  # fmt: skip


def test_prepositions_and_agents_become_obliques():
    heads, deps = to_universal([r[4] for r in PARSED], [r[5] for r in PARSED], [r[2] for r in PARSED], [r[3] for r in PARSED])
    assert deps == ["nsubj:pass", "aux:pass", "ROOT", "case", "obl", "case", "obl:agent", "punct"]
    assert heads == [2, 2, 2, 4, 2, 6, 2, 2]


def test_a_predicate_heads_its_copula():
    # The town is empty now.
    heads, deps = to_universal([1, 2, 2, 2, 2], ["det", "nsubj", "ROOT", "acomp", "advmod"], ["DET", "NOUN", "AUX", "ADJ", "ADV"],
                               ["the", "town", "be", "empty", "now"])  # fmt: skip
    assert deps == ["det", "nsubj", "cop", "ROOT", "advmod"]
    assert heads == [1, 3, 3, 3, 3]


def test_nested_prepositions_and_noun_heads():
    # drove out of Oslo | the fall of Oslo
    heads, deps = to_universal(
        [0, 0, 1, 2], ["ROOT", "prep", "prep", "pobj"], ["VERB", "ADP", "ADP", "PROPN"], ["drive", "out", "of", "Oslo"]
    )
    assert (heads[3], deps[3]) == (0, "obl")
    heads, deps = to_universal(
        [1, 1, 1, 2], ["det", "ROOT", "prep", "pobj"], ["DET", "NOUN", "ADP", "PROPN"], ["the", "fall", "of", "Oslo"]
    )
    assert (heads[3], deps[3]) == (1, "nmod")


def test_a_pipeline_takes_the_place_of_the_shipped_one_by_name(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("clearnlp_double")
    nlp.to_disk(tmp_path / "double")
    english = SpacyEnglish(str(tmp_path / "double"))
    text = "SHARE THIS\nSoldiers were sent to Oslo by Norway."
    doc, sentences = english.read(text, [Span(11, len(text))])
    assert doc.text == text
    assert [text[s.start : s.end] for s in sentences] == ["Soldiers were sent to Oslo by Norway."]
    assert [(t.text, t.dep_, t.head.text) for t in doc if t.text in ("Oslo", "Norway")] == [
        ("Oslo", "obl", "sent"),
        ("Norway", "obl:agent", "sent"),
    ]
    assert [(e.text, e.label_) for e in doc.ents] == [("Oslo", "LOC"), ("Norway", "LOC")]


LACKS = {
    "tags (tagger)": {"tags"}, "parse (parser)": {"deps", "heads"}, "lemmas (lemmatizer)": {"lemmas"}, "names (ner)": {"ents"},
}  # fmt: skip


@Language.factory("half_a_double", default_config={"without": ""})
class HalfADouble:
    """The double, less what one component would give."""

    def __init__(self, nlp: Language, name: str, without: str) -> None:
        self.without = without

    def __call__(self, doc: Doc) -> Doc:
        whole = clearnlp_double(doc)
        lost = LACKS.get(self.without, set())
        words, spaces = [t.text for t in whole], [bool(t.whitespace_) for t in whole]
        given = {
            "tags": [t.tag_ for t in whole], "lemmas": [t.lemma_ for t in whole], "heads": [t.head.i for t in whole],
            "deps": [t.dep_ for t in whole], "ents": [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in whole],
        }  # fmt: skip
        return Doc(doc.vocab, words=words, spaces=spaces, **{k: v for k, v in given.items() if k not in lost})


@pytest.mark.parametrize("lost", LACKS)
def test_a_pipeline_that_lacks_a_component_is_refused_by_the_component_s_name(tmp_path, lost):
    nlp = spacy.blank("en")
    nlp.add_pipe("half_a_double", config={"without": lost})
    nlp.to_disk(tmp_path / "half")
    with pytest.raises(UsageError, match=re.escape(f"gives no {lost}")) as error:
        SpacyEnglish(str(tmp_path / "half"))
    assert "its components: half_a_double" in str(error.value)
    assert [other for other in LACKS if other != lost and other in str(error.value)] == []


def test_a_blank_pipeline_is_told_all_that_it_lacks(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(UsageError) as error:
        SpacyEnglish(str(tmp_path / "blank"))
    assert str(error.value).endswith(
        "gives no tags (tagger) and no parse (parser) and no sentence ends (parser) and no lemmas (lemmatizer) and no names (ner); "
        "its components: none."
    )


def test_a_component_that_cannot_run_is_said_in_one_line(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    nlp.to_disk(tmp_path / "rules")
    with pytest.raises(UsageError, match=r"cannot read a sentence|no language pipeline") as error:
        SpacyEnglish(str(tmp_path / "rules"))
    assert "\n" not in str(error.value)
