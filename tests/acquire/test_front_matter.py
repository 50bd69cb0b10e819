"""The head of a Markdown file."""

from __future__ import annotations

import pytest

from crosswire.acquire.opening import open_report
from crosswire.acquire.raw import Given, RawReport

TEXT = "Nine people drowned in the flood at Arua on Monday, the mayor said, and forty are missing."
HEAD = """---
title: "Flood at Arua"
date: 2031-05-06
author:
  - Ada Lorne
  - Omar Sayid
source: Arua Post
url: https://arua.example/9
tags: [flood, river]
---

"""


def opened(text: str, given: Given | None = None):
    return open_report(RawReport("d1", "d1.md", text.encode(), "text", given or Given())).document


def test_its_lines_say_what_is_known_and_are_no_text():
    found = opened(HEAD + TEXT)
    assert (found.title, found.outlet, found.url, found.byline) == (
        "Flood at Arua",
        "Arua Post",
        "https://arua.example/9",
        "Ada Lorne, Omar Sayid",
    )
    assert (found.published_at, found.published_from) == ("2031-05-06", "given")
    assert found.text == f"Flood at Arua\n\n{TEXT}"


def test_what_a_person_said_goes_before():
    assert opened(HEAD + TEXT, Given(outlet="Beni Times")).outlet == "Beni Times"


@pytest.mark.parametrize(
    "text", [f"---\n{TEXT}\n---\n{TEXT}\n", f"---\nTitle: x\nand a line of prose\n---\n{TEXT}", "---\ntitle: x\n---\n"]
)
def test_dashes_alone_are_no_head(text):
    assert opened(text).text == text
