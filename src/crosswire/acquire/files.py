"""Paths -> reports, and reports -> documents: what strangers have written is taken apart in child processes with limits.

:mod:`walking` finds the files, :mod:`reading` takes one apart, :mod:`identities` gives ids, :mod:`opening` makes a document of one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from crosswire.acquire.dates import parse_given
from crosswire.acquire.formats import told
from crosswire.acquire.formats.base import Source
from crosswire.acquire.identities import kept_once, unique, with_hash
from crosswire.acquire.metadata import Metadata, keys_of, read_metadata
from crosswire.acquire.opening import open_report, take_apart, with_language
from crosswire.acquire.raw import Given, Intake, Opened, RawReport, Sidecar, reject
from crosswire.acquire.reading import guarded, read_source, refused
from crosswire.acquire.walking import walk
from crosswire.config import Limits
from crosswire.errors import InputError, UsageError
from crosswire.types import Reject
from crosswire.workers import fenced

__all__ = ["Intake", "Opened", "RawReport", "gather", "open_report", "opened", "reject"]

PER_CHILD = 8  # workers that one child keeps busy: a page is taken apart in 15 ms, and reading it takes 20 times as long
_LIMITS = Limits()
_NONE: Mapping[str, str] = MappingProxyType({})
_REASONS = {"time": "time-limit", "memory": "memory-limit", "died": "parser-failed", "failed": "parser-failed"}


def gather(
    sources: Sequence[Path],
    *,
    metadata: Path | None = None,
    published: str | None = None,
    outlet: str | None = None,
    workers: int = 1,
    taken: Mapping[str, str] = _NONE,
    limits: Limits = _LIMITS,
) -> Intake:
    """All reports in files and folders, in the order of their ids, with what is known of each. ``-`` is standard input.

    ``metadata`` is a CSV (see :mod:`crosswire.acquire.metadata`); a ``metadata.csv`` inside a folder or an archive is taken as well.
    ``published`` and ``outlet`` are those of a single report, of which metadata and archive rows say nothing else. ``taken``: ids that a
    record has given, each with the identity of its report. Raises InputError where a source is missing, holds no report, or where the
    metadata cannot be used, UsageError where they are given for several reports. An input that cannot be read becomes a reject.
    """
    if metadata is not None and not metadata.is_file():
        raise InputError(f"there is no metadata file {metadata}")
    default = _default(published, outlet)
    walked = walk(sources, limits, leave_out=metadata)
    found = list(_contents(walked.files, workers, limits))
    tables = [_table(path) for path in dict.fromkeys([*([metadata] if metadata else []), *walked.metadata])]
    inside = [_inside(one) for one in found if isinstance(one, Sidecar)]
    tables += [one for one in inside if isinstance(one, Metadata)]
    reports = [raw for raw in found if isinstance(raw, RawReport)]
    kept = kept_once([replace(raw, given=_said(raw, tables).over(raw.given).over(default)) for raw in reports])
    final = unique(kept, taken)
    if default.outlet or default.dated:
        _check_single(final)
    rejects = [*walked.rejects, *(one for one in (*found, *inside) if isinstance(one, Reject))]
    warnings = [*(w for table in tables for w in table.warnings), *_unused(tables, reports), *_twins(reports, kept)]
    return Intake(tuple(final), tuple(sorted(rejects, key=lambda r: (r.path, r.reason, r.detail))), tuple(warnings))


def opened(raws: Sequence[RawReport], workers: int = 1, limits: Limits = _LIMITS) -> Iterator[Opened | Reject]:
    """Each report as a document, or why there is none, in the order of ``raws``; web pages are taken apart in children.

    ``workers``: the processes that read what comes out.
    """
    children = -(-workers // PER_CHILD)
    pages = fenced.run(_opened, filter(_is_page, raws), workers=children, seconds=limits.seconds, memory=limits.memory_mb << 20)
    for raw in raws:
        if _is_page(raw):
            _, found = next(pages)
            results: Iterable[Opened | Reject | fenced.Failure] = (found,)
        else:
            results = _opened(raw)
        for result in results:
            if isinstance(result, fenced.Failure):
                yield reject(raw, _REASONS[result.limit], result.detail)
            else:
                yield with_language(result) if isinstance(result, Opened) else result
    next(pages, None)  # the last child is kept for others


def _is_page(raw: RawReport) -> bool:
    """Whether a report may be a web page; that of a row stands in a JSON string."""
    return raw.format == "page" or (raw.format == "row" and (b"<" in raw.content or b"u003c" in raw.content))


def _opened(raw: RawReport) -> Iterator[Opened | Reject]:
    yield from guarded(map(take_apart, (raw,)), partial(reject, raw))


def _contents(files: Iterable[Source], workers: int, limits: Limits) -> Iterator[RawReport | Reject | Sidecar]:
    """What all files hold; those that need a grammar are read in children."""
    heavy = []
    for source in files:
        try:
            light = told(source.head()).light
        except OSError as error:
            yield refused(source, "unreadable", error.strerror or str(error))
            continue
        if light:
            yield from read_source(source)
        else:
            heavy.append(source)
    for source, found in fenced.run(read_source, heavy, workers=workers, seconds=limits.seconds, memory=limits.memory_mb << 20):
        yield refused(source, _REASONS[found.limit], found.detail) if isinstance(found, fenced.Failure) else found


def _check_single(reports: Sequence[RawReport]) -> None:
    """A date or an outlet given on the command line is that of one report."""
    if len(reports) > 1:
        raise UsageError(
            f"--published and --outlet are for a single report, and there are {len(reports)}. "
            "Say who published each, and when, in a CSV file: --metadata FILE.csv"
        )


def _twins(reports: Sequence[RawReport], kept: Sequence[RawReport]) -> list[str]:
    """A sentence about inputs that are byte for byte another one."""
    more = len(reports) - len(kept)
    if not more:
        return []
    which = "1 input is" if more == 1 else f"{more} inputs are"
    return [f"{which} byte for byte another report of which nothing different is said; each is kept once and tells where else it stood"]


def _unused(tables: Sequence[Metadata], reports: Sequence[RawReport]) -> list[str]:
    used = {key for raw in reports for key in _keys(raw)}
    said = {key for table in tables for key in table.said}
    return [f"the metadata speaks of {key!r}, which is no report here" for key in sorted(said - used)]


def _keys(raw: RawReport) -> Iterable[str]:
    """The keys under which metadata may speak of a report, the surest first: the id that it gets when its own is taken, then its own."""
    return chain((with_hash(raw),), keys_of(raw.path, raw.document_id))


def _said(raw: RawReport, tables: Sequence[Metadata]) -> Given:
    """What the metadata says of a report, the first table before the next, the surest key before the others."""
    given = Given()
    for table in tables:
        for key in _keys(raw):
            given = given.over(table.said.get(key, Given()))
    return given


def _default(published: str | None, outlet: str | None) -> Given:
    if published is None:
        return Given(outlet=outlet)
    try:
        date = parse_given(published)
    except ValueError as error:
        raise InputError(f"the date of publication: {error}") from error
    return Given(outlet=outlet, published_at=date.at, earliest=date.earliest, latest=date.latest)


def _table(path: Path) -> Metadata:
    try:
        return read_metadata(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _inside(sidecar: Sidecar) -> Metadata | Reject:
    """The metadata in an archive, which somebody else may have packed: a fault in it is no reason to read nothing."""
    try:
        return read_metadata(sidecar.content, sidecar.shown)
    except InputError as error:
        return Reject(sidecar.shown, "bad-table", str(error), len(sidecar.content), None)
