"""ClearNLP dependencies (spaCy's own English pipelines) -> Universal Dependencies, the scheme that Crosswire's rules read.

The two differ in what heads what: ClearNLP hangs a noun on its preposition and a predicate on its copula, UD the other way
round (de Marneffe et al. 2021, "Universal Dependencies"). Relations that differ in name alone are renamed.
"""

from __future__ import annotations

from dataclasses import dataclass

RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "relcl": "acl:relcl",
    "poss": "nmod:poss", "prt": "compound:prt", "neg": "advmod", "dative": "iobj", "oprd": "xcomp", "acomp": "xcomp", "attr": "xcomp",
    "nn": "compound", "predet": "det:predet", "preconj": "cc:preconj", "quantmod": "advmod", "intj": "discourse", "meta": "dep",
    "num": "nummod", "number": "compound", "complm": "mark", "infmod": "acl", "partmod": "acl", "rcmod": "acl:relcl",
}  # fmt: skip
PREDICATIVE = frozenset(("attr", "acomp"))
VERBAL = frozenset(("VERB", "AUX", "ADJ", "ADV"))
# OntoNotes' names of classes of names; those that map to nothing are amounts and clock times, which Crosswire reads itself.
NAMES = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "NORP": "NORP", "FAC": "FAC", "DATE": "DATE", "MONEY": "MONEY",
    "PRODUCT": "PRODUCT", "EVENT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC", "MISC": "MISC", "PER": "PERSON",
}  # fmt: skip


@dataclass(slots=True)
class Tree:
    """One sentence: heads (an index; its own for the root), relations, universal tags, lemmas. Changed in place while converting."""

    heads: list[int]
    deps: list[str]
    pos: list[str]
    lemmas: list[str]

    def children(self, i: int, *deps: str) -> list[int]:
        """The dependants of a word, in order, with one of the relations (any if none is named)."""
        return [k for k, h in enumerate(self.heads) if h == i and k != i and (not deps or self.deps[k] in deps)]

    def swap(self, old: int, new: int, dep: str) -> None:
        """Put a dependant in its head's place; the old head hangs on it with ``dep``, as do the old head's other dependants."""
        if self.heads[old] == old:
            self.heads[new] = new
        else:
            self.heads[new] = self.heads[old]
        self.deps[new] = self.deps[old]
        for k in self.children(old):
            if k != new:
                self.heads[k] = new
        self.heads[old], self.deps[old] = new, dep


def to_universal(heads: list[int], deps: list[str], pos: list[str], lemmas: list[str]) -> tuple[list[int], list[str]]:
    """Heads and relations of one sentence in UD. Indices are within the sentence; a root is its own head, named "ROOT"."""
    tree = Tree(list(heads), list(deps), pos, lemmas)
    for i in range(len(heads)):
        _copula(tree, i)
    for i in reversed(range(len(heads))):
        _preposition(tree, i)
    renamed = [_renamed(tree, i) for i in range(len(heads))]
    return tree.heads, renamed


def _copula(tree: Tree, i: int) -> None:
    """ "The city is empty": the predicate heads the clause, "is" is its copula."""
    if tree.lemmas[i] != "be" or tree.deps[i] in ("aux", "auxpass"):
        return
    predicates = tree.children(i, *PREDICATIVE)
    if predicates:
        tree.swap(i, predicates[0], "cop")


def _preposition(tree: Tree, i: int) -> None:
    """ "sent to Iraq": "Iraq" is an oblique of "sent", "to" its case."""
    if tree.deps[i] not in ("prep", "agent", "dative"):
        return
    objects = tree.children(i, "pobj")
    clauses = tree.children(i, "pcomp")
    if not objects and not clauses:
        return
    by = tree.deps[i] == "agent"
    head = tree.heads[i]
    verbal = tree.pos[head] in VERBAL
    inner = (objects or clauses)[0]
    tree.swap(i, inner, "case" if objects else "mark")
    if objects and tree.deps[head] in ("prep", "agent") and not tree.children(head, "pobj"):
        tree.deps[inner] = "pobj"  # "out of Oslo": the outer preposition takes it over in its turn
    elif objects:
        tree.deps[inner] = "obl:agent" if by else "obl" if verbal else "nmod"
    else:
        tree.deps[inner] = "advcl" if verbal else "acl"


def _renamed(tree: Tree, i: int) -> str:
    dep = tree.deps[i]
    if dep == "npadvmod":
        return "obl:unmarked" if tree.pos[tree.heads[i]] in VERBAL else "nmod:unmarked"
    if dep == "prep":
        return "case" if tree.pos[i] == "ADP" else "advmod"
    if dep == "pobj":
        return "obl" if tree.pos[tree.heads[i]] in VERBAL else "nmod"
    return RENAMED.get(dep, dep)
