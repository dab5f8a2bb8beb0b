"""What makes an English sentence hang on those before it: patterns, each with the share of its worth that is left.

A brief shows sentences out of their articles. There "this alliance", "the two leaders" or "However, it" point at nothing.
The shares were set by reading what was chosen from news articles; where rules meet, their shares are multiplied.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """``share`` of a sentence's worth is left where ``pattern`` is found. ``open``: at its beginning only."""

    pattern: re.Pattern[str]
    share: float
    opens: bool = False


_PERIOD = r"(?:week|weekend|month|year|summer|winter|autumn|fall|spring|decade|century|morning|afternoon|evening|night|time|day)s?"
_OWN_SENSE = (  # "this week" says when, "both Moscow and" and "those who" say who, "it is the first" points ahead
    rf"(?i:(?!(?:this|these|those) (?:past |coming |last |next )?{_PERIOD}\b)"
    r"(?!both [\w’'-]+(?: [\w’'-]+){0,2} and\b)"
    r"(?!those (?:who|that|in|of|with|from|whose)\b)"
    r"(?!such as\b)"
    r"(?!there (?:is|are|was|were|has|have) (?:no|a|an|growing|little|also)\b)"
    r"(?!it (?:is|was) (?:the|an?|only|not) ))"
)
_GROUP = (
    r"(?:leaders?|countries|nations|states|sides?|men|women|presidents|ministers|governments|allies|neighbou?rs|powers|parties"
    r"|companies|officials|groups|capitals|partners|armies|militaries|pair|duo)"
)
_THING = (
    r"(?:pact|treaty|agreement|deal|accord|alliance|partnership|relationship|friendship|visit|trip|summit|meeting|talks|shift|moves?"
    r"|decision|plan|proposal|measures?|law|bill|vote|ruling|report|attack|strike|incident|statement|announcement|document"
    r"|development|developments|situation|crisis|conflict|dispute|issue|steps?|changes?|offer|letter|speech|ceremony|remarks|comments"
    r"|events?|case|efforts?|operation|exercises?|launch|tests?|figures?|provision|clause|ban|order|strategy|policy|initiative|scheme"
    r"|leader|president|minister|official|spokesman|spokeswoman|spokesperson|man|woman|company|group|country|pair|duo|regime|analyst"
    r"|expert|agency|newspaper|hermit kingdom|landscape|potential repercussions)"
)
_NEWER = r"(?:(?:new|newly signed|latest|recent|proposed|landmark|same|current|latter|burgeoning|budding|growing) )?"
_NAMED = (  # what follows tells which one is meant
    r"(?!(?:’s|'s)? (?:between|with|of|on|to|for|that|which|signed|against|over|in|from|by|at|reached|announced|called|known|who"
    r"|told|(?-i:[A-Z(“])))"
)
_CONJUNCTION = r"(?:but|and|or|so|nor|yet|thus|hence|also|then|still|even so|as such|only then)"
_LINK = (
    r"(?:however|moreover|furthermore|nevertheless|nonetheless|therefore|thus|hence|consequently|accordingly|besides|likewise|similarly"
    r"|conversely|instead|otherwise|still|indeed|in fact|in addition|additionally|in turn|in contrast|by contrast|on the contrary"
    r"|on the (?:other|one) hand|as a result|for (?:example|instance)|that said|at the same time|in other words|to (?:that|this) end"
    r"|(?:in|against|from|with) (?:that|this|these|those|such)(?: \w+)+|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|lastly"
    r"|first and foremost|in conclusion|in (?:short|sum)|overall|of course|perhaps|again|what is more|importantly|interestingly|notably"
    r"|significantly|crucially|ultimately|specifically|in particular|for (?:his|her|its|their) part|after all|too|in response|as expected)"
)
_SOON = (
    r"(?:meanwhile|separately|earlier|later|previously|afterwards?|elsewhere|for now|since then|until (?:then|now)|(?:on )?(?:that|the same) day"
    r"|the (?:next|following|same) (?:day|week|month)|an? (?:day|week|month|year) (?:later|earlier))"
)
_WHEN = (
    rf"(?:(?:on |late on |early on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|next|this) {_PERIOD}|yesterday|tomorrow"
    rf"|earlier (?:this|that|in the) \w+|(?:a|two|three|\d+) (?:day|week|month|year)s? ago|recently|today)"
)


def _opening(pattern: str, share: float) -> Rule:
    return Rule(re.compile(rf"\W*(?:{pattern})", re.IGNORECASE), share, opens=True)


def _anywhere(pattern: str, share: float) -> Rule:
    return Rule(re.compile(pattern), share)


RULES = (
    # "This alliance …", "They fear …", "Its economy …"
    _opening(
        rf"{_OWN_SENSE}(?:he|she|they|it|this|these|those|such|his|her|their|theirs|its|both|neither|another|either|here|there"
        r"|others?|some of (?:them|these|those)|the (?:same|former|latter|reason)|one such|all of (?:them|this)|many of (?:them|these))\b",
        0.1,
    ),
    # "On Thursday, he …", "For Russia, it …"
    _opening(
        rf"(?!while|although|though|if|because|since|as\b)[^,.;:]{{2,60}}, {_OWN_SENSE}(?:he|she|they|it|this|these)\b",
        0.2,
    ),
    # "While this may be seen …", "As it does …"
    _opening(
        rf"(?:while|as|if|although|though|when|since|because|despite|after|before|by|with|amid|until|even if|given|in)"
        rf" {_OWN_SENSE}(?:this|these|those|such|it|he|she|they)\b",
        0.3,
    ),
    _opening(rf"{_LINK},", 0.35),
    _opening(rf"{_CONJUNCTION}\b(?! far\b)", 0.35),
    _opening(rf"{_SOON}\b", 0.7),
    _opening(rf"{_WHEN}\b", 0.8),
    # "The shift comes …", "The move …"
    _opening(
        r"(?:the|that) (?:shift|moves?|situation|developments?|decision|issue|steps?|changes?|case|efforts?|incident|measures?|remarks"
        rf"|comments|announcement|statement|events?|significance|viewpoint|reason|idea|goal|aim|question)\b{_NAMED}",
        0.5,  # on top of the next
    ),
    # "The agreement, …": which? But "The agreement between Russia and …"
    _opening(rf"(?:the|that) {_NEWER}{_THING}\b{_NAMED}", 0.55),
    _opening(r"in this (?:article|piece|essay|report|post|section|column)\b", 0.1),
    _opening(r"via getty|(?:file |handout )?(?:photo|image|picture)s?\b", 0.1),
    _anywhere(
        rf"\b{_OWN_SENSE}(?:[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch(?: an?)?) (?!is\b|was\b|are\b|were\b|will\b|would\b|has\b|had\b|may\b|might\b)[a-z]",
        0.5,
    ),
    _anywhere(
        rf"\bthe {_NEWER}(?:pact|treaty|agreement|deal|accord|visit|shift|move|decision|situation|trip|announcement|conditions|remarks?|claims?"
        rf"|accusations?|inquiry|launch|proposal|incident|exercise|statement|document)\b{_NAMED}",
        0.85,
    ),
    _anywhere(r"\b(?:I|we|We|our|Our|us|my|me|I’m|I'm|We’ve|we’ve|you|your)\b", 0.35),
    _anywhere(
        r"(?:[,?!]|[”\"’]) (?:he|she|they) (?:said|says|added|told|wrote|noted|argued|warned|continued|explained)\b",
        0.45,
    ),
    _anywhere(
        r"\bcannot be (?:overstated|ignored)|remains to be seen|time will tell|\b(?:crucial|essential|important|vital|imperative) (?:to|that|for)\b"
        r"|\bcomplex and nuanced|\bcomplex world of|key considerations?\b|\bis dynamic\b|\bstark reminder|\bgame.?changer|\bbegs the question",
        0.5,
    ),
    # Words and phrases that say nothing which could be checked.
    _anywhere(
        r"\bintricate\b|\binterconnectedness\b|\bgeopolitical (?:landscape|chessboard|dynamics)\b"
        r"|\b(?:evolving|shifting|changing|complex|new) (?:\w+ )?(?:dynamics?|landscape)\b",
        0.75,
    ),
    _anywhere(
        r"\b(?:core|central|key) concern remains\b|\b(?:intense|close|growing) scrutiny\b|\bloom(?:s|ed|ing)? large\b|\b(?:is|are|remains?) (?:evident|paramount|undeniable|palpable)\b"
        r"|\bplay(?:s|ed|ing)? an? (?:\w+ )?(?:significant|crucial|key|vital|pivotal|important|critical) role\b|\bhighlighting the\b"
        r"|\b(?:serves?|stands?) as a (?:reminder|testament)\b|\bunderscor(?:e|es|ed|ing) the (?:importance|need)\b",
        0.6,
    ),
    # What sets a scene before it says anything.
    _opening(
        r"(?:behind|amid(?:st)?|against|beneath|beyond) (?:the|an?|all) [^,]*, [^,]*(?:,| and)|in (?:the|an?) (?:complex|rapidly|ever|fast)[ -]"
        r"|[^.:]{20,}: (?:in|the|as|for|it) ",
        0.6,
    ),
    _anywhere(r"\balso\b", 0.95),
    # "a similar agreement", "signed it", "for its part": like what, what, unlike whom?
    _anywhere(r"\b(?:an?|the) similar \w|\bon the same day\b|, for (?:his|her|its|their) part,", 0.5),
    _anywhere(
        r"\b(?:signed|launched|described|rejected|condemned|praised|welcomed|opposed|announced|approved) (?:it|them)\b",
        0.6,
    ),
)

GROUPS = re.compile(
    rf"\b(?:the (?:two|three|four|other)|both|either|neither|each of the) (?:\w+ )?{_GROUP}\b", re.IGNORECASE
)
"""Words for several who must have been named before: "the two leaders"."""

HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|him)\b")
"""Words for one who must have been named before."""

NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+|^[A-Z][\w-]+(?:’s|'s| [A-Z])")
"""A word that reads as a name."""

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
"""Words in quotation marks: what hangs there hangs on the speaker."""
