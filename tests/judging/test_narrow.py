"""A judgement that is worked in where it can matter leaves the record that relating all of it anew would leave, table for table."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import count

import pytest

from crosswire import judging, pipeline
from crosswire.config import Options
from crosswire.judging import wide
from crosswire.reconcile import decision_lines
from crosswire.reconcile.judgements import Ask
from crosswire.store import decision_log
from crosswire.store.database import read_tables
from crosswire.store.owning import own_record
from crosswire.store.tables import TABLES
from tests.conftest import EXAMPLES

# Reports of other affairs, some of which share actors and words with the examples, so that there is something to be known of elsewhere.
OTHERS = {
    "mill-a": (
        "Flood at Tallow mill kills four, mayor says\n\nTALLOW, 3 March 2030 (Harbour Post) - Four people were killed on Saturday when the river "
        "Venn flooded a mill at Tallow, Mayor Ada Lorne said. “Nobody had been warned that the dam would be opened at night,” Ada Lorne said. "
        "Police detained two engineers. The army sent 40 soldiers to Tallow on Sunday.\n"
    ),
    "mill-b": (
        "Six dead in Tallow flood, union says\n\nTALLOW, 4 March 2030 (Venn Radio) - Six people were killed on Saturday in the flood at the mill of "
        "Tallow, the union said. “Nobody had been warned that the dam would be opened at night,” Bruno Hale said. The army attacked protesters "
        "in Tallow on Sunday. The company denied that the dam had been opened.\n"
    ),
    "strike-a": (
        "Dockers strike at Brevik\n\nBREVIK, 9 March 2030 (Harbour Post) - About 300 dockers went on strike at Brevik on Friday. Police arrested "
        "five dockers, the union said. The union accused the company of lying about wages.\n"
    ),
}  # fmt: skip
MINUTE = count()


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A bench with a record of five examples and of reports on other affairs."""
    folder = tmp_path_factory.mktemp("narrow")
    (folder / "reports").mkdir()
    for name in ("01-aw.txt", "02-aw.txt", "03-courier.html", "06-litoral.html", "08-aw.txt", "metadata.csv"):
        shutil.copy(EXAMPLES / "reports" / name, folder / "reports" / name)
    for name, text in OTHERS.items():
        (folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    pipeline.build([folder / "reports"], folder / "r.duckdb", Options(workers=1), at="2031-07-01T00:00:00+00:00")
    with own_record(folder / "r.duckdb") as owned:
        yield judging.Bench(owned)


def decide(bench, verdict, *words):
    minute = next(MINUTE)
    return bench.decide(Ask(verdict, words, "Ada", f"2031-07-01T{minute // 60:02}:{minute % 60:02}:00+00:00"))


def undo(bench, judged):
    minute = next(MINUTE)
    return bench.undo(judged.decision.decision_id, at=f"2031-07-01T{minute // 60:02}:{minute % 60:02}:00+00:00")


def different(bench):
    """The tables that are not as relating all anew under the decisions of the file would make them."""
    tables, _ = read_tables(bench.owned.reading())
    log = decision_lines.read(decision_log.beside(bench.owned.path))
    whole = pipeline.relate(replace(judging.as_read(tables), decisions=log))
    return [name for name in TABLES if getattr(tables, name) != getattr(whole, name)]


def first(bench, sql):
    row = bench.owned.reading().rows(f"{sql} LIMIT 1")[0]
    return next(iter(row.values()))


def events_of(bench, number, story):
    """The best told events of a story (the first: the examples')."""
    sql = f"""SELECT event_id FROM events JOIN (SELECT story_id FROM stories ORDER BY documents DESC, story_id LIMIT 1 OFFSET {story})
              USING (story_id) ORDER BY reports DESC, event_id LIMIT {number}"""
    return [r["event_id"] for r in bench.owned.reading().rows(sql)]


def mouth(bench):
    """A quote that a finding on a statement in two mouths rests on."""
    sql = """SELECT quote_id FROM quotes q JOIN (SELECT unnest(flatten([v.spans for v in "values"])) AS s FROM findings WHERE field = 'speaker')
             ON s.document_id = q.document_id AND s."start" = q."start" AND s."end" = q."end" ORDER BY quote_id"""
    return first(bench, sql)


def test_the_record_has_what_is_put_to_the_test(bench):
    assert first(bench, "SELECT count(*) FROM stories") >= 3
    assert first(bench, "SELECT count(*) FROM findings WHERE field = 'speaker'") == 1
    assert different(bench) == []


KINDS = {
    "two events of one story are one": lambda b: decide(b, "same", *events_of(b, 2, 0)),
    "two events of two stories are one": lambda b: decide(b, "same", *events_of(b, 1, 0), *events_of(b, 1, 1)),
    "two claims are of two events": lambda b: decide(
        b, "different", *first(b, "SELECT [left_id, right_id] FROM links WHERE kind = 'claim' AND joined ORDER BY score DESC, left_id")
    ),
    "a claim that sets two parties against each other is wrong": lambda b: decide(
        b, "wrong", first(b, "SELECT claim_id FROM claims WHERE type = 'ASSAULT' AND actor_id <> target_id ORDER BY claim_id")
    ),
    "a claim with victims is wrong": lambda b: decide(
        b, "wrong", first(b, "SELECT claim_id FROM victims WHERE claim_id IS NOT NULL ORDER BY claim_id")
    ),
    "an amount is wrong": lambda b: decide(
        b, "wrong", first(b, "SELECT quantity_id FROM quantities WHERE role = 'killed' AND claim_id IS NOT NULL ORDER BY quantity_id")
    ),
    "a quote in one of two mouths is wrong": lambda b: decide(b, "wrong", mouth(b)),
    "a value is right": lambda b: decide(
        b, "right", first(b, "SELECT value_id FROM event_values WHERE standing = 'conflicting' ORDER BY value_id")
    ),
    "a value is wrong": lambda b: decide(b, "wrong", first(b, "SELECT value_id FROM event_values WHERE field = 'status' ORDER BY value_id")),
    "a field is what no report says": lambda b: decide(b, "value", *events_of(b, 1, 1), "quantity:killed", "5"),
    "an actor is decided by name": lambda b: decide(b, "value", *events_of(b, 1, 1), "actor", "Police"),
    "a statement in two mouths is none": lambda b: decide(b, "wrong", first(b, "SELECT finding_id FROM findings WHERE field = 'speaker'")),
    "words for an actor are no finding": lambda b: decide(b, "wrong", first(b, "SELECT finding_id FROM findings WHERE kind = 'naming'")),
    "a conflict is none": lambda b: decide(
        b, "wrong", first(b, "SELECT finding_id FROM findings WHERE kind = 'conflict' AND field <> 'speaker' ORDER BY finding_id")
    ),
    "an event is wrong": lambda b: decide(b, "wrong", *events_of(b, 1, 0)),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_comes_out_as_if_all_had_been_related_anew(bench, kind):
    before, _ = read_tables(bench.owned.reading())
    judged = KINDS[kind](bench)
    assert judged.decision.state == "applied"
    assert not judged.whole
    assert different(bench) == []
    undo(bench, judged)
    after, _ = read_tables(bench.owned.reading())
    assert replace(after, decisions=()) == replace(before, decisions=())


def test_judgements_on_one_another(bench):
    """One after the other, none taken back before the end."""
    made = [
        KINDS[kind](bench)
        for kind in ("two events of two stories are one", "a conflict is none", "an amount is wrong", "an event is wrong")
    ]
    assert different(bench) == []
    undo(bench, made[0])
    assert different(bench) == []
    for judged in made[1:]:
        undo(bench, judged)


def test_a_judgement_on_actors_changes_the_whole_record_at_once_where_it_is_small(bench):
    actors = bench.owned.reading().rows(
        "SELECT actor_id FROM actor_mentions WHERE form = 'name' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2"
    )
    judged = decide(bench, "different", *(a["actor_id"] for a in actors))
    assert (judged.whole, judged.decision.state, judged.waits) == (True, "applied", None)
    assert different(bench) == []
    undo(bench, judged)


def test_what_cannot_be_worked_in_is_taken_back_and_stands_in_nobodys_way(bench, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("a fault of the rules")

    claim = first(bench, "SELECT claim_id FROM claims ORDER BY 1")
    with monkeypatch.context() as broken:
        broken.setattr(bench, "_work_in", fails)
        with pytest.raises(ZeroDivisionError):
            decide(bench, "wrong", claim)
    assert bench._log()[-1].withdrawn_at is not None
    undo(bench, decide(bench, "wrong", claim))
    assert different(bench) == []


def test_of_a_large_record_it_waits_and_is_worked_in_by_a_process_of_its_own(bench, monkeypatch):
    wanted = []
    monkeypatch.setattr(bench, "_at_once", 1)
    monkeypatch.setattr(bench._behind, "want", lambda: wanted.append(1))
    actors = bench.owned.reading().rows(
        "SELECT actor_id FROM actor_mentions WHERE form = 'name' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2"
    )
    judged = decide(bench, "same", *(a["actor_id"] for a in actors))
    assert (judged.decision.state, judged.waits, wanted) == ("waiting", "process", [1])
    meanwhile = KINDS["an amount is wrong"](bench)
    assert meanwhile.decision.state == "applied"
    assert first(bench, "SELECT count(*) FROM decisions WHERE state = 'waiting'") == 1
    noted = bench.note(judged.decision.decision_id, "one and the same")
    assert (noted.decision.state, noted.decision.note) == ("waiting", "one and the same")
    bench._behind.once()
    assert first(bench, "SELECT count(*) FROM decisions WHERE state = 'waiting'") == 0
    assert different(bench) == []
    monkeypatch.undo()
    undo(bench, judged)
    undo(bench, meanwhile)
    assert different(bench) == []


def test_of_a_very_large_one_it_waits_for_the_next_build(bench, monkeypatch):
    monkeypatch.setattr(bench, "_at_once", 1)
    monkeypatch.setattr(wide, "BEHIND", 2)
    stories = bench.owned.reading().rows("SELECT story_id FROM stories ORDER BY story_id LIMIT 2")
    judged = decide(bench, "same", *(s["story_id"] for s in stories))
    assert (judged.decision.state, judged.waits) == ("waiting", "build")
    back = undo(bench, judged)  # nothing was done, so there is nothing to be undone
    assert (back.decision.state, back.waits) == ("applied", "build")
