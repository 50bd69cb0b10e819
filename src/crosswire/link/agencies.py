"""Which agency or outlet a report owes its words to, as far as the reports say so themselves.

A credit stands in a dateline ("KELDA (NNA) -"), in a line of its own ("With AFP", "Reporting by Reuters"), or the report names
another one's outlet in its text ("told Northern").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from crosswire.types import Document
from crosswire.wordlists import words_of
from crosswire.wordlists.folding import fold

LISTS = "agencies.toml"
HEAD, TAIL = 800, 500  # characters at a report's ends in which datelines and credits stand
LONGEST_NAME = 5  # words

_DATELINE = re.compile(r"^[^\n(]{2,60}\((?P<name>[^()\n]{2,40})\)\s*[-–—:]", re.MULTILINE)
_LINE = re.compile(
    r"^\W*(?:(?:with|sources?|via|from|credit|by|(?:additional |with )?(?:reporting|inputs?|files|material) (?:by|from))\b[: ]+"
    r"(?:(?:additional )?(?:reporting|inputs?|files|material) (?:by|from) )?)?(?P<name>[^\n.;:()]{2,60}?)"
    r"(?: in [A-Z][^\n.;:()]{2,40})?(?:; (?:[Ee]diting|[Ww]riting|[Cc]ompiled)\b[^\n]{0,80})?\W*$",
    re.MULTILINE | re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:/|,|\band\b|&)\s*")
_LAST_WORDS = re.compile(r" (?:news agency|press agency|agency|news|newspaper|online|tv|television|radio|newswire)$")


class Source(NamedTuple):
    """Who words come from, as far as credits tell."""

    kind: Literal["agency", "outlet"]
    name: str


@cache
def _agency_keys() -> frozenset[str]:
    return frozenset(fold(n) for n in words_of(LISTS, "agency"))


def is_agency(name: str) -> bool:
    """Whether an outlet's name is that of a news agency.

    >>> is_agency("Reuters"), is_agency("Northern News Agency"), is_agency("The Evening Ledger")
    (True, True, False)
    """
    key = fold(name)
    return key in _agency_keys() or any(re.search(rf"\b{kind}\b", key) for kind in words_of(LISTS, "kind"))


def same_outlet(name: str, outlet: str) -> bool:
    """Whether a name used in a report is that of an outlet: the name, the name without its last generic word, or its initials.

    >>> same_outlet("NWP", "Northwestern Press"), same_outlet("Northern", "Northern News Agency"), same_outlet("AP", "Asia Ledger")
    (True, True, False)
    """
    key, whole = fold(name), fold(outlet)
    if not key or not whole:
        return False
    return key in (whole, _LAST_WORDS.sub("", whole)) or whole == _LAST_WORDS.sub("", key) or _initials(name.strip(), outlet)


def _initials(name: str, outlet: str) -> bool:
    """Capitals that begin as the outlet does and follow each other in it, one at least in every two words of it (AFP, NNA)."""
    words = [w for w in fold(outlet).split() if w not in ("of", "and", "the", "de")]
    if not _may_be_initials(name) or not words or words[0][0] != name[0].lower():
        return False
    letters = iter("".join(words))
    in_order = all(letter in letters for letter in name.lower())
    return in_order and sum(w[0] in name.lower() for w in words) == len(words)


def _may_be_initials(name: str) -> bool:
    return 2 <= len(name) <= 6 and name.isupper() and name.isalpha()


class Outlets:
    """Outlets by the keys under which :func:`same_outlet` finds them, so that a name is not held against each of them."""

    def __init__(self, outlets: Iterable[str]) -> None:
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._called: dict[str, tuple[str, ...]] = {}
        for outlet in sorted(set(outlets)):
            whole = fold(outlet)
            self._by_key[whole].add(outlet)
            self._by_key[_LAST_WORDS.sub("", whole)].add(outlet)
            for letter in {w[0] for w in whole.split()}:
                self._by_letter[letter].append(outlet)

    def called(self, name: str) -> tuple[str, ...]:
        """The outlets, sorted, of which :func:`same_outlet` says that a name is theirs."""
        if name not in self._called:
            key = fold(name)
            near = {*self._by_key.get(key, ()), *self._by_key.get(_LAST_WORDS.sub("", key), ())}
            if _may_be_initials(name.strip()):
                near.update(self._by_letter.get(name.strip()[0].lower(), ()))
            self._called[name] = tuple(sorted(o for o in near if same_outlet(name, o)))
        return self._called[name]


def credited(text: str) -> Iterator[tuple[str, bool]]:
    """The names that a report credits, and whether the form alone shows a credit (a dateline's brackets)."""
    for match in _DATELINE.finditer(text[:HEAD]):
        if match["name"][0].isupper() and len(match["name"].split()) <= LONGEST_NAME:
            yield match["name"].strip(), True
    for part in (text[:HEAD], text[-TAIL:]):
        for match in _LINE.finditer(part):
            for name in _PARTS.split(match["name"]):
                if name and name[0].isupper() and len(name.split()) <= LONGEST_NAME:
                    yield name, False


class Credits:
    """The credits of a set of reports."""

    def __init__(self, documents: Sequence[Document]) -> None:
        outlets = Outlets(d.outlet for d in documents if d.outlet)
        self._credits = {d.document_id: _credits(d, outlets) for d in documents}

    def of(self, document: Document) -> tuple[Source, ...]:
        """Whom one report credits, itself left out; sorted."""
        return self._credits[document.document_id]

    def source(self, reports: Sequence[Document]) -> Source | None:
        """Whose words reports share: an agency among them, an outlet that another of them credits or names, an agency credited."""
        for report in sorted(reports, key=lambda d: (d.published_at or "9", d.document_id)):
            if report.outlet and is_agency(report.outlet):
                return Source("agency", report.outlet)
        counts = Counter(s for r in reports for s in self.of(r))
        outlets = {r.outlet for r in reports if r.outlet}
        ranked = sorted(counts, key=lambda s: (s.name not in outlets, s.kind != "agency", -counts[s], s.name))
        if ranked:
            return ranked[0]
        named = [r.outlet for r in reports if r.outlet and any(names_outlet(o, r.outlet) for o in reports if o.outlet != r.outlet)]
        return Source("outlet", min(named)) if named else None


def _credits(document: Document, outlets: Outlets) -> tuple[Source, ...]:
    found: set[Source] = set()
    for name, sure in credited(document.text):
        known = outlets.called(name)
        if document.outlet in known:
            continue
        if known:
            found.add(Source("agency" if sure or is_agency(known[0]) else "outlet", known[0]))
        elif sure or is_agency(name):
            found.add(Source("agency", name))
    return tuple(sorted(found))


def names_outlet(document: Document, outlet: str) -> bool:
    """Whether a report's text names an outlet, capitals and all."""
    bare = re.sub(r"^The ", "", outlet)
    return len(bare) > 3 and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", document.text) is not None
