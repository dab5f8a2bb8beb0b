"""What part an actor has in a sentence: whether it acts or speaks there, owns what is spoken of, or is only named."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.actors.mentions import find_mentions
from bot.actors.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

DOES = 0.8  # "China remains …": the share that is left to a sentence in which the actor neither speaks nor decides,
IS = 0.65  # "China has been …": in which it only is something,
OWNER = 0.65  # "Putin's visit …": in which what is the actor's does something,
NAMED = 0.5  # "… with China": in which nothing else is said of the actor
BARE = 0.75  # "Brandauer warned …": in which someone acts of whom only the surname is given, and who is no leader that we know
_TITLES = (
    r"(?:officials?|leaders?|president|premier|chancellor|ministers?|ministry|forces|troops|army|navy|government|authorities|diplomats?"
    r"|foreign|defen[cs]e|prime|state|media|lawmakers|analysts|experts|companies|firms|regime|spokes(?:man|woman|person)|envoy|itself)"
)
_ACTS = re.compile(
    rf"(?:\s+(?:[A-Z][\w.’'-]*|{_TITLES})){{0,5}}(?:\s+(?:and|or|nor)(?:\s+(?:the\s+)?[A-Z][\w.’'-]*){{1,3}})?(?:,[^,]{{2,120}},|\s+\([^)]*\))?(?:\s+(?:\w+ly|also|now|never|still|not|no longer|both))*"
    r"\s+(?:has|have|had|is|was|are|were|will|would|can|cannot|can’t|could|may|might|must|should|does|did|do|won|held|told|met|took|made"
    r"|gave|sent|set|put|got|saw|went|came|became|began|kept|left|lost|paid|sold|sought|spent|stood|cut|hit|let|built|bought|fought|found"
    r"|grew|knew|led|meant|rose|fell|said|say|want|seek|fear|need|remain|call|see|[a-z]{2,}(?:ed|es|[^s\W]s))\b"
)
_SPEAKS = re.compile(
    r"\b(?:said|says|told|warn(?:ed|s)|announc(?:ed|es)|den(?:ied|ies)|urg(?:ed|es)|threaten(?:ed|s)|sign(?:ed|s)|accus(?:ed|es)|condemn(?:ed|s)"
    r"|reject(?:ed|s)|agree[ds]|call(?:ed|s)|demand(?:ed|s)|pledg(?:ed|es)|vow(?:ed|s)|promis(?:ed|es)|welcom(?:ed|es)|criticis(?:ed|es)"
    r"|criticiz(?:ed|es)|back(?:ed|s)|oppos(?:ed|es)|support(?:ed|s)|propos(?:ed|es)|refus(?:ed|es)|declar(?:ed|es)|argu(?:ed|es)|insist(?:ed|s)"
    r"|express(?:ed|es)|comment(?:ed|s)|confirm(?:ed|s)|admit(?:ted|s)|hint(?:ed|s)|suggest(?:ed|s)|seek|seeks|sought|want|wants|fear|fears"
    r"|impos(?:ed|es)|launch(?:ed|es)|fir(?:ed|es)|sent|sends|cut|cuts|ban(?:ned|s)|sanction(?:ed|s)|approv(?:ed|es)|cannot|must|consider)\b"
)
_BEING = (" is", " was", " are", " were", " be")
_IS = re.compile(r"\s+(?:\w+\s+)?(?:been|be)\b")
_OWNS = re.compile(r"(?:’s|'s|s’|s')\s")
_UNDER = re.compile(
    r"\b(?:of|to|with|from|against|by|for|on|over|in|at|between|toward|towards|than|like|upon|into|about|via|near|around|behind|among"
    r"|including|alongside)\s+(?:the\s+)?$"
)
_SURNAME = re.compile(
    r"(?![A-Z]\w*s\b)(?!(?:It|He|She|They|We|Who|This|That|Both|One|Some|Many|Most|Others?|Nobody|Everybody|Police|Parliament"
    r"|Government|Opposition|Industry|Media|Staff)\b)([A-Z][^\W\d_’'-]*(?:[-’'][A-Z][^\W\d_]+)?) (?:also |later |then |has |had )?"
    r"(?:said|says|told|added|answered|argued|noted|wrote|replied|insisted|explained|warned|urged|accused|threatened|promised|denied"
    r"|demanded|criticised|criticized|praised|blamed|pledged|vowed|hinted|suggested|called|met|spoke|visited|is (?:cautious|concerned))\b"
)


def introduced(text: str, on: date | None = None) -> float:
    """Return 1 if an English sentence introduces who acts in it, and less if only a surname is given that tells readers nothing.

    >>> introduced("Putin warned Kyiv’s allies.") > introduced("Brandauer warned Kyiv’s allies.")
    True
    """
    surname = _SURNAME.match(text)
    if surname is None or find_mentions(text[: surname.end()], load_registry(), on=on):
        return 1.0
    return BARE


def part(text: str, actors: Iterable[str]) -> float:
    """Return 1 if one of the actors speaks or decides in a sentence, and less the less it has to do there.

    Only English is understood: in other languages all sentences are alike. So are actors that the registry does not know.

    >>> part("China has relaxed its visa rules.", ["China"]) > part("Russia signed a pact with China.", ["China"])
    True
    """
    shares = [
        _part(text, found.start(), found.end())
        for pattern in map(_names, actors)
        if pattern
        for found in pattern.finditer(text)
    ]
    return max(shares, default=1.0)


def _part(text: str, start: int, end: int) -> float:
    if _OWNS.match(text, end):
        return OWNER
    if _UNDER.search(text, max(0, start - 20), start):
        return NAMED
    acts = _ACTS.match(text, end)
    if not acts:
        return NAMED
    if _SPEAKS.search(text, max(end, acts.end() - 12), acts.end() + 24):
        return 1.0
    return IS if _IS.match(text, acts.end()) or acts[0].endswith(_BEING) else DOES


@lru_cache(maxsize=256)
def _names(actor: str) -> re.Pattern[str] | None:
    """Return a pattern of an actor's names, the longest first."""
    known = load_registry().actor(actor)
    if known is None:
        return None
    names = sorted({known.name, *(alias.text for alias in known.aliases)}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)")
