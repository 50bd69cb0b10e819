"""What a page's markup says about the report: JSON-LD, Open Graph, article, Dublin Core and other meta tags, ``time`` elements.

Sources: schema.org NewsArticle, ogp.me, the Dublin Core terms, and the meta names that parse.ly, Sailthru, Highwire and htmldate's
documentation list.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from htmldate import find_date

from crosswire.acquire.blocks import fold
from crosswire.acquire.dates import Published, parse_given
from crosswire.acquire.page_tree import Element, classes, squeeze, text_of

_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "pubdate", "publish-date", "publish_date", "publication_date",
    "publication-date", "published_at", "published-date", "article.published", "article_date_original", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "date.published", "date",
)  # fmt: skip
_OUTLET = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
    "article:publisher_name",
    "application-name",
)
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author", "byl")
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline")
_ARTICLE = re.compile(r"(?:article|posting|report|blogposting|webpage)$", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|br|div|h\d|li|ul|ol|blockquote)\b[^<>]*>|<[^<>]{1,200}>", re.IGNORECASE)
_PARTS = re.compile(r"\s+(?:\||-|–|—|::|/|»|:)\s+|\s*(?:\||::|»)\s*")


class Facts(NamedTuple):
    """What the markup says; None where it says nothing. ``titles`` are candidates, the surest first."""

    url: str | None
    outlet: str | None
    byline: str | None
    published: Published
    titles: tuple[str, ...]
    body: tuple[str, ...] = ()  # paragraphs of the text, where the page's data for programs hold it


def read_facts(tree: Element, original: str) -> Facts:
    """The facts of a page; ``tree`` before anything was dropped from it, ``original`` its source."""
    meta, linked = _meta(tree), _json_ld(tree)
    titles = tuple(dict.fromkeys(filter(None, (*_first(meta, _TITLE), _text(linked.get("headline")), *_heads(tree)))))
    return Facts(
        _url(tree, meta, linked),
        _outlet(tree, meta, linked, titles),
        _byline(meta, linked),
        _published(tree, meta, linked, original),
        titles,
        _body(linked),
    )


def _body(linked: Mapping[str, Any]) -> tuple[str, ...]:
    said = linked.get("articleBody")
    text = html.unescape(_TAG.sub("\n", said)) if isinstance(said, str) else ""
    return tuple(filter(None, map(squeeze, text.split("\n"))))


def _meta(tree: Element) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or "")
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            if name and content:
                found[name.strip().lower()].append(content)
    return found


def _first(meta: Mapping[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    return (meta[name][0] for name in names if meta.get(name))


def _json_ld(tree: Element) -> Mapping[str, Any]:
    """The object of JSON-LD that describes the article, else an empty one."""
    objects: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                objects += _flat(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    articles = [o for o in objects if any(_ARTICLE.search(str(t)) for t in _list(o.get("@type")))]
    return max(articles, key=lambda o: (bool(o.get("datePublished")), bool(o.get("headline"))), default={})


def _flat(value: Any) -> Iterator[Mapping[str, Any]]:
    for one in _list(value):
        if isinstance(one, Mapping):
            yield one
            yield from (o for o in _list(one.get("@graph")) if isinstance(o, Mapping))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    for one in _list(value):
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str) and name.strip():
            return squeeze(name)
    return None


def _heads(tree: Element) -> list[str]:
    """The main headings, those first that ``<title>`` has too: another may be the outlet's name."""
    whole = fold(next((text_of(e) for e in tree.iter("title")), ""))
    heads = [t for h in tree.iter("h1") if (t := text_of(h))]
    return sorted(heads, key=lambda t: (fold(t) not in whole, len(t.split()) < 4))


def _url(tree: Element, meta: Mapping[str, list[str]], linked: Mapping[str, Any]) -> str | None:
    canonical = [e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    page = linked.get("mainEntityOfPage")
    named = page.get("@id") if isinstance(page, Mapping) else page
    candidates = [*canonical, *_first(meta, ("og:url",)), named, linked.get("url")]
    return next((u.strip() for u in candidates if isinstance(u, str) and re.match(r"https?://\S+$", u.strip())), None)


def _outlet(tree: Element, meta: Mapping[str, list[str]], linked: Mapping[str, Any], titles: tuple[str, ...]) -> str | None:
    said = _text(linked.get("publisher")) or next(_first(meta, _OUTLET), None)
    return said or _organisation(tree, linked) or _beside_title(tree, titles) or _brand(tree)


def _organisation(tree: Element, linked: Mapping[str, Any]) -> str | None:
    """An author that is an organisation: it publishes itself."""
    for author in _list(linked.get("author")):
        if isinstance(author, Mapping) and "Organization" in str(author.get("@type")):
            return _text(author)
    for element in tree.iter():
        if element.get("itemprop") in ("publisher", "author") and "Organization" in (element.get("itemtype") or ""):
            named = next((e for e in element.iter() if e.get("itemprop") == "name"), None)
            return squeeze(named.get("content") or text_of(named)) or None if named is not None else None
    return None


def _beside_title(tree: Element, titles: tuple[str, ...]) -> str | None:
    """The outlet's name beside the report's title in ``<title>``: "Title | Outlet"."""
    whole = next((text_of(e) for e in tree.iter("title")), "")
    known = {fold(t) for t in titles}
    for parted in re.finditer(_PARTS, whole):
        before, behind = whole[: parted.start()], whole[parted.end() :]
        if fold(before) in known and 0 < len(behind) <= 50:
            return squeeze(_PARTS.split(behind)[0])
        if fold(behind) in known and 0 < len(before) <= 50:
            return squeeze(before)
    return None


def _brand(tree: Element) -> str | None:
    """The name on the link to the front page, where ``<title>`` has it too."""
    whole = fold(next((text_of(e) for e in tree.iter("title")), ""))
    for link in tree.iter("a"):
        if (link.get("href") or "").rstrip("/") in ("", ".", "index.html", "index.php") or re.match(
            r"https?://[^/]+/?$", link.get("href") or ""
        ):
            names = [text_of(link), *(img.get("alt") or "" for img in link.iter("img"))]
            for name in names:
                if 2 < len(name) <= 50 and fold(name) and fold(name) in whole:
                    return squeeze(name)
    return None


def _byline(meta: Mapping[str, list[str]], linked: Mapping[str, Any]) -> str | None:
    people = [_text(a) for a in _list(linked.get("author"))]
    names = [p for p in people if p] or [n for n in _first(meta, _AUTHOR) if not n.startswith("http")][:1]
    return ", ".join(dict.fromkeys(names))[:200] or None


def _published(tree: Element, meta: Mapping[str, list[str]], linked: Mapping[str, Any], original: str) -> Published:
    said = [_text(linked.get("datePublished")), *_first(meta, _PUBLISHED), *_times(tree)]
    known = [found for value in said if value and (found := _parsed(value))]
    if not known:
        heuristic = find_date(original, original_date=True, extensive_search=False, min_date="1995-01-01", max_date="2100-01-01")
        return Published(heuristic, "page") if heuristic else Published()
    return Published(_exactest(known), "page")


def _times(tree: Element) -> Iterator[str]:
    """``time`` elements that say they are the date of publication, then a lone one that says nothing."""
    every = [e for e in tree.iter("time") if e.get("datetime")]
    for element in every:
        about = f"{element.get('itemprop') or ''} {classes(element)}".lower()
        if element.get("pubdate") is not None or "publish" in about or "pubdate" in about:
            yield element.get("datetime")
    if len({e.get("datetime") for e in every}) == 1:
        yield every[0].get("datetime")


def _parsed(value: str) -> str | None:
    try:
        return parse_given(value).at
    except ValueError:
        return None


def _exactest(known: list[str]) -> str:
    """The first one said; where others give the same day more exactly, or the same moment on the outlet's clock, that."""
    first = known[0]
    if "T" not in first:
        first = next((k for k in known if k.startswith(f"{first}T")), first)
    if first.endswith("+00:00"):
        moment = datetime.fromisoformat(first)
        zoned = [k for k in known if "T" in k and datetime.fromisoformat(k).tzinfo and not k.endswith("+00:00")]
        return next((k for k in zoned if datetime.fromisoformat(k) == moment), first)
    return first
