"""Folders and files -> reports and rejects."""

from __future__ import annotations

import gzip
import hashlib
import json
import pickle
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.acquire.files import gather, open_report, opened, reject
from crosswire.acquire.identities import kept_once, unique
from crosswire.acquire.raw import Given, RawReport
from crosswire.errors import REJECT_REASONS, InputError, RejectedInput
from crosswire.types import Document, Reject

TEXT = "Dam bursts above Arua\n\nThe river rose four metres in a night, and the council said that three villages had to be emptied.\n"
PAGE = "<!doctype html><html><body><h1>Dam bursts</h1>" + "<p>Nine people drowned in the flood and forty are missing, it said.</p>" * 4


@pytest.fixture
def folder(tmp_path):
    """A folder of reports with the given files."""

    def make(**files):
        for name, content in files.items():
            path = tmp_path / "reports" / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "reports"

    return make


def documents(intake):
    return {raw.document_id: open_report(raw).document for raw in intake.reports}


def test_formats_are_told_by_content_and_not_by_ending(folder):
    row = json.dumps({"id": "r1", "text": TEXT})
    intake = gather([folder(**{"a.html": TEXT, "b.txt": PAGE, "c.txt": row, "d.dat": gzip.compress(f"{PAGE} ".encode())})])
    assert {r.document_id: r.format for r in intake.reports} == {"a": "text", "b": "page", "r1": "row", "d": "page"}
    assert {k: d.parser for k, d in documents(intake).items()} == {"a": "text", "b": "trafilatura", "r1": "json-lines", "d": "trafilatura"}


def test_what_is_no_report_is_left_out(folder):
    intake = gather(
        [
            folder(
                **{
                    "a.txt": TEXT,
                    ".hidden": TEXT,
                    ".git__x": TEXT,
                    "metadata.csv": "id,outlet\na,Post\n",
                    "decisions.jsonl": "{}",
                    "r.duckdb": "x",
                }
            )
        ]
    )
    assert [r.document_id for r in intake.reports] == ["a"]
    assert intake.rejects == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 stuff", "unreadable"),
        (b"PK\x03\x04 docx", "truncated"),
        (b"\xd0\xcf\x11\xe0 doc", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n123", "not-text"),
        (bytes(range(32)) * 20, "not-text"),
        (b"\x1f\x8b\x08\x00damaged", "truncated"),
        (gzip.compress(TEXT.encode())[:20] + b"damaged" + gzip.compress(TEXT.encode())[27:], "unreadable"),
        (gzip.compress(TEXT.encode())[:-9], "truncated"),
        (gzip.compress(b"0" * 20_000_001), "too-large"),
    ],
)
def test_inputs_that_cannot_be_read_become_rejects(folder, content, reason):
    intake = gather([folder(**{"a.txt": TEXT, "bad": content})])
    assert [r.document_id for r in intake.reports] == ["a"]
    (refused,) = intake.rejects
    assert (refused.path, refused.reason, refused.bytes) == ("reports/bad", reason, len(content))
    assert refused.sha256 == hashlib.sha256(content).hexdigest()


def test_a_bad_row_does_not_cost_the_others(folder):
    rows = [
        {"id": "r1", "text": TEXT},
        {"id": "r2"},
        {"id": "r3", "maintext": TEXT, "headline": "Flood", "date_publish": "2031-05-04 10:00:00"},
    ]
    lines = "\n".join([json.dumps(rows[0]), "{broken", "", json.dumps(rows[1]), "[1]", json.dumps(rows[2])])
    intake = gather([folder(**{"rows.jsonl": lines})])
    assert [(r.path, r.reason) for r in intake.rejects] == [
        ("reports/rows.jsonl#2", "bad-json"),
        ("reports/rows.jsonl#4", "missing-text"),
        ("reports/rows.jsonl#5", "bad-json"),
    ]
    third = documents(intake)["r3"]
    assert (third.title, third.published_at, third.published_from) == ("Flood", "2031-05-04T10:00:00", "given")
    assert third.text.startswith("Flood\n\nDam bursts")
    assert third.sha256 == hashlib.sha256(json.dumps(rows[2]).encode()).hexdigest()


def test_an_array_of_objects_and_one_object_are_archives_too(folder):
    many = json.dumps([{"id": "r1", "text": TEXT}, {"id": "r2", "html": PAGE}], indent=1)
    one = json.dumps({"id": "r3", "content": TEXT, "date": "04/05/2031"}, indent=1)
    found = documents(gather([folder(**{"many.json": many, "one.json": one})]))
    assert {k: d.parser for k, d in found.items()} == {"r1": "json-lines", "r2": "json-lines, trafilatura", "r3": "json-lines"}
    assert found["r3"].published_at is None
    assert "can be read as two days" in found["r3"].warnings[0]


def test_a_title_in_the_text_is_not_put_there_twice(folder):
    row = {"id": "r1", "title": "DAM BURSTS ABOVE ARUA", "text": TEXT.strip()}
    document = documents(gather([folder(**{"rows.jsonl": json.dumps(row)})]))["r1"]
    assert document.text == TEXT.strip()


def test_ids_are_unique_whatever_the_order_of_the_sources(folder):
    root = folder(**{"a__one.txt": TEXT, "b__one.txt": TEXT + "More.", "c__one.txt": TEXT, "two.txt": TEXT + "Two."})
    there, back = (gather([root / x for x in order]) for order in (("a", "b", "c"), ("c", "b", "a")))
    assert [(r.document_id, r.content, r.warnings) for r in there.reports] == [(r.document_id, r.content, r.warnings) for r in back.reports]
    more = hashlib.sha256((TEXT + "More.").encode()).hexdigest()[:8]
    assert [r.document_id for r in there.reports] == ["one", f"one-{more}"]
    assert [r.document_id for r in gather([root / "two.txt", root / "two.txt"]).reports] == ["two"]


def test_the_same_bytes_are_kept_once_unless_something_different_is_said_of_them(folder):
    files = {"a__1.txt": TEXT, "b__1.txt": TEXT, "b__2.txt": TEXT}
    intake = gather([folder(**files)])
    (kept,) = intake.reports
    assert (kept.document_id, kept.path, kept.warnings) == ("1", "reports/a/1.txt", ("also at reports/b/1.txt, reports/b/2.txt",))
    assert intake.warnings[0].startswith("2 inputs are byte for byte another report")
    assert documents(intake)["1"].warnings[0] == "also at reports/b/1.txt, reports/b/2.txt"
    said = gather([folder(**files, **{"metadata.csv": "file,outlet\na/1.txt,Post\nb/1.txt,Herald\nb/2.txt,Herald\n"})])
    assert [(r.document_id, r.given.outlet, r.path) for r in said.reports] == [
        ("1", "Post", "reports/a/1.txt"),
        (f"1-{kept.sha256[:8]}", "Herald", "reports/b/1.txt"),
    ]


def test_three_outlets_with_the_same_bytes_under_one_name_are_three_reports(folder):
    table = "file,outlet\na/1.txt,Post\nb/1.txt,Herald\nc/1.txt,Mirror\n"
    intake = gather([folder(**{"a__1.txt": TEXT, "b__1.txt": TEXT, "c__1.txt": TEXT, "metadata.csv": table})])
    assert len({r.document_id for r in intake.reports}) == 3
    assert {r.given.outlet for r in intake.reports} == {"Post", "Herald", "Mirror"}


def test_the_report_published_first_keeps_the_name(folder):
    table = "file,published_at\na/1.txt,2031-05-06\nb/1.txt,2031-05-04\n"
    intake = gather([folder(**{"a__1.txt": TEXT, "b__1.txt": TEXT + "B", "c__1.txt": TEXT + "C", "metadata.csv": table})])
    assert {r.path[8]: r.document_id == "1" for r in intake.reports} == {"a": False, "b": True, "c": False}


def test_what_was_read_before_is_known_again(folder):
    table = f"id,outlet\n1-{hashlib.sha256((TEXT + 'B').encode()).hexdigest()[:8]},Post\n"
    root = folder(**{"a__1.txt": TEXT, "b__1.txt": TEXT + "B", "metadata.csv": table})
    first = gather([root]).reports
    assert [raw.given.outlet for raw in first] == [None, "Post"]
    assert gather([root], taken={raw.document_id: raw.identity for raw in first}).reports == first
    single = gather([root / "a"], outlet="Herald", published="2031-05-04").reports
    again = gather([root / "a"], outlet="Herald", published="2031-05-04", taken={raw.document_id: raw.identity for raw in single})
    assert again.reports == single


RAWS = st.builds(
    lambda name, folder, text, outlet: RawReport(name, f"{folder}/{name}.txt", text, "text", Given(outlet=outlet)),
    st.sampled_from(["a", "b", "a-2d711642"]), st.sampled_from("xyz"), st.sampled_from([b"x", b"y", b"z"]), st.sampled_from([None, "Post", "Herald"]),
)  # fmt: skip


@given(st.lists(RAWS, max_size=8).flatmap(lambda raws: st.tuples(st.just(raws), st.permutations(raws))), st.booleans())
def test_every_report_has_one_id_whatever_the_order(pair, known):
    taken = {"a": RawReport("a", "x/a.txt", b"y", "text").identity} if known else {}
    here, there = (unique(kept_once(raws), taken) for raws in pair)
    assert here == there
    assert len({raw.document_id for raw in here}) == len(here) == len({raw.identity for raw in pair[0]})
    assert {raw.identity for raw in here} == {raw.identity for raw in pair[0]}
    assert [raw.identity for raw in here if raw.document_id in taken] in ([], list(taken.values()))


def test_a_name_that_a_record_has_given_stays_with_its_report(folder):
    root = folder(**{"b__1.txt": TEXT + "B"})
    (known,) = gather([root]).reports
    more = gather([folder(**{"a__1.txt": TEXT, "a__2.txt": TEXT + "B"})], taken={"1": known.identity})
    assert {r.path: r.document_id for r in more.reports} == {
        "reports/a/1.txt": f"1-{hashlib.sha256(TEXT.encode()).hexdigest()[:8]}",
        "reports/a/2.txt": "1",
    }


def test_encodings_are_read_and_repaired(folder):
    curly = "The mayor’s “flood”: naïve\r\nline\rline\x00 and a soft\u00adhyphen. " + TEXT
    found = documents(
        gather(
            [
                folder(
                    **{
                        "utf8.txt": "\ufeff" + curly,
                        "utf16.txt": curly.encode("utf-16"),
                        "bare16.txt": curly.encode("utf-16-le"),
                        "cp1252.txt": curly.encode("cp1252"),
                    }
                )
            ]
        )
    )
    assert {d.text for d in found.values()} == {"The mayor’s “flood”: naïve\nline\nline and a softhyphen. " + TEXT}
    assert "not valid UTF-8: read as cp1252" in found["cp1252"].warnings


def test_metadata_inside_the_folder_and_beside_it(folder, tmp_path):
    root = folder(
        **{
            "a.txt": TEXT,
            "b.txt": TEXT + "B",
            "metadata.csv": "file,outlet,published_at\na.txt,Inside,2031-05-04\nb,Inside,2031-05\nc,Nobody,\n",
        }
    )
    beside = tmp_path / "given.csv"
    beside.write_text("id;outlet;title\na;Beside;A title\n", encoding="utf-8")
    intake = gather([root], metadata=beside)
    found = documents(intake)
    assert (found["a"].outlet, found["a"].title, found["a"].published_at) == ("Beside", "A title", "2031-05-04")
    assert (found["b"].outlet, found["b"].published_at, str(found["b"].published_latest)) == ("Inside", None, "2031-05-31")
    assert intake.warnings == ("the metadata speaks of 'c', which is no report here",)


def test_a_file_may_have_any_name(tmp_path):
    (tmp_path / "a b#c%d?.txt").write_text(
        "Floods in Gao\n\nThe river rose on Sunday and took the bridge of the town with it.", encoding="utf-8"
    )
    (tmp_path / "metadata.csv").write_text("file,outlet\na b#c%d?.txt,Morning Post\n", encoding="utf-8")
    intake = gather([tmp_path])
    assert [r.given.outlet for r in intake.reports] == ["Morning Post"]
    assert intake.warnings == ()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("outlet,published_at\nPost,2031-05-04\n", "row 1: no column 'id' or 'file'"),
        ("id,outlet\na,Post,extra\n", "row 2: 3 cells, but 2 columns"),
        ("id,outlet\na,Post\na,Other\n", "row 3: 'a' stands in it twice"),
        ("id,outlet\n,Post\n", "row 2: no id"),
        ("", "is no CSV file"),
    ],
)
def test_faulty_metadata_is_one_clear_error(folder, table, says):
    with pytest.raises(InputError, match=r"metadata\.csv") as error:
        gather([folder(**{"a.txt": TEXT, "metadata.csv": table})])
    assert says in str(error.value)


def test_a_bad_date_in_the_metadata_costs_that_date_alone(folder):
    table = "id,outlet,published_at,modified_at,byline,withdrawn\na,Post,04/05/2031,soon,A. Writer,yes\nb,Post,2031-05-04,2031-05-06,,\n"
    intake = gather([folder(**{"a.txt": TEXT, "b.txt": TEXT + "B", "metadata.csv": table})])
    found = documents(intake)
    assert [re.search(r"metadata\.csv, row \d: .*; the rest of the row is used$", w) is not None for w in intake.warnings] == [True, True]
    assert (found["a"].outlet, found["a"].published_at, found["a"].byline, found["a"].state) == ("Post", None, "A. Writer", "withdrawn")
    assert (found["b"].published_at, found["b"].modified_at, found["b"].state) == ("2031-05-04", "2031-05-06", "current")


def test_sources_that_are_no_use_are_errors(tmp_path, folder):
    with pytest.raises(InputError, match="there is no file or folder"):
        gather([tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no reports"):
        gather([tmp_path / "empty"])
    with pytest.raises(InputError, match="there is no metadata file"):
        gather([folder(**{"a.txt": TEXT})], metadata=tmp_path / "none.csv")
    with pytest.raises(InputError, match="is no date"):
        gather([folder(**{"a.txt": TEXT})], published="soon")


def test_languages(folder):
    french = "Le fleuve est monté de quatre mètres dans la nuit, et trois villages ont dû être évacués, a indiqué le maire de la commune."
    found = documents(gather([folder(**{"en.txt": TEXT, "fr.txt": french})]))
    assert (found["en"].language, found["fr"].language) == ("en", "fr")
    assert found["fr"].warnings == ("in French: kept, but nothing is read in it",)


def test_a_page_in_another_language_is_named_beside_the_child_that_takes_it_apart(folder):
    text = (
        "<p>Les rebelles ont pris la ville lundi matin, selon le gouverneur, et des milliers d'habitants ont fui vers le nord du pays.</p>"
    )
    page = (
        f"<html><head><title>La ville est prise</title></head><body><article><h1>La ville est prise</h1>{text * 4}</article></body></html>"
    )
    (found,) = opened(gather([folder(**{"a.html": page})]).reports)
    assert found.document.language == "fr"
    assert "in French: kept, but nothing is read in it" in found.document.warnings


@pytest.mark.parametrize("zero", ["0001-01-01T00:00:00+00:00", "1970-01-01T00:00:00Z"])
def test_the_zero_of_a_program_is_no_date(folder, zero):
    text = "Rebels took the town of Brevik on Monday morning, the governor said, and thousands of people fled to the north. " * 3
    row = json.dumps({"id": "r", "text": text, "published_at": zero})
    page = (
        f'<html><head><meta property="article:published_time" content="{zero}"></head><body><article><p>{text}</p></article></body></html>'
    )
    for document in documents(gather([folder(**{"r.jsonl": row, "p.html": page})])).values():
        assert document.published_at is None
        assert any("no day of publication" in w for w in document.warnings)


def test_reports_travel_to_other_processes(folder):
    raw = gather([folder(**{"a.html": PAGE})]).reports[0]
    assert pickle.loads(pickle.dumps(open_report(pickle.loads(pickle.dumps(raw))))) == open_report(raw)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.text(max_size=80).map(lambda t: f"<html><body><p>{t}<table><tr><td>{t}<br><br>{t}</html>".encode("utf-8", "surrogatepass")),
        st.recursive(
            st.none() | st.text(max_size=9), lambda inner: st.dictionaries(st.sampled_from(["id", "text", "html", "title", "date"]), inner)
        )
        .map(json.dumps)
        .map(str.encode),
    )
)
def test_any_bytes_become_a_document_or_a_reject(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    intake = gather([path])
    assert intake.reports or intake.rejects or content.strip(b" \n\r\t") in (b"", b"[]")
    for raw in intake.reports:
        try:
            found: Document | Reject = open_report(raw).document
        except RejectedInput as error:
            found = reject(raw, error.reason, error.detail)
        assert isinstance(raw, RawReport)
        if isinstance(found, Document):
            assert found.text.strip()
            assert "\x00" not in found.text + found.document_id + (found.title or "")
            found.text.encode("utf-8")
        else:
            assert found.reason in REJECT_REASONS
