"""Which inputs are one report, and which report has which id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crosswire.acquire.raw import RawReport


def kept_once(reports: Sequence[RawReport]) -> list[RawReport]:
    """The same bytes of which nothing different is said (who published them, at which address) are one report; it tells of the others."""
    groups: dict[str, list[RawReport]] = defaultdict(list)
    for raw in reports:
        groups[raw.identity].append(raw)
    return [_merged(sorted(group, key=lambda r: (_rank(r), r.document_id))) for group in groups.values()]


def _merged(group: Sequence[RawReport]) -> RawReport:
    first = group[0]
    given = first.given
    for other in group[1:]:
        given = given.over(other.given)
    also = list(dict.fromkeys(raw.path for raw in group[1:] if raw.path != first.path))
    warnings = (*first.warnings, "also at " + ", ".join(also)) if also else first.warnings
    return replace(first, given=given, warnings=warnings)


def _rank(raw: RawReport) -> tuple[bool, str, str, str, str]:
    """The one published first comes first; what has no date comes last."""
    day = raw.given.published_at or (raw.given.earliest.isoformat() if raw.given.earliest else "")
    return not day, day, raw.path, raw.sha256, raw.identity


def unique(reports: Sequence[RawReport], taken: Mapping[str, str]) -> list[RawReport]:
    """Reports with one id each, sorted by it; which report keeps which id never depends on the order of the sources.

    Of several that want one id the one published first (then by path and sha256) keeps it, the others get a part of their hash.
    ``taken`` (id -> identity) are ids that a record has given already: they stay with the report of that identity.
    """
    by_id: dict[str, list[RawReport]] = defaultdict(list)
    for raw in reports:
        by_id[raw.document_id].append(raw)
    owners = {identity: name for name, identity in taken.items()}
    used = set(taken) | set(by_id)
    out = []
    for name, group in sorted(by_id.items()):
        free = name not in taken
        for raw in sorted(group, key=_rank):
            if raw.identity in owners:
                out.append(replace(raw, document_id=owners[raw.identity]))
            elif free:
                out.append(raw)
                free = False
            else:
                new = next(one for one in _names(raw) if one not in used)
                used.add(new)
                out.append(replace(raw, document_id=new))
    return sorted(out, key=lambda r: r.document_id)


def _names(raw: RawReport) -> Iterator[str]:
    """Ids that a report may have when its own is taken: with a part of the hash of its bytes, or of those and what is said of them."""
    yield with_hash(raw)
    identity = raw.identity.removeprefix("input_")
    yield from (f"{raw.document_id}-{identity[:length]}" for length in range(8, len(identity) + 1))


def with_hash(raw: RawReport) -> str:
    """The id that a report gets when another one has its own."""
    return f"{raw.document_id}-{raw.sha256[:8]}"
