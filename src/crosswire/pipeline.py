"""The stages, in order: the page to read first.

    gather -> [ open_report -> mark -> read_sentences -> extract ] per report, in any process
           -> versions -> names -> actors -> passages -> stories -> events -> origins -> values -> findings, over all reports, and people's
              decisions first and last
           -> the record

Each stage is a pure function of what it is given; its output is sorted; nothing here knows a clock.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from crosswire import __version__, language, wordlists
from crosswire.acquire import files, leftovers
from crosswire.acquire.language import readable
from crosswire.acquire.sentences import Page, read_sentences
from crosswire.config import Options
from crosswire.errors import InputError, RejectedInput
from crosswire.extract import claim_states, claims, mentions, places, quantities, quotes, times, victims
from crosswire.link import actors, events, known_elsewhere, origins, passages, stories, versions
from crosswire.reconcile import decision_lines, decisions, findings, values
from crosswire.store import arriving, database, decision_log, history, reading, resuming
from crosswire.types import Document, Extraction, Receipt, Reject, Tables
from crosswire.workers import clock, local

# What is made of all reports together: (what the progress bar says, the function). Each needs the tables of those above it.
STAGES: tuple[tuple[str, Callable[[Tables], Tables]], ...] = (
    ("versions", versions.mark),
    ("names", known_elsewhere.spread),
    ("decisions", decisions.apply),
    ("actors", actors.linked),
    ("passages", passages.find),
    ("stories", stories.group),
    ("events", events.join),
    ("origins", origins.trace),
    ("values", values.settle),
    ("findings", findings.find),
    ("decisions on what was found", decisions.close),
)

MANY = 1000  # inputs: how many there are is not known before they are gathered
Progress = Callable[[str, int, int], None]


def extract(page: Page) -> Extraction:
    """Everything that one analysed report yields."""
    entities, found = mentions.read(page)
    gazetted, place_mentions = places.read(page)
    layers = claims.Layers(
        tuple(entities), tuple(found), tuple(gazetted), tuple(place_mentions),
        tuple(times.read(page)), tuple(quantities.read(page)), tuple(quotes.read(page)),
    )  # fmt: skip
    said, counted = claims.read(page, layers)
    who = claim_states.complete(page.document, layers.entities, said, layers.places, layers.place_mentions)
    return Extraction(
        page.document, page.segments, page.sentences, tuple(who), layers.mentions, layers.places, layers.place_mentions,
        layers.times, tuple(counted), layers.quotes, tuple(said), tuple(victims.read(page, said, counted, found)),
    )  # fmt: skip


def read_opened(opened: files.Opened | Reject, language_name: str) -> Extraction | Reject:
    """One report, from its text to claims; one that cannot be read becomes a reject, and one that is not in English is kept as it is."""
    if isinstance(opened, Reject):
        return opened
    document = opened.document
    try:
        with clock.at_most(60 + len(document.text) / 1000):  # a long report takes a second
            segments = tuple(leftovers.mark(document, opened.hints))
            if not readable(document.language):
                return Extraction(document, segments, *[()] * 10)
            return extract(read_sentences(document, segments, language.load(language_name)))
    except RejectedInput as error:
        return Reject(document.path, error.reason, error.detail, None, document.sha256)
    except Exception as error:  # noqa: BLE001  one report that trips a rule must not cost the user the other thousand
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        return Reject(document.path, "parser-failed", detail, None, document.sha256)


def read_report(raw: files.RawReport, language_name: str) -> Extraction | Reject:
    """One report, from bytes to claims, in this process."""
    try:
        return read_opened(files.open_report(raw), language_name)
    except RejectedInput as error:
        return files.reject(raw, error.reason, error.detail)


def assemble(results: Iterable[Extraction | Reject], rejects: Sequence[Reject] = (), receipts: Sequence[Receipt] = ()) -> Tables:
    """The extractions of all reports as tables, whatever order they came in."""
    found = list(results)
    read = [r for r in found if isinstance(r, Extraction)]
    flat = {name: tuple(row for e in read for row in getattr(e, name)) for name in ("places", *reading.READ)}
    documents = tuple(e.document for e in read)
    known = {d.document_id for d in documents}
    return reading.ordered(
        Tables(
            documents=documents,
            rejects=(*rejects, *(r for r in found if isinstance(r, Reject))),
            receipts=tuple(r for r in receipts if r.document_id in known),
            **flat,
        )
    )


def relate(tables: Tables, progress: Progress = lambda *_: None) -> Tables:
    """Run the stages that look across reports."""
    for number, (name, stage) in enumerate(STAGES):
        progress(name, number, len(STAGES))
        tables = stage(tables)
    return tables


def gather(sources: Sequence[Path], options: Options, taken: Mapping[str, str] | None = None) -> files.Intake:
    """The raw reports that a build is to read; ``taken``: ids that a record has, with the identity of their reports. Raises InputError."""
    return files.gather(
        sources, metadata=options.metadata, published=options.published, outlet=options.outlet,
        workers=options.workers or local.default_workers(MANY), taken=taken or {}, limits=options.limits,
    )  # fmt: skip


def read_all(intake: files.Intake, options: Options, progress: Progress = lambda *_: None, record: Path | None = None) -> Tables:
    """Read reports; the tables of ``extract``, the rejects and the receipts are filled.

    What an earlier run for ``record`` has read, before it was killed, is not read again.
    """
    language.load(options.language)  # a wrong name is one clear error, not one reject per report
    raws = intake.reports
    with resuming.readings(record, len(raws)) as kept:
        keys = [resuming.key(raw, options.language) for raw in raws] if kept.keeping else [""] * len(raws)
        results = [kept.known(key) for key in keys]
        left = [i for i, result in enumerate(results) if result is None]
        count = options.workers or local.default_workers(len(left))
        opened = files.opened([raws[i] for i in left], count, options.limits)
        for done, (i, result) in enumerate(
            zip(left, local.run(partial(read_opened, language_name=options.language), opened, count), strict=True), start=1
        ):
            results[i] = result
            kept.keep(keys[i], result)
            progress("reading", len(raws) - len(left) + done, len(raws))
    return assemble((r for r in results if r is not None), intake.rejects, [arriving.receipt(raw) for raw in raws])


@dataclass(frozen=True, slots=True)
class Added:
    """What came to a record: ids of reports, and what the build that took them in changed.

    ``known``: skipped unread; ``anew``: read again, since something else is said of them now; ``changed``: newer versions of others;
    ``withdrawn``: reports that no longer count, and did before.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    anew: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    rejected: tuple[Reject, ...]
    build: history.Build | None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, and what the user should know about the input ("metadata names a report that is not there").

    ``added``: what came to a record that was there; None where the record was made.
    """

    tables: Tables
    notes: tuple[str, ...]
    added: Added | None = None


def build(sources: Sequence[Path], record: Path, options: Options | None = None, *, at: str, progress: Progress = lambda *_: None) -> Built:
    """Make a record of reports and write it to ``record``; decisions in ``decisions.jsonl`` beside it are applied.

    ``at`` is the moment that rejects are dated with (ISO 8601). Raises CrosswireError and its kin.
    """
    with database.making(record):
        return _built(sources, record, options or Options(), at, progress)


def _built(sources: Sequence[Path], record: Path, options: Options, at: str, progress: Progress) -> Built:
    intake = gather(sources, options)
    tables = read_all(intake, options, progress, record)
    if not tables.documents:
        resuming.remove(record)
        why = "; ".join(f"{r.path}: {r.reason}, {r.detail}" for r in tables.rejects[:5])
        raise InputError(f"None of the {len(tables.rejects)} inputs could be read, so no record is written. {why}")
    tables = replace(tables, rejects=tuple(replace(r, at=at) for r in tables.rejects))
    lost = _lost(record, tables)
    tables, _ = _related(record, tables, _meta(options, 0), at, progress)
    return Built(tables, (*lost, *intake.warnings, *_warnings(tables.documents)))


def _lost(record: Path, tables: Tables) -> list[str]:
    """A sentence on reports that came to the record later and are not in the one that takes its place."""
    if not record.exists():
        return []
    with database.open_record(record) as opened:
        later = opened.rows("SELECT document_id, sha256 FROM documents WHERE received > 0")
    here = {key for d in tables.documents for key in (d.document_id, d.sha256)}
    lost = sum(not here & {row["document_id"], row["sha256"]} for row in later)
    what = "1 report that was added later is" if lost == 1 else f"{lost:,} reports that were added later are"
    return [f"{what} not in these sources and no longer in the record; to keep what was added, use: crosswire add"] if lost else []


def update(
    record: Path, sources: Sequence[Path], options: Options | None = None, *, at: str, progress: Progress = lambda *_: None
) -> Built:
    """Add reports to a record, or make it where there is none. It comes out as if all were built at once; what it has is not read again.

    ``at`` as for :func:`build`. Raises CrosswireError and its kin.
    """
    with database.making(record):
        if not record.exists():
            return _built(sources, record, options or Options(), at, progress)
        return _grown(record, sources, options or Options(), at, progress)


def _grown(record: Path, sources: Sequence[Path], options: Options, at: str, progress: Progress) -> Built:
    with database.open_record(record) as opened:
        before, meta = database.read_tables(opened)
    _check_growing(record, before, meta, options)
    read, number = reading.as_read(before), int(meta.get("added", "0")) + 1
    intake = gather(sources, options, {r.document_id: r.identity for r in read.receipts})
    arrivals = arriving.sort(intake.reports, read)
    more = read_all(replace(intake, reports=(*arrivals.new, *arrivals.anew)), options, progress, record)
    refused = tuple(replace(r, at=at) for r in more.rejects)
    rejects = reading.sorted_rejects(arriving.rejects(before.rejects, refused, intake.reports))
    if not more.documents and rejects == before.rejects and _judged_alike(record, before):
        return Built(before, intake.warnings, Added((), arrivals.known, (), (), (), refused, None))
    earlier = {d.document_id: d.received for d in read.documents}
    more = replace(more, rejects=(), documents=tuple(replace(d, received=earlier.get(d.document_id, number)) for d in more.documents))
    anew = {d.document_id for d in more.documents} & earlier.keys()
    grown = replace(reading.together(read, more, anew), rejects=rejects)
    tables, made = _related(record, grown, {**meta, **_meta(options, number)}, at, progress)
    fresh = {d.document_id for d in more.documents}
    notes = (*_older(meta, options), *intake.warnings, *_warnings(d for d in tables.documents if d.document_id in fresh))
    return Built(tables, notes, _added(before, tables, arrivals, fresh, refused, made))


def _added(
    before: Tables, tables: Tables, arrivals: arriving.Arrivals, fresh: set[str], refused: tuple[Reject, ...], made: history.Build
) -> Added:
    """What came; ``fresh``: the reports that were read."""
    there = {d.document_id for d in before.documents}
    stood = {d.document_id for d in before.documents if d.state == "current"} | fresh
    return Added(
        tuple(sorted(fresh - there)), arrivals.known, tuple(sorted(fresh & there)),
        tuple(d.document_id for d in tables.documents if d.document_id in fresh and d.replaces),
        tuple(d.document_id for d in tables.documents if d.state == "withdrawn" and d.document_id in stood), refused, made,
    )  # fmt: skip


def _judged_alike(record: Path, tables: Tables) -> bool:
    """Whether the judgements beside a record are those that are worked into it."""
    there, here = (
        {(d.decision_id, d.withdrawn_at, d.note) for d in rows}
        for rows in (decision_lines.read(decision_log.beside(record)), tables.decisions)
    )
    return there == here and not any(d.state == "waiting" for d in tables.decisions)


def _older(meta: Mapping[str, str], options: Options) -> list[str]:
    """Sentences on what the earlier reports of a record were read with that is another now."""
    now = _meta(options, 0)
    words = {"crosswire": "another version of Crosswire", "wordlists": "other word lists"}
    return [
        f"the earlier reports were read with {what}; build the record again to have all read alike"
        for key, what in words.items()
        if meta.get(key) != now.get(key)
    ]


def _meta(options: Options, added: int) -> dict[str, str]:
    """What a record says of how it was made; ``added``: how often reports came to it after its first build."""
    lists = wordlists.fingerprint()
    return {"crosswire": __version__, "language": options.language, "added": str(added), **({"wordlists": lists} if lists else {})}


def _check_growing(record: Path, tables: Tables, meta: Mapping[str, str], options: Options) -> None:
    """Raise where reports that are read now would not fit those that were read before."""
    if tables.documents and not tables.receipts:
        raise InputError(
            f"{record} does not say how its reports came in: it was made by an older Crosswire or from a part of another record. "
            "Build it again from the reports, then add."
        )
    if meta.get("language", options.language) != options.language:
        raise InputError(f"{record} was read with the pipeline {meta['language']!r}; add with: --language {meta['language']}")


def _related(record: Path, tables: Tables, meta: Mapping[str, str], at: str, progress: Progress) -> tuple[Tables, history.Build]:
    """Relate what was read, and write the record."""
    tables = relate(replace(tables, decisions=decision_lines.read(decision_log.beside(record))), progress)
    known = database.before_build(record)
    builds = history.next_build(known, tables, at)
    database.write_record(record, tables, meta, builds, history.next_tombstones(known, tables, at))
    resuming.remove(record)
    return tables, builds[-1]


def _warnings(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(f"{d.document_id}: {w}" for d in documents for w in d.warnings)
