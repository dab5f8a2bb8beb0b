"""Participles: "The pact signed by both is new" and "They signed" have the same form, and are told apart here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stances.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.stances.clauses import Sketch

_INTRANSITIVE = frozenset({"stand", "sit", "lie", "come", "go", "abide", "swear", "drop", "stop", "fall", "rise"})
_CAUSING = frozenset({"want", "have", "get", "see", "order", "need", "demand"})  # "wants him arrested"


def settle_participles(sketch: Sketch, verbs: Sequence[int]) -> None:
    """Tell "The pact signed by both is new" from "They signed": a past form without object, and a verb in need of a subject."""
    for position, i in enumerate(verbs):
        phrase = sketch.phrases[i]
        form = sketch.tokens[phrase.head].form
        alone = phrase.last - phrase.first == 1 + len(phrase.adverbs)
        if not phrase.finite or form is None or form.kinds != "DN" or not alone:
            continue
        if _is_participle(sketch, i, verbs[position + 1] if position + 1 < len(verbs) else -1):
            phrase.form = "participle"


def _is_participle(sketch: Sketch, i: int, following: int) -> bool:  # noqa: PLR0911 - a table in code
    before, after = sketch.kind(i - 1), sketch.kind(i + 1)
    if (
        sketch.phrases[i].word in sketch.say
        and after != "VG"
        and not (after == "p" and sketch.phrases[i + 1].word == "by")
    ):
        return False
    if i == 0 or (before == "VG" and sketch.phrases[i - 1].word in load_lexicon().sets["copular"]):
        return after in {"p", "VG"} or before == "VG"
    if before == "u" and after == "p":
        return True
    if before == "NP" and sketch.kind(i - 2) == "VG" and sketch.phrases[i - 2].word in _CAUSING and after != "NP":
        return True
    if after == "p" and sketch.phrases[i + 1].word == "by" and sketch.phrases[i].word not in _INTRANSITIVE:
        return True
    if after == "NP" and not sketch.phrases[i + 1].prep:
        return False
    if before == "NP" and after == "p" and sketch.phrases[i - 1].renames >= 0:
        return True
    if before == "," and after == "p" and _opens(sketch, i - 1):
        return True
    if following < 0 or not sketch.phrases[following].finite or before not in {"NP", ","}:
        return False
    return not any(_parts(sketch, j) for j in range(i + 1, following))


def _parts(sketch: Sketch, j: int) -> bool:
    """Say whether the phrase at j keeps a verb before it apart from one after it."""
    kind = sketch.kind(j)
    if kind in {"c", ","}:
        after = sketch.after(j)
        return not (sketch.kind(after) == "NP" and sketch.phrases[after].joined >= 0)
    return kind in {"u", "w", ";", ":"} or (kind == "NP" and not sketch.phrases[j].prep)


def _opens(sketch: Sketch, comma: int) -> bool:
    """Say whether a comma opens a parenthesis after a noun phrase rather than closing one."""
    return sketch.kind(comma - 1) == "NP" and not any(
        sketch.kind(j) in {",", "VG"} for j in range(max(0, comma - 8), comma)
    )
