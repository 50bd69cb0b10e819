"""The layers of the reader: what can be switched on over a report's text."""

from __future__ import annotations

from typing import NamedTuple


class Layer(NamedTuple):
    """A layer of the reader: its name in the address, its label, what it shows in one sentence, its table, and whether it is on unasked."""

    name: str
    label: str
    note: str
    table: str
    shown: bool = False


# In the order of the legend. Where spans of one length lie over each other, the earlier layer is the one that is followed.
LAYERS = (
    Layer("claims", "Claims", "Clauses that tell of something that happened, is planned or is denied", "claims", True),
    Layer("quotes", "Quotes", "Words that somebody else is said to have said", "quotes", True),
    Layer("quantities", "Numbers", "What was counted or measured, with its bounds", "quantities", True),
    Layer("times", "Times", "Days and times, and the calendar days they come to", "times"),
    Layer("places", "Places", "Places, and the point of the gazetteer they were read as", "place_mentions"),
    Layer("actors", "People and groups", "Those who act, by name, description or pronoun", "actor_mentions"),
    Layer("passages", "Shared words", "Runs of words that other reports have too", "passages"),
    Layer("parts", "Page parts", "Captions, bylines, datelines, and what the web page left behind", "segments", True),
)
NAMES = tuple(layer.name for layer in LAYERS)
