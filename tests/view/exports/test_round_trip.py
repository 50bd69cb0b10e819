"""What is exported comes back row for row, and a second export has the same bytes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire import cli
from crosswire.errors import InputError
from crosswire.store.database import open_record
from crosswire.store.tables import KEPT, TABLES, to_arrow
from crosswire.types import Document
from crosswire.view import exports
from crosswire.view.exports import Filters, Settings, importing
from tests.view.exports.conftest import document

FORMS = ("jsonl", "parquet", "csv", "sqlite")


def files(folder: Path) -> dict[str, bytes]:
    """Name -> bytes of all files but the manifest, which names the record."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in ("manifest.json", "metadata.json")}


def hand_over(record: Path, form: str, folder: Path, **how: object) -> dict:
    """Export a record; returns the manifest."""
    with open_record(record) as opened:
        return exports.hand_over(opened, form, folder, **how).manifest


@pytest.mark.parametrize(("form", "raw"), [*((form, False) for form in FORMS), ("csv", True)])
def test_export_import_export(form, raw, nasty_record, tmp_path):
    first = hand_over(nasty_record, form, tmp_path / "one", settings=Settings(raw=raw))
    taken = importing.read(tmp_path / "one", tmp_path / "back.duckdb")
    second = hand_over(tmp_path / "back.duckdb", form, tmp_path / "two", settings=Settings(raw=raw))
    assert taken.whole
    assert taken.notes == ()
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert first["record"]["content_hash"] == second["record"]["content_hash"]
    assert first["cells"] == second["cells"]
    assert bool(first["cells"]["neutralised"]) == (form == "csv" and not raw)
    with open_record(nasty_record) as one, open_record(tmp_path / "back.duckdb") as two:
        assert all(one.arrow(t).equals(two.arrow(t)) for t in (*TABLES, *KEPT))


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_the_examples_come_back(form, examples_record, tmp_path):
    hand_over(examples_record, form, tmp_path / "one")
    assert cli.run(["import", str(tmp_path / "one"), "-o", str(tmp_path / "back.duckdb")]) == 0
    with open_record(examples_record) as one, open_record(tmp_path / "back.duckdb") as two:
        assert all(one.arrow(t).equals(two.arrow(t)) for t in (*TABLES, *KEPT))
        said = 'SELECT * FROM meta UNION ALL SELECT CAST(number AS VARCHAR), "at" FROM builds ORDER BY ALL'
        assert one.rows(said) == two.rows(said)


class Some:
    """Reports in the place of a selection."""

    def __init__(self, rows: list[Document]) -> None:
        self.tables, self.made = ("documents",), to_arrow("documents", rows)

    def arrow(self, _: str) -> Iterator[pa.RecordBatch]:
        """The reports."""
        return iter(self.made.to_batches())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)), min_size=1, max_size=20), st.booleans()
)
def test_any_text_comes_back_from_cells(texts, raw):
    some = Some([document(f"0{n}", t or "", title=t, byline=t and f"'{t}", warnings=(t or "",)) for n, t in enumerate(texts)])
    with TemporaryDirectory() as folder:
        profile = exports.PROFILES["csv"]
        profile.write(some, Path(folder), Settings(raw=raw))
        assert pa.concat_tables(importing.READERS["csv"](Path(folder), "documents", raw)).equals(some.made)


@pytest.fixture(scope="module")
def nasty_lines(nasty_record, tmp_path_factory):
    """The nasty record as JSON Lines."""
    folder = tmp_path_factory.mktemp("lines")
    hand_over(nasty_record, "jsonl", folder)
    return folder


def test_a_changed_file_is_told(nasty_lines, tmp_path, capsys):
    shutil.copytree(nasty_lines, tmp_path / "one")
    events = tmp_path / "one" / "events.jsonl"
    events.write_text(events.read_text().replace('"single"', '"contested"'))
    assert cli.run(["import", str(tmp_path / "one"), "-o", str(tmp_path / "back.duckdb")]) == 1
    assert "events.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "back.duckdb").exists()
    assert cli.run(["import", str(tmp_path / "one"), "-o", str(tmp_path / "back.duckdb"), "--force"]) == 0
    assert "events.jsonl was changed" in capsys.readouterr().err
    with open_record(tmp_path / "back.duckdb") as record:
        assert record.table("events")[0]["grade"] == "contested"


@pytest.mark.parametrize(
    ("line", "why"),
    [("{", "Expecting"), ('{"story_id": "s"}', "document_id"), ('{"story_id": "s", "document_id": "d", "x": 1}', "x"), ("[]", "list")],
)
def test_a_broken_row_writes_no_record(line, why, nasty_lines, tmp_path):
    shutil.copytree(nasty_lines, tmp_path / "one")
    (tmp_path / "one" / "story_documents.jsonl").write_text(line)
    with pytest.raises(InputError, match=f"story_documents.*{why}"):
        importing.read(tmp_path / "one", tmp_path / "back.duckdb", force=True)
    assert not (tmp_path / "back.duckdb").exists()


def test_a_filtered_export_makes_a_smaller_record(examples, examples_record, tmp_path):
    hand_over(examples_record, "parquet", tmp_path / "one", filters=Filters(grade=("corroborated",)))
    taken = importing.read(tmp_path / "one", tmp_path / "small.duckdb")
    assert not taken.whole
    assert "smaller" in taken.notes[0]
    assert 0 < taken.rows["events"] < len(examples.table("events"))


def test_judgements_stand_beside_the_record_again(nasty_lines, tmp_path):
    importing.read(nasty_lines, tmp_path / "back.duckdb")
    assert json.loads((tmp_path / "decisions.jsonl").read_text())["decision_id"] == "decision_1"
    assert importing.read(nasty_lines, tmp_path / "back.duckdb", force=True).notes == ()  # they are there already


def test_judgements_of_another_record_beside_it_are_told(nasty_lines, tmp_path):
    log = tmp_path / "decisions.jsonl"
    importing.read(nasty_lines, tmp_path / "back.duckdb")
    log.write_text(log.read_text().replace("decision_1", "decision_2"))
    lacks, strange = importing.read(nasty_lines, tmp_path / "back.duckdb", force=True).notes
    assert "lacks 1 judgement" in lacks
    assert "1 judgement of another record" in strange


def test_a_record_that_is_there_is_not_replaced_without_a_word(nasty_lines, tmp_path):
    (tmp_path / "mine.duckdb").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.duckdb is there already.*--force"):
        importing.read(nasty_lines, tmp_path / "mine.duckdb")
    assert (tmp_path / "mine.duckdb").read_text() == "mine"


def test_a_missing_file_and_a_bad_value_are_named(nasty_lines, tmp_path):
    shutil.copytree(nasty_lines, tmp_path / "one")
    claims = tmp_path / "one" / "claims.jsonl"
    lines = claims.read_text().splitlines()
    row = {**json.loads(lines[2]), "start": "four"}
    claims.write_text("\n".join([*lines[:2], json.dumps(row), *lines[3:]]))
    with pytest.raises(InputError, match=r"claims.*row 3, start"):
        importing.read(tmp_path / "one", tmp_path / "back.duckdb", force=True)
    claims.write_text("\n".join([*lines[:2], "{"]))
    with pytest.raises(InputError, match=r"claims.*line 3"):
        importing.read(tmp_path / "one", tmp_path / "back.duckdb", force=True)
    claims.unlink()
    with pytest.raises(InputError, match=r"lacks claims\.jsonl"):
        importing.read(tmp_path / "one", tmp_path / "back.duckdb", force=True)


def test_what_is_no_export(tmp_path, nasty_record):
    with pytest.raises(InputError, match=r"manifest\.json"):
        importing.read(tmp_path, tmp_path / "back.duckdb")
    hand_over(nasty_record, "html", tmp_path / "html")
    with pytest.raises(InputError, match="jsonl, parquet, csv, sqlite"):
        importing.read(tmp_path / "html", tmp_path / "back.duckdb")
