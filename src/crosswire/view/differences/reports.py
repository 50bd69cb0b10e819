"""Which reports are new, have another version, were withdrawn, or are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crosswire.store.succession import roots
from crosswire.view.differences.sides import Side
from crosswire.view.words import clip

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reports:
    """document_id -> the report's row. ``changed`` by the id of the newer version, ``was`` in its row is the older one's."""

    new: Mapping[str, Row]
    changed: Mapping[str, Row]
    withdrawn: Mapping[str, Row]
    gone: Mapping[str, Row]

    def older(self) -> dict[str, str]:
        """document_id of a version that another took the place of -> the id of that one."""
        return {row["was"]: i for i, row in self.changed.items()}

    def count(self) -> int:
        """How many reports are otherwise."""
        return len(self.new) + len(self.changed) + len(self.withdrawn) + len(self.gone)


def reports(old: Side, new: Side) -> Reports:
    """How the reports of two records differ. The same bytes under another name are the same report."""
    old_roots, new_roots = roots(old.reports(), new.reports())
    elders: dict[str, list[str]] = defaultdict(list)
    for i, root in sorted(old_roots.items()):
        elders[root].append(i)
    known = {d["sha256"] for d in old.documents.values()}
    present = {d["sha256"] for d in new.documents.values()}
    fresh, changed, withdrawn = {}, {}, {}
    for i, row in new.documents.items():
        before, older = old.documents.get(i), elders.get(new_roots[i], [])
        if before is None and not older and row["sha256"] not in known:
            fresh[i] = row
        elif row["sha256"] not in known:
            changed[i] = {**row, "was": i if before else row["replaces"] if row["replaces"] in old.documents else older[-1]}
        if row["state"] == "withdrawn" and i not in fresh and (before is None or before["state"] != "withdrawn"):
            withdrawn[i] = row
    replaced = {row["was"] for row in changed.values()}
    gone = {i: d for i, d in old.documents.items() if i not in new.documents and d["sha256"] not in present and i not in replaced}
    return Reports(fresh, changed, withdrawn, gone)


def named(row: Mapping[str, Any]) -> str:
    """A report as a sentence names it: its outlet, its title, its id."""
    title = f", “{clip(row['title'], 60)}”" if row["title"] else ""
    return f"{row['outlet'] or 'outlet not known'}{title} [{row['document_id']}]"
