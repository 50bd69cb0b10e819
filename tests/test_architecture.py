"""What keeps the house in order, beside ruff, mypy and import-linter."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
MAX_LINES, MAX_FUNCTION = 320, 60
# The places where a report's or a file's failure must not cost the user the others, and where a child tells its parent of one.
BROAD = {"pipeline.py": 1, "reading.py": 1, "fenced.py": 1}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_fits_in_the_head(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_functions_are_short_and_public_names_are_explained(path):
    tree = parsed(path)
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < MAX_FUNCTION, f"{node.name} is long"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_broad_excepts_are_counted():
    found = {}
    for path in SOURCES:
        n = sum(
            isinstance(node, ast.ExceptHandler) and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
            for node in ast.walk(parsed(path))
        )
        if n:
            found[path.name] = n
    assert found == BROAD


def test_only_the_store_opens_duckdb():
    users = {
        str(p.relative_to(ROOT / "src/crosswire"))
        for p in SOURCES
        for n in ast.walk(parsed(p))
        if isinstance(n, ast.Import)
        for a in n.names
        if a.name == "duckdb"
    }
    assert users == {"store/database.py", "store/migrations.py", "workers/joins.py"}  # the last opens no file, only memory


def test_nothing_committed_names_a_machine_or_a_registry():
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    words = ("/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "pypi" + ".org", "pythonhosted" + ".org")
    bad = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix not in (".npz", ".npy"):
            text = path.read_text(encoding="utf-8", errors="ignore")
            bad += [f"{name}: {word}" for word in words if word in text]
    assert bad == []
