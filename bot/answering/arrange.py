"""The order in which points are read, what looks ahead, and how many origins report the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answering.stems import content_stems
from bot.model import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Candidate

# What a clause like these says is not what the sentence is about: "a day after Putin said that he could …".
_ASIDE = re.compile(
    r"(?:,\s|\s[–—-]\s)(?:which|who|whose|where|since|because|although|though|despite|following|(?:\w+\s){0,3}(?:after|before))\b"
    r"[^,;]*|\bif\b[^,;]*|\b(?:could|would|might|may) have\b|\bcould not (?:say|be \w+)\b|\bwould not\b"
    r"|^(?:While|Although|Though)\b[^,;]*|\bthe (?:\w+ ){1,2}that (?:could|may|might)\b"
    r"|\band (?:said|says|added|warned) [^;]*",
)
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|(?:is|are) likely|unlikely|is expected|are expected|is due|are due|scheduled|upcoming|poised"
    r"|set to|about to|intends? to|vow(?:s|ed)? to|promise[sd]? to|pledge[sd]? to|agreed to (?:meet|hold|resume)"
    r"|(?<!the )(?<!its )(?<!his )(?<!her )(?<!their )(?<!['’]s )plan(?:s|ned|ning)? to"
    r"|expects?|forecasts?|predict(?:s|ed)?|remains to be seen|in the coming \w+|(?<!within the )next (?:week|month|year|summer|autumn|winter)"
    r"|(?:could|may|might)|(?:said|says|announced|promised|pledged|vowed|told|agreed|expected)\b.{0,80}?\b(?:would|could))\b"
)  # case-sensitive: "May" is a month, "may" looks ahead
_SAME = 0.6  # the share of the shorter sentence's stems that another must hold to count as the same report
_FEWEST = 5  # stems that two sentences must share, so that short ones are not the same by chance


@lru_cache(maxsize=8192)  # as many sentences as ranking remembers
def section_of(text: str) -> Section:
    """Return where a sentence stands: ``NEXT`` if it looks ahead, as "will", "is likely" and "said that it would" do.

    Asides do not count: what a relative clause, one of time or a second "and said that" adds is not what a sentence is about.

    >>> section_of("China will closely watch developments.")
    <Section.NEXT: 'What next'>
    >>> section_of("The treaty was signed in May.")
    <Section.NOW: 'Where it stands'>
    """
    return Section.NEXT if _AHEAD.search(_ASIDE.sub("", text)) else Section.NOW


def arrange(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Put sentences into reading order: the best first, then its story, then the others, each story in order of time.

    Args:
        chosen: Best first, as a ranker gives them.
    """
    if not chosen:
        return []
    rank = {story: place for place, story in reversed(list(enumerate(_story(each) for each in chosen)))}
    lead, *rest = chosen
    return [lead, *sorted(rest, key=lambda each: (rank[_story(each)], each.record.article.moment, each.sentence.start))]


def _story(candidate: Candidate) -> str:
    return candidate.record.story or candidate.record.origin or candidate.record.article.id


def count_origins(chosen: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[int]:
    """Return for each chosen sentence, in order, how many independent origins report the same, itself included.

    Two sentences report the same if most of the shorter one's stems, names and figures among them, stand in the other. Each
    article of the candidates is taken for an origin of its own: copies are folded by then.
    """
    stems = [(candidate.record.article.id, _content(candidate)) for candidate in candidates]
    counts = []
    for each in chosen:
        own = _content(each)
        same = {article for article, other in stems if _alike(own, other)}
        counts.append(len(same | {each.record.article.id}))
    return counts


def look_ahead(chosen: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that look ahead and say nothing that was chosen; none if something chosen looks ahead."""
    if any(section_of(each.text) is Section.NEXT for each in chosen):
        return []
    said = [_content(each) for each in chosen]
    ahead = (each for each in candidates if section_of(each.text) is Section.NEXT)
    return [each for each in ahead if not any(_alike(_content(each), other) for other in said)]


def _content(candidate: Candidate) -> frozenset[str]:
    return content_stems(candidate.text, candidate.record.article.language)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _SAME * min(len(one), len(other))
