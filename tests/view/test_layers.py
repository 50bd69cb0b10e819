"""Text cut into stretches: nothing lost, nothing doubled, every span covered by just its own stretches, whatever lies over what."""

from __future__ import annotations

from html.parser import HTMLParser
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.view.drawing import marked
from crosswire.view.reports.layers import Covering, blocks, runs, stretches
from crosswire.view.reports.marks import LAYERS, NAMES

# Letters, line ends, signs of HTML, a pictograph, a flag, combining marks, Arabic and Hebrew, bidi marks, joiners, a control character.
CHARACTERS = st.sampled_from(
    [*"ab c\n\n<>&\"'", "😀", "🇪🇨", "é", "e\u0301", "م", "ש", "\u202e", "\u2066", "\u200b", "\u200d", "\x07", "\U0001d516"]
)
TEXTS = st.lists(CHARACTERS, max_size=60).map("".join)


@st.composite
def covered(draw):
    text = draw(TEXTS)
    edge = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edge, edge), max_size=12))
    return text, [Covering(min(a, b), max(a, b), n) for n, (a, b) in enumerate(pairs)]


class Reading(HTMLParser):
    """What a browser makes of markup: its text, how deep elements stand in each other, and the elements."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.deep, self.deepest, self.elements = "", 0, 0, []
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.deep += 1
        self.deepest = max(self.deepest, self.deep)
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        self.deep -= 1

    def handle_data(self, data):
        self.text += data


def page(text, spans=(), at=None, on=NAMES, headline=None):
    """A model as ``marked.article`` takes it, each span in the layer of its number."""
    rows = {name: [] for name in NAMES}
    for span in spans:
        leads = [{"label": "event", "text": "x", "href": f"/event/{span.note}"}] if span.note % 3 else []
        rows[NAMES[span.note % len(NAMES)]].append(
            {"n": span.note, "start": span.start, "end": span.end, "kind": "caption", "leads": leads}
        )
    return {
        "text": text,
        "at": at,
        "headline": headline,
        "layers": [{"name": layer.name, "on": layer.name in on} for layer in LAYERS],
        **rows,
    }


@given(covered())
def test_stretches_are_the_text_and_cover_each_span_exactly(case):
    text, spans = case
    found = stretches(len(text), spans)
    assert "".join(text[s.start : s.end] for s in found) == text
    for span in spans:
        places = {i for s in found if span.note in s.notes for i in range(s.start, s.end)}
        assert places == set(range(span.start, span.end))


@given(covered())
def test_blocks_are_the_text_and_keep_every_span(case):
    text, spans = case
    found = blocks(text, spans)
    assert "".join(text[b.start : b.after] for b in found) == text
    for block in found:
        assert "\n" not in text[block.start : block.end]
        assert set(text[block.end : block.after]) <= {"\n"}
        assert "".join(text[s.start : s.end] for s in block.stretches) == text[block.start : block.end]
    for span in spans:
        places = {i for b in found for s in b.stretches if span.note in s.notes for i in range(s.start, s.end)}
        assert places == {i for i in range(span.start, span.end) if text[i] != "\n"}


@settings(max_examples=200)
@given(covered(), st.sets(st.sampled_from(NAMES)), st.data())
def test_an_article_is_the_text_whatever_layers_lie_over_it(case, on, data):
    text, spans = case
    at = None
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        at = [start, data.draw(st.integers(start + 1, len(text)))]
    read = Reading(marked.article(page(text, spans, at, on)))
    assert read.text == text
    assert read.deep == 0
    assert read.deepest <= 4  # paragraph, mark, stretch, marker of a character
    assert sum(a.get("id") == "at" for _, a in read.elements) == (1 if at else 0)
    assert {tag for tag, _ in read.elements} <= {"p", "h1", "mark", "a", "span", "bdi"}


def test_the_highlight_crosses_lines_and_layers():
    text = "One two.\n\nThree four."
    made = str(marked.article(page(text, [Covering(4, 15, 1)], at=[6, 17])))
    assert made.count("<mark") == 2
    assert made.count('id="at"') == 1
    inside = [Reading(part.split("</mark>")[0]).text for part in made.split('<mark class="at"')[1:]]
    assert [i.split(">", 1)[-1] for i in inside] == ["o.", "Three f"]


def test_a_stretch_leads_where_its_shortest_visible_span_leads():
    text = "Nine people were killed."
    spans = [Covering(0, 24, 1), Covering(0, 11, 2)]  # a quote, and inside it a number
    assert 'href="/event/2"' in marked.article(page(text, spans))
    assert 'href="/event/2"' not in marked.article(page(text, spans, on=("quotes",)))
    assert "href" not in marked.article(page(text, spans, on=()))


def test_unseen_characters_are_shown_and_cannot_turn_what_follows():
    made = str(marked.plain("pay \u202eevil\u200b"))
    assert made.count("<bdi") == 2
    assert 'data-shown="U+202E"' in made
    assert "zero width space" in made


def test_joiners_that_are_spelling_stay_as_they_are():
    assert runs("👩\u200d🚒") == [("👩\u200d🚒", None)]
    assert runs("می\u200cخواهم") == [("می\u200cخواهم", None)]
    assert [name for _, name in runs("pay\u200cpal") if name] == ["U+200C zero width non-joiner"]


def test_a_very_long_text_with_thousands_of_spans_is_quick():
    text = "Nine people were killed in the port, officials said. " * 4000  # 212,000 characters
    spans = [Covering(at, at + 11 + at % 90, n) for n, at in enumerate(range(0, len(text), 24))]
    started = process_time()
    made = marked.article(page(text, spans))
    assert process_time() - started < 4  # about 0.5 s; what grows with the square of the spans takes minutes
    assert len(Reading(made).text) == len(text)
