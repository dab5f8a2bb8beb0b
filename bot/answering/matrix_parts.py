"""The parts of a reply that show a matrix: the table, a picture of it, and the words behind each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.lines import cite, evidence_rows, evidence_table, label_of, plain, target_of
from bot.answering.picture import draw
from bot.answering.wording import in_prose
from bot.model import Heading, Label, Paragraph, Picture, Run, Style, Table
from bot.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.answering.matrix import Matrix
    from bot.model import Brief, Line, Part

_QUOTE = 140  # characters of a quotation: a matrix has many
_UNKNOWN = (Run("unknown", Style.EMPHASIS, stance="unknown"),)


def matrix_parts(brief: Brief, matrix: Matrix) -> Iterator[Part]:
    """Return the table, how to read it, the picture, and the words, each under its heading.

    Args:
        brief: Whose stances are the matrix's words, row by row.
        matrix: The holders, the targets and the cells; at least one.
    """
    known = _known(brief, matrix)
    rows = tuple((plain(holder), *_cells(holder, matrix, known)) for holder in matrix.holders)
    yield Table(("", *map(target_of, matrix.targets)), rows)
    yield Paragraph(plain(_legend(matrix)), small=True)
    yield Picture(draw(matrix), alt=describe(matrix), name="who-stands-where.png")
    yield Heading("In whose words")
    yield evidence_table(evidence_rows(brief, quote=_QUOTE))


def _known(brief: Brief, matrix: Matrix) -> Mapping[tuple[str, str], Line]:
    """Return what stands in the cells, by holder and target: a word, and where it is shown."""
    citations = {citation.number: cite(citation) for citation in brief.sources}
    rest = iter(brief.stances)
    known = {}
    for cell in matrix.cells:
        numbers = dict.fromkeys(next(rest).source for _ in cell.shown)
        behind = f"{cell.word.removeprefix(cell.label)} "
        known[cell.holder, cell.target] = (*label_of(cell.label, behind), *(citations[number] for number in numbers))
    return known


def _cells(holder: str, matrix: Matrix, known: Mapping[tuple[str, str], Line]) -> Iterator[Line]:
    for target in matrix.targets:
        yield known.get((holder, target), () if holder == target else _UNKNOWN)


def describe(matrix: Matrix) -> str:
    """Return in words what a picture of the matrix shows."""
    rows = []
    for holder in matrix.holders:
        held = [f"{cell.word} toward {target_of(cell.target)}" for cell in matrix.cells if cell.holder == holder]
        rows.append(f"{holder}: {', '.join(held)}.")
    return f"Who stands where. {' '.join(rows)} All else is unknown."


def _legend(matrix: Matrix) -> str:
    example = matrix.cells[0]
    verb = example.word if example.label == Label.DENIES else f"is {example.word}"
    more = f" {count(matrix.left_out, 'further pair')} found no room." if matrix.left_out else ""
    return (
        f"Read along the rows: {in_prose(example.holder)} {verb} toward {in_prose(target_of(example.target))}."
        f" Unknown: no sentence read shows a stance beyond doubt.{more}"
    )
