"""A matrix of stances as a picture: a word in each cell, and a colour that says the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from bot.answering.lines import target_of
from bot.answering.matrix import MIXED
from bot.answering.wording import clip
from bot.model import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.matrix import Matrix

    _Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
    _Box = tuple[int, int, int, int]

_SIZE = 26  # pixels of a letter's height; the picture is made for screens of two pixels a point
_PAD = 18
_ROW = 64
_UNKNOWN = "unknown"
_NAME = 26  # characters of a name
_INK, _FAINT, _PAPER, _LINE = "#1b1f24", "#6a737d", "#ffffff", "#d0d7de"
_COLOURS = {
    Label.SUPPORTIVE: "#b7e1cd",
    Label.CRITICAL: "#f4c7c3",
    Label.THREATENING: "#e99b95",
    Label.CONCERNED: "#fde3b5",
    Label.CAUTIOUS: "#fff4cc",
    Label.DENIES: "#d9d2e9",
    MIXED: "#d0e0f0",
}  # with black letters on them each has a contrast of 7:1 or more (WCAG 2.2, 1.4.6)


def draw(matrix: Matrix) -> bytes:
    """Return the matrix as a PNG: holders down, targets across.

    Args:
        matrix: At least one holder and one target.
    """
    font = ImageFont.load_default(_SIZE)
    names = [clip(name, _NAME) for name in matrix.holders]
    heads = [clip(target_of(name), _NAME) for name in matrix.targets]
    left = _widest(font, names)
    column = _widest(font, [*heads, _UNKNOWN, *(cell.word for cell in matrix.cells)])
    image = Image.new("RGB", (left + column * len(heads), _ROW * (len(names) + 1)), _PAPER)
    pen = ImageDraw.Draw(image)
    for across, head in enumerate(heads):
        pen.text((left + (across + 0.5) * column, 0.5 * _ROW), head, _INK, font, anchor="mm")
    for down, name in enumerate(names, 1):
        pen.text((left - _PAD, (down + 0.5) * _ROW), name, _INK, font, anchor="rm")
        for across, target in enumerate(matrix.targets):
            corner = (left + across * column, down * _ROW)
            _draw_cell(
                pen, font, (*corner, corner[0] + column - 1, corner[1] + _ROW - 1), *_look(matrix, down - 1, target)
            )
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _look(matrix: Matrix, row: int, target: str) -> tuple[str, str, str]:
    """Return a cell's word, the colour of its letters and that of its ground."""
    holder = matrix.holders[row]
    cell = matrix.at(holder, target)
    if cell:
        return cell.word, _INK, _COLOURS[cell.label]
    return "" if holder == target else _UNKNOWN, _FAINT, _PAPER


def _draw_cell(pen: ImageDraw.ImageDraw, font: _Font, box: _Box, *look: str) -> None:
    word, ink, ground = look
    pen.rectangle(box, ground, _LINE)
    pen.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), word, ink, font, anchor="mm")


def _widest(font: _Font, words: Iterable[str]) -> int:
    return int(max(map(font.getlength, words))) + 2 * _PAD
