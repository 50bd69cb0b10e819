"""Write the golden run anew, and the picture of it in the tour: ``python -m tests.golden``; read the difference before you commit it."""

import tempfile
from pathlib import Path

from crosswire import pipeline
from crosswire.config import Options
from crosswire.store.database import open_record
from crosswire.view.terminal.record_lines import show
from tests.conftest import EXAMPLES
from tests.test_pipeline import AT, GOLDEN, TOUR, excerpt

with tempfile.TemporaryDirectory() as folder:
    record = Path(folder) / "examples.duckdb"
    pipeline.build([EXAMPLES / "reports"], record, Options(workers=1), at=AT)
    with open_record(record) as opened:
        lines = "\n".join(show(opened)).splitlines()
GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
before, rest = TOUR.read_text(encoding="utf-8").split("<!-- picture -->")
after = rest.split("<!-- /picture -->")[1]
TOUR.write_text(f"{before}<!-- picture -->\n```text\n" + "\n".join(excerpt(lines)) + f"\n```\n<!-- /picture -->{after}", encoding="utf-8")
