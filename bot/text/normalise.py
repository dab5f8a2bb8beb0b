"""Normal forms of foreign text: what is stored, and what is compared."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Scripts in which U+200C and U+200D are part of the spelling: Arabic, Syriac, and those of India and its neighbours.
_JOINED = "\u0600-\u077f\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefc"
_STRIPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; \t and \n stay
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
)
# What tells a terminal to do something (ECMA-48): a colour, a title, a link; whole, as without its escape it would be text.
_SEQUENCES = re.compile(
    "\x1b(?:\\[[0-?]*[ -/]*[@-~]"  # control sequences
    "|[]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\\\)"  # control strings
    "|[ -/]*[0-~])"  # all others
)
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.){2,})", re.UNICODE)


def normalise(raw: str) -> str:
    r"""Return the text in Unicode's form C, without characters that cannot be seen but can deceive.

    Control sequences, control, zero-width, bidirectional and tag characters and lone surrogates go; the joiners of Arabic and
    Indic spelling stay where they join. Each kind of line break becomes ``\n``, a tab a space. The result is its own normal form.

    >>> normalise("a\u200bb\u202ec\r\nd\x1b[31me")
    'abc\nde'
    """
    text = _BREAKS.sub("\n", _SEQUENCES.sub("", raw)).replace("\t", " ")
    return unicodedata.normalize("NFC", _STRIPPED.sub("", text))


def fold(text: str) -> str:
    r"""Return a form for matching, not for showing: case-folded, with straight quotes and dashes, ``u.s.`` as ``us``.

    >>> fold("The U.S. — “Moscow’s” ally")
    'the us - "moscow\'s" ally'
    """
    folded = unicodedata.normalize("NFC", text.casefold()).translate(_QUOTES)
    return _DOTTED.sub(lambda found: found[1].replace(".", ""), folded)
