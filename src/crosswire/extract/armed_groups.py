"""Names of armed movements by pattern, and the words beside a name that tell that it is armed."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import noun_groups, nouns_of, singular
from crosswire.extract.name_text import Word, capital, joined, words_of
from crosswire.types import Span

LINKS = frozenset(
    "of for the a an and to al el ul ash as ad ar er e i wal wa de du la des pour del para bin ibn".split()
)  # small words that stand inside names, of several languages
LONGEST = 10
OPENERS = frozenset("on in at by after before since during under with from for as when while and but so yet both all some many".split())


def patterned_groups(text: str, words: Sequence[Word]) -> list[Span]:
    """Runs of capitalised words that end or begin as names of armed movements do."""
    out: list[Span] = []
    i = len(words) if headline(words) else 0
    while i < len(words):
        start = after_common_noun(words, i)
        end = _run(text, words, start)
        span = _group_in(words, start, end)
        if span:
            out.append(span)
        i = max(end, i + 1)
    return out


def headline(words: Sequence[Word]) -> bool:
    """Whether a line is set like a headline, every longer word with a capital: capitals then tell nothing."""
    long = [w for w in words if len(w.key) > 3]
    return len(long) >= 4 and sum(map(capital, long)) > 0.8 * len(long)


def after_common_noun(words: Sequence[Word], i: int) -> int:
    """The index behind "Rebels of the ..." where a sentence begins with it: the noun has its capital from there, not from a name."""
    if i == 0 and len(words) > 2 and words[1].key == "of" and singular(words[0].key) in noun_groups():
        return 3 if words[2].key == "the" and len(words) > 3 else 2
    return i


def _run(text: str, words: Sequence[Word], i: int) -> int:
    """The index behind a run of capitalised words, small link words allowed inside."""
    if i >= len(words) or not capital(words[i]) or words[i].key in ("the", "a", "an"):
        return i
    if i == 0 and (words[0].key in OPENERS or (len(words) > 1 and words[1].key == "the")):
        return i  # "Now the X Front", "On Monday": the first word of a sentence has its capital from there
    end = j = i + 1
    while j < len(words) and j - i < LONGEST and joined(text, words[j - 1], words[j]):
        if capital(words[j]) and words[j].key != "the":
            end = j + 1
        elif words[j].key not in LINKS or (words[j].key == "the" and capital(words[j - 1])):
            break  # "Army of the Lord", but "on Monday the Lions"
        j += 1
    return end


def _group_in(words: Sequence[Word], start: int, end: int) -> Span | None:
    n = end - start
    if n < 2:
        return None
    keys = [w.key for w in words[start:end]]
    names, openers = nouns_of("group_names"), nouns_of("group_openers")
    if keys[0] in openers or keys[-1] in names or (keys[0] in names and keys[1] in ("of", "for")):
        return Span(words[start].start, words[end - 1].end)
    for k in range(n - 1, 1, -1):
        if keys[k - 1] in names and keys[k] in ("of", "for"):
            return Span(words[start].start, words[end - 1].end)
    return None


ARMED_ENDS = frozenset(
    """brigade brigades militia militias battalion battalions fighters guerrillas commandos warriors martyrs rebels mujahideen cartel
    insurgency""".split()
)


def looks_armed(name: str) -> bool:
    """Whether a name alone tells of an armed movement: it opens with a word such as Ansar, ends with Brigades, or is for liberation."""
    keys = [w.key for w in words_of(name)]
    liberation = "liberation" in keys and bool(set(keys) & {"front", "army", "movement", "forces"})
    return bool(keys) and (keys[0] in nouns_of("group_openers") or keys[-1] in ARMED_ENDS or liberation)


APPOSED = 5  # tokens between a comma and the noun that says what the name before it is: ", an armed group", ", the main rebel army"


def armed_beside(page: Page, span: Span) -> int:
    """1 where a word right beside the name, or its apposition, tells of an armed group, else 0."""
    tokens = page.tokens(span.start, span.end)
    context = nouns_of("armed_context")
    doc, root = page.doc, tokens.root
    after = [t for t in doc[tokens.end : min(tokens.end + 3, len(doc))] if t.sent == root.sent]
    while after and after[0].text in (")", '"', "”", "'", "’", "'s", "’s"):
        after = after[1:]
    if after and after[0].lemma_.lower() in context:
        return 1
    before = [t for t in doc[max(tokens.start - 4, 0) : tokens.start] if t.sent == root.sent]
    if any(t.lemma_.lower() in context for t in before[-2:]) or _members_of(before):
        return 1
    for child in root.children:
        if child.dep_ in ("appos", "acl:relcl") and any(t.lemma_.lower() in context for t in [child, *child.children]):
            return 1
    head = root.head
    if root.dep_ in ("appos", "nmod", "compound") and head.lemma_.lower() in context:
        return 1
    return int(_apposed(page, tokens.end) or any(c.lemma_.lower() in context for c in head.children if root.dep_ == "appos"))


def _members_of(before: Sequence[Token]) -> bool:
    """ "militants of the X", "fighters from X": the noun in front of the small words before a name."""
    rest = list(before)
    if rest and rest[-1].pos_ == "DET":
        rest.pop()
    if not rest or rest[-1].lower_ not in ("of", "from"):
        return False
    noun = rest[-2] if len(rest) > 1 else None
    if noun is not None and noun.lemma_.lower() == "man" and any(t.lower_ in ("armed", "masked") for t in noun.lefts):
        return True
    group = noun_groups().get(noun.lemma_.lower()) if noun is not None else None
    return group is not None and group[0] in ("fighters", "fighters_loaded")


def _apposed(page: Page, end: int) -> bool:
    """ ", an armed group that", ", a militia": an indefinite phrase right behind the comma, whatever the parse made of it."""
    doc = page.doc
    if end + 2 >= len(doc) or doc[end].text not in (",", "—", "–", "(") or doc[end + 1].lower_ not in ("a", "an", "the", "one"):
        return False
    phrase = []
    for token in doc[end + 2 : end + 2 + APPOSED]:
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "ADV", "PUNCT") or token.text in (",", "."):
            break
        phrase.append(token)
    nouns = [t for t in phrase if t.pos_ in ("NOUN", "PROPN")]
    if not nouns:
        return False
    last = nouns[-1].lemma_.lower()
    two = f"{doc[nouns[-1].i - 1].lemma_.lower()} {last}"
    group = noun_groups().get(two) or noun_groups().get(last)
    return group is not None and group[0] in ("fighters", "fighters_loaded")
