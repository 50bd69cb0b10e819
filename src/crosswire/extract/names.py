"""The names of one report: listed actors, bodies of states, countries, and what the language pipeline found, one reading per name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import Known, known_actors
from crosswire.extract.armed_groups import armed_beside, looks_armed, patterned_groups
from crosswire.extract.country_names import country_mentions, country_words
from crosswire.extract.name_text import PhraseTree, capital, keys_of, words_of
from crosswire.extract.name_types import Line, Name
from crosswire.extract.state_bodies import BodyName, body_key, body_title, state_bodies
from crosswire.extract.tagged_names import outlet_names, tagged_names
from crosswire.types import ActorKind, Span
from crosswire.wordlists import words_of as list_words


def read_names(page: Page, lines: Sequence[Line]) -> list[Name]:
    """Every name of an actor in the report, sorted; only countries may stand inside another name."""
    text = page.document.text
    listed = _listed(page, text, lines)
    states = [_state(b, text) for line in lines for b in state_bodies(text, line.words) if b.country or b.capital]
    tagged = tagged_names(page, lines)
    patterned = [_plain(text, s, "armed group", "group-pattern") for line in lines for s in patterned_groups(text, line.words)]
    outlets = outlet_names(page, lines)
    nations = [
        Name(m.start, m.end, m.name, "country", f"country:{m.alpha2}", m.alpha2, None, m.rule) for m in country_mentions(page, lines)
    ]
    places = {m for line in lines for m, _ in country_words(text, line.words)}
    kept = _choose(text, [n for n in [*listed, *states, *tagged, *patterned, *outlets] if n.span not in places])
    kept = [n for n in kept if not any(o.role_start is not None and o.role_start <= n.start < o.start and n.rule == "tagger" for o in kept)]
    kept = _arm(page, kept)
    kept += _repeats(page, lines, kept, places)
    return sorted([*kept, *_outside(nations, kept)], key=lambda n: (n.start, -n.end))


def _plain(text: str, span: Span, kind: ActorKind, rule: str) -> Name:
    return Name(span.start, span.end, text[span.start : span.end], kind, None, None, None, rule)


def _state(body: BodyName, text: str) -> Name:
    key = body_key(body.country, body.body) if body.country else None
    name = body_title(body.country, body.body) if body.country else text[body.start : body.end]
    rule = "state-body" if body.country else f"state-body?{body.body}"
    return Name(body.start, body.end, name, "government", key, body.country, None, rule)


# --- listed actors ---------------------------------------------------------------------------------------------------------
def _listed(page: Page, text: str, lines: Sequence[Line]) -> list[Name]:
    hits = [(Span(line.words[i].start, line.words[e - 1].end), k) for line in lines for i, e, k in _hits(text, line)]
    strong = {known.key for _, known in hits if not known.weak}
    spoken = {c.alpha2 for line in lines for _, c in country_words(text, line.words)}
    out, seen = [], set()
    for span, known in hits:
        if span in seen or (known.weak and not _supported(page, span, known, strong, spoken, hits)):
            continue
        seen.add(span)
        out.append(Name(span.start, span.end, known.name, known.kind, known.key, known.country, None, "actor-list"))
    return out


def _hits(text: str, line: Line) -> Iterator[tuple[int, int, Known]]:
    i = 0
    while i < len(line.words):
        step = 1
        for end, found in known_actors().at(text, line.words, i):
            fitting = [k for k in found if k.fits_case(list(line.words[i:end]))]
            if fitting:
                yield from ((i, end, k) for k in fitting)
                step = end - i if any(not k.weak for k in fitting) else 1
                break
        i += step


def _supported(page: Page, span: Span, known: Known, strong: set[str], spoken: set[str], hits: Sequence[tuple[Span, Known]]) -> bool:
    """Whether a doubtful name (WHO, RSF, Houthi) is believed: its full name stands in the report, or the tagger and the country agree."""
    rivals = {k.key for s, k in hits if s == span}
    if known.key in strong:
        return True
    if rivals & strong:
        return False
    ents = [e for e in page.doc.ents if e.start_char <= span.start and span.end <= e.end_char]
    if not ents or ents[0].label_ not in ("ORG", "NORP", "LOC") or ents[0].end_char - ents[0].start_char > span.end - span.start + 4:
        return False
    near = [k for k in sorted(rivals) if any(x.key == k and (x.country is None or x.country in spoken) for s, x in hits if s == span)]
    return near == [known.key]


# --- one reading per spot ------------------------------------------------------------------------------------------------------
RANK = {"actor-list": 0, "state-body": 1, "outlet": 2, "tagger": 3, "group-pattern": 4}


def _choose(text: str, names: Sequence[Name]) -> list[Name]:
    """No two names overlap: a listed one wins, then a body with its country, then the longest."""
    wider = {n for n in names if n.rule == "tagger" and any(_swallows(text, n, o) for o in names)}
    dropped = {o for n in wider for o in names if _swallows(text, n, o)}
    rest = [n for n in names if n not in dropped]
    kept: list[Name] = []
    for name in sorted(rest, key=lambda n: (RANK[n.rule.split("?")[0]], -(n.end - n.start), n.start)):
        if not any(name.span.overlaps(k.span) for k in kept):
            kept.append(name)
        elif name.rule == "group-pattern":
            kept = _grow(kept, name)
    return kept


def _swallows(text: str, wide: Name, small: Name) -> bool:
    """Whether a tagged name is a longer name of which a listed or state name is just a part ("Reuters Institute")."""
    if (
        wide.rule != "tagger"
        or small.rule.split("?")[0] not in ("actor-list", "state-body")
        or wide.span == small.span
        or not wide.span.holds(small.span)
    ):
        return False
    if (small.rule.startswith("state-body") and small.key is not None) or wide.kind == "person":
        return wide.kind == "person" and small.rule == "actor-list" and len(words_of(text, small.start, small.end)) == 1
    rest = [w for w in words_of(text, wide.start, wide.end) if not small.start <= w.start < small.end]
    title_words = list_words("titles.toml", "before_office") | list_words("titles.toml", "offices") | list_words("titles.toml", "ranks")
    if "(" in text[wide.start : wide.end]:
        return False
    return any(capital(w) and w.key not in title_words for w in rest)


def _grow(kept: list[Name], name: Name) -> list[Name]:
    """A pattern that holds one tagged piece of itself mends the cut name."""
    inside = [k for k in kept if k.span.overlaps(name.span)]
    if all(k.rule == "tagger" and name.span.holds(k.span) for k in inside):
        return [*(k for k in kept if k not in inside), name]
    return kept


def _arm(page: Page, names: Sequence[Name]) -> list[Name]:
    """An organisation is an armed group where the words beside its name say so, anywhere in the report."""
    text = page.document.text
    score: Counter[tuple[str, ...]] = Counter()
    for name in names:
        if name.key is None and name.kind in ("organisation", "armed group"):
            score[keys_of(name.name)] += armed_beside(page, name.span)
    out = []
    for name in names:
        if name.key is None and name.kind in ("organisation", "armed group"):
            armed = score[keys_of(name.name)] > 0 or (name.kind == "armed group" and looks_armed(text[name.start : name.end]))
            out.append(replace(name, kind="armed group" if armed else "organisation"))
        else:
            out.append(name)
    return out


def _repeats(page: Page, lines: Sequence[Line], names: Sequence[Name], places: set[Span]) -> list[Name]:
    """Other places where a name of the report stands that nothing marked; never a part of a longer tagged name."""
    text = page.document.text
    known: dict[tuple[str, ...], Name] = {}
    for name in names:
        if name.rule != "actor-list" and not name.rule.startswith("state-body"):
            known.setdefault(keys_of(text[name.start : name.end]), name)
    tree: PhraseTree[Name] = PhraseTree()
    for keys, name in known.items():
        tree.add(keys, name)
    taken = [n.span for n in names]
    tagged = [Span(e.start_char, e.end_char) for e in page.doc.ents if e.label_ in ("PERSON", "ORG", "LOC", "FAC")]
    out: list[Name] = []
    for line in lines:
        for i, first in enumerate(line.words):
            for end, (like, *_) in tree.at(text, line.words, i):
                span = Span(first.start, line.words[end - 1].end)
                if span in places or not (capital(first) and capital(line.words[end - 1])):
                    continue
                if any(span.overlaps(t) for t in taken) or any(
                    t.holds(span) and t.end - t.start > span.end - span.start + 4 for t in tagged
                ):
                    break
                taken.append(span)
                out.append(replace(like, start=span.start, end=span.end, role=None, role_start=None, rule="repeat"))
                break
    return out


def _outside(nations: Sequence[Name], kept: Sequence[Name]) -> list[Name]:
    """Countries that are no part of a person's or an organisation's name; inside a body of a state they stay."""
    out = []
    for nation in nations:
        around = [k for k in kept if k.span.overlaps(nation.span)]
        if all(k.kind == "government" and k.span.holds(nation.span) and k.span != nation.span for k in around):
            out.append(nation)
    return out
