"""Letters for pictures: Pillow's own font has those of ASCII; for others one of this machine's is taken, if it has any."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where systems keep their fonts."""

# Upright sans-serifs that cover scripts beyond Latin, on Linux, macOS and Windows.
_WANTED = re.compile(
    r"(?:DejaVuSans|NotoSans(?:CJK|[A-Z]\w*)?-Regular|DroidSansFallback\w*|wqy-\w+|unifont\w*|FreeSans|Arial ?Unicode|arialuni"
    r"|arial|segoeui|tahoma|msyh|malgun|meiryo|Nirmala|PingFang|Hiragino Sans GB|AppleSDGothicNeo|GeezaPro|Kohinoor\w*)"
    r"\.(?:ttf|otf|ttc)",
    re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_BARE = {
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "ə": "e",
}
_FILES = 20_000  # that are looked at: a folder of fonts may lead anywhere
_NO_LETTER = "\uffff"  # which no font has: it shows what a font draws for those that it lacks


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it can be drawn, and the font to draw it in."""

    text: str
    font: Font

    @property
    def width(self) -> float:
        """In pixels."""
        return self.font.getlength(self.text)


def set_word(text: str, instead: str, *, size: int, folders: tuple[str, ...] = FOLDERS) -> Word:
    """Return a word as it can be drawn: as it is, or else without its diacritics, or else what is said in its place.

    No word is ever drawn as a row of empty boxes.

    Args:
        text: The word.
        instead: What stands for a word in letters that no font of this machine has, in ASCII.
        size: In pixels.
        folders: Where to look for what Pillow's own font lacks.
    """
    text = text.translate(_DASHES)
    bare = "".join(_BARE.get(letter, letter) for letter in text)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", bare) if not unicodedata.combining(letter))
    found = ((each, find_font(each, size, folders)) for each in (text, bare))
    return next((Word(each, font) for each, font in found if font), Word(instead, ImageFont.load_default(size)))


def find_font(text: str, size: int, folders: tuple[str, ...] = FOLDERS) -> Font | None:
    """Return a font that has every letter of a text; ``None`` if there is none on this machine.

    Args:
        text: What is to be drawn.
        size: In pixels.
        folders: Where to look for what Pillow's own font lacks.
    """
    own = ImageFont.load_default(size)
    if has_letters(own, text):
        return own
    loaded = (_load(path, size) for path in _list_fonts(folders))
    return next((font for font in loaded if font and has_letters(font, text)), None)


def has_letters(font: Font, text: str) -> bool:
    """Return whether a font has a form of its own for each letter of a text.

    >>> [has_letters(ImageFont.load_default(20), text) for text in ("China", "Türkiye", "北京")]
    [True, False, False]
    """
    letters = {letter for letter in text if not letter.isspace()}
    if not isinstance(font, ImageFont.FreeTypeFont):  # Pillow without FreeType: letters as a typewriter's
        return text.isascii()
    none = bytes(font.getmask(_NO_LETTER))
    return all(bytes(font.getmask(letter)) != none for letter in letters)


@lru_cache(maxsize=64)
def _load(path: Path, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(str(path), size)
    except OSError:
        return None


@lru_cache(maxsize=8)
def _list_fonts(folders: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(path for folder in folders for path in sorted(_walk(Path(folder).expanduser())))


def _walk(folder: Path) -> Iterator[Path]:
    seen = 0
    for parent, _, names in os.walk(folder):
        seen += len(names)
        if seen > _FILES:
            return
        yield from (Path(parent, name) for name in names if _WANTED.fullmatch(name))
