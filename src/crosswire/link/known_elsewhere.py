"""Names that one report shows to be an actor's, found in the other reports that have them too.

A region that says or decides something in one report is an actor in all, as countries are; a group or outlet that one report names in
full is meant wherever its full name stands, whatever the tagger made of it there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crosswire.extract.name_text import PhraseTree, Word, capital, joined, keys_of, words_of
from crosswire.types import ActorKind, Document, Entity, Mention, Span, Tables, make_id
from crosswire.wordlists.gazetteer import gazetteer

RULE = "named elsewhere"
GROUPS = frozenset({"organisation", "armed group"})
FULL = 2  # words of a name that is looked for in every report; of one word only what a report says to be an armed group

Keys = tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    """A name to look for: whose it is."""

    name: str
    kind: ActorKind
    country: str | None
    key: str | None


def spread(tables: Tables) -> Tables:
    """The tables with the mentions, and the entities, that other reports tell of; each new entity has the rule ``named elsewhere``.

    What was read is kept (``entities_read``, ``mentions_found``), so that :func:`undone` gives it back.
    """
    regions = {keys_of(e.name) for e in tables.entities if e.kind == "country" and e.known_as is None and "place-acts" in e.rules}
    entities = [_as_region(e) if _taken_for_another(e, regions) else e for e in tables.entities]
    tree = _names(sorted(entities, key=lambda e: e.entity_id), regions, _placed(tables))
    taken: dict[str, list[Span]] = defaultdict(list)
    for m in tables.mentions:
        if m.form == "name":
            taken[m.document_id].append(Span(m.start, m.end))
    sentences: dict[str, list[Span]] = defaultdict(list)
    for s in tables.sentences:
        sentences[s.document_id].append(Span(s.start, s.end))
    here: dict[str, list[Entity]] = defaultdict(list)
    for e in entities:
        here[e.document_id].append(e)
    added, said = [], []
    for document in tables.documents:
        own: dict[Keys, Entity] = {}
        for span, known in _found(document, sentences[document.document_id], tree, sorted(taken[document.document_id])):
            entity = own.get(keys_of(known.name)) or _own(here[document.document_id], known) or _new(document, span, known)
            if entity not in here[document.document_id] and keys_of(known.name) not in own:
                added.append(entity)
            own[keys_of(known.name)] = entity
            said.append(_mention(document.document_id, span, entity))
    changed = tuple(old for old, new in zip(tables.entities, entities, strict=True) if old != new)
    mentions = sorted((*tables.mentions, *said), key=lambda m: (m.document_id, m.start, m.end, m.mention_id))
    return replace(tables, entities=(*entities, *added), mentions=tuple(mentions), entities_read=changed, mentions_found=tuple(said))


def undone(tables: Tables) -> Tables:
    """The tables with entities and mentions as they were before :func:`spread`."""
    read = {e.entity_id: e for e in tables.entities_read}
    found = {m.mention_id for m in tables.mentions_found}
    return replace(
        tables,
        entities=tuple(read.get(e.entity_id, e) for e in tables.entities if e.rules != (RULE,)),
        mentions=tuple(m for m in tables.mentions if m.mention_id not in found),
        entities_read=(),
        mentions_found=(),
    )


def _taken_for_another(entity: Entity, regions: set[Keys]) -> bool:
    """Whether the tagger took a region for a person or an organisation: the bare name, no title."""
    plain = entity.known_as is None and not entity.roles and entity.kind in ("person", "organisation", None)
    return plain and keys_of(entity.name) in regions


def _as_region(entity: Entity) -> Entity:
    return replace(entity, kind="country", country=None, rules=tuple(sorted({*entity.rules, RULE})))


def _placed(tables: Tables) -> set[Keys]:
    """The words that some report has as a place's name."""
    texts = tables.texts()
    return {keys_of(texts[m.document_id][m.start : m.end]) for m in tables.place_mentions}


def _names(entities: Sequence[Entity], regions: set[Keys], placed: set[Keys]) -> PhraseTree[_Known]:
    """The names to look for; one that is several actors', a person's or a place's in some report is none."""
    others = placed | {keys_of(a) for e in entities if e.kind == "person" for a in (e.name, *e.aliases)}
    owners: dict[Keys, set[_Known]] = defaultdict(set)
    for e in entities:
        known = _Known(e.name, e.kind or "organisation", e.country, e.known_as)
        if e.kind in GROUPS and set(e.rules) - {"description", "pronoun"}:
            for name in {e.name, *e.aliases}:
                if _tells(name, e) and keys_of(name) not in others:
                    owners[keys_of(name)].add(known)
        elif e.kind == "country" and e.known_as is None and keys_of(e.name) in regions:
            for name in {e.name, *e.aliases}:
                owners[keys_of(name)] = {_Known(e.name, "country", None, None)}
    tree: PhraseTree[_Known] = PhraseTree()
    for keys, found in sorted(owners.items()):
        if len({(k.key, k.kind) for k in found}) == 1:
            tree.add(keys, min(found, key=lambda k: (k.name, k.country or "")))
    return tree


def _tells(name: str, entity: Entity) -> bool:
    """Whether a name alone shows whom it means: two words or more, each with a capital, or one that only an armed group has."""
    words = [w for w in words_of(name) if len(w.key) > 3]
    if len(keys_of(name)) >= FULL:
        return len(words) > 1 and all(map(capital, words))
    return entity.kind == "armed group" and entity.known_as is None and len(name) > 4 and name[:1].isupper() and not gazetteer().find(name)


def _found(document: Document, lines: Sequence[Span], tree: PhraseTree[_Known], taken: list[Span]) -> Iterator[tuple[Span, _Known]]:
    """Where the names stand, outside the names that are read there, and never as part of a longer one."""
    for line in sorted(lines):
        words = words_of(document.text, line.start, line.end)
        after = 0
        for i, word in enumerate(words):
            if i < after or not capital(word):
                continue
            for end, (known, *_) in tree.at(document.text, words, i):
                span = Span(word.start, words[end - 1].end)
                if capital(words[end - 1]) and _whole(document.text, words, i, end) and not any(span.overlaps(t) for t in taken):
                    yield span, known
                    after = end
                    break


def _whole(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether no capitalised word stands right before or behind a name."""
    before = start > 1 and capital(words[start - 1]) and joined(text, words[start - 1], words[start]) and words[start - 1].key != "the"
    after = end < len(words) and capital(words[end]) and joined(text, words[end - 1], words[end])
    return not before and not after


def _own(entities: Sequence[Entity], known: _Known) -> Entity | None:
    """The entity of the report that is this actor already, by its key or its name."""
    same = [
        e for e in entities if (known.key and e.known_as == known.key) or (e.kind == known.kind and keys_of(e.name) == keys_of(known.name))
    ]
    return min(same, key=lambda e: e.entity_id) if same else None


def _new(document: Document, span: Span, known: _Known) -> Entity:
    entity_id = make_id("entity", document.document_id, known.key or known.name, known.kind, *(() if known.key else (span.start, span.end)))
    return Entity(entity_id, document.document_id, known.name, known.kind, known.country, (known.name,), (), known.key, (RULE,))


def _mention(document_id: str, span: Span, entity: Entity) -> Mention:
    mention_id = make_id("mention", document_id, span.start, span.end, entity.entity_id)
    return Mention(mention_id, document_id, span.start, span.end, entity.entity_id, "name", None)
