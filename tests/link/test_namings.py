"""By which words reports call actors."""

from __future__ import annotations

import pytest

from crosswire.link.namings import namings_of
from crosswire.types import ActorMention
from tests.link.making import actor

TEXT = {"a": "The River Front held the ford. The bandits left at noon.", "b": "The River Front met the Hill Army. Bandits left."}


def mention(document_id: str, words: str, actor_id: str, form: str) -> ActorMention:
    start = TEXT[document_id].index(words)
    return ActorMention(f"m-{document_id}-{start}", document_id, start, start + len(words), actor_id, None, form, "")  # type: ignore[arg-type]


def called(*mentions: ActorMention) -> set[tuple[str, str, str]]:
    actors = [actor(name, {"kind": "armed group"}) for name in ("River Front", "Hill Army", "bandits")]
    return {(n.actor_id, n.text, n.kind) for n in namings_of(TEXT, mentions, actors)}


def test_armed_people_without_a_name_are_the_one_group_that_the_report_names() -> None:
    found = called(mention("a", "River Front", "River Front", "name"), mention("a", "bandits", "bandits", "description"))
    assert found == {("River Front", "River Front", "name"), ("River Front", "bandits", "loaded")}


def test_where_two_groups_are_named_nobody_is_meant() -> None:
    found = called(
        mention("b", "River Front", "River Front", "name"),
        mention("b", "Hill Army", "Hill Army", "name"),
        mention("b", "Bandits", "bandits", "description"),
    )
    assert ("bandits", "bandits", "loaded") in found


JUDGED = {
    "so-called": ("name", "The so-called River Front fled.", "River Front", ("so-called River Front", "loaded")),
    "name": ("name", "The River Front fled.", "River Front", ("River Front", "name")),
    "adjective": ("description", "The puppet authorities fled.", "The puppet authorities", ("puppet authorities", "loaded")),
    "plain": ("description", "The local authorities fled.", "The local authorities", ("authorities", "neutral")),
    "praise": ("description", "Our heroic soldiers fell.", "Our heroic soldiers", ("heroic soldiers", "loaded")),
    "scare quotes": ("description", "The “government” fled.", "The “government”", ("“government”", "loaded")),
    "a quoted sentence": ("description", "“The government fled,” she said.", "The government", ("government", "neutral")),
    "advised word": ("description", "Two gunmen fled.", "Two gunmen", ("gunmen", "neutral")),
    "blame": ("description", "The terrorists fled.", "The terrorists", ("terrorists", "loaded")),
    "regime": ("description", "The regime fell.", "The regime", ("regime", "loaded")),
}


@pytest.mark.parametrize("case", JUDGED.values(), ids=JUDGED)
def test_words_that_judge_and_words_that_do_not(case: tuple[str, str, str, tuple[str, str]]) -> None:
    form, text, words, wanted = case
    start = text.index(words)
    said = ActorMention("m", "d", start, start + len(words), "a", None, form, "")  # type: ignore[arg-type]
    assert [(n.text, n.kind) for n in namings_of({"d": text}, [said])] == [wanted]
