"""Quotes, their speakers, and who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.store.database import Record
from crosswire.types import Span
from crosswire.view.measuring.figures import Figure, b_cubed, f1, pairs
from crosswire.view.measuring.folding import Texts, fold, likeness

Row = Mapping[str, Any]
SAME_QUOTE, SAME_MENTION = 0.5, 0.3  # likeness of two spans that are taken for one
SHOWN = 90  # characters of a miss


@dataclass(frozen=True, slots=True)
class Names:
    """Names as gold has them, and the record's own for its actors."""

    canonical: Mapping[str, str]
    of_actor: Mapping[str, str]

    @classmethod
    def of(cls, record: Record, gold: Mapping[str, Any]) -> Names:
        """All aliases of gold, in any capitals, and the names of the record's actors."""
        known = {fold(alias).lower(): actor["name"] for actor in gold["actors"] for alias in (actor["name"], *actor["aliases"])}
        return cls(known, {r["actor_id"]: r["name"] for r in record.rows("SELECT actor_id, name FROM actors")})

    def gold(self, name: str | None) -> str | None:
        """What gold calls somebody, or None."""
        return self.canonical.get(fold(name or "").lower())

    def actor(self, actor_id: str | None) -> str | None:
        """What gold calls an actor of the record."""
        return self.gold(self.of_actor.get(actor_id or ""))


def quotes(record: Record, texts: Texts, names: Names, gold: Sequence[Row]) -> Iterator[Figure]:
    """Quotes found (half of the characters of both shared), and the share of all of gold that has the right speaker."""
    asked = [(q, texts.first(q)) for q in gold]
    found = [(q, texts.own(q)) for q in texts.rows(record, "quotes")]

    def fit(g: tuple[Row, Span | None], f: tuple[Row, Span]) -> float:
        alike = likeness(g[1], f[1]) if g[1] and g[0]["doc"] == f[0]["document_id"] else 0.0
        return alike if alike >= SAME_QUOTE else 0.0

    met = dict(pairs(asked, found, fit))
    missed = [f"{q['doc']}: {q['text'][:SHOWN]}" for i, (q, _) in enumerate(asked) if i not in met]
    yield f1("quotes", len(met), len(found), len(asked), missed)
    said = {i: names.gold(found[j][0]["speaker_text"]) or names.actor(found[j][0]["speaker_id"]) for i, j in met.items()}
    right = {i for i, name in said.items() if name == asked[i][0]["speaker"]}
    wrong = [
        f"{asked[i][0]['doc']}: {asked[i][0]['speaker']}, read as {found[met[i]][0]['speaker_text']}: {asked[i][0]['text'][:SHOWN]}"
        for i in sorted(set(met) - right)
    ]
    yield Figure("speakers", len(right) / len(asked), len(asked), misses=tuple(wrong))


def actors(record: Record, texts: Texts, gold: Sequence[Row]) -> Figure:
    """Every place where an alias of gold stands, the longest alias first, grouped by whose it is."""
    label: dict[tuple[str, Span], str] = {}
    taken: dict[str, list[Span]] = defaultdict(list)
    for alias, name in sorted(((alias, a["name"]) for a in gold for alias in a["aliases"]), key=lambda pair: -len(pair[0])):
        for document_id in texts.by_id:
            for at in texts.spans(document_id, alias):
                if not any(at.overlaps(other) for other in taken[document_id]):
                    taken[document_id].append(at)
                    label[document_id, at] = name
    mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in texts.rows(record, "actor_mentions"):
        mentions[row["document_id"]].append((texts.own(row), row["actor_id"]))
    spot = {}
    missed = []
    for (document_id, at), name in label.items():
        best = max(mentions[document_id], key=lambda m: likeness(m[0], at), default=None)
        if best and likeness(best[0], at) > SAME_MENTION:
            spot[document_id, at] = best[1]
        else:
            missed.append(f"{document_id}: {texts.by_id[document_id].text[at.start : at.end]} ({name})")
    return b_cubed("actors", label, spot, missed)
