"""The chain of attribution: which outlet has a claim from whom, by way of whom, and on which origin it rests in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crosswire.store.database import Record

Row = dict[str, Any]

_COPIES = """
SELECT left_id, right_id, score, reasons FROM links
WHERE kind = 'copy' AND left_id IN (SELECT unnest($documents)) AND right_id IN (SELECT unnest($documents))
ORDER BY left_id, score DESC, right_id
"""
SAYING = {"denies": "denying", "doubts": "doubting", "promises": "promising", "accuses": "accusing"}


def bases(links: Iterable[Row], reasons: Mapping[int, Sequence[Row]]) -> dict[str, list[Row]]:
    """claim_id -> why it rests on its origin: reasons with ``rule``, ``score``, ``sentence``, and ``to``, the claim or report it leans on.

    ``links`` and ``reasons`` as :mod:`crosswire.view.events.joins` reads them.
    """
    found: dict[str, list[Row]] = {}
    for row in links:
        found.setdefault(row["left_id"], []).extend({**reason, "to": row["right_id"]} for reason in reasons[row["link"]])
    return found


def copies(record: Record, documents: Sequence[str]) -> list[Row]:
    """Who of some reports copied whom; ``known`` is false where the direction is not."""
    return [
        {"copier": row["left_id"], "source": row["right_id"], "known": row["reasons"][0]["rule"] != "unknown", "score": row["score"],
         "sentence": row["reasons"][0]["sentence"]}
        for row in record.rows(_COPIES, {"documents": list(documents)})
    ]  # fmt: skip


def path(claim: Row) -> list[Row]:
    """From the report to who is behind it: steps of ``kind`` (outlet, relay, speaker, origin), ``name``, and a span where there is one."""
    document = claim["document_id"]
    steps = [{"kind": "outlet", "name": claim["outlet"] or "outlet not known", "document_id": document, "start": None, "end": None}]
    steps += [{"kind": "relay", "name": name, "document_id": None, "start": None, "end": None} for name in claim["relay"] or ()]
    if claim["quote_id"]:
        named = claim["speaker"] or claim["speaker_text"] or "a speaker not named"
        steps.append(
            {"kind": "speaker", "name": named, "document_id": document, "start": claim["speaker_start"], "end": claim["speaker_end"]}
        )
    if claim["origin"] and claim["origin"] != steps[-1]["name"]:
        steps.append({"kind": "origin", "name": claim["origin"], "document_id": None, "start": None, "end": None})
    return steps


def sentence(claim: Row) -> str:
    """The way of a claim in words.

    >>> sentence({"outlet": "The Post", "quote_id": "q", "relay": ["Wire"], "speaker": "A. Bell", "speaker_text": None, "stance": "says",
    ...           "quote_mode": "direct"})
    'The Post quotes Wire quoting A. Bell'
    """
    outlet = claim["outlet"] or "An outlet that is not known"
    if not claim["quote_id"]:
        return f"{outlet} tells it in its own voice"
    speaker = claim["speaker"] or claim["speaker_text"] or "a speaker that is not named"
    chain = [*(claim["relay"] or ()), speaker]
    first = "quotes" if claim["quote_mode"] in ("direct", "mixed") or len(chain) > 1 else "reports the words of"
    told = f"{outlet} {first} {' quoting '.join(chain)}"
    return f"{told}, {SAYING[claim['stance']]} it" if claim["stance"] in SAYING else told


def by_origin(claims: Sequence[Row], reasons: Mapping[str, Sequence[Row]], told: Mapping[str, Row]) -> list[Row]:
    """The claims under the origins that they rest on, the one with the most reports first; ``told``: what to show of a claim."""
    groups: dict[str, list[Row]] = {}
    for claim in claims:
        groups.setdefault(claim["origin_id"] or "", []).append(claim)
    found = [
        {
            "origin_id": key or None,
            "name": own[0]["origin"] or "not known",
            "kind": own[0]["origin_kind"] or "not known",
            "reports": len({c["document_id"] for c in own}),
            "outlets": len({c["outlet"] for c in own}),
            "total": len(own),
            "claims": [shown(c, reasons.get(c["claim_id"], ())) | told[c["claim_id"]] for c in own if c["claim_id"] in told],
        }
        for key, own in groups.items()
    ]
    return sorted(found, key=lambda o: (-o["reports"], -o["total"], o["name"], o["origin_id"] or ""))


def shown(claim: Row, reasons: Sequence[Row]) -> Row:
    """What the chain shows of a claim, but for its words."""
    keys = ("claim_id", "withdrawn", "document_id", "outlet", "published_at", "status", "quote_id", "stance", "quote_mode")
    return {**{k: claim[k] for k in keys}, "path": path(claim), "sentence": sentence(claim), "reasons": list(reasons)}
