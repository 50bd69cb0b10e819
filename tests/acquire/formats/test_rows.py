"""Tables of reports: JSON, CSV and TSV, Parquet."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.acquire.archives import read_row
from tests.acquire.formats.reading import read

TEXT = "The river rose four metres in a night and the council said that three villages had to be emptied."
TABLE = f'id,title,publish_date,media_name,text\n007,Flood at Arua,2031-05-04,Arua Post,"{TEXT}\n\nHe said ""go"", and they went."\n8,Second,,,{TEXT[:30]}\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_told_by_content_in_any_delimiter_and_encoding(delimiter, encoding):
    rows = [
        ["ID", "Title", "Publication Date", "Publisher", "Full text"],
        ["007", "Crue à Arua", "2031-05-04", "Arua Post", f'{TEXT}\n\nHe said "go"; 1,200 | went. Café'],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = read(out.getvalue().encode(encoding), "list.dat")
    assert (found.format, found.rejects) == ("csv", [])
    (document,) = found.documents
    assert (document.document_id, document.title, document.outlet) == ("007", "Crue à Arua", "Arua Post")
    assert (document.published_at, document.published_from, document.parser) == ("2031-05-04", "given", "csv")
    assert document.text.endswith('He said "go"; 1,200 | went. Café')


def test_a_ragged_row_costs_itself_alone():
    found = read((TABLE + f"9,too,few\n10,a,2031-05-04,b,{TEXT},more\n11,a,,,\n12,last,,,{TEXT}\n").encode(), "t.csv")
    assert [raw.document_id for raw in found.reports] == ["007", "8", "12"]
    assert [(path, reason) for path, reason, _ in found.rejects] == [
        ("t.csv#3", "bad-table"),
        ("t.csv#4", "bad-table"),
        ("t.csv#5", "missing-text"),
    ]
    assert "3 cells, but 5 columns" in found.rejects[0][2]


def test_a_quotation_mark_that_is_not_closed_is_named():
    found = read((TABLE + f'9,a,,,"{TEXT}\n10,b,,,{TEXT}\n').encode())
    assert [(path, reason) for path, reason, _ in found.rejects] == [("file#3", "bad-table")]  # its cells fit, but the fourth is in it
    assert "1 of the rows after it" in found.rejects[0][2]
    found = read((TABLE + f'9,"a,,,{TEXT}\n10,b,,,{TEXT}\n').encode())
    assert found.reasons == ["bad-table"]
    assert "a quotation mark is not closed" in found.rejects[0][2]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (
            "id,indexed_date,language,media_name,publish_date,title,url\n1,x,en,Post,2031-05-04,Flood,https://a.example/1\n",
            "indexed_date, language, media_name",
        ),
        ("event_id_cnty,event_date,sub_event_type,fatalities,notes\nX1,04 May 2031,Attack,3,Three died\n", "crosswire compare"),
        ("a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,1,1\n", "the columns are: a, b, c"),
    ],
)
def test_a_table_without_texts_is_one_reject_that_names_its_columns(table, says):
    found = read(table.encode())
    assert (found.reports, found.reasons) == ([], ["missing-text"])
    assert says in found.rejects[0][2]


@pytest.mark.parametrize(
    "text",
    [
        "Killed, wounded, missing\n\nThe council counted them on Monday, and again on Tuesday.\n",
        "By Ann Lee, Arua Post\nThe river rose, and the town was emptied.\nNobody was hurt, police said.\nThree roads are shut.\n",
        "Date: 4 May 2031, Arua\nText follows.\n\nThe river rose.",
        "World | News | Article\n\nThe river rose four metres.",
    ],
)
def test_plain_text_with_commas_is_no_table(text):
    assert read(text.encode()).format != "csv"


def test_ids_stay_as_they_are_written():
    found = read(f"id,text,url\n0012,{TEXT},u\n1e5,{TEXT} b,u\n9007199254740993,{TEXT} c,u\n".encode())
    assert [raw.document_id for raw in found.reports] == ["0012", "1e5", "9007199254740993"]
    assert all(raw.named for raw in found.reports)


def test_a_row_has_the_same_bytes_whatever_stands_beside_it():
    one = read(f"id,text,fetched\n1,{TEXT},today\n".encode()).reports[0]
    other = read(f"rank;TEXT;id\n77;{TEXT};1\n".encode()).reports[0]
    assert one.content == other.content


def test_json_lines_are_read_by_line_and_numbered_by_line():
    found = read(f'{{"id": "a", "text": "{TEXT}"}}\n\n{{broken\n[1]\n{{"id": 5, "text": "{TEXT}"}}\r\n'.encode(), "r.txt")
    assert [(raw.document_id, raw.path, raw.parser) for raw in found.reports] == [
        ("a", "r.txt#1", "json-lines"),
        ("5", "r.txt#5", "json-lines"),
    ]
    assert [(path, reason) for path, reason, _ in found.rejects] == [("r.txt#3", "bad-json"), ("r.txt#4", "bad-json")]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]),
        json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}], indent=1),
        "\ufeff" + "\n".join(json.dumps({"id": name, "text": TEXT}, indent=2) for name in "ab"),
        "\n".join(json.dumps({"id": name, "text": TEXT}) for name in "ab"),
    ],
)
def test_arrays_and_objects_over_several_lines(content):
    assert [raw.document_id for raw in read(content.encode()).reports] == ["a", "b"]


def test_an_array_that_breaks_off_keeps_what_was_before():
    found = read(json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]).encode()[:-20])
    assert [raw.document_id for raw in found.reports] == ["a"]
    assert found.reasons == ["bad-json"]


def parquet(**columns):
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


def test_parquet_is_read_by_its_columns():
    content = parquet(
        id=[1, 2, 3],
        maintext=[TEXT, None, TEXT + " c"],
        date_publish=[datetime(2031, 5, 4, tzinfo=UTC), None, datetime(2031, 5, 4, 10, tzinfo=UTC)],
        source_domain=["a.example"] * 3,
        vector=[b"\x00"] * 3,
    )
    found = read(content, "p.bin")
    assert [raw.document_id for raw in found.reports] == ["1", "3"]
    assert [raw.given.published_at for raw in found.reports] == ["2031-05-04", "2031-05-04T10:00:00+00:00"]
    assert found.rejects[0][:2] == ("p.bin#2", "missing-text")
    assert {raw.parser for raw in found.reports} == {"parquet"}
    assert read(parquet(url=["u"], title=["t"])).reasons == ["missing-text"]
    assert read(content[:-30]).reasons == ["unreadable"]
    assert read(parquet(id=["1", None], text=[TEXT, "b" * 20])).reports[0].document_id == "1"
    floats = read(parquet(id=[1.0, None], text=[TEXT, TEXT + "b"]))
    assert [raw.document_id for raw in floats.reports] == ["1", "file-2"]


def test_parquet_that_blows_up_is_stopped():
    content = parquet(id=["a", "b", "c"], text=[TEXT, "x" * 3_000_000, "y" * 3_000_000])
    found = read(content, left=1_000_000)
    assert found.reasons[-1] == "inflation-limit"


def test_no_table_takes_long():
    began = time.monotonic()
    for content in (
        'id,text\n"' + "a\n" * 200_000,
        "id,text\n" + '"' * 400_000,
        "[" * 200_000 + "{",
        '{"a":' * 100_000,
        "a|b|c\n" * 60_000,
        '[{"text":' + "[" * 100_000,
    ):
        read(content.encode())
    assert time.monotonic() - began < 4


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_what_a_table_says_is_what_its_row_says(rows):
    out = io.StringIO()
    csv.writer(out).writerows([("id", "text"), *rows])
    found = read(out.getvalue().encode())
    for raw in found.reports:
        assert read_row(raw.content).ours == raw.content
    assert found.format != "csv" or len(found.reports) + len(found.rejects) >= 1


def test_a_spreadsheets_line_on_its_separator_is_no_header():
    found = read(f"sep=;\nTitle;Date;Text\nFlood;2031-05-04;{TEXT}\n".encode())
    assert (found.format, [d.title for d in found.documents]) == ("csv", ["Flood"])


def test_a_table_of_unknown_columns_is_a_reject_that_names_them():
    found = read(f'nr,Meldung,Inhalt\n1,a,"{TEXT}"\n'.encode())
    assert (found.format, found.reasons) == ("csv", ["missing-text"])
    assert "nr, Meldung, Inhalt" in found.rejects[0][2]
    assert read(f"Arua, Goma, Beni\nOn Monday, he said, {TEXT}\n".encode()).format == "text"


@pytest.mark.parametrize(
    "value",
    [
        {"status": "ok", "articles": [{"title": "Flood", "content": TEXT}]},
        {"response": {"tags": [{"id": "x"}], "results": [{"webTitle": "Flood", "fields": {"bodyText": TEXT}}]}},
        {"hits": {"total": 1, "hits": [{"_id": "7", "_source": {"title": "Flood", "text": TEXT}}]}},
        {"webTitle": "Flood", "fields": {"bodyText": TEXT}},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_answers_of_search_services_are_unwrapped(value, indent):
    found = read(json.dumps(value, indent=indent).encode())
    assert found.rejects == []
    assert [(d.title, TEXT in d.text) for d in found.documents] == [("Flood", True)]


def test_json_without_a_text_names_its_keys_and_numbers_are_no_python():
    assert "the keys are: status, data" in read(b'{"status": "ok", "data": [{"n": 1}]}').rejects[0][2]
    found = read(b'{"text": "x", "n": ' + b"1" * 5000 + b"}\n")
    assert [(reason, "digits" in said, "sys." in said) for _, reason, said in found.rejects] == [("bad-json", True, False)]
