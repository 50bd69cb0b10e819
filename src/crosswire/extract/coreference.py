"""Descriptions and pronouns joined to the entities that a report names: "the group", "the minister", "he"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.country_names import country_words
from crosswire.extract.described import office_parts
from crosswire.extract.descriptions import Description, Pronoun, says
from crosswire.extract.entities import Draft
from crosswire.extract.home_country import Countries
from crosswire.extract.name_text import keys_of, words_of
from crosswire.extract.posts import may_be, takes_office
from crosswire.extract.titles import gender_of
from crosswire.extract.unnamed import GENERIC, STATE, own_entity, recent

FIGHTERS = frozenset({"fighters", "fighters_loaded"})
SPOKEN = 400.0  # characters by which who spoke last is nearer to "he said" than who is only told of; half of it in an earlier paragraph
REACH = 600  # characters back within which a pronoun finds its actor; about three sentences of news

SAME_OFFICE = {
    "head of state": frozenset({"president", "king", "queen"}),
    "premier": frozenset({"premier", "minister"}),
    "leader": frozenset({"president", "leader", "premier"}),
}
# Adjectives that tell no group from another.
PLAIN = frozenset(
    """armed suspected alleged masked unidentified unknown several many some dozens hundreds heavily-armed heavily other more local foreign
    islamist jihadist militant rebel islamic terrorist extremist""".split()
)
ARMED_NOUNS = frozenset({"movement", "front", "faction"})


def attach(
    page: Page, drafts: list[Draft], descriptions: Sequence[Description], pronouns: Sequence[Pronoun], spoken: Countries
) -> list[Draft]:
    """The drafts with the spots of descriptions and pronouns; descriptions of nobody named become entities of their own."""
    for draft in drafts:
        roots = [(s, page.tokens(s, e).root) for s, e, *_ in draft.spots]
        draft.subject_at = [s for s, root in roots if root.dep_.startswith("nsubj")]
        draft.spoke_at = [s for s, root in roots if says(root)]
    things: list[Description | Pronoun] = sorted([*descriptions, *pronouns], key=lambda d: (d.start, d.end))
    for said in things:
        if isinstance(said, Pronoun):
            _add(_pronoun(page.document.text, drafts, said), said, "pronoun", None, speaks=said.speaks)
            continue
        new, thing = _new_holder(page.document.text, drafts, said)
        beside = new or _beside(page, drafts, thing) or _set_off(page, drafts, thing)
        titled = beside is not None and beside.kind == thing.kind == "person"
        found = beside or _description(page, drafts, thing, spoken) or own_entity(page, drafts, thing, spoken)
        role = page.document.text[thing.start : thing.end] if titled else None
        if new is not None and role:
            new.took.append((thing.start, role))
        _add(found, thing, "description", role, speaks=says(page.doc[thing.head]))
    return drafts


def _add(draft: Draft | None, thing: Description | Pronoun, form: str, role: str | None, *, speaks: bool) -> None:
    if draft is None:
        return
    draft.spots.append((thing.start, thing.end, form, role))
    draft.rules.add(form)
    if role and draft.gender is None:
        draft.gender = gender_of([role])
    if thing.subject:
        draft.subject_at.append(thing.start)
    if speaks:
        draft.spoke_at.append(thing.start)


def _new_holder(text: str, drafts: Sequence[Draft], d: Description) -> tuple[Draft | None, Description]:
    """ "named X defence minister", "X becomes premier": the person who takes an office with these words, and the words without a name."""
    for draft in drafts if d.kind == "person" and d.number == "one" else ():
        for start, end, form, _ in draft.spots if draft.kind == "person" else ():
            office = end + 1 if start == d.start and end < d.end - 1 else d.start  # read as one phrase: "X defence minister"
            if form == "name" and takes_office(text, start, end, office):
                return draft, replace(d, start=office)
    return None, d


def _description(page: Page, drafts: Sequence[Draft], d: Description, spoken: Countries) -> Draft | None:
    if d.group in FIGHTERS and d.kind != "person":
        return _only(drafts, d, {"armed group"}, spoken.inside(d.start, d.end))
    if d.group == "group" and d.definite:
        return _group(drafts, d)
    if d.group in ("people", "people_loaded") and d.definite and d.number == "one":
        return _person_by_role(page.document.text, drafts, d, spoken)
    return None


def _group(drafts: Sequence[Draft], d: Description) -> Draft | None:
    """ "the group" takes up the last group said; "the hospital", "the agency" one that has the word in its name, or was called so."""
    if d.number == "many":
        return None
    if d.noun in GENERIC:
        if any(w[:1].isupper() for w in d.told_by) or len(d.told_by) > 2:
            return None
        armed = recent([x for x in drafts if x.kind == "armed group" and x.number == "one"], d.start)
        if d.noun in ARMED_NOUNS and armed is not None:
            return armed
        return recent(
            [x for x in drafts if x.kind in ("armed group", "organisation") and x.number == "one" and "outlet" not in x.rules], d.start
        )
    said = d.noun.split()[-1]
    named = [x for x in drafts if x.kind in ("armed group", "organisation") and any(said in keys_of(a) for a in (x.name, *x.aliases))]
    return recent(named, d.start)


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
            if d.kind == draft.kind == "person" and start > d.start and root.dep_ == "appos" and _hangs_on(root.head, head):
                return draft  # "the governor of Lango, Grace Atim": read as if she were Lango
            inside = (
                d.start <= start
                and end <= d.end
                and root.head.i == head.i
                and root.dep_ in ("compound", "amod", "flat", "nmod", "nmod:desc")
            )
            if inside and d.kind != "person" and (draft.kind == "government" or d.group not in STATE):
                return draft
    return None


_AFTER = frozenset(",.;:)—–\n")


def _set_off(page: Page, drafts: Sequence[Draft], d: Description) -> Draft | None:
    """ "X, its leader, said": a phrase for one person between commas right behind a name, where it is no further one of a list."""
    text, head = page.document.text, page.doc[d.head]
    told = d.kind == "person" and d.number == "one" and d.definite and head.dep_ not in ("conj", "nsubj")
    if not told or text[d.end : d.end + 1] not in _AFTER or any(t.dep_ == "cc" for t in head.head.children if t.i > head.i):
        return None
    for draft in drafts:
        if draft.kind == "person" and any(f == "name" and text[e : d.start] == ", " for _, e, f, _ in draft.spots):
            return draft
    return None


def _hangs_on(token: Token, head: Token) -> bool:
    """Whether a noun is reached from a head over "of" alone."""
    while token.dep_ == "nmod" and token.i > head.i:
        token = token.head
    return token.i == head.i


def _only(drafts: Sequence[Draft], d: Description, kinds: set[str], own: set[str]) -> Draft | None:
    """The one candidate of the report; of several, none; none either where the words name another country's."""
    if not d.definite and any(w.lower() not in PLAIN for w in d.told_by):
        return None  # "Kurdish opposition fighters" need not be the group of the report
    called = [x for x in drafts if any(f == "name" for _, _, f, _ in x.spots)]
    named = [x for x in called if x.kind in kinds] or [x for x in called if x.kind == "organisation" and "group-pattern" in x.rules]
    named = [x for x in named if not own or x.country is None or x.country in own]
    before = [x for x in named if x.last_before(d.start) >= 0]
    if len(named) == 1:
        return named[0]
    return before[0] if len(before) == 1 and d.definite else None


def _person_by_role(text: str, drafts: Sequence[Draft], d: Description, spoken: Countries) -> Draft | None:
    """ "the minister" is the last person so titled, or who has taken the office; "the Spanish minister" only one whose title does not
    name another country, "the interior minister" none of another portfolio, "the prime minister" no other minister."""
    nouns, said = SAME_OFFICE.get(d.noun, frozenset({d.noun.split()[-1]})), office_parts(text[d.start : d.end])
    own = spoken.inside(d.start, d.end)
    fits, new = [], []
    for x in drafts:
        titles = [r for r in x.roles if (office := office_parts(r)) and office.noun in nouns and (said is None or may_be(office, said))]
        if x.kind != "person" or not titles:
            continue
        theirs = {word.alpha2 for role in titles for _, word in country_words(role, words_of(role))}
        if not own or own & theirs:
            fits.append(x)
            new += [(at, len(fits) - 1) for at, role in x.took if at < d.start and role in titles]
    return fits[max(new)[1]] if new else recent(fits, d.start)


def _pronoun(text: str, drafts: Sequence[Draft], p: Pronoun) -> Draft | None:
    """The nearest actor that fits in number and gender; subjects before others, and where the pronoun speaks, who spoke before."""
    best: tuple[float, int] | None = None
    for i, draft in enumerate(drafts):
        at = draft.last_before(p.start)
        if at < 0 or p.start - at > REACH or not _agrees(draft, p):
            continue
        subject = max((s for s in draft.subject_at if s < p.start), default=-10_000)
        spoke = max((s for s in draft.spoke_at if s < p.start), default=-10_000) if p.speaks else -10_000
        bonus = 0.0 if spoke < 0 else SPOKEN if "\n" not in text[spoke : p.start] else SPOKEN / 2
        score = max(at, subject + 150.0, spoke + bonus)
        if best is None or score > best[0]:
            best = (score, i)
    if best is None:
        return None
    found = drafts[best[1]]
    if found.kind == "person" and found.gender is None and p.gender in ("m", "f"):
        found.gender = p.gender  # who was "he" once is no "she" later
    return found


def _agrees(draft: Draft, p: Pronoun) -> bool:
    if p.number == "many":
        return draft.kind in ("armed group", "organisation") or draft.number == "many"
    if p.gender == "n":
        return draft.kind in ("armed group", "organisation", "government", "country") and draft.number == "one"
    return draft.kind == "person" and draft.number == "one" and draft.gender in (None, p.gender)
