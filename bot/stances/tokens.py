"""Tokens: the words and marks of a sentence, with each mention of an actor as one token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.model import Mention
    from bot.stances.lexicon import Form

# A number, an abbreviation with full stops, a word with what joins it inside, or one mark.
_TITLES = "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Maj Capt Cmdr Adm Sgt Brig Rev Hon Fr Msgr Sr Jr St Messrs"
_TOKEN = re.compile(
    rf"[$€£¥]?\d[\d.,:]*\d(?:st|nd|rd|th|s|pm|am)?%?|(?:[^\W\d_]\.){{2,}}|\b(?:{'|'.join(_TITLES.split())})\."
    r"|[^\W_]+(?:['’\-‑][^\W_]+)*|\.\.\.|--|\S"
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
_STRAIGHT = str.maketrans("’‘‑", "''-")
LONGEST = 600
"""So many tokens of a sentence are looked at; what is longer is no sentence of prose, but a list or a table."""


@dataclass(slots=True)
class Token:
    """A word or mark, ``article.text[start:end]``; ``actor`` is set where it is a mention."""

    text: str
    low: str  # in lower case, with straight apostrophes
    start: int
    end: int
    tag: str = ""  # see tagging
    form: Form | None = None  # where it may be a verb
    mention: Mention | None = None
    quoted: bool = False  # right after a quotation mark

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def to_tokens(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Token]:
    """Return the tokens of ``text[start:end]``, in order; ``mentions`` are those inside it, in order.

    A possessive ending, a contracted verb and a contracted "not" are tokens of their own, and so is what a hyphen joins to a
    mention.
    """
    tokens: list[Token] = []
    at = start
    for mention in mentions:
        if mention.start < at or mention.end > end:
            continue
        tokens.extend(_words(text, at, mention.start))
        name = text[mention.start : mention.end]
        tokens.append(Token(name, name.casefold(), mention.start, mention.end, mention=mention))
        at = mention.end
        if len(tokens) > LONGEST:
            break
    tokens.extend(_words(text, at, end))
    return tokens[:LONGEST]


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a stretch without mentions."""
    if (lead := re.match(r"['’](?:s\b|(?=\s))", text[start:end])) and start:  # the clitic of the mention before
        yield Token(lead[0], "'s", start, start + lead.end())
        start += lead.end()
    for found in _TOKEN.finditer(text, start, end):
        word, at = found[0], found.start()
        clitic = _CLITIC.search(word) if word[-2:-1] in _APOSTROPHES or word[-3:-2] in _APOSTROPHES else None
        if clitic and clitic.start():
            yield _token(word[: clitic.start()], at)
            yield _token(clitic[0], at + clitic.start())
        else:
            yield _token(word, at)


def _token(word: str, start: int) -> Token:
    low = word.casefold() if word.isascii() else word.translate(_STRAIGHT).casefold()
    return Token(word, low, start, start + len(word))
