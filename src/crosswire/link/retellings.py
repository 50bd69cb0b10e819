"""What an outlet tells in its own voice of a happening that is attributed elsewhere: no further source.

Rests on the events (:mod:`crosswire.link.events`): claims of one event tell of one happening. The rules, strongest first:

relayed            the report names the outlet that it has this from, and that outlet's own report names the speaker;
retold_in_report   the same report tells of the happening on somebody's word;
retold_in_copy     a report that is mostly the same text does;
retold_by_outlet   another report of the same outlet does;
announced          a party's own act (to decide, to send, to sign is to say so), told on that party's word in another report.

The two claims must be of one type and of no other party, and have the number or telling words in common; a claim with a number that
no speaker gives is left to the outlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from crosswire.link.shelves import Shelf, compatible, denies, differ, in_common, reason, same_number
from crosswire.link.speakers import OWN_ACTS, Basis, Speakers
from crosswire.types import Link

IN_COMMON = 2  # telling words, near-synonyms as one, that a claim without a number must share with the attributed one

_Found = Iterator[tuple[Link, Basis]]
_Near = tuple[str, str, Mapping[str, Hashable | None]]  # a rule, its sentence, and document_id -> what documents must share for it


def retold(shelves: Sequence[Shelf], bases: Mapping[str, Basis], rooms: Sequence[_Near], speakers: Speakers) -> _Found:
    """The claims in an outlet's voice whose event is told on somebody's word elsewhere: (reason, the source)."""
    events: dict[str, list[Shelf]] = defaultdict(list)
    for shelf in shelves:
        if shelf.claim.event_id:
            events[shelf.claim.event_id].append(shelf)
    for _, together in sorted(events.items()):
        known = [s for s in together if s.basis]  # what is only taken to be somebody's is not leant on
        for shelf in (s for s in together if s.claim.claim_id not in bases):
            found = next((f for room in rooms if (f := _told(shelf, known, bases, room))), None) or _announced(
                shelf, known, bases, speakers
            )
            if found:
                yield found


def relayed(shelves: Sequence[Shelf], outlet_of: Mapping[str, str | None]) -> _Found:
    """What a report has from another outlet, whose own report is here and tells it on somebody's word: that is the source."""
    by_outlet: dict[tuple[str | None, str | None], list[Shelf]] = defaultdict(list)
    for shelf in (s for s in shelves if s.basis and s.claim.event_id and s.via is None):
        by_outlet[outlet_of[shelf.claim.document_id], shelf.claim.event_id].append(shelf)
    for shelf in (s for s in shelves if s.via and s.basis and s.claim.event_id):
        fitting = [k for k in by_outlet.get((shelf.via, shelf.claim.event_id), ()) if _alike(shelf, k)]
        best = max(fitting, key=lambda k: _rank(shelf, k), default=None)
        if best and best.basis and best.basis != shelf.basis:
            sentence = f"the report has it from {shelf.via}, which tells it on the word of {best.basis.name}"
            yield reason(shelf, best.claim.claim_id, "relayed", 0.8, sentence), best.basis


def _told(shelf: Shelf, known: Sequence[Shelf], bases: Mapping[str, Basis], room: _Near) -> tuple[Link, Basis] | None:
    rule, sentence, of = room
    here = of.get(shelf.claim.document_id)
    fitting = [k for k in known if here is not None and of.get(k.claim.document_id) == here and _alike(shelf, k)]
    best = max(fitting, key=lambda k: _rank(shelf, k), default=None)
    if best is None:
        return None
    basis = bases[best.claim.claim_id]
    return reason(shelf, best.claim.claim_id, rule, 0.6, sentence.format(basis.name)), basis


def _alike(own: Shelf, other: Shelf) -> bool:
    """Whether two claims of one event say the same: the same number of the same kind of act, or enough of the same words."""
    if own.numbers:
        return same_number(own, other) and own.claim.type == other.claim.type and denies(own) == denies(other)
    return compatible(own.claim, other.claim) and in_common(own, other) >= IN_COMMON


def _rank(own: Shelf, other: Shelf) -> tuple[object, ...]:
    return same_number(own, other), in_common(own, other), other.claim.claim_id


def _announced(shelf: Shelf, known: Sequence[Shelf], bases: Mapping[str, Basis], speakers: Speakers) -> tuple[Link, Basis] | None:
    """The party that did it, where another report has it from that party."""
    party = speakers.party(shelf.claim.actor_id)
    if shelf.claim.type not in OWN_ACTS or party is None or shelf.background:
        return None
    own = [k for k in known if compatible(shelf.claim, k.claim) and not differ(shelf, k) and bases[k.claim.claim_id].key == party]
    best = max(own, key=lambda k: _rank(shelf, k), default=None)
    if best is None:
        return None
    basis = bases[best.claim.claim_id]
    return reason(shelf, best.claim.claim_id, "announced", 0.6, f"it is an act of {basis.name}, on whose word another report has it"), basis
