"""Every code block of the documentation runs, page by page, as a reader would run it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys

import httpx2
import pytest

from bench.reference import PAGES
from crosswire import cli
from crosswire.store.database import open_record
from tests.conftest import ROOT
from tests.docs.blocks import Block, blocks
from tests.docs.given import GIVEN

DOCS = ROOT / "docs"
TEXTS = {
    str(p.relative_to(ROOT)): p.read_text(encoding="utf-8")
    for p in [ROOT / "README.md", ROOT / "examples/README.md", *sorted(DOCS.rglob("*.md"))]
    if not (p.is_relative_to(DOCS) and str(p.relative_to(DOCS)) in PAGES)
}
RUN = {name: text for name, text in TEXTS.items() if any(b.kind in ("console", "python", "sql") for b in blocks(text))}


class Reader:
    """Somebody who types what a page says."""

    def __init__(self, folder, record, capfd):
        self.folder, self.record, self.capfd = folder, record, capfd
        self.names: dict[str, str] = {}
        self.space: dict[str, object] = {"__name__": "__main__"}
        self.printed = ""

    def does(self, block: Block) -> None:
        """Run one block."""
        if block.kind == "given":
            GIVEN[block.text](self.folder, self.record)
        elif block.kind.startswith("where "):
            self.names[block.kind.removeprefix("where ")] = self.first(block.text)
        elif "file" in block.said:
            path = self.folder / block.said["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text + "\n", encoding="utf-8")
        elif "not run" in block.said:
            self.printed = ""
        elif block.kind == "python":
            exec(compile(block.text, f"line {block.line}", "exec"), self.space)
            self.printed = self.capfd.readouterr().out
        elif block.kind == "console":
            self.types(block)
        elif block.kind == "sql":
            self.first(block.text)
        elif block.kind == "text":
            self.sees(block)
        else:
            raise AssertionError(f"a block {block.kind!r} is neither run nor shown; known: console, python, sql, text")

    def types(self, block: Block) -> None:
        self.capfd.readouterr()
        for line in block.text.replace("\\\n", " ").split("\n"):
            if line.strip():
                code = self.run(re.sub(r"\b[A-Z_]{2,}\b", lambda m: self.names.get(m[0], m[0]), line.strip()))
                out = self.capfd.readouterr()
                assert code == int(block.said.get("exit", 0)), f"{line}\nexit {code}\n{out.out[-2000:]}\n{out.err[-2000:]}"
                self.printed = out.out + out.err

    def run(self, line: str) -> int:
        if line.startswith("crosswire serve "):
            return self.serves(shlex.split(line)[1:])
        if line.startswith("crosswire ") and not re.search(r"[|<>;&$`*]", line):
            return cli.run(shlex.split(line)[1:])
        return subprocess.run(["bash", "-c", line], check=False).returncode

    def serves(self, arguments: list[str]) -> int:
        """The server starts, answers a page, and ends as by Ctrl-C."""
        command = [sys.executable, "-m", "crosswire", *arguments, "--no-browser"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            address = next(found[0] for line in server.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            assert httpx2.get(address, follow_redirects=True).status_code == 200
            server.send_signal(signal.SIGINT)
            return server.wait(20)

    def first(self, sql: str) -> str:
        records = sorted(self.folder.glob("*.duckdb"), key=lambda p: p.stat().st_mtime)
        with open_record(records[-1]) as record:
            return str(next(iter(record.rows(sql)[0].values())))

    def sees(self, block: Block) -> None:
        """The lines of a picture of the terminal stand in what was printed, in order; blank ones and ``...`` are passed over."""
        if not self.printed:
            return
        printed = iter(" ".join(line.split()) for line in self.printed.split("\n"))
        for line in block.text.split("\n"):
            wanted = " ".join(line.split())
            if wanted and wanted != "...":
                assert any(wanted == there for there in printed), f"not printed (in this order): {line}\n{self.printed[:3000]}"


@pytest.mark.parametrize("name", sorted(RUN))
def test_a_page_runs_from_top_to_bottom(name, tmp_path, monkeypatch, capfd, examples_record):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "crosswire"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crosswire "$@"\n')
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path, examples_record, capfd)
    for block in blocks(RUN[name]):
        try:
            reader.does(block)
        except AssertionError as error:
            raise AssertionError(f"{name}, line {block.line}: {error}") from error


def test_what_is_not_run_says_why():
    for name, text in TEXTS.items():
        for block in blocks(text):
            if "not run" in block.said:
                assert len(block.said["not run"].split()) >= 3, f"{name}, line {block.line}"


def test_a_page_is_cut_into_its_blocks():
    page = "Text\n\n    crosswire build a\n    crosswire show b\n\nMore\n\n<!-- exit: 3 -->\n```console\ncrosswire add x\n```\n- item\n\n    goes on\n"
    found = list(blocks(page))
    assert [(b.kind, b.text, b.said) for b in found] == [
        ("console", "crosswire build a\ncrosswire show b", {}),
        ("console", "crosswire add x", {"exit": "3"}),
    ]
