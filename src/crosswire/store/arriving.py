"""Reports that come to a record that has others: which are new, which are known, of which something else is said now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from crosswire.acquire.raw import Given, RawReport
from crosswire.link.versions import same_path
from crosswire.types import Document, Receipt, Reject, Tables

SAID = tuple(f.name for f in fields(Given))


@dataclass(frozen=True, slots=True)
class Arrivals:
    """``new``: reports to read. ``anew``: those that are in the record, of which something else is said now; ``known``: ids of the rest."""

    new: tuple[RawReport, ...]
    anew: tuple[RawReport, ...]
    known: tuple[str, ...]


def name_of(raw: RawReport) -> str:
    """The id of a report before it was made unique."""
    return raw.document_id.removesuffix(f"-{raw.sha256[:8]}")


def receipt(raw: RawReport) -> Receipt:
    """How a report came in."""
    given = raw.given
    return Receipt(
        raw.document_id, name_of(raw), raw.named, raw.identity, given.url, given.outlet, given.title, given.published_at, given.earliest,
        given.latest, given.byline, given.modified_at, given.withdrawn,
    )  # fmt: skip


def given_of(row: Receipt) -> Given:
    """What was said of a report when it came in."""
    return Given(**{name: getattr(row, name) for name in SAID})


def sort(reports: Sequence[RawReport], read: Tables) -> Arrivals:
    """Tell arrivals apart. One is known by its bytes, together with its name or its file.

    A wire's copy in two papers is two reports, so neither the address nor the outlet may speak against it, unless it is the same file.
    Where nothing is said of a known report now, what was said earlier holds.
    """
    documents = {d.document_id: d for d in read.documents}
    rows = {r.document_id: r for r in read.receipts}
    keys = _keys(rows.values(), documents)
    new, anew, known = [], [], []
    for raw in reports:
        found = (rows[i] for key in _keys_of(raw) for i in keys.get(key, ()))
        row = next((r for r in found if same_path(raw.path, documents[r.document_id].path) or _may_be(raw.given, r)), None)
        if row is None:
            new.append(raw)
        elif any(getattr(raw.given, n) not in (None, False, getattr(row, n)) for n in SAID):
            anew.append(replace(raw, document_id=row.document_id, given=raw.given.over(given_of(row))))
        else:
            known.append(row.document_id)
    return Arrivals(tuple(new), tuple(anew), tuple(known))


def _keys(rows: Iterable[Receipt], documents: Mapping[str, Document]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        document = documents[row.document_id]
        for key in _all(row.identity, row.name, document.path, document.sha256, named=row.named):
            found.setdefault(key, []).append(row.document_id)
    return found


def _keys_of(raw: RawReport) -> Iterator[tuple[str, ...]]:
    return _all(raw.identity, name_of(raw), raw.path, raw.sha256, named=raw.named)


def _all(identity: str, name: str, path: str, sha256: str, *, named: bool) -> Iterator[tuple[str, ...]]:
    """The keys by which a report is known, the surest first. Rows of a file that has grown at its head have other numbers now."""
    yield "identity", identity
    yield "name", name, sha256
    if not named:
        yield "file", path.partition("#")[0].rpartition("/")[2], sha256


def _may_be(given: Given, row: Receipt) -> bool:
    """Whether address and outlet do not speak against it."""
    pairs = ((given.url, row.url), (given.outlet, row.outlet))
    return all(now is None or before is None or now == before for now, before in pairs)


def rejects(before: Sequence[Reject], now: Sequence[Reject], arrived: Sequence[RawReport]) -> tuple[Reject, ...]:
    """What could not be taken in, then and now: what came in well later is not listed, what was refused again for the same reason once."""
    again = {r.path for r in now} | {raw.path for raw in arrived}
    known = {replace(r, at=None): r for r in before}
    return (*(r for r in before if r.path not in again), *(known.get(replace(r, at=None), r) for r in now))
