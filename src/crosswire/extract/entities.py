"""The names of one report grouped into entities: surname to full name, acronym to definition, bare ministry to its country."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import nouns_of
from crosswire.extract.aliases import bracketed, by_initials, called, same_bearer
from crosswire.extract.described import holds, office_parts
from crosswire.extract.home_country import Countries, body_country
from crosswire.extract.name_text import keys_of
from crosswire.extract.name_types import Line, Name
from crosswire.extract.posts import opposed
from crosswire.extract.state_bodies import body_key, body_title
from crosswire.extract.titles import gender_of
from crosswire.types import ActorKind, Span


@dataclass
class Draft:
    """An entity under construction: ``spots`` are (start, end, form, role); ``noun`` heads the first words for one without a name."""

    kind: ActorKind | None
    key: str | None
    country: str | None
    name: str
    number: str = "one"
    gender: str | None = None
    spots: list[tuple[int, int, str, str | None]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    subject_at: list[int] = field(default_factory=list)
    spoke_at: list[int] = field(default_factory=list)
    noun: str | None = None
    took: list[tuple[int, str]] = field(default_factory=list)  # (where, office) of each office that the report says it takes

    @property
    def roles(self) -> tuple[str, ...]:
        """Every title said, sorted."""
        return tuple(sorted({role for *_, role in self.spots if role}))

    def last_before(self, offset: int) -> int:
        """The start of its last mention before an offset, or -1."""
        return max((s for s, *_ in self.spots if s < offset), default=-1)


def group_names(page: Page, names: Sequence[Name], spoken: Countries, lines: Sequence[Line]) -> list[Draft]:
    """One draft per actor that the report names."""
    text = page.document.text
    names = [*names, *_initials(text, lines, names)]
    names = sorted(names, key=lambda n: (n.start, -n.end))
    owner = _owners(text, lines, names)
    drafts: dict[object, Draft] = {}
    for i, name in enumerate(names):
        root = owner[i]
        key = _identity(page, names, root, spoken, name)
        draft = drafts.get(key)
        if draft is None:
            draft = drafts[key] = _new_draft(names[root], key, names)
        said = text[name.start : name.end]
        draft.spots.append((name.start, name.end, "name", name.role))
        draft.aliases.add(said)
        draft.rules.add(name.rule.split("?")[0])
    out = _join_ministries(list(drafts.values()))
    for draft in out:
        draft.gender = gender_of(draft.roles)
        if draft.key is None:
            draft.name = _fullest(draft)
    return out


def _join_ministries(drafts: list[Draft]) -> list[Draft]:
    """ "the Spanish ministry" is the ministry of Spain last named before, or the only one that the report names."""
    out = []
    for draft in drafts:
        full = [d for d in drafts if draft.key and draft.key.endswith(":ministry") and (d.key or "").startswith(draft.key + ":")]
        for spot in sorted(draft.spots, key=lambda s: s[:2]) if full else ():
            last = max(((d.last_before(spot[0]), i) for i, d in enumerate(full)), default=(-1, 0))
            if last[0] < 0 and len(full) > 1:
                continue
            full[last[1]].spots.append(spot)
            full[last[1]].aliases |= draft.aliases
            full[last[1]].rules |= draft.rules
            draft.spots.remove(spot)
        if draft.spots:
            out.append(draft)
    return out


def _fullest(draft: Draft) -> str:
    """The name under which the actor came in, or a longer one that holds it; an acronym gives way to its words."""
    first = draft.name
    holding = [a for a in draft.aliases if set(keys_of(first)) <= set(keys_of(a)) or (first.isupper() and not a.isupper())]
    return max([first, *holding], key=lambda a: (len(keys_of(a)), not a.isupper(), len(a), a))


def _new_draft(name: Name, key: object, names: Sequence[Name]) -> Draft:
    if isinstance(key, str):
        country, _, body = key.partition(":")
        if name.key is None and not body:
            listed = next(n for n in names if n.key == key)
            return Draft(listed.kind, key, listed.country, listed.name)
        if name.key is None and body:
            return Draft("government", key, country, body_title(country, body))
        return Draft(name.kind, key, name.country, name.name)
    return Draft(name.kind, None, name.country, name.name)


def _initials(text: str, lines: Sequence[Line], names: Sequence[Name]) -> list[Name]:
    """Acronyms that the text introduces and that no rule marked."""
    out = []
    for line, held in zip(lines, _by_line(lines, names), strict=True):
        inside = [names[i] for i in held]
        taken = [n.span for n in inside]
        spans = [n.span for n in inside]
        foreign = [n.kind in GROUPS and n.key is None for n in inside]
        found = [
            (a.span, inside[a.owner]) for i in range(len(inside)) for a in bracketed(text, spans, i, line.span.end, foreign=foreign[i])
        ]
        for span in by_initials(text, *line.span):
            before = [n for n in inside if n.end <= span.start and n.kind in ("organisation", "armed group", "government")]
            found += [(span, before[-1])] if before else []
        for span, like in found:
            if not any(span.overlaps(t) for t in taken):
                taken.append(span)
                out.append(Name(span.start, span.end, like.name, like.kind, like.key, like.country, None, "acronym"))
    return out


def _by_line(lines: Sequence[Line], names: Sequence[Name]) -> list[list[int]]:
    """For each line the indices of the names inside it, in their order; lines do not overlap."""
    order = sorted(range(len(lines)), key=lambda k: lines[k].span)
    starts = [lines[k].span.start for k in order]
    held: list[list[int]] = [[] for _ in lines]
    for i, name in enumerate(names):
        k = bisect_right(starts, name.start) - 1
        if k >= 0 and lines[order[k]].span.holds(name.span):
            held[order[k]].append(i)
    return held


GROUPS = ("organisation", "armed group", "government")


def _owners(text: str, lines: Sequence[Line], names: Sequence[Name]) -> list[int]:
    """For each name the index of the name that it is another word for (itself where it is none); once said, true for the whole report."""
    owner = list(range(len(names)))
    spans = [n.span for n in names]
    for line, inside in zip(lines, _by_line(lines, names), strict=True):
        for a, b in _second_names(text, line, names, spans, inside):
            owner[b] = owner[a]
    first: dict[tuple[str, ...], int] = {}
    for i, name in enumerate(names):
        if owner[i] != i:
            first.setdefault(keys_of(text[name.start : name.end]), owner[i])
    for i, name in enumerate(names):
        if owner[i] == i and name.key is None:
            owner[i] = first.get(keys_of(text[name.start : name.end]), i)
    return owner


def _second_names(text: str, line: Line, names: Sequence[Name], spans: Sequence[Span], inside: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(name, second name) pairs of one sentence, by index."""
    at = {spans[i]: i for i in inside}
    for i in inside:
        foreign = names[i].kind in GROUPS and names[i].key is None
        for alias in bracketed(text, spans, i, line.span.end, foreign=foreign):
            j = at.get(alias.span)
            if j is not None and (names[j].key is None or names[i].key is None):
                yield i, j
    for a, b in pairwise(inside):
        grouped = (
            names[a].kind in GROUPS and names[b].key is None and (names[b].kind in GROUPS or _bracketed_name(text, names[a], names[b]))
        )
        people = names[a].kind == names[b].kind == "person" and names[a].key is None and names[b].key is None
        if (grouped and called(text, spans[a], spans[b])) or (people and same_bearer(text, spans[a], spans[b])):
            yield a, b
    for span in by_initials(text, *line.span):
        before = [i for i in inside if names[i].end <= span.start and names[i].kind in GROUPS]
        if span in at and before:
            yield before[-1], at[span]


def _bracketed_name(text: str, group: Name, name: Name) -> bool:
    """ "the X Front (also written Y": set off behind a group, and one word without a title, a name is no person's."""
    return name.role is None and len(keys_of(name.name)) == 1 and text[group.end : group.end + 2] in (" (", " [")


def _identity(page: Page, names: Sequence[Name], root: int, spoken: Countries, said: Name) -> object:
    """What tells this actor from others inside the report."""
    name = names[root]
    if name.key is not None:
        return name.key
    if name.rule.startswith("state-body?"):
        body = name.rule.split("?", 1)[1]
        country = body_country(page, names, said, body, spoken)
        return body_key(country, body) if country else ("body", body)
    keys = keys_of(name.name)
    if name.kind == "country":
        return ("place", keys)
    if name.kind == "person":
        return ("person", _full_person(page.document.text, names, name, keys))
    return _listed_short(page.document.text, names, keys) or ("group", _full_group(names, keys))


def _full_person(text: str, names: Sequence[Name], name: Name, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The full name of which these words are the surname, failing that the first name, or one of two family names: the last one said,
    in a headline else the next; of several the one who has the title; none whose office is another."""
    people = [(n, keys_of(n.name)) for n in names if n.kind == "person" and n.key is None]
    roles = {k: tuple(n.role for n, other in people if other == k and n.role) for _, k in people if len(k) > len(keys)}
    others = [
        n for n, k in people if k == keys and n.role and any(k[-len(keys) :] == keys and opposed((n.role,), r) for k, r in roles.items())
    ]
    longer = [(n.start, k) for n, k in people if len(k) > len(keys) and not (name.role and opposed((name.role,), roles[k]))]
    ends, begins = [x for x in longer if x[1][-len(keys) :] == keys], [x for x in longer if x[1][: len(keys)] == keys]
    inside = [x for x in longer if len(keys) == 1 and keys[0] in x[1][1:-1]] if len({k for _, k in longer if keys[-1] in k}) == 1 else []
    titled = _so_titled(names, name, {k for _, k in (*ends, *begins)})
    other = max((n.start for n in others if n.start < name.start), default=-1)  # "Governor X", who is not the full-named one
    for full in ([x for x in longer if x[1] == titled], ends, begins, inside):
        if full:
            before = [x for x in full if x[0] < name.start]
            if not name.role and max(before, default=(-1, ()))[0] < other:
                return keys
            if before or _early(text, name):
                return max(before)[1] if before else min(full)[1]
    return keys


LEAD = 300  # characters from the top, the headline and the lead, in which a surname may stand before the full name is said


def _early(text: str, name: Name) -> bool:
    """Whether a surname may come before its full name: in a headline and the paragraph below, further on only with a title."""
    above = [line for line in text[: name.start].split("\n")[:-1] if line.strip()]
    return name.start < LEAD and (name.role is not None or len(above) < 2)


def _so_titled(names: Sequence[Name], name: Name, fitting: set[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Of several people with one surname the one to whom the report gives the title that stands before it: "Commander Orlov"."""
    office = office_parts(name.role) if name.role and len(fitting) > 1 else None
    if office is None:
        return None
    found = {k for k in fitting if holds([n.role for n in names if n.role and n.start != name.start and keys_of(n.name) == k], office)}
    return next(iter(found)) if len(found) == 1 else None


def _listed_short(text: str, names: Sequence[Name], keys: tuple[str, ...]) -> str | None:
    """The one listed actor of the report that "the Observatory", "the Coalition" takes up: its name has the word."""
    if len(keys) > 2 or keys[-1] not in nouns_of("group_names", "organisation_names"):
        return None
    groups = [n for n in names if n.kind in GROUPS and n.rule == "actor-list"]
    found = {
        str(n.key) for n in groups if set(keys) <= set(keys_of(text[n.start : n.end])) and len(keys_of(text[n.start : n.end])) > len(keys)
    }
    rivals = {
        keys_of(n.name)
        for n in names
        if n.key is None and n.kind in GROUPS and keys_of(n.name)[-1:] == keys[-1:] and len(keys_of(n.name)) > len(keys)
    }
    return next(iter(found)) if len(found) == 1 and not rivals else None


def _full_group(names: Sequence[Name], keys: tuple[str, ...]) -> tuple[str, ...]:
    """ "the Front" is the one group whose name ends with Front; a first word alone, the one that begins with it."""
    groups = {keys_of(n.name) for n in names if n.key is None and n.kind in ("organisation", "armed group")}
    longer = sorted(k for k in groups if len(k) > len(keys))
    ends = [k for k in longer if k[-len(keys) :] == keys]
    begins = [k for k in longer if k[: len(keys)] == keys]
    if len(ends) == 1 and (keys[-1] in nouns_of("group_names", "organisation_names") or len(keys) > 1):
        return ends[0]
    return begins[0] if len(begins) == 1 else keys
