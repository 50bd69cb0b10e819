"""Descriptions and pronouns joined to the entities that a report names: "the group", "the minister", "he"."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.acquire.sentences import Page
from crosswire.extract.country_names import country_words
from crosswire.extract.descriptions import Description, Pronoun
from crosswire.extract.entities import Draft
from crosswire.extract.home_country import Countries
from crosswire.extract.name_text import keys_of, words_of
from crosswire.extract.state_bodies import body_key, body_title, state_bodies
from crosswire.extract.titles import gender_of

FIGHTERS = frozenset({"fighters", "fighters_loaded"})
STATE = frozenset({"forces", "forces_loaded", "state", "state_loaded"})
REACH = 600  # characters back within which a pronoun finds its actor; about three sentences of news


SAME_OFFICE = {
    "head of state": frozenset({"president", "king", "queen"}),
    "premier": frozenset({"premier", "minister"}),
    "leader": frozenset({"president", "leader", "premier"}),
}
GENERIC = frozenset({"group", "movement", "organisation", "organization", "front", "faction"})
# Adjectives that tell no group from another.
PLAIN = frozenset(
    """armed suspected alleged masked unidentified unknown several many some dozens hundreds heavily-armed heavily other more local foreign
    islamist jihadist militant rebel islamic terrorist extremist""".split()
)
ARMED_NOUNS = frozenset({"movement", "front", "faction"})
OPEN_BODIES = frozenset(
    {
        "army",
        "military",
        "navy",
        "air force",
        "police",
        "government",
        "parliament",
        "presidency",
        "general staff",
        "coast guard",
        "security force",
        "cabinet",
        "authority",
        "regime",
        "junta",
        "administration",
        "police force",
        "government force",
        "government troop",
        "government soldier",
    }
)


def attach(
    page: Page, drafts: list[Draft], descriptions: Sequence[Description], pronouns: Sequence[Pronoun], spoken: Countries
) -> list[Draft]:
    """The drafts with the spots of descriptions and pronouns; descriptions of nobody named become entities of their own."""
    for draft in drafts:
        draft.subject_at = [s for s, e, *_ in draft.spots if page.tokens(s, e).root.dep_.startswith("nsubj")]
    things: list[Description | Pronoun] = sorted([*descriptions, *pronouns], key=lambda d: (d.start, d.end))
    for thing in things:
        if isinstance(thing, Pronoun):
            _add(_pronoun(drafts, thing), thing, "pronoun", None)
            continue
        beside = _beside(page, drafts, thing)
        titled = beside is not None and beside.kind == thing.kind == "person"
        found = beside or _description(drafts, thing, spoken) or _own(page, drafts, thing, spoken)
        _add(found, thing, "description", page.document.text[thing.start : thing.end] if titled else None)
    return drafts


def _add(draft: Draft | None, thing: Description | Pronoun, form: str, role: str | None) -> None:
    if draft is None:
        return
    draft.spots.append((thing.start, thing.end, form, role))
    draft.rules.add(form)
    if role and draft.gender is None:
        draft.gender = gender_of([role])
    if thing.subject:
        draft.subject_at.append(thing.start)


def _description(drafts: Sequence[Draft], d: Description, spoken: Countries) -> Draft | None:
    if d.group in FIGHTERS:
        return _only(drafts, d, {"armed group"}, spoken.inside(d.start, d.end))
    if d.group == "group" and d.definite:
        return _group(drafts, d)
    if d.group in ("people", "people_loaded") and d.definite and d.number == "one":
        return _person_by_role(drafts, d, spoken)
    return None


def _group(drafts: Sequence[Draft], d: Description) -> Draft | None:
    """ "the group" takes up the last group said; "the hospital", "the agency" one that has the word in its name, or was called so."""
    if d.number == "many":
        return None
    if d.noun in GENERIC:
        if any(w[:1].isupper() for w in d.told_by) or len(d.told_by) > 2:
            return None
        armed = _recent([x for x in drafts if x.kind == "armed group" and x.number == "one"], d.start)
        if d.noun in ARMED_NOUNS and armed is not None:
            return armed
        return _recent(
            [x for x in drafts if x.kind in ("armed group", "organisation") and x.number == "one" and "outlet" not in x.rules], d.start
        )
    said = d.noun.split()[-1]
    named = [x for x in drafts if x.kind in ("armed group", "organisation") and any(said in keys_of(a) for a in (x.name, *x.aliases))]
    return _recent(named, d.start)


def _beside(page: Page, drafts: Sequence[Draft], d: Description) -> Draft | None:
    """The actor whose name stands in apposition, or before the noun: "X, an armed group", "X insurgents", "the X group"."""
    head = page.doc[d.head]
    kinds = {"person"} if d.kind == "person" else {"armed group", "organisation", "government"}
    for draft in drafts:
        if draft.kind not in kinds or (draft.kind == "person" and d.number == "many"):
            continue
        for start, end, form, _ in draft.spots:
            if form != "name" or abs(start - d.start) > 300:
                continue
            root = page.tokens(start, end).root
            if (head.dep_ == "appos" and head.head.i == root.i) or (root.dep_ in ("appos", "flat") and root.head.i == head.i):
                return draft
            inside = (
                d.start <= start
                and end <= d.end
                and root.head.i == head.i
                and root.dep_ in ("compound", "amod", "flat", "nmod", "nmod:desc")
            )
            if inside and d.kind != "person" and (draft.kind == "government" or d.group not in STATE):
                return draft
    return None


def _only(drafts: Sequence[Draft], d: Description, kinds: set[str], own: set[str]) -> Draft | None:
    """The one candidate of the report; of several, none; none either where the words name another country's."""
    if not d.definite and any(w.lower() not in PLAIN for w in d.told_by):
        return None  # "Kurdish opposition fighters" need not be the group of the report
    named = [x for x in drafts if x.kind in kinds and any(f == "name" for _, _, f, _ in x.spots)]
    named = [x for x in named if not own or x.country is None or x.country in own]
    before = [x for x in named if x.last_before(d.start) >= 0]
    if len(named) == 1:
        return named[0]
    return before[0] if len(before) == 1 and d.definite else None


def _recent(drafts: Sequence[Draft], offset: int) -> Draft | None:
    before = [(x.last_before(offset), i) for i, x in enumerate(drafts) if x.last_before(offset) >= 0]
    return drafts[max(before)[1]] if before else None


def _person_by_role(drafts: Sequence[Draft], d: Description, spoken: Countries) -> Draft | None:
    """ "the minister" is the last person so titled; "the Spanish minister" only one whose title does not name another country."""
    nouns = SAME_OFFICE.get(d.noun, frozenset({d.noun.split()[-1]}))
    own = spoken.inside(d.start, d.end)
    fits = []
    for x in drafts:
        titles = [role for role in x.roles if nouns & set(keys_of(role))]
        if x.kind != "person" or not titles:
            continue
        theirs = {word.alpha2 for role in titles for _, word in country_words(role, words_of(role))}
        if not own or own & theirs:
            fits.append(x)
    return _recent(fits, d.start)


def _own(page: Page, drafts: list[Draft], d: Description, spoken: Countries) -> Draft | None:
    """An entity of its own: the state's body by its country, or somebody without a name."""
    said = page.document.text[d.start : d.end]
    if d.group in STATE:
        return _state(page, drafts, d, said, spoken)
    if (d.group == "group" and d.noun in GENERIC and d.definite) or d.group == "countries":
        return None
    return _nameless(drafts, d, said)


def _nameless(drafts: list[Draft], d: Description, said: str) -> Draft:
    same = [x for x in drafts if d.definite and x.key is None and x.name.lower() == said.lower()]
    if same:
        return same[-1]
    draft = Draft(d.kind, None, None, said, number=d.number, rules={"description"})
    draft.aliases.add(said)
    drafts.append(draft)
    return draft


def _state(page: Page, drafts: list[Draft], d: Description, said: str, spoken: Countries) -> Draft | None:
    """ "the army" is the army last said, else that of the country which the report says most; "the Obama administration" is neither."""
    if d.noun == "ministry":
        named = [x for x in drafts if x.key and x.key.partition(":")[2].startswith("ministry")]
        return _recent(named, d.start) or _nameless(drafts, d, said)
    found = state_bodies(page.document.text, words_of(page.document.text, d.start, d.end))
    other = any(x.kind == "person" and any(d.start <= s < d.end and f == "name" for s, _, f, _ in x.spots) for x in drafts)
    if not found or other or d.noun not in OPEN_BODIES or not (d.definite or d.noun in ("police", "authority")):
        return _nameless(drafts, d, said)
    body = found[-1].body
    named_before = _recent([x for x in drafts if x.key and x.key.partition(":")[2] == body], d.start)
    own = spoken.inside(d.start, _owner_end(page, d))
    country = next(iter(sorted(own))) if len(own) == 1 else spoken.home
    if named_before is not None and (not own or named_before.country in own):
        return named_before
    if country is None:
        return _nameless(drafts, d, said)
    key = body_key(country, body)
    for x in drafts:
        if x.key == key:
            return x
    draft = Draft(d.kind, key, country, body_title(country, body), number=d.number, rules={"description"})
    draft.aliases.add(said)
    drafts.append(draft)
    return draft


def _owner_end(page: Page, d: Description) -> int:
    """Where a phrase ends with the one it belongs to: "the government of the Norlandic President X"."""
    of = [c for c in page.doc[d.head].rights if c.dep_ == "nmod" and any(g.dep_ == "case" and g.lower_ == "of" for g in c.children)]
    return max((t.idx + len(t) for c in of[:1] for t in c.subtree), default=d.end)


def _pronoun(drafts: Sequence[Draft], p: Pronoun) -> Draft | None:
    """The nearest actor that fits in number and gender; subjects before others, the same sentence before earlier ones."""
    best: tuple[float, int] | None = None
    for i, draft in enumerate(drafts):
        at = draft.last_before(p.start)
        if at < 0 or p.start - at > REACH or not _agrees(draft, p):
            continue
        subject = max((s for s in draft.subject_at if s < p.start), default=-10_000)
        score = max(at, subject + 150.0)
        if best is None or score > best[0]:
            best = (score, i)
    return drafts[best[1]] if best else None


def _agrees(draft: Draft, p: Pronoun) -> bool:
    if p.number == "many":
        return draft.kind in ("armed group", "organisation") or draft.number == "many"
    if p.gender == "n":
        return draft.kind in ("armed group", "organisation", "government", "country") and draft.number == "one"
    return draft.kind == "person" and draft.number == "one" and draft.gender in (None, p.gender)
