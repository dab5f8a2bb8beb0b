"""Names of countries in other languages, from CLDR (through Babel), read when first asked for."""

from __future__ import annotations

from functools import cache, lru_cache

from bot.actors.folding import to_key

LANGUAGES = (
    *("fr", "es", "de", "pt", "it", "ru", "zh", "ar", "ja", "ko", "uk", "tr", "fa", "he", "hi", "id", "pl", "nl", "vi"),
    *("sv", "el", "cs", "ro", "hu", "da", "nb", "fi", "th", "bn", "ur", "sr", "hr", "bg", "ca", "zh_Hant"),
)
"""The languages that the words of a query are looked up in, one after another."""

_SHORTEST = 4  # letters; "man" and "sec" are countries somewhere


@lru_cache(maxsize=64)  # pages may claim to be in any language
def territory_names(language: str) -> dict[str, str]:
    """Return a language's names of the world's territories by their codes; empty for a language that CLDR lacks.

    >>> territory_names("fr")["KP"], territory_names("tlh")
    ('Corée du Nord', {})
    """
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - English news needs none of it

    try:
        return dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def find_code(words: str) -> str | None:
    """Return the code of the territory that some language calls so, in any case, with or without accents.

    >>> find_code("coree du nord"), find_code("Украина"), find_code("Atlantis")
    ('KP', 'UA', None)
    """
    key = to_key(words)
    if key.isascii() and len(key) < _SHORTEST:
        return None
    return next((code for code in (_codes(language).get(key) for language in LANGUAGES) if code), None)


@cache
def _codes(language: str) -> dict[str, str]:
    return {to_key(name): code for code, name in territory_names(language).items()}
