"""How treebanks and name corpora become training examples (no torch needed)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.evaluate import found_words, gold_text, gold_words, score_names, score_trees
from training.names import cut, mapped
from training.plan import Plan
from training.tags import LABELS, MAX_WORDS, TAGS, Named, detokenise, put, spans
from training.treebanks import read_conllu

CONLLU = """# newdoc
# sent_id = n1
1-2	don't	_	_	_	_	_	_	_	_
1	do	do	AUX	VBP	_	3	aux	_	_
2	not	not	PART	RB	_	3	advmod	_	_
3	shoot	shoot	VERB	VB	_	0	root	_	SpaceAfter=No
4	!	!	PUNCT	.	_	3	punct	_	_

"""


@pytest.fixture
def sentence(tmp_path):
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return next(iter(read_conllu(path)))


def test_multiword_tokens_keep_the_surface(sentence):
    assert [t.form for t in sentence.tokens] == ["do", "n't", "shoot", "!"]
    assert gold_text([sentence]) == "don't shoot!"
    assert sentence.new_document


def test_gold_spans_count_ink(sentence):
    words, sentences = gold_words([sentence])
    assert [w.span for w in words] == [(0, 2), (2, 5), (5, 10), (10, 11)]
    assert sentences == {(0, 11)}
    assert words[2].head is None


def test_the_scorer_gives_full_marks_to_the_same_analysis(english):
    text = "Rebels took the port."
    doc, sentences = english.read(text, [(0, len(text))])
    words, _ = found_words(doc, sentences)
    assert [w.span for w in words] == [(0, 6), (6, 10), (10, 13), (13, 17), (17, 18)]


def test_scores_are_rates(english, sentence):
    rates = score_trees(english, [sentence])
    assert rates["words"] == 100.0
    assert all(0 <= v <= 100 for v in rates.values())


def test_names_are_scored_by_span_and_label(english):
    named = Named(["She", "flew", "to", "Ankara", "."], [True, True, True, False, True], ["O", "O", "O", "B-LOC", "O"], True, "x")
    assert score_names(english, [named])["f1"] == 100.0
    wrong = Named(named.words, named.spaces, ["O", "O", "O", "B-ORG", "O"], True, "x")
    assert score_names(english, [wrong])["f1"] == 0.0


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["O", *LABELS])), max_size=8))
def test_spans_read_back_what_put_wrote(runs):
    tags = ["O"] * sum(n for n, _ in runs)
    wanted, at = [], 0
    for n, label in runs:
        put(tags, at, at + n, label)
        if label != "O":
            wanted.append((at, at + n, label))
        at += n
    assert spans(tags) == wanted
    assert set(tags) <= set(TAGS)


def test_classes_that_a_corpus_does_not_know_are_not_taught():
    rows = [("The", "O"), ("Iraqi", "B-MISC"), ("army", "O"), ("left", "O"), ("in", "O"), ("2011", "O")]
    assert mapped(rows, {"PER": "PERSON"}, "x").tags == ["O", "B-NORP", "O", "O", "O", ""]


@given(st.lists(st.sampled_from(["O", "B-ORG", "I-ORG"]), min_size=1, max_size=200))
def test_cutting_loses_nothing_and_cuts_no_name(tags):
    tags = ["B-ORG" if t == "I-ORG" and (i == 0 or tags[i - 1] == "O") else t for i, t in enumerate(tags)]
    whole = Named([str(i) for i in range(len(tags))], [True] * len(tags), tags)
    pieces = list(cut(whole))
    assert [t for p in pieces for t in p.tags] == tags
    assert all(not p.tags[0].startswith("I-") for p in pieces)
    assert all(len(p.words) <= MAX_WORDS or p.tags[MAX_WORDS].startswith("I-") for p in pieces)


def test_spaces_are_guessed():
    words = ["He", "said", ":", '"', "Go", '"', "(", "twice", ")", "."]
    spaces = detokenise(words)
    text = "".join(w + (" " if s else "") for w, s in zip(words, spaces, strict=True)).rstrip()
    assert text == 'He said: "Go" (twice).'


def test_the_learning_rate_warms_up_holds_and_cools_down():
    plan = Plan(steps=1000, cooldown=200, warmup=100, closing=100, closing_rate=0.25)
    assert plan.rate(0) == 0.01
    assert plan.rate(500) == 1.0
    assert plan.rate(900) == 0.5
    assert plan.rate(1000) == 0.25
    assert plan.rate(plan.last) == 0.0
