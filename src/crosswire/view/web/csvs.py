"""Tables of a page as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from crosswire.errors import UsageError
from crosswire.view.asking.query import MOST_ROWS
from crosswire.view.web.rendering import plain

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV with a header; lists and objects as JSON. Text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> written([{"a": "=1+1", "b": None, "c": -2, "d": ["x"]}])
    'a,b,c,d\\r\\n\\'=1+1,,-2,"[""x""]"\\r\\n'
    """
    if len(rows) > MOST_ROWS:
        raise UsageError(
            f"These are more than {MOST_ROWS:,} rows, too many for a CSV. Narrow them with the filters, "
            "or take everything with: crosswire export"
        )
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, default=plain) if isinstance(value, list | tuple | dict) else plain(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
