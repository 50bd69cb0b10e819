"""Names read off GUM's entity layer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from training.names_gmb import TITLES
from training.tags import DEMONYM, Named, put
from training.treebanks import FREE_GENRES, Token, gum

LINKING = frozenset(("of", "the", "and", "for", "&"))
GUM = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "MISC"}


def _gum_entities(tokens: Sequence[Token]) -> list[tuple[int, int, str, str]]:
    """GUM's bracketed entities: (start, end, kind, linked identity)."""
    found: list[tuple[int, int, str, str]] = []
    open_: list[tuple[str, int, str, str]] = []
    for i, token in enumerate(tokens):
        match = re.search(r"(?:^|\|)Entity=([^|]*)", token.misc)
        for piece in re.findall(r"\([^()]*\)?|[^()]*\)", match.group(1)) if match else ():
            name = piece.strip("()").split("-")
            if piece.startswith("("):
                open_.append((name[0], i, name[1], "-".join(name[7:])))
            at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == name[0]), None)
            if piece.endswith(")") and at is not None:
                _, start, kind, identity = open_.pop(at)
                found.append((start, i + 1, kind, identity))
    return sorted(found, key=lambda e: (-(e[1] - e[0]), e[0]))


def _gum_name(tokens: Sequence[Token], start: int, end: int, identity: str) -> tuple[int, int] | None:
    """The proper name at the head of an entity span."""
    heads = [k for k in range(start, end) if not start <= tokens[k].head - 1 < end]
    if len(heads) != 1 or tokens[heads[0]].upos != "PROPN":
        return None

    def named(k: int) -> bool:
        if not start <= k < end:
            return False
        t = tokens[k]
        return t.upos == "PROPN" or t.form in "-.'" or (t.form[:1].isupper() and t.upos in ("ADJ", "NOUN", "NUM"))

    low = high = heads[0]
    while named(low - 1):
        low -= 1
    while named(high + 1):
        high += 1
    while identity and high + 1 < end and tokens[high + 1].form in LINKING:
        k = high + 1
        while k < end and tokens[k].form in LINKING:
            k += 1
        if k >= end or tokens[k].upos != "PROPN" or tokens[k].form.lower() not in identity.lower():
            break
        high = k
        while named(high + 1):
            high += 1
    return low, high + 1


def _gum_tags(tokens: Sequence[Token]) -> list[str]:
    tags, dated = ["O"] * len(tokens), None
    for i, token in enumerate(tokens):
        if "<date" in token.misc:
            dated = i
        if dated is not None and "</date>" in token.misc:
            put(tags, dated, i + 1, "DATE")
            dated = None
    for start, end, kind, identity in _gum_entities(tokens):
        name = _gum_name(tokens, start, end, identity)
        if name is None or kind == "time" or any(tags[k].endswith("DATE") for k in range(*name)):
            continue
        low, high = name
        if kind not in GUM:
            for k in range(low, high):
                tags[k] = tags[k] if tags[k] != "O" else ""
            continue
        while kind == "person" and low < high - 1 and tokens[low].form in TITLES:
            low += 1
        put(tags, low, high, GUM[kind])
    for i, token in enumerate(tokens):
        if tags[i] == "O" and i and token.upos == "ADJ" and DEMONYM.match(token.form):
            tags[i] = "B-NORP"
        elif tags[i] == "O" and (token.upos == "PROPN" or token.form in ("$", "€", "£")):
            tags[i] = ""
        if tags[i].startswith("I-") and (i == 0 or tags[i - 1][2:] != tags[i][2:]):
            tags[i] = "B-" + tags[i][2:]
    return tags


def gum_names(corpora: Path, split: str) -> list[Named]:
    """Names read off GUM's entity layer (free genres)."""
    return [
        Named([t.form for t in s.tokens], [t.space for t in s.tokens], _gum_tags(s.tokens), s.new_document, "gum")
        for s in gum(corpora, split, FREE_GENRES)
    ]
