"""Words of the treebanks from spaCy's English tokenizer, with the few rules that news needs on top."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# "£5bn", "$1.2m": the amount apart from its currency and its scale, as UD splits them.
CURRENCY_PREFIXES = [r"(?:US|A|C|NZ|HK)(?=[$£€])"]
SCALE_SUFFIXES = [r"(?<=[0-9])(?:bn|tn|mn|m|km|kg|kph|mph|pm|am|a\.m\.|p\.m\.)"]
# Caption and agency run together, dash without spaces between words.
DASH_INFIXES = [r"(?<=[A-Za-z0-9])[—–](?=[A-Za-z0-9“\"'])", r"(?<=[a-z])\.(?=[A-Z][a-z])"]


def blank_english() -> Language:
    """A spaCy pipeline that only tokenises; ``doc.text`` is the text, character for character."""
    nlp = spacy.blank("en")
    defaults = nlp.Defaults
    infixes = [*(defaults.infixes or []), *DASH_INFIXES]
    prefixes = [*(defaults.prefixes or []), *CURRENCY_PREFIXES, "`", "‘"]
    suffixes = [*(defaults.suffixes or []), *SCALE_SUFFIXES, "`"]
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
    return nlp
