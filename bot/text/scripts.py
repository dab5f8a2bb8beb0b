"""Scripts that are written without spaces between words, as ranges of characters for a pattern's ``[…]``."""

from __future__ import annotations

SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
HIRAGANA = "\u3041-\u309f"
KANA = "\u3040-\u30ff"  # katakana too, whose runs are words by themselves
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
HANGUL = "\uac00-\ud7af"  # it has spaces, but what stands behind a name is written together with it
