"""People said by their office before or beside their name: "the governor said" and, further on, "Governor X".

News leads name the office and leave the name for a later paragraph. An unnamed person is the one named person of the report who
holds that office; a description with "a" must stand in the lead, before the name is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.extract.described import holds, office_parts
from crosswire.extract.entities import Draft
from crosswire.extract.name_text import keys_of
from crosswire.extract.posts import called_so

LEAD = 700  # characters from the top: the headline and about three sentences
# "An official said ... X, an official" may be two people; these nouns tell nothing without a word beside them.
WIDE = frozenset(
    {"official", "source", "man", "woman", "resident", "witness", "officer", "member", "leader", "person", "doctor", "soldier"}
)


_GIVEN = re.compile(
    r"(?:,?\s+who\s+[^.;:“”\"\n]{1,60}?\s+and\s+|,\s+an?\s+(?:[\w-]+\s+){1,5}|,?\s+(?:who\s+|and\s+)?(?:[a-z]+\s+){0,4}|\s+)"
    r"(?:called|named|nicknamed|known(?:\s+(?:only|simply|locally|widely|to\s+\w+))*\s+as"
    r"|identified(?:\s+(?:himself|herself|only|simply|by\s+\w+))*\s+as"
    r"|g(?:a|i)v(?:e|ing)\s+(?:his|her|their)\s+(?:first\s+)?name\s+(?:only\s+)?as|calls?\s+(?:himself|herself))\s+(?:only\s+)?[\"“‘']?"
)


def join_holders(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, unnamed people joined to the named person who holds their office, or whose name the report gives right behind them."""
    people = [d for d in drafts if d.kind == "person" and d.number == "one"]
    named = [d for d in people if _is_named(d)]
    gone: list[int] = []
    for draft in people:
        if _is_named(draft) or not draft.spots:
            continue
        holder = _given(text, draft, named) or _holder(draft, named)
        if holder is not None:
            office = office_parts(draft.name)
            role = draft.name if office is not None and office.sure and office.behind else None  # "the governor of X" tells of what
            holder.spots += [(start, end, form, role if form == "description" else None) for start, end, form, _ in draft.spots]
            holder.rules |= draft.rules | {"office"}
            holder.subject_at += draft.subject_at
            gone.append(id(draft))
    return [d for d in drafts if id(d) not in gone]


def _is_named(draft: Draft) -> bool:
    return any(form == "name" for *_, form, _ in draft.spots)


def _given(text: str, draft: Draft, named: Sequence[Draft]) -> Draft | None:
    """ "a nurse who asked to be called X", "a trader known as X": the person whose name follows those words."""
    said = [end for _, end, form, _ in draft.spots if form == "description"]
    for other in named:
        starts = [start for start, _, form, _ in other.spots if form == "name"]
        if any(end < start <= end + 90 and _GIVEN.fullmatch(text, end, start) for end in said for start in starts):
            return other
    return None


def _holder(draft: Draft, named: Sequence[Draft]) -> Draft | None:
    office = office_parts(draft.name)
    if office is None or office.owned:
        return None
    first = min(draft.spots)[0]
    if not office.sure and (first > LEAD or (office.noun in WIDE and not office.before | office.behind)):
        return None
    found = [d for d in named if holds(d.roles, office) and called_so(d.roles, office)]
    if len({keys_of(d.name) for d in found}) != 1:
        return None
    return found[0] if office.sure or first < min(found[0].spots)[0] else None
