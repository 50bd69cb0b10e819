"""The addresses of the reading room's pages: the only place that knows how they are written."""

from __future__ import annotations

from crosswire.view.asking.query import address


def story(story_id: str) -> str:
    """A story."""
    return f"/story/{story_id}"


def printed(story_id: str) -> str:
    """A story as a report to print."""
    return f"/story/{story_id}/report"


def printed_file(story_id: str) -> str:
    """The same as one file, to keep or to pass on."""
    return f"/story/{story_id}/report/file"


def event(event_id: str, part: str = "") -> str:
    """An event, or a part of its page ("claims", "why", "values")."""
    return f"/event/{event_id}" + (f"#{part}" if part else "")


def report(document_id: str, start: int | None = None, end: int | None = None) -> str:
    """A report; with a span, the characters that are to be highlighted, and the page scrolled to them."""
    asked = [("id", document_id)]
    if start is None or end is None:
        return address("/report", asked)
    return address("/report", [*asked, ("at", f"{start}-{end}")]) + "#at"


def compare(*document_ids: str) -> str:
    """Reports side by side."""
    return address("/compare", [("id", i) for i in document_ids])


def actor(actor_id: str, word: str | None = None, outlet: str | None = None) -> str:
    """An actor, by which names it goes, where it stands; with a word or an outlet, the places where it is called so there."""
    asked = [(k, v) for k, v in (("word", word), ("outlet", outlet)) if v]
    return address(f"/actor/{actor_id}", asked) + ("#mentions" if asked else "")


def origin(origin_id: str, outlet: str | None = None, via: str | None = None) -> str:
    """An origin, and the claims that rest on it; those of one outlet, those that came through someone."""
    asked = [(k, v) for k, v in (("outlet", outlet), ("via", via)) if v]
    return address(f"/origin/{origin_id}", asked) + ("#claims" if asked else "")


def source(outlet: str | None, other: str | None = None) -> str:
    """An outlet: whom it copies, on whose word it tells; with another outlet, the reports in which the two share text.

    Without a name: the reports whose outlet is not known.
    """
    asked = [(k, v) for k, v in (("name", outlet), ("with", other)) if v]
    return address("/outlet", asked) + ("#pairs" if other else "")


def names(**asked: str | int | None) -> str:
    """By which words outlets call actors, under filters (outlet, kind, story, q, show)."""
    return listed("names", **asked)


def sources(**asked: str | int | None) -> str:
    """Outlets, agencies and speakers, under filters (story, list, q)."""
    return listed("sources", **asked)


def place(place_id: str) -> str:
    """What happened at a place."""
    return address("/events", [("place", place_id)])


def claim(claim_id: str) -> str:
    """A claim, explained."""
    return f"/claim/{claim_id}"


def finding(finding_id: str) -> str:
    """A finding, with the words of each side."""
    return f"/finding/{finding_id}"


def passage(passage_id: str) -> str:
    """A shared passage, wherever it stands."""
    return f"/passage/{passage_id}"


def outlet(name: str) -> str:
    """The reports of an outlet."""
    return address("/reports", [("outlet", name)])


def review(key: str = "") -> str:
    """The review, or the card of one question (its key)."""
    return address("/review", [("card", key)] if key else [])


def listed(what: str, **asked: str | int | None) -> str:
    """A list ("events", "reports", "findings", "stories", "map", "timeline") under filters."""
    return address(f"/{what}", [(k, str(v)) for k, v in asked.items() if v is not None and str(v)])
