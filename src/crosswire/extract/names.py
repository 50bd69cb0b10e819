"""The names of one report: listed actors, bodies of states, countries, and what the language pipeline found, one reading per name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import Known, known_actors, noun_groups, nouns_of
from crosswire.extract.armed_groups import armed_beside, looks_armed, patterned_groups
from crosswire.extract.country_names import country_mentions, country_words, decides
from crosswire.extract.name_outlets import outlet_names, stands_alone
from crosswire.extract.name_text import PhraseTree, capital, keys_of, words_of
from crosswire.extract.name_types import Line, Name
from crosswire.extract.state_bodies import BodyName, body_key, body_title, state_bodies
from crosswire.extract.tagged_names import tagged_names
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
    kept += _heads(text, lines, kept)
    kept += _acting_places(page, kept, places)
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
    if _before_fighters(page, span) and rivals == {known.key}:
        return True
    if not ents or ents[0].label_ not in ("ORG", "NORP", "LOC") or ents[0].end_char - ents[0].start_char > span.end - span.start + 4:
        return False
    near = [k for k in sorted(rivals) if any(x.key == k and (x.country is None or x.country in spoken) for s, x in hits if s == span)]
    return near == [known.key]


def _before_fighters(page: Page, span: Span) -> bool:
    """ "Houthi rebels", "the Shabaab militia": the noun behind the name says what it is."""
    last = page.tokens(span.start, span.end)[-1]
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    return after is not None and noun_groups().get(after.lemma_.lower(), ("",))[0] in ("fighters", "fighters_loaded")


# --- one reading per spot ------------------------------------------------------------------------------------------------------
RANK = {"actor-list": 0, "state-body": 1, "outlet": 2, "tagger": 3, "given-name": 3, "group-pattern": 4}


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


def _heads(text: str, lines: Sequence[Line], names: Sequence[Name]) -> list[Name]:
    """ "the Observatory" where one organisation of the report has the word in its name: a listed one anywhere, others at the end."""
    nouns = nouns_of("group_names", "organisation_names")
    full: dict[str, dict[str, Name]] = {}
    for name in names:
        keys = keys_of(text[name.start : name.end]) if name.kind in ("organisation", "armed group") else ()
        for key in set(keys if name.rule == "actor-list" else keys[-1:]) & nouns if len(keys) > 1 else ():
            full.setdefault(key, {})[name.key or " ".join(keys_of(name.name))] = name
    out = []
    for line in lines if full else ():
        for the, word in pairwise(line.words):
            owners = full.get(word.key, {})
            alone = the.key == "the" and capital(word) and len(owners) == 1 and stands_alone(text, line.words, word)
            if alone and not any(n.start < word.end and word.start < n.end for n in names):
                one = next(iter(owners.values()))
                out.append(replace(one, start=word.start, end=word.end, role=None, role_start=None, rule="short-name"))
    return out


def _acting_places(page: Page, names: Sequence[Name], places: set[Span]) -> list[Name]:
    """Provinces, islands and breakaway regions that say, decide or demand somewhere in the report: there they are what countries are."""
    text = page.document.text
    known = [n.span for n in names]
    ents = [e for e in page.doc.ents if e.label_ in ("LOC", "PERSON") and Span(e.start_char, e.end_char) not in places]
    ents = [e for e in ents if not any(k.overlaps(Span(e.start_char, e.end_char)) for k in known)]
    placed = {keys_of(e.text) for e in ents if e.label_ == "LOC"}
    ents = [e for e in ents if keys_of(e.text) in placed]
    acting = {keys_of(e.text) for e in ents if decides(e.root) or _broken_away(text, Span(e.start_char, e.end_char))}
    out = []
    for ent in ents:
        span = Span(ent.start_char, ent.end_char)
        if keys_of(ent.text) in acting and not any(span.overlaps(p) for p in places):
            out.append(_plain(text, span, "country", "place-acts"))
    return [*out, *_own_tongue(text, out)]


_CALL_IT = re.compile(r",? (?:which|that) (?:[^.;:“”\"\n]{3,60} )?calls? ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})")


def _own_tongue(text: str, regions: Sequence[Name]) -> Iterator[Name]:
    """ "X, which its people call Y": the region by its other name."""
    for name in regions:
        for m in [m for m in [_CALL_IT.match(text, name.end)] if m]:
            yield replace(name, start=m.start(1), end=m.end(1))


_DE_FACTO = re.compile(
    r"\b(?:(?:breakaway|separatist|secessionist|self-declared|self-proclaimed|unrecogni[sz]ed|de facto)"
    r"(?: (?:region|republic|islands?|province|territory|enclave|state|statelet|entity|government)(?: of)?)?"
    r"|(?:separatists|secessionists) (?:who|that) (?:hold|control|rule|run|govern|seized|held|ruled))"
    r"(?: the (?:island|region|province|enclave) of)? (?:the )?$",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?:, [^.;:“”\"\n]{3,60},)? (?:(?:has|had) )?(?:broke away|broken away|seceded"
    r"|(?:declared|proclaimed) (?:its|unilateral)? ?independence)\b"
)


def _broken_away(text: str, span: Span) -> bool:
    """Whether the words at a place's name tell that it has left its state: those who hold it act like a state's government."""
    return bool(_DE_FACTO.search(text, max(0, span.start - 80), span.start) or _LEFT.match(text, span.end))


def _outside(nations: Sequence[Name], kept: Sequence[Name]) -> list[Name]:
    """Countries that are no part of a person's or an organisation's name; inside a body of a state they stay."""
    out = []
    for nation in nations:
        around = [k for k in kept if k.span.overlaps(nation.span)]
        if all(k.kind == "government" and k.span.holds(nation.span) and k.span != nation.span for k in around):
            out.append(nation)
    return out
