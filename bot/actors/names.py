"""Names of countries in other languages, from CLDR (through Babel), read when first asked for."""

from __future__ import annotations

from functools import cache

from bot.actors.folding import to_key

LANGUAGES = (
    *("fr", "es", "de", "ru", "zh", "zh_Hant", "ar", "pt", "ja", "ko", "uk", "it", "tr", "fa", "he", "hi", "id", "pl"),
    *("nl", "vi", "sv", "el", "cs", "ro", "hu", "da", "nb", "fi", "th", "bn", "ur", "sr", "hr", "bg", "sk", "ca", "ka"),
    *("hy", "az", "kk", "sw", "lt", "lv", "et", "sl", "ms", "ta", "am", "my", "km", "fil"),
)
"""The languages that a query's words are looked up in, the more often met first."""


@cache
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


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in territory_names(language).items():
            codes.setdefault(to_key(name), code)
    return codes


def find_code(words: str) -> str | None:
    """Return the code of the territory that some language calls so, in any case, with or without accents.

    >>> find_code("coree du nord"), find_code("Северная Корея"), find_code("Atlantis")
    ('KP', 'KP', None)
    """
    return _codes().get(to_key(words))
