"""The one line that names an event: the best whole clause of its claims, verbatim.

Preferred in this order: a clause that asserts before one that denies; a whole clause with a subject that needs no looking up before a
fragment; the outlet's own voice before a quotation; the type of the event; titles and leads; the clause that says the most.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from crosswire.reconcile.fields import Shelf
from crosswire.types import Claim

LINE = 200  # characters
LEAD = 600  # characters of a report within which its news stands
READABLE = 110  # characters of a clause that reads best
#: What a clause can lose at its beginning and still be whole. Source: own list, general English.
LINKS = r"(?:and|but|however|meanwhile|also|moreover|nevertheless|still|then|yet)"
TIES = r"(?:that|as|because|although|though|while|whereas|since|after|before|when|once|until|where|so)"
OPENERS = {
    "main clause": re.compile(rf"(?:{LINKS}\b[,\s]+)+", re.IGNORECASE),
    "subordinate clause": re.compile(rf"(?:(?:{LINKS}|{TIES})\b[,\s]+)+", re.IGNORECASE),
}
#: Closing quote mark -> the mark that opens.
CLOSING = {'"': '"', "”": "“", "’": "‘", "»": "«"}
#: Words that stand for someone named before. Source: own list, English pronouns.
POINTING = frozenset("he she it they we i you this that these those there his her its their who which what whose one some".split())


def headline(claims: Sequence[Claim], kind: str, shelf: Shelf) -> str:
    """One line, verbatim, cut at a word; ``kind`` is the type of the event."""
    lines = [(claim, line_of(claim, shelf)) for claim in claims]
    return min((_rank(claim, line, kind, shelf), line) for claim, line in lines)[1]


def line_of(claim: Claim, shelf: Shelf) -> str:
    """The clause of a claim without the conjunction that ties it to another; of a fragment its whole sentence, where that is short."""
    text = shelf.documents[claim.document_id].text
    if _shape(claim) == "fragment":
        whole = next((s for s in shelf.sentences.get(claim.document_id, ()) if s.start <= claim.trigger_start < s.end), None)
        sentence = text[whole.start : whole.end].strip() if whole else ""
        if 0 < len(sentence) <= LINE and "\n" not in sentence:
            return sentence
    line = re.split(r"[\r\n]", text[claim.start : claim.end].strip(), maxsplit=1)[0]
    opener = OPENERS[_shape(claim)].match(line) if _shape(claim) in OPENERS else None
    if opener and len(line) - opener.end() >= claim.trigger_end - claim.trigger_start:
        line = line[opener.end() :]
    after = text[claim.end : claim.end + 1]
    if after in CLOSING and (line.count(CLOSING[after]) > line.count(after) if after != CLOSING[after] else line.count(after) % 2):
        line += after
    return line if len(line) <= LINE else line[: line.rfind(" ", 0, LINE) if " " in line[:LINE] else LINE]


def _shape(claim: Claim) -> str:
    return claim.rule.rsplit("; ", 1)[-1]


def _rank(claim: Claim, line: str, kind: str, shelf: Shelf) -> tuple[object, ...]:
    shape, first = _shape(claim), next(iter(re.findall(r"[\w’']+", line.lower())), "")
    pointing = first in POINTING
    filled = sum(v is not None for v in (claim.actor_id, claim.target_id, claim.place_id, claim.time_start)) + (
        claim.claim_id in shelf.quantities
    )
    published = shelf.documents[claim.document_id].published or date.max
    return (
        claim.status == "denied",
        2 * (shape == "fragment" or line.count(" ") < 2) + pointing,
        claim.quote_id is not None,
        claim.type != kind,
        claim.start > LEAD,
        shape == "subordinate clause",
        -filled,
        abs(math.log(max(len(line), 1) / READABLE)) > 0.8,
        -round(claim.confidence, 2),
        published,
        claim.claim_id,
    )
