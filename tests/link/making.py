"""Small records made by hand: what the tests of ``link`` are run on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crosswire.types import Actor, ActorMention, Claim, Document, Passage, Quantity, Quote, Segment, Sentence, Tables, make_id


def document(document_id: str, text: str, outlet: str | None = None, published: str | None = None, title: str | None = None) -> Document:
    """A report as plain text."""
    return Document(
        document_id, "0" * 64, f"{document_id}.txt", None, outlet, title, None, published, "given" if published else None, None, None,
        "en", text, "text",
    )  # fmt: skip


def body(report: Document) -> Segment:
    """The whole report as one body."""
    return Segment(report.document_id, 0, len(report.text), "body", "test")


def reports(rows: Sequence[Mapping[str, Any]]) -> Tables:
    """Tables with the documents of a case: ``{id, text, outlet?, published?, title?}``; a title is the first line of the text."""
    made = [document(r["id"], r["text"], r.get("outlet"), r.get("published"), r.get("title")) for r in rows]
    segments: list[Segment] = []
    for report in made:
        cut = len(report.title) if report.title and report.text.startswith(report.title) else 0
        if cut:
            segments.append(Segment(report.document_id, 0, cut, "title", "test"))
        segments.append(Segment(report.document_id, cut, len(report.text), "body", "test"))
    sentences = [
        Sentence(make_id("sentence", d.document_id, m.start(), m.end()), d.document_id, m.start(), m.end())
        for d in made
        for m in re.finditer(r"[^\s][^.\n]*[.\n]?[\"”]?", d.text)
    ]
    return Tables(documents=tuple(sorted(made, key=lambda d: d.document_id)), segments=tuple(segments), sentences=tuple(sentences))


def place_of(tables: Tables, document_id: str, words: str) -> tuple[int, int]:
    """Where words stand in a report; a test that names other words is wrong."""
    start = tables.texts()[document_id].index(words)
    return start, start + len(words)


def actor(name: str, row: Mapping[str, Any]) -> Actor:
    """An actor ``{kind?, country?, part_of?, name?, aliases?}``; its id is the key under which the case has it."""
    said = row.get("name", name)
    return Actor(name, said, row.get("kind"), row.get("country"), row.get("part_of"), tuple(sorted({said, *row.get("aliases", ())})))


def mentions(tables: Tables, actors: Mapping[str, Mapping[str, Any]]) -> tuple[ActorMention, ...]:
    """Every place where the words of an actor stand: its key, or ``at: {report: words}``; ``form`` and ``role`` are those of all."""
    found = []
    for document_id, text in tables.texts().items():
        for name, row in sorted(actors.items()):
            words = row["at"].get(document_id) if "at" in row else name
            at = text.find(words) if words else -1
            while at >= 0:
                mention_id = f"m-{document_id}-{at}-{name}"
                end = at + len(words)
                found.append(ActorMention(mention_id, document_id, at, end, name, row.get("role"), row.get("form", "name"), ""))
                at = text.find(words, end)
    return tuple(found)


def quote(tables: Tables, row: Mapping[str, Any]) -> Quote:
    """A quote ``{doc, text, speaker, mode?, relay?, words?}``; ``words`` name the speaker in the report, if not by the actor's key."""
    start, end = place_of(tables, row["doc"], row["text"])
    known = any(a.actor_id == row.get("speaker") for a in tables.actors)
    return Quote(
        make_id("quote", row["doc"], start, end), row["doc"], start, end, row.get("mode", "direct"), None, None, None, None,
        row.get("words", row.get("speaker")), None, None, row["speaker"] if known else None, tuple(row.get("relay", ())),
    )  # fmt: skip


def claim(tables: Tables, row: Mapping[str, Any], quotes: Sequence[Quote] = ()) -> Claim:
    """A claim ``{doc, text, type?, actor?, target?, status?}``; it is the quote's that holds it."""
    start, end = place_of(tables, row["doc"], row["text"])
    holding = [q.quote_id for q in quotes if q.document_id == row["doc"] and q.start <= start and end <= q.end]
    return Claim(
        make_id("claim", row["doc"], start, end), row["doc"], start, end, start, end, row.get("type", "ASSAULT"), None, None, None, None, None,
        None, None, row.get("status", "happened"), holding[0] if holding else None, 1.0, "test", row.get("actor"), row.get("target"),
    )  # fmt: skip


def amount(tables: Tables, row: Mapping[str, Any], claims: Sequence[Claim]) -> Quantity:
    """An exact number of people ``{doc, text, best}`` in the claim that holds it."""
    start, end = place_of(tables, row["doc"], row["text"])
    holder = next(c.claim_id for c in claims if c.document_id == row["doc"] and c.start <= start and end <= c.end)
    quantity_id = make_id("quantity", row["doc"], start, end)
    return Quantity(quantity_id, row["doc"], start, end, row["best"], row["best"], row["best"], "exact", "people", "people", None, holder)


def texts_of(tables: Tables, passages: Sequence[Passage]) -> list[tuple[str, dict[str, str]]]:
    """Passages as (kind, {document_id: the words there}), sorted."""
    groups: dict[str, tuple[str, dict[str, str]]] = {}
    for p in passages:
        groups.setdefault(p.passage_id, (p.kind, {}))[1][p.document_id] = tables.texts()[p.document_id][p.start : p.end]
    return sorted(groups.values(), key=lambda g: (g[0], sorted(g[1].items())))
