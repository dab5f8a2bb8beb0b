"""A matrix of stances as a picture: a word in each cell, and a colour that says the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from bot.answering.fonts import FOLDERS, Word, set_word
from bot.answering.lines import target_of
from bot.answering.wording import clip
from bot.colours import GROUNDS, INK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.fonts import Font
    from bot.answering.matrix import Matrix

    _Box = tuple[int, int, int, int]

_SIZE = 26  # pixels of a letter's height; the picture is made for screens of two pixels a point
_PAD = 18
_ROW = 64
_UNKNOWN = "unknown"
_NAME = 26  # characters of a name
_FAINT, _PAPER, _LINE = "#6a737d", "#ffffff", "#d0d7de"


def draw(matrix: Matrix, *, folders: tuple[str, ...] = FOLDERS) -> bytes:
    """Return the matrix as a PNG: holders down, targets across.

    A name in letters that no font of this machine has is drawn as its row or column, as the table beside the picture has it.

    Args:
        matrix: At least one holder and one target.
        folders: Where to look for fonts.
    """
    names = _set(matrix.holders, "row", folders)
    heads = _set(map(target_of, matrix.targets), "column", folders)
    font = ImageFont.load_default(_SIZE)
    said = (Word(word, font) for word in (_UNKNOWN, *(cell.word for cell in matrix.cells)))
    left, column = _widest(names), _widest([*heads, *said])
    image = Image.new("RGB", (left + column * len(heads), _ROW * (len(names) + 1)), _PAPER)
    pen = ImageDraw.Draw(image)
    for across, head in enumerate(heads):
        pen.text((left + (across + 0.5) * column, 0.5 * _ROW), head.text, INK, head.font, anchor="mm")
    for down, name in enumerate(names, 1):
        pen.text((left - _PAD, (down + 0.5) * _ROW), name.text, INK, name.font, anchor="rm")
        for across, target in enumerate(matrix.targets):
            corner = (left + across * column, down * _ROW)
            _draw_cell(
                pen, font, (*corner, corner[0] + column - 1, corner[1] + _ROW - 1), *_look(matrix, down - 1, target)
            )
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _set(names: Iterable[str], place: str, folders: tuple[str, ...]) -> list[Word]:
    return [
        set_word(clip(name, _NAME), f"{place} {number}", size=_SIZE, folders=folders)
        for number, name in enumerate(names, 1)
    ]


def _look(matrix: Matrix, row: int, target: str) -> tuple[str, str, str]:
    """Return a cell's word, the colour of its letters and that of its ground."""
    holder = matrix.holders[row]
    cell = matrix.at(holder, target)
    if cell:
        return cell.word, INK, GROUNDS[cell.label]
    return "" if holder == target else _UNKNOWN, _FAINT, _PAPER


def _draw_cell(pen: ImageDraw.ImageDraw, font: Font, box: _Box, *look: str) -> None:
    word, ink, ground = look
    pen.rectangle(box, ground, _LINE)
    pen.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), word, ink, font, anchor="mm")


def _widest(words: Iterable[Word]) -> int:
    return int(max(word.width for word in words)) + 2 * _PAD
