"""By which words reports call actors."""

from __future__ import annotations

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
