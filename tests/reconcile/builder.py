"""Small crises as data: a JSON object of reports and claims becomes Tables as extraction and linking would fill them."""

from __future__ import annotations

from datetime import date
from typing import Any

from crosswire.types import (
    Actor,
    ActorMention,
    Claim,
    Document,
    Naming,
    Place,
    PlaceMention,
    Quantity,
    Quote,
    Sentence,
    StoryDocument,
    Tables,
    make_id,
)

POINTS: dict[str, tuple[str, float, float, float]] = {
    "Bamako": ("ML", 12.65, -8.0, 15.0), "Mopti": ("ML", 14.49, -4.19, 10.0), "Gao": ("ML", 16.27, -0.04, 10.0),
    "Mali": ("ML", 17.0, -4.0, 600.0), "Niamey": ("NE", 13.51, 2.11, 15.0), "Douentza": ("ML", 15.0, -2.95, 5.0),
}  # fmt: skip


def span(text: str, needle: str) -> tuple[int, int]:
    """Where some words stand in a text; a case that misquotes its own report is a fault of the case."""
    at = text.index(needle)
    return at, at + len(needle)


def tables(case: dict[str, Any]) -> Tables:
    """The tables of a case; ``claims[i]["event"]`` is not put in, so that linking has to find it."""
    texts = {r["id"]: r["text"] for r in case["reports"]}
    actors: dict[str, Actor] = {}
    quotes = [_quote(q, texts, actors, case) for q in case.get("quotes", [])]
    claims = [_claim(c, texts, actors, quotes, case) for c in case.get("claims", [])]
    quantities = [q for c, row in zip(claims, case.get("claims", []), strict=True) for q in _quantities(c, row, texts)]
    loose = [_quantity(q, q["doc"], texts[q["doc"]], 0, None) for q in case.get("quantities", [])]
    namings = [
        Naming(_actor(n["actor"], actors, case).actor_id, n["doc"], n["text"], n["kind"], n.get("uses", 1)) for n in case.get("namings", [])
    ]
    mentions = [
        ActorMention(make_id("mention", c.document_id, c.start), c.document_id, c.start, c.start + 1, c.actor_id, None, "name", "")
        for c in claims
        if c.actor_id
    ]
    spots = [
        PlaceMention(d, a, b, make_id("place", n), (), "test") for d, t in texts.items() for n in POINTS if n in t for a, b in [span(t, n)]
    ]
    return Tables(
        documents=tuple(_document(r) for r in case["reports"]),
        sentences=tuple(s for r in case["reports"] for s in sentences(r["id"], r["text"])),
        places=tuple(Place(make_id("place", n), n, p[0], None, p[1], p[2], p[3], "test", n) for n, p in sorted(POINTS.items())),
        actors=tuple(sorted(actors.values(), key=lambda a: a.actor_id)),
        actor_mentions=tuple(sorted(set(mentions), key=lambda m: m.mention_id)),
        quotes=tuple(quotes),
        place_mentions=tuple(sorted(spots, key=lambda s: (s.document_id, s.start))),
        claims=tuple(sorted(claims, key=lambda c: c.claim_id)),
        quantities=tuple(sorted([*quantities, *loose], key=lambda q: q.quantity_id)),
        namings=tuple(namings),
        story_documents=tuple(StoryDocument(r.get("story", "story"), r["id"]) for r in case["reports"]),
    )


def expected(case: dict[str, Any]) -> set[frozenset[str]]:
    """The groups of claim ids that a case expects."""
    texts = {r["id"]: r["text"] for r in case["reports"]}
    groups: dict[str, set[str]] = {}
    for row in case["claims"]:
        groups.setdefault(row["event"], set()).add(_claim_id(row, texts))
    return {frozenset(g) for g in groups.values()}


def sentences(document_id: str, text: str) -> list[Sentence]:
    """One sentence for every full stop and space."""
    out, at = [], 0
    for part in text.replace("\n", " ").split(". "):
        end = min(at + len(part) + 1, len(text))
        out.append(Sentence(make_id("sentence", document_id, at), document_id, at, end))
        at = end + 1
    return [s for s in out if s.start < s.end]


def _document(row: dict[str, Any]) -> Document:
    return Document(
        row["id"], make_id("sha", row["text"]), row["id"], None, row.get("outlet"), None, None, row.get("published", "2030-03-14"), "given", None, None,
        "en", row["text"], "test",
    )  # fmt: skip


def _actor(name: str, actors: dict[str, Actor], case: dict[str, Any]) -> Actor:
    if name not in actors:
        detail = case.get("actors", {}).get(name, {})
        whole = _actor(detail["part_of"], actors, case).actor_id if "part_of" in detail else None
        actors[name] = Actor(make_id("actor", name), name, detail.get("kind"), None, whole, ())
    return actors[name]


def _claim_id(row: dict[str, Any], texts: dict[str, str]) -> str:
    return make_id("claim", row["doc"], *span(texts[row["doc"]], row["text"]), row["type"])


def _claim(row: dict[str, Any], texts: dict[str, str], actors: dict[str, Actor], quotes: list[Quote], case: dict[str, Any]) -> Claim:
    text = texts[row["doc"]]
    start, end = span(text, row["text"])
    first = text.index(row.get("trigger", row["text"].split()[0]), start)
    last = first + len(row.get("trigger", row["text"].split()[0]))
    days = [date.fromisoformat(row[k]) if row.get(k) else None for k in ("start", "end")]
    quote = next((q.quote_id for q in quotes if q.document_id == row["doc"] and q.start <= start < q.end), None)
    named = {role: _actor(row[role], actors, case).actor_id if row.get(role) else None for role in ("actor", "target")}
    return Claim(
        _claim_id(row, texts), row["doc"], start, end, first, last, row["type"], row.get("mode"), None, None,
        make_id("place", row["place"]) if row.get("place") else None, days[0], days[1] or days[0], "said" if days[0] else None,
        row.get("status", "happened"), quote, 0.8, row.get("rule", "test"), named["actor"], named["target"], row.get("origin"),
    )  # fmt: skip


def _quantities(claim: Claim, row: dict[str, Any], texts: dict[str, str]) -> list[Quantity]:
    return [_quantity(q, claim.document_id, texts[claim.document_id], claim.start, claim.claim_id) for q in row.get("quantities", [])]


def _quantity(row: dict[str, Any], doc: str, text: str, after: int, claim_id: str | None) -> Quantity:
    start = text.index(row["text"], after)
    best = row.get("best")
    return Quantity(
        make_id("quantity", doc, start, row["text"]), doc, start, start + len(row["text"]), row.get("low", best), best, row.get("high", best),
        row.get("modality", "exact"), row.get("unit"), row.get("kind", "people"), row.get("role"), claim_id, row.get("rule", "test"),
    )  # fmt: skip


def _quote(row: dict[str, Any], texts: dict[str, str], actors: dict[str, Actor], case: dict[str, Any]) -> Quote:
    start, end = span(texts[row["doc"]], row["text"])
    return Quote(
        make_id("quote", row["doc"], start), row["doc"], start, end, row.get("mode", "direct"), None, None, None, row.get("stance", "says"),
        row["speaker"], None, None, _actor(row["speaker"], actors, case).actor_id, (),
    )  # fmt: skip
