"""Who copied whom: the cases in tests/cases/copies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crosswire.link import passages
from crosswire.link.agencies import Credits
from crosswire.link.copies import copies
from tests.conftest import case_params
from tests.link.making import quote, reports


@pytest.mark.parametrize("case", case_params("copies"))
def test_cases(case: dict[str, Any]) -> None:
    tables = reports(case["reports"])
    tables = passages.find(replace(tables, quotes=tuple(quote(tables, q) for q in case.get("quotes", ()))))
    links = list(copies(tables, Credits(tables.documents)))
    assert [[k.left_id, k.right_id, k.reasons[0].rule] for k in links] == case["copies"]
    assert all(k.kind == "copy" and k.joined and len(k.reasons[0].sentence.split()) > 8 for k in links)
