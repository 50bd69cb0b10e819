"""Entities for descriptions of nobody named: the body of a state by its country, else somebody without a name."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.acquire.sentences import Page
from crosswire.extract.descriptions import Description
from crosswire.extract.entities import Draft
from crosswire.extract.home_country import Countries
from crosswire.extract.name_countries import described_country
from crosswire.extract.name_text import words_of
from crosswire.extract.state_bodies import body_key, body_title, state_bodies
from crosswire.extract.titles import country_of
from crosswire.wordlists import words_of as list_words

STATE = frozenset({"forces", "forces_loaded", "state", "state_loaded"})
GENERIC = frozenset({"group", "movement", "organisation", "organization", "front", "faction"})
POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
OPEN_BODIES = frozenset(
    {
        "army",
        "military",
        "navy",
        "air force",
        "police",
        "riot police",
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


def own_entity(page: Page, drafts: list[Draft], d: Description, spoken: Countries) -> Draft | None:
    """An entity of its own: the state's body by its country, or somebody without a name."""
    said = page.document.text[d.start : d.end]
    if d.group in STATE and said.split(maxsplit=1)[0].lower() in ("our", "my", "your"):
        return None  # whose, only the speaker tells
    if d.group in STATE:
        return _state(page, drafts, d, said, spoken)
    if d.noun == "opposition" and any(g.lower_ == "to" for c in page.doc[d.head].rights for g in c.children if g.dep_ == "case"):
        return None
    if d.noun == "opposition" and d.definite:
        return _opposition(page, drafts, d, said, spoken)
    if (d.group == "group" and d.noun in GENERIC and d.definite) or d.group == "countries":
        return None
    return _nameless(page, drafts, d, said, spoken)


def _nameless(page: Page, drafts: list[Draft], d: Description, said: str, spoken: Countries) -> Draft:
    same = [x for x in drafts if d.definite and x.key is None and x.name.lower() == said.lower()]
    bare = not d.told_by and said.split(maxsplit=1)[0].lower() in POINTING
    same = same or [x for x in drafts if bare and x.noun == d.noun and x.number == d.number]
    if same:
        return same[-1]  # "two divers were ... The divers said"
    country = described_country(page, d, _countries_inside(drafts, d)) or (spoken.only if _of_a_state(d) else None)
    draft = Draft(d.kind, None, country, said, number=d.number, rules={"description"}, noun=d.noun)
    draft.aliases.add(said)
    drafts.append(draft)
    return draft


def _of_a_state(d: Description) -> bool:
    """Whether a description is of people or bodies that some state has: soldiers, a minister, a court."""
    return d.group in STATE or d.noun.split()[-1] in list_words("titles.toml", "state_heads")


def _countries_inside(drafts: Sequence[Draft], d: Description) -> set[str]:
    """The countries of the actors that a phrase names or takes up: "an aide to Anna Okello", "its army"."""
    out = set()
    for draft in drafts:
        for start, end, form, _ in draft.spots:
            if d.start <= start and end <= d.end and (form == "pronoun" or (form == "name" and draft.kind != "country")):
                country = draft.country or (country_of(draft.roles) if draft.kind == "person" else None)
                out |= {country} if country else set()
    return out


def _state(page: Page, drafts: list[Draft], d: Description, said: str, spoken: Countries) -> Draft | None:
    """ "the army" is the army last said, else that of the country which the report says most; "the Obama administration" is neither."""
    if d.noun == "ministry":
        named = [x for x in drafts if x.key and x.key.partition(":")[2].startswith("ministry")]
        return recent(named, d.start) or _nameless(page, drafts, d, said, spoken)
    found = state_bodies(page.document.text, words_of(page.document.text, d.start, d.end))
    whole = _owner_end(page, d)
    reach = d.end if spoken.inside(d.start, whole) else whole  # "the army of General X" is nobody's else; "of the Chadian General X" is
    other = any(x.kind == "person" and any(d.start <= s < reach and f == "name" for s, _, f, _ in x.spots) for x in drafts)
    opened = d.noun in OPEN_BODIES or d.noun.endswith(" ministry")
    bare = said.lower() == d.noun and d.subject and d.number == "one"  # "Army denies role": a headline drops the article
    if not found or other or not opened or not (d.definite or bare or d.noun in ("police", "riot police", "authority")):
        return _nameless(page, drafts, d, said, spoken)
    body = found[-1].body
    named_before = recent([x for x in drafts if x.key and x.key.partition(":")[2] == body], d.start)
    own = spoken.inside(d.start, whole)
    owner = next((x for x in drafts for s, _, f, _ in x.spots if f == "pronoun" and s == d.start), None)  # "its army"
    own |= {owner.country} if owner is not None and owner.country else set()
    holders = [
        x
        for x in drafts
        if x.kind in ("armed group", "organisation") and any(d.start <= s < d.end and f == "name" for s, _, f, _ in x.spots)
    ]
    if holders and not own:  # "the X movement's health ministry"
        if not all(x.country for x in holders):
            return _nameless(page, drafts, d, said, spoken)
        own |= {x.country for x in holders if x.country}
    country = next(iter(sorted(own))) if len(own) == 1 else None if owner is not None else spoken.home
    if named_before is not None and (not own or named_before.country in own):
        return named_before
    if country is None:
        return _nameless(page, drafts, d, said, spoken)
    key = body_key(country, body)
    for x in drafts:
        if x.key == key:
            return x
    draft = Draft(d.kind, key, country, body_title(country, body), number=d.number, rules={"description"})
    draft.aliases.add(said)
    drafts.append(draft)
    return draft


def _opposition(page: Page, drafts: list[Draft], d: Description, said: str, spoken: Countries) -> Draft | None:
    """ "the opposition" is that of the country said with it, else of the country that the report is about."""
    own = spoken.inside(d.start, _owner_end(page, d))
    country = next(iter(own)) if len(own) == 1 else spoken.home
    if len(own) > 1 or country is None:
        return _nameless(page, drafts, d, said, spoken)
    key = body_key(country, "opposition")
    draft = next((x for x in drafts if x.key == key), None)
    if draft is None:
        draft = Draft(d.kind, key, country, body_title(country, "opposition"), number=d.number, rules={"description"})
        drafts.append(draft)
    draft.aliases.add(said)
    return draft


def _owner_end(page: Page, d: Description) -> int:
    """Where a phrase ends with the one it belongs to: "the government of the Norlandic President X"."""
    of = [c for c in page.doc[d.head].rights if c.dep_ == "nmod" and any(g.dep_ == "case" and g.lower_ == "of" for g in c.children)]
    return max((t.idx + len(t) for c in of[:1] for t in c.subtree), default=d.end)


def recent(drafts: Sequence[Draft], offset: int) -> Draft | None:
    """The one last mentioned before an offset."""
    before = [(x.last_before(offset), i) for i, x in enumerate(drafts) if x.last_before(offset) >= 0]
    return drafts[max(before)[1]] if before else None
