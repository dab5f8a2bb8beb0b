"""Normal forms: what is taken out, what stays, and what counts as the same."""

from __future__ import annotations

import pytest

from bot.text.normalise import fold, normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a b"),
        ("Bei\u200bjing\ufeff \u2060says", "Beijing says"),
        ("in\u00advas\u00adion", "invasion"),
        ("safe\u202egnp.exe\u202c \u2066x\u2069", "safegnp.exe x"),
        ("bell\x07 null\x00 esc\x1b", "bell null esc"),
        ("\x1b[31mred\x1b[0m \x1b[38;5;200mpink\x1b[m", "red pink"),
        ("\x1b]0;title\x07a \x1b]8;;https://a.example\x1b\\link\x1b]8;;\x1b\\", "a link"),
        ("\x1b(Bplain \x1bc\x1b]no end", "plain no end"),
        ("cafe\u0301", "caf\u00e9"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("lone \ud800 half", "lone  half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("zero\u200cwidth", "zerowidth"),
        ("“Quotes” — and dashes stay…", "“Quotes” — and dashes stay…"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_goes(raw: str, expected: str) -> None:
    """Characters that are invisible and can deceive go; all that can be read stays."""
    assert expected == normalise(raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. Army", "the US army"),
        ("Moscow’s ally", "MOSCOW'S ALLY"),
        ("“alliance”", '"Alliance"'),
        ("Putin–Kim", "putin-kim"),
        ("U.N.-led", "UN-led"),
        ("STRASSE", "straße"),
        ("cafe\u0301", "CAFÉ"),
    ],
)
def test_spellings_that_mean_the_same_fold_together(one: str, other: str) -> None:
    """Case, quotes, dashes and dots in abbreviations make no difference when texts are matched."""
    assert fold(one) == fold(other)


def test_folding_keeps_full_stops() -> None:
    """A full stop after a word or an initial is no abbreviation's dot."""
    assert "he left. a new day" == fold("He left. A new day")
