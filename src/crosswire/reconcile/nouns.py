"""The nouns that are counted: the head of a phrase, its singular, words for anyone at all."""

from __future__ import annotations

from crosswire.types import Quantity

# Words for anyone at all: "12 people killed" and "12 killed" count the same.
ANYONE = frozenset(
    "people person persons individual individuals human humans dead casualty casualties victim victims body bodies "
    "wounded injured hurt killed missing detained arrested displaced".split()
)
# Animals killed are no people killed. Source: own list, general English.
ANIMALS = frozenset(
    "animal dog cat cow bull calf goat sheep horse donkey camel pig chicken bird fish cattle livestock lion elephant".split()
)
# Those who serve a state, singular: they and others who are harmed are two groups. Source: own list, general English.
STATE = frozenset("soldier troop trooper serviceman policeman officer gendarme guard marine".split())
PARTS = frozenset(
    "child children woman women man men girl girls boy boys infant infants baby babies toddler toddlers teenager teenagers minor minors "
    "schoolchild schoolchildren pupil pupils student students".split()
)


def head(quantity: Quantity) -> str:
    """The head noun of what is counted, lower case ("military personnel" -> "personnel"), or an empty string."""
    words = (quantity.unit or "").lower().split(" of ")[0].split()
    return words[-1].strip("'’.,") if words else ""


def singular(noun: str) -> str:
    """A noun without its plural ending, good enough to compare two of them.

    >>> [singular(w) for w in ("lorries", "boxes", "buses", "men", "soldiers", "houses")]
    ['lorry', 'box', 'bus', 'man', 'soldier', 'house']
    """
    irregular = {
        "children": "child",
        "schoolchildren": "schoolchild",
        "people": "person",
        "buses": "bus",
        "minibuses": "minibus",
    }
    if noun in irregular:
        return irregular[noun]
    if (noun.endswith("men") and not noun.endswith(("imen", "omen"))) or noun.endswith("women"):
        return f"{noun[:-3]}man"
    for ending, left in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("s", "")):
        if noun.endswith(ending) and len(noun) - len(ending) >= (3 if ending == "s" else 2) and not noun.endswith("ss"):
            return noun[: -len(ending)] + left
    return noun
