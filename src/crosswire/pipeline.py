"""The stages, in order: the page to read first.

    gather -> [ open_report -> mark -> read_sentences -> extract ] per report, in any process
           -> actors -> passages -> stories -> events -> origins -> values -> findings, over all reports, people's decisions first and last
           -> the record

Each stage is a pure function of what it is given; its output is sorted; nothing here knows a clock.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from crosswire import __version__, language
from crosswire.acquire import files, leftovers
from crosswire.acquire.sentences import Page, read_sentences
from crosswire.config import Options
from crosswire.errors import InputError, RejectedInput
from crosswire.extract import claim_states, claims, mentions, places, quantities, quotes, times, victims
from crosswire.link import actors, events, known_elsewhere, origins, passages, stories
from crosswire.reconcile import decision_lines, decisions, findings, values
from crosswire.store import database, decision_log, history
from crosswire.types import Extraction, Reject, Tables
from crosswire.workers import local

# What is made of all reports together: (what the progress bar says, the function). Each needs the tables of those above it.
STAGES: tuple[tuple[str, Callable[[Tables], Tables]], ...] = (
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


def read_report(raw: files.RawReport, language_name: str) -> Extraction | Reject:
    """One report, from bytes to claims; a report that cannot be read becomes a reject."""
    try:
        opened = files.open_report(raw)
        segments = leftovers.mark(opened.document, opened.hints)
        return extract(read_sentences(opened.document, segments, language.load(language_name)))
    except RejectedInput as error:
        return files.reject(raw, error.reason, error.detail)
    except Exception as error:  # noqa: BLE001  one report that trips a rule must not cost the user the other thousand
        where = traceback.extract_tb(error.__traceback__)[-1]
        return files.reject(raw, "parser-failed", f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")


def _flat(extractions: Sequence[Extraction], name: str) -> tuple[Any, ...]:
    return tuple(row for e in extractions for row in getattr(e, name))


def assemble(results: Iterable[Extraction | Reject], rejects: Sequence[Reject] = ()) -> Tables:
    """The extractions of all reports as tables, whatever order they came in."""
    found = list(results)
    read = sorted((r for r in found if isinstance(r, Extraction)), key=lambda e: e.document.document_id)
    refused = sorted([*rejects, *(r for r in found if isinstance(r, Reject))], key=lambda r: (r.path, r.reason, r.detail))
    gazetted = {p.place_id: p for e in read for p in e.places}
    flat = {f.name: _flat(read, f.name) for f in fields(Extraction) if f.name not in ("document", "places")}
    documents = tuple(e.document for e in read)
    return Tables(documents=documents, places=tuple(gazetted[k] for k in sorted(gazetted)), rejects=tuple(refused), **flat)


def relate(tables: Tables, progress: Progress = lambda *_: None) -> Tables:
    """Run the stages that look across reports."""
    for number, (name, stage) in enumerate(STAGES):
        progress(name, number, len(STAGES))
        tables = stage(tables)
    return tables


def gather(sources: Sequence[Path], options: Options) -> files.Intake:
    """The raw reports that a build is to read. Raises InputError."""
    return files.gather(sources, metadata=options.metadata, published=options.published, outlet=options.outlet)


def read_all(intake: files.Intake, options: Options, progress: Progress = lambda *_: None) -> Tables:
    """Read reports; the tables of ``extract`` and the rejects are filled."""
    language.load(options.language)  # a wrong name is one clear error, not one reject per report
    count = options.workers or local.default_workers(len(intake.reports))
    results = []
    for result in local.run(partial(read_report, language_name=options.language), intake.reports, count):
        results.append(result)
        progress("reading", len(results), len(intake.reports))
    return assemble(results, intake.rejects)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, and what the user should know about the input ("metadata names a report that is not there")."""

    tables: Tables
    notes: tuple[str, ...]


def build(sources: Sequence[Path], record: Path, options: Options | None = None, *, at: str, progress: Progress = lambda *_: None) -> Built:
    """Make a record of reports and write it to ``record``; decisions in ``decisions.jsonl`` beside it are applied.

    ``at`` is the moment that rejects are dated with (ISO 8601). Raises CrosswireError and its kin.
    """
    options = options or Options()
    database.check_target(record)
    intake = gather(sources, options)
    tables = read_all(intake, options, progress)
    if not tables.documents:
        why = "; ".join(f"{r.path}: {r.reason}, {r.detail}" for r in tables.rejects[:5])
        raise InputError(f"None of the {len(tables.rejects)} inputs could be read, so no record is written. {why}")
    tables = replace(
        tables,
        decisions=decision_lines.read(decision_log.beside(record)),
        rejects=tuple(replace(r, at=at) for r in tables.rejects),
    )
    tables = relate(tables, progress)
    builds = history.next_build(database.before_build(record), tables, at)
    database.write_record(record, tables, {"crosswire": __version__, "language": options.language}, builds)
    return Built(tables, (*intake.warnings, *(f"{d.document_id}: {w}" for d in tables.documents for w in d.warnings)))
