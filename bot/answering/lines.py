"""The lines that replies are made of: titles, citations, stances, sources and small print."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.answering.find import LIMIT
from bot.answering.wording import clip, in_words, listed, span_in_words, window
from bot.model import TOPIC, Heading, Items, Mode, Part, Run, Style, Table, Voice
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Article, Brief, Citation, Coverage, Evidence, Line, Stance

_CELL = 260  # characters of a quotation in a table
_NAMED = 3  # sources that failed, by name
MODES = {
    Mode.SAID: "",
    Mode.DID: " (by deed)",
    Mode.ATTRIBUTED: " (reported)",
    Mode.PREDICTED: " (foreseen)",
    Mode.ALLEGED: " (alleged)",
}
"""What is said behind a label of how an article comes to report the stance."""
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def plain(text: str) -> Line:
    """Return a line in one style."""
    return (Run(text),)


def flat(text: str) -> str:
    """Return a sentence on one line, as it is shown; its line breaks are those of the page that it stood on."""
    return " ".join(text.split())


def title_line(brief: Brief) -> Line:
    """Return the title with its figures.

    A page has no figures: it says who published it, and when.
    """
    page = brief.sources[0].article if brief.sources and not brief.coverage.kept else None
    said = [outlet_of(page), _date_of(page)] if page else _figures(brief.coverage)
    return Run(brief.title, Style.STRONG), Run("".join(f" · {each}" for each in said))


def _figures(coverage: Coverage) -> list[str]:
    if not coverage.articles:
        return []
    how_many = f"{coverage.syndicated} " if coverage.articles > 1 else ""
    syndicated = f" ({how_many}by way of a syndicated feed)" if coverage.syndicated else ""
    outlets = f" from {count(coverage.outlets, 'outlet')}, {count(coverage.origins, 'origin')}"
    figures = [f"{count(coverage.articles, 'article')}{outlets if coverage.articles > 1 else ''}{syndicated}"]
    if coverage.since and coverage.until and coverage.undated <= coverage.articles / 2:  # else a few speak for all
        figures.append(span_in_words(coverage.since, coverage.until))
    return figures


def cite(citation: Citation) -> Run:
    """Return a citation's number, linked where the address can be opened by others."""
    return Run(f"[{citation.number}]", url=_link(citation.article))


def _link(article: Article) -> str:
    return article.url if urlsplit(article.url).scheme in {"http", "https"} else ""


def evidence_table(rows: Sequence[tuple[Line, ...]]) -> Table:
    """Return rows of evidence under their head."""
    return Table(("", "toward", "stance", "in whose words"), tuple(rows))


def evidence_rows(brief: Brief, *, quote: int = _CELL) -> tuple[tuple[Line, ...], ...]:
    """Return a row for each stance of a brief: holder, target, stance, and the words that show it.

    Args:
        brief: The brief.
        quote: Characters of a quotation, beyond which it is cut.
    """
    citations = {citation.number: citation for citation in brief.sources}
    return tuple(_evidence_row(each, citations[each.source], quote) for each in brief.stances)


def _evidence_row(evidence: Evidence, citation: Citation, quote: int) -> tuple[Line, ...]:
    stance = evidence.stance
    origins = (Run(f" {count(evidence.origins, 'origin')}"),) if evidence.origins > 1 else ()
    words = (Run(f"“{clip(flat(evidence.text), quote)}” — {voice_of(stance)} "), cite(citation), *origins)
    return plain(stance.holder), plain(target_of(stance.target)), label_of(stance.label, MODES[stance.mode]), words


def label_of(label: str, behind: str = "") -> Line:
    """Return the label of a stance, marked as one, with what is said behind it."""
    marked = Run(str(label), stance=str(label))
    return (marked, Run(behind)) if behind else (marked,)


def target_of(target: str) -> str:
    """Return a stance's target in words.

    >>> target_of("topic: the pact")
    'the pact'
    """
    return target.removeprefix(TOPIC)


def voice_of(stance: Stance) -> str:
    """Return who vouches for a stance: a speaker by name where there is one."""
    nameless = {
        Voice.HOLDER: stance.holder,
        Voice.OFFICIAL: f"an official of {stance.holder}",
        Voice.ANALYST: "an analyst",
        Voice.ARTICLE: "the article",
        Voice.ADVERSARY: "an adversary",
    }
    return _with_article(stance.speaker) or nameless[stance.voice]


def _with_article(speaker: str) -> str:
    """Return a speaker as a sentence names it: "expert" is "an expert"; names and plurals stay.

    >>> _with_article("expert"), _with_article("scholars"), _with_article("Lin Jian")
    ('an expert', 'scholars', 'Lin Jian')
    """
    if not speaker[:1].islower() or " " in speaker or speaker.endswith("s"):
        return speaker
    return f"{'an' if speaker[0] in 'aeiou' else 'a'} {speaker}"


def sources_part(brief: Brief) -> list[Part]:
    """Return the numbered sources under their heading."""
    return [Heading("Sources"), Items(tuple(_source(citation) for citation in brief.sources), start=1)]


def _source(citation: Citation) -> Line:
    article = citation.article
    copies = f" · also in {listed(citation.copies)}" if citation.copies else ""
    return Run(_name(article), url=_link(article)), Run(f" · {outlet_of(article)} · {_date_of(article)}{copies}")


def _date_of(article: Article) -> str:
    return in_words(article.published) if article.published else "no date of its own"


def _name(article: Article) -> str:
    """Return an article's title or, failing that, its address; that of a file is its name."""
    return article.title or (article.url if _link(article) else unquote(article.url.rpartition("/")[2]))


def outlet_of(article: Article) -> str:
    """Return who published an article: by name or, failing that, by host; of a file on this machine nobody knows."""
    return article.publisher or (urlsplit(article.url).hostname if _link(article) else None) or "a file"


def footer(brief: Brief) -> str:
    """Return what a brief rests on and what it does not, in small print."""
    coverage = brief.coverage
    said = [
        "From the sample corpus, which makes way for the first article of your own" if coverage.sample else "",
        f"looked for{window(brief.query)}" if window(brief.query) else "",
        _articles_read(coverage),
        _sources_read(coverage),
        f"{count(coverage.copies, 'copy', 'copies')} folded" if coverage.copies else "",
        _undated(coverage),
        f"in {listed([_LANGUAGES.get(code, code) for code in coverage.languages])}",
        _identity(brief),
    ]
    text = " · ".join(part for part in said if part)
    return text[:1].upper() + text[1:]


def _identity(brief: Brief) -> str:
    """Return by what name a brief's lines can be verified later or, if they cannot, why."""
    if brief.id or not brief.receipts:
        return f"brief {brief.id}" if brief.id else ""
    why = "its receipts could not be kept" if brief.coverage.kept else "the page as it is now is not kept"
    return f"{why}, so its lines cannot be verified later"


def _articles_read(coverage: Coverage) -> str:
    """Return how many of all articles a brief rests on; nothing for one page."""
    if not coverage.kept:
        return ""
    if coverage.articles >= coverage.kept:
        return f"read: {coverage.kept:,} of {count(coverage.kept, 'article')}"
    if coverage.articles >= LIMIT:
        return f"read: {count(coverage.kept, 'article')}; of those on this, the newest {LIMIT} were looked at"
    return f"read: {count(coverage.kept, 'article')}, {coverage.articles:,} of them on this"


def _undated(coverage: Coverage) -> str:
    if not coverage.undated:
        return ""
    return (
        f"{coverage.undated} {'carries' if coverage.undated == 1 else 'carry'} no date of {_its(coverage.undated)} own"
    )


def _its(number: int) -> str:
    return "its" if number == 1 else "their"


def _sources_read(coverage: Coverage) -> str:
    total = coverage.sources_read + len(coverage.failed)
    if not total:
        return ""
    failed = f"failed: {_named(coverage.failed)}" if coverage.failed else "nothing failed"
    return f"{coverage.sources_read} of {count(total, 'source')}, {failed}"


def _named(addresses: Sequence[str]) -> str:
    hosts = [urlsplit(address).hostname or address for address in addresses[:_NAMED]]
    more = len(addresses) - len(hosts)
    return listed([*hosts, f"{more} more"] if more else hosts)
