"""What a page says of itself: title, outlet, author, date, canonical address, language, feeds.

Runs in the worker process. The extraction library's own metadata costs as much time as its text, and has dates without
times; this reads what pages declare and guesses nothing.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.reading.markup import Tree, fragment_to_text, line_to_text
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_TITLE = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title")
_SITE = ("og:site_name", "application-name", "dc.publisher", "al:ios:app_name")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_DATE = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "article.published",
    "date",
)
_ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
    ]
)
_SUFFIX = re.compile(r"\s+[|–—»·•-]\s+([^|–—»·•]{2,40})$")
_LONGEST = 300
_ADDRESS = re.compile(r"https?://|www\.|@")


def read_metadata(tree: Tree) -> dict[str, Any]:
    """Return a page's ``title``, ``site``, ``author``, ``published``, ``canonical``, ``language``, ``feeds`` and ``body``.

    Each is text, empty where the page does not say; ``feeds`` are links as they stand in the page, in its order; ``body`` is
    the article as the page's linked data has it, paragraphs and all.
    """
    metas = _metas(tree)
    linked = _linked_data(tree)
    site = _first(metas, _SITE) or _name(linked.get("publisher"))
    author = _first(metas, _AUTHOR) or _name(linked.get("author"))
    return {
        "title": _title(tree, metas, linked, site),
        "site": site,
        "author": "" if _ADDRESS.search(author) or author == site else author,
        "published": _text(linked.get("datePublished")) or _first(metas, _DATE) or _time(tree),
        "canonical": _attribute(tree, "//link[@rel='canonical']", "href") or _first(metas, ("og:url",)),
        "language": (tree.get("lang") or _first(metas, ("content-language", "og:locale")))[:10],
        "feeds": list(_feeds(tree)),
        "body": _body(linked.get("articleBody")),
    }


def _metas(tree: Tree) -> dict[str, str]:
    """Return the page's meta elements by name in lower case, the first of each name."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        value = element.get("content") or ""
        if name and value.strip():
            metas.setdefault(name.lower(), line_to_text(value[:_LONGEST]))
    return metas


def _first(metas: Mapping[str, str], names: Iterable[str]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _title(tree: Tree, metas: Mapping[str, str], linked: Mapping[str, Any], site: str) -> str:
    """Return the declared headline, or the only first heading, or the title element; the last without the site's name."""
    headings = [" ".join(element.itertext()) for element in tree.iter("h1")]
    heading = headings[0] if len(headings) == 1 else ""
    declared = _text(linked.get("headline")) or _first(metas, _TITLE) or " ".join(heading.split())
    found = declared or " ".join(tree.xpath("string(//head/title)").split())
    suffix = _SUFFIX.search(found)
    if suffix and (not declared or suffix[1].casefold() == site.casefold()):
        found = found[: suffix.start()]
    return found[:_LONGEST].strip()


def _time(tree: Tree) -> str:
    """Return the first date that the page's article or heading marks as such."""
    path = "(//*[@itemprop='datePublished'] | //time[@pubdate] | //article//time[@datetime] | //header//time[@datetime])[1]"
    found = tree.xpath(path)
    return (found[0].get("datetime") or found[0].get("content") or "")[:_LONGEST] if found else ""


def _attribute(tree: Tree, path: str, name: str) -> str:
    found = tree.xpath(path)
    return (found[0].get(name) or "").strip() if found else ""


def _feeds(tree: Tree) -> Iterator[str]:
    for element in tree.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        link = (element.get("href") or "").strip()
        if "alternate" in relations and kind in FEED_TYPES and link:
            yield link


def _linked_data(tree: Tree) -> Mapping[str, Any]:
    """Return the article among the page's linked data (https://schema.org/Article), if there is one."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            whole = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        for thing in _things(whole):
            kinds = thing.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind in _ARTICLES for kind in kinds):
                return thing
    return {}


def _things(whole: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - foreign JSON
    pending = [whole]
    while pending:
        thing = pending.pop(0)
        if isinstance(thing, list):
            pending.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            pending.append(thing.get("@graph"))


def _name(value: Any) -> str:  # noqa: ANN401 - foreign JSON
    """Return the name of a person or organisation, or of the several that a list holds."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(each) for each in value[:5] if not isinstance(each, list))))
    return _text(value.get("name") if isinstance(value, dict) else value)


def _body(value: Any) -> str:  # noqa: ANN401 - foreign JSON
    return normalise(fragment_to_text(value)) if isinstance(value, str) else ""


def _text(value: Any) -> str:  # noqa: ANN401 - foreign JSON
    """Return a text that linked data holds; JSON can name characters that no other text can hold."""
    return normalise(line_to_text(value[:_LONGEST])) if isinstance(value, str) else ""
