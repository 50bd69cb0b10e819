"""How well an event is borne out: corroborated, single, contested, denied, withdrawn.

* withdrawn: every report that asserts it took it back, or was itself replaced or withdrawn.
* denied: whoever speaks of it denies it.
* contested: some assert it, and somebody denies the deed, in a claim of the event or in a statement elsewhere.
* corroborated: two independent origins tell of one deed and agree on it (:mod:`crosswire.reconcile.agreement`): two reports on
  other matters that linking put together, with empty slots, corroborate nothing.
  A call or a plan published before the day of the deed corroborates nothing, nor does what was taken back.
* single: none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.reconcile import statuses
from crosswire.reconcile.agreement import borne_out
from crosswire.reconcile.fields import DONE_STATUS, OPEN_STATUS, Shelf
from crosswire.reconcile.standing import Said
from crosswire.types import Claim, Grade


def grade(claims: Sequence[Claim], voices: Sequence[Said], shelf: Shelf, *, denied_elsewhere: bool = False, settled: bool = False) -> Grade:
    """The grade of an event; ``voices`` are what its claims say of its status. ``settled``: a person decided the status."""
    asserting = [c for c in claims if c.status != "denied"]
    if not asserting:
        return "denied"
    standing = [c for c in asserting if c.claim_id not in shelf.taken_back]
    if not standing:
        return "withdrawn"
    if not settled and (denied_elsewhere or statuses.contested(voices, shelf)[1]):
        return "contested"
    return "corroborated" if borne_out(bearing(standing, shelf), shelf) else "single"


def bearing(claims: Sequence[Claim], shelf: Shelf) -> list[Claim]:
    """The claims whose origins know of an event: not what was taken back, nor a plan published before the day of what was done."""
    standing = [c for c in claims if c.claim_id not in shelf.taken_back]
    days = [c.time_start for c in standing if c.status in DONE_STATUS and c.time_start]
    since = min(days, default=None)

    def foretold(claim: Claim) -> bool:
        published = shelf.documents[claim.document_id].published
        return claim.status in OPEN_STATUS and since is not None and published is not None and published < since

    return [c for c in standing if not foretold(c)] or standing or list(claims)
