"""Records are built and grow from a plain script: no guard, child processes, a progress function; and what mypy makes of such a script."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import crosswire as cw
from tests.conftest import ROOT

# What somebody writes into a file, or a notebook: nothing of it may run again in the child processes.
SCRIPT = """
import crosswire as cw

print("begins")
seen: list[tuple[str, int, int]] = []
record = cw.build("reports.jsonl", "small.duckdb", workers=2, progress=lambda name, done, total: seen.append((name, done, total)))
print(record.documents.count("*").fetchall(), seen[41][:2], len({name for name, _, _ in seen}) > 5)
added = record.update(["more.txt", "reports.jsonl"], workers=1)
print(added.new, len(added.known), added.build.reports if added.build else None)
print(record.sql("SELECT count(*) FROM documents").fetchall(), [q.best for q in record.report("more").quantities])
print([row[0] for row in record.sql("SELECT value FROM meta WHERE key = 'wordlists'").fetchall()])
record.close()
"""
USER = """
from pathlib import Path

import crosswire as cw

with cw.build(Path("reports"), "iraq.duckdb", metadata="m.csv", workers=2, progress=True) as record:
    ids: list[str] = [row[0] for row in record.events.filter("origins > 1").fetchall()]
    event: cw.Event = record.event(ids[0])
    standings: set[str] = {value.standing for value in event.values}
    rows: list[dict[str, str | None]] = event.matrix().rows
    line: str = event.explain()
    start = event.start
    if start is not None:
        print(start.year)
    judged = record.decide("right", event.claims[0].claim_id, by="Ana")
    print(judged.decision.decision_id, record.update("more").new)
    files: list[Path] = record.export("csv", "out", grade=["contested"])
reading: cw.Reading = cw.read("Rebels left.", published="2030-03-14")
words: list[str] = [reading.text_of(quote) for quote in reading.quotes]
reading.quote  # type: ignore[attr-defined]  # an error of mypy: were anything of it Any, this would be an ignore too many
record.event("e").matrix().row  # type: ignore[attr-defined]
record.report("r").quotes[0].words  # type: ignore[attr-defined]
try:
    cw.open("x.duckdb").events.df()
except cw.CrosswireError as error:
    print(error)
"""


def test_a_script_without_a_guard_builds_with_workers_and_goes_on(tmp_path):
    names = ("Ardal", "Benna", "Corvo", "Delmar", "Estra", "Forno")
    reports = [
        {"id": f"r{n}", "text": f"Police in {names[n % 6]} said {n + 3} people were hurt on Monday.", "outlet": "Star"} for n in range(42)
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
    (tmp_path / "more.txt").write_text("Rebels left the town on Monday, the army said. At least 17 people were killed.\n", encoding="utf-8")
    (tmp_path / "my-lists").mkdir()
    (tmp_path / "my-lists" / "agencies.toml").write_text('[agency]\nsource = "own list"\nwords = ["Benna Wire"]\n', encoding="utf-8")
    (tmp_path / "crosswire.toml").write_text('[wordlists]\nfolder = "my-lists"\n', encoding="utf-8")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    known = {k: v for k, v in os.environ.items() if not k.startswith("CROSSWIRE_")} | {"PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, env=known, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    first, *rest = ran.stdout.splitlines()
    assert first == "begins"
    assert rest[:3] == ["[(42,)] ('reading', 42) True", "('more',) 42 43", "[(43,)] [17.0]"]
    assert len(rest) == 4
    assert len(rest[3]) == len("['']") + 64  # the word lists that were read


def test_what_a_user_writes_is_typed(tmp_path):
    assert (ROOT / "src/crosswire/py.typed").exists()
    (tmp_path / "script.py").write_text(USER, encoding="utf-8")
    # With the options and the cache of `make lint`; of what it says, what it says of the script.
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(tmp_path / "script.py")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1].startswith(("Success", "Found")), ran.stdout + ran.stderr
    assert [line for line in ran.stdout.splitlines() if "script.py:" in line] == []


def test_a_build_that_cannot_be_names_why(tmp_path):
    with pytest.raises(cw.InputError, match="no file or folder"):
        cw.build(tmp_path / "nothing", tmp_path / "x.duckdb")
    (tmp_path / "crosswire.toml").write_text("[build]\nworkers = -1\n", encoding="utf-8")
    with pytest.raises(cw.UsageError, match="workers"):
        cw.build(tmp_path, tmp_path / "x.duckdb")
