"""Texts and names of any kind: nothing raises, mentions stand where they say, and work stays in bounds."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.actors.folding import fold, to_key
from bot.actors.mentions import find_mentions
from bot.actors.registry import load_registry

_PIECES = st.sampled_from(
    [
        "China", "the U.S.", "US", "us", "Kim", "Kim Jong Un", "President ", "former ", "Putin’s", "North", "Korea", "South ",
        "Washington", "Jordan", "Michael ", "Georgia", "Atlanta", "Chad ", "MOSCOW (AP) — ", "-based", "-led", "May", " 5", "the ",
        "West", "Bank", "New ", "Mexico", "Guinea", "-", "–", ".", ". ", ", ", "'", "’s ", "\n", "\n\n", " ", "  ", "\u00a0",
        "\u0301", "\u00ad", "\u200b", "\u202e", "\0", "\ud800", "İ", "ß", "中国", "हिन्दी", "ﬁ", "🇺🇸", "(", ")", "@", "#", "_",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join))
_DAYS = st.one_of(st.none(), st.dates())
_LANGUAGES = st.sampled_from(["en", "fr", "zh", "ar", "pt-BR", "xx", ""])
_NAMES = st.sampled_from(["China", "North Korea", "Vladimir Putin", "the Kremlin", "Côte d’Ivoire", "Guinea-Bissau"])


@given(_TEXTS, _DAYS, _LANGUAGES)
def test_mentions_are_spans_of_known_actors_in_order(text: str, on: date | None, language: str) -> None:
    """They do not overlap, hold something to read, and name actors of the registry by one of their keys."""
    registry = load_registry()

    found = find_mentions(text, registry, on=on, language=language)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(registry.actor(each.actor) for each in found)
    if language == "en":
        for each in found:
            actor = registry.actor(each.actor)
            assert actor is not None
            keys = {to_key(alias.text).removeprefix("the ") for alias in actor.aliases if alias.role == each.role}
            assert to_key(text[each.start : each.end]) in keys


@given(_TEXTS, _NAMES, _TEXTS)
def test_a_name_in_a_paragraph_of_its_own_is_found(before: str, name: str, after: str) -> None:
    """Whatever stands in the paragraphs around it."""
    text = f"{before}\n\nAnd {name} too.\n\n{after}"
    place = len(before) + len("\n\nAnd ") + (len("the ") if name.startswith("the ") else 0)

    found = find_mentions(text, load_registry(), on=date(2024, 6, 25))

    assert place in [each.start for each in found]


@given(_TEXTS)
def test_folding_maps_each_character_back(text: str) -> None:
    """Spans grow, lie within the text, and cover what folds to the same; folding what is folded changes nothing."""
    folded = fold(text)

    spans = [folded.span(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] < two[0] for one, two in itertools.pairwise(spans))
    assert all(to_key(text[start:end]) == char.strip() for (start, end), char in zip(spans, folded.text, strict=True))


@given(st.text(max_size=60), _DAYS)
def test_any_words_may_be_looked_up(words: str, on: date | None) -> None:
    """Finding, near names and completions answer whatever is typed, within their limits."""
    registry = load_registry()

    actor = registry.find(words, on=on)

    assert actor is None or registry.actor(actor.name) is actor
    assert len(registry.near(words, limit=3)) <= 3
    assert all(registry.actor(name) for name in registry.complete(words, limit=4))


@given(_NAMES, st.randoms(use_true_random=False))
def test_case_and_dots_do_not_matter_to_find(name: str, random: object) -> None:
    """However the letters are shifted, the same actor is found."""
    shifted = "".join(random.choice((char.upper(), char.lower())) for char in name)  # type: ignore[attr-defined]

    assert load_registry().find(name) is load_registry().find(shifted)
