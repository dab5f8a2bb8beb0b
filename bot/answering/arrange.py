"""The order in which points are read, what looks ahead, and how many origins report the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.stems import content_stems
from bot.model import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Candidate

_AHEAD = re.compile(
    r"\b(?:will|won't|won’t|shall|may|might|could|would|is likely|are likely|likely to|unlikely|expect(?:s|ed)?|poised"
    r"|prepar(?:es|ed|ing) to|plan(?:s|ned|ning)? to|intend(?:s|ed)? to|aim(?:s|ed)? to|set to|about to|due to (?=[a-z]+\b(?! of))"
    r"|scheduled|forecasts?|predict(?:s|ed)?|foresee(?:s|n)?|upcoming|next (?:week|month|year|summer|spring|autumn|winter)"
    r"|in the coming (?:days|weeks|months|years)|remains to be seen)\b"
    r"(?! have\b| be seen as\b)"
)  # case-sensitive: "May" is a month, "may" looks ahead
_PAST = re.compile(r"\b(?:could|would|might|may) have\b|\bcould not (?:say|be reached|be verified)\b")
_SAME = 0.6  # the share of the shorter sentence's stems that another must hold to count as the same report
_FEWEST = 5  # stems that two sentences must share, so that short ones are not the same by chance


def section_of(text: str) -> Section:
    """Return where a sentence stands: ``NEXT`` if it looks ahead, as "will", "likely" and "plans to" do.

    >>> section_of("China will closely watch developments.")
    <Section.NEXT: 'What next'>
    >>> section_of("The treaty was signed in May.")
    <Section.NOW: 'Where it stands'>
    """
    return Section.NEXT if _AHEAD.search(_PAST.sub("", text)) else Section.NOW


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


def _content(candidate: Candidate) -> frozenset[str]:
    return content_stems(candidate.text, candidate.record.article.language)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _SAME * min(len(one), len(other))
