"""Words, their stems, and the words that say nothing by themselves."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.text.scripts import HAN, HIRAGANA, SOUTH_EAST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Scripts written without spaces: each character, with the marks on it, stands for a word. Runs of katakana are words.
_UNSPACED = SOUTH_EAST + HIRAGANA + HAN
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"  # Latin to Arabic
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7"  # Devanagari, Bengali
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bd7"
    "\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d82\u0d83\u0dca-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
    "\u200c\u200d"  # joiners, which only stand where they belong once a text is normalised
)

_LETTER = f"[^\\W_{_UNSPACED}]"
_WORD = re.compile(
    f"\\d+(?:[.,:]\\d+)+"  # 1,000 and 2.5 and 08:00
    f"|(?:{_LETTER}\\.){{2,}}"  # U.S.
    f"|{_LETTER}{{1,2}}-(?={_LETTER})(?:{_LETTER}|[{_MARKS}'])+"  # e-mail, co-operation
    f"|{_LETTER}(?:{_LETTER}|[{_MARKS}]|'(?={_LETTER}))*"
    f"|[{_UNSPACED}][{_MARKS}]*"
)
_ASCII_WORD = re.compile(  # the same where there is no other letter, in half the time
    r"\d+(?:[.,:]\d+)+|(?:[a-z0-9]\.){2,}|[a-z0-9]{1,2}-(?=[a-z0-9])[a-z0-9']+|[a-z0-9]+(?:'[a-z0-9]+)*"
)
_PLAIN = str.maketrans("’ʼ＇‑‐“”„«»–—…•", "'''--         ")
_ELIDING = frozenset({"ca", "fr", "it"})
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

STEMMED = frozenset(_SNOWBALL)
"""The languages whose words have stems, by their codes of ISO 639-1."""


def to_words(text: str, language: str = "en") -> list[str]:
    """Return the words of a text, case-folded, in order.

    An apostrophe within a word stays (straight), a hyphen after a prefix of one or two letters too; other compounds fall
    into their parts. Dots within abbreviations go. Scripts that are written without spaces give one word a character.

    Args:
        text: Any text; one without letters and digits gives an empty list.
        language: ISO 639-1. Where articles elide before an apostrophe (French, Italian, Catalan) it parts words.

    >>> to_words("The U.S.-led re-evaluation, China’s 1,000 ships")
    ['the', 'us', 'led', 're-evaluation', "china's", '1,000', 'ships']
    >>> to_words("北京の", "ja")
    ['北', '京', 'の']
    """
    plain = text.translate(_PLAIN).casefold()
    pattern = _ASCII_WORD if plain.isascii() else _WORD
    words: list[str] = pattern.findall(plain.replace("'", " ") if language in _ELIDING else plain)
    return [word.replace(".", "") if word[-1] == "." else word for word in words]


def to_stems(words: Sequence[str], language: str = "en") -> list[str]:
    """Return the words' stems by Snowball, in order; the words themselves in a language that has no stemmer.

    >>> to_stems(["allies", "china's"])
    ['alli', 'china']
    """
    name = _SNOWBALL.get(language)
    return list(words) if name is None else _stemmer(name)(words)


@lru_cache(maxsize=64)
def stop_words(language: str = "en") -> frozenset[str]:
    """Return the words of a language that say nothing by themselves, as ``to_words`` gives them; empty if unknown."""
    source = files("bot.text").joinpath("stop_words", f"{language}.txt")
    if not language.isalpha() or not source.is_file():
        return frozenset()
    return frozenset(to_words(source.read_text("utf-8"), language))


_own = threading.local()  # a stemmer has a cache that two threads must not write to at once


def _stemmer(name: str) -> Callable[[Sequence[str]], list[str]]:
    stemmers: dict[str, Callable[[Sequence[str]], list[str]]] = _own.__dict__
    if name not in stemmers:
        import Stemmer  # noqa: PLC0415 - only texts in a language that it knows need it

        stemmers[name] = Stemmer.Stemmer(name).stemWords
    return stemmers[name]
