"""What on a page is no part of its article: told by the kinds of phrases in ``phrases``."""

from __future__ import annotations

import re
from enum import Enum, auto

from bot.text import phrases
from bot.text.dates import is_byline, is_date_line

_LONGEST = 420  # characters: what is longer is prose
_MOST_WORDS = 8  # a line that ends with a full stop and has more words is a sentence
_CREDITED = 60  # words of a caption
_PROSE = 25  # words of a paragraph of two sentences or more which a credit at its end does not make a caption
_ROW = 4  # words of a menu that has nothing between them
_SHARE = 0.75
_GLUE = re.compile(r"[.!?…][\"”’»)]*(?=[^\W\d_a-z]|[©(\[])")
_STOPS = re.compile(r"[.!?][\"')]*(?= |$)")
_US = re.compile(r"\bU\.?S\b\.?")
_QUOTES = str.maketrans({**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”«»", '"'), "\u00a0": " "})
_LETTER = re.compile(r"[^\W\d_]")
_AROUND = " .!:;|»›→>…-–—*_•·[]"
_SEPARATOR = re.compile(r"\s*[|•·»›>]\s*|\s+[/–—-]\s+|\s{2,}")
_TRAIL = re.compile(r"home\s*[|»›>/·→:-].{0,200}")
_SAID = re.compile(r"[\"“”«»]")


class Kind(Enum):
    """What a piece of boilerplate is, as far as that bears on what stands around it."""

    JUNK = auto()
    SYNDICATION = auto()
    LIST = auto()  # other articles are listed after it
    COMMENTS = auto()  # readers' comments come after it
    COUNT = auto()  # they may


_KINDS = (
    (phrases.COMMENTS, Kind.COMMENTS),
    (phrases.COUNTS, Kind.COUNT),
    (phrases.LISTS, Kind.LIST),
    (phrases.LINES, Kind.JUNK),
)


def judge_line(line: str) -> Kind | None:
    """Say what kind of boilerplate a block is as a whole, or ``None`` if it may belong to the article."""
    if len(line) > _LONGEST:
        return None
    if not _LETTER.search(line) or is_date_line(line) or is_byline(line):
        return Kind.JUNK
    plain = _plain(line)
    core = plain.strip(_AROUND)
    if plain.endswith(".") and len(plain.split()) > _MOST_WORDS:
        return judge_caption(plain)
    for pattern, kind in _KINDS:
        if re.fullmatch(pattern, core):
            return kind
    if _TRAIL.fullmatch(line.casefold()) or _is_menu(line):
        return Kind.JUNK
    return judge_caption(plain)


def judge_caption(plain: str) -> Kind | None:
    """Say whether a block is a caption or a picture credit."""
    if len(plain.split()) > _CREDITED:
        return None
    if re.match(phrases.CAPTIONS, plain.strip("([ ")):
        return Kind.JUNK
    credit = re.search(phrases.CREDITS, plain)
    before = plain[: credit.start() + 1].rstrip() if credit else ""
    prose = len(before.split()) >= _PROSE and len(_STOPS.findall(before)) > 1
    return Kind.JUNK if credit and not prose else None


def judge_sentence(sentence: str) -> Kind | None:
    """Say what kind of boilerplate a sentence is, or ``None`` if it may belong to the article."""
    if len(sentence) > _LONGEST:
        return None
    plain = _plain(sentence).lstrip("([*•- ")
    if re.match(phrases.SYNDICATION, plain):
        return Kind.SYNDICATION
    if re.match(phrases.SENTENCES, plain) or re.match(phrases.CAPTIONS, plain):
        return Kind.JUNK
    called = not _SAID.search(sentence) and re.match(phrases.ORDERS, plain) and re.search(phrases.OFFERS, plain)
    return Kind.JUNK if called else None


def _plain(line: str) -> str:
    return " ".join(_US.sub("usa", line).translate(_QUOTES).casefold().split(" "))


def _is_menu(line: str) -> bool:
    """Say whether a line is a row of links and dates, most of which would be boilerplate alone."""
    words = line.casefold().split()
    if len(words) >= _ROW and sum(word in phrases.MENU for word in words) >= _SHARE * len(words):
        return True
    parts = [part.strip(_AROUND) for part in _SEPARATOR.split(line)]
    junk = [part for part in parts if part and (is_date_line(part) or re.fullmatch(phrases.LINES, _plain(part)))]
    return len(junk) > 1 and 2 * len(junk) > len(parts)


def find_signature(block: str) -> int:
    """Return where a block ends, without what signs it or is run together with it after the last full stop."""
    start = max(0, len(block) - _LONGEST)
    found = re.search(phrases.SIGNATURE, block[start:])
    end = start + found.start() if found else len(block)
    for glued in _GLUE.finditer(block, start, end):
        rest = block[glued.end() : end]
        if judge_line(rest) or judge_sentence(rest):
            return glued.end()
    return end


def find_lead(block: str) -> int:
    """Return where a block begins, after a picture credit that runs into its prose."""
    found = re.match(phrases.LEAD, block[:_LONGEST])
    return found.end() if found else 0


def is_bio(block: str) -> bool:
    """Say whether a block that stands below an article tells who wrote it."""
    return len(block) <= _LONGEST and re.match(phrases.BIO, block) is not None
