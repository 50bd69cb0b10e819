"""What a judgement came to, in a plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosswire.types import Decision
from crosswire.view.words import plural

if TYPE_CHECKING:
    from crosswire.judging import Judged

COUNTED = (("events", "event"), ("event_values", "value"), ("actors", "actor"), ("stories", "story"), ("findings", "finding"))


def state(decision: Decision) -> str:
    """applied, orphaned, waiting or withdrawn."""
    return "withdrawn" if decision.withdrawn_at else decision.state


def sentence(judged: Judged) -> str:
    """What is different now."""
    decision = judged.decision
    if decision.state == "waiting":
        when = "in a few minutes" if judged.waits == "process" else "with the next build"
        what = "Taken back; the record follows" if decision.withdrawn_at else "Written down; it takes effect"
        return f"{what} {when}, since names and stories are made of all reports together."
    if not decision.withdrawn_at and decision.state == "orphaned":
        return "Kept, but orphaned: what it is about is not found in this record."
    start = "Taken back. " if decision.withdrawn_at else ""
    return f"{start}{_change(judged)}"


def _change(judged: Judged) -> str:
    was, now, _ = judged.counts.get("events", (0, 0, 0))
    said = []
    if judged.before != judged.after and len(judged.before) != len(judged.after):
        said.append(f"{plural(len(judged.before), 'event')} became {len(judged.after)}")
    elif judged.whole and was != now:
        said.append(f"{plural(was, 'event')} became {now:,}")
    rest = [(name, noun) for name, noun in COUNTED if not (said and name == "events")]
    others = [_counted(*judged.counts[name], noun) for name, noun in rest if name in judged.counts and judged.counts[name][2]]
    if others:
        said.append(_listed(others))
    if not said:
        return "Noted; nothing else in the record is different."
    return "; ".join(said)[0].upper() + "; ".join(said)[1:] + "."


def _counted(was: int, now: int, other: int, noun: str) -> str:
    if was != now:
        return f"{plural(abs(now - was), noun)} {'more' if now > was else 'fewer'}"
    return f"{plural(other, noun)} changed"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
