"""Reports side by side, and a passage wherever it stands."""

from __future__ import annotations

import json
import re

import pytest

from crosswire.view.reports import disputes, quotations
from tests.view.test_layers import Reading


def model(room, path):
    answer = room.get(path)
    assert answer.status_code == 200
    return json.loads(answer.text)


@pytest.fixture(scope="module")
def pair(room):
    return model(room, "/compare.json?id=02-aw&id=03-courier")


def test_shares_are_of_each_reports_own_words(pair, room_record):
    (shares,) = pair["pairs"]
    assert 0.8 < shares["of_left"] < 0.9
    assert 0.75 < shares["of_right"] < 0.85
    assert [(c["left_id"], c["right_id"]) for c in pair["copies"]] == [("03-courier", "02-aw")]


def test_passages_are_numbered_as_the_first_report_has_them(pair):
    starts = [p["spans"]["02-aw"][0] for p in pair["passages"]]
    assert starts == sorted(starts)
    assert [p["number"] for p in pair["passages"]] == list(range(1, len(starts) + 1))
    # The longest passage holds others that all three copies have; beside one report they are part of it.
    assert not [p for p in pair["passages"] if p["spans"]["02-aw"] == [881, 1176]]


@pytest.mark.parametrize("asked", ["id=02-aw&id=03-courier", "id=02-aw&id=04-post&id=05-radio&id=06-litoral"])
def test_the_texts_are_whole_and_every_link_has_its_counterpart(room, room_record, asked):
    page = room.get(f"/compare?{asked}").text
    columns = re.findall(r'<div class="column-text">(.*?)</div>\n</article>', page, re.DOTALL)
    texts = [room_record.rows("SELECT text FROM documents WHERE document_id = ?", [i[3:]])[0]["text"] for i in asked.split("&")]
    assert [Reading(c).text for c in columns] == texts
    targets = set(re.findall(r'id="(p\d+-\d)"', page))
    links = set(re.findall(r'href="#(p\d+-\d)"', page))
    assert links
    assert links <= targets


def test_a_changed_word_inside_shared_words_is_marked(room):
    page = room.get("/compare?id=02-aw&id=03-courier").text
    assert "told Andean Wire" in re.findall(r'<b class="changed">([^<]*)</b>', page)


def test_values_that_differ_stand_beside_each_other_at_their_words(room, room_record):
    found = model(room, "/compare.json?id=05-radio&id=02-aw")["differences"]
    (killed,) = [d for d in found if d["field"] == "quantity:killed"]
    assert killed["standing"] == "conflicting"
    assert killed["apart"]
    told = []
    for document_id, cell in zip(("05-radio", "02-aw"), killed["cells"], strict=True):
        text = room_record.rows("SELECT text FROM documents WHERE document_id = ?", [document_id])[0]["text"]
        told.append([(value["value"], text[value["start"] : value["end"]]) for value in cell])
    assert told[0] == [("11", "Eleven citizens")]
    assert ("14", "14 people") in told[1]


def test_values_on_which_all_agree_are_no_difference(room):
    for row in model(room, "/compare.json?id=02-aw&id=03-courier&id=04-post")["differences"]:
        told = [{v["value"] for v in cell} for cell in row["cells"] if cell]
        assert len({frozenset(t) for t in told}) > 1


@pytest.mark.parametrize(
    ("field", "first", "second", "apart"),
    [
        ("quantity:killed", (9, 9), (12, 12), True),
        ("quantity:killed", (9, 9), (8, 11), False),
        ("quantity:killed", (17, None), (14, 14), True),
        ("quantity:killed", (9, None), (14, 14), False),
        ("place", "Brevik", "Oslo", True),
        ("place", "Brevik", "Brevik", False),
    ],
)
def test_only_values_that_cannot_both_be_so_are_apart(field, first, second, apart):
    sides = [
        [{"value": v, "low": None, "high": None} if isinstance(v, str) else {"value": str(v), "low": v[0], "high": v[1]}]
        for v in (first, second)
    ]
    assert disputes._apart(field, *sides) is apart
    assert disputes._apart(field, sides[0], []) is False


def test_a_quotation_shows_what_was_cut(room):
    quotes = model(room, "/compare.json?id=08-aw&id=09-radio")["quotations"]
    quotes += model(room, "/compare.json?id=05-radio&id=08-aw")["quotations"]
    quotes += model(room, "/compare.json?id=01-aw&id=06-litoral")["quotations"]
    for quote in quotes:
        whole = "".join(c["text"] for c in quote["changes"] if c["kind"] != "gone")
        assert quote["exact"] or whole == quote["second"]["words"]
    same = model(room, "/compare.json?id=02-aw&id=04-post")["quotations"]
    assert [q for q in same if q["exact"] and "Somebody" not in q["first"]["words"]]


class Quoted:
    """A record with these quotes and no more: (report, words, speaker), found in the texts."""

    def __init__(self, texts, *quotes):
        self.quotes = [
            {"quote_id": f"q{n}", "document_id": d, "start": texts[d].index(w), "end": texts[d].index(w) + len(w), "mode": "direct",
             "speaker_text": who, "speaker_id": who}
            for n, (d, w, who) in enumerate(quotes)
        ]  # fmt: skip

    def rows(self, sql, asked=()):
        return [dict(q) for q in self.quotes] if "FROM quotes" in sql else []


def quotations_of(texts, *quotes):
    return quotations.same(Quoted(texts, *quotes), texts, {d: d.upper() for d in texts})


def test_a_quotation_in_two_parts_is_one_in_another_report():
    texts = {
        "a": "“The harbour stays shut until spring,” Ms Vik said. “Nobody will be paid for it,” she added.",
        "b": "Ms Vik said: “The harbour stays shut until spring. Nobody will be paid for it.”",
    }
    (found,) = quotations_of(
        texts,
        ("a", "The harbour stays shut until spring,", "vik"),
        ("a", "Nobody will be paid for it,", "vik"),
        ("b", "The harbour stays shut until spring. Nobody will be paid for it.", "vik"),
    )
    assert found["exact"]


def test_a_quotation_shows_its_cuts_and_changes():
    texts = {
        "a": "“We will not leave the harbour before the last boat is in,” Ms Vik said.",
        "b": "“We will never leave the harbour,” Ms Vik said.",
    }
    quotes = [("a", texts["a"].split("“")[1].split("”")[0], "vik"), ("b", "We will never leave the harbour,", "vik")]
    (found,) = quotations_of(texts, *quotes)
    told = [(c["kind"], c["text"].strip(" ,")) for c in found["changes"]]
    assert told == [
        ("same", "We will"),
        ("gone", "not"),
        ("new", "never"),
        ("same", "leave the harbour"),
        ("gone", "before the last boat is in"),
    ]
    others = [(d, w, who + d) for d, w, who in quotes]  # two speakers, and not alike enough to be one quotation all the same
    assert quotations_of(texts, *others) == []


def test_without_reports_the_pairs_with_most_words_in_common_are_offered(room):
    found = model(room, "/compare.json")["telling"]
    assert {found[0]["left"]["document_id"], found[0]["right"]["document_id"]} == {"02-aw", "03-courier"}
    assert 0.7 < found[0]["left"]["share"] <= 1
    one = model(room, "/compare.json?id=04-post")["telling"]
    assert all(row["left"]["document_id"] == "04-post" for row in one)


def test_reports_are_found_by_their_words_without_a_script(room):
    page = room.get("/compare?id=04-post&q=soldiers").text
    assert re.search(r'value="04-post" checked', page)
    assert 'value="03-courier"' in page
    assert 'value="07-relief"' not in page
    assert "No report has these words" in room.get("/compare?q=zzzz").text


@pytest.mark.parametrize(("asked", "status"), [("id=02-aw&id=none", 404), ("id=a&id=b&id=c&id=d&id=e", 400), ("id=02-aw&id=02-aw", 200)])
def test_what_does_not_fit_is_said(room, asked, status):
    assert room.get(f"/compare?{asked}").status_code == status


def test_a_passage_stands_wherever_it_is_with_its_changes(room, room_record):
    sql = "SELECT passage_id FROM passages WHERE kind = 'statement' GROUP BY 1 ORDER BY count(*) DESC"
    (found,) = room_record.rows(sql + " LIMIT 1")
    page = model(room, f"/passage/{found['passage_id']}.json")
    assert [o["document_id"] for o in page["occurrences"]] == ["05-radio", "02-aw", "03-courier", "06-litoral"]
    assert page["evidence"] is True
    assert page["first"]["told"] is False  # three reports of one day, of which one has no clock
    base, *others = page["occurrences"]
    assert base["base"]
    for other in others:
        assert "".join(c["text"] for c in other["changes"] if c["kind"] != "gone") == other["words"]
        assert other["differ"] > 0


def test_words_that_are_no_evidence_are_said_to_be_none(room, room_record):
    (found,) = room_record.rows("SELECT passage_id FROM passages WHERE NOT evidence ORDER BY 1 LIMIT 1")
    page = room.get(f"/passage/{found['passage_id']}").text
    assert "<b>No.</b> These words are no evidence" in page
    assert room.get("/passage/none").status_code == 404


def test_a_standing_is_that_between_these_reports(room):
    """What the record calls conflicting, as a third report says otherwise, is no conflict of two reports that do not speak against it."""
    for asked in ("id=05-radio&id=02-aw", "id=02-aw&id=03-courier", "id=02-aw&id=04-post", "id=01-aw&id=02-aw"):
        for row in model(room, f"/compare.json?{asked}")["differences"]:
            first, second = ({c["value"] for c in cell} for cell in row["cells"])
            for cell, other in zip(row["cells"], (second, first), strict=True):
                for value in cell:
                    assert value["standing"] is None or value["standing"] == "withdrawn" or (other and value["value"] not in other)
            if not row["apart"]:
                assert {c["standing"] for cell in row["cells"] for c in cell} <= {None, "withdrawn"}
