"""The documentation says what the code does."""

from __future__ import annotations

import re
import tomllib

import pytest

from bench.reference import DOCS, PAGES
from crosswire.cli import commands
from tests.conftest import ROOT

TEXTS = {p: p.read_text(encoding="utf-8") for p in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "examples/README.md"]}


@pytest.mark.parametrize("place", sorted(PAGES))
def test_generated_pages_are_fresh(place):
    assert (DOCS / place).read_text(encoding="utf-8") == PAGES[place](), "stale: python -m bench.reference"


def test_every_command_in_the_documentation_exists():
    known = set(commands.commands)
    for path, text in TEXTS.items():
        for name in re.findall(r"(?m)^    (?:\S+/)?crosswire ([a-z]+)", text):
            assert name in known, f"{path}: crosswire {name}"


def test_every_make_target_in_the_documentation_exists():
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for path, text in TEXTS.items():
        for name in re.findall(r"(?m)^    make ([a-z]+)", text):
            assert name in targets, f"{path}: make {name}"


def test_links_between_pages_lead_somewhere():
    for path, text in TEXTS.items():
        for target in re.findall(r"\]\(([^)#:]+\.(?:md|png|svg))", text):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_every_page_is_in_the_navigation():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for path in DOCS.rglob("*.md"):
        assert str(path.relative_to(DOCS)) in navigation


def test_everything_that_is_depended_on_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = ((ROOT / n).read_text(encoding="utf-8") for n in ("requirements.lock", "requirements-dev.lock"))

    def name_of(requirement: str) -> str:
        return re.split(r"[<>=~ ]", requirement)[0].lower().replace("_", "-")

    for requirement in project["project"]["dependencies"]:
        assert re.search(rf"(?m)^{re.escape(name_of(requirement))}==", runtime), requirement
    for requirement in project["dependency-groups"]["dev"]:
        assert re.search(rf"(?m)^{re.escape(name_of(requirement))}==", dev), requirement
