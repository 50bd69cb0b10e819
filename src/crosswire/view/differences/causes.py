"""Why an event is otherwise than it was.

A cause is a row with ``cause`` (a fixed word: new report, new version, withdrawn report, report gone, read otherwise, moved claim,
decision, link, made by, elsewhere), ``sentence``, and the ids that it leads to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crosswire.view.differences import links
from crosswire.view.differences.matching import Matched
from crosswire.view.differences.reports import Reports, named
from crosswire.view.differences.sides import Side
from crosswire.view.words import clip, plural

Row = dict[str, Any]
MADE_BY = {"crosswire": "version of Crosswire", "language": "pipeline that reads English", "wordlists": "set of word lists of one’s own"}
COUNTERS = {"added"}  # what a record notes of itself that is no part of how it was made
ABOUT = {
    "same": "that two are the same", "different": "that two are not the same", "right": "it right", "wrong": "it wrong",
    "value": "what a value is",
}  # fmt: skip
WIDE = ("actor_", "story_", "document_")  # what a judgement may be about that reaches beyond one event


def made_by(old: Side, new: Side) -> list[Row]:
    """What the two records were made with, where that is not the same: Crosswire, the pipeline, word lists."""
    keys = sorted({*old.meta, *new.meta} - COUNTERS)
    return [
        {"cause": "made by", "key": k, "was": old.meta.get(k), "now": new.meta.get(k),
         "sentence": f"the records were made with another {MADE_BY.get(k, k)}: {old.meta.get(k, 'none')}, then {new.meta.get(k, 'none')}"}
        for k in keys if old.meta.get(k) != new.meta.get(k)
    ]  # fmt: skip


def decisions(old: Side, new: Side) -> list[Row]:
    """The judgements that came, were taken back, or went: as causes, ``events`` those of either record that they are about."""
    found = []
    for i in sorted({*old.decisions, *new.decisions}):
        was, now = old.decisions.get(i), new.decisions.get(i)
        if (told := _told(was, now)) is not None:
            row = now or was or {}
            subjects = {s for d in (was, now) if d for s in d["subject"].split()}
            events = {e for s in subjects for e in (old.judged.get(s), new.judged.get(s)) if e}
            wide = any(s.startswith(WIDE) for s in subjects)
            found.append({"cause": "decision", "decision_id": i, "by": row["by"], "at": row["at"], "verdict": row["verdict"],
                          "wide": wide, "events": sorted(events), "sentence": f"{told} [{i}]"})  # fmt: skip
    return found


def _told(was: Row | None, now: Row | None) -> str | None:
    row = now or was
    if row is None:
        return None
    stood, stands = (d is not None and d["withdrawn_at"] is None and d["state"] == "applied" for d in (was, now))
    about = ABOUT[row["verdict"]] + (f", {row['value']}" if row["verdict"] == "value" else "")
    if stands and not stood:
        return f"{row['by']} judged {about} on {row['at'][:10]}"
    if stood and not stands:
        how = "was taken back" if now and now["withdrawn_at"] else "no longer finds its words" if now else "is not in the newer record"
        return f"the judgement of {row['by']} of {row['at'][:10]} ({row['verdict']}) {how}"
    return None


class Causes:
    """Finds the causes of what became of events."""

    def __init__(self, old: Side, new: Side, matched: Matched, changed: Reports) -> None:
        self.old, self.new, self.matched, self.reports = old, new, matched, changed
        self.made_by, self.decisions = made_by(old, new), decisions(old, new)
        self._before, self._after = old.claims_of(), new.claims_of()
        self._came_from = {now: was for was, now in matched.now_is.items()}
        self._decided: dict[str, list[Row]] = defaultdict(list)
        for row in self.decisions:
            for event in row["events"]:
                self._decided[event].append(row)

    def of(self, was: Sequence[str], now: Sequence[str]) -> list[Row]:
        """The causes that events of the two records show: judgements, then reports, then claims that went to another event or came from
        one; the general ones where neither judgements nor reports are a cause."""
        found = list({r["decision_id"]: r for e in (*was, *now) for r in self._decided.get(e, ())}.values())
        found += self._come([c for e in now for c in self._after.get(e, ())])
        found += self._went([c for e in was for c in self._before.get(e, ())])
        return [*found, *self._moved(was, now), *(() if found else self._general())]

    def merged(self, now: str) -> list[Row]:
        """The links between claims that were in several events and are in one."""
        claims = self._after[now]
        origin = {c: self.old.event_of.get(self._came_from.get(c, "")) for c in claims}
        return list(links.joined(self.new, claims, origin))

    def split(self, was: str) -> list[Row]:
        """The links that joined claims which are in several events now, and what keeps them apart."""
        claims = self._before[was]
        ends = {c: self.new.event_of.get(self.matched.now_is.get(c, "")) for c in claims}
        now = {c: self.matched.now_is[c] for c in claims if c in self.matched.now_is}
        return list(links.parted(self.old, self.new, claims, ends, now))

    def _come(self, claims: Iterable[str]) -> list[Row]:
        """Claims that were not there before, or in other words, by report."""
        documents = dict.fromkeys(self.new.said[c].document_id for c in claims if self._is_fresh(c))
        return [self._new_words(self.new.documents[d]) for d in documents]

    def _is_fresh(self, claim: str) -> bool:
        before, now = self.old.said.get(self._came_from.get(claim, claim)), self.new.said[claim]
        return (
            before is None
            or before.words != now.words
            or (now.document_id in self.reports.changed and before.document_id != now.document_id)
        )

    def _new_words(self, row: Row) -> Row:
        i = row["document_id"]
        if i in self.reports.new:
            return _cause("new report", f"new reports tell of it: {named(row)}", i)
        if i in self.reports.changed:
            return _cause("new version", f"newer versions of reports tell of it: {named(row)}", i)
        return self._otherwise(row, "now reads in it")

    def _went(self, claims: Iterable[str]) -> list[Row]:
        """Claims that are there no longer, or no longer count, by report."""
        lost: dict[str, None] = {}
        for claim in claims:
            now = self.matched.now_is.get(claim)
            if now is None or (self.new.said[now].withdrawn and not self.old.said[claim].withdrawn):
                lost[self.old.said[claim].document_id] = None
        return [self._lost_words(self.old.documents[d]) for d in lost]

    def _lost_words(self, row: Row) -> Row:
        i = row["document_id"]
        newer, now = self.reports.older().get(i), self.new.documents.get(i)
        if now is not None and now["state"] == "withdrawn":
            return _cause("withdrawn report", f"reports that told of it were withdrawn: {named(row)}", i)
        if newer is not None and newer != i:
            return _cause("new version", f"newer versions took the place of its reports: {named(row)} is now [{newer}]", newer)
        if newer is not None:
            return _cause("new version", f"reports that told of it have another text now: {named(row)}", i)
        if now is None and i in self.reports.gone:
            return _cause("report gone", f"reports that told of it are no longer in the record: {named(row)}", i)
        return self._otherwise(row, "no longer reads in it")

    def _otherwise(self, row: Row, reads: str) -> Row:
        """The text is the same, and another thing was read in it."""
        why = f"; {self.made_by[0]['sentence']}" if self.made_by else ""
        return _cause(
            "read otherwise", f"the text of {named(row)} is the same, and Crosswire {reads} what it tells of{why}", row["document_id"]
        )

    def _moved(self, was: Sequence[str], now: Sequence[str]) -> Iterator[Row]:
        """Claims that are in another event now, and claims that were in another one, by that event; of one event that is still there."""
        if len(was) != 1 or len(now) != 1:
            return
        went: dict[str, list[str]] = defaultdict(list)
        came: dict[str, list[str]] = defaultdict(list)
        for claim in (c for e in was for c in self._before.get(e, ())):
            event = self.new.event_of.get(self.matched.now_is.get(claim, ""))
            if event is not None and event not in now:
                went[event].append(claim)
        for claim in (c for e in now for c in self._after.get(e, ())):
            event = self.old.event_of.get(self._came_from.get(claim, ""))
            if event is not None and event not in was:
                came[event].append(claim)
        yield from (_moved(self.old, claims, "moved to another event", self.new.events[e]) for e, claims in went.items())
        yield from (_moved(self.new, claims, "came from another event", self.old.events[e]) for e, claims in came.items())

    def _general(self) -> Iterator[Row]:
        """What reaches every event: how the record was made, judgements on actors and stories, what other reports tell."""
        yield from self.made_by
        yield from (row for row in self.decisions if row["wide"])
        if not self.made_by and self.reports.count():
            others = plural(self.reports.count(), "report")
            sentence = f"none of its own reports changed; names and links are weighed over all reports, and {others} came, changed or went"
            yield {"cause": "elsewhere", "sentence": sentence}


def _moved(side: Side, claims: Sequence[str], how: str, event: Row) -> Row:
    first = side.said[claims[0]]
    more = f" and {plural(len(claims) - 1, 'more claim')}" if len(claims) > 1 else ""
    words = f"“{clip(first.words, 80)}” ({first.document_id}){more}"
    sentence = f"{plural(len(claims), 'claim')} {how}: {words}; that event: “{clip(event['what'], 80)}” [{event['event_id']}]"
    return {"cause": "moved claim", "sentence": sentence, "event_id": event["event_id"], "claims": list(claims)}


def _cause(cause: str, sentence: str, document_id: str) -> Row:
    return {"cause": cause, "sentence": sentence, "document_id": document_id}


def plain(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Causes without what only led to them."""
    return [{k: v for k, v in row.items() if k not in ("wide", "events")} for row in rows]
